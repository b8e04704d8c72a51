"""Tests for what articles hand over to the pages of a site."""

from __future__ import annotations

import msgspec

from generator.site.article_facts import ArticleFacts, EditionFacts, with_shared_strings

FACTS = ArticleFacts(
    slug="ice",
    date="2026-11-28",
    title_en="Ice",
    level="HSK 3",
    characters=1200,
    tag_ids=("tag-冰",),
    editions={
        "zh-Hans": EditionFacts("冰", "叶秋", "", ("冰",), "水结成冰。", ("四季",)),
        "zh-Hant-TW": EditionFacts("冰", "葉秋", "", ("冰",), "水結成冰。", ("四季",)),
    },
    term_uses={"ice": ("b1.s1", "b2.s1")},
    grammar={"le-verb": "b1.s1"},
    coverage=((36, 41),),
)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [string for pair in value.items() for part in pair for string in _strings(part)]
    if isinstance(value, tuple):
        return [string for part in value for string in _strings(part)]
    if isinstance(value, EditionFacts):
        return [
            string
            for field in value.__struct_fields__
            for string in _strings(getattr(value, field))
        ]
    return []


def test_equal_strings_of_facts_are_shared() -> None:
    strings: dict[str, str] = {}
    encoded = msgspec.msgpack.encode(FACTS)
    decoded = [msgspec.msgpack.decode(encoded, type=ArticleFacts) for _ in range(2)]
    one, other = (with_shared_strings(facts, strings) for facts in decoded)
    assert one == other == FACTS
    for field in ("editions", "term_uses", "grammar"):
        pairs = zip(_strings(getattr(one, field)), _strings(getattr(other, field)), strict=True)
        assert all(a is b for a, b in pairs)
