"""The script with the data of the pop-up for an article, which `known.js` and `dictionary.js` read.

    /static/articles/<slug>/words.js    the records of the words, by their keys

A record is

    [simplified, traditional, pinyin, levels, [entry, …], gloss, {…}]

`traditional` is empty if it is the same as `simplified`, and `levels` are as in `data-l`. An entry
is a list of senses; those with the reading of the text come first. Its last item may be an object
with `s`, `t` and `p`, where they differ from the record's, `cl`, its measure words, and `tw`, its
Taiwan reading. The gloss is that of the word's default use, with its class, `prep at; in`; it may
be empty. The last item of a record may have `g`, another gloss that stands here; `n`, the kind of
name; `term`, the id of the term; `gr`, that of the grammar note; `in`, the numbers of the
dictionary words inside it; and `of`, those of the words that it is part of somewhere in the
article.

Since what is similar compresses best beside its like, the script has columns, each a string with
`SEPARATOR` before every value:

    names      the names of common words (`common_words.py`) that stand for the first items of the
               first records: for each a letter, which says how much greater its number is than
               that of the name before, and the number of its record, if it is not the first
    columns    each of the first items, for the other records
    rest       the members of the last item that any record has, for all records

For the same reason the records are sorted: the others by word class, level and pinyin. The script
of the common words has columns for all its records, and one with their names, as `12` or `12.1`.

Within the column of entries, `ENTRY` is between entries, `ITEM` between their senses, and what the
object at the end has follows as items, each with `MEMBER` and its letter before it. What can be
found elsewhere is not repeated:

- Traditional forms and pinyin are left out where they can be guessed (`guesses.py`).
- `LIKE` and a number stand for the first entry of that record, a common word, with `s`, `t`, `p`.
- In a gloss, `SENSE` and a number stand for that sense of the record, the first without a number.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from generator.site import lazy_data
from generator.site.guesses import Guesses
from generator.site.sentences import SEPARATOR

ITEM, ENTRY, MEMBER, LIKE, SENSE = "\x80", "\x81", "\x82", "\x83", "\x84"
"""Control characters that JSON need not escape."""
NO_GAP = ord("`")
"""The letter of a name with the number of the name before."""
_LETTERS = {"s": "s", "t": "t", "p": "p", "cl": "c", "tw": "w"}
_PLAIN = str.maketrans(dict.fromkeys((SEPARATOR, ITEM, ENTRY, MEMBER, LIKE, SENSE), " "))
_BETWEEN_SENSES = re.compile(f"[{ITEM}{ENTRY}]")
_BEFORE_MEMBER = re.compile(f"{ITEM}(?={MEMBER})")
_MEMBERS = ("n", "term", "g", "gr", "in", "of")
_WORD, _ENTRIES = 3, 4
"""The number of cells that tell how a word is written and read; the place of its entries."""


Name = tuple[int, int]
"""The number of a common word, and that of its record."""


class SharedRecord(Struct, frozen=True, gc=False):
    """A record of an article, which its editions share."""

    name: Name | None
    """That of the common word; None if it is none."""
    cells: tuple[str, ...]
    """The first items, in the format of the columns."""
    marks: tuple[tuple[str, str], ...]
    """The members of the last item that are texts."""
    inner: Sequence[int]
    outer: Sequence[int]


def record_cells(
    simplified: str,
    traditional: str,
    pinyin: str,
    levels: str,
    entries: Iterable[Sequence[Any]],
    gloss: str,
) -> tuple[str, ...]:
    """Return the first items of a record as its columns have them."""
    cells = simplified, traditional, pinyin, levels
    return *map(_plain, cells), ENTRY.join(map(_entry, entries)), _plain(gloss)


def _plain(text: str) -> str:
    """Return a text without separators, which hardly any has."""
    return text if text.isprintable() else text.translate(_PLAIN)


def _entry(row: Sequence[Any]) -> str:
    *senses, last = row
    members = last if isinstance(last, dict) else {}
    items = list(map(_plain, senses if members else row))
    for key, value in members.items():
        for text in [value] if isinstance(value, str) else value:
            items.append(f"{MEMBER}{_LETTERS[key]}{_plain(text)}")
    return ITEM.join(items)


def likeness(name: Name | None, cells: Sequence[str]) -> tuple[Name, str, str, str]:
    """Return what records are sorted by, given the name of a common word, if any, and the cells."""
    if name is not None:
        return name, "", "", ""
    _, _, pinyin, levels, _, gloss = cells
    return _AFTER_NAMES, gloss.partition(" ")[0], levels, pinyin


_AFTER_NAMES = (sys.maxsize, 0)


def words_script(name: str, records: Sequence[SharedRecord]) -> str:
    """Return the script that passes the records of an article, sorted by `likeness`, as `name`."""
    rest: dict[str, list[str]] = {}
    for at, record in enumerate(records):
        if not (record.marks or record.inner or record.outer):
            continue
        members = [(key, _plain(value)) for key, value in record.marks]
        numbers = (("in", record.inner), ("of", record.outer))
        members += [(key, " ".join(map(str, keys))) for key, keys in numbers if keys]
        for key, value in members:
            text = _gloss_left(value, record.cells[_ENTRIES]) if key == "g" else value
            if key not in rest:
                rest[key] = [""] * len(records)
            rest[key][at] = text
    shared = [record for record in records if record.name is not None]
    guesses = Guesses()
    for record in shared:
        guesses.learn(*record.cells[:_WORD])
    known = _entries_by_text([record.cells for record in shared])
    own = [_left(record.cells, guesses, known) for record in records[len(shared) :]]
    data = {
        "names": _gaps([record.name for record in shared if record.name is not None]),
        "columns": _columns(own),
        "rest": {key: _column(rest[key]) for key in _MEMBERS if key in rest},
    }
    return lazy_data.script(name, data)


def common_words_script(name: str, records: Mapping[Name, Sequence[str]]) -> str:
    """Return the script that passes the records of common words, given by name, as `name`."""
    names = sorted(records, key=lambda each: (likeness(None, records[each]), each))
    guesses = Guesses()
    columns = _columns([_left(records[each], guesses, {}) for each in names])
    shown = [f"{number}.{at}" if at else f"{number}" for number, at in names]
    return lazy_data.script(name, {"names": _column(shown), "columns": columns})


def _gaps(names: Iterable[Name]) -> str:
    """Return names, in order, as an article has them."""
    found, before = [], 0
    for number, at in names:
        found.append(f"{chr(NO_GAP + number - before)}{at or ''}")
        before = number
    return "".join(found)


_Entries = Mapping[str, int]
"""The places of records by their first entries, as those of other words are written."""


def _entries_by_text(rows: Sequence[Sequence[str]]) -> _Entries:
    """Return the places of records."""
    found: dict[str, int] = {}
    for place, (simplified, traditional, pinyin, _, entries, _) in enumerate(rows):
        if entry := _elsewhere(simplified, traditional, pinyin, entries):
            found.setdefault(entry, place)
    return found


@lru_cache(maxsize=2048)
def _elsewhere(simplified: str, traditional: str, pinyin: str, entries: str) -> str:
    """Return the first entry of a word as another word has it; empty if it is itself another's."""
    senses, *members = _BEFORE_MEMBER.split(entries.partition(ENTRY)[0])
    own = {member[1]: member[2:] for member in members}
    if "s" in own:
        return ""
    form = own.pop("t", traditional or simplified)
    read = own.pop("p", pinyin)
    head = [f"{MEMBER}s{simplified}", f"{MEMBER}t{form}", f"{MEMBER}p{read}"]
    others = [member for member in members if member[1] not in "tp"]
    return ITEM.join([senses, *head, *others])


def _left(cells: Sequence[str], guesses: Guesses, known: _Entries) -> Sequence[str]:
    """Return what must be said of a record after those before it, from which guesses are made."""
    simplified, traditional, pinyin, levels, entries, gloss = cells
    form, read = guesses.form_left(simplified, traditional), guesses.pinyin_left(simplified, pinyin)
    guesses.learn(simplified, traditional, pinyin)
    if known and MEMBER in entries:
        entries = ENTRY.join(
            [
                entry if (place := known.get(entry)) is None else f"{LIKE}{place}"
                for entry in entries.split(ENTRY)
            ]
        )
    return simplified, form, read, levels, entries, _gloss_left(gloss, cells[_ENTRIES])


@lru_cache(maxsize=4096)
def _gloss_left(gloss: str, entries: str) -> str:
    """Return a gloss with numbers for those of its parts that are senses of the word."""
    if not gloss:
        return ""
    kind, space, text = gloss.partition(" ")
    senses = [sense for sense in _BETWEEN_SENSES.split(entries) if sense[:1] != MEMBER]
    if text in senses:
        return f"{kind}{space}{SENSE}{senses.index(text) or ''}"
    parts = [f"{SENSE}{senses.index(p) or ''}" if p in senses else p for p in text.split("; ")]
    return f"{kind}{space}{'; '.join(parts)}"


def _columns(rows: Iterable[Sequence[str]]) -> list[str]:
    return [_column(column) for column in zip(*rows, strict=True)]


def _column(values: Iterable[str]) -> str:
    return "".join([SEPARATOR + value for value in values])
