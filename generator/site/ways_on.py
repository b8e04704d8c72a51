"""Where a reader may go on after an article: its neighbours, its series and related articles.

Only the front matter of the articles decides it, which is known before any of them is annotated.
So the pages of an article that has not changed are made anew only if their ways on have changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from generator.content.site_settings import ArticleOrder
from generator.model import Metadata

RELATED = 3
"""Maximum number of related articles."""
NEAR = 6
"""How many articles of a tag are looked at, before and after an article."""


class ListedArticle(Struct, frozen=True, array_like=True):
    """What is known of an article from its front matter, in the author's words."""

    slug: str
    title: str
    title_en: str
    date: str
    """ISO 8601; empty if unknown."""
    tags: tuple[str, ...]
    """In simplified script: 书 and 書 are one tag."""
    series: tuple[str, ...]
    weight: int = 0
    """The place in its series."""
    simplified: str = ""
    """What pages show of it, in simplified script."""
    level: str = ""


class WaysOn(Struct, frozen=True, array_like=True):
    """The ways on from one article."""

    before: ListedArticle | None = None
    """The one before it, in its series or else on the site; None if it is the first."""
    after: ListedArticle | None = None
    series: str = ""
    """The first of its series that has another part."""
    parts: tuple[ListedArticle, ...] = ()
    """All parts of that series, in order, itself included."""
    related: tuple[ListedArticle, ...] = ()
    """Others with its tags, those that share the most first."""

    def all(self) -> tuple[ListedArticle, ...]:
        """Return every article that is shown."""
        ends = (each for each in (self.before, self.after) if each is not None)
        return (*ends, *self.parts, *self.related)


def listed(meta: Metadata, simplify: Callable[[str], str]) -> ListedArticle:
    """Return what other articles may show of an article."""
    return ListedArticle(
        meta.slug,
        meta.title.zh,
        meta.title.en,
        meta.date.isoformat() if meta.date else "",
        tuple(map(simplify, meta.topics)),
        meta.series,
        meta.weight or 0,
        simplify("\n".join((meta.title.zh, *meta.series))),
        meta.level,
    )


def find_ways_on(
    articles: Iterable[ListedArticle], order: ArticleOrder = ArticleOrder.NEWEST
) -> dict[str, WaysOn]:
    """Return the ways on from each article, by its slug, as `ways_on_finder` finds them."""
    known = tuple(articles)
    find = ways_on_finder(known, order)
    return {article.slug: find(article.slug) for article in known}


def ways_on_finder(
    articles: Iterable[ListedArticle], order: ArticleOrder = ArticleOrder.NEWEST
) -> Callable[[str], WaysOn]:
    """Return a function that finds the ways on from the article with a slug.

    Articles follow one another by date, or by address if the site lists them so.
    """
    in_order = sorted(articles, key=_slug if order is ArticleOrder.ADDRESS else _date)
    by_tag: dict[str, list[int]] = {}
    by_series: dict[str, list[ListedArticle]] = {}
    for place, article in enumerate(in_order):
        for tag in article.tags:
            by_tag.setdefault(tag, []).append(place)
        for name in article.series:
            by_series.setdefault(name, []).append(article)
    for parts in by_series.values():
        parts.sort(key=lambda part: (part.weight, _date(part)))
    places = {article.slug: place for place, article in enumerate(in_order)}
    return cache(lambda slug: _ways_on(places[slug], in_order, by_series, by_tag))


def _ways_on(
    place: int,
    in_order: Sequence[ListedArticle],
    by_series: Mapping[str, Sequence[ListedArticle]],
    by_tag: Mapping[str, Sequence[int]],
) -> WaysOn:
    article = in_order[place]
    series = next((name for name in article.series if len(by_series[name]) > 1), "")
    parts = by_series.get(series, ())
    line, at = (parts, parts.index(article)) if parts else (in_order, place)
    before = line[at - 1] if at else None
    after = line[at + 1] if at + 1 < len(line) else None
    shown = {each.slug for each in (article, before, after, *parts) if each is not None}
    related = _related(place, in_order, shown, by_tag)
    return WaysOn(before, after, series, tuple(parts), related)


def _related(
    place: int,
    in_order: Sequence[ListedArticle],
    shown: set[str],
    by_tag: Mapping[str, Sequence[int]],
) -> tuple[ListedArticle, ...]:
    """Return the articles that share the most tags with one, then those nearest to it in order."""
    shared: dict[int, int] = {}
    for tag in dict.fromkeys(in_order[place].tags):
        places = by_tag[tag]
        at = bisect_left(places, place)
        for other in places[max(0, at - NEAR) : at + NEAR + 1]:
            shared[other] = shared.get(other, 0) + 1
    others = [other for other in shared if in_order[other].slug not in shown]
    others.sort(key=lambda other: (-shared[other], abs(other - place), other))
    return tuple(in_order[other] for other in others[:RELATED])


def _date(article: ListedArticle) -> tuple[bool, str, list[str | int]]:
    """Oldest first, undated ones last; then by address."""
    return not article.date, article.date, _slug(article)


def _slug(article: ListedArticle) -> list[str | int]:
    """By address, `part-2` before `part-10`."""
    parts = re.split(r"(\d+)", article.slug)
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]
