"""Tests for the grammar notes: their texts, and where they are shown."""

from __future__ import annotations

from functools import cache

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.language.characters import has_han
from generator.language.grammar.notes import GrammarNote, grammar_notes
from generator.model import Block, Edition

NOTES = grammar_notes()


@cache
def engines() -> Engines:
    return load_engines()


def shown(text: str) -> dict[str, str]:
    """Return the note at each word that has one."""
    block = annotate(Document(Edition.HANS, (Block("b1", 0, 1, text),)), engines()).blocks[0]
    return {word.text: word.grammar for word in block.annotated_words if word.grammar}


@pytest.mark.parametrize("note", NOTES.values(), ids=list(NOTES))
def test_a_note_is_whole(note: GrammarNote) -> None:
    assert 1 <= note.level <= 7
    assert note.title
    assert note.zh.endswith("。")
    assert note.en.endswith(".")
    assert len(note.examples) == 2
    assert all(has_han(zh) and not has_han(en) for zh, en in note.examples)


def test_most_notes_are_shown_at_their_own_examples() -> None:
    examples = [(note.id, zh) for note in NOTES.values() for zh, _ in note.examples]
    found = [id_ in shown(zh).values() for id_, zh in examples]
    assert sum(found) >= 0.85 * len(examples)


@pytest.mark.parametrize(
    ("text", "word", "note"),
    [
        ("连孩子都知道这件事。", "连", "lian-dou"),
        ("我把书放在桌子上了。", "把", "ba"),
        ("他比我高。", "比", "bi"),
        ("因为下雨，所以我们没去。", "所以", "yinwei-suoyi"),
        ("我去年过年回家。", "过", ""),
        ("一把刀。", "把", ""),
    ],
)
def test_notes_are_shown_where_the_construction_stands(text: str, word: str, note: str) -> None:
    assert shown(text).get(word, "").startswith(note)
    assert bool(shown(text).get(word)) == bool(note)
