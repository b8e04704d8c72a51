"""Tone sandhi: the spoken syllables of a sentence, from its citation syllables.

GB/T 16159-2012 spells citation tones, and allows spoken tones in teaching. This module follows
the rules of the textbooks (黄伯荣、廖序东《现代汉语》; for chains of third tones Shih,
*The Prosodic Domain of Tone Sandhi in Chinese*, 1986):

1. The suffix 儿 (`r5`) is part of the syllable before it; the other rules skip it.
2. 一 is yī on its own, at the end of a word or before a pause, in numbers read digit by digit
   and in ordinals (第一, 一月). It is neutral inside 看一看. Otherwise it is yí before a fourth
   tone and before 个, and yì before the other tones.
3. 不 is bú before a fourth tone. Optionally it is neutral in 好不好 and in 看不见.
4. A third tone before a third tone becomes a second tone, from the closest boundary outwards:

       parts of a word    小·[老虎] 3 23       [展览]·馆 22 3
       words of a group   likewise, across the next wider boundary
       between words      words of one syllable pair from the left: [我想][买五]本 -> 23 23 3;
                          then feet are joined from the right, and a changed tone ends the chain

   No rule applies across a pause.

All functions are pure; tones are the digits of numbered syllables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct

from generator.language.numerals import DIGITS, HIGH_UNITS, UNITS
from generator.lazy_patterns import lazy_pattern


class Boundary(IntEnum):
    """The boundary before a syllable, from the closest to the widest."""

    NONE = 0
    PART = 1
    """Between two parts of one orthographic word: 小·老虎."""
    GROUP = 2
    """Between two orthographic words of one headword: 人工 智能."""
    WORD = 3
    PAUSE = 4
    """Punctuation, the start of the sentence, or text without a reading."""


class CitedSyllable(Struct, frozen=True, gc=False):
    """A character of a sentence with its citation syllable, empty where none is known."""

    char: str
    syllable: str
    boundary: Boundary


class SandhiRules(Struct, frozen=True):
    """The sandhi changes to make."""

    yi: bool = True
    bu: bool = True
    third: bool = True
    neutral_bu: bool = False
    """Whether 不 is neutral in 好不好 and 看不见."""
    erhua: bool = True
    """Whether 儿 `r5` is part of the syllable before it, rather than a syllable er5."""


DEFAULT_RULES = SandhiRules()


_YI_AND_BU = frozenset("一不")


def apply_sandhi(cited: Sequence[CitedSyllable], rules: SandhiRules = DEFAULT_RULES) -> list[str]:
    """Return the spoken syllables of a sentence, one for each given; capitals are kept."""
    out = [c.syllable for c in cited]
    if not rules.erhua:
        out = ["er5" if syllable == "r5" else syllable for syllable in out]
    indices = [at for at, syllable in enumerate(out) if syllable != "r5"]
    has_yi_or_bu = not _YI_AND_BU.isdisjoint([c.char for c in cited])
    for place, at in enumerate(indices) if has_yi_or_bu else ():
        char = cited[at].char
        if char not in _YI_AND_BU:
            continue
        before = indices[place - 1] if place else None
        after = indices[place + 1] if place + 1 < len(indices) else None
        if rules.yi and char == "一" and _tone(out[at]) == 1:
            out[at] = _with_tone(out[at], _tone_of_yi(cited, at, before, after))
        elif rules.bu and char == "不" and _tone(out[at]) == 4:
            out[at] = _with_tone(out[at], _tone_of_bu(cited, at, after, rules))
    if rules.third:
        for stretch in _split_at_pauses(cited, indices):
            _apply_third_tone_sandhi(cited, stretch, out)
    return out


_TONES = {str(tone): tone for tone in range(1, 6)}


def _tone(syllable: str) -> int:
    """Return the tone of a syllable, 0 if it has none."""
    return _TONES.get(syllable[-1:], 0)


def _with_tone(syllable: str, tone: int) -> str:
    return f"{syllable[:-1]}{tone}"


_DIGITS, _UNITS = frozenset(DIGITS), frozenset(UNITS)
_SIMPLIFIED = str.maketrans("萬億號樓級審線戰個", "万亿号楼级审线战个")
_AFTER_ORDINAL_YI = lazy_pattern("月|号|楼|等|级|流|线|战|审|期|季度|年级|把手")
"""Words before which 一 is an ordinal: 一月, 一楼, 一等, 一季度."""


def _tone_of_yi(
    cited: Sequence[CitedSyllable], at: int, before: int | None, after: int | None
) -> int:
    """Return the tone of the 一 at `at`, by rule 2; `before` and `after` are its neighbours."""
    if after is None or cited[after].boundary is Boundary.PAUSE:
        return 1
    starts_word = cited[at].boundary >= Boundary.GROUP
    ends_word = cited[after].boundary >= Boundary.GROUP
    left, following_two = "", cited[after : after + 2]
    if following_two[-1].boundary is Boundary.PAUSE:
        following_two = following_two[:1]
    right = "".join([c.char for c in following_two]).translate(_SIMPLIFIED)
    if before is not None and cited[at].boundary is not Boundary.PAUSE:
        left = cited[before].char.translate(_SIMPLIFIED)
    if left and left == right[0] and _is_reduplicated(cited, at):
        return 5
    in_number = not starts_word and (
        left in _DIGITS or (left in _UNITS and right[0] not in HIGH_UNITS)
    )
    if in_number or (ends_word and not starts_word) or (not ends_word and right[0] in DIGITS):
        return 1
    is_ordinal = _AFTER_ORDINAL_YI.match(right) and not (right[0] == "等" and ends_word)
    if left == "第" or is_ordinal or (left == "月" and right[0] == "日"):
        return 1
    following = _tone(cited[after].syllable)
    if following == 4 or right[0] == "个":
        return 2
    return 4 if following in (1, 2, 3) else 1


def _is_reduplicated(cited: Sequence[CitedSyllable], at: int) -> bool:
    """Whether 一 is inside a repeated verb: 看一看, not 一天一天."""
    return at < 2 or cited[at - 2].char != "一" or cited[at - 1].boundary is Boundary.PAUSE


_NO_COMPLEMENT = frozenset("一要莫岂无毫绝并从永再更也都就决还可若既而")
"""First characters of words in which 不 does not negate a complement: 要不是."""


def _tone_of_bu(
    cited: Sequence[CitedSyllable], at: int, after: int | None, rules: SandhiRules
) -> int:
    """Return the tone of the 不 at `at`, by rule 3."""
    if after is None or cited[after].boundary is Boundary.PAUSE:
        return 4
    if rules.neutral_bu and cited[at].boundary is not Boundary.PAUSE and at > 0:
        is_question = any(
            at >= size
            and [c.char for c in cited[at - size : at]]
            == [c.char for c in cited[at + 1 : at + 1 + size]]
            for size in (1, 2)
        )
        if is_question or _is_potential(cited, at):
            return 5
    return 2 if _tone(cited[after].syllable) == 4 else 4


def _is_potential(cited: Sequence[CitedSyllable], at: int) -> bool:
    """Whether 不 is the second of the three characters of a word: 看不见, 来不及."""
    bounds = [c.boundary for c in cited[at - 1 : at + 3]] + [Boundary.PAUSE]
    return (
        bounds[0] >= Boundary.WORD
        and max(bounds[1:3]) < Boundary.WORD
        and bounds[3] >= Boundary.WORD
        and cited[at - 1].char not in _NO_COMPLEMENT
    )


def _split_at_pauses(cited: Sequence[CitedSyllable], indices: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of the syllables between pauses; an unknown syllable is a pause too."""
    stretch: list[int] = []
    for at in indices:
        character = cited[at]
        if stretch and (not character.syllable or character.boundary is Boundary.PAUSE):
            yield stretch
            stretch = []
        if character.syllable:
            stretch.append(at)
    yield stretch


def _apply_third_tone_sandhi(
    cited: Sequence[CitedSyllable], stretch: list[int], out: list[str]
) -> None:
    """Apply rule 4, in place, to the syllables between two pauses."""
    tones = "".join([out[at][-1] for at in stretch])
    if "33" not in tones and "35" not in tones:
        return
    units = [[at] for at in stretch]
    boundaries = {cited[at].boundary for at in stretch}
    for boundary in (Boundary.NONE, Boundary.PART, Boundary.GROUP):
        if boundary in boundaries:
            units = _merge_units(
                units, [cited[unit[0]].boundary <= boundary for unit in units], cited, out
            )
    feet: list[bool] = []
    for index, unit in enumerate(units):
        feet.append(index > 0 and not feet[-1] and len(unit) == 1 == len(units[index - 1]))
    units = _merge_units(units, feet, cited, out)
    for left, right in reversed(list(pairwise(units))):
        _change_third_tone(left[-1], right[0], cited, out)


def _merge_units(
    units: list[list[int]], joined: Sequence[bool], cited: Sequence[CitedSyllable], out: list[str]
) -> list[list[int]]:
    """Merge each unit that is `joined` with the unit before it, changing the tones between."""
    merged: list[list[int]] = []
    for unit, is_joined in zip(units, joined, strict=True):
        if merged and is_joined:
            _change_third_tone(merged[-1][-1], unit[0], cited, out)
            merged[-1] = merged[-1] + unit
        else:
            merged.append(list(unit))
    return merged


_KINSHIP_TERMS = frozenset("姐奶姥嫂婶宝")
"""Kinship terms, which keep the third tone before a neutral tone: 姐姐 jiějie, 想想 xiángxiang."""


def _change_third_tone(
    left: int, right: int, cited: Sequence[CitedSyllable], out: list[str]
) -> None:
    """Make the third tone at `left` a second tone, in place, if `right` requires it."""
    if not out[left].endswith("3"):
        return
    if out[right].endswith("3") or (
        out[right].endswith("5")  # a third tone once, if the character is repeated
        and cited[right].boundary is Boundary.NONE
        and cited[left].char == cited[right].char
        and cited[left].char not in _KINSHIP_TERMS
    ):
        out[left] = _with_tone(out[left], 2)
