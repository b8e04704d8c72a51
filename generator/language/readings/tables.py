"""Tables of readings: their shares, the trusted engine, and reviewed readings of words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import DATA


@cache
def shares() -> Mapping[str, Mapping[str, float]]:
    """Return, for each character, the share of its uses that each reading has."""
    table: dict[str, dict[str, float]] = {}
    for line in (
        DATA.joinpath("readings/reading_shares.tsv").read_text(encoding="utf-8").splitlines()
    ):
        char, reading, share = line.split("\t")
        table.setdefault(char, {})[reading] = float(share)
    return table


@cache
def trust() -> Mapping[str, bool]:
    """Return, for the characters compared, whether the network is better than pypinyin."""
    lines = DATA.joinpath("readings/trusted.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {char: int(ours) > int(theirs) for char, ours, theirs in rows}


@cache
def reviewed() -> Mapping[str, tuple[str, ...]]:
    """Return the usual reading of words for which the dictionary has several, or a rare one."""
    lines = DATA.joinpath("readings/readings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: tuple(pinyin.split(" ")) for word, pinyin in rows}
