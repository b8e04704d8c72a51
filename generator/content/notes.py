"""Load the notes of an article, the corrections in `<name>.notes.toml`.

A `[[note]]` quotes a text of the article, with enough context to distinguish it from the same text
elsewhere, and states facts about it. `note_places` finds the text in the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.content.markdown.marks import readings_of
from generator.content.toml.reader import FileCodes, Schema, TableReader, read_entries
from generator.content.toml.table import Table
from generator.content.values import acceptance_fault, join_names, pinyin_fault
from generator.diagnostics import Report
from generator.model import Edition, NameKind

SUFFIX = ".notes.toml"
"""The suffix of a notes file, in place of the article's `.md` or `.txt`."""

_CODES = FileCodes(syntax="S017", unknown="S018", value="S019")
_CONTENT_KEYS = ("word", "words", "pinyin", "name", "term", "sense", *Edition, "accept")
_SCHEMA: Schema = {
    "note": dict.fromkeys(
        ("text", "before", "after", "sentence", "nth", "all", *_CONTENT_KEYS, "reason"),
    )
}
_SUGGESTED_KEYS = {
    "zh": "text",
    "at": "text",
    "quote": "text",
    "form": "text",
    "notes": "note",
    "reading": "pinyin",
    "split": "words",
    "kind": "name",
    "meaning": "sense",
    "gloss": "sense",
    "ignore": "accept",
    "why": "reason",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant-TW",
    "zh-hk": "zh-Hant-HK",
    "zh-hant": "zh-Hant-TW",
}


def notes_file(article: Path) -> Path:
    """Return the path of the notes file of an article: `bank.notes.toml` for `bank.md`."""
    return article.with_name(article.stem + SUFFIX)


class Note(Struct, frozen=True):
    """A correction: the quoted text and what is stated about it; the rest is empty or None.

    `before` and `after` are adjacent to `text`. `sentence` is the id of its sentence (`b3.s1`) or
    a piece of that sentence. `nth` counts the occurrences in the sentence from 1; 0 if not given.
    """

    table: Table
    """The note in its file, for reporting its faults."""
    text: str
    before: str = ""
    after: str = ""
    sentence: str = ""
    nth: int = 0
    everywhere: bool = False
    words: tuple[str, ...] = ()
    """The words that make up `text`, or `text` itself if it is stated to be one word."""
    readings: tuple[str, ...] = ()
    """A reading for each of `words`."""
    name: NameKind | Literal[False] | None = None
    term: str | Literal[False] | None = None
    sense: int | str | None = None
    forms: Mapping[Edition, str] | None = None
    accept: tuple[str, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether the note states anything that only applies to words."""
        return bool(self.words or self.name or self.term or self.sense or self.forms)


def load_notes(path: Path, report: Report) -> tuple[Note, ...]:
    """Return the notes, in the order of the file; none if there is no file.

    Faults are reported (S001, S002, S017–S019, W005, R001), and a note with a fault is left out.
    """
    notes = (
        _note(table, report)
        for table in read_entries(path, report, _CODES, _SCHEMA, _SUGGESTED_KEYS)
    )
    return tuple(note for note in notes if note is not None)


def _note(table: Table, report: Report) -> Note | None:
    faults = Report()
    entry = TableReader(table, faults, _CODES)
    text = entry.string("text", required=True)
    words = _words(entry, text)
    forms = {edition: form for edition in Edition if (form := entry.string(edition))}
    note = Note(
        table=table,
        text=text,
        before=entry.string("before", strip=False),
        after=entry.string("after", strip=False),
        sentence=entry.string("sentence"),
        nth=_nth(entry),
        everywhere=entry.boolean("all", False),
        words=words,
        readings=_readings(entry, words),
        name=_name(entry),
        term=_term(entry),
        sense=_sense(entry),
        forms=forms or None,
        accept=_accept(entry),
    )
    if text and not table.has_syntax_faults and not any(key in entry for key in _CONTENT_KEYS):
        hint = f"Add one of {join_names(_CONTENT_KEYS, 'or')}."
        entry.fault(f"The note states nothing about “{text}”", hint)
    report.merge(faults)
    return note if text and not faults.diagnostics else None


def _nth(entry: TableReader) -> int:
    nth = entry.integer("nth", 0)
    if nth and "sentence" not in entry:
        hint = "Add `sentence`, or better, quote more with `before` and `after`."
        entry.fault("`nth` counts within a sentence, but `sentence` is missing", hint, key="nth")
    if nth and entry.data.get("all") is True:
        entry.fault("`nth` and `all` contradict each other", "Remove one of them.", key="nth")
    return nth


def _words(entry: TableReader, text: str) -> tuple[str, ...]:
    """Return the words that are stated, by `words` or another key; empty if there are none."""
    one = entry.boolean("word", True)
    if not one:
        hint = 'Write `words = ["…", "…"]` to split the text, or `word = true` for one word.'
        entry.fault("`word = false` does not say where to split the text", hint, key="word")
    words = entry.strings("words", repeats=True)
    if not words:
        return (text,) if text and ("word" in entry or "pinyin" in entry) else ()
    if text and "".join(words) != text:
        message = f"The words {' | '.join(words)} do not add up to “{text}”"
        hint = "Split the text without changing it."
        entry.fault(message, hint, key="words", code="W005")
    for key in ("word", "name", "term", "sense", *Edition):
        if key in entry and len(words) > 1 and entry.data[key] is not False:
            hint = "Write a separate note for the word that is meant."
            entry.fault(f"`{key}` applies to one word, but `words` has several", hint, key=key)
    return words


def _readings(entry: TableReader, words: tuple[str, ...]) -> tuple[str, ...]:
    pinyin = entry.string("pinyin")
    if not pinyin or not words:
        return ()
    readings = tuple(readings_of(words, [pinyin]))
    for word, reading in zip(words, readings, strict=True):
        fault = pinyin_fault(word, reading)
        if fault:
            hint = "Write one syllable for each character, and a space between words."
            message = f"The pinyin does not match: {fault}"
            entry.fault(message, hint, key="pinyin", code="R001")
            break
    return readings


def _name(entry: TableReader) -> NameKind | Literal[False] | None:
    if entry.data.get("name") is False:
        return False
    name = entry.choice("name", [kind.value for kind in NameKind], "")
    return NameKind(name) if name else None


def _term(entry: TableReader) -> str | Literal[False] | None:
    return False if entry.data.get("term") is False else entry.string("term") or None


def _sense(entry: TableReader) -> int | str | None:
    if isinstance(entry.data.get("sense"), str):
        return entry.string("sense") or None
    return entry.integer("sense", 0) or None


def _accept(entry: TableReader) -> tuple[str, ...]:
    codes = entry.strings("accept")
    for index, code in enumerate(codes):
        if fault := acceptance_fault(code):
            entry.fault(*fault, key="accept", index=index)
    if codes:
        entry.string("reason", required=True)
    elif entry.data.get("reason") is not None:
        entry.string("reason")
    return codes
