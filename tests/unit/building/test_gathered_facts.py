"""The facts of articles, gathered while these are made."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import structs

from generator.building.article_records import ArticleRecord
from generator.building.article_tasks import Collected
from generator.building.gathered_facts import GatheredFacts
from generator.site.article_facts import ArticleFacts
from generator.site.grammar import USES, note_uses, shown_notes, with_named_notes

NOTES = ("le-verb", "ba-construction", "zhe")


def _facts(number: int) -> ArticleFacts:
    notes = {id_: f"b1.s{number}" for at, id_ in enumerate(NOTES) if number % (at + 1) == 0}
    day = f"2026-11-{1 + number * 7 % 30:02}"
    return ArticleFacts(f"a{number}", day, "", "", 10, (), {}, {}, notes)


FACTS = [_facts(number) for number in range(40)]


def _uses(articles: list[ArticleFacts]) -> dict[str, list[tuple[str, str]]]:
    found = note_uses(articles)
    return {id_: [(each.slug, sentence) for each, sentence in found[id_]] for id_ in found}


def test_the_notes_of_few_articles_show_the_same() -> None:
    few = with_named_notes(FACTS)
    assert _uses(few) == _uses(FACTS)
    assert shown_notes(few) == shown_notes(FACTS)
    assert sum(bool(each.grammar) for each in few) <= USES * len(NOTES)
    assert [structs.replace(each, grammar={}) for each in few] == [
        structs.replace(each, grammar={}) for each in FACTS
    ]


@pytest.mark.parametrize("made", [True, False])
def test_what_is_gathered(made: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.building.gathered_facts.NOTES_OF", 7)
    gathered = GatheredFacts()
    for at, facts in enumerate(FACTS):
        collected = msgspec.msgpack.encode(Collected(facts, "水茶" if at % 2 else "书"))
        gathered.add(ArticleRecord("", b"", facts.slug, collected=collected), made=made)
        gathered.add(ArticleRecord("", b""), made=made)  # left out
    assert [each.slug for each in gathered.articles] == [each.slug for each in FACTS]
    assert _uses(gathered.articles) == _uses(FACTS)
    assert gathered.characters == "书水茶"
