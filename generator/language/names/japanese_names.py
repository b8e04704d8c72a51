"""Candidates for the names of Japanese people: a surname of two characters or more, a given name.

    安藤 利吉     Japanese surname(安藤) + given name(利吉)

The surnames and the last characters of given names are in `data/names/name_words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.language.characters import IS_HAN
from generator.language.names.context import (
    STATED_COST,
    NameCandidate,
    discount_after,
    discount_before,
)
from generator.language.names.tables import FUNCTION_WORDS, known_names
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words, neighbours
from generator.model import NameKind, Span

JAPANESE_COST, UNKNOWN_SURNAME_COST, THIRD_COST = 330, 600, 150
"""The cost of a given name, of a surname that is no word, and of a third character."""

_ORDINARY_COST = 560
"""The cost below which two characters after a surname are a word: 石川 | 一人."""

_WORDS = read_groups("names/name_words.tsv")
_SURNAMES = _WORDS["japanese-surname"]
_ENDINGS = _WORDS["japanese-given"]
_SINGLE = _WORDS["japanese-single"]
"""Given names of one character, which are hardly ever words: 吉泽瞳."""
_LONG_ENDINGS = frozenset(("太郎", "次郎", "一郎", "二郎", "三郎", "之助", "之介", "卫门"))
_NEVER_FIRST = FUNCTION_WORDS - _ENDINGS - {"与"}
_NO_GIVEN = frozenset(division + "一" for division in "市县区町村站港")
"""What is after a place that is called like a surname: 松本 | 市 | 一 | 名."""
_COUNTED = frozenset("下遍次会夜晚天年个口层勺碗杯盆些点样直切起")
"""What is counted, and adverbs with 一, after a verb: 清水 | 泡 | 一 | 夜."""
BEGINNINGS = frozenset(surname[:2] for surname in _SURNAMES)
"""The first two characters of surnames."""


def japanese_names(text: str) -> Iterator[NameCandidate]:
    """Yield the spans that may be the name of a Japanese person."""
    pairs = neighbours(text)
    if BEGINNINGS.isdisjoint(pairs):
        return
    for start, pair in enumerate(pairs):
        if pair in BEGINNINGS:
            for given in (start + 2, start + 3):
                if text[start:given] in _SURNAMES:
                    yield from _with_given_name(text, start, given)


def japanese_surnames_alone(text: str) -> Iterator[NameCandidate]:
    """Yield the surnames that what follows shows to be Japanese, and those in a list of them.

    岸田 | 内阁, 高市 | 政权; 松野、世耕、萩生田和西村.
    """
    pairs = neighbours(text)
    if BEGINNINGS.isdisjoint(pairs):
        return
    words, names = dictionary_words(), known_names()
    surname, of_power, several = _alone()
    for match in of_power.finditer(text):
        span = Span(*match.span(1))
        crosses = text[span.start - 1 : span.start + 1] in words if span.start else False
        if not crosses and names.get(span.of(text)) is not NameKind.PLACE:
            yield NameCandidate(span, STATED_COST, kind=NameKind.PERSON)
    for match in several.finditer(text) if "、" in text else ():
        spans = [Span(*one.span(1)) for one in surname.finditer(text, *match.span())]
        if all(names.get(span.of(text)) is not NameKind.PLACE for span in spans):
            for span in spans:
                yield NameCandidate(span, STATED_COST, kind=NameKind.PERSON)


@cache
def _alone() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a surname, of one before what leaders have, and of three in a list."""
    one = "|".join(sorted(_SURNAMES, key=len, reverse=True))
    return (
        re.compile(f"({one})[、和与及]?"),
        re.compile(f"({one})(?=内阁|政权|首相|政府(?!部门|机)|派(?:议员|系|阀|成员))"),
        re.compile(f"(?:{one})(?:[、和与及](?:{one})){{2,}}(?=[等和与及、，。0-9]|两人|三人|五人)"),
    )


def japanese_surname(person: str) -> str:
    """Return the surname of a Japanese person's name, empty if it has no known one: 加藤正夫."""
    for length in (3, 2):
        if person[:length] in _SURNAMES and length < len(person) <= length + 3:
            return person[:length]
    return ""


def _with_given_name(text: str, start: int, given: int) -> Iterator[NameCandidate]:
    if not IS_HAN.match(text, given):
        return  # 清水、沙鹿
    words = dictionary_words()
    base = words.cost(text[start:given], UNKNOWN_SURNAME_COST) + JAPANESE_COST
    base -= discount_before(text, start)
    two, three = text[given : given + 2], text[given : given + 3]
    is_given = two[1:] in _ENDINGS and two[0] not in _NEVER_FIRST and two not in _NO_GIVEN
    is_amount = two[1:] == "一" and text[given + 2 : given + 3] in _COUNTED | {two[0]}  # 洗一洗
    if is_given and not is_amount and words.cost(two, _ORDINARY_COST) >= _ORDINARY_COST:
        cost = base - discount_after(text, given + 2)
        yield NameCandidate(Span(start, given + 2), cost, kind=NameKind.PERSON)
    if two[:1] in _SINGLE:
        cost = base + THIRD_COST - discount_after(text, given + 1)
        yield NameCandidate(Span(start, given + 1), cost, kind=NameKind.PERSON)
    if three[1:] in _LONG_ENDINGS:
        cost = base + THIRD_COST - discount_after(text, given + 3)
        yield NameCandidate(Span(start, given + 3), cost, kind=NameKind.PERSON)
