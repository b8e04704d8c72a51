"""Loading TOML files so that every fault has a place.

1. `read` decodes a file. A statement that is not valid TOML is reported, blanked out and the
   rest read again, so that all faults of a file come at once.
2. `TableReader` has typed accessors to a `Table`, which report a wrong value where it is and then
   return a default, so that a loader simply asks for what it needs. The values that are loaded may
   keep the table, never the reader.
3. `check_keys` reports every key outside a schema, with the nearest known key or the level at
   which the key belongs.

The diagnostic codes are the caller's, since each file has a family of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content.ignores import apply_ignores
from generator.content.sources import read_text
from generator.content.toml.decode import decode
from generator.content.toml.places import Path as KeyPath
from generator.content.toml.table import Table
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


def read(path: Path, report: Report, codes: Codes) -> Table | None:
    """The top table of a TOML file, or None where the file cannot be read as text.

    Reports every statement that is not valid TOML (`codes.syntax`), and applies its comments.
    """
    text = read_text(path, report)
    if text is None:
        return None
    source = decode(text)
    apply_ignores(source.comments, path, report)
    for fault in source.faults:
        line, column = place_of(text, fault.offset)
        report.add(codes.syntax, path, fault.message, fault.hint, line=line, column=column)
    return Table(path, source, source.data)


def entries(
    path: Path, report: Report, codes: Codes, schema: Schema, instead: Mapping[str, str]
) -> list[Table]:
    """The tables of a file that is one array of tables, which `schema` names.

    There are none without a file. Unknown keys are reported; see `check_keys`.
    """
    table = read(path, report, codes) if os.path.lexists(path) else None
    if table is None:
        return []
    check_keys(table, report, codes, schema, instead)
    (array,) = schema
    return list(TableReader(table, report, codes).tables(array))


def check_keys(
    top: Table,
    report: Report,
    codes: Codes,
    schema: Schema,
    instead: Mapping[str, str] | None = None,
) -> None:
    """Report every key of a file that `schema` does not know.

    `instead` tells which key is meant by names that do not look like it.
    """
    for path, key, known in _unknown_keys(top.data, top.path, schema):
        place = top.source.places.get((*path, key))
        line, column = place_of(top.source.text, place.key if place else 0)
        message = f"Unknown key `{Table(top.file, top.source, {}, path).name(key)}`"
        hint = _hint(key, path, schema, known, instead or {})
        report.add(codes.unknown, top.file, message, hint, line=line, column=column)


class TableReader:
    """Typed access to the values of a table; wrong ones are reported."""

    def __init__(self, table: Table, report: Report, codes: Codes) -> None:
        self.table = table
        self.data = table.data
        self._report = report
        self._codes = codes

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def name(self, key: str) -> str:
        """The key as an author would look for it: `definition.zh`."""
        return self.table.name(key)

    def peek(self, key: str) -> str:
        """A string as `string` gives it, empty where it is none; nothing is reported."""
        return self.table.peek(key)

    def fault(
        self, message: str, hint: str, *, key: str = "", index: int | None = None, code: str = ""
    ) -> None:
        """Report a fault of the table, or of the value of one of its keys; see `Table`."""
        code = code or self._codes.value
        self.table.report_fault(self._report, code, message, hint, key=key, index=index)

    def string(
        self, key: str, default: str = "", *, required: bool = False, strip: bool = True
    ) -> str:
        """A string, without white space around it unless told; a required one is never empty."""
        value = self.data.get(key)
        if value is None:
            if required and not self.table.damaged:
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
            if required and not self.table.damaged:
                self.fault(f"`{self.name(key)}` is missing", f"Add `{example}`.")
            return Bilingual()
        if not isinstance(value, dict):
            self._wrong(key, "a table of `zh` and `en`", f"Write `{example}`.")
            return Bilingual()
        parts = self._below(value, key)
        return Bilingual(
            zh=parts.string("zh", required=required), en=parts.string("en", required=required)
        )

    def section(self, key: str) -> TableReader:
        """The table under a key, empty where it is left out; another value is reported."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self._wrong(key, "a table", f"Write a `[{key}]` header and its keys below it.")
            value = {}
        return self._below(value, key)

    def tables(self, key: str) -> Iterator[Table]:
        """Each table of an array of tables; other values are reported."""
        value = self.data.get(key, [])
        hint = f"Begin each entry with a `[[{key}]]` header, in double brackets."
        if not isinstance(value, list):
            self._wrong(key, f"a list of `[[{key}]]` tables", hint)
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield self.table.child(item, key, index)
            else:
                message = f"`{key}` holds {_kind(item)} where it should hold a table"
                self.fault(message, hint, key=key, index=index)

    def _below(self, data: Mapping[str, object], key: str) -> TableReader:
        return TableReader(self.table.child(data, key), self._report, self._codes)

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
