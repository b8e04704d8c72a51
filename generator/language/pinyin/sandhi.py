"""Tone sandhi: from the citation syllables of a sentence to the syllables as they are spoken.

GB/T 16159-2012 spells citation tones and lets teaching spell the spoken ones. This module does
so by the rules of the textbooks (黄伯荣、廖序东《现代汉语》; for chains of third tones Shih,
*The Prosodic Domain of Tone Sandhi in Chinese*, 1986):

1. 儿 as a suffix (`r5`) colours the syllable before it and is passed over by what follows.
2. 一 keeps yī alone, at the end of a word or a stretch, in numbers read by digits and in
   ordinals (第一, 一月); it is neutral inside 看一看; else yí before a fourth tone (and before
   个), yì before the others.
3. 不 is bú before a fourth tone. As an option it is neutral in 好不好 and in 看不见.
4. A third tone before a third tone becomes a second, from the inside out:

       parts of a word    小·[老虎] 3 23       [展览]·馆 22 3
       words of a group   the next boundary out, and so on
       between words      words of one syllable pair from the left: [我想][买五]本 -> 23 23 3,
                          then the feet meet, from the right: what has changed stops the chain

   Nothing reaches across a pause.

All functions are pure; tones are the digits of numbered syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from generator.language.numerals import DIGITS, HIGH_UNITS, UNITS


class Bound(IntEnum):
    """What stands before a syllable, from the closest to the widest."""

    NONE = 0
    PART = 1
    """Two parts of one orthographic word: 小·老虎."""
    GROUP = 2
    """Two orthographic words of one unit of look-up: 人工 智能."""
    WORD = 3
    PAUSE = 4
    """Punctuation, the beginning of the sentence, or what is not read."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A character of a sentence with its citation syllable, empty where none is known."""

    char: str
    syllable: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Rules:
    """Which changes are made."""

    yi: bool = True
    bu: bool = True
    third: bool = True
    neutral_bu: bool = False
    """Whether 不 loses its tone in 好不好 and 看不见."""
    erhua: bool = True
    """Whether 儿 `r5` belongs to the syllable before it; otherwise it is one of its own, er5."""


DEFAULT = Rules()


def spoken(cited: Sequence[Cited], rules: Rules = DEFAULT) -> list[str]:
    """The syllables of a sentence as spoken, one for each given, with capitals kept."""
    out = [c.syllable for c in cited]
    if not rules.erhua:
        out = ["er5" if syllable == "r5" else syllable for syllable in out]
    said = [at for at, syllable in enumerate(out) if syllable != "r5"]
    for at, before, after in zip(said, [None, *said], [*said[1:], None], strict=False):
        char = cited[at].char
        if rules.yi and char == "一" and _tone(out[at]) == 1:
            out[at] = _with_tone(out[at], _tone_of_yi(cited, at, before, after))
        elif rules.bu and char == "不" and _tone(out[at]) == 4:
            out[at] = _with_tone(out[at], _tone_of_bu(cited, at, after, rules))
    if rules.third:
        for stretch in _stretches(cited, said):
            _third_tones(cited, stretch, out)
    return out


def _tone(syllable: str) -> int:
    return int(syllable[-1]) if syllable[-1:] in tuple("12345") else 0


def _with_tone(syllable: str, tone: int) -> str:
    return f"{syllable[:-1]}{tone}"


_DIGITS, _UNITS = frozenset(DIGITS), frozenset(UNITS)
_SIMPLIFIED = str.maketrans("萬億號樓級審線戰個", "万亿号楼级审线战个")
_ORDINAL = re.compile("月|号|楼|等|级|流|线|战|审|期|季度|年级|把手")
"""What makes 一 before it mean the first: 一月, 一楼, 一等, 一季度."""


def _tone_of_yi(cited: Sequence[Cited], at: int, before: int | None, after: int | None) -> int:
    if after is None or cited[after].bound is Bound.PAUSE:
        return 1
    opens, closes = cited[at].bound >= Bound.GROUP, cited[after].bound >= Bound.GROUP
    left, right = "", "".join(c.char for c in cited[after : after + 2]).translate(_SIMPLIFIED)
    if before is not None and cited[at].bound is not Bound.PAUSE:
        left = cited[before].char.translate(_SIMPLIFIED)
    if left and left == right[0] and _is_reduplicated(cited, at):
        return 5
    in_number = not opens and (left in _DIGITS or (left in _UNITS and right[0] not in HIGH_UNITS))
    if in_number or (closes and not opens) or (not closes and right[0] in DIGITS):
        return 1
    is_ordinal = _ORDINAL.match(right) and not (right[0] == "等" and closes)
    if left == "第" or is_ordinal or (left == "月" and right[0] == "日"):
        return 1
    following = _tone(cited[after].syllable)
    if following == 4 or right[0] == "个":
        return 2
    return 4 if following in (1, 2, 3) else 1


def _is_reduplicated(cited: Sequence[Cited], at: int) -> bool:
    """Whether 一 stands inside a verb said twice: 看一看, not 一天一天."""
    return at < 2 or cited[at - 2].char != "一" or cited[at - 1].bound is Bound.PAUSE


_NO_COMPLEMENT = frozenset("一要莫岂无毫绝并从永再更也都就决还可若既而")
"""What 不 follows inside a word of three characters without being a complement's: 要不是."""


def _tone_of_bu(cited: Sequence[Cited], at: int, after: int | None, rules: Rules) -> int:
    if after is None or cited[after].bound is Bound.PAUSE:
        return 4
    if rules.neutral_bu and cited[at].bound is not Bound.PAUSE and at > 0:
        asked = any(
            at >= size
            and [c.char for c in cited[at - size : at]]
            == [c.char for c in cited[at + 1 : at + 1 + size]]
            for size in (1, 2)
        )
        if asked or _is_potential(cited, at):
            return 5
    return 2 if _tone(cited[after].syllable) == 4 else 4


def _is_potential(cited: Sequence[Cited], at: int) -> bool:
    """Whether 不 is the middle of a word of three characters: 看不见, 来不及."""
    bounds = [c.bound for c in cited[at - 1 : at + 3]] + [Bound.PAUSE]
    return (
        bounds[0] >= Bound.WORD
        and max(bounds[1:3]) < Bound.WORD
        and bounds[3] >= Bound.WORD
        and cited[at - 1].char not in _NO_COMPLEMENT
    )


def _stretches(cited: Sequence[Cited], said: Sequence[int]) -> Iterator[list[int]]:
    """The places of the syllables between pauses; one that is not known is a pause too."""
    stretch: list[int] = []
    for at in said:
        if not cited[at].syllable or cited[at].bound is Bound.PAUSE:
            yield stretch
            stretch = []
        if cited[at].syllable:
            stretch.append(at)
    yield stretch


def _third_tones(cited: Sequence[Cited], stretch: list[int], out: list[str]) -> None:
    """Rule 4, in place, for the syllables of one stretch."""
    if not any(out[at][-1] == "3" and out[after][-1] in "35" for at, after in pairwise(stretch)):
        return
    units = [[at] for at in stretch]
    for bound in (Bound.NONE, Bound.PART, Bound.GROUP):
        units = _meet(units, [cited[unit[0]].bound <= bound for unit in units], cited, out)
    feet: list[bool] = []
    for index, unit in enumerate(units):
        feet.append(index > 0 and not feet[-1] and len(unit) == 1 == len(units[index - 1]))
    units = _meet(units, feet, cited, out)
    for left, right in reversed(list(pairwise(units))):
        _change(left[-1], right[0], cited, out)


def _meet(
    units: list[list[int]], joined: Sequence[bool], cited: Sequence[Cited], out: list[str]
) -> list[list[int]]:
    """Put units together where `joined` says that one belongs to the unit before it."""
    merged: list[list[int]] = []
    for unit, belongs in zip(units, joined, strict=True):
        if merged and belongs:
            _change(merged[-1][-1], unit[0], cited, out)
            merged[-1] = merged[-1] + unit
        else:
            merged.append(list(unit))
    return merged


_KIN = frozenset("姐奶姥嫂婶宝")
"""姐姐 jiějie keeps its third tone before what has lost its own; 想想 xiángxiang does not."""


def _change(left: int, right: int, cited: Sequence[Cited], out: list[str]) -> None:
    if _tone(out[left]) != 3:
        return
    again = cited[left].char == cited[right].char and cited[left].char not in _KIN
    lost = _tone(out[right]) == 5 and cited[right].bound is Bound.NONE and again
    if _tone(out[right]) == 3 or lost:
        out[left] = _with_tone(out[left], 2)
