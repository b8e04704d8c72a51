"""The bar: within reach wherever one reads, and out of the way while one reads on."""

from __future__ import annotations

import pytest

from tests.browser.places import ARTICLE, DESKTOP, PHONE, STILL, settle

DOCK = "document.querySelector('.dock').getBoundingClientRect()"
AWAY = "document.documentElement.dataset.bar === 'away'"
HERE = f"!({AWAY}) && {DOCK}.bottom <= innerHeight"
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def scroll(page, by):
    page.mouse.move(180, 400)
    page.mouse.wheel(0, by)


def scroll_back(page):
    """Scroll back a little, so that the bar returns, and wait until the page stands still."""
    scroll(page, -60)
    page.wait_for_function(HERE)
    page.evaluate(STILL)


def read_on(page):
    """Scroll until the bar has left."""
    scroll(page, 900)
    page.wait_for_function(f"{AWAY} && {DOCK}.top >= innerHeight")


@pytest.mark.parametrize("width", [320, 390, 768])
def test_all_controls_are_at_the_foot_of_a_narrow_window(reader, width):
    page = reader.open(viewport={"width": width, "height": 800})
    controls = page.locator(".dock").locator("button:visible, a:visible").all()
    names = [control.inner_text() for control in controls]
    assert [name.split("\n")[0] for name in names[:5]] == ["拼", "译", "简", "臺", "港"]
    assert names[-1].startswith("Aa")
    right = 0.0
    for control in controls:
        box = control.bounding_box()
        assert box["x"] >= right
        right = box["x"] + box["width"]
        assert box["y"] >= 800 - 48
        assert min(box["width"], box["height"]) >= 40
    assert right <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_bar_leaves_while_one_reads_on_and_returns_on_a_small_scroll_back(reader):
    page = reader.open(viewport=PHONE)
    settle(page)
    assert page.evaluate(HERE)
    read_on(page)
    scroll(page, -30)
    page.wait_for_function(HERE)
    assert page.evaluate("scrollY") > 600
    read_on(page)
    scroll(page, 100_000)  # at the end one wants to go elsewhere
    page.wait_for_function(HERE)


def test_the_bar_covers_nothing_at_the_end_of_a_page(reader):
    for path in (ARTICLE, "zh-hans/index.html"):
        page = reader.open(path, viewport=PHONE)
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.wait_for_function(HERE)
        page.wait_for_function(
            "document.querySelector('.foot .quiet').getBoundingClientRect().bottom"
            f" < {DOCK}.top && scrollY + innerHeight >= document.documentElement.scrollHeight - 1"
        )


def test_the_bar_keeps_clear_of_what_the_device_covers(reader):
    page = reader.open(viewport=PHONE)
    page.context.new_cdp_session(page).send(
        "Emulation.setSafeAreaInsetsOverride", {"insets": {"bottom": 34, "left": 40}}
    )
    page.wait_for_function(f"{DOCK}.height > 80")
    for control in page.locator(".dock").locator("button:visible, a:visible").all():
        box = control.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"] - 34
        assert box["x"] >= 40
    assert page.locator(".prose").bounding_box()["x"] >= 40


def test_the_bar_returns_to_what_is_focused_in_it(reader):
    page = reader.open(viewport=PHONE)
    settle(page)
    read_on(page)
    page.locator("[data-toggle=pinyin]").evaluate("e => e.focus({ preventScroll: true })")
    page.keyboard.press("Tab")
    page.wait_for_function(f"{DOCK}.bottom <= innerHeight")
    toggle = page.locator("[data-toggle=translation]:focus")
    assert toggle.get_attribute("aria-pressed") == "false"
    page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-pressed") == "true"


def test_pinyin_and_translation_are_switched_in_place(reader):
    page = reader.open(**TOUCH)
    settle(page)
    read_on(page)
    scroll_back(page)
    for name, values in {"pinyin": ["none", "all"], "translation": ["side", "tap"]}.items():
        for value in values:
            sentence = page.evaluate("jiazhu.topSentence().id")
            place = f"document.getElementById('{sentence}').getBoundingClientRect().top"
            before = page.evaluate(place)
            page.locator(f"[data-toggle={name}]").tap()
            page.wait_for_selector(f":root[data-{name}={value}]", state="attached")
            page.wait_for_function(f"Math.abs({place} - {before}) < 4")
            # What moves is not the reader, who may want to tap again.
            assert page.evaluate(HERE)


def test_a_toggle_returns_to_the_last_value_of_its_kind(web_reader):
    context = web_reader.context()
    page = web_reader.open(context=context)
    page.evaluate("jiazhu.set('pinyin', 'first'), jiazhu.set('translation', 'under')")
    for name in ("pinyin", "translation"):
        page.locator(f"[data-toggle={name}]").click()
    root = page.locator("html")
    assert root.get_attribute("data-pinyin") == "none"
    assert root.get_attribute("data-translation") == "tap"
    page.evaluate("jiazhu.set('translation', 'off')")
    page = web_reader.open(context=context)
    for name in ("pinyin", "translation"):
        page.locator(f"[data-toggle={name}]").click()
    root = page.locator("html")
    assert root.get_attribute("data-pinyin") == "first"
    assert root.get_attribute("data-translation") == "under"
    page.locator("[data-toggle=translation]").click()
    assert root.get_attribute("data-translation") == "off"


@pytest.mark.parametrize("translation", ["under", "tap"])
def test_another_edition_opens_at_the_sentence_from_a_phone(web_reader, translation):
    page = web_reader.open(**TOUCH)
    page.evaluate(f"jiazhu.set('translation', '{translation}')")
    settle(page)
    page.evaluate("document.getElementById('b14.s1').scrollIntoView()")
    page.wait_for_function("scrollY > 1000")
    scroll_back(page)
    sentence = page.evaluate("jiazhu.topSentence().id")
    for edition in ("zh-hant-tw", "zh-hant-hk"):
        page.locator(f".editions a[href*='{edition}']").tap()
        page.wait_for_url(f"**/{edition}/deepseek-r1/index.html#{sentence}")
        settle(page)
        page.wait_for_function("id => jiazhu.topSentence()?.id === id", arg=sentence)
        assert page.evaluate(HERE)
    page.go_back()
    page.wait_for_url("**/zh-hant-tw/deepseek-r1/**")
    page.wait_for_function("id => jiazhu.topSentence?.()?.id === id", arg=sentence)


def test_the_header_stays_in_a_wide_window(reader):
    page = reader.open(viewport=DESKTOP)
    settle(page)
    scroll(page, 4000)
    page.wait_for_function("scrollY > 2000")
    box = page.locator(".bar").bounding_box()
    assert box["y"] == 0
    assert box["height"] < 60
    page.locator("[data-toggle=pinyin]").click()
    assert page.locator("html").get_attribute("data-pinyin") == "none"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_scripts_no_control_is_dead(reader, viewport):
    page = reader.open(viewport=viewport, java_script_enabled=False)
    assert page.locator("[data-toggle]:visible, [popovertarget=settings]:visible").count() == 0
    assert page.locator(".dock").evaluate("e => getComputedStyle(e).position") == "static"
    page.locator(".editions a[hreflang=zh-Hant-TW]").click()
    page.wait_for_url("**/zh-hant-tw/deepseek-r1/index.html")
