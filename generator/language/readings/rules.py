"""Rules for lone polyphones, and for words with several readings: what must precede and what must
follow for a reading to hold.

They stand in `data/readings/polyphones.tsv`, one a line, for anyone to read and to correct.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.language.tables import read_rows


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `data/readings/polyphones.tsv`; one that is not `decides` only leans."""

    reading: str
    """Numbered; the syllables of a word are parted by spaces."""
    before: re.Pattern[str]
    after: re.Pattern[str]
    decides: bool


@cache
def _rows() -> Mapping[str, Sequence[Sequence[str]]]:
    rows: dict[str, list[Sequence[str]]] = {}
    for word, *row in read_rows("readings/polyphones.tsv", 5, optional=3):
        rows.setdefault(word, []).append(row)
    return rows


@cache
def _rules(word: str) -> tuple[Rule, ...]:
    """The rules of a word, whose patterns are compiled when it is first met."""
    rules = []
    for reading, before, after, leans in _rows()[word]:
        decides = bool(before or after) and not leans
        rules.append(Rule(reading, re.compile(before), re.compile(after), decides))
    return tuple(rules)


def has_rules(word: str) -> bool:
    """Whether what stands around a word may tell its reading."""
    return word in _rows()


def rule_for(words: Sequence[str], index: int) -> Rule | None:
    """The first rule that the neighbours of a word fit."""
    if not has_rules(words[index]):
        return None
    before = "".join(f"{word}/" for word in words[max(0, index - 6) : index])
    after = "".join(f"/{word}" for word in words[index + 1 : index + 7])
    for rule in _rules(words[index]):
        if rule.before.search(before) and rule.after.match(after):
            return rule
    return None
