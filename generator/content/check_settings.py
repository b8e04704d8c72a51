"""Which warnings a site wants: `[check]` in `site.toml`, for all of it or for a folder.

    [check]
    ignore = ["L004"]              # codes, or families such as "T"
    select = ["S", "R", "T"]       # only these

    [[check.folder]]
    path = "articles/archive"
    ignore = ["T", "S024"]

Errors are always reported.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.content.toml.reader import Schema, TableReader
from generator.diagnostics import CODES, Policy

SCHEMA: Schema = {
    "ignore": None,
    "select": None,
    "folder": {"path": None, "ignore": None, "select": None},
}
CHINESE_ONLY = Policy(ignore=("T002",))
"""What only a bilingual site is told: that an article has no translation."""


def read_policies(top: TableReader, root: Path, *, bilingual: bool) -> Iterator[Policy]:
    """Yield the policies of a site folder; wrong values are reported."""
    table = top.section("check")
    if not bilingual:
        yield CHINESE_ONLY
    if table.data.keys() & {"ignore", "select"}:
        yield _policy(table, None)
    for each in table.tables("folder"):
        reader = top.of(each)
        name = reader.string("path", required=True)
        folder = Path(os.path.normpath(root / name))
        if not name:
            continue
        if not folder.is_relative_to(root):
            hint = 'Name a folder of the site: `path = "articles/archive"`.'
            reader.fault(f"`path` names a folder outside the site: {name}", hint, key="path")
        elif not os.path.exists(folder):
            hint = "Correct the name, or remove the entry."
            reader.fault(f"`path` names a folder that does not exist: {name}", hint, key="path")
        else:
            yield _policy(reader, folder)


def _policy(table: TableReader, folder: Path | None) -> Policy:
    select = _codes(table, "select") if "select" in table else None
    return Policy(select, _codes(table, "ignore"), folder)


def _codes(table: TableReader, key: str) -> tuple[str, ...]:
    found = []
    for index, code in enumerate(table.strings(key)):
        if any(known.startswith(code) for known in CODES):
            found.append(code)
        else:
            hint = "Choose a code of docs/diagnostics.md, or a family such as T."
            table.fault(f"There is no code “{code}”", hint, key=key, index=index)
    return tuple(found)
