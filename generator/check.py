"""`jiazhu check`: everything a build would report, without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Report
from generator.prepare import prepare


def check(root: Path, report: Report) -> None:
    """Read, annotate and align a whole site, drafts included; faults go into the report."""
    prepare(root, report, drafts=True)
