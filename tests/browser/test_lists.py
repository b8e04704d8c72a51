"""Lists of articles: filters, pages of tags and levels, what has been begun, and coverage."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.places import DESKTOP, PHONE

HOME = "zh-hans/index.html"
BOOKS = "zh-hans/tags/书/index.html"
ARCHIVE = "zh-hans/archive/index.html"


def shown(page) -> list[str]:
    """The titles of the articles in the list of a page."""
    return page.locator(".year .lines li:visible > a").all_inner_texts()


# --- Filters ---


def test_the_home_page_leads_to_its_tags_and_levels_without_scripts(reader):
    page = reader.open(HOME, java_script_enabled=False)
    filters = page.locator(".filters")
    box, first = filters.bounding_box(), page.locator(".card").first.bounding_box()
    assert box["y"] + box["height"] <= first["y"] + 1
    filters.get_by_role("link", name="书").click()
    assert page.locator("h1").inner_text().split() == ["书", "2"]
    assert shown(page) == ["字里行间的小字", "书店里的猫"]
    assert page.locator(".narrowing").is_hidden()
    page.go_back()
    page.locator(".filters").get_by_role("link", name="HSK 2").click()
    assert shown(page) == ["书店里的猫"]


def test_a_tag_has_the_same_page_in_every_edition(reader):
    page = reader.open(BOOKS)
    page.locator(".editions a[hreflang=zh-Hant-TW]").click()
    page.wait_for_url("**/zh-hant-tw/**")
    assert page.locator("h1").inner_text().split() == ["書", "2"]


def test_an_article_leads_to_the_pages_of_its_tags(reader):
    page = reader.open("zh-hant-hk/bookshop-cat/index.html")
    page.locator(".kicker a", has_text="書").click()
    page.wait_for_url("**/tags/**")
    assert "書店裏的貓" in shown(page)


def test_a_list_is_narrowed_to_a_level_and_a_tag_which_the_address_keeps(reader):
    page = reader.open(ARCHIVE)
    assert len(shown(page)) == 3
    page.get_by_role("combobox", name="By topic").select_option("书")
    assert shown(page) == ["字里行间的小字", "书店里的猫"]
    assert page.locator(".year:visible").count() == 1  # nothing of 2025 is left
    page.get_by_role("combobox", name="By level").select_option("HSK 2")
    assert shown(page) == ["书店里的猫"]
    assert page.locator(".narrowing output b").inner_text() == "1"
    page.reload()
    assert shown(page) == ["书店里的猫"]
    page.get_by_role("combobox", name="By level").select_option("HSK 7–9")
    assert shown(page) == []
    page.get_by_role("combobox", name="By level").select_option("")
    page.get_by_role("combobox", name="By topic").select_option("")
    assert len(shown(page)) == 3
    assert "?" not in page.url


def test_a_choice_that_does_not_exist_is_ignored(reader):
    page = reader.open(f"{ARCHIVE}?tag=none&level=HSK+5")
    assert shown(page) == ["字里行间的小字"]


# --- Continue reading ---


def begin(context, reader, edition="zh-hans", slug="deepseek-r1", sentence="b9.s1"):
    page = reader.open(f"{edition}/{slug}/index.html", context=context)
    page.evaluate("id => document.getElementById(id).scrollIntoView()", sentence)
    page.wait_for_function(f"(localStorage.getItem('jiazhu-places') ?? '').includes('/{slug}/')")
    page.close()


def test_what_has_been_begun_is_on_the_home_page_the_latest_first(web_reader):
    context = web_reader.context()
    page = web_reader.open(HOME, context=context)
    assert page.locator("#unfinished").is_hidden()
    begin(context, web_reader)
    begin(context, web_reader, slug="bookshop-cat", sentence="b5.s1")
    for path in (HOME, "index.html"):
        page = web_reader.open(path, context=context)
        begun = page.locator("#unfinished li")
        texts = [" ".join(text.split()) for text in begun.all_inner_texts()]
        assert re.match(r"书店里的猫 读到 Read up to \d+%", texts[0])
        assert re.match(r"中国顶尖人工智能模型如何突破美国制裁 读到 Read up to \d+%", texts[1])
        assert page.locator(".card").first.bounding_box()["y"] > begun.last.bounding_box()["y"]
    begun.last.locator("a").click()
    page.wait_for_url("**/zh-hans/deepseek-r1/index.html#b*")
    page.wait_for_function("scrollY > 0")


def test_what_was_begun_in_one_edition_goes_on_in_another(web_reader):
    context = web_reader.context()
    begin(context, web_reader)
    page = web_reader.open("zh-hant-tw/index.html", context=context)
    link = page.locator("#unfinished a")
    assert link.get_attribute("lang") == "zh-Hans"
    assert "/zh-hant-tw/deepseek-r1/" in link.evaluate("link => link.href")


def test_what_has_been_begun_can_be_removed_by_key(web_reader):
    context = web_reader.context()
    begin(context, web_reader)
    begin(context, web_reader, slug="bookshop-cat", sentence="b5.s1")
    page = web_reader.open(HOME, context=context)
    page.locator("#unfinished button").first.press("Enter")
    assert page.locator("#unfinished li").count() == 1
    assert page.evaluate("document.activeElement.textContent").startswith("中国顶尖")
    page.locator("#unfinished button").press("Enter")
    assert page.locator("#unfinished").is_hidden()
    assert page.evaluate("localStorage.getItem('jiazhu-places')") == "{}"


PLACE = {"s": "b2.s1", "p": 0.5, "t": "甲", "l": "zh-Hans"}


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "[1]",
        '{"/base/a/": null}',
        json.dumps({"/base/a/": {**PLACE, "d": True}}),  # finished
        json.dumps({"/base/a/": {"s": "b2.s1", "p": 0.5}}),  # of an earlier version
        json.dumps({"/other/a/": PLACE, "/base/a/b/": PLACE, "/base/../a/": PLACE}),
    ],
)
def test_nothing_else_is_among_what_has_been_begun(web_reader, stored):
    context = web_reader.context()
    page = web_reader.open(HOME, context=context)
    page.evaluate("value => localStorage.setItem('jiazhu-places', value)", stored)
    page.reload()
    assert page.locator("#unfinished").is_hidden()


# --- Coverage ---


def covered(page, slug: str) -> str:
    article = page.locator(f"[data-coverage]:has(a[href*={slug}]) .covered")
    return " ".join(article.inner_text().split())


@pytest.mark.parametrize("path", [HOME, BOOKS])
def test_each_article_shows_how_much_of_it_the_level_covers(reader, path):
    page = reader.open(path)
    assert page.locator(".covered:visible").count() == 0
    page.evaluate("jiazhu.set('level', '3')")
    before = covered(page, "bookshop-cat")
    assert re.fullmatch(r"HSK 3 覆盖 covers \d\d%", before)
    page.evaluate("jiazhu.set('level', '7')")
    assert re.fullmatch(r"HSK 7–9 覆盖 covers (9\d|100)%", covered(page, "bookshop-cat"))
    page.evaluate("jiazhu.set('level', '3'); jiazhu.set('standard', '2.0')")
    assert covered(page, "bookshop-cat") != before
    page.evaluate("jiazhu.set('level', '0')")
    assert page.locator(".covered:visible").count() == 0


def test_the_coverage_is_that_of_the_article(reader):
    page = reader.open("zh-hans/bookshop-cat/index.html")
    page.evaluate("jiazhu.set('level', '2')")
    page.locator(".tally").scroll_into_view_if_needed()
    own = page.locator(".by-list > [data-list='2026'] [role=img]").get_attribute("aria-label")
    home = reader.open(HOME, context=page.context)
    share = covered(home, "bookshop-cat").rpartition(" ")[2].rstrip("%")
    assert f", 2: {share}%," in own


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  shifts += entry.value;
})).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_for_a_reader_who_has_begun_and_has_a_level(web_reader, viewport):
    context = web_reader.context(viewport=viewport)
    begin(context, web_reader)
    page = web_reader.open(HOME, context=context)
    page.evaluate("jiazhu.set('level', '3')")
    context.add_init_script(SHIFTS)
    page = web_reader.open(HOME, context=context)
    page.wait_for_load_state("networkidle")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.locator("#unfinished li").count() == 1
    assert page.locator(".covered:visible b").count() == 3
    assert page.evaluate("shifts") == 0
