"""The settings: a sheet with tabs and a preview, which one leaves without doing anything else."""

from __future__ import annotations

import pytest

from tests.browser.places import DESKTOP, PHONE, open_settings

SIZES = [PHONE, {"width": 320, "height": 640}, {"width": 768, "height": 1024}]
TABS = {
    "pinyin": ["pinyin", "spelling", "erhua", "reading"],
    "english": ["base", "translation"],
    "text": ["theme", "size", "leading", "width", "face", "focus"],
    "tones": ["sandhi", "tones"],
    "me": ["level", "standard", "keys"],
}


def value(page, name):
    return page.locator("html").get_attribute(f"data-{name}")


def check(page, name, chosen):
    page.locator(f"#settings [name={name}][value={chosen}]").check(force=True)


def test_choices_are_grouped_by_what_people_want(reader):
    page = reader.open()
    open_settings(page)
    for tab, names in TABS.items():
        page.locator(f"#tab-{tab}").click()
        shown = page.locator("#settings [role=tabpanel]:visible fieldset[data-setting]")
        assert shown.evaluate_all("all => all.map((e) => e.dataset.setting)") == names
        assert page.locator("#settings [aria-selected=true]").get_attribute("id") == f"tab-{tab}"


def test_the_tabs_can_be_changed_by_key(reader):
    page = reader.open()
    open_settings(page)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-english"
    assert page.locator("#settings-english").is_visible()
    page.keyboard.press("End")
    assert page.locator("#settings-me").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-pinyin"
    # The other tabs are not in the way to the choices.
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "pinyin"


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
def test_the_sheet_takes_half_of_a_phone_at_most(reader, viewport):
    page = reader.open(viewport=viewport)
    for tab in TABS:
        open_settings(page, tab)
        box = page.locator("#settings").bounding_box()
        assert box["height"] <= viewport["height"] / 2 + 1, tab
        assert box["y"] + box["height"] <= viewport["height"] + 1, tab
        assert page.evaluate(
            """() => [...document.querySelectorAll("#settings, #settings [role=tabpanel]")]
              .every((e) => e.scrollWidth <= e.clientWidth)"""
        ), tab
        last = page.locator(f"#settings-{tab}").locator("label, select, button").last
        last.scroll_into_view_if_needed()
        inside = last.bounding_box()
        assert inside["y"] + inside["height"] <= viewport["height"], tab
        page.keyboard.press("Escape")
        page.locator("#settings").wait_for(state="hidden")


def test_the_preview_shows_every_choice(reader):
    page = reader.open(viewport=PHONE)
    open_settings(page)
    preview = page.locator("#preview")
    reading, english = preview.locator("rt").first, preview.locator(".tr")
    assert reading.is_visible()
    assert english.is_hidden()  # on tap
    check(page, "pinyin", "none")
    reading.wait_for(state="hidden")
    page.locator("#tab-english").click()
    check(page, "translation", "under")
    english.wait_for(state="visible")
    size = "parseFloat(getComputedStyle(document.querySelector('#preview')).fontSize)"
    before = page.evaluate(size)
    page.locator("#tab-text").click()
    check(page, "size", "largest")
    page.wait_for_function(f"{size} > {before}")
    page.locator("#tab-tones").click()
    coloured = """() => [...CSS.highlights.values()].flatMap((all) => [...all])
      .filter((range) => range.startContainer.parentElement.closest("#preview")).length"""
    check(page, "tones", "classic")
    page.wait_for_function(f"({coloured})() > 3")
    page.locator("#tab-pinyin").click()
    check(page, "pinyin", "all")
    page.wait_for_function(f"({coloured})() > 3")
    # It is a copy, which nobody can take for the text.
    assert page.locator("#preview [id], #preview [tabindex]").count() == 0
    assert preview.evaluate("e => e.inert")


def test_a_page_without_text_has_no_preview(reader):
    page = reader.open("zh-hans/index.html")
    open_settings(page, "text")
    assert page.locator("#preview").is_hidden()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_close_button_closes_them(reader, viewport):
    page = reader.open(viewport=viewport)
    open_settings(page)
    page.locator("#settings .close").click()
    page.locator("#settings").wait_for(state="hidden")


@pytest.mark.parametrize("target", [".kicker a", "h1 [data-k]", ".brand", ".byline summary"])
def test_a_tap_outside_closes_them_and_does_nothing_else(reader, target):
    page = reader.open(viewport=PHONE, has_touch=True, is_mobile=True)
    address = page.url
    open_settings(page)
    box = page.locator(target).first.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#settings").wait_for(state="hidden")
    assert page.locator("#popup").is_hidden()
    assert page.locator(".byline").get_attribute("open") is None
    # The next tap acts as ever.
    page.locator("h1 [data-k]").first.tap()
    page.locator("#popup").wait_for(state="visible")
    assert page.url == address


def test_a_key_acts_after_a_press_beside_them(reader):
    page = reader.open()
    open_settings(page)
    page.mouse.move(300, 600)
    page.mouse.down()
    page.mouse.move(340, 620)
    page.mouse.up()
    page.locator("#settings").wait_for(state="hidden")
    page.locator(".vocabulary-link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/vocabulary/**")


def test_pinyin_above_a_level_asks_for_the_level(reader):
    page = reader.open()
    open_settings(page)
    ask = page.locator(".ask")
    assert ask.is_hidden()
    check(page, "pinyin", "level")
    ask.wait_for(state="visible")
    assert "HSK" in ask.inner_text()
    ask.locator("button").nth(2).click()
    ask.wait_for(state="hidden")
    assert value(page, "level") == "3"
    assert page.evaluate("document.activeElement.value") == "level"
    page.locator("#tab-me").click()
    assert page.locator("[name=level]").input_value() == "3"
    page.wait_for_function(
        "[...document.querySelectorAll('.prose rt')].some((rt) => !rt.getClientRects().length)"
    )


def test_beside_is_offered_only_where_there_is_room(reader):
    page = reader.open()
    open_settings(page, "english")
    beside = page.locator("#settings label:has([value=side])")
    assert beside.is_visible()
    beside.locator("input").check(force=True)
    page.evaluate("jiazhu.set('translation', 'under'), jiazhu.set('translation', 'side')")
    page.set_viewport_size({"width": 1000, "height": 900})
    beside.wait_for(state="hidden")
    # What it is there is shown as chosen, and the choice is kept.
    page.wait_for_function("document.querySelector('[name=translation][value=under]').checked")
    assert value(page, "translation") == "side"
    page.set_viewport_size(DESKTOP)
    page.wait_for_function("document.querySelector('[name=translation][value=side]').checked")


def test_single_keys_change_pinyin_translation_and_theme(reader):
    page = reader.open(color_scheme="dark")
    for key, name, values in [
        ("p", "pinyin", ["none", "all"]),
        ("t", "translation", ["tap", "side"]),
        ("d", "theme", ["light", "dark"]),
    ]:
        for expected in values:
            page.keyboard.press(key)
            assert value(page, name) == expected
    page.keyboard.press("?")
    page.locator("#help").wait_for(state="visible")
    assert {"p", "t", "d"} <= set(page.locator("#help kbd").all_inner_texts())
    page.keyboard.press("p")  # not behind the list
    assert value(page, "pinyin") == "all"
    page.keyboard.press("Escape")
    page.locator("#help").wait_for(state="hidden")
    page.evaluate("jiazhu.set('keys', 'off')")
    page.keyboard.press("p")
    assert value(page, "pinyin") == "all"
