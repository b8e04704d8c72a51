"""What others find of the demo site, opened by what reads it: feeds, sitemap, cards, JSON-LD."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import jsonschema
import pytest
from lxml import etree
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ADDRESS

SCHEMAS = Path(__file__).parent.parent / "fixtures/schemas"
EDITIONS = ("zh-hans", "zh-hant-tw", "zh-hant-hk")
ARTICLE = "zh-hans/deepseek-r1/index.html"


def place_of(site: Path, address: str) -> Path:
    """Return the file at an absolute address of the site."""
    assert address.startswith(ADDRESS), address
    path = unquote(urlsplit(address[len(ADDRESS) :]).path)
    return site / (f"{path}index.html" if not path or path.endswith("/") else path)


# Feeds.


def test_every_list_of_articles_has_feeds(addressed_site: Path) -> None:
    lists = {addressed_site, *(addressed_site / edition for edition in EDITIONS)}
    for kind in ("tags", "levels"):
        lists |= set(addressed_site.glob(f"*/{kind}/*"))
    assert {feed.parent for feed in addressed_site.rglob("feed.xml")} == lists
    assert {feed.parent for feed in addressed_site.rglob("feed.json")} == lists


def test_atom_is_valid_and_a_feed_reader_has_no_complaint(addressed_site: Path) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    for path in addressed_site.rglob("feed.xml"):
        schema.assertValid(etree.parse(path))
        feed = feedparser.parse(str(path))
        assert not feed.bozo
        assert feed.feed.id.startswith(ADDRESS)
        assert place_of(addressed_site, feed.feed.id) == path


def test_a_feed_reader_shows_the_whole_text(addressed_site: Path) -> None:
    feed = feedparser.parse(str(addressed_site / "zh-hant-tw/feed.xml"), sanitize_html=False)
    assert feed.feed.title == "夾注 · Jiazhu"
    titles = [entry.title for entry in feed.entries]
    assert titles[1:] == [
        "書店裡的貓 · The cat in the bookshop",
        "中國頂尖人工智慧模型如何突破美國制裁 · How a top Chinese AI model overcame US sanctions",
    ]
    text = feed.entries[1].content[0].value
    assert "<ruby>書店<rp>(</rp><rt>shūdiàn</rt><rp>)</rp></ruby>" in text
    assert '<small lang="en">' in text
    assert feed.entries[2].updated == "2025-01-24T00:00:00Z"
    assert [tag.term for tag in feed.entries[2].tags] == ["人工智慧", "晶片", "開源"]


def test_both_formats_say_the_same(addressed_site: Path) -> None:
    schema = json.loads((SCHEMAS / "json_feed.json").read_text("utf-8"))
    for path in addressed_site.rglob("feed.json"):
        data = json.loads(path.read_text("utf-8"))
        jsonschema.validate(data, schema)
        atom = etree.parse(path.with_suffix(".xml")).getroot()
        names = {"a": "http://www.w3.org/2005/Atom"}
        for tag, key in (("content", "content_html"), ("title", "title"), ("id", "id")):
            texts = [each.text for each in atom.findall(f"a:entry/a:{tag}", names)]
            assert texts == [item[key] for item in data["items"]]


def test_addresses_in_feeds_are_absolute_and_lead_somewhere(addressed_site: Path) -> None:
    data = json.loads((addressed_site / "zh-hant-hk/feed.json").read_text("utf-8"))
    found = []
    for item in data["items"]:
        tree = LexborHTMLParser(item["content_html"])
        assert not tree.css("[id], [class], script")
        for node in tree.css("[href], [src]"):
            found.append(node.attributes.get("href") or node.attributes["src"])
    own = [address for address in found if address.startswith(ADDRESS)]
    assert len(own) > 2
    assert all(urlsplit(address).scheme == "https" for address in found)
    for address in own:
        place, fragment = place_of(addressed_site, address), urlsplit(address).fragment
        assert place.parts[-3] == "zh-hant-hk"
        assert not fragment or re.search(f'id="?{fragment}\\b', place.read_text("utf-8"))


# For search engines.


def test_the_sitemap_is_valid_and_has_every_page(addressed_site: Path) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    sitemap = etree.parse(addressed_site / "sitemap.xml")
    schema.assertValid(sitemap)
    listed = {place_of(addressed_site, each.text) for each in sitemap.iter("{*}loc")}
    pages = set(addressed_site.rglob("index.html")) - {addressed_site / "index.html"}
    assert listed == {page for page in pages if page.parent.name not in ("my-words", "search")}
    alternates = {place_of(addressed_site, link.get("href")) for link in sitemap.iter("{*}link")}
    assert alternates == listed
    robots = (addressed_site / "robots.txt").read_text("utf-8")
    assert place_of(addressed_site, robots.split("Sitemap: ")[1].strip()).name == "sitemap.xml"


def test_pages_and_sitemap_name_the_same_alternates(addressed_site: Path) -> None:
    sitemap = etree.parse(addressed_site / "sitemap.xml")
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    for url in sitemap.findall("s:url", names):
        address = url.findtext("s:loc", namespaces=names)
        tree = LexborHTMLParser(place_of(addressed_site, address).read_text("utf-8"))
        wanted = [(link.get("hreflang"), link.get("href")) for link in url.findall("x:link", names)]
        links = tree.css("link[hreflang]")
        assert [(a.attributes["hreflang"], a.attributes["href"]) for a in links] == wanted
        assert tree.css_first("link[rel=canonical]").attributes["href"] == address


def structured(site: Path, page: str) -> dict:
    tree = LexborHTMLParser((site / page).read_text("utf-8"))
    data = json.loads(tree.css_first('script[type="application/ld+json"]').text())
    assert data["@context"] == "https://schema.org"
    return data


def test_an_article_says_what_it_is(addressed_site: Path) -> None:
    data = structured(addressed_site, "zh-hant-tw/deepseek-r1/index.html")
    assert data["@type"] == "Article"
    assert data["headline"] == "中國頂尖人工智慧模型如何突破美國制裁"
    assert data["inLanguage"] == "zh-Hant-TW"
    assert data["isBasedOn"].startswith("https://www.technologyreview.com/")
    assert data["datePublished"] == "2025-01-24"
    assert data["workTranslation"]["translationOfWork"] == {"@id": data["@id"]}
    assert data["workTranslation"]["inLanguage"] == "en"
    place = place_of(addressed_site, data["@id"])
    tree = LexborHTMLParser(place.read_text("utf-8"))
    assert tree.css_first(f"#{urlsplit(data['@id']).fragment}") is not None


def test_the_glossary_is_a_set_of_defined_terms(addressed_site: Path) -> None:
    data = structured(addressed_site, "zh-hans/glossary/index.html")
    assert data["@type"] == "DefinedTermSet"
    page = (addressed_site / "zh-hans/glossary/index.html").read_text("utf-8")
    for term in data["hasDefinedTerm"]:
        assert term["@type"] == "DefinedTerm"
        assert term["name"]
        assert f'id="{urlsplit(term["@id"]).fragment}"' in page


# Cards.


@pytest.mark.parametrize("page", [ARTICLE, "zh-hant-hk/glossary/index.html", "index.html"])
def test_a_page_names_a_picture_that_other_sites_can_show(addressed_site: Path, page: str) -> None:
    tree = LexborHTMLParser((addressed_site / page).read_text("utf-8"))
    meta = {
        node.attributes.get("property") or node.attributes.get("name"): node.attributes["content"]
        for node in tree.css("meta[content]")
    }
    assert meta["twitter:card"] == "summary_large_image"
    assert {"og:title", "og:type", "og:url", "og:locale", "og:description"} <= meta.keys()
    picture = place_of(addressed_site, meta["og:image"])
    image = Image.open(BytesIO(picture.read_bytes()))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert picture.stat().st_size < 60_000


def test_pages_that_have_no_address_of_their_own_name_none(addressed_site: Path) -> None:
    for page in ("404.html", "offline.html"):
        text = (addressed_site / page).read_text("utf-8")
        assert "canonical" not in text
        assert "og:" not in text
