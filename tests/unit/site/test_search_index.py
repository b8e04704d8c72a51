"""The index of the search: made at once, or by changes, it is the same."""

from __future__ import annotations

import json
from random import Random

import pytest

from generator.site import search_index
from generator.site.search_index import (
    SLICES,
    Terms,
    changes,
    decode_terms,
    edited_shard,
    encode_terms,
    shard,
    shard_count,
    sign,
)

ARTICLES = {
    "tea": {"喝": 1, "喝茶": 3, "茶": 5, "tea": 5},
    "code": {"写": 1, "软件": 1, "茶": 1, "write": 2, "writes": 1},
    "rare": {"𠮷": 1, "𠮷茶": 2, "茶": 5},
}


def index(articles: dict[str, dict[str, int]], count: int) -> dict[str, str]:
    """Return the scripts of an index by their path."""
    terms = Terms()
    for slug in sorted(articles, key=lambda slug: (sign(slug), slug)):
        for text in encode_terms(articles[slug]):
            terms.add(sign(slug), text)
    return {str(place): script for place, script in terms.shards(range(count), count)}


def lines(script: str) -> dict[str, list[str]]:
    """Return the lines of a shard as the browser reads them."""
    text: str = json.loads(script.partition(", ")[2].removesuffix(");\n"))
    return {line.split(" ")[0]: line.split(" ")[1:] for line in text.split("\n") if line}


@pytest.mark.parametrize("terms", [*ARTICLES.values(), {}])
def test_terms_come_out_as_they_went_in(terms: dict[str, int]) -> None:
    slices = encode_terms(terms)
    assert len(slices) == SLICES
    assert decode_terms(slices) == terms


def test_a_line_has_the_articles_by_how_often_they_have_the_term() -> None:
    found = index(ARTICLES, 64)
    tea, code, rare = map(sign, ARTICLES)
    script = found[search_index.place(shard("茶", 64))]
    assert lines(script)["茶"] == [code, "", "", "", "".join(sorted(tea + rare))]
    assert lines(found[search_index.place(shard("喝茶", 64))])["喝茶"] == ["", "", tea]


def test_words_that_begin_alike_are_in_one_shard() -> None:
    assert len({shard(word, 1024) for word in ("write", "writes", "writing")}) == 1
    assert shard("写字", 1 << 20) != shard("写作", 1 << 20)


def test_a_part_of_the_shards_has_what_all_have() -> None:
    whole, terms = index(ARTICLES, 32), Terms()
    for slug in sorted(ARTICLES, key=sign):
        terms.add(sign(slug), encode_terms(ARTICLES[slug])[3])
    for place, script in terms.shards([3, 19], 32):
        assert script == whole[str(place)]


@pytest.mark.parametrize("seed", range(20))
def test_an_edited_index_is_as_if_made_anew(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where two articles have the same sign."""
    monkeypatch.setattr(search_index, "_SIGNS", range(0x3400, 0x3404))
    random = Random(seed)

    def drawn() -> dict[str, dict[str, int]]:
        vocabulary = ["茶", "喝茶", "喝", "tea", "teas", "软件", "件", "𠮷"]
        return {
            slug: {word: random.randint(1, 4) for word in random.sample(vocabulary, 4)}
            for slug in random.sample("abcdefgh", 6)
        }

    old, new = drawn(), drawn()
    made, wanted = index(old, SLICES), index(new, SLICES)
    for slug in {**old, **new}:
        for change in changes(sign(slug), old.get(slug, {}), new.get(slug, {})):
            number = shard(change[0], SLICES)
            place, script = edited_shard(number, made[search_index.place(number)], [change])
            made[str(place)] = script
    assert made == wanted


def test_a_site_has_more_shards_the_larger_it_is() -> None:
    assert [shard_count(size) for size in (0, 1, 16, 17, 1000)] == [16, 16, 16, 32, 1024]


def test_the_browser_is_told_the_slug_of_each_sign() -> None:
    place, script = search_index.articles_file(["a", "b"], 16)
    data = json.loads(script.partition(", ")[2].removesuffix(");\n"))
    assert str(place) == "static/search/articles.js"
    assert data == {"shards": 16, "articles": f"{sign('a')}a\n{sign('b')}b"}
