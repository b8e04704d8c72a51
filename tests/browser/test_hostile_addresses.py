"""Addresses that a stranger links to, and what another program has stored: a page stays itself."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.places import ARTICLE, settle

EVIL = "<img src=x onerror=\"document.title='evil'\">"
FRAGMENTS = [
    "%",
    "%E0%A4%A",
    EVIL,
    '"]),evil',
    "b1.s1&theme=<evil>&__proto__=evil&constructor=evil",
    "&theme=dark&theme=" + "x" * 10_000,
    "__proto__",
    ":~:text=银行",
    "javascript:evil()",
]
KEYS = [
    "jiazhu",
    *(f"jiazhu-{name}" for name in "hint known learning voice speed places way-back".split()),
]
STORED = [
    EVIL,
    "null",
    "[]",
    "{}",
    '"x"',
    "[null, 1, {}]",
    '{"__proto__": {"theme": 1}}',
    "[" * 5000,
]
SEARCH = "zh-hans/search/index.html"


def check(page: Page) -> None:
    """Check that a page has nothing of the stranger's making, and that its scripts run."""
    settle(page)
    assert "evil" not in page.title()
    assert page.locator("img[src=x], evil").count() == 0
    assert page.evaluate("({}).evil === undefined && Object.keys(Object.prototype).length === 0")


def test_fragments(reader: Reader) -> None:
    page = reader.open(ARTICLE)
    for fragment in FRAGMENTS:
        page.evaluate("hash => { location.hash = hash }", fragment)
        check(page)
    page.goto(f"{reader.base}/{ARTICLE}#{FRAGMENTS[0]}")
    page.reload()
    check(page)


@pytest.mark.parametrize("path", [ARTICLE, "zh-hans/my-words/index.html", "zh-hans/index.html"])
def test_what_is_stored_is_no_list_of_words(reader: Reader, path: str) -> None:
    page = reader.open(path)
    for value in STORED:
        page.evaluate(
            """([keys, value]) => {
              for (const key of keys) {
                localStorage.setItem(key, value);
                sessionStorage.setItem(key, value);
              }
            }""",
            [KEYS, value],
        )
        page.reload()
        page.wait_for_load_state("load")
        assert "evil" not in page.title()
        assert page.locator("img[src=x], evil").count() == 0


def test_a_search_that_is_markup(reader: Reader) -> None:
    page = reader.open(SEARCH)
    for query in (EVIL, "%", "\\", "(" * 2000, "\u0000", "银行" + EVIL, "*" * 500, "a" * 20_000):
        page.goto(f"{reader.base}/{SEARCH}?q={quote(query)}")
        expect(page.locator("#search-status")).not_to_be_empty()
        assert page.locator("img[src=x], evil").count() == 0
        assert "evil" not in page.title()


def test_messages_of_other_windows_do_nothing(reader: Reader) -> None:
    page = reader.open(ARTICLE)
    settle(page)
    before = page.content()
    for message in (EVIL, json.dumps({"page": "https://evil.example/", "files": []}), "reload"):
        page.evaluate(
            "data => { postMessage(data, '*'); postMessage({ page: data }, '*') }", message
        )
    page.evaluate("() => new Promise((done) => { setTimeout(done); })")
    assert page.content() == before
