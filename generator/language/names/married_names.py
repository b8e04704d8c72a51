"""Candidates for the names of married women of Hong Kong: two surnames and a given name.

    林 郑 月娥     her husband's surname(林) + her own(郑) + given name(月娥)

Both surnames are common ones (`data/names/name_words.tsv`), and the name has no other word beside
it but a title, what somebody says, or a word that goes with people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.language.characters import HAN, IS_HAN
from generator.language.names.context import (
    DESIGNATION_DISCOUNT,
    NEVER_GIVEN,
    STATED_COST,
    NameCandidate,
    discount_after,
    discount_before,
)
from generator.language.names.tables import character_roles, known_names, listed_names
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.model import NameKind, Span

_SURNAMES = "".join(read_groups("names/name_words.tsv")["married-surname"])
_LENGTH = 4
_ORDINARY_COST = 560
"""The cost below which a given name is a word: 陈李 | 建议."""
_GIVEN_COST = 760
"""The highest cost of the two characters of a given name."""
_NO_ENDING = frozenset("vpdcrf")
"""The classes of verbs and function words, which end no given name here."""
_AND = frozenset("和与及")
_NEVER_SECOND = "罗莫欧温麦范王"
"""Surnames that foreign names have after another one, as 莫罗佐夫 does, or that are words."""


@cache
def _pattern() -> re.Pattern[str]:
    second = f"(?![{_NEVER_SECOND}])[{_SURNAMES}]"
    return re.compile(f"([{_SURNAMES}])(?=(?!\\1){second}[{HAN}]{{2}})")


def has_two_surnames(person: str) -> bool:
    """Whether a name is that of a woman with her husband's surname before her own: 林郑月娥."""
    if len(person) != _LENGTH or _pattern().match(person) is None:
        return False
    return _is_given(person[2:])


def _is_given(name: str) -> bool:
    if name[1] in NEVER_GIVEN or word_classes().get(name[1], "")[:1] in _NO_ENDING:
        return False  # 陈林明 | 笑
    one, two = map(character_roles().get, name)
    if one is None or two is None or one.first is None or two.second is None:
        return False
    return one.first + two.second <= _GIVEN_COST


def married_names(text: str) -> Iterator[NameCandidate]:
    """Yield the spans of a simplified text that may be the name of a married woman."""
    words = dictionary_words()
    for match in _pattern().finditer(text):
        start, end = match.start(), match.start() + _LENGTH
        surnames, given = text[start : start + 2], text[start + 2 : end]
        if surnames in words or surnames in known_names() or surnames in listed_names():
            continue  # 张罗, 林周
        is_begun = not start or not IS_HAN.match(text, start - 1) or text[start - 1] in _AND
        if not is_begun and discount_before(text, start) < DESIGNATION_DISCOUNT:
            continue
        after = text[end : end + 1]
        if IS_HAN.match(after) and after not in _AND and not discount_after(text, end):
            continue
        if _is_given(given) and words.cost(given, _ORDINARY_COST) >= _ORDINARY_COST:
            yield NameCandidate(Span(start, end), STATED_COST, preferred=True, kind=NameKind.PERSON)
