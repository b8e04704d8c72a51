"""What search engines look for: `sitemap.xml` and `robots.txt`.

The sitemap has every page in every edition, each with the others as alternates. One file may have
50,000 addresses: a larger site has several, `sitemap-1.xml` and so on, and `sitemap.xml` is the
index of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.content.config import Config
from generator.site import addresses
from generator.site.article_facts import ArticleFacts, newest_first
from generator.site.listings import page_shelves
from generator.site.markup import escape

LIMIT = 50_000
"""The number of addresses in a sitemap, by the protocol."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class ListedPage(NamedTuple):
    """A page of the site, in the order of the editions."""

    places: tuple[PurePosixPath, ...]
    day: str = ""
    """That of its last change, ISO 8601; empty if unknown."""


def listed_pages(
    articles: Sequence[ArticleFacts], own: Iterable[str], config: Config, *, has_terms: bool
) -> list[ListedPage]:
    """Return the pages of a site that search engines should find; `own` are slugs of its pages."""
    editions = config.editions

    def page(address: Callable[..., PurePosixPath], *ids: str, day: str = "") -> ListedPage:
        return ListedPage(tuple(address(edition, *ids) for edition in editions), day)

    fixed = [addresses.home, addresses.archive, addresses.grammar, addresses.about]
    found = list(map(page, [*fixed, *([addresses.glossary] if has_terms else [])]))
    found += [page(addresses.shelf, each.id) for each in page_shelves(articles, editions[0])]
    found += [page(addresses.article, slug) for slug in own]
    for article in newest_first(articles):
        for address in (addresses.article, addresses.vocabulary):
            found.append(page(address, article.slug, day=article.updated))
    return found


def sitemap_files(
    pages: Sequence[ListedPage], config: Config, *, limit: int = LIMIT
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the sitemap of the pages; with more than `limit` addresses, several and their index."""
    share = max(1, limit // len(config.editions))
    parts = [pages[start : start + share] for start in range(0, len(pages), share)] or [()]
    if len(parts) == 1:
        yield addresses.SITEMAP, _sitemap(parts[0], config)
        return
    places = [addresses.SITEMAP.with_stem(f"sitemap-{n}") for n in range(1, len(parts) + 1)]
    for place, part in zip(places, parts, strict=True):
        yield place, _sitemap(part, config)
    lines = [
        f"<sitemap><loc>{addresses.absolute(config.base_url, place)}</loc></sitemap>"
        for place in places
    ]
    body = "\n".join(lines)
    yield addresses.SITEMAP, f"{_HEAD}<sitemapindex {_NAMES}>\n{body}\n</sitemapindex>\n"


def robots(config: Config) -> str:
    """Return `robots.txt`: everything may be read, and where the sitemap is."""
    where = addresses.absolute(config.base_url, addresses.SITEMAP)
    return f"User-agent: *\nAllow: /\n\nSitemap: {where}\n"


def _sitemap(pages: Iterable[ListedPage], config: Config) -> str:
    urls = "".join(_urls(page, config) for page in pages)
    return f"{_HEAD}<urlset {_NAMES} {_LINKS}>\n{urls}</urlset>\n"


def _urls(page: ListedPage, config: Config) -> str:
    """Return the entries of a page: one for each edition, all with the same alternates."""
    found = [escape(addresses.absolute(config.base_url, place)) for place in page.places]
    languages = [edition.value for edition in config.editions]
    alternates = ""
    if len(found) > 1:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>\n'
            for language, address in [*zip(languages, found, strict=True), ("x-default", found[0])]
        )
    day = f"<lastmod>{page.day}</lastmod>" if page.day else ""
    return "".join(f"<url><loc>{each}</loc>{day}\n{alternates}</url>\n" for each in found)
