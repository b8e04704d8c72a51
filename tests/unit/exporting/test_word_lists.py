from __future__ import annotations

import pytest

from generator.export_formats import FORMATS
from generator.exporting.note_filter import Range, parse_range
from generator.exporting.note_ids import reading_key
from generator.exporting.word_lists import parse_words
from generator.language.levels import STANDARDS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("研究\n突破\n研究\n", ("研究", "突破")),
        ("\ufeff说[說] 点1，<b>书</b>【書】\n", ("说", "点", "书")),
        ("# 头\n// 尾\n1\t银行\tbank 行\n", ("银行",)),
        ("hello\n", ()),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert parse_words(text) == words


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("", Range()),
        ("3", Range(3, 3)),
        ("3-5", Range(3, 5)),
        ("3-", Range(3)),
        ("-5", Range(None, 5)),
    ],
)
def test_ranges(text: str, range_: Range) -> None:
    assert parse_range(text) == range_


def test_no_range() -> None:
    with pytest.raises(ValueError, match="“x” is not a range"):
        parse_range("x")


@pytest.mark.parametrize(
    ("reading", "key"),
    [
        ("yánjiū", "yanjiu21"),
        ("yan2jiu1", "yanjiu21"),
        ("Xī'ān", "xian11"),
        ("xiān", "xian1"),
        ("nǚ'ér", "nüer32"),
        ("nü3er2", "nüer32"),
        ("yǐnrén-zhùmù", "yinrenzhumu3244"),
        ("de5", "de"),
    ],
)
def test_readings(reading: str, key: str) -> None:
    assert reading_key(reading) == key


def test_the_standards_are_those_of_the_levels() -> None:
    (option,) = (each for each in FORMATS["anki"].options if each.name == "standard")
    assert option.values == STANDARDS
