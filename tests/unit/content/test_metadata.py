from datetime import date
from pathlib import Path

import pytest

from generator.content.frontmatter import split_front_matter
from generator.content.metadata import parse_metadata
from generator.diagnostics import Report
from generator.model import Bilingual, Edition, Metadata
from tests.fixture_file import read_cases

CASES = read_cases("content/article.md.txt")


def _read(text: str, path: Path = Path("article.md")) -> tuple[Metadata | None, Report]:
    report = Report()
    entries, body, _ = split_front_matter(text, path, report)
    return None if entries is None else parse_metadata(entries, path, report, body=body), report


def _metadata(title: str) -> Metadata | None:
    return _read(next(case.input for case in CASES if case.title == title))[0]


def test_every_value_is_read() -> None:
    assert _metadata("every key") == Metadata(
        slug="cat_2",
        title=Bilingual("书店里的猫", "The cat in the bookshop"),
        author="作者",
        date=date(2025, 1, 24),
        source="网站",
        source_url="https://example.org/文章",
        licence="CC BY 4.0",
        tags=("生活", "书"),
        level="HSK 7–9",
        draft=False,
        script=Edition.HANS,
    )


def test_texts_are_as_written() -> None:
    assert _metadata("texts that YAML takes for something else") == Metadata(
        slug="article",
        title=Bilingual("1984"),
        author="no",
        source="12:30",
        licence="2025-01-24",
        tags=("AI",),
        level="5",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-01-24T10:00:00+08:00", date(2025, 1, 24)),
        ("2025-01-24 10:00", date(2025, 1, 24)),
        ('"2025-01-24"', date(2025, 1, 24)),
        ("2025-1-24", None),
        ("2025-02-30", None),
    ],
)
def test_dates(value: str, expected: date | None) -> None:
    meta, report = _read(f"---\ntitle: x\ndate: {value}\n---\n")
    assert meta is not None
    assert meta.date == expected
    assert report.failed is (expected is None)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("DeepSeek R1.md", "deepseek-r1"),
        ("2025-01-24_o1-mini.md", "2025-01-24-o1-mini"),
        ("Déjà vu’s.md", "deja-vus"),
        ("ＡＩ.md", "ai"),
        ("a–b (2).md", "a-b-2"),
    ],
)
def test_slugs_of_file_names(name: str, slug: str) -> None:
    meta, report = _read("---\ntitle: x\n---\n", Path(name))
    assert meta is not None
    assert meta.slug == slug
    assert not report.diagnostics


@pytest.mark.parametrize("name", ["文章.md", "2024年总结.md", "！.md", "about.md", "con.md"])
def test_file_names_that_cannot_be_slugs(name: str) -> None:
    meta, report = _read("---\ntitle: x\n---\n", Path(name))
    assert meta is None
    (fault,) = report.diagnostics
    assert (fault.code, fault.line) == ("S005", 1)
    assert "slug: " in fault.hint


@pytest.mark.parametrize(
    "slug",
    ["..", "../x", "a/b", "a\\b", "/a", "a b", "A", "a..b", "-a", "a-", "é", "a%2fb", "x" * 101],
)
def test_unsafe_slugs_are_faults(slug: str) -> None:
    meta, report = _read(f"---\ntitle: x\nslug: '{slug}'\n---\n")
    assert meta is None
    assert [(d.code, d.line, d.column) for d in report.diagnostics] == [("S005", 3, 7)]


def test_a_draft_may_say_yes() -> None:
    meta, _ = _read("---\ntitle: x\ndraft: yes\n---\n")
    assert meta is not None
    assert meta.draft


def test_nested_yaml_aliases_are_not_expanded() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 40)]
    _, report = _read("---\n" + "\n".join(lines) + "\n---\n")
    assert {d.code for d in report.diagnostics} == {"S004", "S005"}
