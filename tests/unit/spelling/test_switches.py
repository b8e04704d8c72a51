from __future__ import annotations

import pytest

from generator.annotate.engines import load_engines
from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.model import AuthorMark, Edition, Span
from generator.spelling.ruby import block_readings
from generator.spelling.switches import BlockSwitches
from generator.spelling.transcript import transcript
from tests.shown import annotated
from tests.unit.annotate.test_stages import run

PLAIN = Spelling()


def over(text: str, how: Spelling = PLAIN, edition: Edition = Edition.HANS) -> list[str]:
    """`yīgè s=yígè` for each group that has a reading."""
    block, _ = annotated(text)
    readings = BlockSwitches(block, how).in_edition(edition)
    groups = [g for word in block.annotated_words for g in readings.groups(word)]
    return [
        " ".join([g.pinyin, *(f"{letters}={said}" for letters, said in g.switched)])
        for g in groups
        if g.pinyin
    ]


def test_what_no_switch_changes_has_nothing_beside_it() -> None:
    assert over("认识学生") == ["rènshi", "xuéshēng"]


def test_readings_as_spoken() -> None:
    assert over("你好，不去一天") == ["nǐ s=ní", "hǎo", "bù s=bú", "qù", "yī s=yì", "tiān"]


def test_spoken_tones_that_the_reading_does_not_show() -> None:
    block = run("你好的好", load_engines(), AuthorMark(Span(0, 4), "nǐhǎodehǎo"))
    readings = BlockSwitches(block, PLAIN).in_edition(Edition.HANS)
    (group,) = readings.groups(block.annotated_words[0])
    assert group.hidden_tones == "3353"
    assert group.switched == (("s", "níhǎodehǎo"), ("t", "2353"))


@pytest.mark.parametrize("he_as_han", [False, True])
def test_a_page_has_light_syllables_where_a_line_has_them(he_as_han: bool) -> None:
    how = Spelling(he_as_han=he_as_han)
    text = "书店里买不到，走五里路"
    block, _ = annotated(text)
    assert over(text, how)[:2] == ["shūdiàn", "li"]
    for edition in (Edition.HANS, Edition.TW):
        line = transcript(block, edition, Spelling()).lower().replace(", ", "").replace(" ", "")
        shown = "".join(group.split(" ")[0] for group in over(text, how, edition))
        assert shown == line
    assert over(text, how, Edition.TW)[1].startswith("lǐ")
    switched = BlockSwitches(block, how).switched_words(Edition.HANS)
    assert [g.pinyin for g in switched[1]] == ["li"]


def test_a_stated_reading_is_not_light() -> None:
    block = run("书店里", load_engines(), AuthorMark(Span(2, 3), "lǐ"))
    readings = BlockSwitches(block, PLAIN).in_edition(Edition.HANS)
    assert [g.pinyin for g in readings.groups(block.annotated_words[1])] == ["lǐ"]


def test_the_suffix_in_all_ways() -> None:
    assert over("一点儿玩儿") == [
        "yīdiǎnr s=yìdiǎnr e=yīdiǎn'er n=yīdiǎn se=yìdiǎn'er sn=yìdiǎn",
        "wánr e=wán'er n=wán",
    ]


@pytest.mark.parametrize("sandhi", [False, True])
@pytest.mark.parametrize("erhua", Erhua)
def test_a_page_holds_the_same_whatever_the_site_begins_with(sandhi: bool, erhua: Erhua) -> None:
    how = Spelling(sandhi=sandhi, erhua=erhua)
    assert over("一点儿", how) == over("一点儿")


def test_figures_change_too() -> None:
    assert over("150元", Spelling(Style.NUMBERS, numbers=True))[0].startswith("yi1bai3 wu3shi2 s=")


@pytest.mark.parametrize(
    "text",
    [
        "我想买两本，不过一期一会，很久不见。",
        "他说：“我有一点儿小事，你懂不懂？”星期一，我请你吃美味水饺",
        "下一期、第一个，一天一天，USB一个",
    ],
)
@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("capitals", [False, True])
def test_clauses_are_spelt_as_the_whole_block(text: str, edition: Edition, capitals: bool) -> None:
    block, _ = annotated(text)
    whole = block_readings(block, edition, Spelling(sandhi=True, sentence_capitals=capitals))
    shown = BlockSwitches(block, Spelling(sentence_capitals=capitals)).in_edition(edition)
    for word in block.annotated_words:
        spoken = [dict(g.switched).get("s", g.pinyin) for g in shown.groups(word)]
        assert spoken == [g.pinyin for g in whole.groups(word)]


def test_a_word_that_is_read_in_one_edition_alone_is_no_pause_there() -> None:
    block = run("我USB有", load_engines(), AuthorMark(Span(1, 4), forms=((Edition.TW, "口"),)))
    assert [word.readings != () for word in block.annotated_words] == [True, False, True]
    shown = BlockSwitches(block, PLAIN).switched_words(Edition.TW)
    whole = block_readings(block, Edition.TW, Spelling(sandhi=True))
    assert shown.keys() == whole.spoken.keys() == {0, 1}


def test_a_part_that_markdown_cut_off() -> None:
    block, script = annotated("你好")
    readings = BlockSwitches(block, Spelling()).in_edition(script)
    word = block.annotated_words[0]
    (group,) = readings.groups(word, Span(0, 1))
    assert (group.pinyin, group.switched) == ("nǐ", (("s", "ní"),))


def test_another_edition() -> None:
    assert over("一點兒", edition=Edition.TW)[0].startswith("yīdiǎnr s=yìdiǎnr")
