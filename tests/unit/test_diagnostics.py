"""Reports: recording, merging and suppressing diagnostics."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Report, Suppression
from generator.model import Block, Span

PATH = Path("a.md")


def _of_lines(code: str, *lines: int, stated: int = 1) -> Suppression:
    return Suppression(code, PATH, PATH, stated, 1, "remedy", lines=range(lines[0], lines[-1] + 1))


def test_a_suppression_covers_one_code_in_one_file() -> None:
    report = Report(suppressions=[_of_lines("T006", 2, 3)])
    for code, path, line in (
        ("T006", PATH, 2),
        ("T006", PATH, 3),
        ("T006", PATH, 4),
        ("T007", PATH, 2),
        ("T006", Path("b.md"), 2),
    ):
        report.add(code, path, "message", "hint", line=line)
    assert [d.line for d in report.suppressed] == [2, 3]
    assert len(report.diagnostics) == 3


def test_the_earliest_of_several_suppressions_is_used() -> None:
    report = Report()
    report.add("T006", PATH, "message", "hint", line=2)
    report.add_suppression(_of_lines("T006", 1, 4, stated=7))
    report.add_suppression(_of_lines("T006", 2, stated=8))
    report.add_stale()
    assert [(d.code, d.line) for d in report.diagnostics] == [("S023", 8)]


def test_a_stale_suppression_may_be_suppressed() -> None:
    report = Report(suppressions=[_of_lines("T006", 9, stated=3), _of_lines("S023", 3, stated=3)])
    report.add_stale()
    assert not report.diagnostics


def test_suppressions_of_unchecked_codes_are_not_stale() -> None:
    report = Report(suppressions=[_of_lines("L005", 2)])
    report.add_stale(unchecked=["L005"])
    assert not report.diagnostics


def test_merging_does_not_change_the_merged_report() -> None:
    own = Report(suppressions=[_of_lines("T006", 2)])
    own.add("T006", PATH, "message", "hint", line=2)
    for _ in range(2):
        site = Report()
        site.merge(own)
        site.add_stale()
        site.add("S001", PATH, "message", "hint")
        assert [d.code for d in site.diagnostics] == ["S001"]
    assert not own.diagnostics
    assert not own.failed


def test_a_diagnostic_keeps_its_block_and_span() -> None:
    block = Block("b2", 1, 5, "甲\n乙", column=3, source_map=((2, 6, 1),))
    report = Report()
    report.add_at(block, Span(2, 3), "R003", PATH, "message", "hint")
    (found,) = report.diagnostics
    assert (found.line, found.column, found.block, found.span) == (6, 1, "b2", Span(2, 3))
