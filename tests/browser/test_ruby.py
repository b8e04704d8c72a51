"""Ruby that behaves: whoever takes the text from a page gets the text, once and without pinyin.

docs/decisions.md ("How pinyin is drawn") has the table; each column is a test here. The sentences
`.prose` are compared with their own `textContent`, which no style sheet can change.
"""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.places import ARTICLE, PHONE, settle
from tests.browser.tools import node

EDITIONS = ["zh-hans", "zh-hant-tw", "zh-hant-hk"]
TONE_MARK = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", re.IGNORECASE)
HAN = re.compile("[\u3400-\u9fff]")

# The text of each sentence, with the pieces that Markdown cuts it into put together.
SENTENCES = """() => {
  const texts = new Map();
  for (const piece of document.querySelectorAll(".prose .s")) {
    const id = piece.id || piece.dataset.s;
    texts.set(id, (texts.get(id) ?? "") + piece.textContent);
  }
  return [...texts.values()];
}"""


def sentences(page) -> list[str]:
    found = page.evaluate(SENTENCES)
    assert len(found) > 40
    assert not [text for text in found if TONE_MARK.search(text)]
    return found


def in_order(text: str, parts: list[str]) -> bool:
    """Whether the parts stand in the text one after another."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


# --- Copying ---


def copied(page) -> str:
    """What is on the clipboard after copying the selection."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.keyboard.press("Control+C")
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_whole_page_is_copied_without_pinyin(web_reader, edition):
    context = web_reader.context(permissions=["clipboard-read", "clipboard-write"])
    page = web_reader.open(f"{edition}/deepseek-r1/index.html", context=context)
    page.keyboard.press("Control+A")
    text = copied(page)
    assert in_order(text, sentences(page))
    assert not TONE_MARK.search(text)


def test_a_part_of_a_word_is_copied_as_that_part(web_reader):
    context = web_reader.context(permissions=["clipboard-read", "clipboard-write"])
    page = web_reader.open(context=context)
    # From the middle of 研究 into 人员, a character at a time.
    page.evaluate(
        """() => {
          const ruby = [...document.querySelectorAll(".prose ruby")].find(
            (r) => r.textContent === "研究");
          getSelection().setPosition(ruby.firstChild, 1);
          for (const _ of "究人") getSelection().modify("extend", "forward", "character");
        }"""
    )
    assert copied(page) == "究人"


def test_paragraphs_are_copied_with_a_line_between_them(web_reader):
    context = web_reader.context(permissions=["clipboard-read", "clipboard-write"])
    page = web_reader.open(context=context)
    page.evaluate("jiazhu.set('translation', 'off')")
    page.locator('[id="b1.s1"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
    first = page.locator('[id="b1.s1"] [data-k]').first.bounding_box()
    last = page.locator('[id="b2.s1"] [data-k]').last.bounding_box()
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] + 1, last["y"] + last["height"] / 2, steps=8)
    page.mouse.up()
    text = copied(page)
    paragraphs = text.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith("埃默里大学信息系统助理教授曹汉成说。")
    assert paragraphs[1].startswith("考虑到中国人工智能公司")
    assert not TONE_MARK.search(text)


# --- Finding ---

HITS = """query => {
  getSelection().removeAllRanges();
  let hits = 0;
  while (find(query, true) && hits < 1000) hits += 1;
  return hits;
}"""


@pytest.mark.parametrize("pinyin", ["all", "none"])
def test_find_in_page_finds_each_place_once(reader, pinyin):
    page = reader.open()
    page.evaluate("value => jiazhu.set('pinyin', value)", pinyin)
    for query in ("研究人员", "工智", "中国人工智能公司", "DeepSeek 的成功"):
        in_text = page.evaluate(
            "query => document.querySelector('.reader').textContent.split(query).length - 1", query
        )
        assert in_text >= 1, query
        assert page.evaluate(HITS, query) == in_text, query


def test_find_in_page_finds_no_pinyin(reader):
    page = reader.open()
    assert page.locator("rt[data-p='yánjiū']").count() > 0
    assert not page.evaluate("find('yánjiū')")


# --- Listening ---


def spoken(page) -> str:
    """All text of the browser's accessibility tree, in the order of reading."""
    tools = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in tools.send("Accessibility.getFullAXTree")["nodes"]}

    def text(node) -> str:
        if node.get("role", {}).get("value") == "StaticText" and not node["ignored"]:
            return node["name"]["value"]
        return "".join(text(nodes[child]) for child in node["childIds"] if child in nodes)

    return text(next(node for node in nodes.values() if "parentId" not in node))


@pytest.mark.parametrize("pinyin", ["all", "none"])
def test_the_accessibility_tree_has_each_sentence_once(reader, pinyin):
    page = reader.open()
    settle(page)
    page.evaluate("value => jiazhu.set('pinyin', value)", pinyin)
    page.evaluate("jiazhu.set('translation', 'under')")
    text = spoken(page)
    for sentence in sentences(page):
        assert sentence.replace("\n", "") in text
    # All Han characters of the text, and no more of them: nothing is said twice.
    shown = page.evaluate("document.querySelector('.prose').textContent")
    tree = page.locator(".prose").aria_snapshot()
    assert len(HAN.findall(tree)) == len(HAN.findall(shown))
    assert not TONE_MARK.search(tree)


# --- Reading without our looks: reader views, no scripts ---


def test_a_reader_view_keeps_the_text_in_order(site):
    slugs = ("deepseek-r1", "bookshop-cat", "jiazhu")
    files = [site / edition / slug / "index.html" for slug in slugs for edition in EDITIONS]
    articles = json.loads(node("readability.mjs", *map(str, files)))
    for file, article in zip(files, articles, strict=True):
        html = file.read_text("utf-8")
        prose = re.split('<div class="?prose"?>', html)[1].split("</article>")[0]
        prose = re.sub(r'<span class="?tr\b.*?</span>', "", prose)
        han = "".join(HAN.findall(re.sub(r"<[^>]*>", "", prose)))
        read = "".join(HAN.findall(article["textContent"]))
        assert len(han) > 200
        assert han in read
        assert not TONE_MARK.search(article["textContent"].replace("Lǐ", ""))


def test_without_scripts_and_styles_the_text_is_the_text(reader):
    page = reader.open(java_script_enabled=False)
    text = page.locator(".prose").text_content()
    assert "对于资源有限的研究人员和开发人员来说非常有用" in text
    assert not TONE_MARK.search(text)
    assert page.locator("rt").first.is_visible()


# --- Scanning and translating ---

# Walks from a text node to the next as pop-up dictionaries do (Yomitan's DOMTextScanner): readings
# are passed over, and an element that is not set inline ends the stretch.
SCANNED = """() => {
  const inline = new Set(["inline", "ruby", "ruby-base", "contents"]);
  const scan = (node) => {
    if (node instanceof Text) return node.data;
    if (node.localName === "rt" || node.localName === "rp") return "";
    const { display, position } = getComputedStyle(node);
    const text = [...node.childNodes].map(scan).join("");
    const cut = !inline.has(display) || !["static", "relative"].includes(position);
    return cut ? "|" + text + "|" : text;
  };
  const texts = new Map();
  for (const piece of document.querySelectorAll(".prose .s")) {
    const id = piece.id || piece.dataset.s;
    texts.set(id, (texts.get(id) ?? "") + scan(piece));
  }
  return [...texts.values()];
}"""


@pytest.mark.parametrize("pinyin", ["all", "none"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}])
def test_a_popup_dictionary_scans_whole_sentences(reader, viewport, pinyin):
    page = reader.open(viewport=viewport)
    page.evaluate("value => jiazhu.set('pinyin', value)", pinyin)
    assert page.evaluate(SCANNED) == sentences(page)


def test_machine_translation_gets_the_text_and_leaves_pinyin_alone(reader):
    page = reader.open()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.locator(".prose .tr:not([lang=en])").count() == 0
    # Nothing of the text may be kept from a translator; spellings must be.
    assert page.locator(".prose [translate], .prose .notranslate").count() == 0
    spellings = page.locator(".notes .reading")
    assert spellings.count() > 0
    assert all(spellings.evaluate_all("all => all.map((e) => e.translate === false)"))


# --- Setting ---

GAPS = """() => {
  const em = parseFloat(getComputedStyle(document.querySelector(".prose p")).fontSize);
  return [...document.querySelectorAll(".prose :is(p, li) ruby")].map((ruby) => {
    const characters = [...ruby.firstChild.data].length;
    const [rect, more] = ruby.getClientRects();
    return { text: ruby.textContent, lines: more ? 2 : 1,
      room: rect.width / em - characters };
  });
}"""


@pytest.mark.parametrize("translation", ["side", "under"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_wide_reading_keeps_its_word_and_its_line_together(reader, width, translation):
    page = reader.open(
        f"{ARTICLE}#translation={translation}", viewport={"width": width, "height": 844}
    )
    words = page.evaluate(GAPS)
    assert len(words) > 800
    assert [word for word in words if word["lines"] > 1] == []
    # Pinyin of 12 px pushes 声称 shēngchēng from its neighbours, but most words not at all.
    assert [word for word in words if word["room"] >= 1.7] == []
    assert sum(word["room"] < 0.05 for word in words) > len(words) / 2
    assert sum(max(word["room"], 0) for word in words) / len(words) < 0.25


def test_a_stretched_base_has_no_spaces_inside(reader):
    page = reader.open()
    gaps = page.evaluate(
        """() => [...document.querySelectorAll(".prose ruby")].flatMap((ruby) => {
          const range = document.createRange();
          const text = ruby.firstChild;
          if (text.data.length !== 2) return [];
          const em = parseFloat(getComputedStyle(ruby).fontSize);
          const [first, second] = [0, 1].map((at) => {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect();
          });
          return [(second.left - first.right) / em];
        })"""
    )
    assert len(gaps) > 300
    assert max(map(abs, gaps)) < 0.05


@pytest.mark.parametrize(
    "path", ["deepseek-r1/index.html", "jiazhu/index.html", "glossary/index.html"]
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_reading_leaves_the_window(reader, edition, path):
    page = reader.open(f"{edition}/{path}", viewport={"width": 320, "height": 844})
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        outside = page.evaluate(
            """() => [...document.querySelectorAll("rt")].filter((rt) => {
              const { left, right, width } = rt.getBoundingClientRect();
              return width && (left < -0.5 || right > innerWidth + 0.5);
            }).map((rt) => rt.dataset.p)"""
        )
        assert outside == [], width
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


# How much of each line but the last is left free, and what would have to fit: in em.
FREE = """() => {
  const found = [];
  for (const p of document.querySelectorAll(".prose p")) {
    const style = getComputedStyle(p);
    const em = parseFloat(style.fontSize);
    const end = p.getBoundingClientRect().right - parseFloat(style.paddingRight);
    const lines = [];
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      range.selectNodeContents(walker.currentNode);
      for (const { right, bottom, width } of range.getClientRects()) {
        if (!width) continue;
        const line = lines.at(-1);
        if (line && Math.abs(line.bottom - bottom) < em) line.right = Math.max(line.right, right);
        else lines.push({ right, bottom });
      }
    }
    for (const line of lines.slice(0, -1)) found.push((end - line.right) / em);
  }
  return found;
}"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_lines_are_filled_because_they_break_between_any_two_words(reader, width):
    page = reader.open(viewport={"width": width, "height": 844})
    page.evaluate("jiazhu.set('translation', 'off')")
    free = page.evaluate(FREE)
    assert len(free) > 30
    # The widest thing that cannot be parted is a name in Latin letters.
    assert sum(free) / len(free) < 2
    assert sorted(free)[len(free) * 9 // 10] < 4


# --- On paper ---


def test_print_has_the_text_its_readings_and_its_notes_alone(reader):
    page = reader.open()
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".bar", ".settings", ".popup", ".skip"):
        assert page.locator(gone).is_hidden()
    for kept in (".prose rt", ".prose .tr", ".note .def"):
        assert page.locator(kept).first.is_visible()
    colours = page.evaluate(
        """() => [getComputedStyle(document.documentElement).backgroundColor,
          getComputedStyle(document.querySelector(".prose")).color]"""
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_print_makes_pages_of_paper(reader):
    page = reader.open()
    paper = page.pdf(prefer_css_page_size=True, width="210mm", height="297mm")
    count = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 5 <= count <= 16
