from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.dictionary.neutral_tones import (
    same_syllable_except_neutral,
    with_standard_neutral_tones,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("xi1", "xi5", True),
        ("xi5", "xi1", True),
        ("xi1", "xi2", False),
        ("er2", "r5", True),
        ("le5", "liao3", False),
        ("xi1", "", False),
        ("", "xi5", False),
    ],
)
def test_same_syllable_except_neutral(one: str, other: str, same: bool) -> None:
    assert same_syllable_except_neutral(one, other) is same


@pytest.mark.parametrize(
    ("word", "dictionary", "standard"),
    [
        ("太阳", "tai4 yang5", "tai4 yang2"),
        ("太阳报", "Tai4 yang5 Bao4", "Tai4 yang2 Bao4"),
        ("站起来", "zhan4 qi3 lai5", "zhan4 qi3 lai2"),
        ("队伍", "dui4 wu3", "dui4 wu5"),
        ("小气鬼", "xiao3 qi4 gui3", "xiao3 qi5 gui3"),
        ("小气候", "xiao3 qi4 hou4", "xiao3 qi4 hou4"),
        ("密密麻麻", "mi4 mi5 ma2 ma2", "mi4 mi4 ma2 ma2"),
        ("晚上", "wan3 shang5", "wan3 shang5"),
        ("数数", "shu3 shu4", "shu3 shu4"),
    ],
)
def test_with_standard_neutral_tones(word: str, dictionary: str, standard: str) -> None:
    assert " ".join(with_standard_neutral_tones(word, tuple(dictionary.split()))) == standard


def test_dictionary_entries_have_standard_neutral_tones() -> None:
    (entry,) = Dictionary().entries("葡萄酒")
    assert entry.syllables == ("pu2", "tao2", "jiu3")
