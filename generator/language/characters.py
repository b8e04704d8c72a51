"""Which characters are Han, and which are as wide: set without white space between them."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, as the inside of a regular expression's class."""

WIDE = (
    HAN
    + "\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u31a0-\u33ff\ufe10-\ufe1f\ufe30-\ufe4f"
    + "\uff01-\uff9f\uffe0-\uffe6"
)
"""Han, kana, bopomofo, full-width forms and punctuation; not Hangul, which sets spaces."""

IS_HAN = re.compile(f"[{HAN}]")
"""Matches one Han character."""

_WIDE = re.compile(f"[{WIDE}]")


def has_han(text: str) -> bool:
    """Whether there is a Han character in `text`."""
    return IS_HAN.search(text) is not None


def count_han(text: str) -> int:
    """How many Han characters there are in `text`."""
    return len(IS_HAN.findall(text))


def is_wide(char: str) -> bool:
    """Whether one character is wide."""
    return _WIDE.match(char) is not None
