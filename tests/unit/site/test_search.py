"""What is indexed of an article, and what the page of the search gets of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from generator.language.pinyin.syllables import SYLLABLES
from generator.pages import SEARCH, SEARCH_PART
from generator.site.search import SAME, folded, latin_words
from generator.site.search_index import decode_terms
from tests.files import write_files
from tests.unit.site.test_article import site_pages

SITE = {
    "site.toml": 'title = "站"\neditions = ["zh-Hans", "zh-Hant-TW"]\n',
    "glossary.toml": (
        '[[term]]\nid = "software"\nzh-Hans = "软件"\nzh-Hant-TW = "軟體"\npinyin = "ruǎnjiàn"\n'
        'en = "computer program"\ndefinition = { zh = "程序。", en = "A program." }\n'
        'source = "https://example.org/"\n'
    ),
    "articles/a.md": (
        "---\ntitle: { zh: 喝茶, en: Tea }\n---\n\n他用GPT写软件。\n\n喝茶，喝茶，喝茶，喝茶！\n\n"
        "## 水果\n"
    ),
    "articles/a.en.md": "# Tea\n\nHe writes code.\n\nTea, tea, tea, tea!\n\n## Fruit\n",
}


def letters(*syllables: str) -> str:
    """Return the letters of syllables, as `site/search.py` explains them."""
    return "".join(chr(0xA000 + sorted(SYLLABLES).index(each)) for each in syllables)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The script and the terms of an article, by the kind of output."""
    root = tmp_path_factory.mktemp("site")
    write_files(root, SITE)
    pages = site_pages(root)
    content = pages.content(pages.articles[0])
    return {
        kind: [str(output) for _, output in pages.output(kind, content)]
        for kind in (SEARCH, SEARCH_PART)
    }


@pytest.fixture(scope="module")
def record(made: dict[str, list[str]]) -> Counter[str]:
    return Counter(decode_terms(made[SEARCH_PART]))


def test_characters_of_all_editions_are_found_in_one_script(record: Counter[str]) -> None:
    assert {"软件", "软体", "软", "件", "体"} <= set(record)
    assert not {"軟體", "軟"} & set(record)


def test_pairs_stand_beside_each_other_also_across_words(record: Counter[str]) -> None:
    assert {"喝茶", "写软"} <= set(record)
    assert letters("xie", "ruan") in record
    assert "茶喝" not in record, "a comma is between them"
    assert letters("cha", "he") not in record


def test_readings_are_letters_of_their_own(record: Counter[str]) -> None:
    assert {letters("ruan"), letters("ruan", "jian"), letters("ruan", "ti")} <= set(record)
    assert letters("he", "cha") in record
    assert "ruanjian" not in record


def test_latin_words_are_those_of_text_translation_and_terms(record: Counter[str]) -> None:
    latin = {word for word in record if word.isascii()}
    assert latin == {"gpt", "he", "writes", "code", "tea", "computer", "program", "fruit"}


def test_the_number_of_a_term_is_higher_the_more_often_it_occurs(record: Counter[str]) -> None:
    assert record["软件"] == record["软体"] == record["他"] == 1, "not once for each edition"
    assert record["茶"] == record["tea"] == 5, "four times, and three for the title"
    assert record["写"] == 1


def test_a_heading_counts_more(record: Counter[str]) -> None:
    assert record["水果"] == 2


def test_the_script_has_the_names_of_terms_and_the_headings(made: dict[str, list[str]]) -> None:
    data = json.loads(made[SEARCH][0].removeprefix('jiazhu.take("articles/a/search", ')[:-3])
    assert data["names"] == {"": "Tea", "b1.s1": "computer program"}
    assert data["headings"] == ["b3.s1"]


def test_the_script_has_the_readings_that_are_not_the_usual_ones(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "site.toml": 'title = "站"\neditions = ["zh-Hans", "zh-Hant-TW"]\n',
            "articles/a.md": "---\ntitle: 音乐\nslug: a\n---\n\n他听音乐。\n\n他写软件。\n",
        },
    )
    pages = site_pages(tmp_path)
    ((_, script),) = pages.output(SEARCH, pages.content(pages.articles[0]))
    data = json.loads(str(script).removeprefix('jiazhu.take("articles/a/search", ')[:-3])
    unusual = letters("yin", "yue")
    title, first, second = (data["lines"].split("\n")[at : at + 2] for at in (0, 2, 4))
    assert title == [unusual, SAME]
    assert first == [f"\x7f\x7f{unusual}", SAME]
    assert second == ["", ""], "软体 has its usual reading too"


def test_folding_keeps_the_length() -> None:
    assert folded("軟體裏臺灣着A。") == "软体里台湾着A。"


def test_latin_words_have_no_accents() -> None:
    assert latin_words("Café 軟體DeepSeek-R1, naïve") == ["cafe", "deepseek", "r1", "naive"]
