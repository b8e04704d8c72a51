"""Readings of numbers in figures: 2023年 èr líng èr sān nián, 3.5% bǎi fēn zhī sān diǎn wǔ.

1. At each offset where a number may begin, the patterns of `_PATTERNS` are tried in order: dates,
   times, telephone numbers, years, ranges, fractions, percentages, sums of money, measures, plain
   numbers.
2. A match yields one or more `NumberPiece`s: a range of the text with the characters that it is
   read as. `3-5天` has three, 三 到 五, each over its own figures.
3. Integers are read in groups of 万 and 亿. 2 is read 两 before a measure word, and before 千, 万
   and 亿 at the beginning, otherwise 二.

Other characters have readings of their own and are not part of a piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.language.numerals import (
    DIGITS,
    HIGH_UNITS,
    NUMERALS,
    UNITS,
    write_digits,
    write_integer,
    write_number,
)
from generator.language.orthography.hyphenation import find_separators
from generator.model import Separator

SpokenCharacter = tuple[str, str]
"""A character of a spoken number, with its numbered syllable."""


@dataclass(frozen=True, slots=True)
class NumberPiece:
    """A range of a text with the characters that it is read as."""

    start: int
    end: int
    characters: tuple[SpokenCharacter, ...]


_SYLLABLES = {
    "零": "ling2", "一": "yi1", "二": "er4", "两": "liang3", "三": "san1", "四": "si4", "五": "wu3",
    "六": "liu4", "七": "qi1", "八": "ba1", "九": "jiu3", "十": "shi2", "百": "bai3", "千": "qian1",
    "万": "wan4", "亿": "yi4", "点": "dian3", "分": "fen1", "之": "zhi1", "到": "dao4", "比": "bi3",
    "负": "fu4", "年": "nian2", "月": "yue4", "日": "ri4", "时": "shi2", "秒": "miao3",
    "美": "mei3", "元": "yuan2", "欧": "ou1", "英": "ying1", "镑": "bang4", "公": "gong1",
    "里": "li3", "米": "mi3", "厘": "li2", "毫": "hao2", "斤": "jin1", "克": "ke4", "吨": "dun1",
    "升": "sheng1", "摄": "she4", "氏": "shi4", "度": "du4", "小": "xiao3", "钟": "zhong1",
    "平": "ping2", "方": "fang1", "瓦": "wa3", "每": "mei3", "正": "zheng4", "乘": "cheng2",
    "纳": "na4", "微": "wei1",
}  # fmt: skip
_UNITS = {
    "km": "公里", "m": "米", "cm": "厘米", "mm": "毫米", "kg": "公斤", "g": "克", "mg": "毫克",
    "t": "吨", "L": "升", "l": "升", "mL": "毫升", "ml": "毫升", "℃": "摄氏度", "°C": "摄氏度",
    "°": "度", "h": "小时", "min": "分钟", "s": "秒", "m²": "平方米", "km²": "平方公里",
    "nm": "纳米", "μm": "微米", "kW": "千瓦", "kWh": "千瓦时", "W": "瓦",
}  # fmt: skip
_MONEY = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_SIMPLIFIED = str.maketrans(
    "０１２３４５６７８９．％，：／萬億個種輛臺條張隻歲週號樓級點間項場層頁雙對訂撥話線後",
    "0123456789.%,:/万亿个种辆台条张只岁周号楼级点间项场层页双对订拨话线后",
)

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_DASH = "[-–—~～－]"
_BEFORE_LIANG = re.compile(
    "个(?!位)|[名位家只条张本辆台种天周岁次倍万亿千项场层套座间件部份笔架艘颗粒段句页杯瓶碗双对支股人元块毛吨公米克斤分秒]"
    "|年(?!级)|点|小时"
)
"""Text before which 2 is 两: measure words and powers of ten; not 2月, 2号, 2楼, 2年级."""

_GroupReadings = Sequence[tuple[int, str]]
"""The numbers of the groups of a match, with the characters that each is read as."""


def _date(match: re.Match[str]) -> _GroupReadings:
    day = f"{write_number(str(int(match[5])))}日"
    month = write_number(str(int(match[3])))
    return [(1, write_digits(match[1])), (2, "年"), (3, month), (4, "月"), (5, day)]


def _time(match: re.Match[str]) -> _GroupReadings:
    hour, minute, second = int(match[2]), int(match[3]), match[4]
    out = f"{write_integer(str(hour), liang=True)}点"
    if minute or second:
        out += f"{'零' if 0 < minute < 10 else ''}{write_integer(str(minute))}分"
    if second:
        out += f"{'零' if 0 < int(second) < 10 else ''}{write_integer(second)}秒"
    return [(1, out)]


def _by_digits(match: re.Match[str]) -> _GroupReadings:
    return [(at, write_digits(found)) for at, found in enumerate(match.groups(), 1) if found]


def _years(match: re.Match[str]) -> _GroupReadings:
    return [(1, write_digits(match[1])), (2, "到"), (3, write_digits(match[3]))]


def _ratio(match: re.Match[str]) -> _GroupReadings:
    return [(1, f"{write_number(match[2])}比{write_number(match[3])}")]


def _fraction(match: re.Match[str]) -> _GroupReadings:
    return [(1, f"{write_number(match[3])}分之{write_number(match[2])}")]


_PER = {"%": "百分之", "‰": "千分之"}


def _per_cent(match: re.Match[str]) -> _GroupReadings:
    return [*_minus(match), (2, _PER[match[4]] + write_number(match[3]))]


def _range_per_cent(match: re.Match[str]) -> _GroupReadings:
    return [(1, _PER[match[4]] + write_number(match[1])), (2, "到"), (3, write_number(match[5]))]


def _two_per_cents(match: re.Match[str]) -> _GroupReadings:
    low, high = (f"百分之{write_number(match[at])}" for at in (2, 5))
    return [(1, low), (3, "到"), (4, high)]


def _range(match: re.Match[str]) -> _GroupReadings:
    low, high = (float(match[at].replace(",", "")) for at in (1, 3))
    liang = _BEFORE_LIANG.match(match.string, match.end()) is not None
    between = "到" if low < high else "比"
    return [(1, write_number(match[1])), (2, between), (3, write_number(match[3], liang=liang))]


def _money(match: re.Match[str]) -> _GroupReadings:
    amount = write_number(match[3], liang=True)
    has_unit = re.match(f"[{HIGH_UNITS}]", match.string[match.end() :])
    return [(1, amount if has_unit else amount + _MONEY[match[2]])]


def _minus(match: re.Match[str]) -> _GroupReadings:
    return [(1, {"±": "正负"}.get(match[1], "负"))] if match[1] else []


def _measure(match: re.Match[str]) -> _GroupReadings:
    amount = write_number(match[2], liang=not match[1])
    return [*_minus(match), (2, amount), (3, _UNITS[match[3]])]


def _speed(match: re.Match[str]) -> _GroupReadings:
    return [(1, f"每小时{write_number(match[2], liang=True)}公里")]


def _plain(match: re.Match[str]) -> _GroupReadings:
    after = match.string[match.end() :]
    ordinal = match.string[: match.start()].endswith("第")
    liang = _BEFORE_LIANG.match(after) is not None and not ordinal
    return [*_minus(match), (2, write_number(match[2], liang=liang))]


def _points(match: re.Match[str]) -> _GroupReadings:
    return [(1, "点".join(map(write_digits, match[1].split("."))))]


def _product(match: re.Match[str]) -> _GroupReadings:
    return [(1, write_number(match[1])), (2, "乘"), (3, write_number(match[3]))]


_SIGN = r"((?<![\w.%℃)）])[-−±](?=\d))?"
_SIGN_BEFORE_UNIT = r"((?<![A-Za-z\d_.%℃)）])[-−±](?=\d))?"
"""After a word, a minus before a plain number is a dash (附录-5), but not with a unit."""
_MEASURES = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_PATTERNS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], _GroupReadings]]] = [
    (re.compile(pattern), read)
    for pattern, read in [
        (r"(\d{4})([-/.])(\d{1,2})(\2)(\d{1,2})(?![\d年])", _date),
        (r"(\d+(?:\.\d+){2,})(?![A-Za-z\d])", _points),
        (r"(([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?)(?![:\d])", _time),
        (rf"(({_NUMBER}):({_NUMBER}))", _ratio),
        (r"(1[3-9]\d{9})(?!\d)", _by_digits),
        (r"(0\d{2,3})-(\d{7,8})(?!\d)", _by_digits),
        (r"([48]00)-(\d{3})-(\d{4})(?!\d)", _by_digits),
        (r"(?<=拨打)(\d{3,8})(?!\d)|(?<=[电话热线])(\d{3,8})(?!\d)", _by_digits),
        (rf"(\d{{4}})({_DASH})(\d{{4}})(?=年)", _years),
        (rf"(1\d{{3}}|20\d\d)({_DASH})(1\d{{3}}|20\d\d)(?![\d,.])", _years),
        (r"(\d{4})(?=[学财]?年(?![前来间])|[至到]\d{4}年)", _by_digits),
        (r"(\d0)(?=后(?![来面续]))|(\d[1-9])(?=折)", _by_digits),
        (rf"({_NUMBER})({_DASH})((?=.*?([%‰]))({_NUMBER})[%‰])", _range_per_cent),
        (rf"(({_NUMBER})%)({_DASH})(({_NUMBER})%)", _two_per_cents),
        (r"((\d+)/(\d+))(?![\d/])", _fraction),
        (rf"{_SIGN_BEFORE_UNIT}(({_NUMBER})([%‰]))", _per_cent),
        (rf"(({'|'.join(map(re.escape, _MONEY))})({_NUMBER}))", _money),
        (rf"(({_NUMBER})km/h)", _speed),
        (rf"{_SIGN_BEFORE_UNIT}({_NUMBER}) ?({_MEASURES})(?![A-Za-z/])", _measure),
        (rf"({_NUMBER})(×)({_NUMBER})(?![A-Za-z\d.])", _product),
        (rf"{_SIGN}({_NUMBER})(?=[A-Z]{{1,3}}(?![A-Za-z\d]))", _plain),
        (rf"({_NUMBER})({_DASH})({_NUMBER})(?![\d.]|{_DASH}\d)", _range),
        (rf"{_SIGN}({_NUMBER})(?![\d.,]*[A-Za-z])", _plain),
    ]
]
_TELEPHONE_PATTERNS = range(4, 8)
"""The indices of the patterns in which 一 is read yāo."""

_NUMBER_START = re.compile(r"(?<![A-Za-z0-9_.])(?<![A-Za-z]-)(?:[-−±$¥￥€£](?=\d)|\d)")

_CODE = re.compile(r"[\dA-Za-z][\dA-Za-z.]*")
"""Words that begin with a figure but are not numbers: 3rd, 0x1F. They are skipped."""


def find_number_pieces(text: str) -> Iterator[NumberPiece]:
    """Yield the pieces of all numbers in a text, in order."""
    text = text.translate(_SIMPLIFIED)
    at = 0
    while (begin := _NUMBER_START.search(text, at)) is not None:
        at = begin.start()
        for index, (pattern, read) in enumerate(_PATTERNS):
            match = pattern.match(text, at)
            if match is None:
                continue
            for group, characters in read(match):
                is_telephone = index in _TELEPHONE_PATTERNS
                yield NumberPiece(
                    *match.span(group), tuple(_with_syllables(characters, is_telephone))
                )
            at = match.end()
            break
        else:
            code = _CODE.match(text, at)
            at = code.end() if code is not None else at + 1


def _with_syllables(characters: str, is_telephone: bool) -> Iterator[SpokenCharacter]:
    for char in characters:
        yield char, "yao1" if is_telephone and char == "一" else _SYLLABLES[char]


_WORDS = re.compile(
    rf"(?P<numeral>(?<=点)[{DIGITS}]+(?=[万亿])|(?:(?!千瓦)[{NUMERALS}])+)|"
    + "|".join(sorted({*_UNITS.values(), *_MONEY.values(), "正负"}, key=len, reverse=True))
    + "|."
)


def spelt_words(characters: Sequence[SpokenCharacter]) -> list[list[str]]:
    """Return the syllables of a spoken number, by orthographic word: 一百 二十三, 二 零 二 三."""
    out: list[list[str]] = []
    text = "".join(char for char, _ in characters)
    for match in _WORDS.finditer(text):
        numeral = match["numeral"] or ""
        is_digits = not re.search(f"[{UNITS}]", numeral)
        inside = find_separators(numeral, ()) if numeral and not is_digits else {}
        for at in range(match.start(), match.end()):
            separator = inside.get(at - match.start())
            if at == match.start() or separator is Separator.SPACE or (numeral and is_digits):
                out.append([])
            out[-1].append(characters[at][1])
    return out
