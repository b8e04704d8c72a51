"""The dictionary pop-up: opened by click, tap and keys, and never over its word."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.places import PHONE

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
OVERLAP = """() => {
  const a = document.getElementById("popup").getBoundingClientRect();
  return [...document.querySelector("[data-k].open").getClientRects()].some((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
}"""
INSIDE = """() => {
  const a = document.getElementById("popup").getBoundingClientRect();
  return a.left >= 0 && a.right <= innerWidth && a.top >= 0 && a.bottom <= innerHeight;
}"""


def word(page, text):
    return page.locator(".prose [data-k]", has_text=text).first


def test_a_click_shows_the_entry(reader):
    page = reader.open()
    popup = page.locator("#popup")
    assert popup.is_hidden()
    word(page, "突破").click()
    assert popup.is_visible()
    assert popup.locator("[data-slot=word]").inner_text() == "突破"
    assert popup.locator(".popup-head [data-slot=pinyin]").inner_text() == "tūpò"
    assert "break through" in popup.inner_text()


def test_both_scripts_are_shown(reader):
    word(page := reader.open(), "研究").click()
    assert page.locator("#popup [data-slot=other]").is_hidden()
    page = reader.open()
    word(page, "团队").click()
    assert page.locator("#popup [data-slot=other]").inner_text() == "團隊"
    page = reader.open("zh-hant-tw/deepseek-r1/index.html")
    word(page, "團隊").click()
    assert page.locator("#popup [data-slot=word]").inner_text() == "團隊"
    assert page.locator("#popup [data-slot=other]").inner_text() == "团队"


def test_a_word_of_a_term_shows_the_definition_too(reader):
    page = reader.open()
    page.locator(".prose a.term[interestfor=term-artificial-intelligence] [data-k]").first.click()
    popup = page.locator("#popup")
    assert "让机器完成" in popup.inner_text()
    assert "lets machines do" in popup.inner_text()
    assert "#" not in page.url
    assert popup.locator("a[href*='glossary']").count() == 1


def test_clicking_elsewhere_and_escape_close_it(reader):
    page = reader.open()
    popup = page.locator("#popup")
    word(page, "突破").click()
    page.mouse.click(5, 400)
    assert popup.is_hidden()
    word(page, "突破").click()
    page.keyboard.press("Escape")
    assert popup.is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "突破"
    expect(page.locator("[data-k].open")).to_have_count(0)


def test_a_click_on_another_word_moves_it(reader):
    page = reader.open()
    word(page, "突破").click()
    word(page, "资源").click()
    assert page.locator("#popup").is_visible()
    assert page.locator("#popup [data-slot=word]").inner_text() == "资源"
    assert page.locator("[data-k].open").count() == 1


def test_keys_open_move_and_close_the_popup(reader):
    page = reader.open()
    assert page.locator(".prose [data-k][tabindex='0']").count() == 1
    page.locator(".prose [data-k][tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#popup:popover-open")  # when the dictionary has been loaded
    popup = page.locator("#popup")
    head = popup.locator("[data-slot=word]")
    first = head.inner_text()
    page.keyboard.press("ArrowRight")
    second = head.inner_text()
    assert second != first
    page.keyboard.press("ArrowLeft")
    assert head.inner_text() == first
    page.keyboard.press("Escape")
    assert popup.is_hidden()
    page.keyboard.press("ArrowRight")
    assert popup.is_hidden()
    assert page.evaluate("document.activeElement.textContent") == second
    page.keyboard.press("Enter")
    assert popup.is_visible()


def test_focus_inside_the_popup_returns_to_the_word(reader):
    page = reader.open()
    target = page.locator(".prose a.term [data-k]").first
    target.click()
    page.wait_for_selector("#popup:popover-open")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('popup').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.locator("#popup").is_hidden()
    assert target.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 700}])
def test_it_never_covers_its_word(reader, viewport):
    page = reader.open(viewport=viewport)
    words = page.locator(".prose [data-k]")
    for place in ("start", "center", "end"):
        for index in range(0, words.count(), 61):
            target = words.nth(index)
            target.evaluate("(e, block) => e.scrollIntoView({ block })", place)
            target.evaluate("e => jiazhu.showWord(e)")
            page.evaluate(PAINTED)
            text = target.inner_text()
            assert not page.evaluate(OVERLAP), (place, text)
            assert page.evaluate(INSIDE), (place, text)


def test_a_tap_opens_the_popup_and_a_scroll_does_not(reader):
    context = reader.context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = reader.open(context=context)
    target = word(page, "突破")
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = context.new_cdp_session(page)

    def send(type_, *points):
        touch.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": list(points)})

    before = page.evaluate("""() => {
      addEventListener("scrollend", () => { window.stands = true; });
      return scrollY;
    }""")
    send("touchStart", {"x": x, "y": y})
    for step in range(1, 15):
        send("touchMove", {"x": x, "y": y - 10 * step})
    send("touchEnd")
    # A tap while the page is still moving would only stop it.
    page.wait_for_function("before => window.stands && scrollY > before + 50", arg=before)
    assert page.locator("#popup").is_hidden()
    target.tap()
    assert page.locator("#popup").is_visible()


def test_selecting_text_does_not_open_the_popup(reader):
    page = reader.open()
    box = word(page, "突破").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, y, steps=4)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") != ""
    assert page.locator("#popup").is_hidden()


def words_loaded(reader):
    return any(url.endswith("/words.js") for url in reader.requests)


def test_the_dictionary_is_loaded_on_first_use(reader):
    context = reader.context()
    context.add_init_script("window.requestIdleCallback = () => 0;")
    page = reader.open(context=context)
    page.wait_for_load_state("load")
    assert not words_loaded(reader)
    word(page, "突破").click()
    page.locator("#popup").get_by_text("to break through", exact=True).wait_for()
    assert words_loaded(reader)


def test_the_dictionary_is_loaded_while_the_page_is_idle(reader):
    page = reader.open()
    page.wait_for_function("jiazhu.headwords().length > 100")
    assert words_loaded(reader)
    shown = page.evaluate("""() => {
        document.querySelector(".prose [data-k]").click();
        return document.getElementById("popup").matches(":popover-open");
    }""")
    assert shown  # at once
