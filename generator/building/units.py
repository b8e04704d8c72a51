"""The articles of a site as a build finds them.

If the files of an article are the same as in the last build, what the record says of it still
holds; otherwise it is read for its front matter.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.building.article_records import ArticleRecord, is_due
from generator.building.source_keys import current_source_key, source_key, source_names
from generator.building.state import BuildState
from generator.building.stored_reports import encode_report
from generator.content.articles import ArticleFiles, SourceArticle, find_articles, load_article
from generator.diagnostics import Report
from generator.site.ways_on import ListedArticle, listed


class Unit(Struct, frozen=True):
    """An article in a build."""

    files: ArticleFiles
    path: str
    """Relative to the site."""
    source: str
    """The key of its files."""
    slug: str
    """Empty for an article that is left out, and for one that cannot be read."""
    slug_line: int
    last: ArticleRecord | None
    """The record of the last build, if the files have not changed."""
    date: str = ""
    """As `ArticleRecord.date` has it."""
    listed: ListedArticle | None = None
    """What other articles show of it."""
    report: bytes = b""
    """What was reported if it is left out."""


def find_units(state: BuildState) -> list[Unit]:
    """Return the articles of a site, in the order of their files."""
    last = state.last
    same_drafts = last is not None and last.drafts == state.options.drafts
    known = last.articles if last is not None and same_drafts else {}
    return [_unit(state, files, known) for files in _article_files(state)]


def _article_files(state: BuildState) -> list[ArticleFiles]:
    """Return the files of all articles, looked for only if there are others than before."""
    kept = state.options.kept
    names = tuple(
        path
        for path, found in state.states.items()
        if found is not None and path.startswith("articles/")
    )
    if kept is not None and names and kept.articles[0] == names:
        return kept.articles[1]
    report = Report()
    files = find_articles(state.root, report)
    state.report.merge(report)
    if kept is not None and not report.diagnostics:
        kept.articles = names, files
    return files


def _unit(state: BuildState, files: ArticleFiles, known: Mapping[str, ArticleRecord]) -> Unit:
    path = state.relative(files.path)
    source = source_key(files, state.root, state.content)
    last = known.get(path)
    until = state.options.until
    if last is not None and last.source == source and is_due(last, until):
        return Unit(files, path, source, last.slug, last.slug_line, last, last.date, last.listed)
    report = Report()
    article = load_article(files, report, drafts=state.options.drafts, until=until)
    if isinstance(article, SourceArticle):
        meta, found = article.meta, listed(article.meta, state.simplify)
        day = meta.date.isoformat() if meta.date else ""
        return Unit(files, path, source, meta.slug, article.slug_line, None, day, found)
    if current_source_key(files, state.root) != source:
        source = ""  # it was left out for what it is no longer
        state.forget(source_names(files, state.root))
    waits = article.waits_for if article else None
    day = waits.isoformat() if waits else ""
    said = encode_report(report, state.root)
    return Unit(files, path, source, "", 1, None, day, report=said)
