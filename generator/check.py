"""`jiazhu check`: everything a build would report, without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Report
from generator.faults import reading_doubts
from generator.prepare import prepare
from generator.translation_faults import alignment_doubts


def check(root: Path, report: Report) -> None:
    """Read, annotate and align a whole site, drafts included, and report faults and doubts."""
    site = prepare(root, report, drafts=True)
    for article in site.articles:
        reading_doubts(article, report)
        alignment_doubts(article, report)
