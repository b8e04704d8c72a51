from __future__ import annotations

import pytest

from generator.annotate.engines import load_engines
from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.model import AuthorMark, Edition, Span
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


def test_a_part_that_markdown_cut_off() -> None:
    block, script = annotated("你好")
    readings = BlockSwitches(block, Spelling()).in_edition(script)
    word = block.annotated_words[0]
    (group,) = readings.groups(word, Span(0, 1))
    assert (group.pinyin, group.switched) == ("nǐ", (("s", "ní"),))


def test_another_edition() -> None:
    assert over("一點兒", edition=Edition.TW)[0].startswith("yīdiǎnr s=yìdiǎnr")
