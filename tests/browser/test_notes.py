"""The notes of terms: by pointer, touch and keys, and without a script."""

from __future__ import annotations

import pytest

from tests.browser.places import ARTICLE, PHONE

TERM = ".prose a.term[interestfor=term-artificial-intelligence]"
NOTE = "#term-artificial-intelligence"
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_hovering_shows_the_note(reader):
    page = reader.open()
    page.locator(TERM).first.hover()
    page.locator(NOTE).wait_for(state="visible")
    text = page.locator(NOTE).inner_text()
    assert "人工智能" in text
    assert "让机器完成" in text
    assert "lets machines do" in text
    assert page.locator(f"{NOTE} a[href*='glossary']").count() == 1
    assert page.locator(f"{NOTE} a.source").count() == 1


# The times that the note was shown and hidden, and how often a browser of its own wished to.
COUNT = """note => {
  window.seen = { open: 0, closed: 0, interest: 0 };
  document.querySelector(note).addEventListener("toggle", ({ newState }) => {
    seen[newState] += 1;
  });
  document.addEventListener("interest", () => { seen.interest += 1; }, true);
}"""


def test_focus_shows_the_note_and_escape_hides_it(reader):
    page = reader.open()
    page.evaluate(COUNT, NOTE)
    page.keyboard.press("Tab")  # so that the focus is one by key
    page.locator(TERM).first.focus()
    page.wait_for_function("seen.open")
    page.keyboard.press("Escape")
    page.wait_for_function("seen.closed")
    # Whether the browser wished to show it before or wishes it only now.
    page.wait_for_function("seen.interest")
    page.evaluate(FRAMES)
    assert page.evaluate("[seen.open, seen.closed]") == [1, 1]
    assert page.locator(NOTE).is_hidden()
    assert page.locator(TERM).first.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("inside", [False, True])
def test_a_note_that_was_closed_is_shown_again_when_asked_for(reader, inside):
    page = reader.open()
    page.evaluate(COUNT, NOTE)
    page.locator(TERM).first.focus()
    for times in (1, 2):
        page.keyboard.press("Enter")
        page.wait_for_function("times => seen.open === times", arg=times)
        if inside:
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        page.wait_for_function("times => seen.closed === times", arg=times)
    page.locator(".tool:visible").first.focus()
    page.locator(TERM).first.focus()
    page.wait_for_function("seen.open === 3")


def test_enter_shows_the_note_in_place(reader):
    page = reader.open()
    page.locator(TERM).first.focus()
    page.keyboard.press("Enter")
    page.locator(NOTE).wait_for(state="visible")
    assert "#" not in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.note')?.id") == NOTE[1:]
    page.keyboard.press("Escape")
    page.locator(NOTE).wait_for(state="hidden")
    assert page.locator(TERM).first.evaluate("e => e === document.activeElement")


def test_a_tap_shows_the_definition(reader):
    page = reader.open(viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator(f"{TERM} [data-k]").first.tap()
    assert "让机器完成" in page.locator("#popup").inner_text()


def test_the_first_use_is_marked_once(reader):
    page = reader.open()
    marked = page.locator("a.term.first").evaluate_all("all => all.map(a => a.hash)")
    assert len(marked) == len(set(marked)) > 5
    used = page.locator("a.term").evaluate_all("all => all.map(a => a.hash)")
    assert set(marked) == set(used)


def test_a_note_does_not_cover_its_term(reader):
    page = reader.open()
    page.locator(TERM).first.hover()
    page.locator(NOTE).wait_for(state="visible")
    term, note = page.locator(TERM).first.bounding_box(), page.locator(NOTE).bounding_box()
    assert note["y"] >= term["y"] + term["height"] or note["y"] + note["height"] <= term["y"]


def test_without_a_script_the_link_shows_the_note(reader):
    page = reader.open(java_script_enabled=False, viewport=PHONE)
    assert page.locator(NOTE).is_hidden()
    page.goto(f"{reader.base}/{ARTICLE}{NOTE}")
    note = page.locator(NOTE)
    assert note.is_visible()
    box = note.bounding_box()
    assert box["y"] + box["height"] >= PHONE["height"] - 1
    note.locator(".close").click()
    assert note.is_hidden()


def test_on_paper_the_notes_are_end_notes(reader):
    page = reader.open()
    page.emulate_media(media="print")
    assert page.locator(NOTE).is_visible()
    assert page.locator(".bar").is_hidden()
    assert page.locator(f"{NOTE} .close").is_hidden()
    notes = page.locator(NOTE).bounding_box()
    text = page.locator(".prose").bounding_box()
    assert notes["y"] > text["y"] + text["height"]


def test_looking_a_word_up_leaves_the_note_alone(reader):
    page = reader.open()
    page.evaluate(COUNT, NOTE)
    page.locator(f"{TERM} [data-k]").first.click()
    page.locator("#popup").wait_for(state="visible")
    assert page.locator(NOTE).is_hidden()
    page.keyboard.press("Escape")
    page.locator("#popup").wait_for(state="hidden")
    # The browser wishes to show the note a while after the pointer has come.
    page.wait_for_function("seen.interest")
    page.evaluate(FRAMES)
    assert page.locator(NOTE).is_hidden()
