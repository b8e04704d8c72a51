"""`jiazhu review`, from a doubt in the browser to the corrected source and its page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.places import DESKTOP, PHONE
from tests.browser.review_window import Review, doubted, opened_review
from tests.browser.tools import module


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Review]:
    with opened_review(browser, tmp_path) as window:
        yield window


def test_from_a_doubt_to_the_corrected_page(opened: Review) -> None:
    doubted(opened, "R003")
    page = opened.page
    before = page.locator("jiazhu-review .doubts li").count()
    choices = page.locator("jiazhu-review section[aria-label=Reading] .choice")
    expect(choices.first).to_have_attribute("aria-current", "true")
    expect(choices.first).to_contain_text("network")
    expect(choices.first).to_contain_text("trained model")
    other = choices.nth(1).locator("b").inner_text()
    place = opened.server.session.doubts
    doubt = next(d for d in place if d.code == "R003" and d.place and d.place.slug == "bank")
    page.keyboard.press("2")
    opened.written()
    (note,) = opened.notes()
    assert note["pinyin"] == other
    assert other in opened.reading(str(note["text"]))
    assert page.locator("jiazhu-review .doubts li").count() == before - 1
    assert doubt.id not in {d.id for d in opened.server.session.doubts}


def test_the_current_reading_can_be_confirmed(opened: Review) -> None:
    doubted(opened, "R003")
    stands = opened.page.locator("jiazhu-review section[aria-label=Reading] .choice b").first
    pinyin = stands.inner_text()
    opened.page.keyboard.press("Enter")
    opened.written()
    (note,) = opened.notes()
    assert note["pinyin"] == pinyin


def test_a_change_can_be_undone(opened: Review) -> None:
    doubted(opened, "R003")
    count = opened.page.locator("jiazhu-review .doubts li").count()
    opened.page.keyboard.press("2")
    opened.written()
    opened.page.get_by_role("button", name="Changes 1").click()
    expect(opened.page.locator("jiazhu-review .changes")).to_contain_text("bank.notes.toml")
    opened.page.keyboard.press("u")
    expect(opened.page.locator("jiazhu-review .status")).to_contain_text("Taken back: ")
    assert not (opened.root / "articles/bank.notes.toml").exists()
    opened.page.get_by_role("button", name="Doubts", exact=True).click()
    expect(opened.page.locator("jiazhu-review .doubts li")).to_have_count(count)


def test_a_correction_can_be_written_to_the_markdown(opened: Review) -> None:
    opened.open()
    opened.look("研究")
    opened.page.get_by_label("here, in the Markdown").check()
    opened.page.get_by_label("Another").fill("yánjiù")
    opened.page.keyboard.press("Enter")
    opened.written()
    assert "{研究|yánjiù}生命的起源" in opened.read("articles/bank.md")
    assert opened.reading("研究") == ["yánjiù"]


def test_a_correction_can_be_written_to_the_lexicon(opened: Review) -> None:
    opened.open()
    opened.look("起源")
    opened.page.get_by_label("everywhere, in the lexicon").check()
    opened.page.locator("jiazhu-review summary").click()
    opened.page.get_by_label("Taiwan").fill("起原")
    opened.page.keyboard.press("Enter")
    opened.written()
    lexicon = opened.read("lexicon.toml")
    assert lexicon.startswith("# Our words.\n")
    assert tomllib.loads(lexicon)["word"] == [{"text": "起源", "zh-Hant-TW": "起原"}]
    opened.open("zh-hant-tw/bank/index.html")
    expect(opened.page.locator(".prose [data-k]", has_text="起原")).to_have_count(1)


def test_words_can_be_segmented_again(opened: Review) -> None:
    opened.open()
    page = opened.page
    page.evaluate(
        """() => {
          const words = [...document.querySelectorAll(".prose [data-k]")];
          const first = words.find((word) => word.textContent === "研究");
          const last = words.find((word) => word.textContent === "生命");
          getSelection().setBaseAndExtent(
            first.firstChild, 0, last.firstChild, 2);
          document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
        }"""
    )
    expect(page.locator("jiazhu-review .place")).to_have_text("研究生命")
    page.get_by_role("button", name="cut before 生").click()
    page.get_by_role("button", name="cut before 命").click()
    page.locator("jiazhu-review .cuts > button:last-child").click()
    opened.written()
    assert opened.notes() == [{"text": "研究生命", "words": ["研究生", "命"]}]
    expect(page.locator(".prose [data-k]", has_text="研究生")).to_have_count(1)


def test_a_doubt_is_accepted_with_a_reason(opened: Review) -> None:
    doubted(opened, "T014")
    row = opened.page.locator("jiazhu-review .doubt")
    code = row.locator(".code b").inner_text()
    opened.page.keyboard.press("a")
    opened.page.keyboard.type("It is said freely.")
    opened.page.keyboard.press("Enter")
    opened.written()
    (note,) = opened.notes()
    assert note["accept"] == [code]
    assert note["reason"] == "It is said freely."
    assert code not in [d.code for d in opened.server.session.doubts]


def test_a_sentence_can_be_marked_as_without_counterpart(opened: Review) -> None:
    doubted(opened, "T014")
    choices = opened.page.locator("jiazhu-review section[aria-label='Translated by'] .choice")
    choices.filter(has_text="nothing, intentionally").click()
    opened.written()
    assert "{=}昨天的曲。" in opened.read("articles/bank.md")
    assert "T014" not in [d.code for d in opened.server.session.doubts]


def test_sentences_can_be_paired(opened: Review) -> None:
    opened.open()
    choices = opened.page.locator("jiazhu-review section[aria-label='Translated by'] .choice")
    opened.look("起源")
    opened.page.locator("jiazhu-review summary").click()
    choices.filter(has_text="To study the origin of life is hard.").click()
    opened.written()
    assert "{=a}研究生命的起源" in opened.read("articles/bank.md")
    assert "{=a}To study" in opened.read("articles/bank.en.md")


def test_changes_by_others_are_shown_and_kept(opened: Review) -> None:
    doubted(opened, "R003")
    notes = opened.root / "articles/bank.notes.toml"
    token = opened.server.hub.state.token
    notes.write_text('# Mine.\n[[note]]\ntext = "起源"\npinyin = "qǐyuán" # sic\n', "utf-8")
    opened.page.wait_for_function(
        "old => document.querySelector('script[data-base]')?.dataset.token !== old", arg=token
    )
    opened.ready()
    doubted(opened, "R003")
    notes.write_text(notes.read_text("utf-8") + "# Last.\n", "utf-8")
    opened.page.keyboard.press("2")
    opened.written()
    text = opened.read("articles/bank.notes.toml")
    assert "# Mine.\n" in text
    assert "# sic\n" in text
    assert "# Last.\n" in text
    assert len(opened.notes()) == 2


def test_a_refusal_gives_its_reason_and_writes_nothing(opened: Review) -> None:
    opened.open()
    before = opened.read("articles/bank.md")
    opened.look("起源")
    opened.page.get_by_label("Another").fill("qǐ")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("jiazhu-review .status")).to_contain_text("syllable")
    assert opened.notes() == []
    assert opened.read("articles/bank.md") == before


def test_doubts_are_highlighted_on_their_words_in_every_edition(opened: Review) -> None:
    for edition in ("zh-hans", "zh-hant-tw", "zh-hant-hk"):
        opened.open(f"{edition}/bank/index.html")
        marked = opened.page.evaluate(
            """() => [...CSS.highlights.get("jiazhu-doubt")].map((range) => {
              const copy = range.cloneContents();
              for (const aside of copy.querySelectorAll("rt, .tr")) aside.remove();
              return copy.textContent;
            })"""
        )
        texts = [text for text in marked if len(text) == 1]
        assert texts
        assert set(texts) == {"曲"}


@pytest.mark.parametrize(
    ("window", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"]
)
def test_the_panel_is_accessible(
    browser: Browser, opened: Review, window: dict[str, int], scheme: str
) -> None:
    opened.page.set_viewport_size(window)  # type: ignore[arg-type]
    opened.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = opened.page

    def look() -> None:
        if not page.evaluate("typeof axe === 'object'"):
            page.add_script_tag(path=str(module("axe-core/axe.min.js")))
        assert page.evaluate("async () => (await axe.run('jiazhu-review')).violations") == []

    head = page.locator("jiazhu-review header")
    for code in ("T014", "R003"):
        doubted(opened, code)
        box = head.bounding_box()
        assert box is not None
        assert box["height"] < 70, "the head takes two lines"
        page.locator("jiazhu-review summary").click()
        look()
    page.get_by_label("Another").fill("x")
    page.keyboard.press("Enter")
    expect(page.locator("jiazhu-review .status")).not_to_have_text("Writing …")
    look()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    opened.written()
    look()
    page.get_by_role("button", name="Changes 1").click()
    look()
    page.keyboard.press("f")
    look()
    page.keyboard.press("f")
    opened.open("zh-hans/none/index.html")
    look()
