"""The words that a reader wants to learn, and the vocabulary of an article."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest, ImportCsvRequest
from playwright.sync_api import expect

from tests.browser.places import DESKTOP, PHONE
from tests.browser.test_words import word

MINE = "zh-hans/my-words/index.html"
VOCABULARY = "zh-hans/deepseek-r1/vocabulary/index.html"
CAT = "zh-hans/bookshop-cat/index.html"


def ask(page, text):
    word(page, text).evaluate("word => jiazhu.showWord(word)")
    popup = page.locator("#popup")
    expect(popup.locator("[data-slot=word]")).to_have_text(text)
    return popup


def learn(page, text):
    ask(page, text).locator("#learn-toggle").click()
    expect(page.locator("#learn-toggle")).to_have_attribute("aria-pressed", "true")


def first_word(page) -> str:
    return page.locator(".prose [data-k]:has(rt)").first.inner_text()


def test_a_word_is_saved_with_its_sentence_and_removed_again(reader):
    context = reader.context()
    page = reader.open(context=context)
    learn(page, "研究")
    (saved,) = page.evaluate("JSON.parse(localStorage.getItem('jiazhu-learning'))")
    sentence = word(page, "研究").evaluate("word => word.closest('.s').textContent.trim()")
    assert saved["sentence"] == sentence
    assert (saved["word"], saved["pinyin"], saved["slug"]) == ("研究", "yánjiū", "deepseek-r1")
    assert saved["english"].endswith(".")
    assert "研究" in page.locator("#known-said").inner_text()
    page.locator("#learn-toggle").click()
    expect(page.locator("#learn-toggle")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("localStorage.getItem('jiazhu-learning')") == "[]"
    page.keyboard.press("s")
    expect(page.locator("#learn-toggle")).to_have_attribute("aria-pressed", "true")


def my_words(page) -> list[str]:
    return page.locator("#my-words [data-slot=word]").all_inner_texts()


def test_my_words_are_on_one_page_across_articles(reader):
    context = reader.context()
    page = reader.open(context=context)
    learn(page, "研究")
    other = reader.open(CAT, context=context)
    text = first_word(other)
    learn(other, text)
    page.bring_to_front()
    link = ask(page, "突破").locator("#my-words-link")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url("**/my-words/index.html")
    assert my_words(page) == [text, "研究"]
    assert page.locator("main").bounding_box()["x"] > page.viewport_size["width"] / 10
    page.locator("[name=order][value=pinyin]").check(force=True)
    pinyin = page.locator("#my-words [data-slot=pinyin]").all_inner_texts()
    assert pinyin == sorted(pinyin)
    row = page.locator("#my-words li", has_text="研究")
    assert row.locator("[data-slot=sentence] b").first.inner_text() == "研究"
    row.locator("[data-slot=sentence]").click()
    page.wait_for_url("**/deepseek-r1/index.html#*")
    assert page.locator(".s:target").count() == 1


def test_a_word_that_is_known_leaves_the_list(reader):
    context = reader.context()
    page = reader.open(context=context)
    for text in ("研究", "突破"):
        learn(page, text)
    page = reader.open(MINE, context=context)
    row = page.locator("#my-words li").filter(has=page.locator("[data-slot=word]", has_text="突破"))
    row.locator("[data-slot=known]").click()
    expect(page.locator("#my-words li")).to_have_count(1)
    assert page.evaluate("localStorage.getItem('jiazhu-known')") == '["突破"]'
    page.locator("[data-slot=remove]").click()
    expect(page.locator("#my-words li")).to_have_count(0)
    assert page.locator("[data-slot=empty]").is_visible()
    assert page.locator(".word-tools").is_hidden()


def test_my_words_are_exported(reader):
    context = reader.context(accept_downloads=True)
    page = reader.open(context=context)
    learn(page, "研究")
    page.evaluate("""() => {
      const words = JSON.parse(localStorage.getItem("jiazhu-learning"));
      const meaning = 'a "book",\\nor\\ttwo <b>';
      words.push({ ...words[0], word: "书", pinyin: "shū", meaning, sentence: "书" });
      localStorage.setItem("jiazhu-learning", JSON.stringify(words));
    }""")
    page = reader.open(MINE, context=context)

    def exported(slot: str) -> tuple[str, str]:
        with page.expect_download() as download:
            page.locator(f"[data-slot={slot}]").click()
        return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")

    name, text = exported("csv")
    assert name == "my-words.csv"
    assert text[0] == "\ufeff"
    head, first, second = csv.reader(io.StringIO(text[1:], newline=""))
    assert head[:4] == ["Word", "Other form", "Pinyin", "Meaning"]
    assert first[0] == "研究"
    assert "研究" in first[4]
    assert re.search(r"/zh-hans/deepseek-r1/index.html#b\d+\.s\d+$", first[7])
    assert second[3] == 'a "book",\nor\ttwo <b>'
    name, text = exported("anki")
    assert name == "my-words.txt"
    *_, columns, first, second = text.splitlines()
    assert columns.removeprefix("#columns:").split("\t")[1:] == [
        *("Word", "Other form", "Reading", "Meaning", "Sentence", "Translation", "Source", "Script")
    ]
    assert first.count("\t") == second.count("\t") == columns.count("\t")
    assert first.split("\t")[0] == "jiazhu:研究::yanjiu21:n"  # here not “to study”
    assert "<b>研究</b>" in first.split("\t")[5]
    assert second.split("\t")[4] == "a &#34;book&#34;, or two &#60;b&#62;"


def test_anki_knows_my_words_from_the_package_of_the_article(reader, site, tmp_path):
    context = reader.context(accept_downloads=True)
    page = reader.open(context=context)
    for text in ("研究", "突破"):
        learn(page, text)
    page = reader.open(MINE, context=context)
    with page.expect_download() as download:
        page.locator("[data-slot=anki]").click()
    mine = str(tmp_path / "my-words.txt")
    download.value.save_as(mine)
    package = site / "exports" / "articles" / "deepseek-r1.zh-hans.apkg"
    collection = Collection(str(tmp_path / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
    notes = set(collection.find_notes(""))
    (card,) = collection.find_cards("Word:突破")
    deck = collection.get_card(card).did
    request = ImportCsvRequest(path=mine, metadata=collection.get_csv_metadata(mine, None))
    log = collection.import_csv(request).log
    assert (len(log.new), len(log.updated)) == (0, 2)
    assert set(collection.find_notes("")) == notes
    note = collection.get_card(card).note()
    assert collection.get_card(card).did == deck
    assert note["Level"]  # which the list lacks
    assert "/zh-hans/deepseek-r1/index.html#" in note["Source"]
    collection.close()


def test_notes_have_the_ids_of_the_package(reader, site):
    package = site / "exports" / "articles" / "deepseek-r1.zh-hans.apkg"
    with zipfile.ZipFile(package) as found, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(found.read("collection.anki2"))
        wanted = {guid for (guid,) in connection.execute("select guid from notes")}
    page = reader.open()
    page.wait_for_function("jiazhu.modules.$dictionary.dictionary().length")
    # What the reader's list would have of each word, on a site with another style of readings.
    exported = """async (style) => {
      const { $dictionary, $learning, $lazy_data } = jiazhu.modules;
      const rules = await $lazy_data.load("js/respelling");
      rules.setTable(await $lazy_data.load("spellings"));
      const saved = (item) => ({
        word: item.s, other: "", meaning: "", sentence: "", english: "", title: "",
        pinyin: rules.respell(item.p, "marks", style), subject: $learning.subjectOf(item),
      });
      jiazhu.defaults = { ...jiazhu.defaults, spelling: style };
      const mine = await $lazy_data.load("js/my_words");
      return mine.anki($dictionary.dictionary().map(saved), "");
    }"""
    for style in ("marks", "numbers", "zhuyin"):
        found = {line.split("\t")[0] for line in page.evaluate(exported, style).splitlines()}
        assert wanted <= found


def test_nothing_is_sent(web_reader):
    context = web_reader.context()
    page = web_reader.open(context=context)
    page.wait_for_load_state("networkidle")
    learn(page, "研究")
    page = web_reader.open(MINE, context=context)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(web_reader.base) for url in web_reader.requests)
    assert not any("%E7%A0%94" in url or "研究" in url for url in web_reader.requests)


def test_meanings_are_hidden_until_they_are_asked_for(reader):
    context = reader.context()
    page = reader.open(context=context)
    learn(page, "研究")
    page = reader.open(MINE, context=context)
    meaning = page.locator("#my-words [data-slot=meaning]")
    expect(meaning).to_be_visible()
    page.locator("[name=hide]").check()
    expect(meaning).to_be_hidden()
    page.locator("#my-words .meaning").first.click()
    expect(meaning).to_be_visible()


# --- The vocabulary of an article ---


@pytest.fixture
def vocabulary(reader):
    def open_(viewport):
        page = reader.open(VOCABULARY, viewport=viewport)
        page.wait_for_function("document.querySelector('.vocabulary-table td:nth-child(7)')")
        return page

    return open_


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_row_is_one_line(vocabulary, viewport):
    page = vocabulary(viewport)
    rows = page.locator(".vocabulary-table tbody tr:not(:has([colspan]))")
    heights = rows.evaluate_all("all => all.map((row) => row.getBoundingClientRect().height)")
    assert max(heights) <= 40
    table = page.locator(".vocabulary-table").bounding_box()
    assert table["height"] < 60 * len(heights)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_rows_are_filtered(vocabulary):
    page = vocabulary(DESKTOP)
    words = page.locator(".vocabulary-table tbody th:not([colspan])")
    shown = page.locator(".vocabulary-table tbody th:not([colspan]):visible")
    total = words.count()
    page.locator("[name=from]").select_option("4")
    expect(page.locator("[name=count]")).not_to_have_text(str(total))
    levels = page.locator(".vocabulary-table tbody td:nth-child(7):visible").all_inner_texts()
    assert levels
    assert all(not level or int(level[0]) >= 4 for level in levels)
    assert page.locator("[name=count]").inner_text() == f"{shown.count()} / {total}"
    page.locator("[name=from]").select_option("8")
    expect(shown.first).to_be_visible()
    assert set(
        page.locator(".vocabulary-table tbody td:nth-child(7):visible").all_inner_texts()
    ) <= {""}
    page.locator("[name=from]").select_option("0")
    expect(page.locator("[name=count]")).to_have_text(str(total))


def test_known_words_are_hidden(vocabulary):
    page = vocabulary(DESKTOP)
    target = page.locator(".vocabulary-table [data-k]").get_by_text("研究", exact=True)
    target.click()
    page.locator("#known-toggle").click()
    expect(page.locator("#known-toggle")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.locator("[name=known]").check()
    expect(target).to_be_hidden()
    page.locator("[name=known]").uncheck()
    expect(target).to_be_visible()


def test_the_pop_up_opens_from_a_row(vocabulary):
    page = vocabulary(PHONE)
    target = page.locator(".vocabulary-table [data-k]").get_by_text("研究", exact=True)
    target.click()
    popup = page.locator("#popup")
    expect(popup.locator("[data-slot=word]")).to_have_text("研究")
    page.locator("#learn-toggle").click()
    expect(page.locator("#learn-toggle")).to_have_attribute("aria-pressed", "true")
    (saved,) = page.evaluate("JSON.parse(localStorage.getItem('jiazhu-learning'))")
    assert "研究" in saved["sentence"]
    assert saved["id"]
    target.click()
    expect(popup).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(popup).to_be_visible()
    expect(popup.locator("[data-slot=word]")).not_to_have_text("研究")


def test_meanings_of_the_vocabulary_are_hidden(vocabulary):
    page = vocabulary(PHONE)
    page.locator("[name=hide]").check()
    meanings = page.locator(".vocabulary-table .meaning > span")
    expect(meanings.first).to_be_hidden()
    page.locator(".vocabulary-table .meaning").first.click()
    expect(meanings.first).to_be_visible()
    expect(meanings.nth(1)).to_be_hidden()


def test_words_are_sorted_by_pinyin(vocabulary):
    page = vocabulary(DESKTOP)
    page.locator(".order [value=pinyin]").check(force=True)
    page.wait_for_selector("th[aria-sort=ascending]")
    pinyin = page.locator(".vocabulary-table tbody td:nth-child(2)").all_inner_texts()
    letters = [
        page.evaluate("p => p.normalize('NFD').replace(/[^a-z]/gi, '').toLowerCase()", p)
        for p in pinyin[:40]
    ]
    assert letters == sorted(letters)
