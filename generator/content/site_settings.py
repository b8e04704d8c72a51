"""The tables `[site]` and `[labels]` of `site.toml`: what is around the text of every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from generator.content.toml.reader import Schema, TableReader
from generator.content.values import closest_name, link_fault, suggestion_hint
from generator.labels import label_ids
from generator.model import Bilingual


class Interface(StrEnum):
    """The languages of the labels of pages."""

    BOTH = "both"
    CHINESE = "zh"
    ENGLISH = "en"


class ArticleOrder(StrEnum):
    """The order of the articles on the home page and in the archive."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ADDRESS = "address"
    """For books and courses: 01-…, 02-…"""


OWN_PAGES = ("home", "archive", "glossary", "grammar", "my-words", "search", "about")
"""The pages of every site that a menu may name."""

PAGE_SIZE = 24
"""The number of articles on the home page, which stays small however many there are."""

FEED_SIZE = 10
"""The number of articles in a feed, each with its whole text."""

SITE_SCHEMA: Schema = {
    "nav": {"zh": None, "en": None, "href": None},
    "footer": {"zh": None, "en": None},
    "head_html": None,
    "body_html": None,
    "interface": None,
    "order": None,
    "page_size": None,
    "feed_size": None,
    "search": None,
}

_LABELS_HINT = "`generator/labels.toml` of Jiazhu has the ids of all labels."


class NavItem(Struct, frozen=True):
    """An entry of the menu."""

    page: str = ""
    """One of `OWN_PAGES`, or the slug of a page in `pages/`; empty if it has an address."""
    label: Bilingual = field(default_factory=Bilingual)
    """Empty for the title of the page."""
    href: str = ""
    """An address as the author wrote it: absolute, or relative to the top of the site."""


class SiteSettings(Struct, frozen=True):
    """What is around the text of every page."""

    nav: tuple[NavItem, ...] | None = None
    """None for the usual menu."""
    footer: Bilingual = field(default_factory=Bilingual)
    """A line of Markdown in each language."""
    head_html: str = ""
    """HTML for the end of the head of every page; `{root}` is the way to the top of the site."""
    body_html: str = ""
    """The same for the end of the body."""
    interface: Interface = Interface.BOTH
    order: ArticleOrder = ArticleOrder.NEWEST
    page_size: int = PAGE_SIZE
    feed_size: int = FEED_SIZE
    """0 for no feeds."""
    search: bool = True
    """Whether the site has a search."""
    labels: Mapping[str, Bilingual] = field(default_factory=dict)
    """The labels that the site changes; a language that is empty stays as it is."""


def read_site_settings(site: TableReader, labels: TableReader) -> SiteSettings:
    """Return the settings in `[site]` and `[labels]`; faults are reported."""
    return SiteSettings(
        nav=_nav(site) if "nav" in site else None,
        footer=site.bilingual("footer"),
        head_html=site.string("head_html", strip=False),
        body_html=site.string("body_html", strip=False),
        interface=Interface(site.choice("interface", tuple(Interface), Interface.BOTH)),
        order=ArticleOrder(site.choice("order", tuple(ArticleOrder), ArticleOrder.NEWEST)),
        page_size=site.integer("page_size", PAGE_SIZE),
        feed_size=site.integer("feed_size", FEED_SIZE, least=0),
        search=site.boolean("search", True),
        labels=_labels(labels),
    )


def _labels(table: TableReader) -> dict[str, Bilingual]:
    """Return the labels that a site changes, by id.

    Their ids are not in the schema: many are the names of settings, for which hints would then
    suggest this table.
    """
    known = label_ids() if table.data else ()  # most sites change none
    for id_ in table.data:
        if id_ not in known:
            message = f"There is no label `{id_}`"
            hint = suggestion_hint(id_, known) if closest_name(id_, known) else _LABELS_HINT
            table.fault(message, hint, key=id_, code="S008")
    return {id_: table.bilingual(id_) for id_ in table.data if id_ in known}


def _nav(site: TableReader) -> tuple[NavItem, ...]:
    """Return the entries of the menu: names of pages, or tables with an address and a label."""
    given = site.data["nav"]
    example = 'Write `nav = ["home", "archive", { zh = "…", en = "…", href = "https://…" }]`.'
    if not isinstance(given, list):
        site.fault("`site.nav` must be a list", example, key="nav")
        return ()
    found = []
    for index, item in enumerate(given):
        texts = item if isinstance(item, dict) else {}
        if isinstance(item, str) and item.strip():
            found.append(NavItem(page=item.strip().removesuffix(".md").removeprefix("pages/")))
        elif texts and all(isinstance(text, str) for text in texts.values()) and texts.get("href"):
            label = Bilingual(texts.get("zh", "").strip(), texts.get("en", "").strip())
            is_page = texts["href"] in OWN_PAGES
            page, href = (texts["href"], "") if is_page else ("", texts["href"].strip())
            if fault := link_fault(href):
                site.fault(f"An entry of `site.nav` {fault}", example, key="nav", index=index)
            elif is_page or label.zh or label.en:
                found.append(NavItem(page, label, href))
            else:
                message = "An entry of `site.nav` has no text"
                site.fault(message, "Add `zh`, `en` or both.", key="nav", index=index)
        else:
            message = "An entry of `site.nav` is neither a page nor a table with `href`"
            site.fault(message, example, key="nav", index=index)
    return tuple(found)


def check_nav(settings: SiteSettings, site: TableReader, pages: Iterable[str]) -> None:
    """Report the entries of the menu that name no page; `pages` are the slugs of `pages/`."""
    known = (*OWN_PAGES, *pages)
    for index, item in enumerate(settings.nav or ()):
        if item.page and item.page not in known:
            message = f"`site.nav` names a page that does not exist: {item.page}"
            site.fault(message, suggestion_hint(item.page, known), key="nav", index=index)
