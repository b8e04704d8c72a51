"""Which words a learner wants notes on: by level, by frequency, without those that are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.exporting.word_lists import parse_words
from generator.language.characters import count_han
from generator.language.levels import TOP_LEVEL, word_level
from generator.language.words.bridge_words import read_costs
from generator.site.word_record import WordRecord

UNLISTED = TOP_LEVEL + 1
"""The level of words that a list lacks: they are beyond all levels."""


@dataclass(frozen=True, slots=True)
class Range:
    """A range of whole numbers, both ends included; None for an open end."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, number: int) -> bool:
        below = self.first is not None and number < self.first
        return not below and (self.last is None or number <= self.last)


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """The words to make notes on; terms have no level, and are left out only if they are known."""

    standard: str
    """The list of levels, one of `levels.STANDARDS`."""
    levels: Range = Range()
    ranks: Range = Range()
    """By frequency: 1 is the most frequent word."""
    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: Mapping[str, str], standard: str) -> NoteFilter:
        """Return the filter for the options of a format; `standard` is that of the site.

        Raises ValueError for what is not a range.
        """
        return cls(
            options["standard"] or standard,
            parse_range(options["level"]),
            parse_range(options["rank"]),
            frozenset(parse_words(options["known"])),
        )

    def wants(self, record: WordRecord) -> bool:
        """Whether to make a note on a word."""
        if not self.known.isdisjoint((record.simplified, record.traditional)):
            return False
        if record.term_id:
            return True
        level = word_level(record.simplified, self.standard) or UNLISTED
        if level not in self.levels:
            return False
        return self.ranks == Range() or rank(record.simplified) in self.ranks


def parse_range(text: str) -> Range:
    """Read `3`, `3-5`, `3-` or `-5`; empty text is every number. Raises ValueError."""
    found = re.fullmatch(r"(\d*+)\s*+([-–]?+)\s*+(\d*)", text.strip())
    if found is None:
        message = f"“{text}” is not a range such as 3-5"
        raise ValueError(message)
    first, dash, last = found.groups()
    if not dash:
        last = first
    return Range(int(first) if first else None, int(last) if last else None)


def rank(simplified: str) -> int:
    """Return the place of a word among those of the dictionary, the most frequent first."""
    ranks = _ranks()
    return ranks.get(simplified, len(ranks) + 1)


@cache
def _ranks() -> Mapping[str, int]:
    costs = read_costs("words/words.tsv")
    # Those of words with letters and figures are not frequencies.
    words = [word for word in costs if count_han(word) == len(word)]
    return {word: place for place, word in enumerate(sorted(words, key=costs.__getitem__), 1)}
