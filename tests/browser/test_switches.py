"""The reader's settings: stored, applied before the first paint, and effective."""

from __future__ import annotations

import pytest

from generator.reader_settings import SETTINGS
from generator.spelling.ruby import spelt_tones
from tests.browser.places import ARTICLE, PHONE, open_settings, settle

CHOICES = {
    "pinyin": "none",
    "sandhi": "on",
    "erhua": "apart",
    "translation": "under",
    "tones": "safe",
    "theme": "dark",
    "size": "large",
    "width": "narrow",
    "face": "sans",
    "focus": "on",
    "keys": "off",
}


TABS = {setting.name: setting.group for setting in SETTINGS}


def choose(page, name, value):
    open_settings(page, TABS[name])
    control = page.locator(f".settings [name={name}]")
    if control.first.evaluate("e => e.matches('select')"):
        control.select_option(value)
    else:
        control.and_(page.locator(f"[value={value}]")).check(force=True)
    page.mouse.move(0, 0)  # what lies behind the switches would light up
    page.keyboard.press("Escape")


def test_choices_are_stored(web_reader):
    context = web_reader.context()
    page = web_reader.open(context=context)
    for name, value in CHOICES.items():
        choose(page, name, value)
    again = web_reader.open("zh-hant-tw/jiazhu/index.html", context=context)
    for name, value in CHOICES.items():
        assert again.locator("html").get_attribute(f"data-{name}") == value
    chosen = again.evaluate("Object.fromEntries(new FormData(document.querySelector('.settings')))")
    assert {name: chosen[name] for name in CHOICES} == CHOICES


def test_choices_apply_before_the_first_paint(web_reader):
    context = web_reader.context()
    web_reader.open(context=context).evaluate("jiazhu.set('theme', 'dark')")
    # No style sheet and no other script has run when the body begins.
    context.add_init_script(
        """new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.themeAtBody = document.documentElement.dataset.theme;
          window.loadedAtBody = typeof jiazhu.set;
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true })"""
    )
    page = web_reader.open(context=context)
    assert page.evaluate("[themeAtBody, loadedAtBody]") == ["dark", "undefined"]
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(26, 24, 21)"


@pytest.mark.parametrize("rubbish", ["{", "null", "7", '"x"', '{"theme": "pink", "pinyin": 3}'])
def test_invalid_stored_settings_are_ignored(web_reader, rubbish):
    context = web_reader.context()
    page = web_reader.open("404.html", context=context)
    page.evaluate("value => localStorage.setItem('jiazhu', value)", rubbish)
    page = web_reader.open(context=context)
    assert page.locator("html").get_attribute("data-theme") == "auto"
    page.evaluate("jiazhu.set('theme', 'light')")
    assert web_reader.open(context=context).locator("html").get_attribute("data-theme") == "light"


def test_a_page_keeps_its_own_panel(web_reader):
    """One of an earlier build that was cached, or of the site's own template."""
    context = web_reader.context()

    def with_own_help(route):
        page = route.fetch()
        html = page.text().replace("<main", '<dialog id="help">Own</dialog><main', 1)
        route.fulfill(response=page, body=html)

    context.route("**/index.html", with_own_help)
    page = web_reader.open(context=context)
    page.keyboard.press("?")
    assert page.locator("#help").inner_text() == "Own"


def test_blocked_storage_does_no_harm(web_reader):
    context = web_reader.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    page = web_reader.open(context=context)
    choose(page, "pinyin", "none")
    assert page.locator("rt").first.is_hidden()


def test_pinyin_has_a_button_of_its_own(reader):
    page = reader.open()
    button = page.locator("[data-toggle=pinyin]")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("rt").first.is_hidden()


def drawn(page, selector):
    """The reading that the style sheet shows above the first match of `selector`."""
    content = page.locator(selector).first.evaluate("e => getComputedStyle(e, '::before').content")
    return content.split('"')[1]


def test_tone_sandhi_can_be_shown(reader):
    page = reader.open("zh-hans/bookshop-cat/index.html")
    over = "rt[data-p=yīdìng]"
    assert drawn(page, over) == "yīdìng"
    choose(page, "sandhi", "on")
    assert drawn(page, over) == "yídìng"
    choose(page, "tones", "classic")
    place = """e => {
      const text = e.parentElement.firstChild;
      return [1, 2, 3, 4, 5].filter((tone) => [...CSS.highlights.get(`tone-${tone}`)].some(
        (range) => range.startContainer === text && range.startOffset === 0));
    }"""
    assert page.locator(over).first.evaluate(place) == [2]
    choose(page, "sandhi", "off")
    assert drawn(page, over) == "yīdìng"
    assert page.locator(over).first.evaluate(place) == [1]


def test_erhua_spelling_can_be_chosen(reader):
    page = reader.open()
    page.locator("rt").first.evaluate(
        """e => Object.assign(e.dataset, {
          p: "yīdiǎnr", s: "yìdiǎnr", e: "yīdiǎn'er", se: "yìdiǎn'er", n: "yīdiǎn", sn: "yìdiǎn",
        })"""
    )
    shown = []
    for sandhi in ("off", "on"):
        for erhua in ("joined", "apart", "off"):
            page.evaluate(f"jiazhu.set('sandhi', '{sandhi}'); jiazhu.set('erhua', '{erhua}')")
            shown.append(drawn(page, "rt"))
    assert shown == ["yīdiǎnr", "yīdiǎn'er", "yīdiǎn", "yìdiǎnr", "yìdiǎn'er", "yìdiǎn"]


def test_a_switch_keeps_the_sentence_in_place(reader):
    page = reader.open()
    page.locator('[id="b8.s3"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
    sentence = page.evaluate("jiazhu.topSentence().id")
    place = f"document.getElementById('{sentence}').getBoundingClientRect().top"
    before = page.evaluate(place)
    page.evaluate("jiazhu.set('translation', 'under')")
    assert abs(page.evaluate(place) - before) < 4
    page.evaluate("jiazhu.set('pinyin', 'none')")
    assert abs(page.evaluate(place) - before) < 4


def test_another_edition_opens_at_the_same_sentence(reader):
    page = reader.open()
    page.locator('[id="b9.s1"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
    sentence = page.evaluate("jiazhu.topSentence().id")
    # A click of the locator would scroll first.
    link = page.locator(".editions a[hreflang=zh-Hant-TW]").bounding_box()
    page.mouse.click(link["x"] + link["width"] / 2, link["y"] + link["height"] / 2)
    page.wait_for_url(f"**/zh-hant-tw/deepseek-r1/index.html#{sentence}")
    assert page.locator(f'[id="{sentence}"]').evaluate(
        "e => e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight"
    )


def test_tones_colour_characters_without_touching_the_text(reader):
    page = reader.open()
    settle(page)
    # Translations are placed anew, in fractions of pixels.
    text = 'e => e.innerHTML.replace(/ style="[^"]*"/g, \'\')'
    before = page.locator(".prose").evaluate(text)
    choose(page, "tones", "classic")
    assert page.evaluate("CSS.highlights.get('tone-4').size") > 100
    assert page.evaluate(
        """() => {
          const range = [...CSS.highlights.get("tone-2")].find(
            (range) => range.startContainer.parentElement.closest(".reader"));
          return range.startContainer.data[range.startOffset];
        }"""
    ) in list("国人何")
    assert page.locator(".prose").evaluate(text) == before
    choose(page, "tones", "off")
    assert page.evaluate("CSS.highlights.size") == 0


def test_a_translation_is_shown_on_tap(browser, reader):
    page = reader.open(viewport=PHONE, has_touch=True, is_mobile=True)
    page.evaluate("jiazhu.set('translation', 'tap')")
    english = page.locator(".tr[data-for='b2.s1']")
    assert english.is_hidden()
    page.locator('[id="b2.s1"] [data-k]').first.tap()
    assert english.is_visible()
    english.tap()
    assert english.is_hidden()


def test_a_translation_is_shown_by_enter(reader):
    page = reader.open()
    page.evaluate("jiazhu.set('translation', 'tap')")
    english = page.locator(".tr[data-for='b2.s1']")
    button = page.locator(".tr[data-for='b2.s1']").locator("xpath=preceding-sibling::button[1]")
    button.focus()
    page.keyboard.press("Enter")
    assert english.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert english.is_hidden()


@pytest.mark.parametrize(
    "viewport", [{"width": 390, "height": 480}, {"width": 1280, "height": 480}]
)
def test_all_switches_can_be_reached_in_a_low_window(reader, viewport):
    page = reader.open(viewport=viewport)
    open_settings(page)
    assert page.locator(".settings").bounding_box()["y"] >= 0
    for name in ("pinyin", "theme", "focus", "tones"):
        page.locator(f"#tab-{TABS[name]}").click()
        page.locator(f".settings [name={name}]").first.scroll_into_view_if_needed()
        box = page.locator(f".settings fieldset:has([name={name}]) .choices").bounding_box()
        assert 0 <= box["y"] <= viewport["height"] - box["height"]


def test_switches_can_be_reached_by_keys(reader):
    page = reader.open(ARTICLE)
    page.locator(".tool[popovertarget=settings]").focus()
    page.keyboard.press("Enter")
    for _ in ("tab", "close", "choices"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("data-pinyin") == "level"
    page.keyboard.press("Escape")
    assert page.locator(".settings").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "settings"


TONES = """rt => [...rt.parentElement.firstChild.data].map((_, at) =>
  [1, 2, 3, 4, 5].find((tone) => [...CSS.highlights.get(`tone-${tone}`)].some(
    (range) => range.startContainer === rt.parentElement.firstChild && range.startOffset === at)))
  .join("")"""


@pytest.mark.parametrize(
    ("reading", "tones"),
    [
        ("lǜdòu", "44"),
        ("Xī'ān", "11"),
        ("rènwu", "45"),
        ("lü4dou4", "44"),
        ("ren4wu5", "45"),
        ("ㄒㄧ ㄢ", "11"),
        ("ㄖㄣˋ ˙ㄨ", "45"),
        ("ㄏㄨㄚㄦ", "15"),
        ("lü⁴-tou⁴", "44"),
        ("jên⁴-wu", "45"),
        ("huaʼrh", "55"),
    ],
)
def test_tones_are_those_of_the_reading_in_any_style(reader, reading, tones):
    page = reader.open("zh-hans/jiazhu/index.html")  # a short article
    words = page.locator(".prose rt[data-p]").filter(visible=True)
    lengths = words.evaluate_all("all => all.map((rt) => rt.parentElement.firstChild.data.length)")
    word = words.nth(lengths.index(2))
    word.evaluate("(rt, reading) => (rt.dataset.p = reading)", reading)
    choose(page, "tones", "classic")
    assert spelt_tones(reading).ljust(2, "5") == tones
    assert word.evaluate(TONES) == tones


def test_tones_are_those_that_the_site_was_built_with(reader):
    page = reader.open()
    choose(page, "tones", "classic")
    row = f"[rt.dataset.p, rt.parentElement.dataset.t, ({TONES})(rt)]"
    rows = page.locator(".prose rt[data-p]").evaluate_all(
        f"all => all.slice(0, 150).map((rt) => {row})"
    )
    assert len(rows) == 150
    for pinyin, written, shown in rows:
        assert shown == (written or spelt_tones(pinyin).ljust(len(shown), "5"))
