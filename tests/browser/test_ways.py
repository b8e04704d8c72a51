"""Within an article and beyond it: contents, headings, neighbours, series, related articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Reader, build_site
from tests.browser.host import Host
from tests.browser.places import DESKTOP, PHONE, STILL, settle
from tests.browser.test_gates import barriers, faults
from tests.conftest import SharedFolder

ARTICLE = "zh-hans/b/index.html"
WIDE = {"width": 1500, "height": 900}


def make_site(root: Path) -> None:
    (root / "articles").mkdir()
    (root / "site.toml").write_text(
        'title = { zh = "路", en = "Ways" }\neditions = ["zh-Hans", "zh-Hant-TW"]\n', "utf-8"
    )
    paragraph = "猫在椅子上睡觉，鸟在树上唱歌，孩子们在院子里听。" * 6
    english = "The cat sleeps on the chair, the birds sing in the tree, the children listen. " * 6
    headings = [("##", "早上", "Morning"), ("###", "吃饭", "A meal"), ("##", "晚上", "Evening")]
    texts = {
        "b.md": "---\ntitle: 第二天\ntitle_en: The second day\ntags: [猫]\nseries: 日记\n---\n"
        + "".join(f"{mark} {zh}\n\n{paragraph}\n\n{paragraph}\n\n" for mark, zh, _ in headings),
        "b.en.md": "---\ntitle: The second day\n---\n"
        + "".join(f"{mark} {en}\n\n{english}\n\n{english}\n\n" for mark, _, en in headings),
        "a.md": "---\ntitle: 第一天\nseries: 日记\n---\n猫来了。\n",
        "c.md": "---\ntitle: 第三天\nseries: 日记\n---\n猫走了。\n",
        "d.md": "---\ntitle: 猫的书\ntitle_en: Cats\ntags: [猫]\n---\n一本书。\n",
        "e.md": "---\ntitle: 别的\ndate: 2025-01-01\n---\n没有猫。\n",
    }
    for name, text in texts.items():
        (root / "articles" / name).write_text(text, "utf-8")
    build_site(root, root / "_site")


@pytest.fixture
def ways_site(shared_folder: SharedFolder) -> Path:
    return shared_folder("ways", make_site) / "_site"


@pytest.fixture
def ways(browser, ways_site):
    reader = Reader(browser, ways_site.as_uri())
    yield reader
    reader.close()
    assert reader.problems == []


@pytest.fixture
def ways_web(browser, ways_site):
    with Host({"": ways_site}) as host:
        reader = Reader(browser, host.url)
        yield reader
        reader.close()
        assert reader.problems == []


def open_contents(page):
    # A click of the locator would scroll first.
    box = page.locator(".tool[popovertarget=contents]").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#contents:popover-open")


def current(page):
    return page.locator("#contents [aria-current]").all_inner_texts()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_contents_lead_to_the_headings(ways, viewport, scripts):
    page = ways.open(ARTICLE, viewport=viewport, java_script_enabled=scripts)
    page.locator(".tool[popovertarget=contents]").click()
    links = page.locator("#contents li a")
    assert [text.split() for text in links.all_inner_texts()] == [
        ["早上", "Morning"],
        ["吃饭", "A", "meal"],
        ["晚上", "Evening"],
    ]
    box = page.locator("#contents").bounding_box()
    assert box["height"] <= viewport["height"] * 0.6
    links.last.click()
    page.wait_for_function("decodeURIComponent(location.hash) === '#晚上'")
    heading = page.locator(".prose h2").last
    assert heading.get_attribute("id") == "晚上"
    page.wait_for_function(
        "e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < 300",
        arg=heading.element_handle(),
    )


def test_the_sheet_closes_when_a_section_is_chosen(ways):
    page = ways.open(ARTICLE, viewport=PHONE)
    open_contents(page)
    page.locator("#contents a").nth(1).click()
    page.wait_for_selector("#contents:not(:popover-open)", state="attached")
    page.go_back()
    page.wait_for_url("**/b/index.html")


def test_the_section_that_is_read_is_marked(ways):
    page = ways.open(ARTICLE, viewport=PHONE)
    settle(page)
    open_contents(page)
    assert current(page) == []
    for name in ("早上", "吃饭", "晚上"):
        page.evaluate("id => document.getElementById(id).scrollIntoView()", name)
        page.wait_for_function(
            "name => document.querySelector('#contents [aria-current]')?.innerText.includes(name)",
            arg=name,
        )
        assert len(current(page)) == 1


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_opening_the_contents_leaves_the_text_where_it_is(ways, viewport):
    page = ways.open(ARTICLE, viewport=viewport)
    settle(page)
    page.evaluate("document.getElementById('吃饭').scrollIntoView()")
    page.wait_for_function("scrollY > 0")
    page.evaluate(STILL)
    before = page.evaluate("scrollY")
    open_contents(page)
    page.wait_for_function(
        "document.querySelector('#contents [aria-current]')?.innerText.includes('吃饭')"
    )
    page.evaluate(STILL)
    assert page.evaluate("scrollY") == before


def test_the_contents_stand_beside_the_text_if_it_leaves_room(ways):
    page = ways.open(ARTICLE, viewport=WIDE)
    page.evaluate("jiazhu.set('translation', 'under')")
    contents, text = page.locator("#contents"), page.locator(".reader")
    assert contents.is_visible()
    box, beside = contents.bounding_box(), text.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] < beside["x"]
    page.evaluate("document.querySelectorAll('.prose h2')[1].scrollIntoView()")
    page.wait_for_function(
        "document.querySelector('#contents [aria-current]')?.innerText.startsWith('晚上')"
    )
    assert contents.bounding_box() == box
    page.evaluate("jiazhu.set('width', 'wide'), jiazhu.set('translation', 'side')")
    assert contents.is_hidden()
    open_contents(page)  # over the text
    assert contents.is_visible()


@pytest.mark.parametrize("by", ["pointer", "keys"])
def test_a_heading_has_a_link_to_itself(ways, by):
    page = ways.open(ARTICLE)
    text = page.evaluate("document.querySelector('.prose').textContent")
    heading = page.locator(".prose h2").nth(1)
    link = heading.locator(".permalink")
    if by == "pointer":
        heading.hover()
    else:
        page.locator(".prose [data-k]").first.focus()
        page.wait_for_selector(".permalink", state="attached")
        page.keyboard.press("Tab")
        while not link.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Tab")
    page.wait_for_function(
        "link => getComputedStyle(link).opacity === '1'", arg=link.element_handle()
    )
    assert link.get_attribute("aria-label")
    assert page.evaluate("document.querySelector('.prose').textContent") == text
    id_ = heading.get_attribute("id")
    if by == "pointer":
        link.click()
    else:
        page.keyboard.press("Enter")
    page.wait_for_function("id => decodeURIComponent(location.hash) === `#${id}`", arg=id_)


def test_an_article_with_few_headings_has_no_contents(reader):
    page = reader.open("zh-hans/bookshop-cat/index.html")
    assert page.locator("#contents, [popovertarget=contents]").count() == 0
    assert page.locator(".prose h2").first.get_attribute("id") == "老师的一天"


@pytest.mark.parametrize("scripts", [True, False])
def test_an_article_leads_to_its_neighbours_series_and_related_articles(ways, scripts):
    page = ways.open(ARTICLE, java_script_enabled=scripts)
    links = page.locator(".ways a:not(.ways-top a)")
    assert links.evaluate_all("all => all.map((a) => a.getAttribute('href'))") == [
        "../a/index.html",
        "../c/index.html",
        "../a/index.html",
        "index.html",
        "../c/index.html",
        "../d/index.html",
    ]
    assert page.locator(".ways [aria-current]").inner_text().startswith("第二天")
    kicker = page.locator(".kicker a")
    assert [kicker.nth(n).inner_text() for n in (0, 1, 2)] == ["日记", "猫", "2/3"]
    page.locator("[rel=next]").click()
    page.wait_for_url("**/zh-hans/c/index.html")
    page.goto(page.url.replace("zh-hans", "zh-hant-tw"))
    assert "日記" in page.locator("#series-title").inner_text()


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "desktop"])
def test_contents_and_ways_on_have_no_barrier(ways_web, viewport):
    page = ways_web.open(ARTICLE, viewport=viewport)

    def look(part: str = "html") -> None:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert barriers(page, theme, part) == [], theme

    page.evaluate("jiazhu.set('translation', 'under')")  # which leaves room for the contents
    page.locator(".prose h2").first.hover()  # which shows its link
    page.wait_for_selector(".permalink", state="attached")
    look()
    page.evaluate("document.getElementById('contents').showPopover()")
    look("#contents")


def test_pages_with_contents_are_valid_html(ways_site):
    pages = sorted(map(str, (ways_site / "zh-hans").glob("?/index.html")))
    assert len(pages) == 5
    assert faults(pages) == []


def test_one_gets_back_to_the_top(ways):
    page = ways.open(ARTICLE, viewport=PHONE)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.locator(".ways-top a").click()
    page.wait_for_function("scrollY < 60")
