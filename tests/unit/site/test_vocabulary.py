from __future__ import annotations

import re

from generator.annotate.engines import load_engines
from generator.content.entries import Term
from generator.model import Bilingual, Edition
from generator.site.article_words import DistinctWords, edition_words
from generator.site.vocabulary import COLUMNS, listed_words, vocabulary_rows
from generator.site.word_table import WordTable
from tests.shown import annotated


def rows(text: str, edition: Edition = Edition.HANS, *terms: Term) -> str:
    engines = load_engines(terms)
    block, _ = annotated(text, engines)
    sentences = {s.id: s.span.of(block.text) for s in block.sentences}
    table = WordTable(engines)
    words = DistinctWords([block], table)
    found = edition_words(words, edition, table).page_words
    listed = listed_words(found)
    ids = [words.words[word.first].sentence_id for word in listed]
    shown = zip(ids, (sentences[id_] for id_ in ids), listed, strict=True)
    return vocabulary_rows(shown, edition, "../index.html")


def row(text: str, edition: Edition = Edition.HANS, *terms: Term) -> list[str]:
    """Return the cells of the first word."""
    _, _, rest = rows(text, edition, *terms).partition("<tr><th>")
    return rest.splitlines()[0].split("<td>")


def test_words_stand_below_the_sentence_that_they_first_occur_in() -> None:
    first, second = rows("研究。研究人员。").split("<tbody>")[1:]
    assert first.startswith(
        f"<tr><th colspan={COLUMNS}><a href=../index.html#b1.s1>研究。</a><tr><th>研究<td>"
    )
    assert first.endswith("<td>2\n")
    assert "人员" in second
    assert "<th>研究<" not in second


def test_a_long_sentence_is_cut() -> None:
    found = rows("我们今天在这里研究一个很大的问题。")
    assert ">我们今天…</a>" in found


def test_a_row_has_what_can_be_read_without_scripts() -> None:
    assert row("认真") == ["认真", "rènzhēn", "serious; conscientious"]
    assert row("认真认真。认真。")[3:] == ["3"]


def test_the_meaning_is_that_of_the_reading() -> None:
    block = rows("他得了奖。")
    assert "<th>得<td>dé<" in block
    assert "to get" in block
    assert "must" not in block  # děi


def test_further_senses_are_left_out() -> None:
    meaning = row("砚台")[2]
    assert meaning.endswith("\N{NO-BREAK SPACE}…")


def test_a_word_without_an_entry_has_the_meanings_of_its_parts() -> None:
    term = Term("c", {Edition.HANS: "计算能力"}, "", "", Bilingual(), "")
    meaning = row("计算能力", Edition.TW, term)[2]
    parts = re.findall(r"<b lang=zh-Hant>(.*?)</b> \w", meaning)
    assert parts == ["計算", "能力"]


def test_a_word_has_one_row_for_all_its_uses() -> None:
    found = rows("他在学校。他在看书。")
    assert found.count("<th>在<") == 1
    assert "<td>to be at; to be in; in the middle of (doing)<td>2<" in found
