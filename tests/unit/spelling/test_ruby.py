from __future__ import annotations

import pytest

from generator.annotate.engines import load_engines
from generator.language.pinyin.styles import Style
from generator.language.pinyin.syllables import split_with_separators
from generator.model import AuthorMark, Edition, Origin, Reading, Separator, Span
from generator.spelling.ruby import (
    RubyGroup,
    block_readings,
    inline_pinyin,
    ruby_groups,
    spell_groups,
)
from tests.unit.annotate.test_stages import run

READINGS = [
    ("引人注目", "yǐnrén-zhùmù", ["引人注目 yǐnrén-zhùmù"]),
    ("大语言模型", "dà yǔyán móxíng", ["大 dà", "语言 yǔyán", "模型 móxíng"]),
    ("第一夫人", "dì-yī fūrén", ["第一 dì-yī", "夫人 fūrén"]),
    ("马特·西恩", "Mǎtè·Xī'ēn", ["马特 Mǎtè", "·", "西恩 Xī'ēn"]),
    ("36氪", "36 Kè", ["36", "氪 Kè"]),
    ("U盘", "U pán", ["U", "盘 pán"]),
]


def readings(text: str, pinyin: str) -> list[Reading]:
    said = [
        (syllable, Separator(separator) if at == 0 else Separator.NONE)
        for separator, word in split_with_separators(pinyin)
        for at, syllable in enumerate(word)
        if syllable[-1] in "12345"
    ]
    return [Reading(Span(0, 1), s, Origin.AUTHOR, 1.0, separator) for s, separator in said]


@pytest.mark.parametrize(("text", "pinyin", "shown"), READINGS[:4])
def test_groups_and_their_spelling(text: str, pinyin: str, shown: list[str]) -> None:
    found = ruby_groups(text, readings(text, pinyin))
    assert [f"{g.text} {g.pinyin}".strip() for g in found] == shown
    assert inline_pinyin(found) == pinyin


def test_what_is_not_han_stands_in_groups_of_its_own() -> None:
    for text, _, shown in READINGS[4:]:
        found = ruby_groups(text, [Reading(Span(0, 1), shown[1].split()[1], Origin.TERM, 1.0)])
        assert [f"{g.text} {g.pinyin}".strip() for g in found] == shown


def test_tones_are_those_of_the_characters() -> None:
    assert ruby_groups("引人", readings("引人", "yǐn rén")) == (
        RubyGroup("引", "yǐn", "3"),
        RubyGroup("人", "rén", "2"),
    )
    assert ruby_groups("引人", readings("引人", "yǐn-rén")) == (RubyGroup("引人", "yǐn-rén", "32"),)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (Style.NUMBERS, "yin3ren2-zhu4mu4"),
        (Style.ZHUYIN, "ㄧㄣˇ ㄖㄣˊ ㄓㄨˋ ㄇㄨˋ"),
        (Style.WADE_GILES, "yin³-jên²-chu⁴-mu⁴"),
    ],
)
def test_what_a_hyphen_joins_is_one_group_in_every_style(style: Style, shown: str) -> None:
    (group,) = ruby_groups("引人注目", readings("引人注目", "yǐnrén-zhùmù"), style)
    assert group.pinyin == shown


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize(
    ("text", "syllables", "hidden"),
    [
        ("绿豆", "lü4 dou4", ""),
        ("西安", "Xi1 an1", ""),
        ("任务", "ren4 wu5", ""),
        ("花儿", "hua1 r5", ""),
        ("嗯", "n2", ""),
        ("了", "le5", ""),
        ("看不见", "kan4 bu5 jian4", "454"),
    ],
)
def test_every_style_shows_tones(text: str, syllables: str, hidden: str, style: Style) -> None:
    spelt = tuple((syllable, Separator.NONE) for syllable in syllables.split())
    (group,) = spell_groups(text, spelt, style)
    shows_all = style in (Style.NUMBERS, Style.ZHUYIN)
    assert group.hidden_tones == ("" if shows_all else hidden)


def test_characters_without_a_tone_are_not_taken_for_neutral() -> None:
    assert RubyGroup("甲乙", "X").hidden_tones == "00"
    assert RubyGroup("12", "shí'èr").hidden_tones == ""


def test_a_part_that_markdown_cut_off_has_no_hyphen_behind() -> None:
    block = run("引人注目", load_engines(), AuthorMark(Span(0, 4), "yǐnrén-zhùmù"))
    shown = block_readings(block, Edition.HANS)
    (word,) = block.annotated_words
    assert [g.pinyin for g in shown.groups(word, Span(0, 2))] == ["yǐnrén"]
    assert [g.pinyin for g in shown.groups(word, Span(2, 4))] == ["zhùmù"]
