"""The result of a report does not depend on the order of suppressions or on merging."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Report, Suppression

_CODES = st.sampled_from(["T006", "L001", "S023"])
_PATHS = st.sampled_from([Path("a.md"), Path("b.md")])
_LINES = st.integers(1, 4)

_FOUND = st.tuples(_CODES, _PATHS, _LINES, _LINES)
_SUPPRESSION = st.builds(
    lambda code, path, line, places, lines: Suppression(
        code, path, path, line, 1, "remedy", places, range(lines[0], lines[0] + lines[1])
    ),
    _CODES,
    _PATHS,
    _LINES,
    st.frozensets(st.tuples(_LINES, _LINES), max_size=2),
    st.tuples(_LINES, st.integers(0, 2)),
)
_STEPS = st.lists(st.one_of(_FOUND, _SUPPRESSION), max_size=12)


def _record(report: Report, steps: list[object]) -> Report:
    for step in steps:
        if isinstance(step, Suppression):
            report.add_suppression(step)
        elif isinstance(step, tuple):
            code, path, line, column = step
            report.add(code, path, "message", "hint", line=line, column=column)
    return report


def _result(report: Report) -> tuple[list[Diagnostic], list[Diagnostic], list[Diagnostic]]:
    found = list(report.diagnostics), list(report.suppressed)
    report.add_stale()
    return *found, report.sorted()


@given(_STEPS)
def test_suppressions_may_come_before_or_after(steps: list[object]) -> None:
    suppressions = [step for step in steps if isinstance(step, Suppression)]
    found = [step for step in steps if not isinstance(step, Suppression)]
    as_given = _result(_record(Report(), steps))
    assert _result(_record(Report(), suppressions + found)) == as_given
    assert _result(_record(Report(), found + suppressions)) == as_given


@given(st.lists(_STEPS, max_size=4))
def test_a_merged_report_is_that_of_all_steps_in_order(reports: list[list[object]]) -> None:
    merged = Report()
    for steps in reports:
        merged.merge(_record(Report(), steps))
    assert _result(merged) == _result(_record(Report(), [s for steps in reports for s in steps]))


@given(_STEPS, _STEPS)
def test_diagnostics_may_be_added_after_reading(first: list[object], second: list[object]) -> None:
    report = _record(Report(), first)
    assert report.failed is bool([d for d in report.diagnostics if d.severity == "error"])
    assert _result(_record(report, second)) == _result(_record(Report(), first + second))


@given(_STEPS)
def test_every_diagnostic_is_active_or_suppressed(steps: list[object]) -> None:
    report = _record(Report(), steps)
    suppressions = [step for step in steps if isinstance(step, Suppression)]

    def is_covered(d: Diagnostic) -> bool:
        return any(
            (s.code, s.path) == (d.code, d.path)
            and (d.line in s.lines or (d.line, d.column) in s.places)
            for s in suppressions
        )

    assert not any(map(is_covered, report.diagnostics))
    assert all(map(is_covered, report.suppressed))
    recorded = len(steps) - len(suppressions)
    assert len(report.diagnostics) + len(report.suppressed) == recorded
