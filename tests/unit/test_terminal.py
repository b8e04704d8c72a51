"""The format of a diagnostic: position, message, source line, caret, hint."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click
import pytest

from generator.diagnostics import CODES, Diagnostic, Report, Severity
from generator.terminal import (
    count_by_severity,
    excerpt,
    format_diagnostic,
    plural,
    progress_bar,
    sanitise,
    show_report,
)


def shown(source: str | None, column: int = 1, message: str = "wrong", hint: str = "mend") -> str:
    diagnostic = Diagnostic("R001", Severity.ERROR, Path("a.md"), 3, column, message, hint)
    return click.unstyle(format_diagnostic(diagnostic, source))


def test_the_caret_is_under_the_character() -> None:
    assert shown("他是{行|háng zhǎng}。", 3).splitlines() == [
        "a.md:3:3: error R001: wrong",
        "    他是{行|háng zhǎng}。",
        "        ^",
        "    Hint: mend",
    ]


@pytest.mark.parametrize("source", [None, "", "   \n"])
def test_a_diagnostic_without_a_source_line(source: str | None) -> None:
    assert shown(source).splitlines() == ["a.md:3:1: error R001: wrong", "    Hint: mend"]


def test_a_long_line_is_cut_around_the_column() -> None:
    line = "字" * 200 + "错" + "字" * 200
    text, before = excerpt(line, 201)
    assert text[0] == text[-1] == "…"
    assert len(text) < 45
    at = text.index("错")
    assert before == 1 + 2 * (at - 1)


@pytest.mark.parametrize(("column", "before"), [(0, 0), (1, 0), (3, 4), (99, 4)])
def test_column_out_of_range_is_clamped(column: int, before: int) -> None:
    assert excerpt("一二\r\n", column) == ("一二", before)


def test_combining_marks_have_no_width() -> None:
    assert excerpt("e\u0301x", 3) == ("e\u0301x", 1)


def test_control_characters_of_a_file_are_replaced() -> None:
    evil = "a\x1b[31m\x07\u202eb\tc"
    assert sanitise(evil) == "a\ufffd[31m\ufffd\ufffdb c"
    assert "\x1b" not in shown(evil, 1, evil, evil)


def test_severities_are_counted() -> None:
    report = Report()
    assert count_by_severity(report.diagnostics) == "no errors, no warnings"
    for code in ("T002", "S001", "S001"):
        report.add(code, Path("a.md"), "wrong", "mend")
    assert click.unstyle(count_by_severity(report.diagnostics)) == "2 errors, 1 warning"
    assert plural(1000, "page") == "1,000 pages"


def test_the_report_goes_to_standard_error_sorted_by_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.md"
    path.write_text("\ufeff第一\n第二\n", encoding="utf-8")
    report = Report()
    report.add("S005", path, "later", "mend", line=2, column=2)
    report.add("S005", path, "earlier", "mend", line=1, column=1)
    report.add("S005", path, "nowhere", "mend", line=9)
    report.add("S001", tmp_path / "none.md", "missing", "write it")
    show_report(report)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "a.md:1:1: error S005: earlier",
        "    第一",
        "    ^",
        "    Hint: mend",
        "a.md:2:2: error S005: later",
        "    第二",
        "      ^",
        "    Hint: mend",
        "a.md:9:1: error S005: nowhere",
        "    Hint: mend",
        "none.md:1:1: error S001: missing",
        "    Hint: write it",
        "4 errors",
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_line_is_shown_in_the_encoding_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("标题：曾国藩是湖南人。\r\n".encode(encoding))
    report = Report()
    report.add("R003", path, "in doubt", "mend", line=1, column=4)
    show_report(report)
    assert "    标题：曾国藩是湖南人。\n          ^\n" in capsys.readouterr().err


class _Terminal(io.StringIO):
    """A terminal that records its output."""

    def isatty(self) -> bool:
        return True


def test_the_progress_bar_shows_stage_and_progress(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as advance:
        assert advance is not None
        advance("Annotating", 3, 7)
    drawn = click.unstyle(screen.getvalue())
    assert "Annotating" in drawn
    assert "3/7" in drawn


def test_there_is_no_progress_bar_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar() as advance:
        assert advance is None
    assert sys.stderr.getvalue() == ""


def _warnings(count: int, code: str = "L004") -> Report:
    report = Report()
    for number in range(count):
        report.add(code, Path(f"a{number}.md"), f"image {number}", "describe it", line=number + 1)
    report.add("S001", Path("b.md"), "missing", "write it")
    return report


@pytest.mark.parametrize(
    ("code", "everything", "is_summed_up"),
    [("L004", True, True), ("L004", False, True), ("R002", True, False), ("R002", False, True)],
)
def test_many_warnings_of_a_code_are_summed_up(
    capsys: pytest.CaptureFixture[str], code: str, everything: bool, is_summed_up: bool
) -> None:
    show_report(_warnings(5, code), everything=everything)
    said = capsys.readouterr().err
    assert said.startswith("b.md:1:1: error S001: missing") is is_summed_up
    assert ("… and 2 more" in said) is is_summed_up
    assert ("a4.md" in said) is not is_summed_up
    assert f"{CODES[code][1]} (5 times)" in said or not is_summed_up
    assert "1 error, 5 warnings" in said


def test_three_warnings_are_no_crowd(capsys: pytest.CaptureFixture[str]) -> None:
    show_report(_warnings(3, "R002"), everything=False)
    assert "more" not in capsys.readouterr().err


def test_a_code_that_is_asked_for_is_shown_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    show_report(_warnings(5), grouped=())
    assert "a4.md:5:1: warning L004: image 4" in capsys.readouterr().err
