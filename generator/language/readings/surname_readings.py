"""Readings of surnames, and contexts that show one: 单老师 Shàn, 姓任的 Rén, 查家 Zhā.

`surname_reading` is for the names that the name stage has found. `is_surname_in_context` finds
further surnames among characters that are usually other words (任 rèn, 解 jiě).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.names.context import TITLES
from generator.language.numerals import TENS
from generator.language.tables import read_groups, read_rows

_READINGS = {
    surname: tuple(reading.split())
    for surname, reading in read_rows("readings/surname_readings.tsv", 2)
}
"""Surnames that the dictionary lacks, or for which its first reading is another one."""

_WORDS = read_groups("readings/surname_words.tsv")

_UNUSUALLY_READ = _WORDS["read-otherwise"] | {surname for surname in _READINGS if len(surname) == 2}
"""Surnames whose reading differs from the usual reading of the character."""

_ADDRESSED = TITLES | _WORDS["title"]
_AFTER_FAMILY = _WORDS["household"]
"""Words that follow a surname and 家: 查家的, 任家大院."""

_BEFORE_SURNAME = _WORDS["before"]
"""Words that may precede a surname; so may punctuation."""


def unlisted_surname(person: str) -> str:
    """Return the surname of a name if it is one that the name tables may lack: 种师道."""
    return person[:1] if person[:1] in _READINGS and len(person) in (2, 3) else ""


def surname_reading(dictionary: Dictionary, surname: str) -> tuple[str, ...]:
    """Return the syllables of a simplified surname, in lower case; none if it is unknown."""
    reading = _READINGS.get(surname)
    if reading is not None:
        return reading
    for entry in dictionary.entries(surname):
        named = entry.is_name and any("surname " in sense for sense in entry.senses)
        if named and len(entry.syllables) == len(surname):
            return tuple(syllable.lower() for syllable in entry.syllables)
    return ()


def may_be_surname(word: str) -> bool:
    """Whether a word is a surname in some contexts, with another reading."""
    return word in _UNUSUALLY_READ


def is_surname_in_context(words: Sequence[str], index: int) -> bool:
    """Whether the context of a word shows that it is a surname."""
    word = words[index]
    if word not in _UNUSUALLY_READ:
        return False
    before = words[index - 1] if index else ""
    if before in ("姓", "贵姓", "复姓"):
        return True
    if before[:1].isdigit() or (before not in _BEFORE_SURNAME and IS_HAN.match(before)):
        return False  # 第 16 | 任 | 总统: a term of office; 1981年 | 任 | 教授: to hold one
    after, second_after = [*words[index + 1 : index + 3], "", ""][:2]
    if after == "家":
        return second_after in _AFTER_FAMILY
    if after == "老":
        return second_after in ("先生", "太太", "爷子", "师傅")
    return after in _ADDRESSED and not _follows_office(second_after)


def _follows_office(word: str) -> bool:
    """Whether a word after a title shows that 任 is the verb: 任校长三年, 任局长期间."""
    return word[:1].isdigit() or word[:1] in tuple(f"{TENS}两几多期时后以之职")
