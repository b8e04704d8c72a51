"""Articles whose address is another than in the last build, so that old links to them break."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from generator.building.article_tasks import Collected
from generator.building.inputs import content_of
from generator.building.record import BuildRecord


class MovedArticle(Struct, frozen=True):
    """An article that has a new slug, and no alias for its old one."""

    path: str
    """In the site folder."""
    old: str
    new: str


def moved_articles(last: BuildRecord, record: BuildRecord) -> Iterator[MovedArticle]:
    """Yield the articles that have moved since the last build.

    A file that has another name now is known by its content.
    """
    gone = {
        content_of(last.inputs.get(path)): article.slug
        for path, article in last.articles.items()
        if article.slug and path not in record.articles
    }
    slugs = {article.slug for article in record.articles.values()}
    for path, article in record.articles.items():
        before = last.articles.get(path)
        old = gone.get(content_of(record.inputs.get(path)), "") if before is None else before.slug
        if not (article.slug and old) or old in slugs:
            continue
        facts = msgspec.msgpack.decode(article.collected, type=Collected).facts
        if old not in facts.aliases:
            yield MovedArticle(path, old, article.slug)
