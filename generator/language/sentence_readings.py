"""What pypinyin reads, character by character, in a whole sentence."""

from __future__ import annotations

from functools import lru_cache

from generator.language.pinyin import is_syllable, number


@lru_cache(maxsize=4096)
def _numbered(marked: str) -> str | None:
    """A tone-marked syllable with its digit, None where it is none."""
    numbered = number(marked)
    return numbered if is_syllable(numbered) else None


@lru_cache(maxsize=65536)
def _phrase(text: str) -> tuple[str | None, ...]:
    """pypinyin's reading of one phrase, remembered: looking it up is what takes most time."""
    from pypinyin import Style, lazy_pinyin

    # Tone marks are how pypinyin keeps its data; asked for digits, it takes twice as long.
    found = lazy_pinyin(text, style=Style.TONE, errors=lambda run: [""] * len(run))  # type: ignore[arg-type,return-value]
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
    from pypinyin.seg.simpleseg import seg

    return [syllable for phrase in seg(text) for syllable in _phrase(phrase)]
