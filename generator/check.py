"""`jiazhu check`: everything a build would report, without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.checks.alignment import alignment_doubts
from generator.checks.article import draft_doubts, reading_doubts
from generator.checks.consistency import consistency_doubts
from generator.checks.editions import edition_doubts
from generator.checks.explanations import late_explanations
from generator.checks.glossary import unused_entries
from generator.checks.names import name_doubts
from generator.checks.translation import translation_doubts
from generator.checks.words import word_doubts
from generator.content.agreement import Agreement
from generator.diagnostics import Report
from generator.prepare import PreparedSite, prepare


def check(root: Path, report: Report) -> None:
    """Read, annotate and align a whole site, drafts included, and report faults and doubts."""
    check_site(prepare(root, report, drafts=True), report)


def check_site(site: PreparedSite, report: Report) -> None:
    """Report the doubts about a prepared site, then what is accepted in vain."""
    agreement = Agreement.of(site.source.terms, site.source.lexemes)
    for article in site.articles:
        reading_doubts(article, report)
        word_doubts(article, site.engines, report)
        name_doubts(article, site.engines, report)
        edition_doubts(article, site.engines, report)
        draft_doubts(article, report)
        alignment_doubts(article, report)
        translation_doubts(article, agreement, report)
        late_explanations(article, report)
    consistency_doubts(site.articles, site.engines.converter.simplify, report)
    if not report.failed:  # else what uses an entry may not have been read
        texts = (*site.articles, site.about) if site.about else site.articles
        unused_entries(site.source, texts, site.engines, report)
    report.add_stale()
