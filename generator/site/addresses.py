"""Addresses: where each page is, and the relative address from one to another.

    /                                home, default edition
    /zh-hans/                        home of an edition
    /zh-hans/archive/  grammar/      all articles; grammar notes
    /zh-hans/tags/…/  levels/…/      the articles with a tag, of a level
    /zh-hans/glossary/  about/       pages of the site
    /zh-hans/my-words/               the reader's own words
    /zh-hans/search/                 search in all articles
    /zh-hans/<slug>/                 an article
    /zh-hans/<slug>/vocabulary/      its words
    /files/…                         what articles refer to: images, downloads
    /exports/…                       articles and the site in other formats
    /static/…                        style sheets, scripts and data for scripts (`lazy_data.py`)
    /worker.js  manifest.webmanifest  for reading without a network
    /feed.xml  feed.json             the newest articles; also beside the home page of an edition,
                                     and beside each page of a tag or a level
    /sitemap.xml  robots.txt         for search engines
    /zh-hans/<slug>/card.png         the picture that other sites show with a link to an article

Every page is the `index.html` of its folder. Links name that file, since a browser that reads
from `file://` does not look for it by itself.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from generator.model import Edition

FILES = PurePosixPath("files")
EXPORTS = PurePosixPath("exports")
STATIC = PurePosixPath("static")
NOT_FOUND = PurePosixPath("404.html")
OFFLINE = PurePosixPath("offline.html")
ROOT = PurePosixPath("index.html")
EARLY = STATIC / "early.js"
"""The script that runs before the first paint."""
WORKER = PurePosixPath("worker.js")
"""At the root, since a service worker controls only what is below it."""
MANIFEST = PurePosixPath("manifest.webmanifest")
ICON = STATIC / "icon.svg"
FAVICON = STATIC / "favicon.svg"
"""The icon with round corners, for the tab of a page."""
SITEMAP = PurePosixPath("sitemap.xml")
ROBOTS = PurePosixPath("robots.txt")
TOUCH_ICON = STATIC / "apple-touch-icon.png"
"""`ICON`, 180 pixels wide, for systems that show no SVG there."""


def home(edition: Edition) -> PurePosixPath:
    """The newest articles."""
    return PurePosixPath(edition.path, "index.html")


def archive(edition: Edition) -> PurePosixPath:
    """All articles."""
    return PurePosixPath(edition.path, "archive", "index.html")


def shelf(edition: Edition, id_: str) -> PurePosixPath:
    """The articles with a tag or of a level, given the id of the shelf: `tag-茶`, `level-hsk-3`."""
    kind, _, name = id_.partition("-")
    return PurePosixPath(edition.path, f"{kind}s", name, "index.html")


def article(edition: Edition, slug: str) -> PurePosixPath:
    """An article."""
    return PurePosixPath(edition.path, slug, "index.html")


def vocabulary(edition: Edition, slug: str) -> PurePosixPath:
    """The words of an article."""
    return PurePosixPath(edition.path, slug, "vocabulary", "index.html")


def glossary(edition: Edition) -> PurePosixPath:
    """The terms of the site."""
    return PurePosixPath(edition.path, "glossary", "index.html")


def grammar(edition: Edition) -> PurePosixPath:
    """The grammar notes of the site."""
    return PurePosixPath(edition.path, "grammar", "index.html")


def about(edition: Edition) -> PurePosixPath:
    """About the site and its sources."""
    return PurePosixPath(edition.path, "about", "index.html")


def my_words(edition: Edition) -> PurePosixPath:
    """The words that the reader wants to learn, which only the browser knows."""
    return PurePosixPath(edition.path, "my-words", "index.html")


def search(edition: Edition) -> PurePosixPath:
    """The search in all articles."""
    return PurePosixPath(edition.path, "search", "index.html")


def panels(edition: Edition) -> PurePosixPath:
    """The script with the panels of an edition."""
    return STATIC / "panels" / f"{edition.path}.js"


def data_folder(slug: str) -> str:
    """The folder of an article's data for scripts, below `STATIC`."""
    return f"articles/{slug}"


def words(slug: str) -> PurePosixPath:
    """The data of an article's pop-up."""
    return STATIC / data_folder(slug) / "words.js"


def sentences(slug: str) -> PurePosixPath:
    """The sentences of an article."""
    return STATIC / data_folder(slug) / "sentences.js"


def article_export(slug: str, suffix: str, edition: Edition | None = None) -> PurePosixPath:
    """An article in another format, of an edition or of all."""
    return EXPORTS / "articles" / _export_name(slug, suffix, edition)


def site_export(name: str, suffix: str, edition: Edition | None = None) -> PurePosixPath:
    """The site in another format, of an edition or of all."""
    return EXPORTS / _export_name(name, suffix, edition)


def _export_name(name: str, suffix: str, edition: Edition | None) -> str:
    return f"{name}{suffix}" if edition is None else f"{name}.{edition.path}{suffix}"


def atom(page: PurePosixPath) -> PurePosixPath:
    """The Atom feed of the articles that a page lists."""
    return page.with_name("feed.xml")


def json_feed(page: PurePosixPath) -> PurePosixPath:
    """The same as a JSON Feed."""
    return page.with_name("feed.json")


def card(page: PurePosixPath) -> PurePosixPath:
    """The picture that other sites show with a link to a page."""
    return page.with_name("card.png")


def absolute(base_url: str, target: PurePosixPath, fragment: str = "") -> str:
    """The address of `target` with that of the site before it; a page is named by its folder."""
    path = target.as_posix()
    if target.name == "index.html":
        path = path.removesuffix("index.html")
    return f"{base_url}{quote(path)}#{fragment}" if fragment else f"{base_url}{quote(path)}"


def article_search(slug: str) -> PurePosixPath:
    """What the search needs of an article besides its sentences."""
    return STATIC / data_folder(slug) / "search.js"


def relative(page: PurePosixPath, target: PurePosixPath, fragment: str = "") -> str:
    """The relative address of `target` as seen from `page`, good on any host and on disk."""
    if page == target and fragment:
        return f"#{fragment}"
    here, there = page.parts[:-1], target.parts
    shared = 0
    while shared < len(here) and here[shared : shared + 1] == there[shared : shared + 1]:
        shared += 1
    address = quote("/".join(("..",) * (len(here) - shared) + there[shared:]) or ".")
    return f"{address}#{fragment}" if fragment else address
