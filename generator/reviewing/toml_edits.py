"""Write notes and lexicon entries into TOML that people maintain: text in, text out.

1. Find the statements of the text (`content/toml/places`), and the entry that quotes the same
   place.
2. Replace, add or remove values of that entry in place, or else append a new entry. All other text
   is left as it is.
3. Parse the new text: it must contain the requested values, and otherwise what it did before.

Texts have `\\n` line ends, as `source_file.change` gives them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content.markdown.marks import readings_of
from generator.content.toml.decode import decode_toml
from generator.content.toml.places import Statement
from generator.content.values import pinyin_fault, place_of
from generator.model import Edition
from generator.reviewing.errors import EditError

_SINGLE_WORD_KEYS = ("word", "name", *Edition, "term", "sense")
"""Keys that, unless false, contradict a text of several words."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of entry: its keys in order, and the first line of a new file."""

    name: str
    keys: tuple[str, ...]
    quoting: Mapping[str, object]
    """The keys that identify an entry, with their defaults."""
    essential: tuple[str, ...]
    """An entry without any of these keys has no effect, and is removed."""
    header: str


_VALUE_KEYS = ("word", "words", "pinyin", "name", *Edition, "term", "sense", "accept")
_QUOTING = {"text": "", "before": "", "after": "", "sentence": "", "nth": 0, "all": False}
_NOTE = _Kind(
    "note",
    (*_QUOTING, *_VALUE_KEYS, "reason"),
    _QUOTING,
    _VALUE_KEYS,
    "# Corrections of single places in {article}.",
)
_WORD = _Kind(
    "word",
    ("text", "pinyin", "name", *Edition, "en", "before", "after"),
    {"text": "", "before": "", "after": ""},
    ("text",),
    "# Words that the dictionary lacks or gets wrong.",
)


def with_note(text: str, note: Mapping[str, object], *, article: str = "the article") -> str:
    """Return a notes file in which the `[[note]]` that quotes the same place has these values.

    `note` has the keys of a notes file; a key that is None is removed. `article` is the file name
    for the header of a new file. Raises `EditError`.
    """
    return _with(text, _NOTE, note, article)


def with_word(text: str, word: Mapping[str, object]) -> str:
    """Return a lexicon in which the `[[word]]` with the same `text` and context has these values.

    A key that is None is removed. Raises `EditError`.
    """
    return _with(text, _WORD, word)


def _with(text: str, kind: _Kind, values: Mapping[str, object], article: str = "") -> str:
    unknown = set(values) - set(kind.keys)
    if unknown or not values.get("text"):
        raise ValueError(f"not a [[{kind.name}]]: {values!r}")
    data, found = _read(text, kind)
    entries = _entries(data, found, kind)
    wanted = {key: _as_list(values[key]) for key in kind.keys if values.get(key) is not None}
    index = _find_entry(entries, values, kind)
    if index is None:
        if not any(key in wanted for key in kind.essential):
            return text
        new, expected = _append_entry(text, kind, wanted, article), [*_tables(data, kind), wanted]
    else:
        entry = entries[index]
        removed = {key for key, value in values.items() if value is None}
        removed |= _contradicted_keys(entry.data, wanted)
        result = {key: value for key, value in entry.data.items() if key not in removed} | wanted
        expected = list(_tables(data, kind))
        if any(key in result for key in kind.essential):
            new = _edit_entry(text, kind, entry, wanted, removed)
            expected[index] = result
        else:
            new = _remove_entry(text, entry)
            del expected[index]
    after = _parse(new)
    if after is None or {**data, kind.name: expected} != {kind.name: [], **after}:
        message = f"Jiazhu cannot safely write the [[{kind.name}]] into this file"
        raise EditError(message, "Write it by hand.")
    return new


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of the array: its data, its header and its key–value pairs."""

    data: Mapping[str, object]
    header: Statement
    pairs: Sequence[Statement]


def _read(text: str, kind: _Kind) -> tuple[Mapping[str, object], Sequence[Statement]]:
    decoded = decode_toml(text)
    if decoded.faults:
        fault = decoded.faults[0]
        raise EditError(fault.message, fault.hint, line=place_of(text, fault.offset)[0])
    tables = decoded.data.get(kind.name, [])
    headers = [s for s in decoded.statements if s.kind == "array" and s.key == (kind.name,)]
    if not isinstance(tables, list) or len(tables) != len(headers):
        line = next((place_of(text, s.start)[0] for s in decoded.statements if s.key), 0)
        hint = f"Begin each entry with a `[[{kind.name}]]` header, in double brackets."
        message = f"`{kind.name}` is not a list of `[[{kind.name}]]` tables"
        raise EditError(message, hint, line=line)
    return decoded.data, decoded.statements


def _tables(data: Mapping[str, object], kind: _Kind) -> list[Mapping[str, object]]:
    tables = data.get(kind.name, [])
    return tables if isinstance(tables, list) else []


def _entries(data: Mapping[str, object], found: Sequence[Statement], kind: _Kind) -> list[_Entry]:
    starts = [n for n, s in enumerate(found) if s.kind == "array" and s.key == (kind.name,)]
    entries = []
    for start, table in zip(starts, _tables(data, kind), strict=True):
        stop = start + 1
        while stop < len(found) and found[stop].kind == "pair":
            stop += 1
        entries.append(_Entry(table, found[start], found[start + 1 : stop]))
    return entries


def _find_entry(entries: Sequence[_Entry], values: Mapping[str, object], kind: _Kind) -> int | None:
    """Return the index of the entry with the same quotation, preferably one with the same keys."""
    wanted = _quotation(values, kind)
    same = [n for n, entry in enumerate(entries) if _quotation(entry.data, kind) == wanted]
    keys = set(values) - set(kind.quoting)
    best = [
        n
        for n in same
        if (keys | _contradicted_keys(entries[n].data, values)) & set(entries[n].data)
    ]
    return next(iter([*best, *same]), None)


def _quotation(table: Mapping[str, object], kind: _Kind) -> dict[str, object]:
    """Return the quoting keys of an entry, normalised as the loaders do."""
    quoted: dict[str, object] = {}
    for key, default in kind.quoting.items():
        value = table.get(key)
        if isinstance(value, str):
            value = value.strip() if key in ("text", "sentence") or not value.strip() else value
        quoted[key] = default if value is None else value
    return quoted


def _contradicted_keys(entry: Mapping[str, object], values: Mapping[str, object]) -> set[str]:
    """Return the keys of an entry that the new values contradict."""
    keys = set()
    words = values.get("words")
    if words is not None:
        keys.add("word")
        if isinstance(words, list | tuple) and len(words) > 1:
            keys.update(key for key in _SINGLE_WORD_KEYS if entry.get(key) is not False)
    elif any(values.get(key) not in (None, False) for key in _SINGLE_WORD_KEYS):
        keys.add("words")
    pinyin = entry.get("pinyin")
    if isinstance(pinyin, str) and isinstance(words, list | tuple):
        readings = readings_of(words, [pinyin])
        if any(map(pinyin_fault, words, readings)):
            keys.add("pinyin")
    return {key for key in keys if key in entry and values.get(key) is None}


def _append_entry(text: str, kind: _Kind, wanted: Mapping[str, object], article: str) -> str:
    lines = [f"[[{kind.name}]]", *(f"{key} = {_toml(value)}" for key, value in wanted.items())]
    head = text + "\n" if text and not text.endswith("\n") else text
    if not text.strip():
        head += kind.header.format(article=article) + "\n"
    gap = "" if head.endswith("\n\n") else "\n"
    return head + gap + "\n".join(lines) + "\n"


def _edit_entry(
    text: str, kind: _Kind, entry: _Entry, wanted: Mapping[str, object], removed: set[str]
) -> str:
    edits: list[tuple[int, int, str]] = []
    pairs = {".".join(pair.key): pair for pair in entry.pairs}
    for key in removed & set(pairs):
        edits.append((*_lines(text, pairs[key], pairs[key]), ""))
    added: dict[int, list[str]] = {}
    for key, value in wanted.items():
        if key in pairs:
            if entry.data[key] != value:
                edits.append((pairs[key].value, pairs[key].value_end, _toml(value)))
            continue
        earlier = kind.keys[: kind.keys.index(key)]
        kept = [pair for name, pair in pairs.items() if name in earlier and name not in removed]
        after = max(kept, key=lambda pair: pair.start, default=entry.header)
        indent = text[text.rfind("\n", 0, after.start) + 1 : after.start]
        added.setdefault(after.end, []).append(f"\n{indent}{key} = {_toml(value)}")
    edits += [(at, at, "".join(lines)) for at, lines in added.items()]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _remove_entry(text: str, entry: _Entry) -> str:
    """Remove a whole entry, and the empty line before it."""
    start, end = _lines(text, entry.header, [entry.header, *entry.pairs][-1])
    if text[:start].endswith("\n\n"):
        start -= 1
    return text[:start] + text[end:]


def _lines(text: str, first: Statement, last: Statement) -> tuple[int, int]:
    """Return the start and end offsets of the lines from one statement to another."""
    return text.rfind("\n", 0, first.start) + 1, min(last.end + 1, len(text))


def _as_list(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON escapes the same characters as TOML, except DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")


def _parse(text: str) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
