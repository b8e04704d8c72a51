"""`jiazhu check`: report the errors and warnings of a site, without writing anything."""

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
from generator.checks.links import check_aliases, check_links, check_raw_html
from generator.checks.names import check_names
from generator.checks.punctuation import check_widths
from generator.checks.translation import check_translation
from generator.checks.words import check_cuts, check_words
from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import prepare
from generator.prepared import PreparedSite, Progress


def check(
    root: Path, report: Report, *, links: bool = False, progress: Progress | None = None
) -> list[str]:
    """Read, annotate and align a whole site, including drafts, and report errors and warnings.

    Only with `links` is the network used, to request external addresses. Returns a line for each
    address that could not be checked.
    """
    site = prepare(root, report, drafts=True, progress=progress)
    return check_site(site, report, links=links, progress=progress)


class CheckCache:
    """The reports of articles, reused in the next run for unchanged articles."""

    def __init__(self) -> None:
        self._reports: dict[Path, tuple[Article, Report]] = {}

    def report_on(self, article: Article, site: PreparedSite, term_base: TermBase) -> Report:
        """Return the warnings about an article by itself."""
        cached = self._reports.get(article.path)
        if cached is None or cached[0] is not article:
            cached = article, Report()
            _check_article(article, site.engines, term_base, cached[1])
            self._reports[article.path] = cached
        return cached[1]


def check_site(
    site: PreparedSite,
    report: Report,
    *,
    links: bool = False,
    cache: CheckCache | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Report the warnings about a prepared site, then the stale suppressions; see `check`.

    The reports of unchanged articles are taken from `cache`.
    """
    cache = cache or CheckCache()
    term_base = TermBase.from_entries(site.source.terms, site.source.lexemes)
    for number, article in enumerate(site.articles):
        if progress is not None:
            progress("Checking", number, len(site.articles))
        report.merge(cache.report_on(article, site, term_base))
    check_consistency(site.articles, site.engines.converter.simplify, report)
    if not report.failed:  # otherwise the article that uses an entry may be missing
        texts = (*site.articles, *site.page_texts)
        check_unused_entries(site.source, texts, site.engines, report)
    check_links(site, report)
    check_raw_html(site, report)
    check_aliases(site, report)
    unknown = check_external_links(site, report) if links else []
    report.add_stale(unchecked=() if links else ("L005",))
    return unknown


def _check_article(article: Article, engines: Engines, term_base: TermBase, report: Report) -> None:
    check_confidence(article, report)
    check_words(article, engines, report)
    check_cuts(article, engines, report)
    check_names(article, report)
    check_editions(article, engines, report)
    check_widths(article, report)
    check_draft(article, report)
    check_alignment(article, report)
    check_translation(article, term_base, report)
    check_explanations(article, report)
