"""Reads the metadata of a web page: title, author, date, source and address.

Sources are JSON-LD, Open Graph and other `meta` elements, the canonical link, the comment of a
browser that saved the page, lines such as 作者：… above the text, and the `title` element.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import takewhile
from typing import Any

from generator.content.values import web_address_fault
from generator.importing.headlines import (
    Facts,
    find_date,
    read_byline,
    read_fact_line,
    starts_with_label,
)
from generator.importing.html_bounds import BLOCKS
from generator.importing.html_tree import Element, Page

_TITLE_KEYS = ("articletitle", "og:title", "twitter:title", "dc.title")
_AUTHOR_KEYS = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_DATE_KEYS = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("datepublished", "publishdate", "pubdate", "dc.date", "date", "og:release_date"),
    *("og:time", "apub:time", "firstpublishedtime"),
)
_SITE_KEYS = ("contentsource", "og:site_name", "application-name", "dc.publisher", "sitename")
_TAIL_ELEMENTS = 8
"""Number of elements at the end of a text that may state facts."""
_MAX_ABOVE_HEADING = 20
"""Maximum characters above the heading of a text."""
_PERSON = re.compile(r"[^\W\d_][\w·• .-]{1,15}")
_CHINA = timezone(timedelta(hours=8))
_MAX_LINE = 80
"""Maximum characters of a line that states facts."""
_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
)
_LINE_TAGS = ("p", "div", "span", "li", "td", "address", "em", "a", "time")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
_SITE_NAME = re.compile(r"(?<=.)(?:\s*[_|｜]+\s*[^_|｜]{1,20}|\s+[-–—·]+\s+[^-–—·]{1,20})$")
"""The name of a site at the end of a title, or of a part of it."""
_LONGEST_TITLE = 300
_FOLLOW = re.compile(r"(?:(?<!\s)\s++)?+(?:\+\s*+)?+[已未]?[关關]注$")
"""The follow button after the name of an account."""
_SITE_AFTER_DASH = re.compile(r"^(.{8,}?)[-–—·]+[^-–—·]{1,12}$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The metadata of a page; empty fields are not stated."""

    title: str
    author: str
    date: date | None
    source: str
    url: str


def page_facts(page: Page, article: Element) -> PageFacts:
    """Return the metadata of the article in a page."""
    meta = _meta(page.root)
    linked = _linked_data(page.root)
    above_lines = _lines_above(page.root, article)
    elsewhere = _lines_elsewhere(page.root, article)
    site = _first_value(meta, _SITE_KEYS)
    wechat = _wechat(page.root)
    authors = (
        _name(linked.get("author")),
        above_lines.author,
        _first_value(meta, _AUTHOR_KEYS),
        _microdata_author(page.root),
        _named_author(page.root),
        elsewhere.author,
    )
    source = (
        wechat.source
        or site
        or _name(linked.get("publisher"))
        or above_lines.source
        or elsewhere.source
    )
    return PageFacts(
        title=_title(page.root, article, linked, meta, site),
        author=next(filter(_is_name, (_FOLLOW.sub("", author) for author in authors)), ""),
        date=find_date(str(linked.get("datePublished", "")))
        or find_date(_first_value(meta, _DATE_KEYS))
        or wechat.date
        or above_lines.date
        or elsewhere.date
        or _time(article)
        or _time(page.root),
        source=source,
        url=_url(page, meta, linked),
    )


def _is_name(author: str) -> bool:
    """Whether the author is a name, and not an address or a number as in some pages."""
    return (
        "@" not in author
        and bool(re.search(r"[^\W\d_]", author))
        and web_address_fault(author) is not None
    )


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            found.setdefault(name.casefold(), " ".join(element.get("content").split()))
    return found


def _first_value(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _linked_data(root: Element) -> dict[str, Any]:
    """The JSON-LD of the article; empty if there is none or it is not valid."""
    for script in root.all("script"):
        if script.get("type").casefold() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for thing in _json_ld_objects(data):
            kinds = thing.get("@type")
            if any(
                kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return thing
    return {}


def _json_ld_objects(data: Any) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            if isinstance(thing.get("@graph"), list):
                yield from _json_ld_objects(thing["@graph"])


def _name(value: Any) -> str:
    """The name of a person or an organisation, or the names of several."""
    if isinstance(value, list):
        return "、".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _lines_above(root: Element, article: Element) -> Facts:
    """The facts in short lines between the heading and the text."""
    facts = Facts()
    # The article is a copy that shares its attributes with the page's element.
    above = list(
        takewhile(lambda element: element.attributes is not article.attributes, root.walk())
    )
    head = takewhile(lambda element: not _is_long(element), article.walk())
    for text in _short_lines([*above[_heading_at(above) :], *head]):
        read_byline(text, facts)
    return facts


def _lines_elsewhere(root: Element, article: Element) -> Facts:
    """The facts in lines elsewhere that state nothing else, except in the middle of the text."""
    facts = Facts()
    inside = list(_short_lines(article.walk()))
    middle = set(inside[:-_TAIL_ELEMENTS])
    for text in _short_lines(root.walk()):
        if text in middle or re.match(r"\d", text):  # a date without a label may be of anything
            continue
        if not read_fact_line(text, facts) and starts_with_label(text):
            read_byline(text, facts)
    return facts


def _is_long(element: Element) -> bool:
    return element.tag == "p" and len(element.text()) > _MAX_LINE


def _heading_at(elements: list[Element]) -> int:
    """The index of the last main heading; text before it does not belong to the article."""
    return max((at for at, element in enumerate(elements) if element.tag == "h1"), default=0)


def _short_lines(elements: Iterable[Element]) -> Iterator[str]:
    """The short texts of inline and small block elements; line breaks become two spaces."""
    for element in elements:
        if element.tag in _LINE_TAGS and all(inner.tag not in BLOCKS for inner in element.elements):
            text = " ".join(element.text().split(" ")).strip()
            if 0 < len(text) <= _MAX_LINE:
                yield re.sub(r"(?<!\s)\s*\n\s*", "  ", text)


def _microdata_author(root: Element) -> str:
    """The name of the first author in microdata."""
    for author in root.walk():
        if author.get("itemprop") == "author":
            named = [inner for inner in author.walk() if inner.get("itemprop") == "name"]
            name = (named[0].get("content") or _text(named[0])) if named else _text(author)
            return name if len(name) <= _MAX_LINE else ""
    return ""


def _named_author(root: Element) -> str:
    """The text of the first element with a class or `rel` of an author."""
    for element in root.walk():
        names = re.findall("[A-Z]?[a-z]+|[A-Z]+", element.get("class"))
        words = {name.lower() for name in names}
        if "comment" in words or "comments" in words:
            break
        if "author" in element.get("rel").split() or words & {"author", "nickname"}:
            name = _text(element)
            if _PERSON.fullmatch(name):
                return name
    return ""


def _wechat(root: Element) -> Facts:
    """The account and the date of a WeChat article; the page has the date in a script only."""
    facts = Facts()
    account = next((a for a in root.all("a", "strong") if a.get("id") == "js_name"), None)
    if account:
        facts.source = _text(account)
        stated = (re.search(r'\bct\s*=\s*"(\d{9,10})"', s.text()) for s in root.all("script"))
        second = next(filter(None, stated), None)
        facts.date = datetime.fromtimestamp(int(second[1]), _CHINA).date() if second else None
    return facts


def _time(root: Element) -> date | None:
    element = root.first("time")
    return find_date(element.get("datetime") or element.text()) if element else None


def _title(
    root: Element, article: Element, linked: dict[str, Any], meta: dict[str, str], source: str
) -> str:
    stated = linked.get("headline")
    if isinstance(stated, str) and stated.strip():
        return " ".join(stated.split())
    title = root.first("title")
    whole = _text(title) if title else ""
    named = _first_value(meta, _TITLE_KEYS)
    own = [text for h1 in article.all("h1") if (text := _heading(h1))]
    if len(own) == 1 and (own[0] in named or own[0] in whole or _is_above_text(article, own[0])):
        return own[0]
    headings = [text for h in root.all("h1", "h2", "h3") if len(text := _heading(h)) > 1]
    # An unescaped quotation mark may have cut the attribute short; the heading is complete.
    longer = [text for text in headings if named and text.startswith(named)]
    if longer:
        return longer[0]
    begins = [text for text in headings if _title_starts_with(text, named or whole)]
    return max(begins, key=len, default="") or _without_site(named or whole, source)


def _is_above_text(article: Element, heading: str) -> bool:
    """Whether a heading is above the text and not within it."""
    before, _, _ = "".join(article.text().split()).partition("".join(heading.split()))
    return len(before) <= _MAX_ABOVE_HEADING


def _title_starts_with(heading: str, title: str) -> bool:
    """Whether a title is the heading, with nothing or the name of the site after it."""
    return title.startswith(heading) and re.match(r"\W|$", title[len(heading) :]) is not None


def _heading(element: Element) -> str:
    """The text of a heading without the sign of its anchor link (¶)."""
    return re.sub(r"^[#¶§]\s*|(?:(?<!\s)\s++)?+[#¶§]$", "", _text(element))


def _without_site(title: str, source: str) -> str:
    """Remove the name of the site from the end of a title."""
    if source and title.endswith(source):
        return title.removesuffix(source).rstrip(" -_|–—·") or title
    if len(title) > _LONGEST_TITLE:
        return title
    kept = title
    while (shorter := _SITE_NAME.sub("", kept)) != kept:
        kept = shorter
    if kept == title:
        return _SITE_AFTER_DASH.sub(r"\1", title)
    return kept.rstrip(" _|｜") or kept


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
