from __future__ import annotations

import re

import pytest
from pypinyin import Style as Pypinyin
from pypinyin.style import convert

from generator.language.pinyin.styles import Style, join_in, write
from generator.language.pinyin.syllables import SYLLABLES, mark
from tests.fixture_file import Case, read_cases

EVERY = [*sorted(letters + tone for letters in SYLLABLES - {"r"} for tone in "12345"), "r5"]


@pytest.mark.parametrize("case", read_cases("language/styles.txt"), ids=str)
def test_styles(case: Case) -> None:
    syllables = case.input.split()
    assert "\n".join(f"{s}: {join_in(syllables, s)}" for s in Style) == case.expected


def test_no_two_syllables_have_the_same_zhuyin() -> None:
    said = [syllable for syllable in EVERY if syllable != "er1"]
    assert len({write(syllable, Style.ZHUYIN) for syllable in said}) == len(said)


INTERJECTIONS = {"m", "n", "ng", "hm", "hng", "r"}
"""pypinyin has no letters of their own for these."""


def test_zhuyin_is_as_pypinyin_has_it() -> None:
    for syllable in EVERY:
        if syllable[:-1] in INTERJECTIONS:
            continue
        ours = re.sub("(˙)(.+)", r"\2\1", write(syllable, Style.ZHUYIN))
        assert convert(mark(syllable), Pypinyin.BOPOMOFO, strict=False) == ours, syllable


FAULTS = {"e", "chua", "huo", "shuo", "tie"} | {s for s in SYLLABLES if re.search("(?<!u)ai", s)}
"""pypinyin 0.55 has lei for lai, sho for shuo, t'oeh for tie, o for e."""


def test_wade_giles_is_as_pypinyin_has_it() -> None:
    """Without tones and signs over letters, which it leaves out."""
    plain = str.maketrans({"ê": "e", "ŭ": "u", "ʻ": "'", **dict.fromkeys("¹²³⁴")})
    for syllable in EVERY:
        if syllable[:-1] in INTERJECTIONS | FAULTS:
            continue
        ours = write(syllable, Style.WADE_GILES).translate(plain)
        theirs = convert(mark(syllable), Pypinyin.WADEGILES, strict=False)
        assert theirs.replace("v", "ü") == ours, syllable


def test_languages() -> None:
    assert [style.lang for style in Style] == [
        "zh-Latn-pinyin", "zh-Latn-pinyin", "zh-Bopo", "zh-Latn-wadegile"
    ]  # fmt: skip
    assert Style.ZHUYIN.hyphen == ""
