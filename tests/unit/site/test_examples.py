import json
from pathlib import Path
from typing import Any

from generator.model import Article, Bilingual, Edition, Metadata
from generator.site.examples import PLACES, WIDTH, Examples
from tests.shown import annotated


def article(slug: str, *texts: str) -> Article:
    blocks = []
    for number, text in enumerate(texts, 1):
        block, script = annotated(text)
        sentences = tuple(
            type(s)(s.span, s.id.replace("b1", f"b{number}")) for s in block.sentences
        )
        blocks.append(type(block)(**_fields(block) | {"id": f"b{number}", "sentences": sentences}))
    title, _ = annotated(slug)
    meta = Metadata(slug, Bilingual(zh=slug))
    return Article(Path(slug), meta, script, (), tuple(blocks), title)


def _fields(block: Any) -> dict[str, Any]:
    return {name: getattr(block, name) for name in block.__struct_fields__}


def found(examples: Examples, word: str) -> list[tuple[str, str, str, str]]:
    for _, text in examples.files():
        data = json.loads(text[text.index(", {") + 2 : text.rindex(")")])
        if word in data["words"]:
            return [(data["articles"][a][0], *rest) for a, *rest in data["words"][word]]
    return []


def examples(*articles: Article, edition: Edition = Edition.HANS) -> Examples:
    return Examples(articles, edition, lambda text, _: text)


def test_a_word_of_one_sentence_has_no_others() -> None:
    index = examples(article("a", "猫睡觉。我看猫，猫看我。"))
    assert "猫" in index
    assert "睡觉" not in index
    assert found(index, "睡觉") == []
    assert [row[1:] for row in found(index, "猫")] == [
        ("b1.s1", "", "睡觉。"),
        ("b1.s2", "我看", "，猫看我。"),
    ]


def test_every_article_gives_a_place_before_one_gives_another() -> None:
    index = examples(*(article(slug, "猫来了。", "猫走了。", "猫睡了。") for slug in "abcdef"))
    pages = [row[0] for row in found(index, "猫")]
    assert len(pages) == PLACES
    assert [page.split("/")[-2] for page in pages] == ["a", "b", "c", "d", "a"]


def test_addresses_are_below_the_static_folder() -> None:
    index = examples(article("a", "猫来了。猫走了。"))
    assert {row[0] for row in found(index, "猫")} == {"../zh-hans/a/index.html"}
    [(place, _), *_] = index.files()
    assert place.as_posix().startswith("static/examples/zh-hans/")


def test_long_sentences_are_cut_around_the_word() -> None:
    index = examples(article("a", "他说了很多" * 12 + "猫" + "他说了很多" * 12 + "。", "猫走了。"))
    _, _, before, after = found(index, "猫")[0]
    assert before[0] == after[-1] == "…"
    assert len(before) == len(after) == WIDTH + 1


def test_no_latin_word_is_cut() -> None:
    index = examples(article("a", "猫" + "很" * (WIDTH - 3) + "DeepSeek很好。", "猫走了。"))
    assert found(index, "猫")[0][3] == "很" * (WIDTH - 3) + "…"


def test_words_are_those_of_the_edition() -> None:
    index = examples(article("a", "电脑很贵。电脑很好。"), edition=Edition.TW)
    assert "電腦" in index
    assert "电脑" not in index
    assert found(index, "電腦")[0][3] == "很貴。"
