"""The reading of a single Han character, with its origin and confidence."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Origin

AUTHOR_CONFIDENCE = 1.0
"""The confidence of a reading that an author has given."""

DICTIONARY_CONFIDENCE = 0.999
"""The confidence of a dictionary reading that nothing contradicts."""


class SyllableReading(Struct, frozen=True, gc=False):
    """The reading of a Han character, before it is given a span in a block."""

    pinyin: str | None
    """None if no source has a reading."""
    origin: Origin
    confidence: float
    starts_part: bool = False
    """Whether it begins a new part of a name."""


def with_neutral_tone(syllable: SyllableReading) -> SyllableReading:
    """Return the syllable in the neutral tone."""
    if syllable.pinyin is None:
        return syllable
    return replace(syllable, pinyin=f"{syllable.pinyin[:-1]}5")


@lru_cache(maxsize=512)
def syllable_readings(
    reading: tuple[str, ...], origin: Origin, confidence: float
) -> tuple[SyllableReading, ...]:
    """Return the syllables of a word's reading; a capital after the first starts a new part."""
    return tuple(
        [
            _syllable_reading(s, origin, confidence, at > 0 and s[:1].isupper())
            for at, s in enumerate(reading)
        ]
    )


@lru_cache(maxsize=4096)
def _syllable_reading(
    syllable: str, origin: Origin, confidence: float, starts_part: bool
) -> SyllableReading:
    """Return the reading of a syllable, which thousands of words share."""
    return SyllableReading(syllable, origin, confidence, starts_part=starts_part)
