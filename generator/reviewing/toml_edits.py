"""Notes and lexicon entries written into TOML that people keep: text in, text out.

1. The statements of the text are found (`content/toml_places`), and the entry that quotes the
   same place among them.
2. Values of that entry are replaced, added or taken away where they stand; else a new entry goes
   to the end. All other text stays as it is, since it is never taken apart.
3. The new text is read again: it must say what was asked and otherwise what it said before.

Texts have `\\n` line ends, as `source_file.change` gives them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content.markdown.marks import readings_of
from generator.content.toml.decode import decode
from generator.content.toml.places import Statement
from generator.content.values import pinyin_fault, place_of
from generator.model import Edition
from generator.reviewing.errors import EditError

_ONE_WORD = ("word", "name", *Edition, "term", "sense")
"""What a note cannot say of a text that is several words, but that it is none."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of entry: its keys in their order, those that quote its place, and a file's head."""

    name: str
    keys: tuple[str, ...]
    quoting: Mapping[str, object]
    """With what each means where it is left out."""
    telling: tuple[str, ...]
    """The keys without any of which an entry says nothing."""
    head: str


_SAYS = ("word", "words", "pinyin", "name", *Edition, "term", "sense", "accept")
_QUOTING = {"text": "", "before": "", "after": "", "sentence": "", "nth": 0, "all": False}
_NOTE = _Kind(
    "note",
    (*_QUOTING, *_SAYS, "reason"),
    _QUOTING,
    _SAYS,
    "# What is true of single places of {article}.",
)
_WORD = _Kind(
    "word",
    ("text", "pinyin", "name", *Edition, "en", "before", "after"),
    {"text": "", "before": "", "after": ""},
    ("text",),
    "# Words of this site that the dictionary lacks, or would read, name or convert wrongly.",
)


def with_note(text: str, note: Mapping[str, object], *, article: str = "the article") -> str:
    """A notes file in which a `[[note]]` says what `note` does of the place that it quotes.

    Keys of `note` are those of a notes file; a key that is None is taken away. `article` is the
    file name for the head of a new file. Raises `EditError`.
    """
    return _with(text, _NOTE, note, article)


def with_word(text: str, word: Mapping[str, object]) -> str:
    """A lexicon in which a `[[word]]` says what `word` does, told by `text`, `before`, `after`.

    A key that is None is taken away. Raises `EditError`.
    """
    return _with(text, _WORD, word)


def _with(text: str, kind: _Kind, said: Mapping[str, object], article: str = "") -> str:
    unknown = set(said) - set(kind.keys)
    if unknown or not said.get("text"):
        raise ValueError(f"no [[{kind.name}]]: {said!r}")
    data, found = _read(text, kind)
    entries = _entries(data, found, kind)
    wanted = {key: _plain(said[key]) for key in kind.keys if said.get(key) is not None}
    index = _chosen(entries, said, kind)
    if index is None:
        if not any(key in wanted for key in kind.telling):
            return text
        new, expected = _appended(text, kind, wanted, article), [*_of(data, kind), wanted]
    else:
        entry = entries[index]
        gone = {key for key, value in said.items() if value is None} | _against(entry.data, wanted)
        left = {key: value for key, value in entry.data.items() if key not in gone} | wanted
        expected = list(_of(data, kind))
        if any(key in left for key in kind.telling):
            new = _mended(text, kind, entry, wanted, gone)
            expected[index] = left
        else:
            new = _removed(text, entry)
            del expected[index]
    after = _data(new)
    if after is None or {**data, kind.name: expected} != {kind.name: [], **after}:
        message = f"The [[{kind.name}]] cannot be written into this file surely"
        raise EditError(message, "Write it by hand.")
    return new


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of the array: its data, its header and the pairs below it."""

    data: Mapping[str, object]
    header: Statement
    pairs: Sequence[Statement]


def _read(text: str, kind: _Kind) -> tuple[Mapping[str, object], Sequence[Statement]]:
    decoded = decode(text)
    if decoded.faults:
        fault = decoded.faults[0]
        raise EditError(fault.message, fault.hint, line=place_of(text, fault.offset)[0])
    there = decoded.data.get(kind.name, [])
    headers = [s for s in decoded.statements if s.kind == "array" and s.key == (kind.name,)]
    if not isinstance(there, list) or len(there) != len(headers):
        line = next((place_of(text, s.start)[0] for s in decoded.statements if s.key), 0)
        hint = f"Begin each entry with a `[[{kind.name}]]` header, in double brackets."
        raise EditError(f"`{kind.name}` is no list of `[[{kind.name}]]` tables", hint, line=line)
    return decoded.data, decoded.statements


def _of(data: Mapping[str, object], kind: _Kind) -> list[Mapping[str, object]]:
    there = data.get(kind.name, [])
    return there if isinstance(there, list) else []


def _entries(data: Mapping[str, object], found: Sequence[Statement], kind: _Kind) -> list[_Entry]:
    starts = [n for n, s in enumerate(found) if s.kind == "array" and s.key == (kind.name,)]
    entries = []
    for start, table in zip(starts, _of(data, kind), strict=True):
        stop = start + 1
        while stop < len(found) and found[stop].kind == "pair":
            stop += 1
        entries.append(_Entry(table, found[start], found[start + 1 : stop]))
    return entries


def _chosen(entries: Sequence[_Entry], said: Mapping[str, object], kind: _Kind) -> int | None:
    """The entry with the same quotation; of several, one that speaks of the same things."""
    wanted = _quotation(said, kind)
    same = [n for n, entry in enumerate(entries) if _quotation(entry.data, kind) == wanted]
    told = set(said) - set(kind.quoting)
    alike = [n for n in same if (told | _against(entries[n].data, said)) & set(entries[n].data)]
    return next(iter([*alike, *same]), None)


def _quotation(table: Mapping[str, object], kind: _Kind) -> dict[str, object]:
    """The keys that quote, as the loaders read them."""
    quoted: dict[str, object] = {}
    for key, absent in kind.quoting.items():
        value = table.get(key)
        if isinstance(value, str):
            value = value.strip() if key in ("text", "sentence") or not value.strip() else value
        quoted[key] = absent if value is None else value
    return quoted


def _against(there: Mapping[str, object], said: Mapping[str, object]) -> set[str]:
    """The keys of an entry that what is now said of it contradicts."""
    gone = set()
    words = said.get("words")
    if words is not None:
        gone.add("word")
        if isinstance(words, list | tuple) and len(words) > 1:
            gone.update(key for key in _ONE_WORD if there.get(key) is not False)
    elif any(said.get(key) not in (None, False) for key in _ONE_WORD):
        gone.add("words")
    pinyin = there.get("pinyin")
    if isinstance(pinyin, str) and isinstance(words, list | tuple):
        readings = readings_of(words, [pinyin])
        if any(map(pinyin_fault, words, readings)):
            gone.add("pinyin")
    return {key for key in gone if key in there and said.get(key) is None}


def _appended(text: str, kind: _Kind, wanted: Mapping[str, object], article: str) -> str:
    lines = [f"[[{kind.name}]]", *(f"{key} = {_toml(value)}" for key, value in wanted.items())]
    head = text + "\n" if text and not text.endswith("\n") else text
    if not text.strip():
        head += kind.head.format(article=article) + "\n"
    gap = "" if head.endswith("\n\n") else "\n"
    return head + gap + "\n".join(lines) + "\n"


def _mended(
    text: str, kind: _Kind, entry: _Entry, wanted: Mapping[str, object], gone: set[str]
) -> str:
    edits: list[tuple[int, int, str]] = []
    pairs = {".".join(pair.key): pair for pair in entry.pairs}
    for key in gone & set(pairs):
        edits.append((*_lines(text, pairs[key], pairs[key]), ""))
    added: dict[int, list[str]] = {}
    for key, value in wanted.items():
        if key in pairs:
            if entry.data[key] != value:
                edits.append((pairs[key].value, pairs[key].value_end, _toml(value)))
            continue
        earlier = kind.keys[: kind.keys.index(key)]
        stays = [pair for name, pair in pairs.items() if name in earlier and name not in gone]
        after = max(stays, key=lambda pair: pair.start, default=entry.header)
        indent = text[text.rfind("\n", 0, after.start) + 1 : after.start]
        added.setdefault(after.end, []).append(f"\n{indent}{key} = {_toml(value)}")
    edits += [(at, at, "".join(lines)) for at, lines in added.items()]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _removed(text: str, entry: _Entry) -> str:
    """Without a whole entry, and the empty line before it."""
    start, end = _lines(text, entry.header, [entry.header, *entry.pairs][-1])
    if text[:start].endswith("\n\n"):
        start -= 1
    return text[:start] + text[end:]


def _lines(text: str, first: Statement, last: Statement) -> tuple[int, int]:
    """The whole lines from one statement to another."""
    return text.rfind("\n", 0, first.start) + 1, min(last.end + 1, len(text))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON escapes what TOML does, but for DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")


def _data(text: str) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
