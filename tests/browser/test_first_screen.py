"""The first screen: the text begins high, is painted at once, and says what one can do with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from tests.browser.places import ARTICLE, DESKTOP, PHONE

TABLET = {"width": 768, "height": 1024}
SEEDS = ["deepseek-r1", "bookshop-cat", "jiazhu"]


def hold(held: list[Route], route: Route) -> None:
    held.append(route)


def translation(page):
    return page.locator("html").get_attribute("data-translation")


# --- Where the text begins ---


@pytest.mark.parametrize("slug", SEEDS)
def test_the_text_begins_in_the_upper_half_of_a_phone(web_reader, slug):
    context = web_reader.context(viewport=PHONE)
    for first_visit in (True, False):
        page = web_reader.open(f"zh-hans/{slug}/index.html", context=context)
        assert page.locator(".hint").is_visible() == first_visit
        top = page.locator(".prose").bounding_box()["y"]
        assert top < (500 if first_visit else PHONE["height"] / 2)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_byline_is_one_line_that_opens(reader, scripts):
    page = reader.open(viewport=PHONE, java_script_enabled=scripts)
    byline = page.locator(".byline")
    summary, rest = byline.locator("summary"), byline.locator("dl")
    assert byline.bounding_box()["height"] < 48
    assert summary.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert rest.is_hidden()
    summary.click()
    rest.wait_for(state="visible")
    assert "来源" in rest.inner_text()
    summary.press("Enter")
    rest.wait_for(state="hidden")


# --- Painted at once ---

# Where the Chinese and the English of the first sentences are, and whether they are side by side.
BESIDE = """() => [...document.querySelectorAll('.prose > p')].slice(0, 2)
  .flatMap((p) => [...p.querySelectorAll('.pair')])
  .map((pair) => {
    const [zh, en, aside] = [".zh .s", ".tr", ".placed"].map((part) =>
      pair.querySelector(part)?.getClientRects()[0]);
    return [zh.top, en.top, aside?.left - pair.closest("p").getBoundingClientRect().left > 300];
  })"""
VISIBLE = "e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })"


@pytest.mark.parametrize("base", ["zh", "en"])
def test_the_text_is_shown_with_its_english_beside_it_before_the_scripts_arrive(web_reader, base):
    context = web_reader.context(viewport=DESKTOP)
    web_reader.open(context=context).evaluate(f"jiazhu.set('base', '{base}')")
    held: list[Route] = []
    context.route("**/jiazhu.js", lambda route: hold(held, route))
    page = context.new_page()
    page.goto(f"{web_reader.base}/{ARTICLE}", wait_until="commit")
    page.wait_for_function(
        """() => {
          const paragraphs = [...document.querySelectorAll(".prose > p")];
          const pairs = paragraphs.slice(0, 2).flatMap((p) => [...p.querySelectorAll(".pair")]);
          return performance.getEntriesByName("first-contentful-paint").length
            && paragraphs.length > 2 && pairs.every((pair) => pair.querySelector(".placed"));
        }"""
    )
    assert page.evaluate("typeof jiazhu.set") == "undefined"
    text = page.locator(".prose > p").first
    for part in (text, text.locator(".tr").first, text.locator(".s").first):
        assert part.evaluate(VISIBLE)
    before = page.evaluate(BESIDE)
    assert all(beside for _, _, beside in before)
    for route in held:
        route.continue_()
    page.wait_for_function("typeof jiazhu.set === 'function'")
    assert page.evaluate(BESIDE) == before


def test_on_tap_the_buttons_are_there_before_the_scripts_arrive(web_reader):
    context = web_reader.context(viewport=PHONE)
    held: list[Route] = []
    context.route("**/jiazhu.js", lambda route: hold(held, route))
    page = context.new_page()
    page.goto(f"{web_reader.base}/{ARTICLE}", wait_until="commit")
    page.wait_for_function("document.querySelectorAll('.prose .reveal').length > 3")
    top = "document.querySelector('.prose > :nth-child(4)').getBoundingClientRect().top"
    before = page.evaluate(top)
    for route in held:
        route.continue_()
    page.wait_for_function("document.querySelector('.prose .reveal').hasAttribute('aria-label')")
    assert page.evaluate(top) == before


# --- What a window shows at first ---


@pytest.mark.parametrize(
    ("viewport", "shown"), [(PHONE, "tap"), (TABLET, "tap"), (DESKTOP, "side")]
)
def test_the_translation_is_on_tap_in_a_narrow_window_and_beside_in_a_wide_one(
    reader, viewport, shown
):
    page = reader.open(viewport=viewport)
    assert translation(page) == shown
    assert page.evaluate("localStorage.getItem('jiazhu')") is None


def test_the_default_follows_the_window_and_a_choice_does_not(web_reader):
    page = web_reader.open(viewport=DESKTOP)
    page.set_viewport_size(TABLET)
    page.wait_for_selector(":root[data-translation=tap]", state="attached")
    page.set_viewport_size(DESKTOP)
    page.wait_for_selector(":root[data-translation=side]", state="attached")
    page.evaluate("jiazhu.set('translation', 'under')")
    page.set_viewport_size(PHONE)
    page.wait_for_function("innerWidth < 400")
    assert translation(page) == "under"


# --- The hint ---


def test_the_first_visit_says_once_that_words_can_be_tapped(web_reader):
    context = web_reader.context(viewport=PHONE)
    page = web_reader.open(context=context)
    hint = page.locator(".hint")
    assert "词语" in hint.inner_text()
    assert "Tap a word" in hint.inner_text()
    # It covers no text.
    box, text = hint.bounding_box(), page.locator(".prose").bounding_box()
    assert box["y"] + box["height"] <= text["y"]
    hint.locator("button").click()
    hint.wait_for(state="hidden")
    for path in (ARTICLE, "zh-hant-tw/jiazhu/index.html"):
        assert web_reader.open(path, context=context).locator(".hint").is_hidden()


def test_the_hint_is_not_shown_again_if_it_was_left_alone(web_reader):
    context = web_reader.context()
    assert web_reader.open(context=context).locator(".hint").is_visible()
    assert web_reader.open(context=context).locator(".hint").is_hidden()


def test_without_scripts_there_is_no_hint(reader):
    assert reader.open(java_script_enabled=False).locator(".hint").is_hidden()
