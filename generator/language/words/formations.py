"""Formations: words and phrases that grammar makes and no dictionary can list.

    numerals       三十 第一 三十多 3.5万        one word each
    doubled words  看看 干干净净                 one word each
    tried verbs    看一看 看了看 看了一看         their words apart
    questions      看不看 去没去 喜不喜欢         their words apart
    plurals        老人们 年轻人们               their words apart

Each is an edge for the segmenter's lattice, so that no word steals a character of it
(能 | 不 | 能, not 能 | 不能).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.language.characters import HAN
from generator.language.numerals import NONZERO, NUMERALS, TRADITIONAL

NUMERAL, ORDINAL, ABOUT = 300, 150, 200
"""Cost of a numeral in Han characters: `三十`, `第一`, `三十多`. All costs are in centibels."""
DIGITS = 700
"""Cost of two figures that are no number (统一 | 六国), as 三四 and 两三 are."""

DOUBLED_CHARACTER, DOUBLED_WORD = 120, 100
"""What doubling adds to the cost of a character (看看) or a word (干干净净)."""

APART = 100
"""What a tried verb or a question adds to the cost of its verb."""

_NUMBER = f"[{NUMERALS}{TRADITIONAL}]"
_UNIT = "(?!千[瓦克米伏卡帕赫焦升字周])"
"""No figure, but the beginning of a unit: 十千瓦."""
_NUMERALS = (
    (re.compile(rf"第{_NUMBER}+"), ORDINAL),
    (re.compile(rf"{_NUMBER}(?:{_UNIT}{_NUMBER})+"), NUMERAL),
    (
        re.compile(
            rf"(?:{_NUMBER}(?:{_UNIT}{_NUMBER})*|[0-9０-９]+(?:{_UNIT}{_NUMBER})*)[多余餘几幾]"
        ),
        ABOUT,
    ),
    (re.compile(rf"[0-9０-９]+(?:[.．][0-9０-９]+)?(?:{_UNIT}[百千万萬亿億兆])+"), ABOUT),
)

_TWO_FIGURES = re.compile(f"[零{NONZERO}两兩]{{2}}")
_NEIGHBOURS = "一二三四五六七八九 一两三 三五"
"""Two that stand beside each other here mean either: 三四 天."""

_DOUBLES = (
    "挥解看听走说想问尝摸闻读写练学跑坐站躺玩笑谈聊找等歇洗擦扫吹晒晃摇摆点敲拍打踢推拉试算数猜教帮管查"
    "见逛动跳唱画背补改讲翻搓揉捏抖眨挠催劝哄逗陪喂养遛捞挑瞧瞅望认比量称用开关转绕踩练泡煮炒烤"
    "长高红白黑黄绿蓝灰大小轻重慢快远近深浅厚薄细粗圆尖弯直斜平冷热暖凉软硬甜酸苦香臭胖瘦矮静满空"
    "湿亮暗早久好老新乖笨傻呆懒紧松密稀浓淡清齐弱美"
    "个条件张片句字朵层步处样事家天年座本页段代村户夜声粒块颗排队面根丝缕阵"
)
"""What is doubled of itself: verbs (看看), adjectives (长长), measures (条条)."""

_NO_VERB = f"的了是在和我他她你它{NUMERALS}几"
_DOUBLED = re.compile(rf"([{HAN}])\1(?:([{HAN}])\2)?")
_TRIED = re.compile(rf"([{HAN}])(?:一|了一?)\1")
_QUESTION = re.compile(rf"([{HAN}])[不没]\1([{HAN}]?)")

_PLURAL = re.compile(rf"(?=([{HAN}]{{1,2}}人)们)")


@dataclass(frozen=True, slots=True)
class Formation:
    """A stretch of text, what it costs whole, and where it is cut."""

    start: int
    end: int
    cost: float
    parts: tuple[str, ...] = ()


def formations(text: str, costs: Mapping[str, float]) -> Iterator[Formation]:
    """Every formation of simplified `text`, over the costs of words."""
    for pattern, cost in _NUMERALS:
        for match in pattern.finditer(text):
            odd = _TWO_FIGURES.fullmatch(match.group()) and match.group() not in _NEIGHBOURS
            yield Formation(match.start(), match.end(), DIGITS if odd else cost)
    yield from _doubled(text, costs)
    for match in _TRIED.finditer(text) if "一" in text or "了" in text else ():
        char = match[1]
        if char not in _NO_VERB:
            yield from _apart(match.start(), (char, *match.group()[1:]), costs)
    for match in _QUESTION.finditer(text) if "不" in text or "没" in text else ():
        char, negation, longer = match[1], match.group()[1], match[1] + match[2]
        if match[2] and longer in costs and char != match[2]:
            yield from _apart(match.start(), (char, negation, longer), costs)
        yield from _apart(match.start(), (char, negation, char), costs)
    for match in _PLURAL.finditer(text) if "人们" in text else ():
        if match[1] in costs:
            yield from _apart(match.start(), (match[1], "们"), costs, costs[match[1]])


def _doubled(text: str, costs: Mapping[str, float]) -> Iterator[Formation]:
    for match in _DOUBLED.finditer(text):
        first, second = match[1], match[2]
        start = match.start()
        if second and first != second and first + second in costs:
            yield Formation(start, start + 4, costs[first + second] + DOUBLED_WORD)
        for at, char in ((start, first), (start + 2, second)):
            if char and char in _DOUBLES and char in costs:
                yield Formation(at, at + 2, costs[char] + DOUBLED_CHARACTER)


def _apart(
    start: int, parts: tuple[str, ...], costs: Mapping[str, float], verb: float | None = None
) -> Iterator[Formation]:
    whole = "".join(parts)
    if verb is None:
        verb = costs.get(parts[-1])
    if whole not in costs and verb is not None:
        yield Formation(start, start + len(whole), verb + APART, parts)
