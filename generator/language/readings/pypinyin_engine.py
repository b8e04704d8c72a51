"""Readings by pypinyin, character by character, for whole sentences."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from generator.language.pinyin.syllables import is_syllable, number_tone


@cache
def _pypinyin() -> Any:
    """Import pypinyin, which builds tables of some hundred thousand lists.

    The garbage collector is off meanwhile: it would scan them again and again, which takes a
    quarter of the time, and find nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        import pypinyin.seg.mmseg
    finally:
        if collecting:
            gc.enable()
    return pypinyin


@lru_cache(maxsize=4096)
def _numbered(marked: str) -> str | None:
    """Return a tone-marked syllable with a tone digit, None for other text."""
    numbered = number_tone(marked)
    return numbered if is_syllable(numbered) else None


@lru_cache(maxsize=65536)
def _phrase_syllables(text: str) -> tuple[str | None, ...]:
    """Return pypinyin's reading of a phrase; cached, since its lookup takes most of the time."""
    module = _pypinyin()
    # pypinyin stores tone marks; converting them to digits would take twice as long.
    found = module.lazy_pinyin(text, style=module.Style.TONE, errors=lambda run: [""] * len(run))
    if len(found) != len(text):  # pypinyin treats some graphemes as one character
        return tuple(s for char in text for s in _phrase_syllables(char))
    return tuple(_numbered(syllable) for syllable in found)


def usual_syllable(char: str) -> str | None:
    """Return pypinyin's reading of a single character."""
    return _phrase_syllables(char)[0]


def sentence_syllables(text: str) -> list[str | None]:
    """Return pypinyin's reading of each code point of `text`, None if it is not Han.

    pypinyin splits the sentence into its own phrases and reads each of them on its own.
    """
    is_han = _pypinyin().constants.RE_HANS.match
    runs = [text] if is_han(text) else ["".join(run) for _, run in groupby(text, lambda c: bool(is_han(c)))]
    return [
        syllable
        for run in runs
        for phrase in (_split_phrases(run) if is_han(run) else run)
        for syllable in _phrase_syllables(phrase)
    ]


def _split_phrases(run: str) -> list[str]:
    """Split a run of Han characters as `pypinyin.seg.mmseg` does: the longest phrase first.

    It is several times as fast, since most positions take one lookup.
    """
    module, lengths = _pypinyin(), _phrase_lengths()
    phrases = module.constants.PHRASES_DICT
    found: list[str] = []
    start, stop = 0, len(run)
    while start < stop:
        longest = lengths.get(run[start : start + 2], 1)
        end = min(start + longest, stop)
        while end - start > 1 and run[start:end] not in phrases:
            end -= 1
        if end - start <= 1:
            # At the end of a run, pypinyin reads the beginning of a phrase one by one.
            if start + longest > stop and run[start:] in module.seg.mmseg.p_set:
                found += run[start:]
                break
            end = start + 1
        found.append(run[start:end])
        start = end
    return found


@cache
def _phrase_lengths() -> Mapping[str, int]:
    """Return the length of the longest phrase by its first two characters."""
    lengths: dict[str, int] = {}
    for phrase in _pypinyin().constants.PHRASES_DICT:
        lengths[phrase[:2]] = max(len(phrase), lengths.get(phrase[:2], 0))
    return lengths
