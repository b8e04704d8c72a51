"""Every kind of page is valid, self-contained and as wide as its window."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

PAGES = [
    "index.html",
    "404.html",
    "zh-hans/index.html",
    "zh-hans/glossary/index.html",
    "zh-hans/about/index.html",
    "zh-hans/archive/index.html",
    "zh-hans/tags/书/index.html",
    "zh-hant-tw/levels/hsk-7-9/index.html",
    "zh-hans/grammar/index.html",
    "zh-hans/deepseek-r1/index.html",
    "zh-hans/deepseek-r1/vocabulary/index.html",
    "zh-hans/jiazhu/index.html",
    "zh-hant-tw/jiazhu/index.html",
    "zh-hant-tw/glossary/index.html",
    "zh-hant-hk/bookshop-cat/index.html",
]

WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_fetched_from_elsewhere(web_reader, page):
    opened = web_reader.open(page, service_workers="allow")
    opened.wait_for_load_state("networkidle")
    host = urlsplit(web_reader.base).netloc
    assert {urlsplit(url).netloc for url in web_reader.requests if "data:" not in url} == {host}


@pytest.mark.parametrize("page", PAGES)
def test_works_from_disk_at_any_width(reader, page):
    """Its ids are unique, too, and every internal link has a target."""
    opened = reader.open(page)
    assert opened.evaluate("typeof jiazhu.set") == "function"
    ids = opened.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    for link in opened.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
        if link.startswith("file:"):
            path, _, fragment = link.partition("#")
            file = Path(unquote(urlsplit(path).path))
            assert file.is_file(), link
            assert not fragment or unquote(fragment, errors="strict") in ids_in(file), link
    for width in (1100, 820, 390, 320):
        opened.set_viewport_size({"width": width, "height": 844})
        assert opened.evaluate(WIDER_THAN_WINDOW) <= 0, width
    assert all(url.startswith(("file:", "data:")) for url in reader.requests)


@cache
def ids_in(file: Path) -> set[str]:
    return set(re.findall(r'\bid="?([^"\s>]+)["\s>]', file.read_text("utf-8")))


def test_each_edition_declares_its_language(reader):
    for edition, lang in [
        ("hans", "zh-Hans"),
        ("hant-tw", "zh-Hant-TW"),
        ("hant-hk", "zh-Hant-HK"),
    ]:
        page = reader.open(f"zh-{edition}/deepseek-r1/index.html")
        assert page.evaluate("document.documentElement.lang") == lang
        alternates = page.eval_on_selector_all(".editions a", "links => links.map(l => l.hreflang)")
        assert alternates == ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]


def test_the_head_of_an_article_names_author_source_and_date(reader):
    page = reader.open(java_script_enabled=False)
    head = page.locator(".byline")
    assert "Caiwei Chen" in head.inner_text()
    assert "2025年1月24日" in head.inner_text()
    assert head.locator("a[href^='https://www.technologyreview.com/']").count() == 1


def test_an_apostrophe_in_english_metadata_is_narrow(reader):
    """In a Chinese typeface it is as wide as a Han character: project’ s."""
    page = reader.open()
    width = page.locator(".byline dd", has_text="project’s").evaluate(
        """fact => {
          const text = document.createTreeWalker(fact, NodeFilter.SHOW_TEXT).nextNode();
          const range = document.createRange();
          const at = text.data.indexOf("’");
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          return range.getBoundingClientRect().width / parseFloat(getComputedStyle(fact).fontSize);
        }"""
    )
    assert 0 < width < 0.45


def test_the_glossary_has_two_orders_without_a_script(reader):
    page = reader.open("zh-hans/glossary/index.html", java_script_enabled=False)
    assert page.locator(".by-pinyin").is_visible()
    assert page.locator(".by-english").is_hidden()
    page.locator("#order-english").check(force=True)
    assert page.locator(".by-pinyin").is_hidden()
    english = page.locator(".by-english .entry .entry-en").all_inner_texts()
    assert len(english) > 10


def test_a_glossary_entry_links_back_to_its_use(reader):
    page = reader.open("zh-hans/glossary/index.html")
    use = page.locator("#term-artificial-intelligence .entry-uses a").first
    target = use.get_attribute("href").partition("#")[2]
    use.click()
    page.locator(f'[id="{target}"]').wait_for(state="visible")
