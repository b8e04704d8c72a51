"""The pages that list articles: the home page with the newest, the archive with all, and one page
for each tag and each level.

Each page has a function that returns its view, and one that returns what it shows of the articles,
for the key of the page: whatever a view takes from the facts must be in the latter too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.content.site_settings import SiteSettings
from generator.model import Edition
from generator.site import addresses
from generator.site.article_facts import ArticleFacts, EditionFacts, in_order, newest_first
from generator.site.facts import SiteFacts
from generator.site.site_views import (
    ArchiveView,
    ArticleCard,
    HomeView,
    Shelf,
    ShelfLink,
    ShelfView,
)
from generator.site.structured_data import site_data

HOME_TAGS = 12
"""How many tags the home page shows, those with the most articles."""


class Group(NamedTuple):
    """Articles that have something in common: the id of their shelf, its label, the articles."""

    id: str
    label: str
    articles: Sequence[ArticleFacts]


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
        ",".join(" ".join(map(str, shares)) for shares in article.coverage),
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
    tags = _tags(articles, edition)
    page = facts.page(page_address, edition, _site_title(facts, edition))
    return HomeView(
        page=page,
        articles=tuple(card(article, edition, here) for article in shown),
        total=len(articles),
        archive=addresses.relative(here, archive),
        grammar=addresses.relative(here, addresses.grammar(edition)),
        series=tuple(
            ShelfLink(addresses.relative(here, archive, id_), label, len(found))
            for id_, label, found in _series(articles, edition)
        ),
        tags=_links(here, edition, tags[:HOME_TAGS]),
        all_tags=addresses.relative(here, archive, "home-tags") if tags[HOME_TAGS:] else "",
        levels=_links(here, edition, _levels(articles)),
        structured=site_data(page),
    )


def archive_view(
    facts: SiteFacts, articles: Sequence[ArticleFacts], edition: Edition
) -> ArchiveView:
    """Return all articles by year, series and author, and links to the tags and levels."""
    here = addresses.archive(edition)

    def shelves(groups: Sequence[Group]) -> tuple[Shelf, ...]:
        return tuple(_shelf(group, edition, here) for group in groups)

    return ArchiveView(
        page=facts.page(addresses.archive, edition, facts.label("archive", edition)),
        years=shelves(_years(in_order(articles, facts.config.site.order))),
        series=shelves(_series(articles, edition)),
        tags=_links(here, edition, _tags(articles, edition)),
        levels=_links(here, edition, _levels(articles)),
        authors=shelves(_authors(articles, edition)),
    )


def page_shelves(articles: Sequence[ArticleFacts], edition: Edition) -> list[Group]:
    """Return the groups of articles that have a page: those with a tag, and those of a level."""
    return [*_tags(articles, edition), *_levels(articles)]


def shelf_view(facts: SiteFacts, shelf: Group, edition: Edition) -> ShelfView:
    """Return the articles with a tag or of a level, by year."""

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.shelf(other, shelf.id)

    here = page_address(edition)
    years = _years(in_order(shelf.articles, facts.config.site.order))
    return ShelfView(
        page=facts.page(page_address, edition, shelf.label, is_shelf=True),
        kind=shelf.id.partition("-")[0],
        label=shelf.label,
        archive=addresses.relative(here, addresses.archive(edition)),
        total=len(shelf.articles),
        years=tuple(_shelf(year, edition, here) for year in years),
        tags=tuple(tag.label for tag in _tags(shelf.articles, edition) if tag.id != shelf.id),
        levels=tuple(level.label for level in _levels(shelf.articles)),
    )


def home_facts(
    articles: Sequence[ArticleFacts],
    shelves: Sequence[Group],
    edition: Edition,
    settings: SiteSettings,
) -> object:
    """Return what the home page of an edition shows of the articles of a site.

    `shelves` are those of `page_shelves`.
    """
    listed = [
        (
            article.slug,
            article.date,
            article.title_en,
            article.level,
            article.characters,
            article.coverage,
            shown,
        )
        for article in in_order(articles, settings.order)[: settings.page_size]
        for shown in (article.editions[edition.value],)
    ]
    groups = [*_series(articles, edition), *shelves]
    return listed, len(articles), [(id_, label, len(found)) for id_, label, found in groups]


def archive_facts(
    articles: Sequence[ArticleFacts], edition: Edition, settings: SiteSettings
) -> object:
    """Return what the archive of an edition shows of the articles of a site."""
    name = edition.value
    return settings.order, [
        (
            _line_facts(article, shown),
            article.tag_ids,
            article.level_id,
            article.series_ids,
            article.author_ids,
            article.weight,
            shown.series,
            shown.author,
        )
        for article in articles
        for shown in (article.editions[name],)
    ]


def shelf_facts(shelf: Group, edition: Edition, settings: SiteSettings) -> object:
    """Return what the page of a tag or a level shows of its articles."""
    name = edition.value
    shown = [
        (_line_facts(article, article.editions[name]), article.coverage, article.tag_ids)
        for article in in_order(shelf.articles, settings.order)
    ]
    return shelf.id, shelf.label, shown


def source_facts(articles: Sequence[ArticleFacts], edition: Edition) -> object:
    """Return what the about page of an edition shows of the articles of a site."""
    name = edition.value
    return [
        (article.slug, article.date, shown.title, shown.author, shown.source)
        for article in articles
        for shown in (article.editions[name],)
    ]


def _line_facts(article: ArticleFacts, shown: EditionFacts) -> object:
    """Return what a line of a list shows of an article, and its tags."""
    return (
        article.slug,
        article.date,
        article.title_en,
        article.level,
        article.characters,
        shown.title,
        shown.tags,
    )


def _links(here: PurePosixPath, edition: Edition, groups: Sequence[Group]) -> tuple[ShelfLink, ...]:
    """Return links to the pages of tags or levels."""
    return tuple(
        ShelfLink(addresses.relative(here, addresses.shelf(edition, id_)), label, len(found))
        for id_, label, found in groups
    )


def _shelf(group: Group, edition: Edition, here: PurePosixPath) -> Shelf:
    cards = tuple(card(article, edition, here) for article in group.articles)
    return Shelf(group.id, group.label, cards)


def _years(articles: Sequence[ArticleFacts]) -> list[Group]:
    """Group articles by year, in their order."""
    by_year: dict[str, list[ArticleFacts]] = {}
    for article in articles:
        by_year.setdefault(article.date[:4], []).append(article)
    return [
        Group(f"year-{year}" if year else "undated", year, found) for year, found in by_year.items()
    ]


def _tags(articles: Sequence[ArticleFacts], edition: Edition) -> list[Group]:
    """Group articles by tag, the tag with the most articles first; 书 and 書 are one tag."""
    name = edition.value
    groups = _grouped(articles, lambda a: zip(a.editions[name].tags, a.tag_ids, strict=True))
    return sorted(groups, key=lambda group: -len(group.articles))


def _series(articles: Sequence[ArticleFacts], edition: Edition) -> list[Group]:
    """Group articles by series, the one with the newest article first, each in its order."""

    def place(article: ArticleFacts) -> tuple[int, str, str]:
        weight = 0 if article.weight is None else article.weight
        return weight, article.date, article.slug

    name = edition.value
    groups = _grouped(articles, lambda a: zip(a.editions[name].series, a.series_ids, strict=True))
    return [Group(id_, label, sorted(group, key=place)) for id_, label, group in groups]


def _authors(articles: Sequence[ArticleFacts], edition: Edition) -> list[Group]:
    """Group articles by author, if there are several."""
    name = edition.value
    groups = _grouped(articles, lambda a: zip(a.editions[name].authors, a.author_ids, strict=True))
    return sorted(groups, key=lambda group: group.label) if len(groups) > 1 else []


def _levels(articles: Sequence[ArticleFacts]) -> list[Group]:
    """Group articles by level, in the order of their names."""
    groups = _grouped(articles, lambda a: [(a.level, a.level_id)] if a.level else [])
    return sorted(groups, key=lambda group: group.label)


def _grouped(
    articles: Sequence[ArticleFacts], labels: Callable[[ArticleFacts], Iterable[tuple[str, str]]]
) -> list[Group]:
    """Group articles by the ids of their labels, the one with the newest article first.

    Of labels with the same id, such as `AI` and `ai`, that of the newest article is shown.
    """
    found: dict[str, tuple[str, dict[str, ArticleFacts]]] = {}
    for article in newest_first(articles):
        for label, id_ in labels(article):
            found.setdefault(id_, (label, {}))[1][article.slug] = article
    return [Group(id_, label, list(group.values())) for id_, (label, group) in found.items()]


def _site_title(facts: SiteFacts, edition: Edition) -> str:
    return facts.phrases.converted(facts.config.title.zh, edition)
