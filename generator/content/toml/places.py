"""Find the positions of the keys and values of a TOML text, which `tomllib` does not give.

1. `scan_statements` splits the text into headers (`[table]`, `[[array]]`) and pairs
   (`key = value`). It never fails: a statement that it cannot parse is marked `broken` and ends
   before the next line that looks like a statement, so that one fault does not hide the next.
2. It also records the position of each element of an array and each key of an inline table.
3. `resolve_places` resolves the keys as TOML does, and maps the path of each
   (`("term", 3, "en")`) to the offsets of its key and its value.

It validates no more than it needs to: `tomllib` decides what is valid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable

from msgspec import Struct, field

from generator.lazy_patterns import lazy_pattern

Path = tuple[str | int, ...]
"""The keys and array indexes that lead from the top of the file to a value."""

_KEY = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SPACE = re.compile(r"[ \t]*")
_SPACE_OR_COMMENTS = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
STRING = re.compile(
    # Outside a string no mark follows a backslash.
    r'(?<!\\)"""(?:[^\\]|\\.)*?"""(?:"(?!")|""(?!"))?'
    r"|'''.*?'''(?:'(?!')|''(?!'))?"
    r'|(?<!\\)"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
"""A string, basic or literal, on one line or several."""

_SCALAR = re.compile(r"(?:[+-]?(?:\d|inf|nan)|true|false)[^,\]}\s#]*(?: \d\d:[^,\]}\s#]*)?")
# A line that can only be the start of a statement, wherever it occurs.
_STATEMENT_START = lazy_pattern(
    r"^[ \t]*(?:"
    r"\[\[?[ \t]*(?:[A-Za-z_\"'][^\]\n,]*\]|[\w.-]+[ \t]*$)"
    r"|(?:[\w.-]+|\"[^\"\n]+\"|'[^'\n]+')[ \t]*="
    r")",
    re.MULTILINE,
)


class Place(Struct, frozen=True):
    """The offsets of a key and of its value."""

    key: int
    value: int


class Statement(Struct):
    """A header or a pair: its extent in the text, and the positions inside its value."""

    kind: str
    """`table`, `array` or `pair`."""
    start: int
    end: int
    """The offset of the end of its last line."""
    key: tuple[str, ...] = ()
    value: int = 0
    """The offset of the value of a pair, or of the header."""
    value_end: int = 0
    broken: bool = False
    inner: list[tuple[Path, Place]] = field(default_factory=list)
    """The paths below the key of a pair, with their positions."""


class _ScanError(Exception):
    """Raised if the scanner cannot parse the text at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def scan_statements(text: str) -> list[Statement]:
    """Split a text, valid or not, into its statements, in order; they do not overlap."""
    found = []
    at = _skip(_SPACE_OR_COMMENTS, text, 0)
    while at < len(text):
        statement = _statement(text, at)
        found.append(statement)
        at = _skip(_SPACE_OR_COMMENTS, text, statement.end)
    return found


def resolve_places(found: Iterable[Statement]) -> dict[Path, Place]:
    """Map the full path of every table, key and array element to its position."""
    result: dict[Path, Place] = {}
    sizes: dict[Path, int] = {}  # of the arrays of tables, by path

    def resolve(base: Path, keys: Iterable[str], place: Place) -> Path:
        # A key that leads through an array of tables refers to its last table.
        path = base
        for key in keys:
            path = (*path, key)
            if path in sizes:
                path = (*path, sizes[path] - 1)
            result.setdefault(path, place)
        return path

    table: Path = ()
    for statement in found:
        place = Place(statement.start, statement.value)
        if statement.kind == "pair":
            path = resolve(table, statement.key, place)
            result.update(((*path, *tail), inner) for tail, inner in statement.inner)
        elif statement.kind == "table" or not statement.key:
            table = resolve((), statement.key, place)
        else:
            *above, last = statement.key
            array = (*resolve((), above, place), last)
            sizes[array] = sizes.get(array, 0) + 1
            result.setdefault(array, place)
            table = (*array, sizes[array] - 1)
            result[table] = place
    return result


def _statement(text: str, start: int) -> Statement:
    kind = "array" if text.startswith("[[", start) else "table" if text[start] == "[" else "pair"
    statement = Statement(kind, start, start)
    try:
        if kind == "pair":
            statement.key, at = _key(text, start)
            at = _skip(_SPACE, text, at)
            if not text.startswith("=", at):
                raise _ScanError(at)
            statement.value = _skip(_SPACE, text, at + 1)
            at = statement.value_end = _value(text, statement.value, (), statement.inner)
        else:
            brackets = 2 if kind == "array" else 1
            statement.value = start
            statement.key, at = _key(text, _skip(_SPACE, text, start + brackets))
            at = _skip(_SPACE, text, at)
            if not text.startswith("]" * brackets, at):
                raise _ScanError(at)
    except _ScanError as error:
        statement.broken = True
        line = text.rfind("\n", 0, error.offset) + 1
        following = _STATEMENT_START.search(text, line if line > start else _line_end(text, start))
        statement.end = following.start() - 1 if following else len(text)
    else:
        statement.end = _line_end(text, at)
    return statement


MAX_PARTS = 100
"""Of a key; the time that `tomllib` needs for one grows with the square of their number."""


def _key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    parts: list[str] = []
    while match := _KEY.match(text, at):
        parts.append(_decode(match[0]))
        at = match.end()
        dot = _DOT.match(text, at)
        if dot is None:
            return tuple(parts), at
        at = dot.end()
        if len(parts) == MAX_PARTS:
            raise RecursionError  # as lists raise that are nested too deeply
    raise _ScanError(at)


def _decode(key: str) -> str:
    if key[0] not in "\"'":
        return key
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except tomllib.TOMLDecodeError:
        return key[1:-1]


def _value(text: str, at: int, path: Path, inner: list[tuple[Path, Place]]) -> int:
    """Scan the value at `at`, record the paths in it below `path`, and return its end."""
    if text.startswith("[", at):
        return _array(text, at + 1, path, inner)
    if text.startswith("{", at):
        return _inline_table(text, at + 1, path, inner)
    match = STRING.match(text, at) or _SCALAR.match(text, at)
    # An unclosed """ would match the empty string "" at its start.
    if match is None or (match[0] in ('""', "''") and text.startswith(match[0] + match[0][0], at)):
        raise _ScanError(at)
    return match.end()


def _array(text: str, at: int, path: Path, inner: list[tuple[Path, Place]]) -> int:
    index = 0
    at = _skip(_SPACE_OR_COMMENTS, text, at)
    while not text.startswith("]", at):
        inner.append(((*path, index), Place(at, at)))
        at = _skip(_SPACE_OR_COMMENTS, text, _value(text, at, (*path, index), inner))
        if text.startswith(",", at):
            at = _skip(_SPACE_OR_COMMENTS, text, at + 1)
        elif not text.startswith("]", at):
            raise _ScanError(at)
        index += 1
    return at + 1


def _inline_table(text: str, at: int, path: Path, inner: list[tuple[Path, Place]]) -> int:
    at = _skip(_SPACE_OR_COMMENTS, text, at)
    while not text.startswith("}", at):
        start = at
        keys, at = _key(text, at)
        at = _skip(_SPACE, text, at)
        if not text.startswith("=", at):
            raise _ScanError(at)
        at = _skip(_SPACE, text, at + 1)
        full = path
        for key in keys:
            full = (*full, key)
            inner.append((full, Place(start, at)))
        at = _skip(_SPACE_OR_COMMENTS, text, _value(text, at, full, inner))
        if text.startswith(",", at):
            at = _skip(_SPACE_OR_COMMENTS, text, at + 1)
        elif not text.startswith("}", at):
            raise _ScanError(at)
    return at + 1


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
