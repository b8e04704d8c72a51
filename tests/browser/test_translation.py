"""Two languages: either is the base, sentences are linked, and the place is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Reader, build_site
from tests.browser.places import PHONE
from tests.conftest import SharedFolder

JIAZHU = "zh-hant-tw/jiazhu/index.html"
ODD = "zh-hans/odd/index.html"
LONG = "zh-hans/long/index.html"
PLAIN = "zh-hans/plain/index.html"

# What is told of a page: the boxes of the base and of the other of each pair, in px.
PAIRS = """() => [...document.querySelectorAll(".prose .pair")].map((pair) => {
  const box = (part) => {
    const rects = [...pair.querySelector(`:scope > ${part}`).getClientRects()];
    if (!rects.length) return null;
    return { top: rects[0].top, left: rects[0].left, right: Math.max(...rects.map((r) => r.right)),
      bottom: Math.max(...rects.map((r) => r.bottom)) };
  };
  const line = pair.querySelector(":scope > .zh .s")?.getClientRects()[0];
  return { zh: box(".zh"), en: box(".tr"), line: line && line.top,
    cell: pair.closest("td, th") !== null };
})"""


def settings(page, **values):
    for name, value in values.items():
        page.evaluate("([name, value]) => jiazhu.set(name, value)", [name, value])


@pytest.fixture(scope="module")
def odd_site(shared_folder: SharedFolder) -> Path:
    """A site with translations that omit, add and reorder sentences, and a long one."""
    return shared_folder("odd", make_odd_site) / "_site"


def make_odd_site(root: Path) -> None:
    (root / "articles").mkdir()
    (root / "site.toml").write_text(
        'title = { zh = "怪", en = "Odd" }\neditions = ["zh-Hans"]\n'
        'base_url = "https://example.org/read"\n',
        "utf-8",
    )
    texts = {
        "odd.md": "---\ntitle: 怪文\ntitle_en: An odd text\n---\n"
        "第一句**很长。第二**句很短。\n\n这一段没有译文。\n\n## 标题\n\n"
        "- 猫在睡觉。\n  - 狗在叫。\n",
        "odd.en.md": "---\ntitle: An odd text\n---\n"
        "The first sentence is long. The second sentence is short.\n\n## Heading\n\n"
        "- The cat is asleep.\n  - The dog barks.\n",
        "plain.md": "---\ntitle: 白文\n---\n这里没有英文。\n",
        "long.md": "---\ntitle: 长文\n---\n"
        + "".join(f"第{n}段说猫在睡觉。狗在叫，鸟在飞。\n\n" for n in range(1, 201)),
        "long.en.md": "---\ntitle: A long text\n---\n"
        + "".join(
            f"Paragraph {n} says that the cat is asleep on the old chair by the window of the"
            " kitchen, as it is on most days. The dog barks, the birds fly.\n\n"
            for n in range(1, 201)
        ),
    }
    for name, text in texts.items():
        (root / "articles" / name).write_text(text, "utf-8")
    build_site(root, root / "_site")


@pytest.fixture
def odd(browser, odd_site):
    reader = Reader(browser, odd_site.as_uri())
    yield reader
    reader.close()
    assert reader.problems == []


# --- English as the base ---


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}])
def test_chinese_is_below_the_english(reader, viewport):
    page = reader.open(JIAZHU, viewport=viewport)
    settings(page, base="en", translation="under")
    pairs = page.evaluate(PAIRS)
    assert len(pairs) > 20
    assert all(p["zh"]["top"] >= p["en"]["bottom"] - 8 for p in pairs)
    assert all(abs(p["zh"]["left"] - p["en"]["left"]) < 8 for p in pairs)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_chinese_is_beside_the_first_line_of_its_english(reader):
    page = reader.open(JIAZHU)
    settings(page, base="en")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "document.querySelectorAll('.zh.placed').length ==="
        " [...document.querySelectorAll('.pair')].filter((p) => !p.closest('td, th')).length"
    )
    pairs = page.evaluate(PAIRS)
    beside = [p for p in pairs if not p["cell"]]
    assert all(p["zh"]["left"] > p["en"]["right"] for p in beside)
    bottom = float("-inf")
    for pair in beside:
        # As high as its line, or as what stands before it allows.
        assert abs(pair["zh"]["top"] - pair["en"]["top"]) < 24 or pair["zh"]["top"] - bottom < 24
        assert pair["zh"]["top"] >= bottom
        bottom = pair["zh"]["bottom"]
    assert all(p["zh"]["top"] >= p["en"]["bottom"] - 8 for p in pairs if p["cell"])


@pytest.mark.parametrize("translation", ["side", "tap", "off"])
def test_english_runs_on_with_a_space_between_sentences(reader, translation):
    page = reader.open()
    settings(page, base="en", translation=translation)
    assert (
        page.locator(".prose > p")
        .nth(1)
        .locator(".tr")
        .evaluate_all("all => all.map(e => getComputedStyle(e).display)")
        == ["inline"] * 3
    )
    text = (
        page.locator(".prose > p")
        .nth(1)
        .evaluate(
            """p => {
          p.querySelector(".tr").dispatchEvent(new Event("selectstart", { bubbles: true }));
          getSelection().selectAllChildren(p);
          return getSelection().toString();
        }"""
        )
    )
    assert "cutting-edge chips. Yet early evidence" in text
    assert "考虑到" not in text


def test_english_alone_hides_the_chinese(reader):
    page = reader.open(JIAZHU)
    settings(page, base="en", translation="off")
    assert page.locator(".prose .pair > .zh:visible").count() == 0
    assert page.locator(".prose .tr:visible").count() == page.locator(".prose .tr").count()


def test_the_title_follows_the_base(reader):
    page = reader.open()
    chinese, english = page.locator(".head h1"), page.locator(".head .subtitle")
    assert chinese.bounding_box()["y"] < english.bounding_box()["y"]
    settings(page, base="en")
    assert english.bounding_box()["y"] < chinese.bounding_box()["y"]


def test_tapping_english_shows_its_chinese_after_it(reader):
    page = reader.open(viewport=PHONE, has_touch=True, is_mobile=True)
    settings(page, base="en", translation="tap")
    pair = page.locator(".pair").nth(1)
    chinese = pair.locator("> .zh")
    before = pair.locator("> .tr").evaluate("e => e.getClientRects()[0].top + scrollY")
    assert chinese.is_hidden()
    pair.locator("> .tr").tap()
    assert chinese.is_visible()
    assert pair.locator("> .tr").evaluate("e => e.getClientRects()[0].top + scrollY") == before
    assert chinese.bounding_box()["y"] >= pair.locator("> .tr").bounding_box()["y"]
    button = pair.locator("> .reveal")
    assert button.get_attribute("aria-expanded") == "true"
    assert "Chinese" in button.get_attribute("aria-label")
    button.tap()
    assert chinese.is_hidden()


def test_the_order_is_restored_when_chinese_is_the_base_again(reader):
    page = reader.open()
    text = page.locator(".prose").evaluate("e => e.textContent")
    settings(page, base="en", translation="tap")
    page.locator(".pair > .reveal").first.wait_for(state="visible")
    assert page.locator(".prose").evaluate("e => e.textContent") != text
    settings(page, base="zh")
    assert page.locator(".prose").evaluate("e => e.textContent") == text
    assert "translation" in page.locator(".reveal").first.get_attribute("aria-label")


@pytest.mark.parametrize("base", ["zh", "en"])
def test_nothing_is_lost_if_a_translation_omits_sentences(odd, base):
    page = odd.open(ODD)
    for translation in ("side", "under", "tap", "off"):
        settings(page, base=base, translation=translation)
        untranslated = page.locator(".s", has_text="这一段没有译文")
        assert untranslated.is_visible(), translation
        crossing = page.locator(":not(.pair) > .tr", has_text="sentence is")
        assert crossing.count() == 2, translation
        if base == "en":
            assert all(crossing.nth(n).is_visible() for n in range(crossing.count())), translation


@pytest.mark.parametrize("base", ["zh", "en"])
def test_nested_items_have_their_counterpart_beside_without_overlap(odd, base):
    page = odd.open(ODD)
    settings(page, base=base)
    part = "> .tr" if base == "zh" else "> .zh"
    boxes = [
        page.locator(f"li .pair {part}", has_text=text).bounding_box()
        for text in (("cat", "dog") if base == "zh" else ("猫", "狗"))
    ]
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    assert abs(boxes[0]["x"] - boxes[1]["x"]) < 1


def test_a_text_without_english_is_unchanged(odd):
    page = odd.open(PLAIN)
    settings(page, base="en", translation="off")
    assert page.locator(".prose .s").first.is_visible()
    assert page.locator(".head h1").is_visible()


def test_without_a_script_chinese_is_the_base(odd):
    page = odd.open(ODD, java_script_enabled=False)
    assert page.locator("html").get_attribute("data-base") == "zh"
    assert page.locator(".pair > .zh").first.is_visible()
    assert page.locator(".pair > .tr").first.is_visible()


# --- Switching keeps the place ---


@pytest.mark.parametrize("translation", ["side", "under", "tap", "off"])
def test_changing_the_base_keeps_the_place(reader, translation):
    page = reader.open()
    settings(page, translation=translation)
    page.locator('[id="b9.s1"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
    sentence = page.evaluate("jiazhu.topSentence().id")
    place = """id => {
      const sentence = document.getElementById(id);
      const english = document.documentElement.dataset.base === "en";
      const shown = english ? sentence.closest(".pair").querySelector(".tr") : sentence;
      return shown.getBoundingClientRect().top;
    }"""
    before = page.evaluate(place, sentence)
    settings(page, base="en")
    assert abs(page.evaluate(place, sentence) - before) < 4
    settings(page, base="zh")
    assert abs(page.evaluate(place, sentence) - before) < 4


# --- Lit together ---


@pytest.mark.parametrize("base", ["zh", "en"])
def test_hovering_over_either_language_highlights_both(reader, base):
    page = reader.open()
    settings(page, base=base)
    pair = page.locator(".pair").nth(1)
    plain = pair.locator(".s").evaluate("e => getComputedStyle(e).background")
    for part in (".tr", ".s [data-k]"):
        page.mouse.move(0, 0)
        pair.locator(part).first.hover()
        for each in (".s", ".tr"):
            colour = pair.locator(each).evaluate("e => getComputedStyle(e).background")
            assert colour != plain
        assert page.locator(".lit").count() == 1
    page.mouse.move(0, 0)
    assert page.locator(".lit").count() == 0


def test_focus_highlights_both_languages(reader):
    page = reader.open()
    page.locator(".prose [data-k][tabindex='0']").focus()
    assert page.locator(".pair").first.evaluate("e => e.matches('.lit')")
    page.locator(".tool:visible").first.focus()
    assert page.locator(".lit").count() == 0


def test_a_sentence_split_by_markup_is_highlighted_as_a_whole(odd):
    page = odd.open(ODD)
    page.locator(":not(.pair) > .tr").first.hover()
    lit = page.locator(".lit").evaluate_all("all => all.map(e => e.textContent).join('')")
    assert "第一句" in lit
    assert "很长。" in lit
    assert "sentence is" in lit


# --- A sentence by its address ---


def test_a_link_highlights_its_sentence_below_the_bar(reader):
    page = reader.open("zh-hans/deepseek-r1/index.html#b9.s2")
    page.wait_for_function(
        """() => {
          const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
          const top = document.getElementById("b9.s2").getClientRects()[0].top;
          return top > bar - 12 && top < innerHeight / 2;
        }"""
    )
    lit, other = (
        page.locator(f'[id="{id_}"]').evaluate("e => getComputedStyle(e).background")
        for id_ in ("b9.s2", "b9.s1")
    )
    assert lit != other


@pytest.mark.parametrize("translation", ["off", "tap", "under", "side"])
def test_a_link_leads_to_the_english_if_that_is_the_base(web_reader, translation):
    context = web_reader.context()
    page = web_reader.open("zh-hans/index.html", context=context)
    settings(page, base="en", translation=translation)
    page = web_reader.open("zh-hans/deepseek-r1/index.html#b9.s1", context=context)
    english = page.locator(".tr[data-for~='b9.s1']")
    page.wait_for_function(
        "e => e.matches('.here') && e.getClientRects()[0].top > 40"
        " && e.getClientRects()[0].top < innerHeight / 2",
        arg=english.element_handle(),
    )


def test_a_link_far_down_a_long_text_is_reached(odd):
    page = odd.open(f"{LONG}#b150.s2")
    page.wait_for_function(
        """() => {
          const [rect] = document.getElementById("b150.s2").getClientRects();
          return rect.top > 40 && rect.top < innerHeight / 2
            && document.getElementById("b150.s2").closest(".pair").querySelector(".tr.placed");
        }"""
    )


# --- Long texts ---

SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(entry.value);
  }).observe({ type: "layout-shift", buffered: true });
"""


def test_blocks_near_the_window_are_positioned_first(odd):
    page = odd.open(LONG)
    page.wait_for_function("document.querySelectorAll('.tr.placed').length > 10")
    assert page.locator(".tr.placed").count() < page.locator(".tr").count() / 3
    page.locator('[id="b180.s1"]').evaluate("e => e.scrollIntoView({ block: 'center' })")
    page.wait_for_function(
        "document.getElementById('b180.s1').closest('.pair').querySelector('.tr.placed')"
    )
    assert page.locator(".tr.placed").count() < page.locator(".tr").count() / 2
    assert page.locator('[id="b180.s1"]').evaluate(
        "e => Math.abs(e.getClientRects()[0].top -"
        " e.closest('.pair').querySelector('.tr').getBoundingClientRect().top) < 24"
    )


@pytest.mark.parametrize("content_visibility", ["visible", "auto"])
def test_counterparts_are_at_their_lines_also_with_blocks_not_laid_out(odd, content_visibility):
    page = odd.open(LONG)
    page.add_style_tag(
        content=f".prose > * {{ content-visibility: {content_visibility};"
        " contain-intrinsic-size: auto 10rem }"
    )
    for id_ in ("b40.s1", "b120.s1", "b199.s1"):
        page.locator(f'[id="{id_}"]').evaluate("e => e.scrollIntoView({ block: 'center' })")
        page.wait_for_function(
            """id => {
              const pair = document.getElementById(id).closest(".pair");
              const english = pair.querySelector(":scope > .tr");
              const beside = english.getBoundingClientRect();
              const line = pair.querySelector(".s").getClientRects()[0];
              const block = pair.closest("p").getBoundingClientRect();
              return english.matches(".placed") && Math.abs(beside.top - line.top) < 24
                && beside.left > line.right && beside.right <= block.right + 1;
            }""",
            arg=id_,
        )


@pytest.mark.parametrize("path", ["zh-hans/deepseek-r1/index.html", JIAZHU])
@pytest.mark.parametrize("base", ["zh", "en"])
def test_nothing_shifts_while_a_page_loads(web_reader, path, base):
    context = web_reader.context()
    page = web_reader.open("zh-hans/index.html", context=context)
    settings(page, base=base)
    context.add_init_script(SHIFTS)
    page = web_reader.open(path, context=context)
    page.wait_for_function("document.querySelectorAll('.placed').length > 3")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert sum(page.evaluate("shifts")) < 0.005


def test_the_text_is_shown_if_the_script_fails_to_load(browser, odd_site):
    reader = Reader(browser, odd_site.as_uri())
    context = reader.context()
    context.route("**/jiazhu.js*", lambda route: route.abort())
    page = reader.open(ODD, context=context)
    page.wait_for_function("getComputedStyle(document.querySelector('.prose')).opacity === '1'")
    assert page.locator(".pair > .tr").first.is_visible()
    reader.close()
