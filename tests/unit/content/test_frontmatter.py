from pathlib import Path

import pytest

from generator.content.frontmatter import split_front_matter
from generator.content.metadata import parse_metadata
from generator.diagnostics import Report
from generator.model import Metadata
from tests.fixture_file import Case, read_cases
from tests.shown_faults import shown_faults

CASES = read_cases("content/article.md.txt")
PATH = Path("article.md")


def _read(text: str, path: Path = PATH) -> tuple[Metadata | None, str, int, Report]:
    report = Report()
    entries, body, line = split_front_matter(text, path, report)
    meta = None if entries is None else parse_metadata(entries, path, report)
    return meta, body, line, report


@pytest.mark.parametrize("case", CASES, ids=str)
def test_faults(case: Case) -> None:
    assert shown_faults(_read(case.input)[3]) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_body_is_on_its_line(case: Case) -> None:
    text = f"{case.input}\n"
    _, body, line, _ = _read(text)
    lines = text.split("\n")
    assert "\n".join(lines[line - 1 :]) == body


def test_empty_text() -> None:
    report = Report()
    assert split_front_matter("", PATH, report) == ({}, "", 1)
    assert not report.diagnostics


def test_deeply_nested_lists_are_a_fault() -> None:
    *_, report = _read(f"---\n{'[' * 5000}\n---\n")
    assert [d.code for d in report.diagnostics] == ["S003"]
