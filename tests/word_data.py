"""Reading the data of the pop-up as `known.js` and `dictionary.js` do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

MEMBERS = {"s": "s", "t": "t", "p": "p", "w": "tw"}


def records_in(script: str) -> list[list[Any]]:
    """Return the records of the script of an article: the name of a common word in a list, with an
    object if it has one, or all items of the record."""
    data = _passed(script)
    records = [[name] for name in _values(data["names"])] + _rows(data["columns"])
    found: list[list[Any]] = []
    for at, record in enumerate(records):
        rest = {
            key: [int(key) for key in value.split()] if key in ("in", "of") else value
            for key, column in data["rest"].items()
            if (value := _values(column)[at])
        }
        found.append([*record, rest] if rest else record)
    return found


def common_records(script: str) -> dict[str, list[Any]]:
    """Return the records of common words by their names, given their script."""
    data = _passed(script)
    return dict(zip(_values(data["names"]), _rows(data["columns"]), strict=True))


def record_of(cells: Sequence[str]) -> list[Any]:
    """Return the first items of a record, given those of its columns."""
    *first, entries, gloss = cells
    return [*first, [_entry(entry) for entry in entries.split("\x81") if entry], gloss]


def _passed(script: str) -> Any:
    return json.loads(script[script.index(", ") + 2 : script.rindex(")")])


def _rows(columns: Sequence[str]) -> list[list[Any]]:
    return [record_of(cells) for cells in zip(*map(_values, columns), strict=True)]


def _values(column: str) -> list[str]:
    return column.split("\x7f")[1:]


def _entry(text: str) -> list[Any]:
    senses: list[Any] = []
    members: dict[str, Any] = {}
    for item in text.split("\x80"):
        if not item.startswith("\x82"):
            senses.append(item)
        elif item[1] == "c":
            members.setdefault("cl", []).append(item[2:])
        else:
            members[MEMBERS[item[1]]] = item[2:]
    return [*senses, members] if members else senses
