"""Copying: a plain copy is only the text in every mode; readings and quotations have buttons."""

from __future__ import annotations

import re

import pytest

from tests.browser.places import PHONE

CLIPBOARD = ["clipboard-read", "clipboard-write"]
OTHER_THAN_CHINESE = re.compile(r"[^\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
SOUNDED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]")

# What Ctrl+C puts on the clipboard of what is selected, as other programs get it.
COPIED = """async () => {
  document.execCommand("copy");
  return (await navigator.clipboard.readText()).replaceAll("\\r", "");
}"""

READ = """async (type) => {
  const [item] = await navigator.clipboard.read();
  return (await (await item.getType(type)).text()).replaceAll("\\r", "");
}"""


@pytest.fixture
def open_page(web_reader):
    """Open a page with settings and with permission to read the clipboard."""

    def opened(path="zh-hans/deepseek-r1/index.html", options=None, **settings):
        context = web_reader.context(permissions=CLIPBOARD, **(options or {}))
        page = web_reader.open(path, context=context)
        for name, value in settings.items():
            page.evaluate("([name, value]) => jiazhu.set(name, value)", [name, value])
        return page

    return opened


def squeezed(text):
    return re.sub(r"\s+", "", text)


def source(page, selector=".prose .s"):
    """The characters of the text, as the author wrote them."""
    return squeezed(
        "".join(page.locator(selector).evaluate_all("all => all.map(e => e.textContent)"))
    )


def select(page, start, end, *, start_offset=0, end_offset=None):
    """Select from one sentence to another, starting as if with the pointer on the first."""
    page.evaluate(
        """([start, end, from, to]) => {
          const first = document.querySelector(start);
          const last = document.querySelector(end);
          first.dispatchEvent(new Event("selectstart", { bubbles: true }));
          const texts = (e) => {
            const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
            const all = [];
            while (walker.nextNode()) all.push(walker.currentNode);
            return all;
          };
          const at = (e, offset) => {
            for (const text of texts(e)) {
              if (offset <= text.data.length) return [text, offset];
              offset -= text.data.length;
            }
            throw new Error("too far");
          };
          const end_ = to ?? last.textContent.length;
          getSelection().setBaseAndExtent(...at(first, from), ...at(last, end_));
        }""",
        [start, end, start_offset, end_offset],
    )


def said(page, word):
    page.wait_for_function(
        "word => document.getElementById('sentence-status').textContent.includes(word)", arg=word
    )


# --- Ordinary copying ---


@pytest.mark.parametrize("base", ["zh", "en"])
@pytest.mark.parametrize("pinyin", ["all", "none"])
def test_the_whole_page_is_copied_without_readings(open_page, base, pinyin):
    page = open_page(base=base, pinyin=pinyin)
    for translation in ("side", "under", "tap", "off"):
        page.evaluate("value => jiazhu.set('translation', value)", translation)
        page.evaluate("getSelection().removeAllRanges(), navigator.clipboard.writeText('')")
        page.keyboard.press("Control+A")
        copied = page.evaluate(COPIED)
        assert not SOUNDED.search(copied.replace("naïve", ""))
        chinese = squeezed(re.sub(OTHER_THAN_CHINESE, "", copied))
        expected = re.sub(OTHER_THAN_CHINESE, "", source(page, ".prose .s"))
        beside = translation in ("side", "under")
        assert (expected in chinese) is (base == "zh" or beside), translation
        assert ("cutting-edge chips" in copied) is (base == "en" or beside), translation


def test_a_sentence_is_copied_as_the_author_wrote_it(open_page):
    page = open_page()
    select(page, '[id="b2.s1"]', '[id="b2.s1"]')
    assert page.evaluate(COPIED) == page.locator('[id="b2.s1"]').evaluate("e => e.textContent")


def test_a_part_of_a_word_is_copied_as_it_is(open_page):
    page = open_page()
    select(page, '[id="b2.s1"]', '[id="b2.s1"]', start_offset=1, end_offset=4)
    assert page.evaluate(COPIED) == "虑到中"


@pytest.mark.parametrize("translation", ["side", "under", "off"])
def test_paragraphs_are_copied_without_the_english_between_them(open_page, translation):
    page = open_page(translation=translation)
    select(page, '[id="b1.s1"]', '[id="b3.s2"]')
    copied = page.evaluate(COPIED)
    assert squeezed(copied) == source(page, ".prose p:nth-of-type(-n + 3) .s")
    assert copied.count("\n") >= 2


def test_english_is_copied_without_the_chinese_between(open_page):
    page = open_page(base="en")
    first, last = ".tr[data-for='b2.s1']", ".tr[data-for='b2.s3']"
    select(page, first, last)
    copied = page.evaluate(COPIED)
    assert copied.startswith("DeepSeek’s success")
    assert "chips. Yet early" in copied
    assert not re.search("[\u4e00-\u9fff]", copied)


# --- Links and quotations ---


def test_the_popup_copies_a_link(open_page):
    page = open_page()
    page.locator('[id="b3.s1"] [data-k]', has_text="员工").click()
    page.locator("#popup [data-copy=link]").click()
    said(page, "Copied: link")
    link = page.evaluate(READ, "text/plain")
    assert link == f"{page.url}#b3.s1"
    page.goto(link)
    assert page.locator('[id="b3.s1"]').evaluate("e => e.matches(':target')")


def test_a_quotation_has_both_languages_the_title_and_the_address(open_page):
    page = open_page()
    page.locator('[id="b2.s2"] [data-k]').first.click()
    page.locator("#popup [data-copy=quote]").click()
    said(page, "Copied: quote")
    assert page.evaluate(READ, "text/plain").split("\n") == [
        "但早期证据表明，这些措施并未按预期发挥作用。",
        "Yet early evidence suggests that these measures are not working as intended.",
        "—— 中国顶尖人工智能模型如何突破美国制裁 How a top Chinese AI model overcame US sanctions",
        f"{page.url}#b2.s2",
    ]
    html = page.evaluate(READ, "text/html")
    assert f'href="{page.url}#b2.s2"' in html
    assert "<blockquote" in html
    assert "rt" not in re.findall(r"<(\w+)", html)


def test_a_key_quotes_the_sentence_of_a_word(open_page):
    page = open_page()
    page.locator(".prose [data-k][tabindex='0']").focus()
    page.keyboard.press("q")
    said(page, "Copied: quote")
    lines = page.evaluate(READ, "text/plain").split("\n")
    assert lines[0].startswith("“这可能是一个真正平等的突破")
    assert lines[-1].endswith("#b1.s1")


@pytest.mark.parametrize("base", ["zh", "en"])
def test_a_selection_quotes_every_sentence_that_it_touches(open_page, base):
    page = open_page(base=base)
    if base == "zh":
        select(page, '[id="b2.s2"]', '[id="b3.s1"]', start_offset=4, end_offset=6)
    else:
        select(page, ".tr[data-for='b2.s2']", ".tr[data-for='b3.s1']", start_offset=9, end_offset=6)
    button = page.locator("#sentence-bar [data-copy=quote]")
    button.wait_for(state="visible")
    button.click()
    said(page, "Copied: quote")
    lines = page.evaluate(READ, "text/plain").split("\n")
    assert len(lines) == 6
    chinese, english = (
        (lines[0:4:2], lines[1:4:2]) if base == "zh" else (lines[1:4:2], lines[0:4:2])
    )
    assert chinese[0].startswith("但早期证据")
    assert chinese[0].endswith("创新。")
    assert chinese[1].endswith("的一半。")
    assert english[0].startswith("Yet early")
    assert english[1].startswith("To create R1")
    assert lines[-1].endswith("#b2.s2")
    assert page.evaluate("getSelection().toString()") != ""


def test_the_bar_is_shown_only_while_text_is_selected(open_page):
    page = open_page(options={"viewport": PHONE})
    bar = page.locator("#sentence-bar")
    assert bar.is_hidden()
    select(page, '[id="b2.s1"]', '[id="b2.s2"]')
    bar.wait_for(state="visible")
    box = bar.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    page.evaluate("getSelection().removeAllRanges()")
    bar.wait_for(state="hidden")


def test_a_quotation_has_no_note_numbers(open_page):
    page = open_page("zh-hant-tw/jiazhu/index.html")
    page.locator('[id="b1.s3"] [data-k]').first.click()
    page.locator("#popup [data-copy=quote]").click()
    said(page, "Copied: quote")
    text = page.evaluate(READ, "text/plain")
    assert "「夾注」。" in text
    assert "[1]" not in text


def test_a_link_copied_from_disk_is_the_address_of_the_file(reader):
    page = reader.open(context=reader.context(permissions=CLIPBOARD))
    page.locator('[id="b3.s1"] [data-k]', has_text="员工").click()
    page.locator("#popup [data-copy=link]").click()
    said(page, "Copied")
    assert page.evaluate(READ, "text/plain") == f"{page.url}#b3.s1"


def test_the_canonical_address_is_the_link(open_page):
    page = open_page()
    page.evaluate(
        """document.head.append(Object.assign(document.createElement("link"),
          { rel: "canonical", href: "https://example.org/read/zh-hans/deepseek-r1/" }))"""
    )
    page.locator('[id="b3.s1"] [data-k]', has_text="员工").click()
    page.locator("#popup [data-copy=link]").click()
    said(page, "Copied")
    link = "https://example.org/read/zh-hans/deepseek-r1/#b3.s1"
    assert page.evaluate(READ, "text/plain") == link


def test_copying_works_without_the_clipboard_api(web_reader):
    context = web_reader.context(permissions=CLIPBOARD)
    page = web_reader.open(context=context)
    page.evaluate("() => { navigator.clipboard.write = async () => { throw new Error() } }")
    page.locator('[id="b2.s2"] [data-k]').first.click()
    page.locator("#popup [data-copy=quote]").click()
    said(page, "Copied: quote")
    assert page.evaluate(READ, "text/plain").startswith("但早期证据表明")
    assert "<blockquote" in page.evaluate(READ, "text/html")
    assert page.locator("textarea").count() == 0


# --- With readings ---


def test_a_sentence_is_copied_with_its_readings(open_page):
    page = open_page()
    page.locator('[id="b2.s2"] [data-k]').first.click()
    page.locator("#popup [data-copy=reading]").click()
    said(page, "Copied: with pinyin")
    assert page.evaluate(READ, "text/plain").split("\n") == [
        "但早期证据表明，这些措施并未按预期发挥作用。",
        "dàn zǎoqī zhèngjù biǎomíng, zhèxiē cuòshī bìngwèi àn yùqī fāhuī zuòyòng.",
    ]
    html = page.evaluate(READ, "text/html")
    assert re.search(r"<ruby[^>]*>早期<rp[^>]*>\(</rp><rt[^>]*>zǎoqī</rt>", html)


def test_latin_words_quotation_marks_and_hyphens_keep_their_places(open_page):
    page = open_page()
    select(page, '[id="b2.s1"]', '[id="b2.s1"]', start_offset=25)
    page.locator("#sentence-bar [data-copy=reading]").click()
    said(page, "Copied: with pinyin")
    text, reading = page.evaluate(READ, "text/plain").split("\n")
    assert text.endswith("DeepSeek 的成功更加引人注目。")
    assert reading.endswith(", DeepSeek de chénggōng gèngjiā yǐnrén-zhùmù.")


def test_readings_are_those_of_the_selection_in_whole_words(open_page):
    page = open_page()
    select(page, '[id="b2.s2"]', '[id="b2.s2"]', start_offset=2, end_offset=6)
    page.locator("#sentence-bar [data-copy=reading]").click()
    said(page, "Copied: with pinyin")
    assert page.evaluate(READ, "text/plain") == "早期证据表明\nzǎoqī zhèngjù biǎomíng"


def test_selected_english_gives_the_readings_of_its_sentences(open_page):
    page = open_page(base="en")
    select(page, ".tr[data-for='b2.s1']", ".tr[data-for='b2.s2']", start_offset=9, end_offset=9)
    page.locator("#sentence-bar [data-copy=reading]").click()
    said(page, "Copied: with pinyin")
    lines = page.evaluate(READ, "text/plain").split("\n")
    assert len(lines) == 4
    assert lines[0].startswith("考虑到中国人工智能公司")
    assert lines[1].startswith("kǎolǜ dào Zhōngguó réngōng zhìnéng gōngsī")
    assert lines[3].endswith("fāhuī zuòyòng.")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({}, "yīdìng"), ({"sandhi": "on"}, "yídìng"), ({"pinyin": "none"}, "yīdìng")],
)
def test_readings_are_spelt_as_the_page_spells_them(open_page, settings, expected):
    page = open_page("zh-hans/bookshop-cat/index.html", **settings)
    word = page.locator(".prose [data-k]:has(rt[data-p=yīdìng])").first
    word.click()
    page.locator("#popup [data-copy=reading]").click()
    said(page, "Copied: with pinyin")
    text, reading = page.evaluate(READ, "text/plain").split("\n")
    assert "一定" in text
    assert expected in reading.split()


def test_copied_readings_are_those_that_the_page_shows(open_page):
    page = open_page("zh-hant-tw/jiazhu/index.html")
    page.keyboard.press("Control+A")
    page.locator("#sentence-bar [data-copy=reading]").click()
    said(page, "Copied: with pinyin")
    lines = [line for line in page.evaluate(READ, "text/plain").split("\n") if line]
    assert squeezed("".join(lines[::2])) == re.sub(r"\[1\]", "", source(page))
    drawn = page.locator(".prose rt").evaluate_all("all => all.map(e => e.dataset.p)")
    letters = re.compile(r"[^\W\d_]+")
    said_ = [w for line in lines[1::2] for w in letters.findall(line)]
    expected = [w for p in drawn for w in letters.findall(p)]
    latin = {"W", "C", "ruby"}
    assert [w for w in said_ if w not in latin] == [w for w in expected if w not in latin]
