"""Feeds of the newest articles, with their whole texts, as Atom (RFC 4287) and JSON Feed 1.1.

    /feed.xml  feed.json                    the first edition, at the address that readers try
    /zh-hans/feed.xml  feed.json            an edition
    /zh-hans/tags/茶/feed.xml  feed.json     a tag in an edition; the same for levels

An article without a date is in no feed: nothing says when it is new. Feeds have no time of their
own, so that a site is the same whenever it is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct

from generator.content.config import Config
from generator.model import Edition
from generator.site import addresses
from generator.site.article_facts import ArticleFacts, newest_first
from generator.site.views import SiteView
from generator.site.ways_on import ListedArticle

AUDIO_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
}
"""The media types of recordings, by suffix: podcast players look for them."""
NO_DAY = "1970-01-01"
"""The day of a feed without articles, since Atom wants one."""
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class Entry(Struct, frozen=True, array_like=True):
    """An article in a feed, without its text."""

    slug: str
    title: str
    """In Chinese and in English."""
    author: str
    date: str
    updated: str
    tags: tuple[str, ...]
    summary: str
    audio: tuple[str, ...] = ()
    """Where its recordings are published."""


class Feed(NamedTuple):
    """A feed: the page that lists its articles, what these have in common, and the articles."""

    page: PurePosixPath
    label: str
    """Empty for all articles."""
    edition: Edition
    entries: Sequence[Entry]


def feed_members(articles: Iterable[ListedArticle], size: int) -> frozenset[str]:
    """Return the slugs of the articles that are among the newest of all, of a tag or of a level."""
    dated = sorted((each for each in articles if each.date), key=lambda each: each.slug)
    dated.sort(key=lambda each: each.date, reverse=True)
    counts: dict[tuple[str, str], int] = {}
    found = set()
    for article in dated:
        tags = {("tag", re.sub(r"[^\w+#]+", "-", tag.casefold())) for tag in article.tags}
        for group in (("all", ""), ("level", article.level), *tags):
            counts[group] = counts.get(group, 0) + 1
            if counts[group] <= size:
                found.add(article.slug)
    return frozenset(found)


def entries_of(articles: Iterable[ArticleFacts], edition: Edition, size: int) -> list[Entry]:
    """Return the newest of some articles, as a feed shows them."""
    dated = newest_first([article for article in articles if article.date])
    return [
        Entry(
            article.slug,
            " · ".join(filter(None, (shown.title, article.title_en))),
            shown.author,
            article.date,
            article.updated,
            shown.tags,
            shown.excerpt,
        )
        for article in dated[:size]
        for shown in (article.editions[edition.value],)
    ]


def feed_files(
    feed: Feed, texts: Sequence[str], site: SiteView, config: Config
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield a feed in both formats; `texts` are those of its articles, as HTML."""
    yield addresses.atom(feed.page), _atom(feed, texts, site, config)
    yield addresses.json_feed(feed.page), _json(feed, texts, site, config)


def _title(feed: Feed, site: SiteView) -> str:
    return " · ".join(filter(None, (feed.label, site.title.zh, site.title.en)))


def _address(entry: Entry, feed: Feed, config: Config) -> str:
    return addresses.absolute(config.base_url, addresses.article(feed.edition, entry.slug))


def _recordings(entry: Entry, config: Config) -> Iterator[tuple[str, str]]:
    """Yield the address and the media type of each recording of an article."""
    for place in map(PurePosixPath, entry.audio):
        yield addresses.absolute(config.base_url, place), AUDIO_TYPES[place.suffix.lower()]


# Atom.


def _atom(feed: Feed, texts: Sequence[str], site: SiteView, config: Config) -> str:
    own = addresses.absolute(config.base_url, addresses.atom(feed.page))
    page = addresses.absolute(config.base_url, feed.page)
    newest = max((entry.updated for entry in feed.entries), default=NO_DAY)
    icon = addresses.absolute(config.base_url, addresses.TOUCH_ICON)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.edition.value}">',
        f"<id>{_xml(own)}</id>",
        f"<title>{_xml(_title(feed, site))}</title>",
        f"<subtitle>{_xml(site.description.zh)}</subtitle>" if site.description.zh else "",
        f"<updated>{_moment(newest)}</updated>",
        _atom_author(site.author or site.title.zh),
        f'<link rel="self" type="application/atom+xml" href="{_xml(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{_xml(page)}"/>',
        f"<icon>{_xml(icon)}</icon>",
        f'<generator version="{_xml(site.version)}">Jiazhu</generator>',
    ]
    for entry, text in zip(feed.entries, texts, strict=True):
        address = _xml(_address(entry, feed, config))
        content = re.sub(_NOT_XML, "", text).replace("]]>", "]]]]><![CDATA[>")
        lines += [
            "<entry>",
            f"<id>{address}</id>",
            f"<title>{_xml(entry.title)}</title>",
            f'<link rel="alternate" type="text/html" href="{address}"/>',
            f"<published>{_moment(entry.date)}</published>",
            f"<updated>{_moment(entry.updated)}</updated>",
            _atom_author(entry.author),
            *(f'<category term="{_xml(tag)}"/>' for tag in entry.tags),
            *(
                f'<link rel="enclosure" type="{type_}" href="{_xml(href)}"/>'
                for href, type_ in _recordings(entry, config)
            ),
            f"<summary>{_xml(entry.summary)}</summary>" if entry.summary else "",
            f'<content type="html"><![CDATA[{content}]]></content>',
            "</entry>",
        ]
    return "\n".join(filter(None, [*lines, "</feed>"])) + "\n"


def _atom_author(names: str) -> str:
    return "".join(f"<author><name>{_xml(name)}</name></author>" for name in _names(names))


def _xml(text: str) -> str:
    """Return a text for an element or an attribute, without what XML cannot have."""
    return "".join(_SPECIAL.get(char, char) for char in re.sub(_NOT_XML, "", text))


# JSON Feed.


def _json(feed: Feed, texts: Sequence[str], site: SiteView, config: Config) -> str:
    items = []
    for entry, text in zip(feed.entries, texts, strict=True):
        address = _address(entry, feed, config)
        items.append(
            {
                "id": address,
                "url": address,
                "title": entry.title,
                "content_html": text,
                "summary": entry.summary,
                "date_published": _moment(entry.date),
                "date_modified": _moment(entry.updated),
                "authors": [{"name": name} for name in _names(entry.author)],
                "tags": entry.tags,
                "attachments": [
                    {"url": href, "mime_type": type_} for href, type_ in _recordings(entry, config)
                ],
                "language": feed.edition.value,
            }
        )
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(feed, site),
        "home_page_url": addresses.absolute(config.base_url, feed.page),
        "feed_url": addresses.absolute(config.base_url, addresses.json_feed(feed.page)),
        "description": site.description.zh,
        "icon": addresses.absolute(config.base_url, addresses.TOUCH_ICON),
        "authors": [{"name": name} for name in _names(site.author)],
        "language": feed.edition.value,
        "items": [{key: value for key, value in item.items() if value} for item in items],
    }
    shown = {key: value for key, value in data.items() if value or key == "items"}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n"


def _names(text: str) -> list[str]:
    return [name for name in text.split("、") if name]


def _moment(day: str) -> str:
    """Return a day as a moment of RFC 3339."""
    return f"{day}T00:00:00Z"
