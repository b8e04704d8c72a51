"""The search finds a sentence however one asks for it, and leads to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader

SEARCH = "zh-hans/search/index.html"
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


def test_from_disk_all_articles_are_read(reader: Reader) -> None:
    page = reader.open(SEARCH)
    for queries, place in zip(zip(*TABLE.values(), strict=True), TABLE, strict=False):
        ask(page, queries[0])
        assert first_sentence(page) == LAPTOP, place
    ask(page, "ditie")
    assert first_sentence(page) == METRO
