"""Dates as authors write them: 2025-01-24T10:00+08:00, 2025/1/24, 2025年1月24日, Jan 24, 2025."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS = re.compile(r"(\d{4})(?:-|/|\.|年\s*)(\d{1,2})(?:-|/|\.|月\s*)(\d{1,2})日?(?:[T\s].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_WEEKDAY = r"(?:[A-Za-z]{3,9},?\s+)?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([A-Za-z]{{3,9}})\.?\s+{_DAY},?\s+(\d{{4}})")
_DAY_FIRST = re.compile(rf"{_WEEKDAY}{_DAY}\s+([A-Za-z]{{3,9}})\.?,?\s+(\d{{4}})")
_FILE_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?=[-_ ]|$)")


def parse_date(text: str) -> date | None:
    """Return the day that a text states; None if it states none.

    Raises ValueError for a day that does not exist, such as 2025-02-30.
    """
    if match := _NUMBERS.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return date(year, month, day)
    if match := _MONTH_FIRST.match(text):
        month_name, day_text, year_text = match.groups()
    elif match := _DAY_FIRST.match(text):
        day_text, month_name, year_text = match.groups()
    else:
        return None
    name = month_name[:3].casefold()
    if name not in _MONTHS:
        return None
    return date(int(year_text), _MONTHS.index(name) + 1, int(day_text))


def file_name_date(stem: str) -> date | None:
    """Return the date that the name of a file starts with, as in Jekyll; None if there is none."""
    match = _FILE_NAME.match(stem)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
