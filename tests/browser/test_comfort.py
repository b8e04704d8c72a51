"""Reading aids: text size and typeface, focus mode, progress, the stored place, keys."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from tests.browser.places import ARTICLE, PHONE, open_settings

HOME = "zh-hans/index.html"


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"e => getComputedStyle(e)['{name}']")


def sets(page, name, value):
    page.evaluate("([name, value]) => jiazhu.set(name, value)", [name, value])


# --- The look ---


def test_text_has_five_sizes_and_the_english_scales_with_it(reader):
    page = reader.open()
    sizes = []
    for size in ("smallest", "small", "medium", "large", "largest"):
        sets(page, "size", size)
        sizes.append([float(style(page, s, "fontSize")[:-2]) for s in (".reader", ".prose .tr")])
    assert sizes == sorted(sizes)
    assert sizes[2] == [20, 15]
    for text, english in sizes:
        assert text / english == pytest.approx(20 / 15, abs=0.01)


def test_the_line_has_three_widths(reader):
    page = reader.open(viewport={"width": 1600, "height": 900})
    sets(page, "translation", "off")
    widths = []
    for width in ("narrow", "normal", "wide"):
        sets(page, "width", width)
        widths.append(page.locator(".prose p").first.bounding_box()["width"])
    assert widths[0] < widths[1] < widths[2]


@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant-tw", "zh-hant-hk"])
def test_each_edition_has_its_own_typefaces(reader, edition):
    page = reader.open(f"{edition}/deepseek-r1/index.html")
    families = {}
    for face in ("serif", "sans", "kai"):
        sets(page, "face", face)
        names = style(page, ".prose", "fontFamily").split(",")
        families[face] = [name.strip(' "') for name in names]
    kai = "Jiazhu Kai" if edition == "zh-hans" else "Jiazhu Kai Traditional"
    assert kai in families["kai"]
    own = {"zh-hans": "CJK SC", "zh-hant-tw": "CJK TC", "zh-hant-hk": "CJK HK"}[edition]
    assert f"Noto Serif {own}" in families["serif"]
    assert f"Noto Sans {own}" in families["sans"]
    assert "Serif" not in families["sans"]


@pytest.mark.parametrize("face", ["serif", "sans"])
def test_quotation_marks_are_as_wide_as_a_character(reader, face):
    page = reader.open("zh-hans/jiazhu/index.html")
    sets(page, "face", face)
    width = page.evaluate(
        """() => {
          const probe = document.createElement("span");
          probe.style.cssText = "display: inline-block; text-spacing-trim: space-all";
          probe.textContent = "“";
          document.querySelector(".prose p").append(probe);
          return probe.getBoundingClientRect().width / parseFloat(getComputedStyle(probe).fontSize);
        }"""
    )
    assert width == pytest.approx(1, abs=0.05)


def test_kai_is_offered_only_if_it_is_installed(reader):
    page = reader.open()
    open_settings(page, "text")
    page.evaluate("document.fonts.ready")
    has_kai = page.evaluate(
        """() => [...document.fonts].find((f) => /^"?Jiazhu Kai"?$/.test(f.family)).load()
          .then(() => true, () => false)"""
    )
    page.wait_for_function(
        f"document.documentElement.hasAttribute('data-kai') === {str(has_kai).lower()}"
    )
    assert page.locator(".settings label:has([value=kai])").is_visible() == has_kai


def test_the_panel_resets_all_settings(reader):
    page = reader.open()
    sets(page, "size", "largest")
    sets(page, "tones", "safe")
    open_settings(page, "me")
    page.locator("[data-reset]").click()
    root = page.locator("html")
    assert root.get_attribute("data-size") == "medium"
    assert root.get_attribute("data-tones") == "off"
    assert page.locator(".settings [name=size][value=medium]").is_checked()
    assert page.evaluate("localStorage.getItem('jiazhu')") is None


@pytest.mark.parametrize("tab", ["pinyin", "english", "text", "tones", "me"])
def test_the_panel_fits_a_narrow_window(reader, tab):
    page = reader.open(viewport={"width": 320, "height": 568})
    open_settings(page, tab)
    assert (
        page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.settings'))")
        <= 0
    )
    for label in page.locator(".settings .choices label:visible").all():
        box = label.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["height"] >= 24


def test_a_tone_scheme_colours_the_text(reader):
    page = reader.open()
    colours = set()
    for scheme in ("classic", "violet", "safe"):
        sets(page, "tones", scheme)
        assert page.evaluate("CSS.highlights.get('tone-4').size") > 100
        colours.add(
            page.locator(".prose ruby").first.evaluate(
                "e => getComputedStyle(e, '::highlight(tone-4)').color"
            )
        )
    assert len(colours) == 3


# --- Focus ---


def current(page):
    return page.evaluate("document.querySelector('.s.current')?.id")


def test_focus_dims_all_but_one_sentence_and_its_english(reader):
    page = reader.open()
    sets(page, "focus", "on")
    page.wait_for_selector(".s.current")
    assert current(page) == "b1.s1"
    ink = style(page, "body", "color")
    soft = style(page, ".tr[data-for='b1.s1']", "color")
    assert style(page, '[id="b1.s1"]', "color") == ink
    for dimmed in ('[id="b3.s1"]', ".tr[data-for='b3.s1']"):
        assert style(page, dimmed, "color") not in (ink, soft)
    reading, other = (style(page, f'[id="{s}"] rt', "color") for s in ("b1.s1", "b3.s1"))
    assert reading != other
    sets(page, "focus", "off")
    assert page.locator(".current").count() == 0


def test_focus_follows_keys_and_scrolling(reader):
    page = reader.open(reduced_motion="reduce")
    sets(page, "focus", "on")
    page.wait_for_selector(".s.current")
    ids = page.eval_on_selector_all(".prose .s[id]", "all => all.map((e) => e.id)")
    for key, expected in [("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("ArrowDown", 1)]:
        page.keyboard.press(key)
        assert current(page) == ids[expected]
    for _ in range(10):
        page.keyboard.press("j")
    assert current(page) == ids[11]
    page.wait_for_function(
        "(box => box.top >= 0 && box.bottom <= innerHeight)"
        "(document.querySelector('.s.current').getBoundingClientRect())"
    )
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 100_000)
    page.wait_for_function(f"document.querySelector('.s.current').id === '{ids[-1]}'")
    page.mouse.wheel(0, -100_000)
    page.wait_for_function(f"document.querySelector('.s.current').id === '{ids[0]}'")


def test_focusing_a_word_focuses_its_sentence(reader):
    page = reader.open()
    sets(page, "focus", "on")
    page.wait_for_selector(".s.current")
    page.locator('[id="b2.s2"] [data-k]').first.click()
    assert current(page) == "b2.s2"


def test_arrows_scroll_if_focus_is_off(reader):
    page = reader.open()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("scrollY > 0")
    assert page.locator(".current").count() == 0


def test_letter_keys_can_be_turned_off(reader):
    page = reader.open()
    sets(page, "focus", "on")
    page.wait_for_selector(".s.current")
    sets(page, "keys", "off")
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert current(page) == "b1.s1"
    assert page.locator("#help").is_hidden()
    page.keyboard.press("ArrowDown")
    assert current(page) != "b1.s1"


# --- Progress and the way back ---


def places(page):
    return list(json.loads(page.evaluate("localStorage.getItem('jiazhu-places')") or "{}").values())


def read_to(page, sentence):
    page.evaluate("id => document.getElementById(id).scrollIntoView()", sentence)
    page.wait_for_function("localStorage.getItem('jiazhu-places') !== null")


def test_a_line_shows_how_much_has_been_read(reader):
    page = reader.open()
    line = "new DOMMatrix(getComputedStyle(document.body, '::before').transform).a"
    # Asked anew each time: the page changes in height as the English near the window is set beside.
    height = "(document.documentElement.scrollHeight - innerHeight)"
    assert page.evaluate(line) == 0
    page.evaluate(f"scrollTo(0, {height} / 2)")
    page.wait_for_function(f"scrollY > 0 && Math.abs({line} - scrollY / {height}) < 0.01")
    assert 0.2 < page.evaluate(line) < 0.8
    page.keyboard.press("End")
    page.wait_for_function(f"{line} > 0.99")


def test_the_place_is_offered_on_return_in_any_edition(web_reader):
    context = web_reader.context()
    read_to(web_reader.open(context=context), "b9.s1")
    page = web_reader.open("zh-hant-tw/deepseek-r1/index.html", context=context)
    link = page.locator(".resume a")
    assert link.is_visible()
    assert page.evaluate("scrollY") == 0
    (place,) = places(page)
    link.click()
    page.wait_for_url(f"**#{place['s']}")
    page.wait_for_function("scrollY > 0")
    assert link.is_hidden()


def test_no_place_is_offered_if_the_address_names_a_sentence(web_reader):
    context = web_reader.context()
    read_to(web_reader.open(context=context), "b9.s1")
    page = web_reader.open(f"{ARTICLE}#b2.s1", context=context)
    assert page.locator(".resume").is_hidden()


def test_the_offer_can_be_dismissed_by_key(web_reader):
    context = web_reader.context()
    read_to(web_reader.open(context=context), "b9.s1")
    page = web_reader.open(context=context)
    page.locator(".resume .close").press("Enter")
    assert page.locator(".resume").is_hidden()
    assert page.evaluate("scrollY") == 0


def test_progress_is_shown_on_the_home_page(web_reader):
    context = web_reader.context()
    assert web_reader.open(HOME, context=context).locator(".mark").count() == 0
    page = web_reader.open(context=context)
    read_to(page, "b9.s1")
    for path in (HOME, "index.html", "zh-hant-hk/index.html"):
        (mark,) = web_reader.open(path, context=context).locator(".mark").all()
        assert re.search(r"[读讀]到 Read up to [1-9]\d%", " ".join(mark.inner_text().split()))
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function("localStorage.getItem('jiazhu-places').includes('\"d\":true')")
    home = web_reader.open(HOME, context=context)
    assert "已读完" in home.locator(".card:has(a[href*=deepseek]) .mark").inner_text()
    assert web_reader.open(context=context).locator(".resume").is_hidden()


@pytest.mark.parametrize("rubbish", ["{", "[1]", '"x"', '{"/base/deepseek-r1/": {"s": 3}}'])
def test_invalid_stored_places_are_ignored(web_reader, rubbish):
    context = web_reader.context()
    page = web_reader.open("404.html", context=context)
    page.evaluate("value => localStorage.setItem('jiazhu-places', value)", rubbish)
    page = web_reader.open(context=context)
    assert page.locator(".resume").is_hidden()
    page.evaluate("document.getElementById('b9.s1').scrollIntoView()")
    page.wait_for_function("localStorage.getItem('jiazhu-places').includes('\"s\":\"b')")


def test_the_offer_does_not_shift_the_layout(web_reader):
    context = web_reader.context(viewport=PHONE)
    read_to(web_reader.open(context=context), "b9.s1")
    page = web_reader.open(context=context)
    assert page.locator(".resume").is_visible()
    assert style(page, ".resume", "position") == "fixed"
    box = page.locator(".resume").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


# --- Figures and vocabulary ---

VOCABULARY = "zh-hans/deepseek-r1/vocabulary/index.html"


def test_the_head_shows_the_reading_time(reader):
    page = reader.open(java_script_enabled=False)
    assert "约 7–17 分钟" in " ".join(page.locator(".byline").inner_text().split())


def titles(bar):
    return bar.locator("title").all_text_contents()


def test_statistics_need_no_script(reader):
    page = reader.open(VOCABULARY, java_script_enabled=False)
    shares = page.locator(".coverages .coverage").all_inner_texts()
    assert len(shares) == 3
    assert all(re.fullmatch(r"1: \d+%, 2: \d+%, .*\d%", text) for text in shares)
    table = page.locator(".coverages table")
    assert table.is_hidden()
    page.locator(".coverages summary").click()
    assert table.locator("tbody tr").count() == 3
    assert page.locator(".order").is_hidden()
    page = reader.open(java_script_enabled=False)
    assert page.locator(".tally .coverage:visible").count() == 1


def test_a_script_draws_the_bars(reader):
    page = reader.open(VOCABULARY, java_script_enabled=False)
    written = page.locator(".coverages .coverage").all_inner_texts()
    heights = [page.locator(".coverages").bounding_box()["height"]]
    page = reader.open(VOCABULARY)
    bars = page.locator(".coverages .coverage[role=img]")
    bars.nth(2).wait_for()
    heights.append(page.locator(".coverages").bounding_box()["height"])
    assert heights[0] == heights[1]  # nothing moves when they are drawn
    for bar, text in zip(bars.all(), written, strict=True):
        assert bar.get_attribute("aria-label").endswith(f": {text}")
        # Segments tile the bar.
        edges = bar.locator("rect").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect()).map((box) => [box.left, box.right])"
        )
        box = bar.bounding_box()
        assert edges[0][0] == pytest.approx(box["x"], abs=0.5)
        assert edges[-1][1] + 1.5 == pytest.approx(box["x"] + box["width"], abs=1)
        for (_, end), (start, _) in pairwise(edges):
            assert end + 1.5 == pytest.approx(start, abs=1)
        # Their widths are proportional to the shares that their titles name.
        shares = [float(title.split(" · ")[1][:-1]) for title in titles(bar)]
        assert sum(shares) == pytest.approx(100, abs=0.5)
        scale = box["width"] / 100
        for share, (start, end) in zip(shares, edges, strict=True):
            assert end - start + 1.5 == pytest.approx(share * scale, abs=2)


def test_the_bar_of_the_chosen_list_is_shown(reader):
    page = reader.open(VOCABULARY)
    bars = page.locator(".coverages .coverage[role=img]")
    bars.nth(2).wait_for()
    labels = [bar.get_attribute("aria-label") for bar in bars.all()]
    page = reader.open()
    for standard, label in zip(("2.0", "2021", "2026"), labels, strict=True):
        page.evaluate("list => jiazhu.set('standard', list)", standard)
        bar = page.locator(f".by-list > [data-list='{standard}'] .coverage[role=img]")
        bar.wait_for()
        assert page.locator(".tally .coverage:visible").count() == 1
        assert bar.get_attribute("aria-label") == label


def cells(page, name):
    return page.locator(f".vocabulary-table tbody {name}").all_text_contents()


def words(page):
    return cells(page, "th:not([colspan])")


def order_by(page, order):
    page.locator(f".order [value={order}]").check(force=True)


def test_the_script_completes_the_vocabulary(reader):
    bare = reader.open(VOCABULARY, java_script_enabled=False)
    sentence = "th[colspan] a[href*='#']"
    assert len(cells(bare, sentence)[0]) == 5
    assert bare.locator(".vocabulary-table tbody td:nth-child(5)").count() == 0
    assert bare.locator("[data-order=level]:visible").count() == 0
    page = reader.open(VOCABULARY)
    page.wait_for_function("document.querySelector('.vocabulary-table td:nth-child(7)')")
    assert words(page) == words(bare)
    assert cells(page, sentence)[0].startswith(cells(bare, sentence)[0][:-1])
    assert cells(page, sentence)[0].endswith("。")
    row = page.locator(".vocabulary-table tr", has_text="可能").locator("td").all_text_contents()
    assert row[1] == "may; maybe 量词 个 gè"
    assert row[3:] == ["2", "2", "2"]


def test_the_vocabulary_stays_readable_without_its_data(reader):
    context = reader.context()
    context.route("**/words.js", lambda route: route.abort())
    page = reader.open(VOCABULARY, context=context)
    page.wait_for_load_state("networkidle")
    assert "China" in cells(page, "td:nth-child(3)")
    order_by(page, "frequency")
    page.wait_for_selector("th[aria-sort=descending]")
    reader.problems[:] = [text for text in reader.problems if "ERR_FAILED" not in text]


def test_the_vocabulary_has_three_orders(reader):
    page = reader.open(VOCABULARY)
    page.wait_for_function("document.querySelector('.vocabulary-table td:nth-child(7)')")
    in_text = words(page)
    order_by(page, "frequency")
    counts = [int(n) for n in cells(page, "td:nth-child(4)")]
    assert counts == sorted(counts, reverse=True)
    assert page.locator("th[aria-sort=descending]").count() == 1
    order_by(page, "level")
    levels = [int(level[:1] or 9) for level in cells(page, "td:nth-child(7)")]
    assert levels == sorted(levels)
    assert {1, 7, 9} <= set(levels)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    # Among equals the order of the text holds.
    first = [word for word, level in zip(words(page), levels, strict=True) if level == 1]
    assert first == sorted(first, key=in_text.index)
    order_by(page, "text")
    assert words(page) == in_text
    assert page.locator("th[aria-sort]").count() == 0
    page.wait_for_selector(".later", state="detached")  # all can be found by screen readers


def test_the_order_can_be_chosen_by_key(reader):
    page = reader.open(VOCABULARY)
    page.wait_for_function("document.querySelector('.vocabulary-table td:nth-child(7)')")
    before = words(page)
    page.locator(".order [value=text]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".order [value=frequency]").is_checked()
    assert words(page) != before


def test_the_vocabulary_leads_back_to_the_place(reader):
    page = reader.open()
    page.evaluate("document.getElementById('b9.s1').scrollIntoView()")
    sentence = page.evaluate("jiazhu.topSentence().id")
    page.locator(".vocabulary-link").first.dispatch_event("click")
    page.wait_for_url(f"**/vocabulary/index.html#{sentence}")
    page.locator("a.back").click()
    page.wait_for_url(f"**/deepseek-r1/index.html#{sentence}")


# --- Keys ---


def test_the_keys_are_listed(reader):
    page = reader.open()
    page.keyboard.press("?")
    help_ = page.locator("#help")
    assert help_.is_visible()
    assert {"?", "j", "k", "Enter", "Esc"} <= set(help_.locator("kbd").all_inner_texts())
    page.keyboard.press("Escape")
    assert help_.is_hidden()
    page.keyboard.press("?")
    page.keyboard.press("?")
    assert help_.is_hidden()
    open_settings(page, "me")
    page.locator("[data-help]").click()
    assert help_.is_visible()
    assert page.locator(".settings").is_hidden()
    help_.locator(".close").click()
    assert help_.is_hidden()


@pytest.mark.parametrize("field", ["input", "textarea"])
def test_keys_typed_into_a_field_are_not_commands(reader, field):
    page = reader.open()
    page.evaluate(f"document.querySelector('main').append(document.createElement('{field}'))")
    page.locator(f"main {field}").last.focus()
    page.keyboard.type("?")
    assert page.locator("#help").is_hidden()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+?")
    assert page.locator("#help").is_hidden()
