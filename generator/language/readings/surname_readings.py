"""How a surname is read, and where a lone character is one: 单老师 Shàn, 姓任的 Rén, 查家 Zhā.

A person's name that the name stage found is read by `of_surname` alone; `is_surname_here` knows
the places where a character that is mostly another word (任 rèn, 解 jiě) is a surname all the
same.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.names.candidates import TITLES
from generator.language.tables import read_groups, read_rows

_OWN = {
    surname: tuple(reading.split())
    for surname, reading in read_rows("readings/surname_readings.tsv", 2)
}
"""Surnames that the dictionary lacks, or of which it has another reading first."""

_WORDS = read_groups("readings/surname_words.tsv")

_ELSEWHERE = _WORDS["read-otherwise"] | {surname for surname in _OWN if len(surname) == 2}
"""Surnames that are read otherwise than the character is elsewhere."""

_ADDRESSED = TITLES | _WORDS["title"]
_HOUSE = _WORDS["household"]
"""What follows 家 after a surname: 查家的, 任家大院."""

_BEFORE = _WORDS["before"]
"""What may stand before a surname, beside a pause."""


def own_surname(person: str) -> str:
    """The surname that a name begins with, if it is one the lists of names may lack: 种师道."""
    return person[:1] if person[:1] in _OWN and len(person) in (2, 3) else ""


def of_surname(dictionary: Dictionary, surname: str) -> tuple[str, ...]:
    """The syllables of a simplified surname, in lower case; empty where none is known."""
    own = _OWN.get(surname)
    if own is not None:
        return own
    for entry in dictionary.entries(surname):
        named = entry.is_name and any("surname " in sense for sense in entry.senses)
        if named and len(entry.syllables) == len(surname):
            return tuple(syllable.lower() for syllable in entry.syllables)
    return ()


def is_surname_here(words: Sequence[str], index: int) -> bool:
    """Whether a word is a surname by what stands beside it."""
    word = words[index]
    if word not in _ELSEWHERE:
        return False
    before = words[index - 1] if index else ""
    if before in ("姓", "贵姓", "复姓"):
        return True
    if before and before not in _BEFORE and IS_HAN.match(before):
        return False
    after, behind = [*words[index + 1 : index + 3], "", ""][:2]
    if after == "家":
        return behind in _HOUSE
    if after == "老":
        return behind in ("先生", "太太", "爷子", "师傅")
    return after in _ADDRESSED and not _holds_office(behind)


def _holds_office(behind: str) -> bool:
    """Whether what follows a title makes 任 the verb: 任校长三年, 任局长期间."""
    return behind[:1].isdigit() or behind[:1] in tuple("一二两三四五六七八九十几多期时后以之职")
