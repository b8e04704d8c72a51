"""Readings by pypinyin, character by character, for whole sentences."""

from __future__ import annotations

import gc
from functools import cache, lru_cache
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
        import pypinyin.seg.simpleseg
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
    phrases = _pypinyin().seg.simpleseg.seg(text)
    return [syllable for phrase in phrases for syllable in _phrase_syllables(phrase)]
