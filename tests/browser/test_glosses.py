"""The gloss, the grammar note and the beginner's sentence in the pop-up."""

import re

from tests.browser.conftest import ARTICLE


def look_up(page, text, nth=0):
    page.locator("[data-k]").filter(has_text=text).nth(nth).click()
    page.wait_for_selector("#popup:popover-open")


def slot(page, name):
    return page.locator(f"#popup [data-slot={name}]")


def test_the_pop_up_opens_with_a_gloss_and_its_class(reader):
    page = reader.open(ARTICLE)
    look_up(page, "研究", 1)
    assert slot(page, "gloss").text_content() in ("to study; to research", "research; study")
    assert slot(page, "class").text_content().split()[-1] in ("noun", "verb")


def test_a_word_without_a_gloss_has_none(reader):
    page = reader.open(ARTICLE)
    look_up(page, "DeepSeek")
    assert slot(page, "use").is_hidden()


def test_a_grammar_note_opens_with_its_examples_and_leads_to_its_page(reader):
    page = reader.open(ARTICLE)
    look_up(page, "为了")
    page.locator("[data-panel=grammar]").click()
    note = page.locator(".grammar-note")
    note.wait_for()
    assert "为了" in slot(page, "pattern").text_content()
    assert note.locator(".pairs li").count() == 2
    address = slot(page, "pattern").get_attribute("href")
    page.goto(address)
    assert page.locator(f"#{address.partition('#')[2]} .pairs li").count() == 2


def test_a_word_without_a_note_has_no_button(reader):
    page = reader.open(ARTICLE)
    look_up(page, "模型")
    assert page.locator("[data-panel=grammar]").is_hidden()


def test_sentences_of_the_site_come_with_their_english(reader):
    page = reader.open(ARTICLE)
    look_up(page, "公司")
    page.locator("[data-panel=examples]").click()
    line = page.locator(".example:not(.beginner)").first
    line.wait_for()
    assert "compan" in line.locator(".example-en").text_content().lower()


def test_a_common_word_has_a_sentence_for_beginners(reader):
    page = reader.open(ARTICLE.replace("zh-hans", "zh-hant-tw"))
    look_up(page, "可能")
    page.locator("[data-panel=examples]").click()
    page.wait_for_selector(".example-en")
    assert "可能" in page.locator(".example").last.text_content()
    source = slot(page, "source")
    assert source.get_attribute("href").startswith("https://tatoeba.org/")
    assert source.text_content().startswith("Tatoeba: ")


def test_an_example_shows_its_readings_on_demand(reader):
    page = reader.open(ARTICLE)
    look_up(page, "公司")
    page.locator("[data-panel=examples]").click()
    for kind, reading in ((".beginner", r"gōngsī"), (":not(.beginner)", r"gōngsī")):
        line = page.locator(f".example{kind}").first
        line.locator(".example-read").click()
        line.locator(".example-reading", has_text=re.compile(reading)).wait_for()
        line.locator(".example-read").click()
        line.locator(".example-reading").wait_for(state="hidden")


def test_the_way_back_from_an_example(reader):
    page = reader.open(ARTICLE)
    look_up(page, "公司")
    sentence = page.locator(".s:has(.open)").get_attribute("id")
    title = page.locator("h1").text_content().strip()
    page.locator("[data-panel=examples]").click()
    page.locator(".example:not(.beginner) a").first.click()
    back = page.locator(".way-back")
    back.wait_for()
    assert title in back.locator("cite").text_content()
    back.locator("a").click()
    page.wait_for_url(re.compile(rf"/deepseek-r1/.*#{re.escape(sentence)}$"))
    page.locator(f"#{sentence}".replace(".", "\\.")).wait_for()
    back.wait_for(state="detached")
