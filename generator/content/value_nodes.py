"""YAML nodes for the front matter of other formats, so that one reader interprets all three.

TOML and JSON give plain values; `metadata` reads YAML nodes, which know where they are in the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from pathlib import Path

import yaml

from generator.content.fields import FrontMatterEntry
from generator.content.toml.decode import decode_toml
from generator.content.toml.places import STRING
from generator.content.toml.places import Path as KeyPath
from generator.content.values import place_of
from generator.diagnostics import Report

Locate = Callable[[KeyPath], tuple[int, int]]
"""Returns the offsets in the file of the start and the end of the value at a path."""


def toml_entries(source: str, path: Path, report: Report) -> dict[str, FrontMatterEntry]:
    """Return the entries of TOML front matter; its lines stand at their positions in the file.

    Syntax errors are reported (S003), each statement by itself.
    """
    decoded = decode_toml(source)
    for fault in decoded.faults:
        line, column = place_of(source, fault.offset)
        report.add("S003", path, fault.message, fault.hint, line=line, column=column)

    def locate(keys: KeyPath) -> tuple[int, int]:
        start = decoded.places[keys].value if keys in decoded.places else 0
        text = STRING.match(source, start)
        return start, text.end() if text else start

    def key_offset(key: str) -> int:
        return decoded.places[key,].key if (key,) in decoded.places else 0

    return _entries(decoded.data, source, locate, key_offset)


def json_entries(source: str, end: int) -> dict[str, FrontMatterEntry] | None:
    """Return the entries of JSON front matter, which is `source` up to `end`; None if it is not.

    JSON is read by its own rules, since YAML takes no tabs; what it does not say is where its
    values are, so each is looked for after its key.
    """
    try:
        data = json.loads(source[:end])
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    starts: dict[str, int] = {}
    at = 0
    for key in data:
        found = source.find(json.dumps(key, ensure_ascii=False), at)
        at = starts[key] = max(found, at)

    def locate(keys: KeyPath) -> tuple[int, int]:
        start = source.find(":", starts[str(keys[0])] + len(str(keys[0]))) + 1
        start += len(source[start:]) - len(source[start:].lstrip())
        text = STRING.match(source, start) if len(keys) == 1 else None
        return start, text.end() if text else start

    return _entries(data, source, locate, starts.__getitem__)


def _entries(
    data: Mapping[str, object], source: str, locate: Locate, key_offset: Callable[[str], int]
) -> dict[str, FrontMatterEntry]:
    return {
        key: FrontMatterEntry(
            _node(value, (key,), source, locate), *place_of(source, key_offset(key))
        )
        for key, value in data.items()
    }


def _node(value: object, keys: KeyPath, source: str, locate: Locate) -> yaml.Node:
    start, end = locate(keys)
    marks = _mark(source, start), _mark(source, end)
    if isinstance(value, Mapping):
        pairs = [
            (_scalar("str", str(key), *marks), _node(item, (*keys, str(key)), source, locate))
            for key, item in value.items()
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, *marks)
    if isinstance(value, list):
        items = [_node(item, (*keys, index), source, locate) for index, item in enumerate(value)]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, *marks)
    if isinstance(value, str):
        style = '"' if source[start : start + 1] in ('"', "'") else None
        return _scalar("str", value, *marks, style)
    if value is None:
        return _scalar("null", "", *marks)
    if isinstance(value, bool):
        return _scalar("bool", str(value).lower(), *marks)
    if isinstance(value, date | time):
        return _scalar("timestamp", value.isoformat(), *marks)
    return _scalar("float" if isinstance(value, float) else "int", str(value), *marks)


def _scalar(
    kind: str, text: str, start: yaml.Mark, end: yaml.Mark, style: str | None = None
) -> yaml.ScalarNode:
    return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", text, start, end, style)


def _mark(source: str, offset: int) -> yaml.Mark:
    line, column = place_of(source, offset)
    return yaml.Mark("", offset, line - 1, column - 1, None, 0)
