"""`<name>.notes.toml` -> the corrections of the article beside it, every fault at once.

A `[[note]]` quotes a text of the article, with what it needs to be told from the same text
elsewhere, and says what is true of it. Where that text stands is for `note_places`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.content.markdown.marks import readings_of
from generator.content.toml.reader import Codes, Schema, TableReader, entries
from generator.content.toml.table import Table
from generator.content.values import acceptance_fault, listing, pinyin_fault
from generator.diagnostics import Report
from generator.model import Edition, NameKind

SUFFIX = ".notes.toml"
"""What the file's name has in place of the article's `.md` or `.txt`."""

_CODES = Codes(syntax="S017", unknown="S018", value="S019")
_SAYS = ("word", "words", "pinyin", "name", "term", "sense", *Edition, "accept")
_SCHEMA: Schema = {
    "note": dict.fromkeys(
        ("text", "before", "after", "sentence", "nth", "all", *_SAYS, "reason"),
    )
}
_INSTEAD = {
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
    """Where the notes of an article stand: beside it, `bank.notes.toml` for `bank.md`."""
    return article.with_name(article.stem + SUFFIX)


@dataclass(frozen=True, slots=True)
class Note:
    """A correction: the quoted place, and what is said of it; empty or None where nothing is.

    `before` and `after` stand right beside `text`. `sentence` is the id of the sentence that
    holds it (`b3.s1`) or a piece of that sentence; `nth` counts within the sentence, from 1,
    and is 0 where there is but one.
    """

    table: Table
    """The note in its file, where faults of it are reported."""
    text: str
    before: str = ""
    after: str = ""
    sentence: str = ""
    nth: int = 0
    everywhere: bool = False
    words: tuple[str, ...] = ()
    """The words that make up `text`; `text` itself where it is stated to be one."""
    readings: tuple[str, ...] = ()
    """One for each of `words`."""
    name: NameKind | Literal[False] | None = None
    term: str | Literal[False] | None = None
    sense: int | str | None = None
    forms: Mapping[Edition, str] | None = None
    accept: tuple[str, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether it says anything that is true of words alone."""
        return bool(self.words or self.name or self.term or self.sense or self.forms)


def load_notes(path: Path, report: Report) -> tuple[Note, ...]:
    """Read the notes, in the order of the file; without a file there are none.

    Faults are reported (S001, S002, S017–S019, W005, R001) and a note that has one is left out.
    """
    notes = (_note(table, report) for table in entries(path, report, _CODES, _SCHEMA, _INSTEAD))
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
    if text and not table.damaged and not any(key in entry for key in _SAYS):
        hint = f"Add one of {listing(_SAYS, 'or')}."
        entry.fault(f"The note says nothing of “{text}”", hint)
    report.merge(faults)
    return note if text and not faults.diagnostics else None


def _nth(entry: TableReader) -> int:
    nth = entry.integer("nth", 0)
    if nth and "sentence" not in entry:
        hint = "Add `sentence`, or quote more with `before` and `after`: they outlast edits."
        entry.fault("`nth` counts within a sentence, and none is given", hint, key="nth")
    if nth and entry.data.get("all") is True:
        entry.fault("`nth` and `all` contradict each other", "Remove one.", key="nth")
    return nth


def _words(entry: TableReader, text: str) -> tuple[str, ...]:
    """The words that are stated, or meant by another key; empty where none are."""
    one = entry.boolean("word", True)
    if not one:
        hint = 'Write `words = ["…", "…"]` to cut it, or `word = true` to keep it whole.'
        entry.fault("`word = false` does not say where to cut", hint, key="word")
    words = entry.strings("words", repeats=True)
    if not words:
        return (text,) if text and ("word" in entry or "pinyin" in entry) else ()
    if text and "".join(words) != text:
        message = f"{' | '.join(words)} does not make up “{text}”"
        hint = "Cut the text and change nothing in it."
        entry.fault(message, hint, key="words", code="W005")
    for key in ("word", "name", "term", "sense", *Edition):
        if key in entry and len(words) > 1 and entry.data[key] is not False:
            hint = "Give the word that is meant a note of its own."
            entry.fault(f"`{key}` is said of one word, and there are several", hint, key=key)
    return words


def _readings(entry: TableReader, words: tuple[str, ...]) -> tuple[str, ...]:
    pinyin = entry.string("pinyin")
    if not pinyin or not words:
        return ()
    readings = tuple(readings_of(words, [pinyin]))
    for word, reading in zip(words, readings, strict=True):
        fault = pinyin_fault(word, reading)
        if fault:
            hint = "Write one syllable for each character, and a space between two words."
            message = f"The pinyin does not fit: {fault}"
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
