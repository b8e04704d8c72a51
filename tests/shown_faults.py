"""Diagnostics as the fixtures of the loaders show them."""

from __future__ import annotations

from generator.diagnostics import Report


def shown_faults(report: Report) -> str:
    """Each diagnostic on a line, its hint indented below; `fine` where there is none."""
    lines = (f"{d.line}:{d.column} {d.code} {d.message}\n  {d.hint}" for d in report.sorted())
    return "\n".join(lines) or "fine"
