"""Finds the numbers of Chinese and English texts in one canonical form.

1. Chinese: digits (full width too) or Chinese numerals, times 十 百 千 万 亿, with 百分之 and %
   and 成 for tenths: `2360亿`, `一百四十`, `百分之三十五`, `二〇二四`, `3月`.
2. English: digits with separators or number words, times hundred … trillion, per cent,
   ordinals and months: `236 billion`, `1.4T`, `twenty-eight`, `35 per cent`, `2nd`, `March`.
   A letter after Chinese figures, as in `12k`, may be a scale or not: both keys match.
3. Both become keys that are compared as strings: `236000000000`, `35%`, `#2` for an ordinal,
   `month 3`. A Chinese number comes with every English key that may translate it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from generator.language.numerals import (
    DIGITS,
    HIGH_UNITS,
    NUMERALS,
    SIMPLIFY,
    UNIT_VALUES,
    parse_numeral,
)

_ZH = re.compile(
    r"(?P<percent>百分之)?(?P<ordinal>第)?"
    rf"(?:(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[{HIGH_UNITS}兆]*)|(?P<han>[{NUMERALS}兆]+"
    rf"(?:点[{DIGITS}]+)?))"
    r"(?:(?<=\d)(?P<letter>[KMBTkmb])(?![A-Za-z]))?"
    r"\s*(?P<after>%|个百分点|月|世纪|成(?![为功立员都交本分年不]))?"
)


def _numbered(words: str, start: int) -> dict[str, int]:
    return {word: n for n, word in enumerate(words.split(), start)}


_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {"zero": 0} | _numbered(_ONES, 1) | {w: 10 * n for w, n in _numbered(_TENS, 2).items()}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "t": 10**12,
}
_ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
)
_MONTHS = _numbered(
    "January February March April May June July August September October November December", 1
)
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_EN = re.compile(
    r"(?<![\w.])(?:"
    r"(?P<nth>\d+)(?:st|nd|rd|th)\b"
    r"|(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>(?:hundred|thousand|million|billion|trillion|bn|tn|[kmb]|(?-i:T))\b"
    r"(?:\s(?:thousand|million|billion|trillion)\b)?))?"
    rf"|(?P<words>\b(?:{_WORD}|a(?=\s(?:hundred|thousand|million|billion)\b))\b"
    rf"(?:(?:\s|-|\sand\s)(?:{_WORD}|hundred|thousand|million|billion|trillion)\b)*)"
    r")(?P<percent>\s?(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_EN_ORDINAL = re.compile(
    rf"\b(?:(?P<tens>{_TENS.replace(' ', '|')})[\s-])?(?P<nth>{'|'.join(_ORDINALS)})\b",
    re.IGNORECASE,
)
_EN_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")


def chinese_numbers(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the key of each number in a Chinese text, with the English keys that match it."""
    # A full-width comma separates numbers: 2019，2020.
    folded = unicodedata.normalize("NFKC", text.replace("，", "、")).translate(SIMPLIFY)
    for match in _ZH.finditer(folded):
        value = _chinese_value(match)
        after = match["after"] or ""
        # 一 alone is an article more often than a number (一个, 一些), 十分 means "very".
        if match["han"] in {"一", "十", "万", "千万", "万一"} and not after:
            continue
        if match["percent"] or after == "%":
            key = _key(value) + "%"
            yield key, frozenset({key, _key(value)})
        elif after == "成":
            key = _key(value * 10) + "%"
            yield key, frozenset({key})
        elif after == "月":
            yield f"month {_key(value)}", frozenset({f"month {_key(value)}", _key(value)})
        else:
            matches = {_key(value), f"#{_key(value)}", _key(value) + "%"}
            if match["letter"]:
                matches.add(_key(value * _SCALES[match["letter"].lower()]))
            yield _key(value), frozenset(matches)


def english_numbers(text: str) -> frozenset[str]:
    """Return the keys of all numbers, ordinals and months in an English text."""
    keys = set[str]()
    for match in _EN_ORDINAL.finditer(text):
        tens = _WORDS[match["tens"].lower()] if match["tens"] else 0
        keys.add(f"#{tens + _ORDINALS[match['nth'].lower()]}")
    keys |= {f"month {_MONTHS[m.group()]}" for m in _EN_MONTH.finditer(text)}
    for match in _EN.finditer(text):
        if match["nth"]:
            keys.add(f"#{int(match['nth'])}")
            continue
        value = _english_value(match)
        keys.add(_key(value) + ("%" if match["percent"] else ""))
    return frozenset(keys)


_UNIT_VALUES = {"decade": 10, "dozen": 12, "score": 20, "century": 100, "centuries": 100}
_WORD_KEYS = {
    "noon|midday": {"12"},
    "midnight": {"12", "0", "24"},
    "fortnight": {"2", "14"},
    "week": {"7"},
    "both|twice|doubl(?:e[ds]?|ing)|two-?fold|couple|pair|twins?|n?either|each other": {"2"},
    "tripl(?:e[ds]?|ing)|treble[ds]?|thrice|three-?fold|trio|thirds": {"3", "#3"},
    "quadruple[ds]?|four-?fold|quarters?": {"4", "15", "25%", "3"},
    "five-?fold|fifths?": {"5", "20%"},
    "ten-?fold|tenths?": {"10", "10%"},
    "half|halves|halved": {"50%", "0.5", "5", "30", "6"},
    "hundred-?fold": {"100"},
}
"""Words that imply numbers, with their keys; a plural ordinal is the denominator of a fraction."""

_WORD_PATTERNS = {
    re.compile(rf"\b(?:{p})\b", re.IGNORECASE): keys for p, keys in _WORD_KEYS.items()
}
_COUNTED_UNIT = re.compile(
    rf"\b(?:(?P<count>{_WORD}|half|\d+)(?:\sand\sa\shalf)?[\s-](?:a[\s-])?)?"
    rf"(?P<unit>decade|dozen|score|century|centuries)s?\b",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\b(?P<years>\d{2,4})['’]?s\b|['’](?P<short>\d\d)\b")
_DECADE_WORD = re.compile(
    rf"\b(?P<tens>{'|'.join(w[:-1] for w in _TENS.split())})ies\b", re.IGNORECASE
)
_DIGITS_ONLY = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
_CLOCK = re.compile(r"\b(\d{1,2})[.:](\d\d)\b")


def loose_numbers(text: str) -> frozenset[str]:
    """Return the keys of an English text, including those of numbers in other words.

    `three decades` gives 30, `the 1980s` also 80, `noon` 12, `half past two` also 30. This is for
    checking whether a number is missing, not for finding the sentence that has it.
    """
    keys = set(english_numbers(text))
    for pattern, found in _WORD_PATTERNS.items():
        if pattern.search(text):
            keys |= found
    for match in _COUNTED_UNIT.finditer(text):
        count = (match["count"] or "one").lower()
        many = Decimal("0.5") if count == "half" else Decimal(_WORDS.get(count, count))
        keys.add(_key(many * _UNIT_VALUES[match["unit"].lower()]))
    for match in _DECADE.finditer(text):
        years = match["years"] or match["short"]
        keys |= {_key(Decimal(years)), _key(Decimal(years[-2:]))}
        if years.endswith("00"):  # the 1700s are the eighteenth century
            keys.add(f"#{int(years[:-2] or 0) + 1}")
    for match in _DECADE_WORD.finditer(text):
        keys.add(_key(Decimal(_WORDS[f"{match['tens'].lower()}y"])))
    keys |= {_key(_decimal(match[0])) for match in _DIGITS_ONLY.finditer(text)}
    keys |= {_key(Decimal(part)) for match in _CLOCK.finditer(text) for part in match.groups()}
    return frozenset(keys)


def _key(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _chinese_value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = _decimal(match["digits"])
        for unit in match["scale"]:
            value *= UNIT_VALUES[unit]
        return value
    return parse_numeral(match["han"])


def _english_value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = _decimal(match["digits"])
        for scale in (match["scale"] or "").split():
            value *= _SCALES[scale.lower()]
        return value
    total = group = 0
    for word in re.split(r"[\s-]+", match["words"].lower()):
        if word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total += (group or 1) * _SCALES[word]
            group = 0
        elif word == "a":
            group = 1
        elif word != "and":
            group += _WORDS[word]
    return Decimal(total + group)
