"""Load TOML files and report every fault with its position.

1. `read_table` decodes a file. Each statement that is not valid TOML is reported and blanked out,
   and the rest is parsed again, so that all faults of a file are reported at once.
2. `TableReader` has typed accessors to a `Table`. They report a wrong value and return a default,
   so that a loader need not handle errors. The loaded values may keep the table, but not the
   reader.
3. `check_keys` reports every key that is not in a schema, with the most similar known key or the
   table in which the key belongs.

The caller gives the diagnostic codes, since each kind of file has its own family.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator.content.ignores import apply_ignores
from generator.content.sources import read_text
from generator.content.text_order import check_escaped, check_order
from generator.content.toml.decode import Decoded, decode_toml, texts_in
from generator.content.toml.places import Path as KeyPath
from generator.content.toml.table import Table
from generator.content.values import (
    closest_name,
    join_names,
    place_of,
    suggestion_hint,
    web_address_fault,
)
from generator.diagnostics import Report
from generator.model import Bilingual

Schema = Mapping[str, "Schema | None"]
"""The known keys of a table, each with the schema of the tables that are its value."""


class FileCodes(Struct, frozen=True):
    """The diagnostic codes for one kind of file."""

    syntax: str
    unknown: str
    value: str


def read_table(path: Path, report: Report, codes: FileCodes) -> Table | None:
    """Return the top-level table of a TOML file, or None if the file cannot be read as text.

    Reports each statement that is not valid TOML (`codes.syntax`), and applies the comments.
    """
    text = read_text(path, report)
    if text is None:
        return None
    check_order(text, path, report)
    source = decode_toml(text)
    if "\\" in text:
        _check_escaped(source, path, report)
    apply_ignores(source.comments, path, report)
    for fault in source.faults:
        line, column = place_of(text, fault.offset)
        report.add(codes.syntax, path, fault.message, fault.hint, line=line, column=column)
    return Table(path, source, source.data)


def _check_escaped(source: Decoded, path: Path, report: Report) -> None:
    for keys, value in texts_in(source.data, ()):
        offset = source.places[keys].value if keys in source.places else 0
        check_escaped(value, source.text, path, report, place=place_of(source.text, offset))


def read_entries(
    path: Path, report: Report, codes: FileCodes, schema: Schema, suggested: Mapping[str, str]
) -> list[Table]:
    """Return the tables of a file that is one array of tables, the only key of `schema`.

    Returns none if the file does not exist. Unknown keys are reported; see `check_keys`.
    """
    table = read_table(path, report, codes) if os.path.lexists(path) else None
    if table is None:
        return []
    check_keys(table, report, codes, schema, suggested)
    (array,) = schema
    return list(TableReader(table, report, codes).tables(array))


def check_keys(
    top: Table,
    report: Report,
    codes: FileCodes,
    schema: Schema,
    suggested: Mapping[str, str] | None = None,
) -> None:
    """Report every key of a file that is not in `schema`.

    `suggested` maps names that authors may try to the keys that they mean.
    """
    for path, key, known in _unknown_keys(top.data, top.path, schema):
        place = top.source.places.get((*path, key))
        line, column = place_of(top.source.text, place.key if place else 0)
        message = f"Unknown key `{Table(top.file, top.source, {}, path).name(key)}`"
        hint = _hint(key, path, schema, known, suggested or {})
        report.add(codes.unknown, top.file, message, hint, line=line, column=column)


class TableReader:
    """Typed access to the values of a table; wrong values are reported."""

    def __init__(self, table: Table, report: Report, codes: FileCodes) -> None:
        self.table = table
        self.data = table.data
        self._report = report
        self._codes = codes

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def name(self, key: str) -> str:
        """Return the full name of a key as authors know it: `definition.zh`."""
        return self.table.name(key)

    def get_string(self, key: str) -> str:
        """Return a string, stripped; empty if the value is not a string. Reports nothing."""
        return self.table.get_string(key)

    def fault(
        self, message: str, hint: str, *, key: str = "", index: int | None = None, code: str = ""
    ) -> None:
        """Report a fault of the table, or of the value of one of its keys; see `Table`."""
        code = code or self._codes.value
        self.table.report_fault(self._report, code, message, hint, key=key, index=index)

    def string(
        self, key: str, default: str = "", *, required: bool = False, strip: bool = True
    ) -> str:
        """Return a string, stripped unless `strip` is false; a required one must not be empty."""
        value = self.data.get(key)
        if value is None:
            if required and not self.table.has_syntax_faults:
                self.fault(f"`{self.name(key)}` is missing", f'Add `{self.name(key)} = "…"`.')
            return default
        if not isinstance(value, str):
            self._wrong(key, "text", f'Write `{key} = "…"`, between straight quotes.')
            return default
        if not value.strip():
            if required:
                self.fault(f"`{self.name(key)}` is empty", "Write a text.", key=key)
            return default
        return value.strip() if strip else value

    def boolean(self, key: str, default: bool) -> bool:
        """Return a boolean."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "true or false", f"Write `{key} = true` or `{key} = false`, unquoted.")
            return default
        return value

    def integer(self, key: str, default: int, *, least: int = 1) -> int:
        """Return an integer of at least `least`."""
        if key not in self.data:
            return default
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong(key, "a whole number", f"Write `{key} = {default or least}`, unquoted.")
            return default
        if value < least:
            message = f"`{self.name(key)}` is {value}, but it must be at least {least}"
            self.fault(message, f"Write `{key} = {default or least}`.", key=key)
            return default
        return value

    def strings(self, key: str, *, repeats: bool = False) -> tuple[str, ...]:
        """Return a list of strings, none empty and, unless `repeats` is true, all different."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self._wrong(key, "a list", f'Write `{key} = ["…", "…"]`.')
            return ()
        found: list[str] = []
        known: set[str] = set()
        for index, item in enumerate(value):
            name = f"`{self.name(key)}`"
            if not isinstance(item, str):
                message = f"{name} contains {_kind(item)} instead of a text"
                self.fault(message, 'Put it in quotation marks: "…".', key=key, index=index)
            elif not item.strip():
                self.fault(f"{name} contains an empty text", "Remove it.", key=key, index=index)
            elif item.strip() in known and not repeats:
                message = f"{name} contains “{item.strip()}” twice"
                self.fault(message, "Remove one of the two.", key=key, index=index)
            else:
                found.append(item.strip())
                known.add(item.strip())
        return tuple(found)

    def arguments(self, key: str) -> tuple[str, ...]:
        """Return a program and its arguments: a list of strings, the first not empty."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            if key not in self.data or (value and value[0].strip()):
                return tuple(value)
            self.fault(f"`{self.name(key)}` does not name a program", "Write its name.", key=key)
            return ()
        self._wrong(key, "a list of texts", f'Write `{key} = ["program", "argument"]`.')
        return ()

    def choice(self, key: str, options: Iterable[str], default: str) -> str:
        """Return a string that must be one of `options`."""
        value = self.string(key, default)
        known = list(options)
        if self.get_string(key) and value not in known:
            message = f"`{self.name(key)}` cannot be “{value}”"
            self.fault(message, suggestion_hint(value, known), key=key)
            return default
        return value

    def web_address(self, key: str, *, required: bool = False) -> str:
        """Return an absolute http or https address."""
        value = self.string(key, required=required)
        fault = web_address_fault(value) if value else None
        if fault:
            self.fault(f"`{self.name(key)}` {fault}", "Write `https://…`.", key=key)
            return ""
        return value

    def bilingual(self, key: str, *, required: bool = False, english: bool = True) -> Bilingual:
        """Return a table of two strings, `zh` and `en`; both must be there if `required`.

        Without `english`, `en` may be missing, and a string is the Chinese alone.
        """
        value = self.data.get(key)
        if isinstance(value, str) and not english:
            return Bilingual(zh=self.string(key, required=required))
        example = f'{self.name(key)} = {{ zh = "…", en = "…" }}'
        if value is None:
            if required and not self.table.has_syntax_faults:
                self.fault(f"`{self.name(key)}` is missing", f"Add `{example}`.")
            return Bilingual()
        if not isinstance(value, dict):
            self._wrong(key, "a table of `zh` and `en`", f"Write `{example}`.")
            return Bilingual()
        parts = self._below(value, key)
        return Bilingual(
            zh=parts.string("zh", required=required),
            en=parts.string("en", required=required and english),
        )

    def of(self, table: Table) -> TableReader:
        """Return a reader of another table of the same file."""
        return TableReader(table, self._report, self._codes)

    def section(self, key: str) -> TableReader:
        """Return the table under a key, empty if it is left out."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self._wrong(key, "a table", f"Write a `[{key}]` header, and its keys below it.")
            value = {}
        return self._below(value, key)

    def tables(self, key: str) -> Iterator[Table]:
        """Yield each table of an array of tables."""
        value = self.data.get(key, [])
        hint = f"Start each entry with a `[[{key}]]` header, in double brackets."
        if not isinstance(value, list):
            self._wrong(key, f"a list of `[[{key}]]` tables", hint)
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield self.table.child(item, key, index)
            else:
                message = f"`{key}` contains {_kind(item)} instead of a table"
                self.fault(message, hint, key=key, index=index)

    def _below(self, data: Mapping[str, object], key: str) -> TableReader:
        return TableReader(self.table.child(data, key), self._report, self._codes)

    def _wrong(self, key: str, expected: str, hint: str) -> None:
        message = f"`{self.name(key)}` is {_kind(self.data[key])}, but it must be {expected}"
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
    key: str, path: KeyPath, schema: Schema, known: Schema, suggested: Mapping[str, str]
) -> str:
    """Return the key that was meant, by `suggested`, level or similarity, or all known keys."""
    if suggested.get(key.casefold()) in known:
        return f"Did you mean `{suggested[key.casefold()]}`?"
    level = [part for part in path if isinstance(part, str)]
    others = [other for other in _levels_with(key, schema, []) if other != level]
    if others:
        if not others[0]:
            return f"Move `{key}` to the top of the file, before the first `[table]`."
        return f"Move `{key}` into the table `{'.'.join(others[0])}`."
    match = closest_name(key, known)
    return f"Did you mean `{match}`?" if match else f"Use {join_names(known, 'or')}."


def _levels_with(key: str, schema: Schema, level: list[str]) -> Iterator[list[str]]:
    if key in schema:
        yield level
    for name, below in schema.items():
        if below:
            yield from _levels_with(key, below, [*level, name])
