from __future__ import annotations

import json

from generator.resources import shared
from generator.site.examples import (
    ARTICLES,
    SENTENCES,
    SHARDS,
    ExampleFacts,
    example_facts,
    example_files,
    shard,
)


def places(*articles: tuple[str, ExampleFacts]) -> dict[str, str]:
    """Return the places of each word, with the slugs of the articles."""
    found = {}
    for path, text in example_files(articles):
        data = json.loads(text[text.index(", {") + 2 : text.rindex(")")])
        for word, row in data["words"].items():
            assert path.as_posix() == f"static/examples/{shard(word)}.js"
            parts = (part.partition(" ") for part in row.split(","))
            found[word] = ",".join(f"{data['articles'][int(n)]} {ids}" for n, _, ids in parts)
    return found


def test_the_facts_are_the_first_sentences_of_each_form() -> None:
    words = [("b1.s1", ("猫",)), ("b1.s1", ("猫",)), ("b1.s2", ("芯片", "晶片"))]
    words += [(f"b2.s{number}", ("猫",)) for number in range(1, 9)]
    facts = example_facts(words)
    assert facts["猫"] == ("b1.s1", "b2.s1", "b2.s2", "b2.s3")
    assert len(facts["猫"]) == SENTENCES
    assert facts["芯片"] == facts["晶片"] == ("b1.s2",)


def test_a_word_of_one_sentence_has_no_others() -> None:
    assert places(("a", {"猫": ("b1.s1", "b1.s2"), "睡觉": ("b1.s1",)})) == {"猫": "a b1.s1 b1.s2"}


def test_sentences_of_several_articles() -> None:
    found = places(("a", {"猫": ("b1.s1",)}), ("b", {"猫": ("b3.s1", "b4.s1"), "狗": ("b1.s1",)}))
    assert found == {"猫": "a b1.s1,b b3.s1 b4.s1"}


def test_the_first_articles_count() -> None:
    found = places(*((slug, {"猫": ("b1.s1",)}) for slug in "abcdefg"))
    assert found["猫"].count(",") == ARTICLES - 1
    assert found["猫"].startswith("a b1.s1,b ")


def test_an_article_changes_only_the_shards_of_its_words() -> None:
    others = [(slug, dict.fromkeys("猫狗鸟鱼", ("b1.s1", "b1.s2"))) for slug in "ab"]
    before = dict(example_files(others))
    after = dict(example_files([*others, ("c", {"鱼": ("b9.s1",)})]))
    assert [path.stem for path in after if before.get(path) != after[path]] == [shard("鱼")]


def test_page_and_build_agree_on_the_shards() -> None:
    source = shared("static").joinpath("js/examples.js").read_text("utf-8")
    assert f"const SHARDS = {SHARDS};" in source
    assert "(value * 31 + (char.codePointAt(0) ?? 0)) % 65521" in source
    assert shard("人工") == f"{(0x4EBA * 31 + 0x5DE5) % 65521 % SHARDS:02x}"
    assert shard("𠂇") == f"{0x20087 % 65521 % SHARDS:02x}"


def test_every_shard_has_a_file() -> None:
    assert len(dict(example_files([]))) == SHARDS
