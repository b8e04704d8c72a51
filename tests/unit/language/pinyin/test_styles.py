from __future__ import annotations

import re

import pytest
from pypinyin import Style as Pypinyin
from pypinyin.style import convert

from generator.language.pinyin.styles import (
    Style,
    spell_syllable,
    spell_word,
)
from generator.language.pinyin.syllables import SYLLABLES, mark_tone
from tests.fixture_file import Case, read_cases

ALL_SYLLABLES = [*sorted(letters + tone for letters in SYLLABLES - {"r"} for tone in "12345"), "r5"]


@pytest.mark.parametrize("case", read_cases("language/styles.txt"), ids=str)
def test_styles(case: Case) -> None:
    syllables = case.input.split()
    assert "\n".join(f"{s}: {spell_word(syllables, s)}" for s in Style) == case.expected


def test_no_two_syllables_have_the_same_zhuyin() -> None:
    syllables = [syllable for syllable in ALL_SYLLABLES if syllable != "er1"]
    assert len({spell_syllable(syllable, Style.ZHUYIN) for syllable in syllables}) == len(syllables)


INTERJECTIONS = {"m", "n", "ng", "hm", "hng", "r"}
"""Syllables that pypinyin cannot convert."""


def test_zhuyin_agrees_with_pypinyin() -> None:
    for syllable in ALL_SYLLABLES:
        if syllable[:-1] in INTERJECTIONS:
            continue
        ours = re.sub("(˙)(.+)", r"\2\1", spell_syllable(syllable, Style.ZHUYIN))
        assert convert(mark_tone(syllable), Pypinyin.BOPOMOFO, strict=False) == ours, syllable


PYPINYIN_ERRORS = {"e", "chua", "huo", "shuo", "tie"} | {
    s for s in SYLLABLES if re.search("(?<!u)ai", s)
}
"""Syllables that pypinyin 0.55 gets wrong: lei for lai, sho for shuo, t'oeh for tie, o for e."""


def test_wade_giles_agrees_with_pypinyin() -> None:
    """pypinyin leaves out tones and diacritics, so they are not compared."""
    plain = str.maketrans({"ê": "e", "ŭ": "u", "ʻ": "'", **dict.fromkeys("¹²³⁴")})
    for syllable in ALL_SYLLABLES:
        if syllable[:-1] in INTERJECTIONS | PYPINYIN_ERRORS:
            continue
        ours = spell_syllable(syllable, Style.WADE_GILES).translate(plain)
        theirs = convert(mark_tone(syllable), Pypinyin.WADEGILES, strict=False)
        assert theirs.replace("v", "ü") == ours, syllable


def test_language_tags() -> None:
    assert [style.lang for style in Style] == [
        "zh-Latn-pinyin", "zh-Latn-pinyin", "zh-Bopo", "zh-Latn-wadegile"
    ]  # fmt: skip
    assert Style.ZHUYIN.hyphen == " "
