"""Cut rules: how a stretch of text is segmented where the words around it leave no choice.

    着|火     after 憋 冒 烧 …     憋 | 着 | 火, not 憋 | 着火
    不|过     after 斗 骗 瞒 …     斗 | 不 | 过, not 斗 | 不过
    来着      before a pause       你 | 叫 | 什么 | 来着

A rule of `data/words/cut_rules.tsv` has a phrase with its segmentation, and patterns of the text
before and after it. Where it holds, the phrase is an edge of the segmenter's lattice that costs
less than any other segmentation of its characters, so it also vetoes an entry of the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import fsum, inf

from msgspec import Struct

from generator.language.memo import memoise
from generator.language.tables import read_rows
from generator.language.words.bridge_words import UNKNOWN_CHARACTER_COST, cheapest_parts
from generator.language.words.formations import Formation

RULE_ADVANTAGE = 220
"""The advantage in centibels of a phrase whose rule holds over its other segmentations. A path with
words that cross its edges is cheaper only if they are much more probable."""

REACH = 8
"""The number of characters before a phrase that its pattern may match."""


class CutRule(Struct, frozen=True):
    """A row of the table for one phrase; the patterns are compiled on first use."""

    words: tuple[str, ...]
    before: str
    after: str

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether the text around the phrase from `start` to `end` matches the patterns."""
        if self.after and _compiled(self.after).match(text, end) is None:
            return False
        if not self.before:
            return True
        return _compiled(self.before).search(text[max(0, start - REACH) : start]) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def cut_rules() -> Mapping[str, Sequence[CutRule]]:
    """Return the rules by the first two characters of their phrases."""
    found: dict[str, list[CutRule]] = {}
    for rule in read_rules("words/cut_rules.tsv"):
        found.setdefault("".join(rule.words)[:2], []).append(rule)
    return found


def read_rules(table: str) -> Iterator[CutRule]:
    """Yield the rules of a table, one for each phrase."""
    lists: dict[str, str] = {}
    for phrases, *patterns in read_rows(table, 3, optional=2):
        if phrases.startswith("@"):
            lists[phrases] = f"(?:{'|'.join(patterns[0].split())})"
            continue
        before, after = (_expand(pattern, lists) for pattern in patterns)
        if before:
            before = f"(?:{before})$"
        for phrase in phrases.split():
            yield CutRule(tuple(phrase.split("|")), before, after)


def _expand(pattern: str, lists: Mapping[str, str]) -> str:
    """Replace the names of lists in a pattern by the words of the list."""
    return re.sub(r"@[a-z]+", lambda name: lists[name[0]], pattern)


class CutRules:
    """Finds the phrases of the table whose rules hold, given the costs of words."""

    def __init__(self, costs: Mapping[str, float]) -> None:
        self._costs = costs
        self._cost_of = memoise(self._find_cost)

    def find(self, text: str, pairs: Sequence[str]) -> Iterator[Formation]:
        """Yield the phrases in a simplified text; `pairs` are its neighbouring characters."""
        rules = cut_rules()
        if rules.keys().isdisjoint(pairs):
            return
        for start in [at for at, pair in enumerate(pairs) if pair in rules]:
            done = ""
            for rule in rules[pairs[start]]:
                whole = "".join(rule.words)
                end = start + len(whole)
                if whole != done and text.startswith(whole, start) and rule.holds(text, start, end):
                    yield Formation(start, end, self._cost_of(rule.words), rule.words)
                    done = whole

    def _find_cost(self, words: tuple[str, ...]) -> float:
        known, unknown, whole = self._costs, UNKNOWN_CHARACTER_COST, "".join(words)
        others = cheapest_parts(whole, known, unknown)
        costs = [fsum(known.get(word, unknown) for word in some) for some in (words, others)]
        return min(*costs, known.get(whole, inf)) - RULE_ADVANTAGE
