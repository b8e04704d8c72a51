"""The values of a front matter as typed fields: texts, truths and YAML, each with its place.

YAML guesses types: `title: 1984` is a number to it and `level: no` a truth value. Where a text is
wanted we take what the author wrote. Wrong values are S005. What the keys mean is for `metadata`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the front matter and the place of its key in the file, one-based.

    `node` is the YAML of the value; None where it was not valid and has been reported.
    """

    node: yaml.Node | None
    line: int
    column: int


Entries = Mapping[str, Entry]


class Fields:
    """Typed access to entries, which reports what is wrong."""

    def __init__(self, entries: Entries, path: Path, report: Report) -> None:
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
        """Report a fault at a node, else at a key, else at the beginning of the file."""
        entry = self.entries.get(key)
        line, column = (entry.line, entry.column) if entry else (1, 1)
        if node:
            line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.report.add(code, self.path, message, hint, line=line, column=column)

    def node(self, key: str) -> yaml.Node | None:
        """The value of a key; None where it has none or an empty one."""
        entry = self.entries.get(key)
        return None if entry is None or is_null(entry.node) else entry.node

    def text(self, key: str) -> str:
        """A value as the author wrote it, white space made one space."""
        node = self.node(key)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(key, f"`{key}` should be one text", f"Write `{key}: …` on one line.")
            return ""
        return text_of(node)

    def is_broken(self, key: str) -> bool:
        """Whether the value of a key was not valid and has been reported."""
        entry = self.entries.get(key)
        return entry is not None and entry.node is None

    def truth(self, key: str) -> bool:
        """Whether a value says so; False where it has none."""
        node = self.node(key)
        if node is None:
            return False
        value = _TRUTHS.get(node.value.lower()) if isinstance(node, yaml.ScalarNode) else None
        if value is None:
            hint = f"Write `{key}: true` or leave it out."
            self.fault(key, f"`{key}` should be true or false", hint, node=node)
            return False
        return value


_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def is_null(node: yaml.Node | None) -> bool:
    """Whether there is no value, or an empty one."""
    return node is None or (
        isinstance(node, yaml.ScalarNode)
        and (node.tag == "tag:yaml.org,2002:null" or not node.value.strip())
    )


def text_of(node: yaml.ScalarNode) -> str:
    """A value as the author wrote it, white space made one space."""
    return " ".join(str(node.value).split())


def place_of_text(entry: Entry) -> tuple[int, int]:
    """The line and column of the text of a value, after a quotation mark; else of its key."""
    node = entry.node
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "zh"), node)
    if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
        return entry.line, entry.column
    mark = node.start_mark
    return mark.line + 1, mark.column + (2 if node.style else 1)
