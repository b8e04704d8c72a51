"""What is around the text of every page: the menu, the footer, and HTML of the site's author.

Addresses that the author writes in `site.toml` are absolute or relative to the top of the site. As
pages are at several depths, a text that is the same on all of them has `{root}` for the way there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markupsafe import Markup

from generator.content.pages import TextPage
from generator.content.site_settings import NavItem, SiteSettings
from generator.content.urls import split_url
from generator.model import Bilingual, Edition
from generator.site import addresses
from generator.site.labels import Labels
from generator.site.views import NavLink

ROOT = "{root}"
USUAL = tuple(map(NavItem, ("home", "glossary", "about")))
"""The menu of a site that names none; the pages in `pages/` follow."""

_PAGES: dict[str, tuple[Callable[[Edition], PurePosixPath], str]] = {
    "home": (addresses.home, "nav-home"),
    "archive": (addresses.archive, "archive"),
    "glossary": (addresses.glossary, "nav-glossary"),
    "grammar": (addresses.grammar, "grammar"),
    "my-words": (addresses.my_words, "my-words"),
    "search": (addresses.search, "search"),
    "about": (addresses.about, "nav-about"),
}
"""The address and the label of the pages that every site has."""


def nav_links(
    settings: SiteSettings,
    pages: Sequence[TextPage],
    edition: Edition,
    labels: Labels,
    convert: Callable[[str, Edition], str],
    here: PurePosixPath,
    link: Callable[[PurePosixPath], str],
    *,
    has_terms: bool = True,
) -> Iterator[NavLink]:
    """Yield the menu of the page at `here`; `link` returns the address of a page as seen there.

    The usual menu has the glossary only if the site `has_terms`.
    """
    texts = {page.slug: page for page in pages}
    items = settings.nav
    if items is None:
        usual = [item for item in USUAL if has_terms or item.page != "glossary"]
        items = (*usual, *map(NavItem, texts))
    for item in items:
        label = Bilingual(convert(item.label.zh, edition), item.label.en)
        if not item.page:
            root = link(PurePosixPath("x"))[:-1]
            yield NavLink(label, from_top(item.href, root))
            continue
        if item.page == "search" and not settings.search:
            continue
        if item.page in _PAGES:
            place_of, id_ = _PAGES[item.page]
            place, title = place_of(edition), labels[id_]
        elif item.page in texts:
            own = texts[item.page].title
            place = addresses.article(edition, item.page)
            title = Bilingual(convert(own.zh, edition), own.en)
        else:
            continue  # a fault of `site.toml`, or a draft
        shown = label if label.zh or label.en else title
        yield NavLink(shown, link(place), place == here)


def footer_html(
    footer: Bilingual, edition: Edition, convert: Callable[[str, Edition], str]
) -> tuple[str, str]:
    """Return the lines of the footer in Chinese and in English, with `{root}` in addresses."""
    return _inline_html(convert(footer.zh, edition)), _inline_html(footer.en)


def at_depth(html: str, root: str) -> Markup:
    """Return HTML of the author for a page from which `root` leads to the top of the site."""
    return Markup(html.replace(ROOT, root))


def from_top(address: str, root: str) -> str:
    """Return an address of `site.toml` as seen from a page."""
    parts = split_url(address)
    is_own = not (parts.scheme or parts.netloc) and not address.startswith(("/", "#"))
    return f"{root}{address}" if is_own else address


@lru_cache(maxsize=64)
def _inline_html(markdown: str) -> str:
    """Return the HTML of a line of Markdown."""
    reader = MarkdownIt("commonmark")
    tokens = reader.parseInline(markdown)
    for token in tokens[0].children or () if tokens else ():
        if token.type == "link_open":
            # An address with braces would be encoded, so the mark is put in afterwards.
            token.attrSet("href", from_top(str(token.attrGet("href")), "\0"))
    return str(reader.renderer.render(tokens, reader.options, {})).replace("\0", ROOT)
