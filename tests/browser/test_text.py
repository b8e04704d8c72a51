"""The text: copying, searching, typesetting, and reading without a script."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.browser.places import PHONE

# Chooses all of an element, as by dragging from inside it, and gives what would be copied.
COPY = """element => {
  element.dispatchEvent(new Event("selectstart", { bubbles: true }));
  getSelection().selectAllChildren(element);
  return getSelection().toString();
}"""

SENTENCE = '[id="b2.s1"]'


def test_copying_a_sentence_gives_only_its_characters(reader):
    page = reader.open()
    for translation in ("side", "under", "off"):
        page.evaluate("value => jiazhu.set('translation', value)", translation)
        copied = page.locator(SENTENCE).evaluate(COPY)
        assert copied == page.locator(SENTENCE).evaluate("e => e.textContent"), translation
        assert not re.search(r"[āáǎàēéěèīíǐìōóǒòūúǔùü\n]", copied), translation
        assert "考虑到中国人工智能公司面临美国" in copied, translation


def test_dragging_over_chinese_selects_chinese(reader):
    page = reader.open()
    first = page.locator('[id="b2.s1"] [data-k]').first.bounding_box()
    last = page.locator('[id="b2.s3"] [data-k]').last.bounding_box()
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"], last["y"] + last["height"] / 2, steps=6)
    page.mouse.up()
    copied = page.evaluate("getSelection().toString()")
    assert copied.startswith("考虑到中国")
    assert "引人注目。但早期证据表明" in copied
    assert "striking" not in copied


def test_copying_a_paragraph_of_chinese_leaves_the_english_out(reader):
    page = reader.open()
    copied = page.evaluate(
        """() => {
          const sentence = document.getElementById("b2.s1");
          sentence.dispatchEvent(new Event("selectstart", { bubbles: true }));
          getSelection().selectAllChildren(sentence.closest("p"));
          return getSelection().toString();
        }"""
    )
    assert "引人注目。但早期证据表明" in copied
    assert "striking" not in copied


def test_words_are_found_across_readings(reader):
    page = reader.open()
    assert page.evaluate("find('尖端芯片出口管制的限制')")


def test_readings_are_shown_but_hidden_from_screen_readers(reader):
    page = reader.open()
    drawn = page.locator(f"{SENTENCE} rt").first.evaluate(
        "e => getComputedStyle(e, '::before').content"
    )
    assert drawn.endswith('/ ""')
    assert page.locator(SENTENCE).aria_snapshot().count("kǎo") == 0


def test_markup_adds_no_white_space(reader):
    page = reader.open()
    text = page.locator(".prose").evaluate(
        """prose => [...prose.querySelectorAll(".s")].map(s => s.textContent).join("\\n")"""
    )
    assert not re.search(r"[\u4e00-\u9fff，。][^\S\n]+[\u4e00-\u9fff，。]", text)


@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant-tw"])
def test_no_line_starts_or_ends_with_forbidden_punctuation(reader, edition):
    page = reader.open(f"{edition}/deepseek-r1/index.html")
    page.evaluate("jiazhu.set('translation', 'off')")
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.evaluate(LINES)
        assert len(lines) > 30
        assert [line for line in lines if re.match("[，。、；：！？”’」』）》…]", line)] == []
        assert [line for line in lines if re.search("[“‘「『（《]$", line)] == []


LINES = """() => {
  const lines = [];
  for (const block of document.querySelectorAll(".prose p")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let bottom = -Infinity;
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (let i = 0; i < data.length; i += 1) {
        range.setStart(walker.currentNode, i);
        range.setEnd(walker.currentNode, i + 1);
        const rect = range.getBoundingClientRect();
        if (!rect.width) continue;
        if (rect.top > bottom - 4) lines.push("");
        if (rect.bottom > bottom) bottom = rect.bottom;
        lines[lines.length - 1] += data[i];
      }
    }
  }
  return lines;
}"""


def test_lines_are_evenly_spaced_with_and_without_readings(reader):
    page = reader.open()
    page.evaluate("jiazhu.set('translation', 'off')")
    gaps = page.evaluate(
        """() => [...document.querySelectorAll(".prose p")].flatMap((p) => {
          const bottoms = [...p.querySelectorAll("[data-k]")].flatMap((w) =>
            [...w.getClientRects()].map((r) => Math.round(r.bottom)));
          const lines = [...new Set(bottoms)].sort((a, b) => a - b);
          return lines.slice(1).map((y, i) => y - lines[i]);
        })"""
    )
    assert max(gaps) - min(gaps) <= 1


def test_neighbouring_readings_do_not_touch(reader):
    page = reader.open()
    # The reading's own box is padded, so boxes that do not overlap leave a gap between letters.
    overlaps = page.evaluate(
        """() => {
          const readings = [...document.querySelectorAll(".prose rt")];
          const boxes = readings.map((rt) => rt.getBoundingClientRect());
          return boxes.slice(1).filter((b, i) =>
            Math.abs(b.top - boxes[i].top) < 3 && b.left < boxes[i].right - 1).length;
        }"""
    )
    assert overlaps == 0


def test_everything_is_readable_without_a_script(reader):
    page = reader.open(java_script_enabled=False)
    assert page.locator(SENTENCE).is_visible()
    assert page.locator(".tr").first.is_visible()
    assert page.locator(".tool").first.is_hidden()
    assert page.locator("rt").first.is_visible()
    chinese = page.locator(SENTENCE).bounding_box()
    english = page.locator(".tr[data-for~='b2.s1']").bounding_box()
    assert english["x"] > chinese["x"] + chinese["width"] - 1

    phone = reader.open(java_script_enabled=False, viewport=PHONE)
    english = phone.locator(".tr[data-for~='b2.s1']").bounding_box()
    chinese = phone.locator(SENTENCE).bounding_box()
    assert english["y"] >= chinese["y"] + chinese["height"] - 12


def test_english_is_beside_the_first_line_of_its_sentence(reader):
    page = reader.open()
    for sentence in ("b1.s1", "b2.s1", "b3.s1"):
        chinese = page.locator(f'[id="{sentence}"]').evaluate("e => e.getClientRects()[0].bottom")
        english = page.locator(f".tr[data-for^='{sentence}']").bounding_box()
        assert abs(english["y"] - chinese) < 40


# Goes down the page as a reader does: what comes near the window is placed.
WALK = """async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const block of document.querySelectorAll(".prose > *")) {
    block.scrollIntoView();
    await painted();
    await painted();
  }
}"""


def test_translations_beside_do_not_overlap(reader):
    page = reader.open(viewport={"width": 1100, "height": 900})
    page.evaluate(WALK)
    assert page.locator(".tr:not(.placed)").count() == 0
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".prose p .tr, .prose h2 .tr")].map((tr) => {
          const { top, bottom } = tr.getBoundingClientRect();
          return [top, bottom];
        })"""
    )
    assert len(boxes) > 20
    assert all(after[0] >= before[1] for before, after in pairwise(boxes))
