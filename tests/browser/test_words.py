"""The dictionary pop-up: opened by click, tap and keys, and never over its word or its pinyin."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.places import PHONE

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
OVERLAP = """() => {
  const a = document.getElementById("popup").getBoundingClientRect();
  const word = document.querySelector("[data-k].open");
  const parts = [word, ...word.querySelectorAll("rt")];
  return parts.flatMap((part) => [...part.getClientRects()]).some((b) =>
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


def test_a_second_click_closes_it(reader):
    page = reader.open()
    target = word(page, "突破")
    target.click()
    popup = page.locator("#popup")
    expect(popup).to_be_visible()
    target.click()
    expect(popup).to_be_hidden()
    expect(page.locator("[data-k].open")).to_have_count(0)
    target.click()
    expect(popup).to_be_visible()


def test_a_second_tap_closes_it(reader):
    context = reader.context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = reader.open(context=context)
    target = word(page, "突破")
    target.tap()
    popup = page.locator("#popup")
    expect(popup).to_be_visible()
    target.tap()
    expect(popup).to_be_hidden()


def test_tab_goes_into_it_after_the_arrow_keys(reader):
    page = reader.open()
    page.locator(".prose [data-k][tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#popup:popover-open")
    head = page.locator("#popup [data-slot=word]")
    for _ in range(3):
        before = head.inner_text()
        page.keyboard.press("ArrowRight")
        expect(head).not_to_have_text(before)
    page.keyboard.press("Tab")
    page.wait_for_function("document.getElementById('popup').contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    page.wait_for_function("document.activeElement.matches('.prose [data-k].open')")


# How far what marks a word reaches into the letters of its pinyin, in px, at most.
CROSSING = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const inked = (rt) => {
    pen.font = getComputedStyle(rt).font;
    const text = pen.measureText(rt.dataset.p);
    const box = rt.getBoundingClientRect();
    const scale = box.height / (text.fontBoundingBoxAscent + text.fontBoundingBoxDescent);
    return box.bottom - scale * (text.fontBoundingBoxDescent - text.actualBoundingBoxDescent);
  };
  const words = [...document.querySelectorAll(".prose [data-k]")].filter(
    (word) => word.querySelector("rt")?.checkVisibility() && word.getClientRects().length === 1);
  return Math.max(...words.slice(0, 60).flatMap((word) => {
    word.tabIndex = -1;
    word.focus({ focusVisible: true, preventScroll: true });
    const style = getComputedStyle(word);
    const feet = [...style.backgroundSize.matchAll(/calc\\(100% - ([\\d.]+)px\\)/g)];
    const clear = style.outlineColor.endsWith(" 0)") ? Number(feet.at(-1)?.[1] ?? 0) : 0;
    const top = word.getBoundingClientRect().top + clear;
    return [...word.querySelectorAll("rt")].map((rt) => inked(rt) - top);
  }));
}"""


@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_neither_the_focus_ring_nor_the_background_crosses_the_pinyin(reader, size):
    page = reader.open(viewport=PHONE)
    page.evaluate("value => jiazhu.set('reading', value)", size)
    assert page.evaluate(CROSSING) <= 1.5  # text is measured in whole pixels


def test_terms_look_different_from_links_and_do_not_run_together(reader):
    page = reader.open(viewport=PHONE)
    term = page.locator(".prose a.term").first
    style = "(e, name) => getComputedStyle(e)[name]"
    assert term.evaluate(style, "textDecorationLine") == "none"
    assert "repeating-linear-gradient" in term.evaluate(style, "backgroundImage")
    # The line is shorter than the term.
    assert term.evaluate(style, "backgroundSize").startswith("calc(100% -")
    term.evaluate("e => e.insertAdjacentHTML('afterend', '<a id=link href=#x>链接</a>')")
    assert page.locator("#link").evaluate(style, "textDecorationLine") == "underline"


# --- Words of links ---

LINKED = "zh-hans/jiazhu/index.html"


def linked_word(page):
    target = page.locator(".prose a[href^=http]:not(.term) [data-k]").first
    page.route(
        "**://*/**",
        lambda route: route.fulfill(body="<title>Followed</title>", content_type="text/html"),
    )
    return target


def test_a_word_of_a_link_is_looked_up_and_the_link_is_in_the_pop_up(reader):
    page = reader.open(LINKED)
    target = linked_word(page)
    target.click()
    popup = page.locator("#popup")
    expect(popup).to_be_visible()
    assert page.url.endswith(LINKED)
    link = popup.locator("[data-slot=link]")
    assert link.get_attribute("href") == target.evaluate("e => e.closest('a').href")
    link.click()
    page.wait_for_function("document.title === 'Followed'")


def test_a_double_click_follows_a_link(reader):
    page = reader.open(LINKED)
    linked_word(page).dblclick()
    page.wait_for_function("document.title === 'Followed'")


def test_a_long_press_follows_a_link(reader):
    page = reader.open(LINKED)
    target = linked_word(page)
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_function("document.title === 'Followed'")
    page.mouse.up()


def test_a_word_elsewhere_has_no_link(reader):
    page = reader.open()
    word(page, "突破").click()
    expect(page.locator("#popup")).to_be_visible()
    assert page.locator("#popup [data-slot=link]").is_hidden()


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
