"""The dictionary's readings of a word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from generator.language.characters import IS_HAN, count_han
from generator.language.dictionary.cedict import Dictionary, Entry
from generator.language.pinyin.syllables import is_syllable
from generator.language.readings.tables import reviewed_readings


def dictionary_readings(
    dictionary: Dictionary, word: str, written: str
) -> tuple[tuple[str, ...], ...]:
    """Return the dictionary's different readings of a word, common words before names.

    Each has one syllable for each Han character of the word.
    """
    entries = dictionary.select(word, written)
    reviewed_reading = reviewed_readings().get(word)
    if not entries:
        if reviewed_reading is None:
            return _doubled_readings(dictionary, word, written)
        return (reviewed_reading,)
    common: Sequence[Entry] = entries
    if len(entries) > 1:
        usual = [e for e in entries if not e.is_surname and not e.is_variant] or entries
        common = [e for e in usual if not e.is_name] or usual
    if len(word) == 1 and written == word and len({e.traditional for e in common}) > 1:
        # 干 stands for 乾, 幹 and 干; the reading of the character itself comes first.
        common = sorted(common, key=lambda e: e.traditional == e.simplified, reverse=True)
    readings: dict[tuple[str, ...], None] = {}
    for entry in common:
        syllables = _han_syllables(word, entry)
        if syllables is not None:
            readings.setdefault(syllables)
    if reviewed_reading is not None and reviewed_reading not in readings:
        return (reviewed_reading,)
    if len(word) == 1:
        # A single character may also be a surname or a variant: 冯 is far more often the surname
        # féng than the word píng, and 粘 is nián as a variant of 黏.
        for entry in entries:
            if len(entry.syllables) == 1 and is_syllable(entry.syllables[0]):
                readings.setdefault((entry.syllables[0].lower(),))
    return tuple(readings)


def _doubled_readings(
    dictionary: Dictionary, word: str, written: str
) -> tuple[tuple[str, ...], ...]:
    """Return the readings of an adjective said twice, each syllable with its tone: 快快乐乐."""
    if len(word) != 4 or word[0] != word[1] or word[2] != word[3] or word[0] == word[2]:
        return ()
    pair = dictionary_readings(dictionary, word[::2], written[::2])
    readings: dict[tuple[str, ...], None] = {}
    for first, second in pair:
        full = _with_tone(dictionary, second, word[2], written[2])
        readings.setdefault((first, first, full, full))
    return tuple(readings)


def _with_tone(dictionary: Dictionary, syllable: str, char: str, written: str) -> str:
    """Return a syllable with the tone that its character has alone, if it is neutral: 亮 liàng."""
    if not syllable.endswith("5"):
        return syllable
    alone = (s for (s,) in dictionary_readings(dictionary, char, written))
    return next((s for s in alone if s[:-1] == syllable[:-1] and not s.endswith("5")), syllable)


def _han_syllables(word: str, entry: Entry) -> tuple[str, ...] | None:
    """Return the entry's syllables of Han characters, None if they do not match the word."""
    syllables, count = entry.syllables, count_han(word)
    if len(syllables) != len(word):
        chosen = tuple(filter(is_syllable, syllables))
    elif count == len(word):  # most words
        chosen = syllables
    else:
        chosen = tuple(compress(syllables, map(IS_HAN.match, word)))
    if len(chosen) != count or not all(map(is_syllable, chosen)):
        return None
    return chosen
