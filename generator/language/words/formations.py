"""Formations: words and phrases that are formed by grammar and that no dictionary can list.

    numerals         三十 第一 三点五 3.5万        one word
    reduplications   看看 干干净净                 one word
    tentative verbs  看一看 看了看 看了一看         several words
    A-not-A forms    看不看 去没去 喜不喜欢         several words
    plurals          老人们 年轻人们               several words

Each is an edge of the segmenter's lattice, which keeps other words from taking one of its
characters (能 | 不 | 能, not 能 | 不能).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from operator import eq

from msgspec import Struct

from generator.language.characters import HAN
from generator.language.numerals import DIGITS, NONZERO, NUMERALS, TRADITIONAL
from generator.language.tables import read_groups
from generator.lazy_patterns import lazy_pattern

NUMERAL_COST, ORDINAL_COST, APPROXIMATION_COST = 300, 150, 200
"""The cost of a numeral in Han characters: `三十`, `第一`, `三十多`. All costs are in centibels."""
DECIMAL_COST = 250
"""The cost of a decimal number in Han characters: `三点五`."""
HUNDREDS_COST = 100
"""The cost of hundreds before 度, whose last character would otherwise be that of 百度."""
DIGIT_PAIR_COST = 700
"""The cost of two digits that are not a number (统一 | 六国), unlike 三四 and 两三."""

DOUBLED_CHARACTER_COST, DOUBLED_WORD_COST = 120, 100
"""The cost of reduplication, added to that of the character (看看) or word (干干净净)."""

SPLIT_FORMATION_COST = 100
"""The cost of a formation of several words, added to that of its last word."""

_NUMBER = f"[{NUMERALS}{TRADITIONAL}]"
_UNIT = f"(?:(?<=[万亿萬億][{NONZERO}两兩])|(?!千[瓦克米伏卡帕赫焦升字周]))"
"""Excludes characters that begin a unit of measurement: 十千瓦, but not 一万一千 | 米."""
_NUMERALS = (
    (re.compile(rf"第{_NUMBER}+"), ORDINAL_COST),
    (lazy_pattern(rf"{_NUMBER}(?:{_UNIT}{_NUMBER})+"), NUMERAL_COST),
    (lazy_pattern(r"[几幾数數][十百千][万萬亿億]+"), APPROXIMATION_COST),
    (re.compile(rf"{_NUMBER}{{1,8}}百(?=度(?!一下|百科|知道))"), HUNDREDS_COST),
    (
        lazy_pattern(
            rf"(?:(?<!{_NUMBER}){_NUMBER}|(?<![0-9０-９.．])[0-9０-９]++(?:[.．][0-9０-９]++)?)"
            rf"(?:{_UNIT}{_NUMBER})*+[多余餘几幾]"
        ),
        APPROXIMATION_COST,
    ),
    (
        lazy_pattern(
            rf"(?<![0-9０-９])[0-9０-９]++(?:[.．][0-9０-９]++)?(?:{_UNIT}[百千万萬亿億兆])+"
        ),
        APPROXIMATION_COST,
    ),
)

_DECIMAL = (
    rf"(?<!{_NUMBER}){_NUMBER}{{1,5}}[点點][{DIGITS}]++(?![十分刻点點])"
    rf"(?:[万亿萬億]+[多余餘]?|(?=[级級倍米公千度个個元人斤吨噸次平]))"
    rf"|(?<=分之){_NUMBER}{{1,5}}[点點][{DIGITS}]++"
)
"""Not a time of day: 三点五分, 三点一刻; but 百分之三点五."""

_DIGIT = f"{NUMERALS}{TRADITIONAL}0-9０-９"
_NUMERAL_BEGINNING = re.compile(f"[第几幾数數{_DIGIT}][{_DIGIT}多余餘几幾.．兆]")
"""Matches the first two characters of a numeral."""

_DIGIT_PAIR = re.compile(f"[零{NONZERO}两兩]{{2}}")
_NEIGHBOURS = "一二三四五六七八九 一两三 三五"
"""Two digits that are neighbours here are an approximate number: 三四 天."""

_REDUPLICATED = read_groups("words/doubled.tsv")["doubled"]
"""Characters that are reduplicated: verbs (看看), adjectives (长长), measure words (条条)."""

_NOT_VERBS = f"的了是在和我他她你它{NUMERALS}几年月天日次步个件样层级代"
_DOUBLED = rf"([{HAN}])\1(?:([{HAN}])\2)?"
_TENTATIVE_VERB = rf"([{HAN}])(?:一|了一?)\1"
_A_NOT_A = rf"([{HAN}])[不没]\1([{HAN}]?)"
_PLURAL = rf"(?=((?![使令让叫受给有被把对为与和]|[{HAN}][前后时天年月日里间在])[{HAN}]{{1,2}}人)们)"
"""A verb before 人们 is a word of its own, and so is a time: 使 | 人们, 以前 | 人们."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that few sentences need; classes of Han characters take a millisecond."""
    return re.compile(pattern)


class Formation(Struct, frozen=True):
    """A formation in a text, with the cost of its edge."""

    start: int
    end: int
    cost: float
    parts: tuple[str, ...] = ()
    """The words that it is split into; none if it is one word."""


def find_formations(text: str, costs: Mapping[str, float]) -> Iterator[Formation]:
    """Yield all formations of simplified `text`; `costs` has the costs of words."""
    for pattern, cost in _NUMERALS if _NUMERAL_BEGINNING.search(text) else ():
        for match in pattern.finditer(text):
            is_pair = _DIGIT_PAIR.fullmatch(match.group()) and match.group() not in _NEIGHBOURS
            yield Formation(match.start(), match.end(), DIGIT_PAIR_COST if is_pair else cost)
    for match in _compiled(_DECIMAL).finditer(text) if "点" in text or "點" in text else ():
        yield Formation(match.start(), match.end(), DECIMAL_COST)
    yield from _reduplications(text, costs)
    for match in _compiled(_TENTATIVE_VERB).finditer(text) if "一" in text or "了" in text else ():
        char = match[1]
        if char not in _NOT_VERBS:
            yield from _split_formation(match.start(), (char, *match.group()[1:]), costs)
    for match in _compiled(_A_NOT_A).finditer(text) if "不" in text or "没" in text else ():
        char, negation, longer = match[1], match.group()[1], match[1] + match[2]
        if match.group() == "得不得了":
            continue  # 高兴 | 得 | 不得了
        if match[2] and longer in costs and char != match[2]:
            yield from _split_formation(match.start(), (char, negation, longer), costs)
        yield from _split_formation(match.start(), (char, negation, char), costs)
    for match in _compiled(_PLURAL).finditer(text) if "人们" in text else ():
        if match[1] in costs:
            yield from _split_formation(match.start(), (match[1], "们"), costs, costs[match[1]])


def _reduplications(text: str, costs: Mapping[str, float]) -> Iterator[Formation]:
    if not any(map(eq, text, text[1:])):
        return
    for match in _compiled(_DOUBLED).finditer(text):
        first, second = match[1], match[2]
        start = match.start()
        if second and first != second and first + second in costs:
            yield Formation(start, start + 4, costs[first + second] + DOUBLED_WORD_COST)
        for at, char in ((start, first), (start + 2, second)):
            if char and char in _REDUPLICATED and char in costs:
                yield Formation(at, at + 2, costs[char] + DOUBLED_CHARACTER_COST)


def _split_formation(
    start: int, parts: tuple[str, ...], costs: Mapping[str, float], cost: float | None = None
) -> Iterator[Formation]:
    """Yield a formation of several words, unless it is a headword; `cost` is that of its base."""
    whole = "".join(parts)
    if cost is None:
        cost = costs.get(parts[-1])
    if whole not in costs and cost is not None:
        yield Formation(start, start + len(whole), cost + SPLIT_FORMATION_COST, parts)
