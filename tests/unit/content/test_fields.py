from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.fields import FrontMatterReader, text_place
from generator.content.frontmatter import split_front_matter
from generator.diagnostics import Report

PATH = Path("a.md")


def fields(yaml: str) -> tuple[FrontMatterReader, Report]:
    report = Report()
    entries, _, _ = split_front_matter(f"---\n{yaml}\n---\n", PATH, report)
    return FrontMatterReader(entries or {}, PATH, report), report


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", True),
        ("False", False),
        ("", False),
        ("perhaps", None),
        ("[true]", None),
    ],
)
def test_booleans(value: str, expected: bool | None) -> None:
    given, report = fields(f"draft: {value}")
    assert given.boolean("draft") is bool(expected)
    assert [d.code for d in report.diagnostics] == ["S005"] * (expected is None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1984", "1984"), ("no", "no"), ("  a\n  b", "a b"), ("~", ""), ("[a]", "")],
)
def test_texts_are_as_written(value: str, expected: str) -> None:
    given, report = fields(f"level: {value}")
    assert given.text("level") == expected
    assert report.failed is (value == "[a]")


def test_a_fault_is_at_its_value_else_its_key_else_the_start() -> None:
    given, report = fields("level: [a]")
    given.fault("level", "", "", node=given.node("level"))
    given.fault("level", "", "")
    given.fault("slug", "", "")
    assert [(d.line, d.column) for d in report.diagnostics] == [(2, 8), (2, 1), (1, 1)]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("title: 题", (2, 8)),
        ('title: "题"', (2, 9)),
        ("title:\n  en: x\n  zh: 题", (4, 7)),
        ("title: |\n  题", (2, 1)),
    ],
)
def test_position_of_a_text(yaml: str, expected: tuple[int, int]) -> None:
    assert text_place(fields(yaml)[0].entries["title"]) == expected
