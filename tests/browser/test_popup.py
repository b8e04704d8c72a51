"""What the pop-up tells beyond the entry: levels, other words, characters, sentences, speech."""

from __future__ import annotations

import re

import pytest

from tests.browser.places import ARTICLE, DESKTOP, PHONE
from tests.browser.test_words import INSIDE, OVERLAP, PAINTED, word
from tests.word_data import common_records, records_in

TAIWAN = "zh-hant-tw/deepseek-r1/index.html"

VOICES = """(voices) => {
  const list = voices.map(([lang, localService]) => ({ lang, localService, name: lang }));
  window.said = [];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => list,
    addEventListener() {},
    cancel() {},
    speak: (utterance) => said.push([utterance.text, utterance.lang]),
  } });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""


def ask(page, text):
    target = word(page, text)
    target.scroll_into_view_if_needed()
    target.click()
    return page.locator("#popup")


def head(popup):
    return popup.locator("[data-slot=word]").inner_text()


def test_the_level_is_that_of_the_list_in_use(reader):
    page = reader.open()
    level = ask(page, "研究").locator("[data-slot=level]")
    assert level.inner_text() == "HSK 4"
    assert level.get_attribute("title") == "HSK 2.0: – · HSK 2021: 4 · HSK 2026: 4"
    page.evaluate("document.documentElement.dataset.standard = '2.0'")
    assert ask(page, "突破").locator("[data-slot=level]").inner_text() == "HSK 6"
    page.evaluate("document.documentElement.dataset.standard = '2021'")
    assert ask(page, "推理").locator("[data-slot=level]").inner_text() == "HSK 7–9"


def test_a_word_that_the_list_lacks_has_no_level(reader):
    page = reader.open()
    page.evaluate("document.documentElement.dataset.standard = '2.0'")
    assert ask(page, "芯片").locator("[data-slot=level]").is_hidden()


def test_shorter_words_are_one_key_away(reader):
    page = reader.open()
    popup = ask(page, "人工智能")
    rungs = popup.locator(".popup-ladder button")
    assert rungs.all_inner_texts() == ["人工", "智能", "人工智能"]
    assert popup.locator("[aria-current=true]").inner_text() == "人工智能"
    page.keyboard.press("[")
    assert head(popup) == "智能"
    assert "intelligent" in popup.inner_text()
    page.keyboard.press("[")
    assert head(popup) == "人工"
    assert popup.locator(".popup-head [data-slot=pinyin]").inner_text() == "réngōng"
    assert popup.locator("[data-slot=term]").inner_text() == ""
    page.keyboard.press("[")
    assert head(popup) == "人工"
    page.keyboard.press("]")
    page.keyboard.press("+")
    assert head(popup) == "人工智能"
    page.keyboard.press("-")
    assert head(popup) == "智能"
    page.keyboard.press("]")
    assert "lets machines do" in popup.inner_text()


def test_a_bracket_may_need_alt_but_is_no_shortcut(reader):
    page = reader.open()
    popup = ask(page, "人工智能")
    page.keyboard.press("Control+[")
    assert head(popup) == "人工智能"
    page.keyboard.press("Alt+[")
    assert head(popup) == "智能"


def test_longer_words_only_where_they_stand(reader):
    page = reader.open()
    popup = ask(page, "研究")  # 研究人员
    assert popup.locator(".popup-ladder button").all_inner_texts() == ["研究", "研究人员"]
    popup.locator(".popup-ladder button").nth(1).click()
    assert head(popup) == "研究人员"
    assert popup.locator(".popup-head [data-slot=pinyin]").inner_text() == "yánjiū rényuán"
    assert page.locator("[data-k].open").inner_text() == "研究"
    page.keyboard.press("Escape")
    page.evaluate("""() => jiazhu.showWord(
        [...document.querySelectorAll(".prose [data-k]")].find((w) =>
        w.textContent === "研究" && !w.nextElementSibling?.textContent.startsWith("人")))""")
    assert head(popup) == "研究"
    assert popup.locator("[data-slot=ladder]").is_hidden()


def test_the_ladder_in_a_traditional_edition(reader):
    page = reader.open(TAIWAN)
    popup = ask(page, "人工智慧")
    assert popup.locator(".popup-ladder button").all_inner_texts() == ["人工", "智慧", "人工智慧"]
    assert ask(page, "研究").locator(".popup-ladder button").nth(1).inner_text() == "研究人員"


def test_focus_stays_on_the_ladder(reader):
    page = reader.open()
    popup = ask(page, "人工智能")
    popup.locator(".popup-ladder button").first.focus()
    page.keyboard.press("Enter")
    assert head(popup) == "人工"
    assert page.evaluate("document.activeElement.textContent") == "人工"
    page.keyboard.press("Escape")
    assert popup.is_hidden()
    assert page.evaluate("document.activeElement.matches('[data-k]')")


@pytest.mark.parametrize("base", ["reader", "web_reader"])
def test_characters_with_meaning_and_components(base, request):
    pages = request.getfixturevalue(base)
    page = pages.open()
    popup = ask(page, "突破")
    assert not any("/characters/" in url or "/strokes/" in url for url in pages.requests)
    button = popup.locator("[data-panel=characters]")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    parts = popup.locator(".character")
    parts.first.wait_for()
    assert button.get_attribute("aria-expanded") == "true"
    assert parts.locator("[data-slot=char]").all_inner_texts()[0] == "突"
    text = parts.first.inner_text()
    assert re.search(r"\btū\b.*dash", text)
    assert re.search(r"穴\s+xué", text)
    assert re.search(r"犬\s+quǎn", text)
    assert "9" in text.split()
    assert not any("/strokes/" in url or "/vendor/" in url for url in pages.requests)
    button.click()
    assert popup.locator("[data-slot=panel]").is_hidden()


def test_a_form_of_a_character_is_explained(reader):
    popup = ask(reader.open(), "设计")  # 设 is 讠 and 殳
    popup.locator("[data-panel=characters]").click()
    part = popup.locator(".character-components li").first
    part.wait_for()
    assert part.locator("[data-slot=form]").inner_text() == "讠"
    assert part.locator(".character-whole").inner_text() == "言"
    other = popup.locator(".character-components li").nth(1)
    assert other.locator(".character-whole").is_hidden()


@pytest.mark.parametrize("base", ["reader", "web_reader"])
def test_stroke_order_is_drawn_when_asked_for(base, request):
    pages = request.getfixturevalue(base)
    page = pages.open()
    popup = ask(page, "突破")
    popup.locator("[data-panel=characters]").click()
    drawing = popup.locator(".character-drawing").first
    drawing.click()
    popup.locator(".character-drawing[data-state=writing] svg").wait_for()
    popup.locator(".character-drawing[data-state=written]").wait_for()
    strokes = {url.rsplit("/", 1)[1] for url in pages.requests if "/strokes/" in url}
    assert strokes == {f"{ord('突'):x}.js"}
    assert not any(url.startswith("https:") for url in pages.requests)
    drawing.click()
    popup.locator(".character-drawing[data-state=writing]").wait_for()
    assert drawing.locator("svg").count() == 1


def test_without_motion_every_step_is_shown(reader):
    page = reader.open(reduced_motion="reduce")
    popup = ask(page, "突破")
    popup.locator("[data-panel=characters]").click()
    popup.locator(".character-drawing").first.click()
    steps = popup.locator(".character").first.locator(".character-steps svg")
    steps.nth(8).wait_for()
    assert [step.locator("path").count() for step in steps.all()] == list(range(1, 10))
    assert not any("/vendor/" in url for url in reader.requests)


def test_every_character_of_the_pages_has_its_files(site):
    article = (site / ARTICLE).read_text("utf-8")
    shown = set(re.findall(r"[一-鿿]", re.sub(r"<(script|rt)[\s\S]*?</\1>", "", article)))
    text = re.split('<div class="?prose"?>', article)[1].split("</article>")[0]
    prose = set(re.findall(r"[一-鿿]", text))
    drawn = {chr(int(path.stem, 16)) for path in (site / "static/strokes").glob("*.js")}
    assert prose <= shown
    assert prose <= drawn
    assert "龘" not in drawn
    assert (site / "static/strokes/ARPHICPL.TXT").read_text().startswith("ARPHIC PUBLIC LICENSE")


def test_other_sentences_of_the_site(reader):
    page = reader.open()
    popup = ask(page, "公司")
    popup.locator("[data-panel=examples]").click()
    lines = popup.locator(".example:not(.beginner)")
    lines.first.wait_for()
    assert 1 <= lines.count() <= 3
    assert all(head(popup) in text for text in lines.all_inner_texts())


def test_sentences_of_other_articles_come_first_and_lead_there(reader):
    page = reader.open()
    popup = ask(page, "这")
    popup.locator("[data-panel=examples]").click()
    popup.locator(".example").first.wait_for()
    own = page.locator("[data-k].open").evaluate("e => e.closest('.s').id")
    hrefs = popup.locator(".example:not(.beginner) a").evaluate_all(
        "links => links.map((a) => a.getAttribute('href'))"
    )
    assert f"#{own}" not in hrefs
    assert [href.startswith("#") for href in hrefs] == sorted(
        href.startswith("#") for href in hrefs
    )
    assert not hrefs[0].startswith("#")
    sentence = popup.locator(".example b").first.inner_text()
    popup.locator(".example a").first.click()
    page.wait_for_url(re.compile(r"/zh-hans/(?!deepseek-r1)[\w-]+/index\.html#b\d+\.s\d+$"))
    assert sentence in page.locator(".s:target").inner_text()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_row_of_buttons_stays_in_view_when_sentences_open(reader, viewport):
    page = reader.open(viewport=viewport)
    popup = ask(page, "研究")
    button = popup.locator("[data-panel=examples]")
    button.click()
    popup.locator(".example").first.wait_for()
    page.evaluate(PAINTED)
    box, whole = button.bounding_box(), popup.bounding_box()
    head = popup.locator(".popup-head").bounding_box()
    assert box["y"] >= head["y"] + head["height"] - 1
    assert box["y"] + box["height"] <= whole["y"] + whole["height"] + 1
    example = popup.locator(".example").first.bounding_box()
    assert example["y"] < whole["y"] + whole["height"] - 20
    assert not page.evaluate(OVERLAP)


def test_a_word_that_stands_once_offers_no_sentences(reader):
    page = reader.open()
    popup = ask(page, "突破")
    page.evaluate("jiazhu.showWord(jiazhu.openWord())")  # until it is complete
    assert popup.locator("[data-panel=examples]").is_hidden()


@pytest.mark.parametrize("path", [ARTICLE, TAIWAN])
def test_what_is_promised_is_there(reader, path):
    page = reader.open(path)
    count = page.evaluate("""async () => {
        const words = [...document.querySelectorAll(".prose [data-k]")]
          .filter((_, i) => i % 41 === 0);
        const empty = [];
        let offered = 0;
        for (const word of words) {
          await jiazhu.showWord(word);
          const button = document.querySelector("[data-panel=examples]");
          if (button.hidden) continue;
          offered += 1;
          button.click();
          const panel = document.getElementById("popup-panel");
          await new Promise((done) => {
            const open = () => !panel.hidden || button.hidden;
            const look = () => (open() ? done() : requestAnimationFrame(look));
            look();
          });
          if (!panel.querySelector(".example")) empty.push(word.textContent);
        }
        return { empty, offered };
    }""")
    assert count["empty"] == []
    assert count["offered"] > 2


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_an_open_panel_covers_no_word_either(reader, viewport):
    page = reader.open(viewport=viewport)
    words = page.locator(".prose [data-k]")
    for place in ("start", "center", "end"):
        for index in range(0, words.count(), 173):
            target = words.nth(index)
            target.evaluate("(e, block) => e.scrollIntoView({ block })", place)
            target.evaluate("e => jiazhu.showWord(e)")
            page.locator("[data-panel=characters]").dispatch_event("click")
            page.locator(".popup-panel:not([hidden])").wait_for(state="attached")
            page.evaluate(PAINTED)
            assert not page.evaluate(OVERLAP), (place, target.inner_text())
            assert page.evaluate(INSIDE), (place, target.inner_text())


def test_what_cannot_be_loaded_is_said_and_tried_again(web_reader):
    page = web_reader.open()
    page.route("**/characters/*.js", lambda route: route.abort())
    popup = ask(page, "突破")
    popup.locator("[data-panel=characters]").click()
    popup.get_by_text("Could not be loaded").wait_for()
    page.unroute("**/characters/*.js")
    popup.locator("[data-panel=characters]").click()
    popup.locator("[data-panel=characters]").click()
    popup.locator(".character").first.wait_for()
    web_reader.problems[:] = [text for text in web_reader.problems if "characters" not in text]
    web_reader.problems[:] = [text for text in web_reader.problems if "ERR_FAILED" not in text]


def test_words_that_cannot_be_loaded_are_said_and_asked_for_again(web_reader):
    context = web_reader.context()
    context.route("**/words.js", lambda route: route.abort())
    page = web_reader.open(context=context)
    popup = ask(page, "突破")
    popup.get_by_text("Could not be loaded").wait_for()
    assert head(popup) == "突破"
    context.unroute("**/words.js")
    page.keyboard.press("Escape")
    ask(page, "突破").get_by_text("to break through", exact=True).wait_for()
    web_reader.problems[:] = [text for text in web_reader.problems if "words" not in text]
    web_reader.problems[:] = [text for text in web_reader.problems if "ERR_FAILED" not in text]


def test_editions_share_the_words_of_an_article(reader):
    page = reader.open()
    ask(page, "公司")
    assert [url for url in reader.requests if url.endswith("/static/articles/deepseek-r1/words.js")]
    page = reader.open(TAIWAN)
    assert head(ask(page, "公司")) == "公司"
    wanted = page.evaluate("""() =>
        [...document.querySelectorAll(".prose [data-k]")].every((word) =>
        word.textContent === jiazhu.headwords()[jiazhu.keyOf(word)][1])""")
    assert wanted


def test_a_page_reads_what_the_scripts_leave_out(reader, site):
    page = reader.open()
    page.wait_for_function("jiazhu.headwords().length")
    read = page.evaluate("() => jiazhu.records().map(([s, t, p]) => [s, t, p])")
    common, own = (
        (site / "static" / name).read_text("utf-8")
        for name in ("words/common.js", "articles/deepseek-r1/words.js")
    )
    records = records_in(own, common_records(common))
    assert read == [[s, t or s, p] for s, t, p, *_ in records]
    ask(page, "计算能力")  # its parts are common words
    entries = page.locator("#popup [data-slot=entries]").inner_text()
    assert entries.split()[:2] == ["计算", "jìsuàn"]
    assert "nénglì" in entries


def test_strokes_that_cannot_be_loaded_are_said(web_reader):
    page = web_reader.open()
    page.route("**/strokes/*.js", lambda route: route.abort())
    popup = ask(page, "突破")
    popup.locator("[data-panel=characters]").click()
    popup.locator(".character-drawing").first.click()
    popup.get_by_text("Could not be loaded").wait_for()
    assert popup.locator("[data-slot=char]").first.inner_text() == "突"
    page.unroute("**/strokes/*.js")
    popup.locator(".character-drawing").first.click()
    popup.locator(".character-drawing[data-state=written]").wait_for()
    assert popup.get_by_text("Could not be loaded").count() == 0
    web_reader.problems[:] = [text for text in web_reader.problems if "strokes" not in text]
    web_reader.problems[:] = [text for text in web_reader.problems if "ERR_FAILED" not in text]


def test_walking_on_closes_what_was_open(reader):
    page = reader.open()
    popup = ask(page, "突破")
    popup.locator("[data-panel=characters]").click()
    popup.locator(".character").first.wait_for()
    page.locator("[data-k].open").focus()
    page.keyboard.press("ArrowLeft")
    assert popup.locator("[data-slot=panel]").is_hidden()
    assert popup.locator("[aria-expanded=true]").count() == 0


@pytest.mark.parametrize(
    ("path", "voices", "spoken"),
    [
        (ARTICLE, [["en-US", True], ["zh-TW", True], ["zh-CN", True]], "zh-CN"),
        (ARTICLE, [["zh-CN", False], ["zh_CN", True]], "zh_CN"),
        (ARTICLE, [["zh-HK", True], ["cmn-Hans-CN", True]], "cmn-Hans-CN"),
        (TAIWAN, [["zh-CN", True], ["zh-TW", True]], "zh-TW"),
        (TAIWAN.replace("tw", "hk", 1), [["zh-HK", True], ["zh-CN", True]], "zh-CN"),
    ],
)
def test_a_mandarin_voice_reads_the_word(reader, path, voices, spoken):
    context = reader.context()
    context.add_init_script(
        f"({VOICES})({voices!r})".replace("True", "true").replace("False", "false")
    )
    page = reader.open(path, context=context)
    popup = ask(page, "研究")
    popup.get_by_role("button", name="Listen").click()
    assert page.evaluate("said") == [["研究", spoken]]


@pytest.mark.parametrize("voices", [[], [["en-GB", True]], [["zh-HK", True], ["yue-HK", True]]])
def test_without_a_mandarin_voice_nothing_is_offered(reader, voices):
    context = reader.context()
    context.add_init_script(f"({VOICES})({voices!r})".replace("True", "true"))
    popup = ask(reader.open(context=context), "研究")
    assert popup.locator("[data-slot=speak]").is_hidden()


def test_it_is_open_and_complete_when_the_click_has_been_handled(reader):
    context = reader.context(viewport=PHONE)
    context.add_init_script("window.requestIdleCallback = () => 0;")  # so nothing else happens
    page = reader.open(context=context)
    drawn = """[...document.querySelectorAll('.prose .s')].filter((s) =>
      s.checkVisibility({ contentVisibilityAuto: true })).length"""
    opened = page.evaluate(f"""async () => {{
        const popup = document.getElementById("popup");
        const words = [...document.querySelectorAll(".prose [data-k]")]
          .filter((_, i) => i % 31 === 0);
        await jiazhu.showWord(words[0]);  // loads the words
        jiazhu.hideWord();
        return words.map((word) => {{
          word.scrollIntoView({{ block: "center" }});
          const before = {drawn};
          word.click();
          const box = popup.getBoundingClientRect();
          return {{
            open: popup.matches(":popover-open"),
            word: popup.querySelector("[data-slot=word]").textContent === word.textContent,
            entries: popup.querySelector("[data-slot=entries]").childElementCount > 0
              || !popup.querySelector("[data-slot=term]").hidden,
            inside: box.height > 0 && box.top >= 0 && box.bottom <= innerHeight,
            // Nothing of the text is laid out for it.
            more: {drawn} - before,
          }};
        }});
    }}""")
    assert len(opened) > 20
    wanted = {"open": True, "word": True, "entries": True, "inside": True, "more": 0}
    assert [found for found in opened if found != wanted] == []
    fetched = [url.partition("?")[0].rpartition("/")[2] for url in reader.requests]
    # A browser with tabs also loads the icon, once a site.
    fetched = [name for name in fetched if name not in ("favicon.svg", "step.js")]
    assert fetched[:5] == ["index.html", "early.js", "jiazhu.css", "zh-hans.js", "jiazhu.js"]
    assert sorted(fetched[5:7]) == ["common.js", "words.js"]
    assert fetched.count("examples.js") == 1
    assert all(re.fullmatch(r"(examples|[0-9a-f]{2})\.js", name) for name in fetched[7:])
