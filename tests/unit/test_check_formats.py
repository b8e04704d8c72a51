import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.check_formats import as_github, as_sarif
from generator.cli import main
from generator.diagnostics import Report, UnknownCodeError


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(tmp_path)
    report = Report()
    report.add("R003", tmp_path / "articles/a,b.md", "50% sure", "say\nso", line=3, column=7)
    report.add("S006", tmp_path / "articles/a,b.md", "two", "", line=1)
    return report


def test_diagnostics_as_sarif(report: Report) -> None:
    [run] = json.loads(as_sarif(report.sorted()))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["R003", "S006"]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in run["results"]] == [
        ("S006", 1, "error"),
        ("R003", 0, "warning"),
    ]
    [location] = run["results"][1]["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "articles/a,b.md"},
        "region": {"startLine": 3, "startColumn": 7},
    }


def test_diagnostics_as_github_commands(report: Report) -> None:
    assert as_github(report.sorted()).splitlines() == [
        "::error file=articles/a%2Cb.md,line=1,col=1,title=S006::two",
        "::warning file=articles/a%2Cb.md,line=3,col=7,title=R003::50%25 sure%0AHint: say%0Aso",
    ]


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (None, (), ["S006", "R003"]),
        (["R"], (), ["R003"]),
        (["R", "S006"], ["S"], ["R003"]),
        (None, ["R003"], ["S006"]),
        ([], (), []),
    ],
)
def test_select_and_ignore_filter_by_code(
    report: Report, select: list[str] | None, ignore: list[str], left: list[str]
) -> None:
    report.filter(select, ignore)
    assert [diagnostic.code for diagnostic in report.sorted()] == left


def test_unknown_code_is_an_error(report: Report) -> None:
    with pytest.raises(UnknownCodeError, match="X9"):
        report.filter(["X9"])


def test_the_command_filters_and_formats(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = { zh = "书", en = "Book" }', "utf-8")
    (tmp_path / "articles/a.md").write_text("---\ntitle: 书\n---\n好。\n", "utf-8")
    run = CliRunner().invoke
    found = run(main, ["check", str(tmp_path), "--format", "github", "--select", "T"])
    assert found.output.startswith("::warning file=")
    assert "title=T002" in found.output
    none = run(main, ["check", str(tmp_path), "--strict", "--ignore", "T002,W,R"])
    assert none.exit_code == 0
    assert run(main, ["check", str(tmp_path), "--select", "Q1"]).exit_code == 2
