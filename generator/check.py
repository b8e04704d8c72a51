"""`jiazhu check`: everything a build would report, without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.alignment.term_base import TermBase
from generator.annotate.engines import Engines
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
    """What was found out about articles, for as long as they are the same."""

    def __init__(self) -> None:
        self._found: dict[Path, tuple[Article, Report]] = {}

    def of(self, article: Article, site: PreparedSite, term_base: TermBase) -> Report:
        """All that can be said of an article by itself."""
        known = self._found.get(article.path)
        if known is None or known[0] is not article:
            known = article, Report()
            _check_article(article, site.engines, term_base, known[1])
            self._found[article.path] = known
        return known[1]


def check_site(
    site: PreparedSite,
    report: Report,
    *,
    links: bool = False,
    cache: CheckCache | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Report the doubts about a prepared site, then what is accepted in vain; see `check`.

    What `cache` has of articles of an earlier run is not found out again.
    """
    cache = cache or CheckCache()
    term_base = TermBase.from_entries(site.source.terms, site.source.lexemes)
    for number, article in enumerate(site.articles):
        if progress is not None:
            progress("Checking", number, len(site.articles))
        report.merge(cache.of(article, site, term_base))
    consistency_doubts(site.articles, site.engines.converter.simplify, report)
    if not report.failed:  # else what uses an entry may not have been read
        texts = (*site.articles, site.about) if site.about else site.articles
        unused_entries(site.source, texts, site.engines, report)
    link_doubts(site, report)
    unknown = external_doubts(site, report) if links else []
    report.add_stale(unchecked=() if links else ("L005",))
    return unknown


def _check_article(article: Article, engines: Engines, term_base: TermBase, report: Report) -> None:
    reading_doubts(article, report)
    word_doubts(article, engines, report)
    name_doubts(article, report)
    edition_doubts(article, engines, report)
    width_doubts(article, report)
    draft_doubts(article, report)
    alignment_doubts(article, report)
    translation_doubts(article, term_base, report)
    late_explanations(article, report)
