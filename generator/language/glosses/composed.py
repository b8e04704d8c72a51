"""Uses of words that no dictionary lists, worked out from their parts.

六十五      num  65
一百多      num  more than 100
两三        num  2 or 3
第三        num  3rd
2024年7月   time July 2024
看不懂      v    cannot understand (看懂 with 不)
朋友们      n    friend, plural (朋友 with 们)
商量商量    v    to discuss, for a while (商量 repeated)
说一说      v    to speak, for a while (说 repeated)
门儿        n    door (门 with 儿)
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable

from generator.language.glosses.uses import Use
from generator.language.numerals import NONZERO, NUMERALS, TENS, parse_numeral
from generator.lazy_patterns import lazy_pattern

Meaning = Callable[[str], str]
"""Returns a short gloss of a simplified word; empty if it has none."""

_NUMBER = lazy_pattern(rf"(第?)([{NUMERALS}]+|\d[\d,]*)([多余几来]?)")
_RANGE = lazy_pattern(rf"([{NONZERO}两])([{NONZERO}])([十百千万亿]*)")
_DATE = lazy_pattern(
    rf"(?:([\d〇零{NONZERO}]{{4}})年)?(?:(1?\d|[{TENS}]{{1,2}})月(?:份)?)?"
    rf"(?:([1-3]?\d|[{TENS}]{{1,3}})[日号])?"
)
_POTENTIAL = re.compile(r"(.)([不得])(..?)")
_PLURAL = re.compile(r"(.+)们")
_REPEATED = re.compile(r"(.{1,2})[一了]?\1")
_DIMINUTIVE = re.compile(r"(.+)儿")
_ORDINALS = {"1": "st", "2": "nd", "3": "rd"}
_APPROXIMATE = {"多": "more than {}", "余": "more than {}", "几": "{} and some", "来": "about {}"}


def composed_use(simplified: str, syllables: tuple[str, ...], meaning: Meaning) -> Use | None:
    """Return the use of a word made of others; None if it has none of these forms.

    `meaning` is asked for the words that it is made of.
    """
    found = _number(simplified) or _date(simplified) or _made_of(simplified, meaning)
    return None if found is None else Use(syllables, "", *found)


def _number(word: str) -> tuple[str, str] | None:
    if (match := _RANGE.fullmatch(word)) is not None:
        low, high, units = match.groups()
        if _value(high) == _value(low) + 1:
            return "num", f"{_value(low + units):,} or {_value(high + units):,}"
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    ordinal, numeral, rest = match.groups()
    try:
        value = _value(numeral)
    except ValueError:
        return None
    if ordinal:
        return None if rest else ("num", f"{value}{_ordinal_suffix(value)}")
    return "num", _APPROXIMATE.get(rest, "{}").format(f"{value:,}")


def _value(numeral: str) -> int:
    return int(numeral.replace(",", "")) if numeral[0].isdigit() else int(parse_numeral(numeral))


def _ordinal_suffix(value: int) -> str:
    return "th" if value % 100 in (11, 12, 13) else _ORDINALS.get(str(value % 10), "th")


def _date(word: str) -> tuple[str, str] | None:
    match = _DATE.fullmatch(word)
    if match is None or not word:
        return None
    year, month, day = (_date_part(part) for part in match.groups())
    if month and month > 12:
        return None
    parts = [str(day) if day else "", month_name[month] if month else "", str(year or "")]
    text = " ".join(filter(None, parts))
    return ("time", text) if month or year else ("time", f"{day}{_ordinal_suffix(day)} (day)")


def _date_part(text: str | None) -> int:
    return _value(text) if text else 0


def _made_of(word: str, meaning: Meaning) -> tuple[str, str] | None:
    if (match := _POTENTIAL.fullmatch(word)) is not None:
        verb, can, complement = match.groups()
        gloss = meaning(verb + complement)
        if gloss.startswith("to "):
            whole = f"{'cannot' if can == '不' else 'can'} {gloss.removeprefix('to ')}"
            return "v", f"{whole} ({verb}{complement} with {can})"
    for pattern, word_class, template in (
        (_PLURAL, "n", "{}, plural ({} with 们)"),
        (_REPEATED, "v", "{}, for a while ({} repeated)"),
        (_DIMINUTIVE, "n", "{} ({} with 儿)"),
    ):
        match = pattern.fullmatch(word)
        gloss = "" if match is None else meaning(match[1])
        if match is not None and gloss and gloss.startswith("to ") == (word_class == "v"):
            return word_class, template.format(gloss, match[1])
    return None
