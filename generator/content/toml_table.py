"""TOML files whose every fault has a place.

1. `read` decodes a file. A statement that is not valid TOML is reported, blanked out and the
   rest read again, so that all faults of a file come at once.
2. What it returns is a `Table`: typed accessors that report a wrong value where it stands and
   then return a default, so that a loader simply asks for what it needs.
3. `Table.check_keys` reports every key outside a schema, with the nearest known key or the
   level at which the key belongs.

The diagnostic codes are the caller's, since each file has a family of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content.ignores import apply_ignores, toml_comments
from generator.content.sources import read_text
from generator.content.toml.decode import decode
from generator.content.toml.places import Path as KeyPath
from generator.content.toml.places import Place, places
from generator.content.values import listing, nearest, place_of, suggestion, web_address_fault
from generator.diagnostics import Report
from generator.model import Bilingual

Schema = Mapping[str, "Schema | None"]
"""The known keys of a table; below a key, those of the tables that are its value."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The diagnostic codes of one kind of file."""

    syntax: str
    unknown: str
    value: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    text: str
    places: Mapping[KeyPath, Place]
    codes: Codes
    report: Report
    damaged: bool
    """Whether a part was not valid TOML: then a key that is missing may have stood there."""

    def fault(self, code: str, offset: int, message: str, hint: str) -> None:
        line, column = place_of(self.text, offset)
        self.report.add(code, self.path, message, hint, line=line, column=column)


def read(path: Path, report: Report, codes: Codes) -> Table | None:
    """The top table of a TOML file, or None where the file cannot be read as text.

    Reports every statement that is not valid TOML (`codes.syntax`), and heeds its comments.
    """
    text = read_text(path, report)
    if text is None:
        return None
    apply_ignores(toml_comments(text), path, report)
    decoded = decode(text)
    for fault in decoded.faults:
        line, column = place_of(text, fault.offset)
        report.add(codes.syntax, path, fault.message, fault.hint, line=line, column=column)
    found = places(decoded.statements)
    return Table(decoded.data, (), _File(path, text, found, codes, report, bool(decoded.faults)))


def entries(
    path: Path, report: Report, codes: Codes, schema: Schema, instead: Mapping[str, str]
) -> list[Table]:
    """The tables of a file that is one array of tables, which `schema` names; a file may lack.

    Unknown keys are reported; see `Table.check_keys`.
    """
    top = read(path, report, codes) if os.path.lexists(path) else None
    if top is None:
        return []
    top.check_keys(schema, instead)
    (array,) = schema
    return list(top.tables(array))


class Table:
    """A table of a TOML file, which reports what is wrong with its values."""

    def __init__(self, data: Mapping[str, object], path: KeyPath, file: _File) -> None:
        self.data = data
        self.path = path
        self._file = file

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def __eq__(self, other: object) -> bool:
        """Whether both are the same table of the same text: all that they report is equal."""
        if not isinstance(other, Table):
            return NotImplemented
        mine, theirs = self._file, other._file
        return (self.path, mine.path, mine.text) == (other.path, theirs.path, theirs.text)

    __hash__ = None  # type: ignore[assignment]  # a table is looked at, never looked up

    @property
    def line(self) -> int:
        """The one-based line of its header or of its key."""
        return place_of(self._file.text, self._offset())[0]

    @property
    def file(self) -> Path:
        """The file that holds the table."""
        return self._file.path

    def place(self, key: str) -> tuple[int, int]:
        """The one-based line and column of the value of a key."""
        return place_of(self._file.text, self._offset(key))

    @property
    def damaged(self) -> bool:
        """Whether a part of the file was not valid TOML."""
        return self._file.damaged

    def name(self, key: str) -> str:
        """The key as an author would look for it: `definition.zh`."""
        names = [part for part in self.path if isinstance(part, str)]
        return ".".join([*names[1:], key] if self._within_array else [*names, key])

    def fault(
        self, message: str, hint: str, *, key: str = "", index: int | None = None, code: str = ""
    ) -> None:
        """Report a fault of the table, or of the value of one of its keys.

        `index` counts code points into a string value, items into a list.
        """
        offset = self._offset(key, index) if key in self.data else self._offset()
        self._file.fault(code or self._file.codes.value, offset, message, hint)

    def check_keys(self, schema: Schema, instead: Mapping[str, str] | None = None) -> None:
        """Report every key here and below that `schema` does not know; for the top table.

        `instead` tells which key is meant by names that do not look like it.
        """
        for path, key, known in _unknown_keys(self.data, self.path, schema):
            place = self._file.places.get((*path, key))
            name = Table({}, path, self._file).name(key)
            self._file.fault(
                self._file.codes.unknown,
                place.key if place else 0,
                f"Unknown key `{name}`",
                _hint(key, path, schema, known, instead or {}),
            )

    def peek(self, key: str) -> str:
        """A string as `string` gives it, empty where it is none; nothing is reported."""
        value = self.data.get(key)
        return value.strip() if isinstance(value, str) else ""

    def string(
        self, key: str, default: str = "", *, required: bool = False, strip: bool = True
    ) -> str:
        """A string, without white space around it unless told; a required one is never empty."""
        value = self.data.get(key)
        if value is None:
            if required and not self._file.damaged:
                self.fault(f"`{self.name(key)}` is missing", f'Add `{self.name(key)} = "…"`.')
            return default
        if not isinstance(value, str):
            self._wrong(key, "text", f'Write `{key} = "…"`, between straight quotes.')
            return default
        if not value.strip():
            if required:
                self.fault(f"`{self.name(key)}` is empty", "Write its text.", key=key)
            return default
        return value.strip() if strip else value

    def boolean(self, key: str, default: bool) -> bool:
        """`true` or `false`."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "true or false", f"Write `{key} = true` or `{key} = false`, unquoted.")
            return default
        return value

    def integer(self, key: str, default: int, *, least: int = 1) -> int:
        """A whole number, `least` or more."""
        if key not in self.data:
            return default
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong(key, "a whole number", f"Write `{key} = {default or least}`, unquoted.")
            return default
        if value < least:
            message = f"`{self.name(key)}` is {value}; it should be {least} or more"
            self.fault(message, f"Write `{key} = {default or least}`.", key=key)
            return default
        return value

    def strings(self, key: str, *, repeats: bool = False) -> tuple[str, ...]:
        """A list of strings, none of them empty, none given twice unless told."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self._wrong(key, "a list", f'Write `{key} = ["…", "…"]`.')
            return ()
        found: list[str] = []
        for index, item in enumerate(value):
            name = f"`{self.name(key)}`"
            if not isinstance(item, str):
                message = f"{name} holds {_kind(item)} where it should hold text"
                self.fault(message, 'Put it between quotes: "…".', key=key, index=index)
            elif not item.strip():
                self.fault(f"{name} holds an empty text", "Remove it.", key=key, index=index)
            elif item.strip() in found and not repeats:
                message = f"{name} holds “{item.strip()}” twice"
                self.fault(message, "Remove one of the two.", key=key, index=index)
            else:
                found.append(item.strip())
        return tuple(found)

    def arguments(self, key: str) -> tuple[str, ...]:
        """A program and its arguments: a list of strings, the first not empty."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            if key not in self.data or (value and value[0].strip()):
                return tuple(value)
            self.fault(f"`{self.name(key)}` names no program", "Write its name.", key=key)
            return ()
        self._wrong(key, "a list of texts", f'Write `{key} = ["program", "argument"]`.')
        return ()

    def choice(self, key: str, options: Iterable[str], default: str) -> str:
        """One of a few strings."""
        value = self.string(key, default)
        known = list(options)
        if self.peek(key) and value not in known:
            message = f"`{self.name(key)}` is “{value}”, which is none of its values"
            self.fault(message, suggestion(value, known), key=key)
            return default
        return value

    def web_address(self, key: str, *, required: bool = False) -> str:
        """An absolute http or https address."""
        value = self.string(key, required=required)
        fault = web_address_fault(value) if value else None
        if fault:
            self.fault(f"`{self.name(key)}` {fault}", "Write https://…", key=key)
            return ""
        return value

    def bilingual(self, key: str, *, required: bool = False) -> Bilingual:
        """A table of two strings, `zh` and `en`."""
        value = self.data.get(key)
        example = f'{self.name(key)} = {{ zh = "…", en = "…" }}'
        if value is None:
            if required and not self._file.damaged:
                self.fault(f"`{self.name(key)}` is missing", f"Add `{example}`.")
            return Bilingual()
        table = self.table(key)
        if table is None:
            self._wrong(key, "a table of `zh` and `en`", f"Write `{example}`.")
            return Bilingual()
        return Bilingual(
            zh=table.string("zh", required=required), en=table.string("en", required=required)
        )

    def table(self, key: str) -> Table | None:
        """The table under a key; None where there is none or the value is something else."""
        value = self.data.get(key)
        return Table(value, (*self.path, key), self._file) if isinstance(value, dict) else None

    def section(self, key: str) -> Table:
        """The table under a key, empty where it is left out; another value is reported."""
        if key in self.data and not isinstance(self.data[key], dict):
            self._wrong(key, "a table", f"Write a `[{key}]` header and its keys below it.")
        return self.table(key) or Table({}, (*self.path, key), self._file)

    def tables(self, key: str) -> Iterator[Table]:
        """Each table of an array of tables; other values are reported."""
        value = self.data.get(key, [])
        hint = f"Begin each entry with a `[[{key}]]` header, in double brackets."
        if not isinstance(value, list):
            self._wrong(key, f"a list of `[[{key}]]` tables", hint)
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield Table(item, (*self.path, key, index), self._file)
            else:
                message = f"`{key}` holds {_kind(item)} where it should hold a table"
                self.fault(message, hint, key=key, index=index)

    @property
    def _within_array(self) -> bool:
        return any(isinstance(part, int) for part in self.path)

    def _offset(self, key: str = "", index: int | None = None) -> int:
        places = self._file.places
        if not key:
            return places[self.path].key if self.path in places else 0
        start = places[*self.path, key].value if (*self.path, key) in places else 0
        if index is None:
            return start
        item = places.get((*self.path, key, index))
        if item:
            return item.value
        value = self.data.get(key)
        for quote in ("'''", '"""', "'", '"'):
            # A text with escapes or a first line break is longer in the file than it is.
            if isinstance(value, str) and self._file.text.startswith(quote + value, start):
                return start + len(quote) + index
        return start

    def _wrong(self, key: str, expected: str, hint: str) -> None:
        message = f"`{self.name(key)}` is {_kind(self.data[key])}; it should be {expected}"
        self.fault(message, hint, key=key)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date or time"


def _unknown_keys(
    data: Mapping[str, object], path: KeyPath, schema: Schema
) -> Iterator[tuple[KeyPath, str, Schema]]:
    for key, value in data.items():
        if key not in schema:
            yield path, key, schema
            continue
        below = schema[key]
        if below is None:
            continue
        if isinstance(value, dict):
            yield from _unknown_keys(value, (*path, key), below)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _unknown_keys(item, (*path, key, index), below)


def _hint(
    key: str, path: KeyPath, schema: Schema, known: Schema, instead: Mapping[str, str]
) -> str:
    """What was meant: by name, by level, by likeness; else every known key."""
    if instead.get(key.casefold()) in known:
        return f"Did you mean `{instead[key.casefold()]}`?"
    level = [part for part in path if isinstance(part, str)]
    homes = [home for home in _homes(key, schema, []) if home != level]
    if homes:
        home = homes[0]
        if not home:
            return f"`{key}` belongs at the top of the file, before the first [table]."
        return f"`{key}` belongs under `{'.'.join(home)}`."
    match = nearest(key, known)
    return f"Did you mean `{match}`?" if match else f"Known keys: {listing(known)}."


def _homes(key: str, schema: Schema, level: list[str]) -> Iterator[list[str]]:
    if key in schema:
        yield level
    for name, below in schema.items():
        if below:
            yield from _homes(key, below, [*level, name])
