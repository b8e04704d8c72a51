"""Compiled tables: rows grouped by the first character of their keys, mapped into memory.

A program that annotates one sentence needs few rows of tables that have hundreds of thousands. A
compiled table has the rows of one or more source tables, and an index of the first characters of
their keys:

    header    format, fingerprint of the sources, checksum of the rest
    index     number of groups; first characters, in order; offsets of their groups in `rows`
    rows      银	300⏎银行	420⏎ … 行	310⏎行长	505⏎ …

The file is mapped, so that processes share its memory, and a group is parsed when a key with its
first character is looked up for the first time. From then on a lookup is one in a `dict`.

The files are in `compiled/`. A wheel brings them along; in a checkout they are compiled at
first use, into a folder that git ignores. A file is used only if its fingerprint is that of the
sources (text tables and the code that compiles them) and its checksum is right. Otherwise it is
compiled again, and kept in memory if it cannot be written.
"""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar, overload

from generator.language.tables import DATA

COMPILED = Path(__file__).parent / "compiled"

_HEADER = struct.Struct("<16sII")
_FORMAT = b"jiazhu table 1\n\0"
_NUMBER = 4
"""The bytes of a number in the index."""

V = TypeVar("V")
T = TypeVar("T")
Buffer = bytes | mmap.mmap
Row = tuple[str, str]
"""A key, and the row that is stored under its first character."""


class CompiledTable:
    """A table that is compiled from others; it is opened, or compiled, on first use.

    `rows` makes the rows; within a group they keep their order. `sources` are the files that they
    depend on: tables of `data/`, by name, and other files, by path.
    """

    def __init__(
        self, name: str, rows: Callable[[], Iterable[Row]], sources: Sequence[str | Path]
    ) -> None:
        self.name = name
        self._rows = rows
        self.sources = sources

    @property
    def path(self) -> Path:
        """The path of the compiled file."""
        return COMPILED / f"{self.name}.bin"

    def compile(self) -> bytes:
        """Return the content of the compiled file; the same sources give the same bytes."""
        # Taken first, so that a source that is edited meanwhile makes the file out of date.
        fingerprint = self._fingerprint()
        groups: dict[int, list[str]] = {}
        for key, row in self._rows():
            groups.setdefault(_code(key), []).append(row)
        codes = array("I", sorted(groups))
        texts = ["\n".join(groups[code]).encode() for code in codes]
        starts = array("I", [0])
        for text in texts:
            starts.append(starts[-1] + len(text))
        body = b"".join((*map(_numbers, ([len(codes)], codes, starts)), *texts))
        return _HEADER.pack(_FORMAT, fingerprint, zlib.crc32(body)) + body

    def group(self, first: str) -> str:
        """Return the rows of the keys that begin with a character, separated by line feeds."""
        codes, starts, data, offset = self._index
        code = _code(first)
        at = bisect_left(codes, code)
        if at == len(codes) or codes[at] != code:
            return ""
        return data[offset + starts[at] : offset + starts[at + 1]].decode()

    def firsts(self) -> Iterator[str]:
        """Yield the first characters of the keys; an empty key has none."""
        return (chr(code) if code else "" for code in self._index[0])

    @cached_property
    def _index(self) -> tuple[array[int], array[int], Buffer, int]:
        """The codes and starts of the groups, and the buffer and the offset of the rows."""
        data = self._open()
        offset = _HEADER.size + _NUMBER
        (count,) = _array(data[_HEADER.size : offset])
        middle, end = offset + _NUMBER * count, offset + _NUMBER * (2 * count + 1)
        return _array(data[offset:middle]), _array(data[middle:end]), data, end

    def _open(self) -> Buffer:
        """Return the content of the file, which is compiled if necessary."""
        found = self._read()
        if found is not None:
            return found
        from generator.storage.atomic import write_atomically  # imported late: rarely needed

        content = self.compile()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, content)
        except OSError:
            return content
        return self._read() or content

    def _read(self) -> mmap.mmap | None:
        """Return the content of the file; None if it is missing, corrupt or out of date."""
        try:
            with self.path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # an empty file cannot be mapped
            return None
        if len(data) <= _HEADER.size:
            return None
        kind, fingerprint, checksum = _HEADER.unpack_from(data)
        with memoryview(data) as view, view[_HEADER.size :] as body:
            is_whole = kind == _FORMAT and zlib.crc32(body) == checksum
        return data if is_whole and self._fingerprint() == fingerprint else None

    def _fingerprint(self) -> int:
        """Return a checksum of the sources."""
        found = 0
        for source in self.sources:
            found = zlib.crc32(_checksum(DATA.joinpath(source)), found)
        return found


@cache
def _checksum(path: Path) -> bytes:
    """Return the size and a checksum of a file; each file is read once."""
    content = path.read_bytes() if path.exists() else b""
    return b"%d %d\n" % (len(content), zlib.crc32(content))


def _code(key: str) -> int:
    return ord(key[0]) if key else 0


def _numbers(values: Iterable[int]) -> bytes:
    """Return numbers as little-endian bytes."""
    found = array("I", values)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _array(data: bytes) -> array[int]:
    """Return the numbers of little-endian bytes."""
    found = array("I", data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


class Groups(dict[str, V]):
    """Values by first character, each of which is loaded when it is missing.

    Look them up with `groups[first]`: `get` and `in` only know those that are loaded.
    """

    def __init__(self, load: Callable[[str], V]) -> None:
        super().__init__()
        self._load = load

    def __missing__(self, first: str) -> V:
        """Load the value of a first character."""
        found = self[first] = self._load(first)
        return found


class Beginnings(dict[str, V]):
    """Values by the first two characters of what has them, those of each first one loaded at once.

    Look them up in `beginnings.of(text)`, which has at least those that a text needs.
    """

    def __init__(self, load: Callable[[str], Mapping[str, V]]) -> None:
        super().__init__()
        self._load = load
        self._loaded: set[str] = set()
        """The first characters whose values are here."""

    def of(self, text: str) -> Mapping[str, V]:
        """Return all values, after those of the characters of a text have been loaded."""
        characters = _characters(text)
        if not self._loaded >= characters:
            for first in characters - self._loaded:
                self.update(self._load(first))
                self._loaded.add(first)
        return self


@lru_cache(maxsize=2)
def _characters(text: str) -> frozenset[str]:
    """Return the characters of a text, which several tables look up in turn."""
    return frozenset(text)


class MappedTable(Mapping[str, V]):
    """A compiled table as a mapping of its keys.

    `parse` returns the items of a group, none for an empty one. The fastest lookup of a key is
    `groups[key[0]].get(key)`.
    """

    def __init__(self, table: CompiledTable, parse: Callable[[str], dict[str, V]]) -> None:
        self._table = table
        self.groups = Groups(lambda first: parse(table.group(first)))

    def __getitem__(self, key: str) -> V:
        return self.groups[key[:1]][key]

    @overload
    def get(self, key: str, /) -> V | None: ...
    @overload
    def get(self, key: str, default: V | T, /) -> V | T: ...
    def get(self, key: str, default: object = None, /) -> object:
        """Return the value of a key, or the default."""
        return self.groups[key[:1]].get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.groups[key[:1]]

    def __iter__(self) -> Iterator[str]:
        for first in self._table.firsts():
            yield from self.groups[first]

    def __len__(self) -> int:
        return sum(len(self.groups[first]) for first in self._table.firsts())

    def items(self) -> ItemsView[str, V]:
        """Return all items; each group is looked up once."""
        return _Items(self)

    def all_groups(self) -> Iterator[Mapping[str, V]]:
        """Yield the items by first character."""
        return map(self.groups.__getitem__, self._table.firsts())


class _Items(ItemsView[str, V]):
    """The items of a compiled table."""

    _mapping: MappedTable[V]

    def __iter__(self) -> Iterator[tuple[str, V]]:
        for group in self._mapping.all_groups():
            yield from group.items()


class _Numbers(dict[str, float]):
    """Numbers by their text. Equal ones are one object, which saves time and memory."""

    def __missing__(self, text: str) -> float:
        found = self[text] = float(text)
        return found


_NUMBERS = _Numbers()


def parse_numbers(group: str, columns: int = 2) -> dict[str, float]:
    """Return the items of a group of rows that begin with a key and end with a number."""
    fields = group.split()
    numbers = map(_NUMBERS.__getitem__, fields[columns - 1 :: columns])
    return dict(zip(fields[::columns], numbers, strict=True))


def rows_by_key(group: str) -> dict[str, list[str]]:
    """Return the rows of a group by the key that they begin with, before the first tab."""
    found: dict[str, list[str]] = {}
    for row in group.split("\n") if group else ():
        found.setdefault(row[: row.index("\t")], []).append(row)
    return found


def number_text(number: float) -> str:
    """Return a number as text that `float` turns into the same number."""
    return str(int(number)) if number == int(number) else repr(number)
