"""Reports: recording, merging and suppressing diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.diagnostics import Policy, Report, Suppression, _Index
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


def test_suppressions_are_resolved_once_and_only_when_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    indexed: list[int] = []

    class Counted(_Index):
        def __init__(self, suppressions: Sequence[Suppression]) -> None:
            indexed.append(len(suppressions))
            super().__init__(suppressions)

    monkeypatch.setattr("generator.diagnostics._Index", Counted)
    site = Report()
    for number in range(20):
        own = Report(suppressions=[_of_lines("T006", 2)])
        for line in range(1, 6):
            own.add("T006", Path(f"{number}.md"), "message", "hint", line=line)
        site.merge(own)
    assert not indexed
    assert len(site.diagnostics) == 100
    assert not site.failed
    assert len(site.sorted()) == 100
    assert indexed == [20]


def _coded(report: Report) -> list[str]:
    return [f"{d.code} {d.path.as_posix()}" for d in report.sorted()]


def test_policies_hide_warnings_but_no_errors() -> None:
    report = Report()
    for code, name in [("L004", "a.md"), ("T002", "a.md"), ("T002", "old/b.md"), ("S001", "a.md")]:
        report.add(code, Path(name), "wrong", "mend")
    report.add_policy(Policy(ignore=("L", "S")))
    report.add_policy(Policy(ignore=("T",), folder=Path("old")))
    assert _coded(report) == ["S001 a.md", "T002 a.md"]
    merged = Report()
    merged.add("L004", Path("c.md"), "wrong", "mend")
    merged.merge(report)
    assert _coded(merged) == ["S001 a.md", "T002 a.md"]
    report.filter(["L", "T"])
    assert _coded(report) == ["L004 a.md", "T002 a.md", "T002 old/b.md"]


def test_a_policy_selects() -> None:
    report = Report()
    for code in ("L004", "T002", "S001"):
        report.add(code, Path("a.md"), "wrong", "mend")
    report.add_policy(Policy(select=("T",)))
    assert _coded(report) == ["S001 a.md", "T002 a.md"]


def test_what_a_policy_hides_may_be_accepted_too() -> None:
    report = Report()
    report.add("L004", Path("a.md"), "wrong", "mend")
    report.add_policy(Policy(ignore=("L004",)))
    place = Suppression("L004", Path("a.md"), Path("a.md"), 1, 1, "remove it", lines=range(1, 2))
    report.add_suppression(place)
    report.add_stale()
    assert not report.diagnostics
