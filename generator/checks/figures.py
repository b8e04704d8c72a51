"""Numbers that only one of two aligned texts has.

1. A Chinese number counts where it is sure to be one: digits, and numerals that are a word by
   themselves (`一百四十`, `第三`, `三` before its measure word), not 一, 两 or 七八.
2. English answers it in digits, in words, or otherwise: a dozen, two decades, the eighties, half
   past two, noon. An hour may be one of twelve or of twenty-four.
3. An English figure of two digits or more, or a word such as *eleven* or *twenty-one*, needs a
   number in the Chinese, where that has no unit that a translator converts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from generator.alignment.numbers import chinese_numbers, english_numbers, loose_numbers
from generator.checks.pairs import Pair, Passage
from generator.language.numerals import (
    DIGIT_VALUES,
    DIGITS,
    HIGH_UNITS,
    NONZERO,
    NUMERALS,
    TENS,
    TRADITIONAL,
)
from generator.model import Span, WordKind

_NUMERALS = f"{NUMERALS}{TRADITIONAL}"
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.-])(?:第?\d+(?:,\d+)*(?:\.\d+)?\s*[{HIGH_UNITS}萬億]*|百分之[{_NUMERALS}点點]+)"
    r"\s*(?:%|个百分点|月|世纪|(?![A-Za-z0-9]))"
)
_NUMERAL = re.compile(rf"第?[{_NUMERALS}]+(?:[点點][{DIGITS}]+)?月?")
_ALONE = re.compile(rf"第?[{_NUMERALS}]+(?:[点點][{DIGITS}]+)?(?=[多余餘來来]?$)")
_UNSURE = re.compile(rf"第?(?:[一零萬億{HIGH_UNITS}]|千万|千萬)|.*[两兩{NONZERO}]{{2}}.*")
_YEAR = re.compile(rf"[{DIGITS}]{{4}}")
_SMALL = frozenset(f"两兩{TENS}") - {"一"}
_FIRST = re.compile(r"\s*[章节節卷页頁届屆代季名位条條款]")
_VAGUE = re.compile(r"[几幾数數老周週初大小十百千]$")
_HOUR = re.compile(r"\s*[点點时時:]")
_NEARLY_NEXT = re.compile(r"\s*[點点时時:](?:三刻|[三四五]十|[345]\d)")
_TENTHS = re.compile(rf"[秒块塊米斤里](?P<tenths>(?!一)[{NONZERO}])(?![{_NUMERALS}])")
_TIMES = re.compile(r"\s*倍")
_OFF = re.compile(r"\s*折")
_SHORT_YEAR = re.compile(r"\s*年")
_CONVERTED = re.compile(
    rf"(?<=[\d{_NUMERALS}多])\s*(?:[斤里亩畝丈尺寸毛角两兩度元块塊米克吨噸℃°]|公[里斤分顷]|[千毫厘]米"
    r"|k[mg]|cm|mm)"
)
_UNIT = re.compile(rf"[{_NUMERALS}]*\s*(?:%|个百分点|月|世纪|成)|[{_NUMERALS}]+")
_LOCAL = re.compile(r"\s*[斤里亩畝丈尺寸毛角]")
_ENGLISH_FIGURE = re.compile(
    r"(?<![\w.,'’/-])\d+(?:,\d+)*(?:\.\d+)?"
    r"(?:\s(?:thousand|million|billion|trillion)\b|(?:bn|[kKMBT])\b)?"
    r"(?:\s?%|\sper\s?cent\b)?(?![\w-]|[.,]\w|\s?[ap]\.?m\b)"
)

_ENGLISH_NUMBER = re.compile(
    r"(?<![\w-])(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine))"
    r"(?:\s(?:hundred|thousand|million|billion|trillion))?(?![\w-])",
    re.IGNORECASE,
)
"""Number words that are no round numbers, and that nothing else is called by."""


def missing_numbers(pair: Pair) -> list[str]:
    """The Chinese numbers that the English does not give, each as it is written."""
    found = loose_numbers(pair.english)
    return [
        written
        for passage in pair.zh
        for written, answers in _figures(passage)
        if not answers & found
    ]


def added_numbers(pair: Pair, around: str) -> list[str]:
    """The English figures that no Chinese number gives; `around` is the Chinese nearby too."""
    if _CONVERTED.search(_folded(pair.chinese)):
        return []
    given = _given(_folded(around)).union(*(a for zh in pair.zh for _, a in _figures(zh)))
    figures = [match[0].strip() for _, match in pair.find(_ENGLISH_FIGURE)]
    numbers = [figure for figure in figures if sum(map(str.isdigit, figure)) > 1]
    numbers += [match[0] for _, match in pair.find(_ENGLISH_NUMBER)]
    return [number for number in numbers if not english_numbers(number) & given]


def _figures(passage: Passage) -> Iterator[tuple[str, frozenset[str]]]:
    """Each number that is sure to be one, with what may answer it."""
    text = _folded(passage.text)
    taken: list[Span] = []
    for match in _FIGURE.finditer(text):
        taken.append(Span(*match.span()))
        yield from _answered(text, Span(match.start(), match.start() + len(match[0].rstrip())))
    start = passage.sentence.span.start
    for word in passage.block.layers.words:
        span = Span(word.span.start - start, word.span.end - start)
        if not passage.sentence.span.contains(word.span) or any(map(span.overlaps, taken)):
            continue
        if word.kind is WordKind.NUMBER:
            for match in _NUMERAL.finditer(text, span.start, span.end):
                if not _UNSURE.fullmatch(match[0]) or _YEAR.fullmatch(match[0]):
                    yield from _answered(text, Span(*match.span()))
        elif word.kind is WordKind.HAN and _is_sure(text, span):
            match_ = _ALONE.match(span.of(text))
            if match_:
                yield from _answered(text, Span(span.start, span.start + match_.end()))


def _is_sure(text: str, span: Span) -> bool:
    match = _ALONE.match(span.of(text))
    if match is None:
        return False
    before, after = text[: span.start], text[span.end :]
    if match[0] == "第一":
        return _FIRST.match(after) is not None
    if _UNSURE.fullmatch(match[0]) and not _YEAR.fullmatch(match[0]):
        return False
    if _VAGUE.search(before) or re.match(rf"[几幾]|分之|[、，][{TENS}]", after):
        return False
    return match[0] not in _SMALL or re.match(r"\s*[\u4e00-\u9fff]", after) is not None


def _answered(text: str, span: Span) -> Iterator[tuple[str, frozenset[str]]]:
    """A number with its answers; none where a translator may have converted it."""
    after = text[span.end :]
    written = span.of(text)
    if _LOCAL.match(after):
        return
    number = "10" if written == "十" else written
    # 四点三刻 is no 4.3: of what follows, only a unit of numbers is read with it.
    unit = _UNIT.match(after)
    first = next(chinese_numbers(number + (after[: unit.end() + 1] if unit else "")), None)
    if first is None:
        return
    key, answers = first
    value = _value(key)
    if value is not None:
        more = set[Decimal]()
        if _HOUR.match(after):
            more = {value + 12, value - 12}
            if _NEARLY_NEXT.match(after):  # a quarter to five
                more |= {value + 1, value - 11}
        elif _SHORT_YEAR.match(after) and value < 100:
            more = {value + 1900, value + 2000}
        elif _TIMES.match(after) and value < 10:
            more = {value + 1, value - 1, (value - 1) * 100, value * 100}
        elif _OFF.match(after):
            more = {value * 10, 100 - value * 10}
        if tenths := _TENTHS.match(after):  # 十一秒二
            more.add(value + Decimal(DIGIT_VALUES[tenths["tenths"]]) / 10)
        answers |= {format(v.normalize(), "f") + end for v in more for end in ("", "%")}
    yield written, answers


def _value(key: str) -> Decimal | None:
    try:
        return Decimal(key.removesuffix("%"))
    except InvalidOperation:
        return None


def _given(chinese: str) -> frozenset[str]:
    """Every English key that some number of a Chinese text may stand for."""
    given = {key for _, answers in chinese_numbers(chinese) for key in answers}
    given |= {digits.replace(",", "") for digits in re.findall(r"\d[\d,]*", chinese)}
    for key in tuple(given):
        value = _value(key)
        if value is not None and 0 < value < 100:
            given |= {str(value + n) for n in (12, 1900, 2000)}
            given.add(f"{value}%")
            given.add(format((value * 10).normalize(), "f") + "%")
    if "半" in chinese:
        given |= {"30", "50", "50%"}
    if "刻" in chinese:
        given |= {"15", "45"}
    if "一" in chinese or "十" in chinese:
        given |= {"10", "100", "1000", "100%"}
    return frozenset(given | {key + "%" for key in given if "%" not in key})


def _folded(text: str) -> str:
    """Full-width figures as plain ones; offsets stay. A full-width comma parts two numbers."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", char)) == 1 else char
        for char in text.replace("，", "、")
    )
