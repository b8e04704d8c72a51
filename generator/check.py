"""`jiazhu check`: everything a build would report, without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.checks.alignment import alignment_doubts
from generator.checks.article import draft_doubts, reading_doubts
from generator.checks.consistency import consistency_doubts
from generator.checks.editions import edition_doubts
from generator.checks.explanations import late_explanations
from generator.checks.external_links import external_doubts
from generator.checks.glossary import unused_entries
from generator.checks.links import link_doubts
from generator.checks.names import name_doubts
from generator.checks.punctuation import width_doubts
from generator.checks.translation import translation_doubts
from generator.checks.words import word_doubts
from generator.content.agreement import Agreement
from generator.diagnostics import Report
from generator.prepare import PreparedSite, prepare


def check(root: Path, report: Report, *, links: bool = False) -> list[str]:
    """Read, annotate and align a whole site, drafts included, and report faults and doubts.

    Only with `links` is the network used, to ask external addresses. What could not be found out
    of them is returned, a line each.
    """
    return check_site(prepare(root, report, drafts=True), report, links=links)


def check_site(site: PreparedSite, report: Report, *, links: bool = False) -> list[str]:
    """Report the doubts about a prepared site, then what is accepted in vain; see `check`."""
    agreement = Agreement.of(site.source.terms, site.source.lexemes)
    for article in site.articles:
        reading_doubts(article, report)
        word_doubts(article, site.engines, report)
        name_doubts(article, site.engines, report)
        edition_doubts(article, site.engines, report)
        width_doubts(article, report)
        draft_doubts(article, report)
        alignment_doubts(article, report)
        translation_doubts(article, agreement, report)
        late_explanations(article, report)
    consistency_doubts(site.articles, site.engines.converter.simplify, report)
    if not report.failed:  # else what uses an entry may not have been read
        texts = (*site.articles, site.about) if site.about else site.articles
        unused_entries(site.source, texts, site.engines, report)
    link_doubts(site, report)
    unknown = external_doubts(site, report) if links else []
    report.add_stale(unasked=() if links else ("L005",))
    return unknown
