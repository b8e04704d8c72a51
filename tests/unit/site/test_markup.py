from __future__ import annotations

import pytest

from generator.site import markup
from generator.spelling.ruby import RubyGroup


def test_a_group_is_ruby_that_draws_its_reading() -> None:
    assert markup.ruby((RubyGroup("研究", "yánjiū", "21"),)) == (
        "<ruby>研究<rt data-p=yánjiū></ruby>"
    )


def test_tones_that_the_reading_does_not_show_are_written() -> None:
    assert markup.ruby((RubyGroup("看不见", "kànbujiàn", "454"),)) == (
        "<ruby data-t=454>看不见<rt data-p=kànbujiàn></ruby>"
    )


def word(key: int, levels: str, *groups: RubyGroup, is_first: bool = False) -> str:
    return markup.word(str(key), levels, markup.word_parts(groups), is_first=is_first)


def test_a_word_names_its_dictionary_data() -> None:
    assert word(17, "", RubyGroup("字")) == "<span data-k=17>字</span>"


def test_a_word_that_is_found_by_its_text_has_no_key() -> None:
    parts = markup.word_parts((RubyGroup("研究", "yánjiū", "21"),))
    assert markup.word("", "", parts) == "<ruby data-k>研究<rt data-p=yánjiū></ruby>"


def test_a_word_says_its_levels_and_its_first_use() -> None:
    assert word(0, "1ap", RubyGroup("字"), is_first=True) == (
        "<span class=f data-k=0 data-l=1ap>字</span>"
    )


def test_a_word_of_one_group_is_its_ruby() -> None:
    assert word(3, "1", RubyGroup("看不见", "kànbujiàn", "454"), is_first=True) == (
        "<ruby class=f data-k=3 data-l=1 data-t=454>看不见<rt data-p=kànbujiàn></ruby>"
    )
    year = (RubyGroup("2023"), RubyGroup("年", "nián", "2"))
    assert word(3, "", *year) == f"<span data-k=3>{markup.ruby(year)}</span>"
    both = (RubyGroup("大", "dà", "4"), RubyGroup("语言", "yǔyán", "32"))
    assert word(3, "", *both) == f"<span data-k=3>{markup.ruby(both)}</span>"


def test_a_word_of_several_groups_has_a_ruby_each() -> None:
    assert markup.ruby((RubyGroup("2023"), RubyGroup("年", "nián", "2"))) == (
        "2023<ruby>年<rt data-p=nián></ruby>"
    )


@pytest.mark.parametrize("shown", ["。", " ", "\n", "GPU"])
def test_what_has_no_reading_is_text(shown: str) -> None:
    assert markup.ruby((RubyGroup(shown),)) == shown


def test_text_is_escaped() -> None:
    assert markup.ruby((RubyGroup("<b>&"),)) == "&lt;b&gt;&amp;"
    assert "<script>" not in markup.ruby((RubyGroup("字", 'zì"><script>', "4"),))


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("nǐ", "nǐ"),
        ("", '""'),
        ("a b", '"a b"'),
        ("Xī'ān", '"Xī\'ān"'),
        ('"', '"&quot;"'),
        ("a&b", "a&amp;b"),
        ("a=b", '"a=b"'),
        ("a/", '"a/"'),
        ("#b1.s1", "#b1.s1"),
    ],
)
def test_an_attribute_has_quotes_only_where_it_needs_them(value: str, html: str) -> None:
    assert markup.attribute(value) == html


def test_a_sentence_has_its_id_once() -> None:
    assert markup.sentence_open("b3.s1") == "<span class=s id=b3.s1>"
    assert markup.sentence_open("b3.s1", 1) == "<span class=s data-s=b3.s1>"


def test_a_term_is_marked_at_its_first_use() -> None:
    link = "href=#term-gpu interestfor=term-gpu>"
    assert markup.term_open("gpu", is_first=True) == f'<a class="term first" {link}'
    assert markup.term_open("gpu") == f"<a class=term {link}"


def test_a_translation_names_its_sentences() -> None:
    english = markup.translation("So <em>it</em> is.", ("b3.s1", "b3.s2"))
    assert english == ('<span class=tr lang=en data-for="b3.s1 b3.s2">So <em>it</em> is. </span>')
    assert markup.PAIR_OPEN + "是。" + markup.pair_close(english) == (
        f"<span class=pair><span class=zh>是。</span>{english}</span>"
    )
