"""Chinese numerals: their characters and values, and the writing of numbers with them.

The constants are strings, for use in character classes and sets. They are simplified;
`TRADITIONAL` has the traditional forms that differ, and `SIMPLIFY` translates them.
"""

from __future__ import annotations

import re
from decimal import Decimal

NONZERO = "一二三四五六七八九"
DIGITS = f"零〇{NONZERO}"
TENS = f"{NONZERO}十"
"""The characters of numbers below a hundred without a zero: days, months, list items."""
HIGH_UNITS = "百千万亿"
UNITS = f"十{HIGH_UNITS}"
NUMERALS = f"{DIGITS}两{UNITS}"
"""All characters of numerals. 兆 is left out: it means 10⁶ as often as 10¹²."""
TRADITIONAL = "萬億兩"
SIMPLIFY = str.maketrans("萬億兩點", "万亿两点")

APPROXIMATE = (
    "一二",
    "一两",
    "二三",
    "两三",
    "三四",
    "四五",
    "五六",
    "六七",
    "七八",
    "八九",
    "三五",
)
"""Pairs of digits that mean one or the other."""

DIGIT_VALUES = {char: value for value, char in enumerate(f"零{NONZERO}")} | {"〇": 0, "两": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
UNIT_VALUES = _SMALL_UNITS | _MYRIADS
_MYRIAD_GROUPS = ((12, "万亿"), (8, "亿"), (4, "万"), (0, ""))


def parse_numeral(numeral: str) -> Decimal:
    """Return the value of a simplified numeral: 一百四十 140, 二〇二四 2024, 三点五 3.5, 千 1000.

    兆 is 10¹². Raises KeyError for a character that is not part of a numeral.
    """
    whole, _, fraction = numeral.partition("点")
    value = Decimal(_parse_integer(whole))
    return value + Decimal(f"0.{_figures(fraction)}") if fraction else value


def _figures(numeral: str) -> str:
    return "".join(str(DIGIT_VALUES[char]) for char in numeral)


def _parse_integer(numeral: str) -> int:
    if all(char in DIGIT_VALUES for char in numeral):
        return int(_figures(numeral))
    total = section = digit = 0
    for char in numeral:
        if char in DIGIT_VALUES:
            digit = DIGIT_VALUES[char]
        elif char in _SMALL_UNITS:
            section += (digit or 1) * _SMALL_UNITS[char]
            digit = 0
        else:
            # 万亿 multiplies all that precedes it; in 一亿三千万, 万 only its own section.
            group, myriad = section + digit, _MYRIADS[char]
            total = total + group * myriad if group else total * myriad
            section = digit = 0
    return total + section + digit


def write_number(figures: str, *, liang: bool = False) -> str:
    """Write a plain number: `3.14` as 三点一四, `007` as 零零七; with `liang`, 2 as 两."""
    whole, _, fraction = figures.replace(",", "").partition(".")
    if len(whole) > 1 and whole[0] == "0":
        return write_digits(whole) + (f"点{write_digits(fraction)}" if fraction else "")
    if not fraction:
        return write_integer(whole, liang=liang)
    return f"{write_integer(whole)}点{write_digits(fraction)}"


def write_integer(figures: str, *, liang: bool = False) -> str:
    """Write an integer with its units: `10012` as 一万零一十二; with `liang`, 2 as 两."""
    value = int(figures)
    if value == 0:
        return "零"
    if value == 2:
        return "两" if liang else "二"
    if value >= 10**16:
        return write_digits(figures)
    out, gap = "", False
    groups = [(value // 10**power % 10**4, name) for power, name in _MYRIAD_GROUPS]
    for group, name in groups:
        if not group:
            gap = gap or bool(out)
            continue
        text = _below_ten_thousand(group)
        out += ("零" if out and (gap or group < 1000) else "") + text + name
        gap = False
    if out.startswith("一十"):
        out = out[1:]
    return re.sub("^二(?=[千万亿])", "两", out)


def _below_ten_thousand(value: int) -> str:
    out, gap = "", False
    for position, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = value // 10**position % 10
        if digit:
            out += ("零" if gap else "") + NONZERO[digit - 1] + unit
            gap = False
        else:
            gap = bool(out)
    return out


def write_digits(figures: str) -> str:
    """Write figures one by one: `2024` as 二零二四."""
    return "".join(f"零{NONZERO}"[int(figure)] for figure in figures)
