"""Format diagnostics for the fixtures of the loaders."""

from __future__ import annotations

from generator.diagnostics import Report


def shown_faults(report: Report) -> str:
    """Format each diagnostic on a line with its hint below; `fine` if there are none."""
    lines = (f"{d.line}:{d.column} {d.code} {d.message}\n  {d.hint}" for d in report.sorted())
    return "\n".join(lines) or "fine"
