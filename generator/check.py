"""`jiazhu check`: everything a build would report, without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.alignment.term_base import TermBase
from generator.annotate.engines import Engines
from generator.checks.alignment import check_alignment
from generator.checks.article import check_confidence, check_draft
from generator.checks.consistency import check_consistency
from generator.checks.editions import check_editions
from generator.checks.explanations import check_explanations
from generator.checks.external_links import check_external_links
from generator.checks.glossary import check_unused_entries
from generator.checks.links import check_links
from generator.checks.names import check_names
from generator.checks.punctuation import check_widths
from generator.checks.translation import check_translation
from generator.checks.words import check_words
from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import prepare
from generator.prepared import PreparedSite, Progress


def check(
    root: Path, report: Report, *, links: bool = False, progress: Progress | None = None
) -> list[str]:
    """Read, annotate and align a whole site, drafts included, and report faults and doubts.

    Only with `links` is the network used, to ask external addresses. What could not be found out
    of them is returned, a line each.
    """
    site = prepare(root, report, drafts=True, progress=progress)
    return check_site(site, report, links=links, progress=progress)


class CheckCache:
    """The reports of articles that were checked, for as long as they are the same."""

    def __init__(self) -> None:
        self._reports: dict[Path, tuple[Article, Report]] = {}

    def report(self, article: Article, site: PreparedSite, term_base: TermBase) -> Report:
        """The doubts about an article by itself."""
        known = self._reports.get(article.path)
        if known is None or known[0] is not article:
            known = article, Report()
            _check_article(article, site.engines, term_base, known[1])
            self._reports[article.path] = known
        return known[1]


def check_site(
    site: PreparedSite,
    report: Report,
    *,
    links: bool = False,
    cache: CheckCache | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Report the doubts about a prepared site, then stale suppressions; see `check`.

    Articles whose reports `cache` has of an earlier run are not checked again.
    """
    cache = cache or CheckCache()
    term_base = TermBase.from_entries(site.source.terms, site.source.lexemes)
    for number, article in enumerate(site.articles):
        if progress is not None:
            progress("Checking", number, len(site.articles))
        report.merge(cache.report(article, site, term_base))
    check_consistency(site.articles, site.engines.converter.simplify, report)
    if not report.failed:  # else what uses an entry may not have been read
        texts = (*site.articles, site.about) if site.about else site.articles
        check_unused_entries(site.source, texts, site.engines, report)
    check_links(site, report)
    unknown = check_external_links(site, report) if links else []
    report.add_stale(unchecked=() if links else ("L005",))
    return unknown


def _check_article(article: Article, engines: Engines, term_base: TermBase, report: Report) -> None:
    check_confidence(article, report)
    check_words(article, engines, report)
    check_names(article, report)
    check_editions(article, engines, report)
    check_widths(article, report)
    check_draft(article, report)
    check_alignment(article, report)
    check_translation(article, term_base, report)
    check_explanations(article, report)
