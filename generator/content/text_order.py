"""Characters that turn round the order of a text, which then reads otherwise than it is written."""

from __future__ import annotations

import re
from pathlib import Path

from generator.content.values import place_of
from generator.diagnostics import Report

CONTROLS = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
"""Embeddings, overrides and isolates: what they enclose is shown in another order."""
HINT = "Delete it, unless the text has words that are written from right to left."


def control_message(control: str) -> str:
    """Return what is said of such a character."""
    return f"The invisible U+{ord(control):04X} changes the order of the text"


def check_order(text: str, path: Path, report: Report, *, line: int = 1, column: int = 1) -> None:
    """Report the first of each of these characters in a text that starts at a place (S035)."""
    said: set[str] = set()
    for found in CONTROLS.finditer(text):
        if found[0] not in said:
            said.add(found[0])
            row, at = place_of(text, found.start())
            if row == 1:
                at += column - 1
            message = control_message(found[0])
            report.add("S035", path, message, HINT, line=line + row - 1, column=at)
