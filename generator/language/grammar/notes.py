"""The grammar notes of `data/grammar/notes.toml`, and the words at which each is shown.

The texts are needed only where pages are made; the words and their conditions, for every sentence,
are in a compiled table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.language.glosses.alternatives import Alternatives
from generator.language.glosses.context import Condition, Context, parse_conditions
from generator.language.mapped import CompiledTable, MappedTable, Row, rows_by_key
from generator.language.memo import memoise
from generator.language.tables import DATA

TABLE = "grammar/notes.toml"
_READING = "reading="


class GrammarNote(Struct, frozen=True):
    """A note; its Chinese is in simplified characters."""

    id: str
    pattern: str
    level: int
    """The level of HSK at which it is taught, 1 to 6; 7 for later."""
    title: str
    """In English."""
    zh: str
    en: str
    examples: tuple[tuple[str, str], ...]
    """In Chinese and in English."""


class _Match(Struct, frozen=True):
    note: str
    reading: str
    """The reading that the word must have; empty for any."""
    conditions: tuple[Condition, ...]

    @property
    def count(self) -> int:
        """The number of conditions, the reading among them."""
        return len(self.conditions) + bool(self.reading)


@cache
def grammar_notes() -> Mapping[str, GrammarNote]:
    """Return the notes by id, in the order of the file."""
    return {
        note["id"]: GrammarNote(
            note["id"],
            note["pattern"],
            note["level"],
            note["en_title"],
            note["zh"],
            note["en"],
            tuple((example["zh"], example["en"]) for example in note["examples"]),
        )
        for note in _read()
    }


def _read() -> Sequence[Mapping[str, Any]]:
    notes: Sequence[Mapping[str, Any]] = tomllib.loads(DATA.joinpath(TABLE).read_text("utf-8"))[
        "note"
    ]
    return notes


def _rows() -> Iterator[Row]:
    for note in _read():
        for match in note["matches"]:
            word, _, conditions = match.partition(" ")
            yield word, f"{word}\t{note['id']}\t{conditions}"


MATCHES = CompiledTable("grammar", _rows, (TABLE, Path(__file__)))


class _Matches(Alternatives):
    """The matches of a word, those with most conditions first."""

    def __init__(self, matches: Sequence[_Match]) -> None:
        self.matches = sorted(matches, key=lambda match: match.count, reverse=True)
        self.ask_for_readings = any(match.reading for match in matches)
        super().__init__([match.conditions for match in self.matches])


@cache
def _rows_of() -> Mapping[str, Sequence[str]]:
    return MappedTable(MATCHES, rows_by_key)


@memoise
def _matches(simplified: str) -> _Matches:
    """Return the matches of a word that has some."""
    return _Matches(list(map(_parse, _rows_of()[simplified])))


def _parse(row: str) -> _Match:
    _, note, text = row.split("\t")
    conditions = [each for each in text.split() if not each.startswith(_READING)]
    reading = "".join(
        each.removeprefix(_READING) for each in text.split() if each.startswith(_READING)
    )
    return _Match(note, reading, parse_conditions(" ".join(conditions)))


@memoise
def may_have_note(simplified: str) -> bool:
    """Whether any note is shown at a word."""
    return simplified in _rows_of()


def find_note(
    simplified: str, syllables: Callable[[], Sequence[str]], context: Context, place: int
) -> str:
    """Return the id of the note for the word at a place of its sentence; empty if there is none.

    `syllables` returns those of the word, numbered; few notes ask for them. Of several notes, the
    one with most conditions is the most specific.
    """
    if not may_have_note(simplified):
        return ""
    found = _matches(simplified)
    matches = found.matches

    def has_reading(number: int) -> bool:
        reading = matches[number].reading
        return not reading or reading == " ".join(syllables())

    allows = has_reading if found.ask_for_readings else None
    number = found.first(context, place, across_clauses=True, allows=allows)
    return matches[number].note if number >= 0 else ""
