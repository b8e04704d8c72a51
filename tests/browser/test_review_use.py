"""`jiazhu review` in use: quick keys, selections, folding, files that others change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.places import PHONE
from tests.browser.review_window import Review, doubted, opened_review


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Review]:
    with opened_review(browser, tmp_path) as window:
        yield window


def test_progress_and_walking(opened: Review) -> None:
    opened.open()
    page = opened.page
    heading = page.locator("jiazhu-review h2")
    total = page.locator("jiazhu-review .doubts li").count()
    expect(heading).to_have_text(f"1 of {total}")
    page.keyboard.press("n")
    expect(heading).to_have_text(f"2 of {total}")
    expect(page.locator("jiazhu-review .heard")).to_contain_text(f"2 of {total}. ")
    page.get_by_role("button", name="Previous doubt").click()
    expect(heading).to_have_text(f"1 of {total}")
    page.keyboard.press("p")
    expect(heading).to_have_text(f"{total} of {total}")


def test_two_quick_keys_write_once(opened: Review) -> None:
    doubted(opened, "R003")
    opened.page.evaluate(
        """() => {
          for (const key of ["2", "1", "Enter", "u", "2"])
            document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }"""
    )
    opened.written()
    assert len(opened.server.corrections.entries) == 1
    assert len(opened.notes()) == 1


def test_a_key_held_down_makes_no_further_choice(opened: Review) -> None:
    doubted(opened, "R003")
    opened.page.evaluate(
        """() => document.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true }))"""
    )
    opened.page.keyboard.press("2")
    opened.written()
    (note,) = opened.notes()
    assert note["pinyin"] == "qū"


def test_keys_belong_to_the_page_while_it_has_a_popover_open(opened: Review) -> None:
    doubted(opened, "R003")
    page = opened.page
    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("u")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#help")).not_to_be_visible()
    assert opened.notes() == []
    page.keyboard.press("2")
    opened.written()


def test_a_word_can_be_chosen_by_keyboard(opened: Review) -> None:
    opened.open()
    opened.page.locator(".prose [data-k][tabindex='0']").focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("jiazhu-review .place")).to_have_text("孩子")
    expect(opened.page.locator("#popup")).not_to_be_visible()
    assert opened.notes() == []


def test_the_place_stays_after_a_correction(opened: Review) -> None:
    path = opened.root / "articles/bank.md"
    more = "".join(f"第{n}天，他到银行去了。\n\n" for n in "二三四五六七八九" * 3)
    path.write_text(path.read_text("utf-8") + "\n" + more + "最后，起源就在这里。\n", "utf-8")
    opened.server.session.refresh()
    opened.open()
    page = opened.page
    opened.look("起源", 1)
    page.get_by_label("Another").fill("qǐyuān")
    page.keyboard.press("Enter")
    opened.written()
    expect(page.locator("jiazhu-review .place")).to_have_text("起源")
    expect(page.locator(".prose ruby:text-is('起源')").nth(1)).to_be_in_viewport()
    assert (
        page.evaluate("document.querySelector('jiazhu-review').shadowRoot.activeElement?.className")
        == "body"
    )


def test_the_panel_can_be_folded(opened: Review) -> None:
    opened.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    opened.open()
    page = opened.page
    panel = page.locator("jiazhu-review aside")
    page.get_by_role("button", name="Fold the panel away").click()
    box = panel.bounding_box()
    assert box is not None
    assert box["height"] < PHONE["height"] / 8
    page.keyboard.press("2")
    assert opened.notes() == []
    page.reload()
    fold = page.get_by_role("button", name="Fold the panel away")
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.click()
    opened.ready()


def test_other_forms_are_choices(opened: Review) -> None:
    path = opened.root / "articles/bank.md"
    path.write_text(path.read_text("utf-8") + "\n巷子被划进了拆迁的范围。\n", "utf-8")
    opened.server.session.refresh()
    doubted(opened, "E002")
    opened.page.keyboard.press("2")
    opened.written()
    (note,) = opened.notes()
    assert (note["zh-Hant-TW"], note["zh-Hant-HK"]) == ("划", "划")


def test_an_english_sentence_that_translates_nothing(opened: Review) -> None:
    path = opened.root / "articles/tale.en.md"
    path.write_text(path.read_text("utf-8") + "\nIt rained all day.\n", "utf-8")
    opened.server.session.refresh()
    opened.open("zh-hans/tale/index.html")
    page = opened.page
    expect(page.locator("jiazhu-review .doubts li", has_text="translates nothing")).to_have_count(1)
    page.locator("jiazhu-review .doubts button", has_text="T014").click()
    section = page.locator("jiazhu-review section[aria-label='Translation of']")
    expect(section.locator(".choice")).to_have_count(2)
    page.keyboard.press("1")
    opened.written()
    assert "{=}It rained" in path.read_text("utf-8")
    opened.open()
    expect(page.locator("jiazhu-review .doubts li", has_text="It rained")).to_have_count(0)


def test_a_deleted_article_is_reported(opened: Review) -> None:
    opened.open("zh-hans/tale/index.html")
    (opened.root / "articles/tale.md").unlink()
    (opened.root / "articles/tale.en.md").unlink()
    page = opened.page
    expect(page.get_by_role("heading", name="There is no page here")).to_be_visible()
    opened.ready()
    page.get_by_role("link", name="行长").click()
    opened.ready()
    expect(page.locator(".head h1")).to_be_visible()


def test_a_review_that_has_ended_is_reported(opened: Review) -> None:
    opened.page.context.route("**/_jiazhu/correct", lambda route: route.abort())
    doubted(opened, "R003")
    opened.page.keyboard.press("2")
    status = opened.page.locator("jiazhu-review .status")
    expect(status).to_contain_text("does not respond")
    expect(status).to_contain_text("jiazhu review")


def test_text_of_articles_is_escaped_in_the_panel(opened: Review) -> None:
    path = opened.root / "articles/tale.md"
    evil = "<img src=x onerror=document.title='evil'>"
    path.write_text(f'---\ntitle: "{evil}"\n---\n\n他还没还钱{evil}。\n', "utf-8")
    opened.server.session.refresh()
    for place in ("zh-hans/bank/index.html", "zh-hans/tale/index.html"):
        opened.open(place)
        assert opened.page.locator("jiazhu-review img").count() == 0
        assert opened.page.title() != "evil"


def test_a_doubt_about_the_english_alone_offers_no_pair(opened: Review) -> None:
    path = opened.root / "articles/tale.en.md"
    path.write_text("He has not paid back 还钱 yet.\n", "utf-8")
    opened.server.session.refresh()
    opened.open("zh-hans/tale/index.html")
    page = opened.page
    page.locator("jiazhu-review .doubts button", has_text="T007").click()
    expect(page.locator("jiazhu-review .doubt .code")).to_contain_text("T007")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Because")).to_be_focused()
    page.keyboard.type("It is explained there.")
    page.keyboard.press("Enter")
    opened.written()
    assert "ignore T007: It is explained there." in path.read_text("utf-8")


SELECT = """([from, to]) => {
  const node = (text) => [...document.querySelectorAll(".prose ruby")]
    .map((ruby) => ruby.firstChild).findLast((child) => child.textContent === text);
  getSelection().setBaseAndExtent(node(from), 0, node(to), node(to).length);
}"""


def test_a_selection_by_keyboard_is_used(opened: Review) -> None:
    opened.open()
    opened.page.evaluate(SELECT, ["看", "一"])
    expect(opened.page.locator("jiazhu-review .place")).to_have_text("看了一")
    opened.page.evaluate(SELECT, ["一", "本"])
    expect(opened.page.locator("jiazhu-review .place")).to_have_text("一本")


def test_a_selection_across_sentences_shows_a_message(opened: Review) -> None:
    opened.open()
    opened.page.evaluate(SELECT, ["起源", "看"])
    status = opened.page.locator("jiazhu-review .status")
    expect(status).to_contain_text("within one sentence")


def test_a_word_in_a_link_can_be_clicked(opened: Review) -> None:
    path = opened.root / "articles/tale.md"
    path.write_text("---\ntitle: 故事\n---\n\n看[银行](https://example.org/)的书。\n", "utf-8")
    opened.server.session.refresh()
    opened.open("zh-hans/tale/index.html")
    opened.look("银行")
    assert opened.page.url.endswith("/zh-hans/tale/index.html")


def test_the_right_place_is_highlighted_after_a_rare_character(opened: Review) -> None:
    path = opened.root / "articles/tale.md"
    path.write_text("---\ntitle: 故事\n---\n\n𠮷野家𠮷的**银行**行长来了。\n", "utf-8")
    opened.server.session.refresh()
    opened.open("zh-hans/tale/index.html")
    opened.look("银行")
    opened.page.get_by_label("here, in the Markdown").check()
    opened.page.get_by_label("Another").fill("yínháng")
    opened.page.keyboard.press("Enter")
    opened.written()
    assert "𠮷野家𠮷的**{银行|yínháng}**行长来了。" in path.read_text("utf-8")
