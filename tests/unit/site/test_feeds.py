"""Feeds: which articles they have, and what they do with texts that their formats cannot have."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from lxml import etree

from generator.content.config import Config
from generator.model import Bilingual, Edition
from generator.site.feeds import Entry, Feed, feed_files, feed_members
from generator.site.views import SiteView
from generator.site.ways_on import ListedArticle

CONFIG = Config(Path("site"), base_url="https://a.example/")
SITE = SiteView("zh-Hans", Bilingual("站 & 点", "Site"), Bilingual(), "", "1", (), "zh-Latn-pinyin")


def listed(slug: str, date: str, *tags: str, level: str = "") -> ListedArticle:
    return ListedArticle(slug, slug, "", date, tags, (), level=level)


def test_the_newest_of_all_of_each_tag_and_level_are_in_feeds() -> None:
    articles = [
        listed("new", "2025-03-01"),
        listed("tagged", "2025-01-01", "茶", "Go"),
        listed("older", "2024-01-01", "茶", "go"),
        listed("levelled", "2023-01-01", level="HSK 3"),
        listed("old", "2022-01-01"),
        listed("undated", "", "undated"),
    ]
    assert feed_members(articles, 1) == {"new", "tagged", "levelled"}
    assert feed_members(articles, 2) == {"new", "tagged", "levelled", "older"}
    assert feed_members(articles, 0) == set()


def test_any_text_gives_valid_feeds() -> None:
    entry = Entry(
        "a",
        'a < b & "c"\x08',
        "甲、乙",
        "2025-01-02",
        "2025-01-03",
        ("<t>",),
        "",
        ("files/书.opus",),
    )
    feed = Feed(PurePosixPath("zh-hans/index.html"), "", Edition.HANS, [entry])
    text = "<p>x ]]> y\x0b\ufffe</p>"
    (_, atom), (_, data) = feed_files(feed, [text], SITE, CONFIG)
    tree = etree.fromstring(atom.encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert tree.findtext("a:entry/a:title", namespaces=names) == 'a < b & "c"'
    assert tree.findtext("a:entry/a:content", namespaces=names) == "<p>x ]]> y</p>"
    people = tree.findall("a:entry/a:author/a:name", names)
    assert [name.text for name in people] == ["甲", "乙"]
    assert tree.findtext("a:updated", namespaces=names) == "2025-01-03T00:00:00Z"
    enclosure = tree.find("a:entry/a:link[@rel='enclosure']", names)
    assert enclosure is not None
    item = json.loads(data)["items"][0]
    assert item["content_html"] == text
    assert item["attachments"] == [
        {"url": "https://a.example/files/%E4%B9%A6.opus", "mime_type": "audio/ogg"}
    ]
    assert (enclosure.get("href"), enclosure.get("type")) == tuple(item["attachments"][0].values())


def test_a_feed_may_be_empty() -> None:
    feed = Feed(PurePosixPath("index.html"), "", Edition.HANS, [])
    (place, atom), (_, data) = feed_files(feed, [], SITE, CONFIG)
    assert place == PurePosixPath("feed.xml")
    assert etree.fromstring(atom.encode()).findtext("{*}updated") == "1970-01-01T00:00:00Z"
    assert json.loads(data)["items"] == []
