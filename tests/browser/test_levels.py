"""Reading by level: which words have pinyin, known words, settings in a link."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import build_site
from tests.browser.places import ARTICLE, PHONE, open_settings, settle

LISTS = {
    "2.0": ("123456", "HIJKLM"),
    "2021": ("abcdefg", "ABCDEFG"),
    "2026": ("pqrstuv", "PQRSTUV"),
}

# Of each word with a reading: its key, its levels, and whether the reading is shown.
READINGS = """() => [...document.querySelectorAll(".reader [data-k]:has(rt)")].map((word) =>
  [jiazhu.keyOf(word), word.dataset.l ?? "", word.querySelector("rt").checkVisibility()])"""
BOXES = """() => [...document.querySelectorAll(".reader [data-k]")].map((word) => {
  const { x, y, width, height } = word.getBoundingClientRect();
  return [x, y, width, height].join(" ");
})"""
# The words of which a text is made, each with whether its reading is shown.
SHOWN = """text => [...new Set([...document.querySelectorAll(".reader [data-k]")]
  .filter((word) => word.textContent === text)
  .map((word) => word.querySelector("rt").checkVisibility()))]"""


def word(page, text):
    return page.locator(".prose [data-k]").get_by_text(text, exact=True).first


def look_up(page, text):
    """Open the pop-up, and wait until it is complete and no longer moves."""
    target = word(page, text)
    target.scroll_into_view_if_needed()
    target.evaluate("word => jiazhu.showWord(word)")


def settings(page):
    return page.evaluate("({ ...document.documentElement.dataset })")


@pytest.mark.parametrize("standard", LISTS)
def test_only_words_above_the_level_have_pinyin(reader, standard):
    page = reader.open(f"{ARTICLE}#standard={standard}&pinyin=level")
    page.evaluate("jiazhu.set('level', '1')")
    page.wait_for_function("document.querySelector('.reader [data-l]')")
    for level in range(8):
        page.evaluate(f"jiazhu.set('level', '{level}')")
        known = {char for listed in LISTS[standard] for char in listed[:level]}
        readings = page.evaluate(READINGS)
        assert all(shown != bool(known & set(levels)) for _, levels, shown in readings)
    assert 0 < sum(shown for *_, shown in readings) < len(readings) / 2


def test_pinyin_at_first_use_is_shown_once_for_each_word(reader):
    page = reader.open(f"{ARTICLE}#pinyin=first")
    page.wait_for_function("jiazhu.records()")
    seen = set()
    for key, _, shown in page.evaluate(READINGS):
        assert shown == (key not in seen)
        seen.add(key)
    assert page.locator("h1 rt").first.is_visible()


LEVELLED = """
title = { zh = "站", en = "Site" }
editions = ["zh-Hans"]

[reader]
pinyin = "level"
level = "3"
"""


def test_levels_that_are_the_default_of_the_site_need_no_script(web_reader, tmp_path):
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text(LEVELLED, "utf-8")
    (root / "articles" / "a.md").write_text("---\ntitle: 题\n---\n我们研究芯片。\n", "utf-8")
    build_site(root, tmp_path / "out")
    page = web_reader.context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "out" / "zh-hans" / "a" / "index.html").as_uri())
    shown = {
        text: page.locator(".prose ruby", has_text=text).locator("rt").is_visible()
        for text in ("我们", "芯片")
    }
    assert shown == {"我们": False, "芯片": True}


@pytest.mark.parametrize(("mode", "again"), [("first", False), ("all", True)])
def test_pinyin_at_first_use_that_is_the_default_of_the_site_needs_no_script(
    web_reader, tmp_path, mode, again
):
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text(f'title = "站"\n[reader]\npinyin = "{mode}"\n', "utf-8")
    (root / "articles" / "a.md").write_text("# 芯片\n\n我们研究芯片，我们研究。\n", "utf-8")
    build_site(root, tmp_path / "out")
    page = web_reader.context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "out" / "zh-hans" / "a" / "index.html").as_uri())
    words = page.locator(".reader ruby").evaluate_all(
        """words => words.map((word) =>
        [word.textContent, word.querySelector("rt").checkVisibility()])"""
    )
    assert words == [
        *(["芯片", True], ["我们", True], ["研究", True]),
        *(["芯片", again], ["我们", again], ["研究", again]),
    ]


def test_line_height_does_not_depend_on_pinyin(reader):
    page = reader.open(f"{ARTICLE}#translation=off")
    for mode in ("all", "level", "unknown", "first"):
        page.evaluate(f"jiazhu.set('level', '3'); jiazhu.set('pinyin', '{mode}')")
        tops = page.evaluate(
            """() => [...document.querySelectorAll(".prose > p")].map((paragraph) => {
              const words = [...paragraph.querySelectorAll("[data-k]")];
              return [...new Set(words.map((word) => word.getClientRects()[0].top))];
            })"""
        )
        gaps = {round(b - a, 1) for lines in tops for a, b in pairwise(lines)}
        assert len(gaps) == 1, mode


@pytest.mark.parametrize("mode", ["level", "first", "none"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}])
def test_a_hidden_reading_is_shown_above_its_word_without_layout_shift(reader, mode, viewport):
    page = reader.open(f"{ARTICLE}#level=hsk5&pinyin={mode}", viewport=viewport)
    settle(page)
    before = page.evaluate(BOXES)
    hidden = page.locator(".prose [data-k]:has(rt):not(:has(rt:visible))")
    for index in range(0, hidden.count(), 97):
        target = hidden.nth(index)
        # As the pop-up does; `hidden` finds other words from now on.
        element = target.element_handle()
        element.evaluate("e => e.classList.add('open')")
        assert page.evaluate(BOXES) == before
        above, over = element.evaluate(
            """e => {
              const word = (e.querySelector("ruby") ?? e).getClientRects()[0];
              const reading = e.querySelector("rt").getBoundingClientRect();
              return [
                reading.bottom - (word.top + word.height / 2),
                reading.left < word.right && word.left < reading.right,
              ];
            }"""
        )
        assert -14 < above < -8, "over the characters, not on them"
        assert over
        element.evaluate("e => e.classList.remove('open')")


def test_hover_and_focus_show_a_hidden_reading(reader):
    page = reader.open(f"{ARTICLE}#pinyin=none")
    first = page.locator(".prose [data-k]").first
    assert first.locator("rt").is_hidden()
    first.hover()
    assert first.locator("rt").is_visible()
    page.mouse.move(0, 0)
    assert first.locator("rt").is_hidden()
    page.locator(".prose [data-k][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".prose [data-k]:focus rt").is_visible()


def test_the_button_restores_the_last_choice(web_reader):
    context = web_reader.context()
    page = web_reader.open(context=context)
    button = page.locator("[data-toggle=pinyin]")
    page.evaluate("jiazhu.set('pinyin', 'first')")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert settings(page)["pinyin"] == "none"
    again = web_reader.open(context=context)
    assert settings(again)["pinyin"] == "none"
    again.locator("[data-toggle=pinyin]").click()
    assert settings(again)["pinyin"] == "first"


# --- Known words ---


def test_a_known_word_loses_its_pinyin_everywhere(web_reader):
    context = web_reader.context()
    page = web_reader.open(f"{ARTICLE}#pinyin=unknown", context=context)
    assert page.evaluate(SHOWN, "团队") == [True]
    look_up(page, "团队")
    button = page.locator("#known-toggle")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    page.locator("h1").hover()
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(SHOWN, "团队") == [False]
    assert page.evaluate("localStorage.getItem('jiazhu-known')") == '["团队"]'

    other = web_reader.open("zh-hant-tw/deepseek-r1/index.html#pinyin=unknown", context=context)
    assert other.evaluate(SHOWN, "團隊") == [False]
    word(other, "團隊").click()
    assert other.locator("#known-toggle").get_attribute("aria-pressed") == "true"
    other.locator("#known-toggle").click()
    page.wait_for_function(f"({SHOWN})('团队')[0]")  # the other page has said so


def test_the_popup_shows_whether_a_word_is_known(reader):
    page = reader.open()
    page.locator(".prose [data-k][tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#popup:popover-open")
    page.keyboard.press("k")
    button = page.locator("#known-toggle")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert "已认识" in page.locator("#known-said").inner_text()
    page.keyboard.press("ArrowRight")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowLeft")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+k")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_known_words_are_marked_before_the_first_paint(web_reader):
    context = web_reader.context()
    page = web_reader.open(context=context)
    page.wait_for_function("jiazhu.headwords().length")
    page.evaluate(
        """() => {
          const words = jiazhu.headwords();
          localStorage.setItem("jiazhu-known", JSON.stringify(words.map(([word]) => word)));
          jiazhu.set("pinyin", "unknown");
          jiazhu.set("translation", "off");
        }"""
    )
    context.add_init_script(
        """window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        window.early = [];  // frames in which the text is there and not yet marked
        const look = () => {
          const reader = document.querySelector(".reader [data-k]");
          if (reader?.checkVisibility({ visibilityProperty: true }))
            early.push(!document.querySelector("[data-k].known"));
          if (early.length < 5) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page = web_reader.open(context=context)
    page.wait_for_function("early.length >= 5")
    assert not any(page.evaluate("early"))
    assert page.evaluate("shifted") == 0
    assert page.locator(".reader [data-k] rt").filter(visible=True).count() == 0


def test_levels_are_applied_before_the_first_paint(web_reader):
    context = web_reader.context()
    context.add_init_script(
        """window.early = [];  // frames in which the text is there without its levels
        const look = () => {
          const reader = document.querySelector(".reader [data-k]");
          if (reader?.checkVisibility({ visibilityProperty: true }))
            early.push(!document.querySelector("[data-l]"));
          if (early.length < 5) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page = web_reader.open(f"{ARTICLE}#level=hsk3", context=context)
    page.wait_for_function("early.length >= 5")
    assert not any(page.evaluate("early"))


def test_text_is_shown_if_its_levels_cannot_be_loaded(web_reader):
    context = web_reader.context()
    context.route("**/words.js", lambda route: route.abort())
    page = web_reader.open(f"{ARTICLE}#level=hsk3", context=context)
    page.wait_for_function("!document.documentElement.hasAttribute('data-marking')")
    assert page.evaluate(SHOWN, "但") == [True]
    context.unroute("**/words.js")
    word(page, "但").click()
    page.wait_for_function("jiazhu.headwords().length")
    page.keyboard.press("Escape")
    page.locator("h1").hover()
    page.evaluate("document.activeElement.blur(); jiazhu.set('level', '4')")
    assert page.evaluate(SHOWN, "但") == [False]
    web_reader.problems[:] = [text for text in web_reader.problems if "words" not in text]
    web_reader.problems[:] = [text for text in web_reader.problems if "ERR_FAILED" not in text]


def test_text_is_shown_without_the_early_script(web_reader):
    context = web_reader.context()

    def without_the_last_script(route):
        page = route.fetch()
        html = re.sub(r"<script[^>]*data-step=.?words.*?</script>", "", page.text())
        route.fulfill(response=page, body=html)

    context.route("**/index.html", without_the_last_script)
    page = web_reader.open(f"{ARTICLE}#pinyin=unknown", context=context)
    page.evaluate("localStorage.setItem('jiazhu-known', '[\"团队\"]')")
    page.reload()
    page.wait_for_function("!document.documentElement.hasAttribute('data-marking')")
    assert page.evaluate(SHOWN, "团队") == [False]
    home = web_reader.open("zh-hans/index.html#pinyin=unknown", context=context)
    assert home.locator("html[data-marking]").count() == 0


def test_a_level_counts_as_known(reader):
    page = reader.open(f"{ARTICLE}#level=hsk3&pinyin=unknown")
    assert page.evaluate(SHOWN, "但") == [False]
    assert page.evaluate(SHOWN, "芯片") == [True]


FILES = {
    "lines": ("研究\r\n团队\r\n".encode(), ["研究", "团队"]),
    "commas, spaces": ("研究, 团队；公司 卡拉OK".encode(), ["研究", "团队", "公司", "卡拉OK"]),
    "Anki": (
        "#separator:tab\n#html:true\nAb1\t<b>研究</b>\tyánjiū 做\n".encode(),
        ["研究"],
    ),
    "Pleco": ("// HSK 1\n团队[團隊]\ttuan2dui4\tteam; 量词 个\n".encode(), ["团队"]),
    "GB18030": ("研究\n团队\n".encode("gb18030"), ["研究", "团队"]),
    "UTF-16": ("研究\n团队\n".encode("utf-16"), ["研究", "团队"]),
    "a mark of order": ("研究\n".encode("utf-8-sig"), ["研究"]),
    "no Chinese": (b"hello\tworld\n", []),
}


@pytest.mark.parametrize("name", FILES)
def test_known_words_are_imported_from_a_file(reader, name):
    content, words = FILES[name]
    page = reader.open("zh-hans/jiazhu/index.html#pinyin=unknown")  # a short article
    page.evaluate("localStorage.setItem('jiazhu-known', '[\"我\"]')")
    open_settings(page, "me")
    page.locator("#known-import").set_input_files(
        {"name": "words.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.wait_for_function("document.getElementById('known-import').value === ''")
    page.wait_for_function(
        "n => document.getElementById('known-count').textContent === String(n)", arg=1 + len(words)
    )
    assert page.evaluate("JSON.parse(localStorage.getItem('jiazhu-known'))") == ["我", *words]


def test_traditional_words_are_known_too(reader):
    page = reader.open(f"{ARTICLE}#pinyin=unknown")
    page.locator("#known-import").set_input_files(
        {"name": "words.txt", "mimeType": "text/plain", "buffer": "團隊".encode()}
    )
    page.wait_for_function("document.getElementById('known-count').textContent === '1'")
    assert page.evaluate(SHOWN, "团队") == [False]


def test_the_list_is_exported_as_text_and_cleared(reader, tmp_path):
    context = reader.context(accept_downloads=True)
    page = reader.open(f"{ARTICLE}#pinyin=unknown", context=context)
    page.evaluate("localStorage.setItem('jiazhu-known', '[\"研究\", \"团队\"]')")
    open_settings(page, "me")
    with page.expect_download() as download:
        page.locator("#known-export").click()
    written = tmp_path / "words.txt"
    download.value.save_as(written)
    assert Path(written).read_bytes() == "研究\n团队\n".encode()
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#known-clear").click()
    assert page.locator("#known-count").inner_text() == "0"
    assert page.evaluate("localStorage.getItem('jiazhu-known')") == "[]"


@pytest.mark.parametrize("rubbish", ["{", "null", "7", '"团队"', '{"a": 1}', '[1, null, ["x"]]'])
def test_an_invalid_stored_list_is_ignored(web_reader, rubbish):
    context = web_reader.context()
    page = web_reader.open("404.html", context=context)
    page.evaluate("value => localStorage.setItem('jiazhu-known', value)", rubbish)
    page = web_reader.open(f"{ARTICLE}#pinyin=unknown", context=context)
    assert page.evaluate(SHOWN, "团队") == [True]
    look_up(page, "团队")
    page.locator("#known-toggle").click()
    assert page.evaluate("localStorage.getItem('jiazhu-known')") == '["团队"]'


def test_blocked_storage_hides_no_text(web_reader):
    context = web_reader.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    page = web_reader.open(f"{ARTICLE}#pinyin=unknown", context=context)
    assert page.evaluate(SHOWN, "团队") == [True]
    page.locator(".prose [data-k]").first.focus()
    page.keyboard.press("k")


# --- Settings in a link ---


def test_a_link_applies_settings_without_storing_them(web_reader):
    context = web_reader.context()
    page = web_reader.open(context=context)
    page.evaluate("jiazhu.set('translation', 'under'); jiazhu.set('pinyin', 'none')")
    kept = page.evaluate("localStorage.getItem('jiazhu')")

    page = web_reader.open(
        f"{ARTICLE}#level=HSK3&standard=2.0&tones=classic&sandhi=pink", context=context
    )
    now = settings(page)
    assert (now["level"], now["standard"], now["pinyin"]) == ("3", "2.0", "level")
    assert (now["tones"], now["sandhi"], now["translation"]) == ("classic", "off", "under")
    assert page.evaluate("document.forms.settings.elements.namedItem('level').value") == "3"
    assert page.evaluate("localStorage.getItem('jiazhu')") == kept

    page.evaluate("jiazhu.set('level', '5')")
    assert '"level":"5"' in page.evaluate("localStorage.getItem('jiazhu')")
    assert "standard" not in page.evaluate("localStorage.getItem('jiazhu')")
    assert "level=hsk5&standard=2.0&tones=classic" in page.url
    page.reload()
    assert settings(page)["level"] == "5"

    page = web_reader.open(context=context)
    now = settings(page)
    assert (now["pinyin"], now["level"], now["standard"]) == ("none", "5", "2026")


def test_settings_of_a_link_apply_before_the_first_paint(web_reader):
    context = web_reader.context()
    context.add_init_script(
        """new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.atBody = [document.documentElement.dataset.level, typeof jiazhu.set];
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true })"""
    )
    page = web_reader.open(f"{ARTICLE}#level=hsk7-9", context=context)
    assert page.evaluate("atBody") == ["7", "undefined"]


def test_another_tab_does_not_undo_a_link(web_reader):
    context = web_reader.context()
    page = web_reader.open(f"{ARTICLE}#pinyin=first", context=context)
    web_reader.open(context=context).evaluate(
        "jiazhu.set('pinyin', 'none'); jiazhu.set('theme', 'dark')"
    )
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert settings(page)["pinyin"] == "first"


@pytest.mark.parametrize("again", [False, True])
def test_a_link_may_name_a_sentence_too(reader, again):
    page = reader.open(f"{ARTICLE}#b2.s1" if again else f"{ARTICLE}#b9.s1&level=hsk4")
    if again:
        page.evaluate("location.hash = 'b9.s1&level=hsk4'")
    page.wait_for_function("document.querySelector(':target')?.id === 'b9.s1'")
    page.wait_for_function(
        """() => {
          const { top, bottom } = document.getElementById("b9.s1").getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }"""
    )
    assert page.url.endswith("#b9.s1&level=hsk4")
    assert settings(page)["level"] == "4"


def test_settings_of_a_link_are_passed_on_to_other_pages(reader):
    page = reader.open("zh-hans/index.html#level=hsk2&translation=under")
    page.locator(".card-title a[href*='deepseek-r1']").first.click()
    page.wait_for_url("**/zh-hans/deepseek-r1/index.html#level=hsk2&*")
    assert settings(page)["level"] == "2"
    page.locator('[id="b9.s1"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
    sentence = page.evaluate("jiazhu.topSentence().id")
    page.locator(".editions a[hreflang=zh-Hant-TW]").evaluate("link => link.click()")
    page.wait_for_url(re.compile(rf"/zh-hant-tw/.*#{re.escape(sentence)}&level=hsk2&"))
    now = settings(page)
    assert (now["pinyin"], now["level"], now["translation"]) == ("level", "2", "under")


def test_a_link_with_the_current_settings_is_copied(web_reader):
    context = web_reader.context(permissions=["clipboard-read", "clipboard-write"])
    page = web_reader.open(f"{ARTICLE}#b2.s1", context=context)
    page.evaluate(
        """jiazhu.set("pinyin", "level"); jiazhu.set("level", "7"); jiazhu.set("erhua", "off");
        jiazhu.set("theme", "dark")"""
    )
    open_settings(page, "me")
    page.locator("#preset-copy").click()
    page.wait_for_function("document.getElementById('preset-said').textContent !== ''")
    assert "已复制" in page.locator("#preset-said").inner_text()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == (
        f"{web_reader.base}/{ARTICLE}"
        "#b2.s1&pinyin=level&level=hsk7-9&standard=2026&erhua=off&translation=side"
    )
    other = web_reader.open(link.removeprefix(f"{web_reader.base}/"))
    now = settings(other)
    assert (now["pinyin"], now["level"], now["erhua"], now["theme"]) == (
        "level",
        "7",
        "off",
        "auto",
    )


def test_the_link_is_put_into_the_address_if_it_cannot_be_copied(web_reader):
    context = web_reader.context()
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = web_reader.open(context=context)
    page.evaluate("jiazhu.set('pinyin', 'first')")
    open_settings(page, "me")
    page.locator("#preset-copy").click()
    page.wait_for_url("**#pinyin=first&translation=side")
    assert "地址栏" in page.locator("#preset-said").inner_text()


def test_the_key_works_on_words_and_can_be_turned_off(reader):
    page = reader.open()
    known = "localStorage.getItem('jiazhu-known')"
    page.locator(".prose [data-k]").first.click()
    page.keyboard.press("Escape")
    page.evaluate("jiazhu.set('keys', 'off')")
    page.keyboard.press("k")
    assert page.evaluate(known) is None
    page.evaluate("jiazhu.set('keys', 'on'); jiazhu.set('focus', 'on')")
    page.locator(".prose [data-k]").first.focus()
    page.keyboard.press("k")
    assert len(page.evaluate(f"JSON.parse({known})")) == 1
