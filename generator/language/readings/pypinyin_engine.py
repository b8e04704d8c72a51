"""What pypinyin reads, character by character, in a whole sentence."""

from __future__ import annotations

import gc
from functools import cache, lru_cache
from typing import Any

from generator.language.pinyin.syllables import is_syllable, number_tone


@cache
def _pypinyin() -> Any:
    """pypinyin, which makes tables of some hundred thousand lists when it is imported.

    The garbage collector would go through them again and again meanwhile, for a quarter of the
    time, and find nothing.
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
    """A tone-marked syllable with its digit, None where it is none."""
    numbered = number_tone(marked)
    return numbered if is_syllable(numbered) else None


@lru_cache(maxsize=65536)
def _phrase(text: str) -> tuple[str | None, ...]:
    """pypinyin's reading of one phrase, remembered: looking it up is what takes most time."""
    module = _pypinyin()
    # Tone marks are how pypinyin keeps its data; asked for digits, it takes twice as long.
    found = module.lazy_pinyin(text, style=module.Style.TONE, errors=lambda run: [""] * len(run))
    if len(found) != len(text):  # a grapheme that pypinyin takes as one
        return tuple(s for char in text for s in _phrase(char))
    return tuple(_numbered(syllable) for syllable in found)


def usual_syllable(char: str) -> str | None:
    """pypinyin's reading of a character by itself."""
    return _phrase(char)[0]


def sentence_syllables(text: str) -> list[str | None]:
    """pypinyin's reading of every code point of `text`, None where it is no Han character.

    It cuts the sentence into its own phrases and reads each by itself.
    """
    phrases = _pypinyin().seg.simpleseg.seg(text)
    return [syllable for phrase in phrases for syllable in _phrase(phrase)]
