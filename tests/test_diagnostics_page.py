"""docs/diagnostics.md has every code, in order, with its severity."""

from __future__ import annotations

import re
from pathlib import Path

from generator.diagnostics import CODES

PAGE = (Path(__file__).parents[1] / "docs/diagnostics.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d+) \| (\w+) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def test_every_code_has_its_row() -> None:
    wanted = [(code, severity.value) for code, (severity, _) in CODES.items()]
    assert [row[:2] for row in ROWS] == wanted


def test_every_family_is_explained() -> None:
    explained = re.findall(r"\*\*([A-Z])\*\*", PAGE)
    assert set(explained) == {code[0] for code in CODES}


def test_cause_and_remedy_are_sentences() -> None:
    for _, _, cause, remedy in ROWS:
        assert cause.endswith(".")
        assert remedy.endswith(".")
