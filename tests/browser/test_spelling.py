"""Pinyin that can be read: its size, the space between lines, and the style a reader chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.language.pinyin.styles import Style, spell_word
from generator.language.pinyin.syllables import split_with_separators
from tests.browser.conftest import Reader, build_site
from tests.browser.places import DESKTOP, PHONE

ARTICLES = ["deepseek-r1", "bookshop-cat", "jiazhu"]
STYLES = [style for style in Style if style is not Style.MARKS]

READINGS = """() => [...document.querySelectorAll(".reader rt")].map((rt) =>
  Object.fromEntries(["p", "s", "e", "n", "se", "sn"].filter((name) => name in rt.dataset)
    .map((name) => [name, rt.dataset[name]])))"""


def readings(page) -> list[dict[str, str]]:
    found = page.evaluate(READINGS)
    assert found
    return found


def respelt(reading: str, style: Style) -> str:
    """A reading of the page as the site would spell it in another style."""
    try:
        words = split_with_separators(reading)
    except ValueError:  # a letter, which no style respells
        return reading
    return "".join(
        (separator if style is not Style.ZHUYIN or not separator else " ") + spell_word(word, style)
        for separator, word in words
    )


def choose(page, style: str, shown: str) -> None:
    """Choose a style, and wait until the pinyin of 研究 is spelt in it."""
    page.evaluate("style => jiazhu.set('spelling', style)", style)
    page.wait_for_selector(f".reader rt[data-p='{shown}']", state="attached")


@pytest.mark.parametrize("slug", ARTICLES)
def test_a_reader_chooses_the_style_that_a_site_would_be_built_with(reader, slug):
    page = reader.open(f"zh-hans/{slug}/index.html")
    own = readings(page)
    first = own[0]["p"]
    for style in STYLES:
        choose(page, style.value, respelt(first, style))
        expected = [{k: respelt(v, style) for k, v in each.items()} for each in own]
        assert readings(page) == expected
    choose(page, "marks", first)
    assert readings(page) == own


def test_the_style_is_kept_and_shown_wherever_readings_are(reader):
    context = reader.context()
    page = reader.open(context=context)
    choose(page, "zhuyin", "ㄧㄢˊ ㄐㄧㄡ")
    page = reader.open(context=context)
    page.wait_for_selector("rt[data-p='ㄧㄢˊ ㄐㄧㄡ']", state="attached")
    assert page.locator("html").get_attribute("data-respelling") is None
    page.evaluate(
        """() => jiazhu.showWord([...document.querySelectorAll(".prose [data-k]")]
          .find((word) => word.textContent === "研究"))"""
    )
    popup = page.locator("#popup")
    assert popup.locator(".popup-head [data-slot=pinyin]").inner_text() == "ㄧㄢˊ ㄐㄧㄡ"
    page = reader.open("zh-hans/deepseek-r1/vocabulary/index.html", context=context)
    row = page.locator(".vocabulary-table tr", has_text="研究")
    row.get_by_text("ㄧㄢˊ ㄐㄧㄡ", exact=True).first.wait_for()
    page = reader.open("zh-hans/glossary/index.html", context=context)
    page.locator(".entry rt[data-p^='ㄖㄣˊ']").first.wait_for(state="attached")


@pytest.fixture
def in_style(browser, tmp_path: Path) -> Iterator[object]:
    """Builds a small site in a style, and opens its article."""
    readers = []

    def open_site(style: str):
        root = tmp_path / style
        (root / "articles").mkdir(parents=True)
        toml = 'title = { zh = "站", en = "Site" }\neditions = ["zh-Hans"]\n'
        toml += f'[pinyin]\nstyle = "{style}"\n'
        (root / "site.toml").write_text(toml, "utf-8")
        text = "---\ntitle: 一\nslug: one\n---\n他看不见西安的花儿，女儿第一次去旅游。"
        (root / "articles/one.md").write_text(text, "utf-8")
        build_site(root, root / "out")
        reader = Reader(browser, (root / "out").as_uri())
        readers.append(reader)
        return reader.open("zh-hans/one/index.html")

    yield open_site
    for reader in readers:
        reader.close()
        assert reader.problems == []


def known(reading: str, own: Style, style: Style) -> str:
    """What can be known of a reading from another style: some have no capitals and no hyphens."""
    if own in (Style.ZHUYIN, Style.WADE_GILES) and style in (Style.MARKS, Style.NUMBERS):
        reading = reading.replace("-", "")
    return reading.lower() if own is Style.ZHUYIN else reading


def test_from_every_style_to_every_other(in_style):
    pages = {style: in_style(style.value) for style in Style}
    built = {style: [each["p"] for each in readings(page)] for style, page in pages.items()}
    for own, page in pages.items():
        for style in Style:
            if style is own:
                continue
            page.evaluate("style => jiazhu.set('spelling', style)", style.value)
            page.wait_for_function(
                "first => document.querySelector('.reader rt').dataset.p === first",
                arg=known(built[style][0], own, style),
            )
            shown = [each["p"] for each in readings(page)]
            assert shown == [known(p, own, style) for p in built[style]], (own, style)
            page.evaluate("style => jiazhu.set('spelling', style)", own.value)
            page.wait_for_selector(f".reader rt[data-p='{built[own][0]}']", state="attached")


def test_no_hyphen_hangs(reader):
    page = reader.open()
    assert page.locator("rt[data-p='yǐnrén-zhùmù']").count() > 0
    for slug in ARTICLES:
        found = [
            p for each in readings(reader.open(f"zh-hans/{slug}/index.html")) for p in each.values()
        ]
        assert not [p for p in found if p.startswith("-") or p.endswith("-")]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pinyin_is_large_enough_to_read_and_has_a_size(reader, viewport):
    page = reader.open(viewport=viewport)
    size = "parseFloat(getComputedStyle(document.querySelector('.prose rt')).fontSize)"
    sizes = []
    for value in ("small", "medium", "large"):
        page.evaluate("value => jiazhu.set('reading', value)", value)
        sizes.append(page.evaluate(size))
    assert sizes == sorted(set(sizes))
    assert sizes[1] >= 11


def test_lines_have_a_space(reader):
    page = reader.open(viewport=PHONE)
    height = "parseFloat(getComputedStyle(document.querySelector('.prose')).lineHeight)"
    heights = []
    for value in ("tight", "normal", "loose"):
        page.evaluate("value => jiazhu.set('leading', value)", value)
        heights.append(page.evaluate(height))
    assert heights == sorted(set(heights))


# The width that each Han character without pinyin takes up, in em.
STRETCH = """() => [...document.querySelectorAll(".prose p")].flatMap((p) => {
  const em = parseFloat(getComputedStyle(p).fontSize);
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const rt = element.closest("ruby")?.querySelector("rt");
    if (element.closest(".tr") || rt?.checkVisibility()) continue;
    for (let at = 1; at < node.length; at += 1) {
      if (!/[\\u4e00-\\u9fff]{2}/.test(node.data.slice(at - 1, at + 1))) continue;
      const [before, after] = [at - 1, at].map((from) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, from + 1);
        return range.getBoundingClientRect();
      });
      if (before.top === after.top) found.push((after.left - before.left) / em);
    }
  }
  return found;
})"""


@pytest.mark.parametrize("settings", ["pinyin=none", "level=hsk6"])
def test_text_without_pinyin_is_not_stretched(reader, settings):
    page = reader.open(f"zh-hans/deepseek-r1/index.html#{settings}", viewport=PHONE)
    page.wait_for_selector(":root[data-whole]:not([data-marking])", state="attached")
    found = page.evaluate(STRETCH)
    assert len(found) > 100
    assert max(found) <= 1.13  # beside Latin there is an eighth
