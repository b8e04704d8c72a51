"""Books in a reading system: epub.js, which lays out chapters in frames."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.places import DESKTOP, PHONE
from tests.browser.tools import module

SHELF = """<!doctype html><meta name=viewport content="width=device-width">
<style>body { margin: 0 } #book { height: 100vh }</style><div id=book></div>"""
OPEN = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  window.book = ePub(bytes.buffer);
  const size = { width: innerWidth, height: innerHeight };
  window.shown = book.renderTo("book", { ...size, flow: "scrolled-doc" });
  await shown.display("text/deepseek-r1.xhtml");
  const { toc } = await book.loaded.navigation;
  const { language, title, creator } = await book.loaded.metadata;
  return { language, title, creator, toc: toc.map(({ label }) => label.trim()) };
}"""


@pytest.fixture
def opened(reader, site):
    def open_(name: str, **options: object) -> tuple[Page, dict[str, object], Frame]:
        page = reader.context(**options).new_page()
        page.set_content(SHELF)
        for script in ("jszip/dist/jszip.min.js", "epubjs/dist/epub.min.js"):
            page.add_script_tag(path=str(module(script)))
        data = base64.b64encode((site / "exports" / name).read_bytes()).decode()
        facts = page.evaluate(OPEN, data)
        expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
        return page, facts, page.frames[-1]

    return open_


@pytest.mark.parametrize(
    ("name", "viewport", "language", "text"),
    [
        ("jiazhu.zh-hans.epub", PHONE, "zh-Hans", "真正"),
        ("jiazhu.zh-hant-tw.epub", DESKTOP, "zh-Hant-TW", "突破"),
    ],
)
def test_a_book_is_read(opened, name, viewport, language, text):
    _, facts, frame = opened(name, viewport=viewport)
    assert facts["language"] == language
    assert len(facts["toc"]) == 3
    assert "The cat in the bookshop" in facts["toc"][1]
    word = frame.locator("ruby", has_text=text).first
    base, reading = word.bounding_box(), word.locator("rt").bounding_box()
    assert reading["y"] + reading["height"] / 2 < base["y"] + base["height"] / 2
    assert reading["height"] > 6
    expect(word.locator("rp").first).to_be_hidden()
    english = frame.locator(".tr").first
    expect(english).to_be_visible()
    assert english.evaluate("each => getComputedStyle(each).display") == "block"
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    mark = frame.locator("sup a").first
    note = mark.get_attribute("href").removeprefix("#")
    expect(frame.locator(f'[id="{note}"]')).to_contain_text("〔1〕")
