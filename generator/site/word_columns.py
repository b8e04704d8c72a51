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
               first records
    columns    each of the first items, for the other records
    rest       the members of the last item that any record has, for all records

For the same reason the records are sorted: the others by word class, level and pinyin. The script
of the common words has names and columns, each for all its records.

Within the column of entries, `ENTRY` is between entries, `ITEM` between their senses, and what the
object at the end has follows as items, each with `MEMBER` and its letter before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.site import lazy_data
from generator.site.sentences import SEPARATOR

ITEM, ENTRY, MEMBER = "\x80", "\x81", "\x82"
"""Control characters that JSON need not escape."""
_LETTERS = {"s": "s", "t": "t", "p": "p", "cl": "c", "tw": "w"}
_PLAIN = str.maketrans(dict.fromkeys((SEPARATOR, ITEM, ENTRY, MEMBER), " "))
_MEMBERS = ("n", "term", "g", "gr", "in", "of")


class SharedRecord(NamedTuple):
    """A record of an article, which its editions share."""

    name: str
    """That of the common word; empty if it is none."""
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
    items = [_plain(item) for item in row if isinstance(item, str)]
    members = row[-1] if isinstance(row[-1], dict) else {}
    for key, value in members.items():
        for text in [value] if isinstance(value, str) else value:
            items.append(f"{MEMBER}{_LETTERS[key]}{_plain(text)}")
    return ITEM.join(items)


def likeness(name: str, cells: Sequence[str]) -> tuple[bool, str, str, str]:
    """Return what records are sorted by, given the name of a common word, if any, and the cells."""
    _, _, pinyin, levels, _, gloss = cells
    return (False, name, "", "") if name else (True, gloss.partition(" ")[0], levels, pinyin)


def words_script(name: str, records: Sequence[SharedRecord]) -> str:
    """Return the script that passes the records of an article, sorted by `likeness`, as `name`."""
    rest: dict[str, list[str]] = {}
    for at, record in enumerate(records):
        members = [(key, _plain(value)) for key, value in record.marks]
        numbers = (("in", record.inner), ("of", record.outer))
        members += [(key, " ".join(map(str, keys))) for key, keys in numbers if keys]
        for key, value in members:
            rest.setdefault(key, [""] * len(records))[at] = value
    own = [record.cells for record in records if not record.name]
    data = {
        "names": _column([record.name for record in records if record.name]),
        "columns": _columns(own),
        "rest": {key: _column(rest[key]) for key in _MEMBERS if key in rest},
    }
    return lazy_data.script(name, data)


def common_words_script(name: str, records: Mapping[str, Sequence[str]]) -> str:
    """Return the script that passes the records of common words, given by name, as `name`."""
    names = sorted(records, key=lambda each: (likeness("", records[each]), each))
    columns = _columns([records[each] for each in names])
    return lazy_data.script(name, {"names": _column(names), "columns": columns})


def _columns(rows: Iterable[Sequence[str]]) -> list[str]:
    return [_column(column) for column in zip(*rows, strict=True)]


def _column(values: Iterable[str]) -> str:
    return "".join([SEPARATOR + value for value in values])
