"""The readings that the dictionary gives a word."""

from __future__ import annotations

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary, Entry
from generator.language.pinyin.syllables import is_syllable
from generator.language.readings.tables import reviewed


def readings_of(dictionary: Dictionary, word: str, written: str) -> tuple[tuple[str, ...], ...]:
    """The different readings the dictionary gives a word, common words before names.

    Each has one syllable for each Han character of the word.
    """
    entries = dictionary.select(word, written)
    stated = reviewed().get(word)
    if not entries:
        return () if stated is None else (stated,)
    usual = [e for e in entries if not e.is_surname and not e.is_variant] or entries
    common = [e for e in usual if not e.is_name] or usual
    if len(word) == 1 and written == word and len({e.traditional for e in common}) > 1:
        # 干 stands for 乾, 幹 and 干 alike: the simplified character alone cannot tell.
        common = sorted(common, key=lambda e: e.traditional == e.simplified, reverse=True)
    readings: dict[tuple[str, ...], None] = {}
    for entry in common:
        syllables = _on_han(word, entry)
        if syllables is not None:
            readings.setdefault(syllables)
    if stated is not None and stated not in readings:
        return (stated,)
    if len(word) == 1:
        # 冯 is féng far more often as a surname than píng as a word, and 粘 is nián as a
        # variant of 黏: a lone character may be any of them.
        for entry in entries:
            if len(entry.syllables) == 1 and is_syllable(entry.syllables[0]):
                readings.setdefault((entry.syllables[0].lower(),))
    return tuple(readings)


def _on_han(word: str, entry: Entry) -> tuple[str, ...] | None:
    """The entry's syllables that stand over Han characters, None where they do not fit."""
    han = [IS_HAN.match(char) is not None for char in word]
    syllables = entry.syllables
    if len(syllables) == len(word):
        chosen = tuple(s for s, is_han in zip(syllables, han, strict=True) if is_han)
    else:
        chosen = tuple(s for s in syllables if is_syllable(s))
    if len(chosen) != sum(han) or not all(map(is_syllable, chosen)):
        return None
    return chosen
