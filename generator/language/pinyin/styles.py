"""Other spellings of Mandarin: pinyin with digits, Zhuyin and Wade-Giles.

Every style is written from the same numbered syllables as pinyin with tone marks:

    marks        yánjiū      shì'ér      huār
    numbers      yan2jiu1    shi4er2     hua1r5
    zhuyin       ㄧㄢˊ ㄐㄧㄡ   ㄕˋ ㄦˊ      ㄏㄨㄚㄦ     tone marks behind, ˙ in front
    wade-giles   yen²-chiu¹  shih⁴-êrh²  hua¹-ʼrh   the neutral tone bare
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from generator.language.pinyin.syllables import is_syllable, join, mark


class Style(StrEnum):
    """How a reading is spelt."""

    MARKS = "marks"
    NUMBERS = "numbers"
    ZHUYIN = "zhuyin"
    WADE_GILES = "wade-giles"

    @property
    def lang(self) -> str:
        """The BCP 47 tag of what is spelt in it."""
        return _LANG[self]

    @property
    def hyphen(self) -> str:
        """What stands between the halves of 引人注目; Zhuyin knows no hyphens."""
        return "" if self is Style.ZHUYIN else "-"


class Erhua(StrEnum):
    """How the suffix 儿 is spelt that colours the syllable before it."""

    JOINED = "joined"
    """As one syllable with it, as the standard has it: `yīdiǎnr`."""
    APART = "apart"
    """As a syllable of its own: `yīdiǎn'er`."""
    OFF = "off"
    """Not at all, as where nobody says it: `yīdiǎn`."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the readings of a text are spelt."""

    style: Style = Style.MARKS
    sandhi: bool = False
    """Whether tones are those of the sentence as it is spoken."""
    erhua: Erhua = Erhua.JOINED
    sentence_capitals: bool = False
    """Whether a sentence begins with a capital, as GB/T 16159-2012 has it."""
    numbers: bool = False
    """Whether numbers in figures are read out."""
    he_as_han: bool = False
    """Whether the Taiwan edition reads 和 between words as hàn."""


_LANG = {
    Style.MARKS: "zh-Latn-pinyin",
    Style.NUMBERS: "zh-Latn-pinyin",
    Style.ZHUYIN: "zh-Bopo",
    Style.WADE_GILES: "zh-Latn-wadegile",
}


def write(syllable: str, style: Style) -> str:
    """One numbered syllable in a style; what is no syllable stays as it is."""
    return _WRITERS[style](syllable) if is_syllable(syllable) else syllable


def join_in(syllables: Sequence[str], style: Style) -> str:
    """Numbered syllables as one orthographic word in a style."""
    if style is Style.MARKS:
        return join(syllables)
    if style is Style.NUMBERS:
        return "".join(syllables)
    out = ""
    for syllable in filter(None, syllables):
        suffix = style is Style.ZHUYIN and syllable == "r5"
        between = "" if not out or suffix else " " if style is Style.ZHUYIN else "-"
        out += between + write(syllable, style)
    return out


def _split(letters: str) -> tuple[str, str]:
    """The initial and the final as pinyin writes them, ü always ü: `ju` -> `j`, `ü`."""
    found = re.fullmatch(r"([zcs]h|[bpmfdtnlgkhjqxrzcsyw]?)(.+)", letters)
    assert found is not None
    initial, final = found[1], found[2]
    if initial in ("j", "q", "x", "y") and final.startswith("u"):
        final = f"ü{final[1:]}"
    return initial, final


_ZHUYIN_INITIALS = dict(
    zip(
        "b p m f d t n l g k h j q x zh ch sh r z c s".split(),
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
        strict=True,
    )
)
_ZHUYIN_RIMES = dict(
    zip("a o e ê ai ei ao ou an en ang eng".split(), "ㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥ", strict=True)
)
_ZHUYIN_FINALS = {
    **_ZHUYIN_RIMES,
    "i": "ㄧ", "ie": "ㄧㄝ", "iu": "ㄧㄡ", "in": "ㄧㄣ", "ing": "ㄧㄥ", "iong": "ㄩㄥ",
    "u": "ㄨ", "ui": "ㄨㄟ", "un": "ㄨㄣ", "ong": "ㄨㄥ",
    "ü": "ㄩ", "üe": "ㄩㄝ", "üan": "ㄩㄢ", "ün": "ㄩㄣ",
    **{f"i{rime}": f"ㄧ{_ZHUYIN_RIMES[rime]}" for rime in "a o ai ao ou an ang".split()},
    **{
        f"u{rime}": f"ㄨ{_ZHUYIN_RIMES[rime]}"
        for rime in "a o ai ei an en ang eng".split()
    },
}  # fmt: skip
_ZHUYIN_WHOLE = {
    "er": "ㄦ",
    "r": "ㄦ",
    "m": "ㄇ",
    "n": "ㄋ",
    "ng": "ㄫ",
    "hm": "ㄏㄇ",
    "hng": "ㄏㄫ",
}
_ZHUYIN_TONES = {"1": "", "2": "ˊ", "3": "ˇ", "4": "ˋ"}
_BUZZED = ("zh", "ch", "sh", "r", "z", "c", "s")
"""The initials whose `i` is no vowel of its own."""


@cache
def _bare_zhuyin(letters: str) -> str:
    if letters in _ZHUYIN_WHOLE:
        return _ZHUYIN_WHOLE[letters]
    initial, final = _split(letters)
    if initial == "w":
        return _ZHUYIN_FINALS["u" if final == "u" else f"u{final}"]
    if initial == "y":
        plain = final[0] in "iü"
        return _ZHUYIN_FINALS[final if plain else f"i{final}"]
    if initial in _BUZZED and final == "i":
        return _ZHUYIN_INITIALS[initial]
    return _ZHUYIN_INITIALS.get(initial, "") + _ZHUYIN_FINALS[final]


def _zhuyin(syllable: str) -> str:
    letters, tone = syllable[:-1].lower(), syllable[-1]
    bare = _bare_zhuyin(letters)
    if letters == "r":
        return bare
    return f"˙{bare}" if tone in "05" else bare + _ZHUYIN_TONES[tone]


_ASPIRATED = "\u02bb"
_WADE_INITIALS = {
    "b": "p", "p": f"p{_ASPIRATED}", "d": "t", "t": f"t{_ASPIRATED}", "g": "k",
    "k": f"k{_ASPIRATED}", "j": "ch", "q": f"ch{_ASPIRATED}", "x": "hs", "zh": "ch",
    "ch": f"ch{_ASPIRATED}", "r": "j", "z": "ts", "c": f"ts{_ASPIRATED}",
}  # fmt: skip
_WADE_FINALS = {
    "ian": "ien", "ie": "ieh", "üe": "üeh", "ong": "ung", "iong": "iung", "uo": "o", "e": "ê",
    "en": "ên", "eng": "êng", "ê": "eh",
}  # fmt: skip
_WADE_WHOLE = {
    "er": "êrh", "r": "\u02bcrh", "zi": "tzŭ", "ci": f"tz{_ASPIRATED}ŭ", "si": "ssŭ", "yi": "i",
    "you": "yu", "yan": "yen", "ye": "yeh", "ge": "ko", "ke": f"k{_ASPIRATED}o", "he": "ho",
    "guo": "kuo", "kuo": f"k{_ASPIRATED}uo", "huo": "huo", "shuo": "shuo", "gui": "kuei",
    "kui": f"k{_ASPIRATED}uei", "m": "m", "n": "n", "ng": "ng", "hm": "hm", "hng": "hng",
}  # fmt: skip
_SUPERSCRIPTS = {"1": "¹", "2": "²", "3": "³", "4": "⁴"}


@cache
def _bare_wade_giles(letters: str) -> str:
    if letters in _WADE_WHOLE:
        return _WADE_WHOLE[letters]
    initial, final = _split(letters)
    if initial in _BUZZED and final == "i":
        return f"{_WADE_INITIALS.get(initial, initial)}ih"
    return _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final)


def _wade_giles(syllable: str) -> str:
    bare = _bare_wade_giles(syllable[:-1].lower())
    if syllable[0].isupper():
        bare = bare[:1].upper() + bare[1:]
    return bare + _SUPERSCRIPTS.get(syllable[-1], "")


_WRITERS: Mapping[Style, Callable[[str], str]] = {
    Style.MARKS: mark,
    Style.NUMBERS: str,
    Style.ZHUYIN: lru_cache(maxsize=8192)(_zhuyin),
    Style.WADE_GILES: lru_cache(maxsize=8192)(_wade_giles),
}
