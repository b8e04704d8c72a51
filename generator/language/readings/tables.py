"""What was counted and reviewed of readings: shares, trust, and the usual reading of words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_rows


@cache
def shares() -> Mapping[str, Mapping[str, float]]:
    """How a character's uses divide among its readings."""
    table: dict[str, dict[str, float]] = {}
    for char, reading, share in read_rows("readings/reading_shares.tsv", 3):
        table.setdefault(char, {})[reading] = float(share)
    return table


@cache
def trust() -> Mapping[str, bool]:
    """Whether the context model reads a character better than pypinyin, where that was counted."""
    rows = read_rows("readings/trusted.tsv", 3)
    return {char: int(ours) > int(theirs) for char, ours, theirs in rows}


@cache
def reviewed() -> Mapping[str, tuple[str, ...]]:
    """The usual reading of words of which the dictionary has several, or an odd one."""
    rows = read_rows("readings/readings.tsv", 2)
    return {word: tuple(pinyin.split(" ")) for word, pinyin in rows}
