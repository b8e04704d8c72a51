"""What was counted and reviewed of readings: shares, trust, and the usual reading of words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import DATA


@cache
def shares() -> Mapping[str, Mapping[str, float]]:
    """How a character's uses divide among its readings."""
    table: dict[str, dict[str, float]] = {}
    for line in (
        DATA.joinpath("readings/reading_shares.tsv").read_text(encoding="utf-8").splitlines()
    ):
        char, reading, share = line.split("\t")
        table.setdefault(char, {})[reading] = float(share)
    return table


@cache
def trust() -> Mapping[str, bool]:
    """Whether the context model reads a character better than pypinyin, where that was counted."""
    lines = DATA.joinpath("readings/trusted.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {char: int(ours) > int(theirs) for char, ours, theirs in rows}


@cache
def reviewed() -> Mapping[str, tuple[str, ...]]:
    """The usual reading of words of which the dictionary has several, or an odd one."""
    lines = DATA.joinpath("readings/readings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: tuple(pinyin.split(" ")) for word, pinyin in rows}
