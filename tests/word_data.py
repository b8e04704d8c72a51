"""Reading the data of the pop-up as `known.js` and `dictionary.js` do."""

from __future__ import annotations

import json
from typing import Any

MEMBERS = {"s": "s", "t": "t", "p": "p", "w": "tw"}


def records_in(script: str) -> list[list[Any]]:
    """Return the records of the script of an article: the name of a common word in a list, with an
    object if it has one, or all items of the record."""
    data = json.loads(script[script.index(", ") + 2 : script.rindex(")")])
    columns = zip(*map(_values, data["columns"]), strict=True)
    found: list[list[Any]] = []
    for at, name in enumerate(_values(data["names"])):
        rest = {
            key: [int(key) for key in value.split()] if key in ("in", "of") else value
            for key, column in data["rest"].items()
            if (value := _values(column)[at])
        }
        first: list[Any] = [name]
        if not name:
            *cells, entries, gloss = next(columns)
            first = [*cells, [_entry(entry) for entry in entries.split("\x81") if entry], gloss]
        found.append([*first, rest] if rest else first)
    return found


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
