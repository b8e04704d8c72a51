"""Numbers that only one side of an aligned pair has.

1. Chinese numbers are those that are unambiguous: digits, and numerals that are words by themselves
   (`一百四十`, `第三`, `三` before a measure word), but not 一, 两 or 七八.
2. The English may give them in digits, in words, or in another form: a dozen, two decades, the
   eighties, half past two, noon. Hours may be on the 12-hour or the 24-hour clock.
3. An English figure of at least two digits, or a word such as *eleven* or *twenty-one*, needs a
   number in the Chinese, unless that has a unit that translators convert.
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
from generator.spans import Spans, within

_NUMERALS = f"{NUMERALS}{TRADITIONAL}"
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.-])(?:第?\d+(?:,\d+)*(?:\.\d+)?\s*[{HIGH_UNITS}萬億]*|百分之[{_NUMERALS}点點]+)"
    r"\s*(?:%|个百分点|月|世纪|(?![A-Za-z0-9]))"
)
_NUMERAL = re.compile(rf"第?[{_NUMERALS}]+(?:[点點][{DIGITS}]+)?月?")
_NUMERAL_WORD = re.compile(rf"第?[{_NUMERALS}]+(?:[点點][{DIGITS}]+)?(?=[多余餘來来]?$)")
_AMBIGUOUS = re.compile(
    rf"第?(?:[一零萬億{HIGH_UNITS}]|千万|千萬)|(?:(?![两兩{NONZERO}]{{2}}).)*+[两兩{NONZERO}]{{2}}.*"
)
_YEAR = re.compile(rf"[{DIGITS}]{{4}}")
_SMALL_NUMERALS = frozenset(f"两兩{TENS}") - {"一"}
_ORDINAL_NOUN = re.compile(r"\s*[章节節卷页頁届屆代季名位条條款]")
_APPROXIMATING = re.compile(r"[几幾数數老周週初大小十百千]$")
_HOUR = re.compile(r"\s*[点點时時:]")
_LATE_IN_HOUR = re.compile(r"\s*[點点时時:](?:三刻|[三四五]十|[345]\d)")
_TENTHS = re.compile(rf"[秒块塊米斤里](?P<tenths>(?!一)[{NONZERO}])(?![{_NUMERALS}])")
_TIMES = re.compile(r"\s*倍")
_DISCOUNT = re.compile(r"\s*折")
_SHORT_YEAR = re.compile(r"\s*年")
_CONVERTIBLE_UNIT = re.compile(
    rf"(?<=[\d{_NUMERALS}多])\s*(?:[斤里亩畝丈尺寸毛角两兩度元块塊米克吨噸℃°]|公[里斤分顷]|[千毫厘]米"
    r"|k[mg]|cm|mm)"
)
_UNIT = re.compile(rf"[{_NUMERALS}]*\s*(?:%|个百分点|月|世纪|成)|[{_NUMERALS}]+")
_CHINESE_UNIT = re.compile(r"\s*[斤里亩畝丈尺寸毛角]")
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
"""Number words that are not round, and have no other meaning."""


def missing_numbers(pair: Pair) -> list[str]:
    """Return the Chinese numbers that the English lacks, as they are written."""
    found = loose_numbers(pair.english)
    return [
        written
        for passage in pair.zh
        for written, keys in _find_figures(passage)
        if not keys & found
    ]


def added_numbers(pair: Pair, nearby: str) -> list[str]:
    """Return the English numbers that the Chinese lacks.

    `nearby` is the Chinese of the pair and of its neighbours.
    """
    if _CONVERTIBLE_UNIT.search(_fold_width(pair.chinese)):
        return []
    possible = _possible_keys(_fold_width(nearby)).union(
        *(keys for zh in pair.zh for _, keys in _find_figures(zh))
    )
    figures = [match[0].strip() for _, match in pair.find(_ENGLISH_FIGURE)]
    numbers = [figure for figure in figures if sum(map(str.isdigit, figure)) > 1]
    numbers += [match[0] for _, match in pair.find(_ENGLISH_NUMBER)]
    return [number for number in numbers if not english_numbers(number) & possible]


def _find_figures(passage: Passage) -> Iterator[tuple[str, frozenset[str]]]:
    """The unambiguous numbers of a sentence, each with the keys of its possible translations."""
    text = _fold_width(passage.text)
    figures: list[Span] = []
    for match in _FIGURE.finditer(text):
        figures.append(Span(*match.span()))
        yield from _with_keys(text, Span(match.start(), match.start() + len(match[0].rstrip())))
    start = passage.sentence.span.start
    taken = Spans(figures)
    for word in within(passage.block.layers.words, passage.sentence.span):
        span = Span(word.span.start - start, word.span.end - start)
        if not passage.sentence.span.contains(word.span) or taken.overlap(span):
            continue
        if word.kind is WordKind.NUMBER:
            for match in _NUMERAL.finditer(text, span.start, span.end):
                if not _AMBIGUOUS.fullmatch(match[0]) or _YEAR.fullmatch(match[0]):
                    yield from _with_keys(text, Span(*match.span()))
        elif word.kind is WordKind.HAN and _is_unambiguous(text, span):
            match_ = _NUMERAL_WORD.match(span.of(text))
            if match_:
                yield from _with_keys(text, Span(span.start, span.start + match_.end()))


def _is_unambiguous(text: str, span: Span) -> bool:
    """Whether a word is unambiguously a number, given the text around it."""
    match = _NUMERAL_WORD.match(span.of(text))
    if match is None:
        return False
    before, after = text[: span.start], text[span.end :]
    if match[0] == "第一":
        return _ORDINAL_NOUN.match(after) is not None
    if _AMBIGUOUS.fullmatch(match[0]) and not _YEAR.fullmatch(match[0]):
        return False
    if _APPROXIMATING.search(before) or re.match(rf"[几幾]|分之|[、，][{TENS}]", after):
        return False
    return match[0] not in _SMALL_NUMERALS or re.match(r"\s*[\u4e00-\u9fff]", after) is not None


def _with_keys(text: str, span: Span) -> Iterator[tuple[str, frozenset[str]]]:
    """A number with the keys of its possible translations; nothing if its unit may be converted."""
    after = text[span.end :]
    written = span.of(text)
    if _CHINESE_UNIT.match(after):
        return
    number = "10" if written == "十" else written
    # 四点三刻 is not 4.3: only a numerical unit after the number belongs to it.
    unit = _UNIT.match(after)
    first = next(chinese_numbers(number + (after[: unit.end() + 1] if unit else "")), None)
    if first is None:
        return
    key, keys = first
    value = _value(key)
    if value is not None:
        others = set[Decimal]()
        if _HOUR.match(after):
            others = {value + 12, value - 12}
            if _LATE_IN_HOUR.match(after):  # a quarter to five
                others |= {value + 1, value - 11}
        elif _SHORT_YEAR.match(after) and value < 100:
            others = {value + 1900, value + 2000}
        elif _TIMES.match(after) and value < 10:
            others = {value + 1, value - 1, (value - 1) * 100, value * 100}
        elif _DISCOUNT.match(after):
            others = {value * 10, 100 - value * 10}
        if tenths := _TENTHS.match(after):  # 十一秒二
            others.add(value + Decimal(DIGIT_VALUES[tenths["tenths"]]) / 10)
        keys |= {format(v.normalize(), "f") + end for v in others for end in ("", "%")}
    yield written, keys


def _value(key: str) -> Decimal | None:
    """The value of a key; None if it is not numeric."""
    try:
        return Decimal(key.removesuffix("%"))
    except InvalidOperation:
        return None


def _possible_keys(chinese: str) -> frozenset[str]:
    """The keys of all possible translations of the numbers in a Chinese text."""
    possible = {key for _, keys in chinese_numbers(chinese) for key in keys}
    possible |= {digits.replace(",", "") for digits in re.findall(r"\d[\d,]*", chinese)}
    for key in tuple(possible):
        value = _value(key)
        if value is not None and 0 < value < 100:
            possible |= {str(value + n) for n in (12, 1900, 2000)}
            possible.add(f"{value}%")
            possible.add(format((value * 10).normalize(), "f") + "%")
    if "半" in chinese:
        possible |= {"30", "50", "50%"}
    if "刻" in chinese:
        possible |= {"15", "45"}
    if "一" in chinese or "十" in chinese:
        possible |= {"10", "100", "1000", "100%"}
    return frozenset(possible | {key + "%" for key in possible if "%" not in key})


def _fold_width(text: str) -> str:
    """Fold full-width digits without changing offsets; full-width commas still separate numbers."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", char)) == 1 else char
        for char in text.replace("，", "、")
    )
