"""Articles that something else writes to while the site is built."""

from __future__ import annotations

from pathlib import Path

from generator.building.article_tasks import ArticleTask
from generator.building.source_keys import current_source_key
from generator.content.articles import SourceArticle, load_article
from generator.diagnostics import Report

_READS = 10
"""How often an article is read that something else is writing."""


def read_with_key(
    task: ArticleTask, root: Path, report: Report
) -> tuple[str, SourceArticle | None]:
    """Read the article of a task, and return the key of exactly what was read.

    One that changes whenever it is read is an error.
    """
    for _ in range(_READS):
        before, found = current_source_key(task.files, root), Report()
        article = load_article(task.files, found, drafts=task.drafts, until=task.until)
        if current_source_key(task.files, root) == before:
            report.merge(found)
            return before, article if isinstance(article, SourceArticle) else None
    report_changing(task.files.path, report)
    return before, None


class ChangingArticleError(Exception):
    """Raised if an article is no longer there as it was found, with its path."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def report_changing(path: Path, report: Report) -> None:
    """Report that an article changes during a build, so that its parts would not fit (S001)."""
    message = "The article changes while the site is built"
    report.add("S001", path, message, "Build again when nothing writes to its files.")
