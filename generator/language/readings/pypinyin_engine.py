"""Readings by pypinyin, character by character, for whole sentences.

pypinyin reads the longest phrase of its dictionary at each position, and other characters by their
usual reading. It takes 0.2 s and 50 MB to load, so its two dictionaries are compiled into a table,
and its way of splitting a sentence is repeated here. The package itself is only imported to
compile them.

    rows     行 xing2    行长 hang2 zhang3    …    `-` for what is no syllable
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from generator.language.mapped import CompiledTable, Groups, Row
from generator.language.pinyin.syllables import is_syllable, number_tone
from generator.lazy_patterns import lazy_pattern

_NONE = "-"
"""Stands for a syllable that pypinyin has but that is not one of Mandarin."""

_PATTERN_KEY = ""
"""The key of pypinyin's pattern of Han characters, some of which it cannot read."""

Syllables = tuple[str | None, ...]


def _dictionaries() -> Sequence[Path]:
    """Return the files of pypinyin's dictionaries, without importing it."""
    spec = find_spec("pypinyin")
    folders = (spec and spec.submodule_search_locations) or ()
    return [
        Path(folder, f"{name}.{suffix}")
        for folder in folders
        for name in ("phrases_dict", "pinyin_dict", "constants")
        for suffix in ("json", "py")
    ]


def import_pypinyin() -> Any:
    """Import pypinyin, which builds tables of some hundred thousand lists.

    The garbage collector is off meanwhile: it would scan them again and again, which takes a
    quarter of the time, and find nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        import pypinyin
    finally:
        if collecting:
            gc.enable()
    return pypinyin


def _rows() -> Iterator[Row]:
    constants = import_pypinyin().constants
    yield _PATTERN_KEY, constants.RE_HANS.pattern
    is_han = constants.RE_HANS.match
    for code, readings in sorted(constants.PINYIN_DICT.items()):
        if is_han(char := chr(code)):
            yield char, f"{char} {_numbered(readings.split(',')[0]) or _NONE}"
    for phrase, readings in sorted(constants.PHRASES_DICT.items()):
        if len(readings) == len(phrase) > 1 and all(map(is_han, phrase)):
            syllables = (_numbered(found[0]) or _NONE for found in readings)
            yield phrase, f"{phrase} {' '.join(syllables)}"


@lru_cache(maxsize=4096)
def _numbered(marked: str) -> str | None:
    """Return a tone-marked syllable with a tone digit, None for other text."""
    numbered = number_tone(marked)
    return numbered if is_syllable(numbered) else None


PYPINYIN = CompiledTable("pypinyin", _rows, (*_dictionaries(), Path(__file__)))


def _syllable(stored: str) -> str | None:
    return None if stored == _NONE else stored


class _Group:
    """The readings of a character and of the phrases that begin with it."""

    def __init__(self, rows: str) -> None:
        self._rows = rows
        text, *syllables = rows.partition("\n")[0].split(" ")
        self.usual = _syllable(syllables[0]) if len(text) == 1 else None
        """The reading of the character, whose row is the first."""

    @cached_property
    def readings(self) -> Mapping[str, Syllables]:
        """The readings by the text."""
        readings: dict[str, Syllables] = {}
        for row in self._rows.split("\n") if self._rows else ():
            text, *syllables = row.split(" ")
            readings[text] = tuple(map(_syllable, syllables))
        return readings

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The length of the longest phrase by its first two characters."""
        longest: dict[str, int] = {}
        for phrase in self.readings:
            longest[phrase[:2]] = max(len(phrase), longest.get(phrase[:2], 0))
        return longest

    def begins_phrase(self, text: str) -> bool:
        """Whether a longer phrase begins with a text."""
        return any(len(phrase) > len(text) and phrase.startswith(text) for phrase in self.readings)


_USUAL_HAN = lazy_pattern("[\u3400-\u4dbf\u4e00-\u9fff]+")
"""Characters that pypinyin takes for Han characters, and hardly any text has others."""

_GROUPS = Groups(lambda first: _Group(PYPINYIN.group(first)))


@cache
def _han() -> re.Pattern[str]:
    return re.compile(PYPINYIN.group(_PATTERN_KEY))


def _is_han(char: str) -> bool:
    """Whether pypinyin takes a character for a Han character."""
    if char in _GROUPS[char].readings:
        return True
    # The pattern takes a millisecond to compile, and few sentences have characters that need it.
    return char >= "\u3400" and not "\uff00" <= char <= "\uffff" and bool(_han().match(char))


def usual_syllable(char: str) -> str | None:
    """Return pypinyin's reading of a single character."""
    return _GROUPS[char].usual


def sentence_syllables(text: str) -> Iterator[str | None]:
    """Yield pypinyin's reading of each code point of `text`, None if it is not Han.

    pypinyin splits the sentence into its own phrases and reads each of them on its own.
    """
    if _USUAL_HAN.fullmatch(text):
        return _run_syllables(text)
    return chain.from_iterable(
        _run_syllables("".join(run)) if is_han else (None for _ in run)
        for is_han, run in groupby(text, _is_han)
    )


def _run_syllables(run: str) -> Iterator[str | None]:
    """Yield the readings of a run of Han characters: the longest phrase at each position."""
    start, stop = 0, len(run)
    while start < stop:
        group = _GROUPS[run[start]]
        longest = group.longest.get(run[start : start + 2], 1)
        if longest == 1:
            yield group.usual
            start += 1
            continue
        readings = group.readings
        end = min(start + longest, stop)
        while end - start > 1 and run[start:end] not in readings:
            end -= 1
        if end - start > 1:
            yield from readings[run[start:end]]
        else:
            # Where the run ends within a phrase, pypinyin reads the characters one by one.
            if start + longest > stop and group.begins_phrase(run[start:]):
                end = stop
            yield from map(usual_syllable, run[start:end])
        start = end
