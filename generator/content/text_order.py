"""Characters that turn round the order of a text, which then reads otherwise than it is written."""

from __future__ import annotations

import html
import re
from pathlib import Path

from generator.content.values import place_of
from generator.diagnostics import Report

CONTROLS = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
"""Embeddings, overrides and isolates: what they enclose is shown in another order."""
Place = tuple[int, int]
"""A line and a column of a file."""
HINT = "Delete it, unless the text has words that are written from right to left."


def control_message(control: str) -> str:
    """Return what is said of such a character."""
    return f"The invisible U+{ord(control):04X} changes the order of the text"


_IN_MARKDOWN = re.compile(
    f"{CONTROLS.pattern}|&#(?:x0*(?:202[abde]|206[678])|0*(?:823[4578]|829[456]));", re.IGNORECASE
)


def check_escaped(text: str, source: str, path: Path, report: Report, *, place: Place) -> None:
    """Report the first of each of these characters in a value that is written with escapes.

    `source` is the file, where `check_order` finds those that are not; `place` says where in it the
    value is.
    """
    for control in dict.fromkeys(CONTROLS.findall(text)):
        if control not in source:
            line, column = place
            report.add("S035", path, control_message(control), HINT, line=line, column=column)


def check_order(
    text: str,
    path: Path,
    report: Report,
    *,
    line: int = 1,
    column: int = 1,
    markdown: bool = False,
) -> None:
    """Report the first of each of these characters in a text that starts at a place (S035).

    In Markdown, `&#x202E;` is one too.
    """
    said: set[str] = set()
    for found in (_IN_MARKDOWN if markdown else CONTROLS).finditer(text):
        control = html.unescape(found[0])
        if control not in said:
            said.add(control)
            row, at = place_of(text, found.start())
            if row == 1:
                at += column - 1
            report.add("S035", path, control_message(control), HINT, line=line + row - 1, column=at)
