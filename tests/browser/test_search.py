"""The search finds a sentence however one asks for it, and leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Reader, build_site
from tests.browser.host import Host
from tests.browser.places import ARTICLE, PHONE
from tests.files import write_files

SEARCH = "zh-hans/search/index.html"
SITE = 'title = { zh = "站", en = "Site" }\neditions = ["zh-Hans"]\n'
FIRST = "#search-results > li:first-child"

LAPTOP, MOUSE = "deepseek-r1/index.html#b6.s1", "jiazhu/index.html#b12.s1"
METRO, FUND = "jiazhu/index.html#b1.s2", "deepseek-r1/index.html#b7.s3"

# What is sought, and six ways to ask for it: simplified, traditional, the word of Taiwan, pinyin
# with tones, pinyin without tones and spaces, English.
TABLE = {
    LAPTOP: (
        "笔记本电脑",
        "筆記本電腦",
        "筆記型電腦",
        "bǐjìběn diànnǎo",
        "bijibendiannao",
        "laptop",
    ),
    MOUSE: ("鼠标", "鼠標", "滑鼠", "shǔbiāo", "shubiao", "mouse"),
    METRO: ("地铁", "地鐵", "捷運", "dì tiě", "ditie", "metro"),
    FUND: ("对冲基金", "對沖基金", "避險基金", "duìchōng jījīn", "duichongjijin", "hedge fund"),
}
QUERIES = [(query, place) for place, queries in TABLE.items() for query in queries]

# More ways to write the same.
OTHERS = [
    ("shu3biao1", MOUSE),
    ("ㄕㄨˇㄅㄧㄠ", MOUSE),
    ("huáshǔ", MOUSE),  # as Taiwan says it
    ("ＭＯＵＳＥ", MOUSE),
    ("hedge fund 基金", FUND),
    ("DUI CHONG ji'jin", FUND),
    ("复制了o1-mini，并将其开源", "deepseek-r1/index.html#b6.s3"),  # no spaces around Latin words
]


def ask(page: Page, query: str) -> None:
    """Ask for something, and wait until what is found is shown."""
    page.locator("#query").fill(query)
    page.locator("#query").press("Enter")
    page.wait_for_function(
        "query => new URLSearchParams(location.search).get('q') === query.trim()"
        " && !document.querySelector('#search').ariaBusy"
        " && document.querySelector('#search-status').textContent",
        arg=query,
    )


def first_sentence(page: Page) -> str:
    """Return the address of the first sentence, from the edition on."""
    href = page.locator(f"{FIRST} ul a").first.get_attribute("href")
    assert href is not None
    return href.removeprefix("../")


@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant-tw"])
def test_every_way_of_asking_finds_the_sentence_first(web_reader: Reader, edition: str) -> None:
    page = web_reader.open(f"{edition}/search/index.html")
    found = {}
    for query, _ in QUERIES + OTHERS:
        ask(page, query)
        expect(page.locator(f"{FIRST} mark").first).to_be_visible()
        found[query] = first_sentence(page)
    assert found == dict(QUERIES + OTHERS)


def test_the_index_is_there_from_disk_too(reader: Reader) -> None:
    page = reader.open(SEARCH)
    for queries, place in zip(zip(*TABLE.values(), strict=True), TABLE, strict=False):
        ask(page, queries[0])
        assert first_sentence(page) == LAPTOP, place
    ask(page, "ditie")
    assert first_sentence(page) == METRO


def test_the_box_in_the_header_and_a_slash_lead_to_the_search(web_reader: Reader) -> None:
    page = web_reader.open("zh-hant-tw/deepseek-r1/index.html")
    page.wait_for_selector("html[data-whole]", state="attached")
    page.keyboard.press("/")
    box = page.locator(".find input")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.fill("滑鼠")
    box.press("Enter")
    page.wait_for_url("**/zh-hant-tw/search/**")
    expect(page.locator(f"{FIRST} ul mark").first).to_have_text("滑鼠")
    page.locator(f"{FIRST} ul a").first.click()
    page.wait_for_url("**/zh-hant-tw/jiazhu/index.html#b12.s1")
    page.go_back()
    expect(page.locator("#query")).to_have_value("滑鼠")
    expect(page.locator(f"{FIRST} ul mark").first).to_have_text("滑鼠")


def test_on_a_phone_a_link_and_a_slash_lead_there(web_reader: Reader) -> None:
    page = web_reader.open("zh-hans/index.html", viewport=PHONE)
    expect(page.locator(".find")).to_be_hidden()
    page.locator(".bar .find-link").click()
    page.wait_for_url("**/zh-hans/search/**")
    expect(page.locator("#query")).to_be_focused()
    page = web_reader.open(ARTICLE, viewport=PHONE)
    page.wait_for_selector("html[data-whole]", state="attached")
    page.keyboard.press("/")
    page.wait_for_url("**/zh-hans/search/**")


def test_what_is_found_is_said_and_shown_as_one_types(web_reader: Reader) -> None:
    page = web_reader.open(SEARCH)
    page.locator("#query").press_sequentially("hedge fund")
    expect(page.locator("#search-status")).to_contain_text("1 篇文章")
    expect(page.locator(f"{FIRST} ul [lang=en] mark").first).to_have_text("hedge")
    expect(page.locator(f"{FIRST} h2 a")).to_have_attribute("href", "../deepseek-r1/index.html")
    page.locator("#query").fill("长颈鹿")
    expect(page.locator("#search-status")).to_contain_text("没有找到")
    expect(page.locator("#search-results > li")).to_have_count(0)
    page.locator("#query").fill("")
    expect(page.locator("#search-status")).to_be_empty()
    assert "q=" not in page.url


def test_all_sentences_of_an_article_can_be_shown(web_reader: Reader) -> None:
    page = web_reader.open(SEARCH)
    ask(page, "人工智能")
    more = page.locator(f"{FIRST} details")
    count = int(more.locator("summary b").inner_text())
    assert count > 3
    more.locator("summary").click()
    expect(more.locator("li")).to_have_count(count)
    expect(more.locator("li mark").last).to_have_text("人工智能")


def test_a_word_of_another_edition_is_marked_as_that_of_the_page(web_reader: Reader) -> None:
    page = web_reader.open("zh-hans/search/index.html?q=捷運")
    expect(page.locator(f"{FIRST} ul mark").first).to_have_text("地铁")


def test_without_a_network_what_was_searched_once_can_be_searched(
    browser: Browser, site: Path
) -> None:
    with Host({"/base": site}) as host:
        reader = Reader(browser, f"{host.url}/base")
        page = reader.open(SEARCH, service_workers="allow")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("navigator.serviceWorker.controller")
        page.reload()
        ask(page, "捷運")
        folder = site / "static"
        needed = [*folder.glob("search/**/*"), *folder.glob("articles/*/se*.js")]
        # Not `wait_for_function`, which takes the promise for the answer.
        page.evaluate(
            """async places => {
              const stored = (place) => caches.match(new URL(place, location.href));
              while (!(await Promise.all(places.map(stored))).every(Boolean))
                await new Promise(requestAnimationFrame);
            }""",
            [f"../../{path.relative_to(site)}" for path in needed if path.is_file()],
        )
        page.context.set_offline(True)
        page.reload()
        ask(page, "duichongjijin")
        assert first_sentence(page) == FUND
        page.context.set_offline(False)
        reader.close()


def test_only_likely_articles_are_read_the_likeliest_first(
    browser: Browser, tmp_path: Path
) -> None:
    texts = {
        "a": "动物园里有长颈鹿。",
        "b": "长江很长。我们学习语言。",
        "c": "长城很长。我们学习，我们也喜欢语言。语言很美。",
        "d": "## 语言\n\n长城在北方。",
    }
    files = {f"articles/{slug}.md": f"# {slug}\n\n{text}\n" for slug, text in texts.items()}
    write_files(tmp_path / "site", {"site.toml": SITE, **files})
    build_site(tmp_path / "site", tmp_path / "out")
    with Host({"": tmp_path / "out"}) as host:
        reader = Reader(browser, host.url)
        page = reader.open(SEARCH)
        read: set[str] = set()
        for query, found in (("长颈鹿", "a"), ("学习语言", "b"), ("语言", "dcb")):
            ask(page, query)
            links = page.locator("#search-results h2 a").all()
            assert [link.get_attribute("href") for link in links] == [
                f"../{slug}/index.html" for slug in found
            ]
            read.update(found)
            scripts = [url for url in reader.requests if url.endswith("/search.js")]
            assert {url.split("/")[-2] for url in scripts} - {"js"} == read
        reader.close()


def test_without_scripts_the_page_says_that_it_needs_them(web_reader: Reader) -> None:
    page = web_reader.open(SEARCH, java_script_enabled=False)
    assert "搜索需要脚本" in (page.locator("main noscript").text_content() or "")
    expect(page.locator("#query")).to_be_hidden()
