"""The pages that list articles: the home page with the newest, and the archive with all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

from generator.content.site_settings import SiteSettings
from generator.model import Edition
from generator.site import addresses
from generator.site.article_facts import ArticleFacts, in_order, newest_first
from generator.site.facts import SiteFacts
from generator.site.views import ArchiveView, ArticleCard, HomeView, Shelf, ShelfLink


def card(article: ArticleFacts, edition: Edition, here: PurePosixPath) -> ArticleCard:
    """Return an article as lists on the page at `here` show it."""
    shown = article.editions[edition.value]
    return ArticleCard(
        addresses.relative(here, addresses.article(edition, article.slug)),
        shown.title,
        article.title_en,
        shown.author,
        article.date,
        shown.source,
        article.level,
        shown.tags,
        shown.excerpt,
        article.characters,
    )


def home_view(
    facts: SiteFacts,
    articles: Sequence[ArticleFacts],
    edition: Edition,
    *,
    at_root: bool = False,
) -> HomeView:
    """Return the first articles, with links to the shelves of all; also for the site root."""

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.ROOT if at_root and other is edition else addresses.home(other)

    here, archive = page_address(edition), addresses.archive(edition)
    own = facts.config.site
    shown = in_order(articles, own.order)[: own.page_size]
    return HomeView(
        page=facts.page(page_address, edition, _site_title(facts, edition)),
        articles=tuple(card(article, edition, here) for article in shown),
        total=len(articles),
        archive=addresses.relative(here, archive),
        grammar=addresses.relative(here, addresses.grammar(edition)),
        series=tuple(
            ShelfLink(addresses.relative(here, archive, id_), label, len(found))
            for id_, label, found in _series(articles, edition)
        ),
        tags=tuple(
            ShelfLink(addresses.relative(here, archive, id_), label, len(found))
            for id_, label, found in _tags(articles, edition)
        ),
        levels=tuple(
            ShelfLink(addresses.relative(here, archive, id_), label, len(found))
            for id_, label, found in _levels(facts, articles)
        ),
    )


def archive_view(
    facts: SiteFacts, articles: Sequence[ArticleFacts], edition: Edition
) -> ArchiveView:
    """Return all articles by year, series, tag, level and author."""
    here = addresses.archive(edition)
    cards = {article.slug: card(article, edition, here) for article in articles}

    def shelf(id_: str, label: str, found: Sequence[ArticleFacts]) -> Shelf:
        return Shelf(id_, label, tuple(cards[article.slug] for article in found))

    by_year: dict[str, list[ArticleFacts]] = {}
    for article in in_order(articles, facts.config.site.order):
        by_year.setdefault(article.date[:4], []).append(article)
    return ArchiveView(
        page=facts.page(addresses.archive, edition, facts.label("archive", edition)),
        years=tuple(
            shelf(f"year-{year}" if year else "undated", year, found)
            for year, found in by_year.items()
        ),
        series=tuple(shelf(*series) for series in _series(articles, edition)),
        tags=tuple(shelf(*tag) for tag in _tags(articles, edition)),
        levels=tuple(shelf(*level) for level in _levels(facts, articles)),
        authors=tuple(shelf(*author) for author in _authors(articles, edition)),
    )


def home_facts(
    articles: Sequence[ArticleFacts], edition: Edition, settings: SiteSettings
) -> object:
    """Return what the home page of an edition shows of the articles of a site."""
    listed = [
        (article.slug, article.date, article.title_en, article.level, article.characters, shown)
        for article in in_order(articles, settings.order)[: settings.page_size]
        for shown in (article.editions[edition.value],)
    ]
    counts: dict[tuple[str, ...], int] = {}
    for article in articles:
        own = article.editions[edition.value]
        tags = zip(article.tag_ids, own.tags, strict=True)
        series = zip(article.series_ids, own.series, strict=True)
        for place in ((article.level,), *tags, *series):
            counts[place] = counts.get(place, 0) + 1
    return listed, len(articles), list(counts.items())


def archive_facts(
    articles: Sequence[ArticleFacts], edition: Edition, settings: SiteSettings
) -> object:
    """Return what the archive of an edition shows of the articles of a site."""
    return settings.order, [
        (
            article.slug,
            article.date,
            article.title_en,
            article.level,
            article.characters,
            article.tag_ids,
            article.series_ids,
            article.author_ids,
            article.weight,
            shown.title,
            shown.tags,
            shown.series,
            shown.author,
        )
        for article in articles
        for shown in (article.editions[edition.value],)
    ]


def source_facts(articles: Sequence[ArticleFacts], edition: Edition) -> object:
    """Return what the about page of an edition shows of the articles of a site."""
    return [
        (article.slug, article.date, shown.title, shown.author, shown.source)
        for article in articles
        for shown in (article.editions[edition.value],)
    ]


_Group = tuple[str, str, Sequence[ArticleFacts]]
"""The fragment of a shelf, its label, and its articles, newest first."""


def _tags(articles: Sequence[ArticleFacts], edition: Edition) -> list[_Group]:
    """Group articles by tag, the tag used last first; 书 and 書 are one tag."""
    return _grouped(articles, lambda a: zip(a.editions[edition.value].tags, a.tag_ids, strict=True))


def _series(articles: Sequence[ArticleFacts], edition: Edition) -> list[_Group]:
    """Group articles by series, the one with the newest article first, each in its order."""

    def place(article: ArticleFacts) -> tuple[int, str, str]:
        weight = 0 if article.weight is None else article.weight
        return weight, article.date, article.slug

    groups = _grouped(
        articles, lambda a: zip(a.editions[edition.value].series, a.series_ids, strict=True)
    )
    return [(id_, label, sorted(group, key=place)) for id_, label, group in groups]


def _authors(articles: Sequence[ArticleFacts], edition: Edition) -> list[_Group]:
    """Group articles by author, if there are several."""
    groups = _grouped(
        articles, lambda a: zip(a.editions[edition.value].authors, a.author_ids, strict=True)
    )
    return sorted(groups, key=lambda group: group[0]) if len(groups) > 1 else []


def _grouped(
    articles: Sequence[ArticleFacts], labels: Callable[[ArticleFacts], Iterable[tuple[str, str]]]
) -> list[_Group]:
    """Group articles by labels, which come with the fragments of their shelves."""
    found: dict[str, tuple[str, list[ArticleFacts]]] = {}
    for article in newest_first(articles):
        for label, id_ in labels(article):
            found.setdefault(label, (id_, []))[1].append(article)
    return [(id_, label, group) for label, (id_, group) in found.items()]


def _levels(facts: SiteFacts, articles: Sequence[ArticleFacts]) -> list[_Group]:
    """Group articles by level, in the order of their names."""
    found: dict[str, list[ArticleFacts]] = {}
    for article in newest_first(articles):
        if article.level:
            found.setdefault(article.level, []).append(article)
    return [(facts.level_id(level), level, group) for level, group in sorted(found.items())]


def _site_title(facts: SiteFacts, edition: Edition) -> str:
    return facts.phrases.converted(facts.config.title.zh, edition)
