"""Candidates for the names of Japanese people: a surname of two characters or more, a given name.

    安藤 利吉     Japanese surname(安藤) + given name(利吉)

The surnames and the last characters of given names are in `data/names/name_words.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.language.characters import IS_HAN
from generator.language.names.context import NameCandidate, discount_after, discount_before
from generator.language.names.tables import FUNCTION_WORDS
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


def japanese_surname(person: str) -> str:
    """Return the surname of a Japanese person's name, empty if it has no known one: 加藤正夫."""
    for length in (3, 2):
        if person[:length] in _SURNAMES and length < len(person) <= length + 3:
            return person[:length]
    return ""


def _with_given_name(text: str, start: int, given: int) -> Iterator[NameCandidate]:
    words = dictionary_words()
    base = words.cost(text[start:given], UNKNOWN_SURNAME_COST) + JAPANESE_COST
    base -= discount_before(text, start)
    two, three = text[given : given + 2], text[given : given + 3]
    if IS_HAN.match(two) is None:
        return  # 远山，| 衣袂
    is_given = two[1:] in _ENDINGS and two[0] not in _NEVER_FIRST
    if is_given and words.cost(two, _ORDINARY_COST) >= _ORDINARY_COST:
        cost = base - discount_after(text, given + 2)
        yield NameCandidate(Span(start, given + 2), cost, kind=NameKind.PERSON)
    if two[:1] in _SINGLE:
        cost = base + THIRD_COST - discount_after(text, given + 1)
        yield NameCandidate(Span(start, given + 1), cost, kind=NameKind.PERSON)
    if three[1:] in _LONG_ENDINGS:
        cost = base + THIRD_COST - discount_after(text, given + 3)
        yield NameCandidate(Span(start, given + 3), cost, kind=NameKind.PERSON)
