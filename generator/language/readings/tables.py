"""Tables of readings: their shares, the trusted engine, and reviewed readings of words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_rows
from generator.language.words.listed_splits import split_words


@cache
def reading_shares() -> Mapping[str, Mapping[str, float]]:
    """Return, for each character, the share of its uses that each reading has."""
    table: dict[str, dict[str, float]] = {}
    for char, reading, share in read_rows("readings/reading_shares.tsv", 3):
        table.setdefault(char, {})[reading] = float(share)
    return table


@cache
def network_is_better() -> Mapping[str, bool]:
    """Return, for the characters compared, whether the network is better than pypinyin."""
    rows = read_rows("readings/trusted.tsv", 3)
    return {char: int(ours) > int(theirs) for char, ours, theirs in rows}


@cache
def reviewed_readings() -> Mapping[str, tuple[str, ...]]:
    """Return the usual reading of words for which the dictionary has several, or a rare one.

    With those of split words, for names and other words that are not split.
    """
    rows = read_rows("readings/readings.tsv", 2)
    return {**split_words(), **{word: tuple(pinyin.split(" ")) for word, pinyin in rows}}
