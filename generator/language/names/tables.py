"""The tables of names: known names and their kinds, and the costs of characters in names.

`compile_names.py` writes `names.tsv` (dictionary headwords), `name_list.tsv` (other words) and
`name_characters.tsv`; `reviewed_names.tsv` is edited by hand and overrides the first two. These are
compiled into `KNOWN_NAMES` and `LISTED_NAMES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.language.mapped import CompiledTable, MappedTable, Row, number_text, parse_numbers
from generator.language.tables import read_columns, read_groups, read_rows
from generator.language.words.lexicon import LEXICON
from generator.language.words.word_list import WordList, dictionary_words
from generator.model import NameKind

LISTED_PAIR_COST = 100
"""The extra cost of a listed name of two characters, in centibels, since many occur by chance."""
UNSEEN_ROLE_COST = 60
"""The extra cost in centibels of a character as the only one of a given name, if the table only
has its cost as the second one."""

RARE_SURNAME_COST = 380
"""The cost in centibels of a surname that the table of characters does not have as one."""

_RARE_SURNAMES = read_groups("names/name_words.tsv")["rare-surname"]

MODERN_GIVEN_COST = 340
"""The highest cost in centibels, in a given name, of the characters that names of today have and
the table of characters, which is older, hardly has: 萱, 奕."""

_MODERN_GIVEN = read_groups("names/name_words.tsv")["modern-given"]

FUNCTION_WORDS = read_groups("names/name_words.tsv")["function"]
"""Characters that as single words are function words or plain adjectives, not names."""


class Roles(Struct, frozen=True, gc=False):
    """The costs of a character in its roles in names; None for a role that it does not have."""

    surname: float | None
    first: float | None
    second: float | None
    only: float | None
    foreign: float | None


_KINDS = {kind.value: kind for kind in NameKind}

REVIEWED_COST = 500
"""The cost in centibels of a reviewed name that is not a headword; common words cost less."""


@cache
def reviewed_names() -> Mapping[str, NameKind | None]:
    """Return the reviewed names with their kinds; None for words that are not names."""
    kinds = {**_KINDS, "none": None}
    rows = read_rows("names/reviewed_names.tsv", 2)
    return {word: kinds[kind] for kind, words in rows for word in words.split()}


def _known_rows() -> Iterator[Row]:
    words, kinds = read_columns("names/names.tsv", 2)
    found = dict(zip(words, kinds, strict=True))
    for word, kind in reviewed_names().items():
        if kind is None:
            found.pop(word, None)
        elif word in dictionary_words():
            found[word] = kind
    for word in sorted(found):
        yield word, f"{word}\t{found[word]}"


def _listed_rows() -> Iterator[Row]:
    found: dict[str, tuple[str, float]] = {}
    for word, kind, cost in zip(*read_columns("names/name_list.tsv", 3), strict=True):
        found[word] = kind, float(cost) + LISTED_PAIR_COST * (len(word) == 2)
    for word, reviewed in reviewed_names().items():
        if reviewed is None:
            found.pop(word, None)
        elif word not in dictionary_words():
            found[word] = reviewed, REVIEWED_COST
    for word, (kind, cost) in sorted(found.items()):
        yield word, f"{word}\t{kind}\t{number_text(cost)}"


_REVIEWED = ("names/reviewed_names.tsv", Path(__file__), *LEXICON.sources)
KNOWN_NAMES = CompiledTable("known_names", _known_rows, ("names/names.tsv", *_REVIEWED))
LISTED_NAMES = CompiledTable("listed_names", _listed_rows, ("names/name_list.tsv", *_REVIEWED))


@cache
def known_names() -> Mapping[str, NameKind]:
    """Return the dictionary headwords that are names, in simplified script."""
    return MappedTable(KNOWN_NAMES, _parse_kinds)


@cache
def listed_names() -> Mapping[str, NameKind]:
    """Return the names of the list, which the dictionary lacks, with their kinds."""
    return listed_words()[0]


@cache
def listed_words() -> tuple[Mapping[str, NameKind], WordList]:
    """Return the kinds of the listed names, and their costs."""
    return (
        MappedTable(LISTED_NAMES, lambda group: _parse_kinds(group, 3)),
        WordList(MappedTable(LISTED_NAMES, lambda group: parse_numbers(group, 3))),
    )


def _parse_kinds(group: str, columns: int = 2) -> dict[str, NameKind]:
    """Return the kinds of the names of a group."""
    fields = group.split()
    return dict(zip(fields[::columns], map(_KINDS.__getitem__, fields[1::columns]), strict=True))


@cache
def character_roles() -> Mapping[str, Roles]:
    """Return the roles of all characters, and of compound surnames.

    A character that is the second of given names may also be the only one, even if the table does
    not have that role.
    """
    table = {}
    for char, *costs in read_rows("names/name_characters.tsv", 6):
        surname, first, second, only, foreign = [float(cost) if cost else None for cost in costs]
        if surname is None and char in _RARE_SURNAMES:
            surname = RARE_SURNAME_COST
        if only is None and second is not None and char not in FUNCTION_WORDS:
            only = second + UNSEEN_ROLE_COST
        table[char] = Roles(surname, first, second, only, foreign)
    for surname_only in _RARE_SURNAMES - table.keys():
        table[surname_only] = Roles(RARE_SURNAME_COST, None, None, None, None)
    for char in _MODERN_GIVEN:
        old = table.get(char, Roles(None, None, None, None, None))
        first, second, only = [
            min(MODERN_GIVEN_COST + extra, MODERN_GIVEN_COST + extra if cost is None else cost)
            for cost, extra in ((old.first, 0), (old.second, 0), (old.only, UNSEEN_ROLE_COST))
        ]
        table[char] = Roles(old.surname, first, second, only, old.foreign)
    return table


@cache
def surnames() -> Mapping[str, float]:
    """Return the Chinese surnames with their costs."""
    return {c: r.surname for c, r in character_roles().items() if r.surname is not None}


def is_surname(text: str) -> bool:
    """Whether a simplified text is a Chinese surname."""
    return text in surnames()


@cache
def _temple_names() -> frozenset[str]:
    return read_groups("names/name_words.tsv")["temple-name"]


@cache
def _given_alone() -> frozenset[str]:
    return read_groups("names/name_words.tsv")["given-alone"]


def surname_of(person: str) -> str:
    """Return the surname of a Chinese person's name, empty if it has none: 欧阳修 -> 欧阳.

    A pet name of a doubled character has none, whatever the character: 兰兰. Nor has a surname, nor
    what an emperor is called in his temple, and what villagers are called by: 成祖, 铁柱.
    """
    if person in _given_alone():
        return ""
    if person in surnames() or (len(person) == 2 and person[0] == person[1]):
        return ""
    if len(person) == 2 and person[1] in "宗祖" and person[0] in _temple_names():
        return ""
    for length in (2, 1):
        if len(person) > length and person[:length] in surnames():
            return person[:length]
    return ""
