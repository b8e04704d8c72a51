"""What a web page says of itself: title, author, date, source and address.

In this order: JSON-LD, Open Graph and other `meta` elements, the canonical link, what a browser
notes when it saves a page, lines such as 作者：… above the text, and the page's own title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.content.values import web_address_fault
from generator.importing.headlines import Facts, find_date, take_facts
from generator.importing.html_tree import BLOCKS, Element, Page

_TITLE = ("og:title", "twitter:title", "dc.title")
_AUTHOR = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_DATE = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("datepublished", "publishdate", "pubdate", "dc.date", "date", "og:release_date"),
)
_SOURCE = ("og:site_name", "application-name", "dc.publisher")
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "TechArticle", "ScholarlyArticle")
_SMALL = ("p", "div", "span", "li", "td", "address", "em", "a", "time")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
_SITE_NAME = re.compile(r"\s*[-_|–—·]+\s*[^-_|–—·]{1,20}$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Each empty where the page does not say."""

    title: str
    author: str
    date: date | None
    source: str
    url: str


def page_facts(page: Page, main: Element) -> PageFacts:
    """What the page says of the article in `main`."""
    meta = _meta(page.root)
    linked = _linked_data(page.root)
    lines = _lines(page.root)
    source = _first(meta, _SOURCE) or _name(linked.get("publisher")) or lines.source
    author = _name(linked.get("author")) or _first(meta, _AUTHOR) or lines.author
    return PageFacts(
        title=_title(page.root, main, linked, meta, source),
        author="" if web_address_fault(author) is None else author,
        date=find_date(str(linked.get("datePublished", "")))
        or find_date(_first(meta, _DATE))
        or _time(main)
        or lines.date,
        source=source,
        url=_url(page, meta, linked),
    )


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            found.setdefault(name.casefold(), " ".join(element.get("content").split()))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _linked_data(root: Element) -> dict[str, Any]:
    """The JSON-LD of the article, empty where there is none that can be read."""
    for script in root.all("script"):
        if script.get("type").casefold() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kinds = thing.get("@type")
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return thing
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            if isinstance(thing.get("@graph"), list):
                yield from _things(thing["@graph"])


def _name(value: Any) -> str:
    """The name of a person or an organisation, or their names."""
    if isinstance(value, list):
        return "、".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _lines(root: Element) -> Facts:
    """What short lines of the page state, such as 作者：王小明."""
    facts = Facts()
    for element in root.walk():
        if element.tag in _SMALL and all(inner.tag not in BLOCKS for inner in element.elements):
            text = " ".join(element.text().split(" ")).strip()
            if len(text) <= 80:
                take_facts(re.sub(r"\s*\n\s*", "  ", text), facts)
    return facts


def _time(main: Element) -> date | None:
    element = main.first("time")
    return find_date(element.get("datetime") or element.text()) if element else None


def _title(
    root: Element, main: Element, linked: dict[str, Any], meta: dict[str, str], source: str
) -> str:
    stated = linked.get("headline")
    if isinstance(stated, str) and stated.strip():
        return " ".join(stated.split())
    whole = _first(meta, _TITLE)
    heading = next(
        (text for place in (main, root) for h1 in place.all("h1") if (text := _text(h1))), ""
    )
    title = root.first("title")
    whole = whole or (_text(title) if title else "")
    if heading and (heading in whole or not whole):
        return heading
    if source and whole.endswith(source):
        return whole.removesuffix(source).rstrip(" -_|–—·") or whole
    return _SITE_NAME.sub("", whole) or whole


def _text(element: Element) -> str:
    return " ".join(element.text().split())


def _url(page: Page, meta: dict[str, str], linked: dict[str, Any]) -> str:
    canonical = [
        link.get("href")
        for link in page.root.all("link")
        if "canonical" in link.get("rel").casefold().split()
    ]
    saved = [match[1] for match in map(_SAVED_FROM.match, page.comments) if match]
    candidates = [*canonical, meta.get("og:url", ""), str(linked.get("url", "")), *saved]
    return next((url for url in candidates if url and web_address_fault(url) is None), "")
