"""What a web page says of itself: title, author, date, source and address.

In this order: JSON-LD, Open Graph and other `meta` elements, the canonical link, what a browser
notes when it saves a page, lines such as 作者：… above the text, and the page's own title.
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
from generator.importing.headlines import Facts, begins_byline, find_date, read_byline, take_facts
from generator.importing.html_tree import BLOCKS, Element, Page

_TITLE = ("articletitle", "og:title", "twitter:title", "dc.title")
_AUTHOR = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_DATE = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("datepublished", "publishdate", "pubdate", "dc.date", "date", "og:release_date"),
    *("og:time", "apub:time", "firstpublishedtime"),
)
_SITE = ("contentsource", "og:site_name", "application-name", "dc.publisher", "sitename")
_LAST = 8
"""Elements at the end of a text that may state facts."""
_FEW = 20
"""Characters that may stand above the heading of a text."""
_PERSON = re.compile(r"[^\W\d_][\w·• .-]{1,15}")
_CHINA = timezone(timedelta(hours=8))
_LONGEST = 80
"""Characters of a line that states facts."""
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "TechArticle", "ScholarlyArticle")
_SMALL = ("p", "div", "span", "li", "td", "address", "em", "a", "time")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
_SITE_NAME = re.compile(r"(?<=.)(?:\s*[_|｜]+\s*[^_|｜]{1,20}|\s+[-–—·]+\s+[^-–—·]{1,20})+$")
_FOLLOW = re.compile(r"\s*\+?\s*[已未]?[关關]注$")
"""The button behind the name of an account."""
_SITE_BEHIND_DASH = re.compile(r"^(.{8,}?)[-–—·]+[^-–—·]{1,12}$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Each empty where the page does not say."""

    title: str
    author: str
    date: date | None
    source: str
    url: str


def page_facts(page: Page, article: Element) -> PageFacts:
    """What the page says of its article."""
    meta = _meta(page.root)
    linked = _linked_data(page.root)
    lines = _lines_above(page.root, article)
    others = _lines_around(page.root, article)
    site = _first(meta, _SITE)
    wechat = _wechat(page.root)
    authors = (
        _name(linked.get("author")),
        lines.author,
        _first(meta, _AUTHOR),
        _microdata_author(page.root),
        _named_author(page.root),
        others.author,
    )
    source = (
        wechat.source or site or _name(linked.get("publisher")) or lines.source or others.source
    )
    return PageFacts(
        title=_title(page.root, article, linked, meta, site),
        author=next(filter(_is_name, (_FOLLOW.sub("", author) for author in authors)), ""),
        date=find_date(str(linked.get("datePublished", "")))
        or find_date(_first(meta, _DATE))
        or wechat.date
        or lines.date
        or others.date
        or _time(article)
        or _time(page.root),
        source=source,
        url=_url(page, meta, linked),
    )


def _is_name(author: str) -> bool:
    """Whether it is no address and no number, as some pages have for an author."""
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


def _lines_above(root: Element, article: Element) -> Facts:
    """What short lines between the heading and the text state."""
    facts = Facts()
    # The article is a copy that shares its attributes with the page's element.
    above = list(
        takewhile(lambda element: element.attributes is not article.attributes, root.walk())
    )
    head = takewhile(lambda element: not _is_long(element), article.walk())
    for text in _short([*above[_heading_at(above) :], *head]):
        read_byline(text, facts)
    return facts


def _lines_around(root: Element, article: Element) -> Facts:
    """What lines elsewhere state that do nothing else, but for those in the midst of the text."""
    facts = Facts()
    inside = list(_short(article.walk()))
    midst = set(inside[:-_LAST])
    for text in _short(root.walk()):
        if text in midst or re.match(r"\d", text):  # a bare day may be that of anything
            continue
        if not take_facts(text, facts) and begins_byline(text):
            read_byline(text, facts)
    return facts


def _is_long(element: Element) -> bool:
    return element.tag == "p" and len(element.text()) > _LONGEST


def _heading_at(elements: list[Element]) -> int:
    """Where the last main heading is; what stands before it is not of the article."""
    return max((at for at, element in enumerate(elements) if element.tag == "h1"), default=0)


def _short(elements: Iterable[Element]) -> Iterator[str]:
    """The text of each small element that is short; what one holds stands apart."""
    for element in elements:
        if element.tag in _SMALL and all(inner.tag not in BLOCKS for inner in element.elements):
            text = " ".join(element.text().split(" ")).strip()
            if 0 < len(text) <= _LONGEST:
                yield re.sub(r"\s*\n\s*", "  ", text)


def _microdata_author(root: Element) -> str:
    """The name of the first person that microdata has for an author."""
    for author in root.walk():
        if author.get("itemprop") == "author":
            named = [inner for inner in author.walk() if inner.get("itemprop") == "name"]
            name = (named[0].get("content") or _text(named[0])) if named else _text(author)
            return name if len(name) <= _LONGEST else ""
    return ""


def _named_author(root: Element) -> str:
    """The text of the first element whose name says that it is the author's."""
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
    """The account and the day of an article of WeChat, which its page tells in a script only."""
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
    named = _first(meta, _TITLE)
    own = [text for h1 in article.all("h1") if (text := _heading(h1))]
    if len(own) == 1 and (own[0] in named or own[0] in whole or _begins(article, own[0])):
        return own[0]
    headings = [text for h in root.all("h1", "h2", "h3") if len(text := _heading(h)) > 1]
    # A quotation mark in the attribute ends it too early; the heading has all of it.
    longer = [text for text in headings if named and text.startswith(named)]
    if longer:
        return longer[0]
    begins = [text for text in headings if _begins_title(text, named or whole)]
    return max(begins, key=len, default="") or _without_site(named or whole, source)


def _begins(article: Element, heading: str) -> bool:
    """Whether a heading stands above the text, not in it."""
    before, _, _ = "".join(article.text().split()).partition("".join(heading.split()))
    return len(before) <= _FEW


def _begins_title(heading: str, title: str) -> bool:
    """Whether a title is this heading, and the name of the site or the like behind it."""
    return title.startswith(heading) and re.match(r"\W|$", title[len(heading) :]) is not None


def _heading(element: Element) -> str:
    """The text of a heading without the sign that links to it (¶)."""
    return re.sub(r"^[#¶§]\s*|\s*[#¶§]$", "", _text(element))


def _without_site(title: str, source: str) -> str:
    """A title without the name of the site behind it."""
    if source and title.endswith(source):
        return title.removesuffix(source).rstrip(" -_|–—·") or title
    kept = _SITE_NAME.sub("", title)
    return kept if kept != title else _SITE_BEHIND_DASH.sub(r"\1", title)


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
