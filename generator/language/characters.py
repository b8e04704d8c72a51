"""Classes of characters: Han characters, and wide ones, which are set without spaces."""

from __future__ import annotations

import re
from functools import lru_cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, as the inside of a character class in a regular expression."""

WIDE = (
    HAN
    + "\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u31a0-\u33ff\ufe10-\ufe1f\ufe30-\ufe4f"
    + "\uff01-\uff9f\uffe0-\uffe6"
)
"""Han, kana, bopomofo, full-width forms and punctuation; not Hangul, which uses spaces."""

IS_HAN = re.compile(f"[{HAN}]")
"""Matches one Han character."""


def has_han(text: str) -> bool:
    """Whether `text` contains a Han character."""
    return IS_HAN.search(text) is not None


def count_han(text: str) -> int:
    """Return the number of Han characters in `text`."""
    return len(IS_HAN.findall(text))


@lru_cache(maxsize=4096)
def is_wide(char: str) -> bool:
    """Whether a character is wide."""
    return re.match(f"[{WIDE}]", char) is not None
