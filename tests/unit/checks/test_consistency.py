"""Names that are spelt in two ways."""

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Report
from tests.fixture_file import Case, read_cases
from tests.shown_faults import shown_faults


@pytest.mark.parametrize("case", read_cases("checks/consistency.txt"), ids=str)
def test_consistency(case: Case, tmp_path: Path) -> None:
    chinese, _, english = case.input.partition("\n---\n")
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    head = "---\ntitle: 题\nslug: a\n---\n\n"
    (tmp_path / "articles/a.md").write_text(f"{head}{chinese}\n", "utf-8")
    (tmp_path / "articles/a.en.md").write_text(f"---\ntitle: T\n---\n{english}\n", "utf-8")
    report = Report()
    check(tmp_path, report)
    report.filter(["T006", "T017"])
    assert shown_faults(report) == case.expected


def test_spellings_are_compared_across_articles(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    for name, spelling in (("a", "Chen Mo"), ("b", "Mo Chen")):
        zh, en = "陈默昨天去了书店。", f"Yesterday {spelling} went to the bookshop."
        head = f"---\ntitle: 题\nslug: {name}\n---\n"
        (tmp_path / f"articles/{name}.md").write_text(f"{head}{zh}\n", "utf-8")
        (tmp_path / f"articles/{name}.en.md").write_text(f"---\ntitle: T\n---\n{en}\n", "utf-8")
    report = Report()
    check(tmp_path, report)
    (doubt,) = report.diagnostics
    assert (doubt.code, doubt.path.name, doubt.line, doubt.column) == ("T017", "b.en.md", 4, 11)
    assert "(a.en.md:4)" in doubt.message
