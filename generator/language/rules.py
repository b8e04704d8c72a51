"""Rules for lone polyphones, and for words with several readings: what must precede and what must
follow for a reading to hold.

They stand in `data/polyphones.tsv`, one a line, for anyone to read and to correct.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.language.dictionary import DATA


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `data/polyphones.tsv`; one that is not `decides` only leans."""

    reading: str
    """Numbered; the syllables of a word are parted by spaces."""
    before: re.Pattern[str]
    after: re.Pattern[str]
    decides: bool


@cache
def _rules() -> Mapping[str, tuple[Rule, ...]]:
    rules: dict[str, list[Rule]] = {}
    for line in DATA.joinpath("polyphones.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            char, reading, before, after, leans = (line + "\t\t\t").split("\t")[:5]
            decides = bool(before or after) and not leans
            rule = Rule(reading, re.compile(before), re.compile(after), decides)
            rules.setdefault(char, []).append(rule)
    return {char: tuple(found) for char, found in rules.items()}


def has_rules(word: str) -> bool:
    """Whether what stands around a word may tell its reading."""
    return word in _rules()


def rule_for(words: Sequence[str], index: int) -> Rule | None:
    """The first rule that the neighbours of a word fit."""
    rules = _rules().get(words[index])
    if rules is None:
        return None
    before = "".join(f"{word}/" for word in words[max(0, index - 6) : index])
    after = "".join(f"/{word}" for word in words[index + 1 : index + 7])
    for rule in rules:
        if rule.before.search(before) and rule.after.match(after):
            return rule
    return None
