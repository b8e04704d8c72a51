"""Pages at the former addresses of articles, which lead to where these are now.

An alias with a slash is an address below the top of the site, as other programs write it:
`/2019/05/old-post/`. One without is a former slug, at which every edition gets a page; what cannot
be a slug is another title, as in Obsidian. The pages are static: they name the new address as
canonical, and browsers follow it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from msgspec import Struct

from generator.content.config import Config
from generator.content.slugs import RESERVED, slug_fault
from generator.content.urls import split_url
from generator.diagnostics import Report
from generator.model import Edition
from generator.site import addresses
from generator.site.markup import attribute, escape
from generator.storage.names import name_fault

_FILES = {
    place.parts[0]
    for place in (
        addresses.STATIC,
        addresses.FILES,
        addresses.WORKER,
        addresses.MANIFEST,
        addresses.SITEMAP,
        addresses.ROBOTS,
        addresses.atom(addresses.ROOT),
        addresses.json_feed(addresses.ROOT),
    )
}
"""What there is at the top of the site besides pages."""


class Moved(Struct, frozen=True):
    """An article that had other addresses."""

    path: Path
    slug: str
    aliases: tuple[str, ...]


class Redirect(Struct, frozen=True):
    """A page that leads to an article."""

    place: PurePosixPath
    target: PurePosixPath


def find_redirects(
    articles: Iterable[Moved], pages: Iterable[str], config: Config, report: Report
) -> list[Redirect]:
    """Return the redirects of a site; `pages` are the slugs of its own pages.

    An alias that is the address of something else is reported (S006), and one that cannot be the
    name of a file too (S014).
    """
    articles = list(articles)
    if not any(article.aliases for article in articles):
        return []
    slugs = [*(article.slug for article in articles), *pages]
    taken: dict[PurePosixPath, str] = dict.fromkeys(_own_places(slugs, config.editions), "a page")
    folders = {parent for place in taken for parent in place.parents}
    found = []
    for article in articles:
        for alias in article.aliases:
            for redirect in _redirects(alias, article, config):
                if redirect.place.parent == redirect.target.parent:
                    continue
                hint = "Remove it from `aliases`."
                if name_fault(str(redirect.place)) or "/." in f"/{redirect.place}":
                    message = f"The alias “{alias}” cannot be the name of a file"
                    report.add("S014", article.path, message, hint)
                elif _is_taken(redirect.place, taken) or redirect.place in folders:
                    other = taken.get(redirect.place, "a file of the site")
                    message = f"The alias “{alias}” is the address of {other}"
                    report.add("S006", article.path, message, hint)
                else:
                    taken[redirect.place] = f"{article.path.name}, by an alias"
                    found.append(redirect)
                    continue
                break
    return found


def redirect_page(redirect: Redirect, title: str, config: Config) -> str:
    """Return the page of a redirect to an article with a title."""
    address = addresses.relative(redirect.place, redirect.target)
    whole = f"{config.base_url}{redirect.target.parent}/" if config.base_url else address
    return (
        f"<!DOCTYPE html>\n<html lang={redirect_lang(redirect, config)}>\n<head>\n"
        f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<link rel=canonical href={attribute(whole)}>\n"
        f'<meta http-equiv=refresh content="0; url={address}">\n</head>\n'
        f"<body><p><a href={attribute(address)}>{escape(title)}</a></p></body>\n</html>\n"
    )


def redirect_lang(redirect: Redirect, config: Config) -> str:
    """Return the language of the page that a redirect leads to."""
    folder = redirect.target.parts[0]
    return next(edition.value for edition in config.editions if edition.path == folder)


def _redirects(alias: str, article: Moved, config: Config) -> Iterator[Redirect]:
    """Yield the pages for an alias; an article that is already there has none."""
    path = unquote(split_url(alias.strip()).path)
    if "/" not in path:
        for edition in config.editions if path in RESERVED or slug_fault(path) is None else ():
            place = addresses.article(edition, path)
            yield Redirect(place, addresses.article(edition, article.slug))
        return
    base = split_url(config.base_url).path
    if base != "/" and base and path.startswith(base):
        path = path.removeprefix(base)
    path = path.strip("/")
    if not path:
        return
    is_file = path.lower().endswith((".html", ".htm"))
    place = PurePosixPath(path if is_file else f"{path}/index.html")
    edition = next((e for e in config.editions if place.parts[0] == e.path), config.editions[0])
    yield Redirect(place, addresses.article(edition, article.slug))


def _own_places(slugs: Iterable[str], editions: Iterable[Edition]) -> Iterator[PurePosixPath]:
    """Yield the places of the pages that every site has, and of its articles and pages."""
    yield from (addresses.ROOT, addresses.NOT_FOUND, addresses.OFFLINE)
    slugs = list(slugs)
    for edition in editions:
        for page in (addresses.home, addresses.archive, addresses.glossary, addresses.grammar):
            yield page(edition)
        yield addresses.about(edition)
        yield addresses.my_words(edition)
        yield addresses.search(edition)
        for slug in slugs:
            yield addresses.article(edition, slug)
            yield addresses.vocabulary(edition, slug)


def _is_taken(place: PurePosixPath, taken: Mapping[PurePosixPath, str]) -> bool:
    """Whether there is another file at a place, or at one of the folders that it is in."""
    return place.parts[0] in _FILES or any(each in taken for each in (place, *place.parents))
