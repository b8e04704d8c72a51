"""The tables of names: which words are names, what characters do in them, what people reviewed.

`compile_names.py` writes `names.tsv` (of the dictionary's headwords), `name_list.tsv` (of other
words) and `name_characters.tsv`; `reviewed_names.tsv` is set by hand and beats the first two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from generator.language.numerals import NONZERO, UNITS
from generator.language.tables import read_columns, read_rows
from generator.language.words.segmentation import WordList, dictionary_words
from generator.model import NameKind

LISTED = 100
"""What a listed name of two characters costs besides: chance alone makes many."""
UNSEEN_ALONE = 60
"""What a character costs more alone than second in a given name, where only that is known."""

FUNCTION = frozenset(
    "的了是在和与及或也就都而且被把将让从对为以到来去有没不很最更再又还只这那此其我你他她它们个着过吗"
    "呢吧啊之所因由等该每各另新旧老小大好坏多少几半第徵"
    f"{NONZERO}两{UNITS}"
)
"""Characters that, standing alone, are words of grammar or plain adjectives, and no names."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What a character costs in each role that it has in names; None where it has none."""

    surname: float | None
    first: float | None
    second: float | None
    only: float | None
    foreign: float | None


_KINDS = {kind.value: kind for kind in NameKind}

REVIEWED = 500
"""What a reviewed name that is no headword costs: it is taken where no common words say more."""


@cache
def reviewed_names() -> Mapping[str, NameKind | None]:
    """What people have said of names, and of words that are none."""
    kinds = {**_KINDS, "none": None}
    rows = read_rows("names/reviewed_names.tsv", 2)
    return {word: kinds[kind] for kind, words in rows for word in words.split()}


@cache
def known_names() -> Mapping[str, NameKind]:
    """Dictionary headwords that are names, in simplified script."""
    words, kinds = read_columns("names/names.tsv", 2)
    found = dict(zip(words, map(_KINDS.__getitem__, kinds), strict=True))
    for word, kind in reviewed_names().items():
        if kind is None:
            found.pop(word, None)
        elif word in dictionary_words():
            found[word] = kind
    return found


@cache
def listed_names() -> Mapping[str, NameKind]:
    """Names that the dictionary lacks and a list has."""
    return listed_words()[0]


@cache
def listed_words() -> tuple[Mapping[str, NameKind], WordList]:
    """The kinds of those names, and what they cost."""
    kinds, costs = {}, {}
    for word, kind, cost in zip(*read_columns("names/name_list.tsv", 3), strict=True):
        kinds[word], costs[word] = _KINDS[kind], float(cost) + LISTED * (len(word) == 2)
    for word, reviewed in reviewed_names().items():
        if reviewed is None:
            kinds.pop(word, None)
            costs.pop(word, None)
        elif word not in dictionary_words():
            kinds[word], costs[word] = reviewed, REVIEWED
    return kinds, WordList(costs)


@cache
def characters() -> Mapping[str, Roles]:
    """The roles of every character, and of compound surnames.

    What stands second in given names may be one alone, though no listed name shows it.
    """
    table = {}
    for char, *costs in read_rows("names/name_characters.tsv", 6):
        roles = Roles(*(float(cost) if cost else None for cost in costs))
        if roles.only is None and roles.second is not None and char not in FUNCTION:
            roles = replace(roles, only=roles.second + UNSEEN_ALONE)
        table[char] = roles
    return table


@cache
def surnames() -> Mapping[str, float]:
    """Chinese surnames and their costs."""
    return {c: r.surname for c, r in characters().items() if r.surname is not None}


def is_surname(text: str) -> bool:
    """Whether a simplified text is a Chinese surname."""
    return text in surnames()


def surname_of(person: str) -> str:
    """The surname of a Chinese person's name, empty where it has none: 欧阳修 -> 欧阳.

    A pet name of one character twice has none, whatever the character: 兰兰.
    """
    if len(person) == 2 and person[0] == person[1]:
        return ""
    for length in (2, 1):
        if len(person) > length and person[:length] in surnames():
            return person[:length]
    return ""
