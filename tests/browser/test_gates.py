"""What every page must keep to: valid HTML, no barrier, light, and no work for what is not seen.

A check that needs Node.js or Java is skipped without it, except in CI. Nothing is measured by a
clock: `python -m benchmarks.pages` does that, and `test_lighthouse.py` asks Lighthouse.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.pages import long_article
from tests.browser.conftest import Reader, build_site
from tests.browser.places import ARTICLE, DESKTOP, PHONE, WHOLE
from tests.browser.test_ruby import spoken
from tests.browser.tools import QUICK, java, module
from tests.conftest import SharedFolder

# --- Valid ---

UNKNOWN_TO_VNU = {
    # Interest invokers: https://open-ui.org/components/interest-invokers.explainer/
    "Attribute “interestfor” not allowed on element “a” at this point.",
}


def faults(pages: Sequence[str]) -> list[str]:
    """Return what is not valid in HTML files."""
    checker = str(module("vnu-jar/build/dist/vnu.jar"))
    said = java(*QUICK, "-jar", checker, "--errors-only", "--stdout", "--format", "json", *pages)
    return [
        f"{message['url']}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(said)["messages"]
        if message["message"] not in UNKNOWN_TO_VNU
    ]


def test_every_page_is_valid_html(site, addressed_site):
    pages = sorted(map(str, site.rglob("*.html")))
    assert len(pages) > 25
    with_addresses = [ARTICLE, "index.html", *SIMPLE_PAGES]
    assert faults([*pages, *(str(addressed_site / page) for page in with_addresses)]) == []


# --- Without barriers ---

# All rules, also that of WCAG 2.2 for the size of what is tapped, which axe leaves to be asked for.
# A theme changes colours alone: in the dark one, only the rules about colours are asked for.
RULES = {
    "light": {"rules": {"target-size": {"enabled": True}}},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}
VIOLATIONS = """async ([part, rules]) => (await axe.run(part, rules)).violations
  .flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join("\\n")))"""

# What opens or changes: what brings it about, and the elements that must then be sound.
# The pop-up is scrolled to its end, where nothing is half under its buttons.
OPEN_POPUP = """(async () => {
    await jiazhu.showWord(document.querySelector('.prose [data-k]'));
    document.getElementById('popup').scrollTop = 10000;
})()"""
STATES = {
    "pop-up": (OPEN_POPUP, "#popup"),
    **{
        f"settings: {tab}": (
            f"document.getElementById('settings').showPopover(), jiazhu.set('pinyin', 'level'),"
            f" document.getElementById('tab-{tab}').click()",
            "#settings",
        )
        for tab in ("pinyin", "english", "text", "tones", "me")
    },
    "byline": ("document.querySelector('.byline').open = true", ".byline"),
    "note": ("document.querySelector('.note').showPopover()", ".note:popover-open"),
    "tap": ("jiazhu.set('translation', 'tap')", ".prose > p:nth-of-type(2)"),
    "player": ("document.getElementById('player').showPopover()", "#player"),
    "tones": ("jiazhu.set('tones', 'on')", ".prose > p:nth-of-type(2)"),
}
# Undoes what a state changes, before the next one.
AS_AT_FIRST = """() => {
  for (const open of document.querySelectorAll(":popover-open")) open.hidePopover();
  document.querySelector(".byline").open = false;
  document.querySelector("[data-reset]").click();
  scrollTo(0, 0);
}"""

SIMPLE_PAGES = [
    "zh-hans/index.html",
    "zh-hans/glossary/index.html",
    "zh-hans/bookshop-cat/vocabulary/index.html",
    "zh-hans/about/index.html",
    "zh-hans/archive/index.html",
    "zh-hans/tags/书/index.html",
    "zh-hans/grammar/index.html",
    "zh-hans/search/index.html?q=捷運",
    "404.html",
    "offline.html",
]


LOOKS = [(PHONE, "light"), (DESKTOP, "dark")]
"""Colours depend on the theme, and sizes on the window: two of the four tell of both."""


def barriers(page, theme: str, part: str = "html") -> list[str]:
    if not page.evaluate("typeof axe === 'object'"):
        page.add_script_tag(path=str(module("axe-core/axe.min.js")))
    assert page.evaluate("axe.version")
    assert page.locator(part).count() == 1
    return page.evaluate(VIOLATIONS, [part, RULES[theme]])


@pytest.mark.parametrize("path", [ARTICLE, *SIMPLE_PAGES])
def test_no_page_has_a_barrier(web_reader, path):
    page = web_reader.open(path, viewport=PHONE)
    for viewport, theme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=theme)
        assert barriers(page, theme) == [], theme


@pytest.mark.parametrize(("viewport", "theme"), LOOKS, ids=["phone", "desktop"])
def test_nothing_that_opens_has_a_barrier(web_reader, viewport, theme):
    page = web_reader.open(viewport=viewport, color_scheme=theme)
    found = {}
    for state, (act, part) in STATES.items():
        page.evaluate(act)
        found[state] = barriers(page, theme, part)
        page.evaluate(AS_AT_FIRST)
    assert found == {state: [] for state in STATES}


# --- Light ---


def gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def test_an_article_is_light(site):
    article = site / ARTICLE
    assert "data-k=" in article.read_text("utf-8")
    assert gzipped(article) <= 90_000
    assert gzipped(site / "static/js/jiazhu.js") <= 25_000
    assert gzipped(site / "static/css/jiazhu.css") <= 14_000


def test_an_article_loads_its_own_few_files_and_no_others(web_reader):
    page = web_reader.open()
    # What pop-ups need is loaded when the browser is idle, which may be after the network is.
    page.wait_for_function(
        """["words.js", "common.js", "examples.js"].every((name) =>
          performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(name)))"""
    )
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert {urlsplit(url).netloc for url in loaded} == {urlsplit(web_reader.base).netloc}
    names = [Path(urlsplit(url).path).name for url in loaded]
    # A browser with tabs also loads the icon, once a site.
    of_page = ["early.js", "step.js", "jiazhu.css", "zh-hans.js", "jiazhu.js"]
    of_popup = ["words.js", "common.js", "examples.js"]
    assert {name for name in names if name != "favicon.svg"} == {*of_page, *of_popup}


# --- Calm ---

OBSERVE = """
window.seen = { shifts: 0 };
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  seen.shifts += entry.value;
})).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = """new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", [ARTICLE, "zh-hans/index.html", "zh-hans/glossary/index.html"])
def test_nothing_moves_while_a_page_loads_and_scrolls(web_reader, path, viewport):
    context = web_reader.context(viewport=viewport)
    context.add_init_script(OBSERVE)
    page = web_reader.open(path, context=context)
    page.wait_for_load_state("networkidle")
    for _ in range(12):
        page.mouse.wheel(0, 700)
        page.evaluate(PAINTED)
    assert page.evaluate("seen.shifts") == 0


SHOWN = """() => [...document.querySelectorAll(".prose .s")].filter((s) =>
  s.checkVisibility({ contentVisibilityAuto: true })).length"""
# An idle browser that works through what it was asked only when it is told to.
IDLE = """
window.idle = [];
window.requestIdleCallback = (task) => idle.push(task);
"""


def test_an_article_is_laid_out_at_once(web_reader):
    context = web_reader.context(viewport=PHONE)
    context.add_init_script(IDLE)
    page = web_reader.open(context=context)
    page.evaluate(PAINTED)
    assert page.evaluate(SHOWN) == page.locator(".prose .s").count()
    assert page.locator(WHOLE).count() == 1


# --- Long ---


@pytest.fixture
def long_reader(browser, shared_folder: SharedFolder) -> Iterator[Reader]:
    """Reads an article as long as a book from disk."""

    def fill(folder: Path) -> None:
        long_article.write(folder / "in", paragraphs=450)
        build_site(folder / "in", folder / "out")

    reader = Reader(browser, (shared_folder("long", fill) / "out").as_uri())
    yield reader
    reader.close()
    assert reader.problems == []


LONG = "zh-hans/long/index.html"


def open_long(reader: Reader, path: str):
    page = reader.open(path, viewport=PHONE)
    page.evaluate(PAINTED)
    return page


def styled_by_switching(browser, page) -> int:
    """The number of elements whose style is worked out when pinyin is hidden and shown again."""
    page.wait_for_selector(WHOLE, state="attached")
    page.evaluate("requestIdleCallback = () => 0")
    browser.start_tracing(page=page, categories=["blink", "devtools.timeline"])
    for value in ("none", "all"):
        page.evaluate("value => jiazhu.set('pinyin', value)", value)
        page.evaluate(PAINTED)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    return sum(event["args"].get("elementCount", 0) for event in events if "args" in event)


@pytest.mark.parametrize("place", [0, 0.5])
def test_switching_pinyin_styles_what_is_seen_however_long_the_text_is(
    browser, reader, long_reader, place
):
    counts = []
    for opened in (open_long(reader, ARTICLE), open_long(long_reader, LONG)):
        opened.evaluate(
            "place => scrollTo(0, document.documentElement.scrollHeight * place)", place
        )
        opened.evaluate(PAINTED)
        counts.append((styled_by_switching(browser, opened), opened.locator(".prose *").count()))
    (short, _), (long, everything) = counts
    # The seams of its blocks lie elsewhere, and the browser styles a few elements ahead.
    assert 0 < long <= short * 1.5
    assert long < everything


def test_a_long_text_keeps_its_boxes_and_its_height_while_a_setting_changes(long_reader):
    page = open_long(long_reader, LONG)
    page.wait_for_selector(WHOLE, state="attached")
    # Contained in any case: a block that becomes contained gets all of its boxes anew.
    contained = (
        "[...document.querySelectorAll('.prose > *')].map((p) => getComputedStyle(p).contain)"
    )
    assert set(page.evaluate(contained)) == {"content"}
    page.evaluate("requestIdleCallback = () => 0")
    height = "document.querySelector('.prose').getBoundingClientRect().height"
    before = page.evaluate(height)
    page.evaluate("jiazhu.set('theme', 'dark')")
    page.evaluate(PAINTED)
    assert page.evaluate(SHOWN) < page.locator(".prose .s").count() / 4
    assert page.evaluate(height) == pytest.approx(before, rel=0.001)


def test_most_of_a_long_text_is_not_laid_out_before_it_is_near(long_reader):
    context = long_reader.context(viewport=PHONE)
    context.add_init_script(IDLE)
    page = long_reader.open(LONG, context=context)
    page.evaluate(PAINTED)
    shown = page.evaluate(SHOWN)
    assert 0 < shown < page.locator(".prose .s").count() / 10
    for _ in range(3):
        page.mouse.wheel(0, 5000)
        page.evaluate(PAINTED)
        page.evaluate(PAINTED)
        # What is in the window is drawn, wherever one scrolls to.
        assert page.evaluate(
            """() => {
              const at = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
              const block = at.closest(".prose > *");
              return !block || block.checkVisibility({ contentVisibilityAuto: true });
            }"""
        )


def test_a_long_text_is_completed_in_idle_time_after_each_change(long_reader):
    context = long_reader.context(viewport=PHONE)
    context.add_init_script(IDLE)
    page = long_reader.open(LONG, context=context)
    sentences = page.locator(".prose .s").count()

    def complete() -> list[int]:
        """The sentences that are laid out after each turn of the idle browser."""
        page.wait_for_function("idle.length > 0")
        return page.evaluate(
            f"""() => {{
              const shown = {SHOWN};
              const counts = [];
              while (idle.length) {{
                idle.shift()();
                counts.push(shown());
              }}
              return counts;
            }}"""
        )

    page.wait_for_function("document.readyState === 'complete'")
    counts = complete()
    assert counts == sorted(counts)
    assert len(counts) > 3
    assert counts[-1] == sentences
    assert page.locator(WHOLE).count() == 1
    page.evaluate("jiazhu.set('pinyin', 'none')")
    page.evaluate(PAINTED)
    assert page.locator(WHOLE).count() == 0
    assert page.evaluate(SHOWN) < sentences / 4
    assert complete()[-1] == sentences
    assert page.locator(WHOLE).count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_accessibility_tree_has_all_of_a_long_text(long_reader, scripts):
    page = long_reader.open(LONG, viewport=PHONE, java_script_enabled=scripts)
    if scripts:
        page.wait_for_selector(WHOLE, state="attached")
    text = "".join(spoken(page).split())
    for sentence in page.locator(".prose .s").all_text_contents():
        assert "".join(sentence.split()) in text


def test_the_height_of_a_long_text_is_estimated(long_reader):
    context = long_reader.context(viewport=PHONE)
    context.add_init_script(IDLE)
    page = long_reader.open(LONG, context=context)
    page.evaluate(PAINTED)
    height = "document.querySelector('.prose').getBoundingClientRect().height"
    page.wait_for_function("idle.length === 2")
    estimate = page.evaluate(height)
    page.evaluate("(() => { while (idle.length) idle.shift()(); })()")
    page.wait_for_selector(WHOLE, state="attached")
    assert estimate == pytest.approx(page.evaluate(height), rel=0.2)


def test_a_long_text_is_found_linked_and_copied_to_its_end(long_reader):
    page = open_long(long_reader, LONG)
    last = page.locator(".prose > p").last
    words = last.evaluate("p => p.querySelector('.s').textContent.slice(0, 12)")
    assert page.evaluate("words => find(words)", words)
    last_id = page.evaluate("[...document.querySelectorAll('.prose .s[id]')].at(-1).id")
    page.goto(f"{page.url}#{last_id}")
    page.evaluate(PAINTED)
    box = page.locator(f'[id="{last_id}"]').bounding_box()
    assert box["y"] < PHONE["height"]
    assert box["y"] + box["height"] > 0
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.prose')), String(getSelection())"
    )
    sentences = page.eval_on_selector_all(".prose .s", "all => all.map((s) => s.textContent)")
    assert all(sentence.replace("\n", "") in copied for sentence in sentences)
