"""Typed access to the values of front matter: texts, lists, booleans and YAML nodes.

YAML guesses types: it parses `title: 1984` as a number and `level: no` as a boolean. A text is
therefore read as the author wrote it. Wrong values are reported (S005). `metadata` interprets the
keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from generator.diagnostics import Report


class FrontMatterEntry(Struct, frozen=True):
    """A value of the front matter, and the one-based line and column of its key.

    `node` is the YAML node of the value; None if it was not valid and has been reported.
    """

    node: yaml.Node | None
    line: int
    column: int


FrontMatter = Mapping[str, FrontMatterEntry]


class FrontMatterReader:
    """Typed access to the entries of front matter; wrong values are reported."""

    def __init__(self, entries: FrontMatter, path: Path, report: Report) -> None:
        self.entries = entries
        self.path = path
        self.report = report

    def fault(
        self,
        key: str,
        message: str,
        hint: str,
        *,
        node: yaml.Node | None = None,
        code: str = "S005",
    ) -> None:
        """Report a fault at a node, else at a key, else at the start of the file."""
        entry = self.entries.get(key)
        line, column = (entry.line, entry.column) if entry else (1, 1)
        if node:
            line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.report.add(code, self.path, message, hint, line=line, column=column)

    def node(self, key: str) -> yaml.Node | None:
        """Return the value of a key; None if it is missing or empty."""
        entry = self.entries.get(key)
        return None if entry is None or is_empty(entry.node) else entry.node

    def text(self, key: str) -> str:
        """Return a value as the author wrote it, with white space collapsed."""
        node = self.node(key)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(key, f"`{key}` must be a text", f"Write `{key}: …` on one line.")
            return ""
        return scalar_text(node)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a text with commas is one too, and lists may be nested (Hexo)."""
        node = self.node(key)
        if isinstance(node, yaml.MappingNode):
            self.fault(key, f"`{key}` must be a list", f"Write `{key}: [first, second]`.")
            return ()
        return tuple(dict.fromkeys(self._listed(key, node)))

    def _listed(self, key: str, node: yaml.Node | None, *, is_outer: bool = True) -> Iterator[str]:
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                if isinstance(item, yaml.ScalarNode) and not is_empty(item):
                    yield scalar_text(item).removeprefix("#")
                elif isinstance(item, yaml.SequenceNode) and is_outer:
                    yield from self._listed(key, item, is_outer=False)
                else:
                    hint = f"Write `{key}: [first, second]`."
                    self.fault(key, f"An item of `{key}` must be a text", hint, node=item)
        elif isinstance(node, yaml.ScalarNode):
            parts = re.split(r"[,，、;；]", scalar_text(node))
            yield from (part.strip().removeprefix("#") for part in parts if part.strip())

    def is_broken(self, key: str) -> bool:
        """Whether the value of a key was not valid and has been reported."""
        entry = self.entries.get(key)
        return entry is not None and entry.node is None

    def boolean(self, key: str) -> bool:
        """Return a boolean value; False if it is missing."""
        node = self.node(key)
        if node is None:
            return False
        value = _BOOLEANS.get(node.value.lower()) if isinstance(node, yaml.ScalarNode) else None
        if value is None:
            hint = f"Write `{key}: true`, or leave it out."
            self.fault(key, f"`{key}` must be true or false", hint, node=node)
            return False
        return value


_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def is_empty(node: yaml.Node | None) -> bool:
    """Whether a value is missing or empty."""
    return node is None or (
        isinstance(node, yaml.ScalarNode)
        and (node.tag == "tag:yaml.org,2002:null" or not node.value.strip())
    )


def scalar_text(node: yaml.ScalarNode) -> str:
    """Return a value as the author wrote it, with white space collapsed."""
    return " ".join(str(node.value).split())


def stated_title(entry: FrontMatterEntry) -> str:
    """Return the Chinese title that an entry `title` states; empty if it is not valid."""
    node = entry.node
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "zh"), None)
    return scalar_text(node) if isinstance(node, yaml.ScalarNode) else ""


def text_place(entry: FrontMatterEntry) -> tuple[int, int]:
    """Return the line and column of the text of a value (inside its quotes), else of its key."""
    node = entry.node
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "zh"), node)
    if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
        return entry.line, entry.column
    mark = node.start_mark
    return mark.line + 1, mark.column + (2 if node.style else 1)
