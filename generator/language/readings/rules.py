"""Hand-written rules for the reading of single polyphones, and of words with several readings.

Each line of `data/readings/polyphones.tsv` has a reading and the context that it requires. Half of
the patterns only list what stands next to the word: `(^|/)(我|你|一/个)/$`. These are sets, which
takes neither the time to compile an expression nor that to search with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from generator.language.tables import read_rows
from generator.language.words.word_classes import word_classes


class Side(Struct, frozen=True):
    """What must stand on one side of a word."""

    listed: frozenset[str] = frozenset()
    """The sequences of words, separated by `/`, one of which must be there; empty if any may."""
    pattern: str = ""
    """A regular expression for the words, if they are not `listed`; many are never compiled."""
    classes: str = ""
    """The same for the classes of the words, as jieba's tags."""


class Rule(Struct, frozen=True):
    """A row of `data/readings/polyphones.tsv`."""

    reading: str
    """Numbered syllables, separated by spaces."""
    before: Side
    after: Side
    decides: bool
    """Whether the rule settles the reading; otherwise it is only evidence for the model."""


@cache
def _rows() -> Mapping[str, Sequence[Sequence[str]]]:
    rows: dict[str, list[Sequence[str]]] = {}
    for word, *row in read_rows("readings/polyphones.tsv", 5, optional=3):
        rows.setdefault(word, []).append(row)
    return rows


@cache
def _rules(word: str) -> tuple[Rule, ...]:
    """Return the rules of a word."""
    rules = []
    for reading, before, after, leans in _rows()[word]:
        decides = bool(before or after) and not leans
        rules.append(Rule(reading, _side(before, _LIST_BEFORE), _side(after, _LIST_AFTER), decides))
    return tuple(rules)


class _Lookup(Struct, frozen=True):
    """The numbers of the rules of a word, by what they list next to it.

    A rule is under the word that stands beside it, of each sequence that it lists before it or, if
    it lists none there, after it.
    """

    before: Mapping[str, tuple[int, ...]]
    after: Mapping[str, tuple[int, ...]]
    others: tuple[int, ...]
    """Those that list nothing."""


@cache
def _lookup(word: str) -> _Lookup:
    before: dict[str, tuple[int, ...]] = {}
    after: dict[str, tuple[int, ...]] = {}
    others: tuple[int, ...] = ()
    for number, rule in enumerate(_rules(word)):
        for beside in {listed.rpartition("/")[2] for listed in rule.before.listed}:
            before[beside] = (*before.get(beside, ()), number)
        if rule.before.listed:
            continue
        for beside in {listed.partition("/")[0] for listed in rule.after.listed}:
            after[beside] = (*after.get(beside, ()), number)
        if not rule.after.listed:
            others += (number,)
    return _Lookup(before, after, others)


def _possible_rules(words: Sequence[str], index: int) -> Sequence[int]:
    """Return the numbers of the rules that what stands beside a word allows, in order."""
    lookup = _lookup(words[index])
    found = lookup.others
    if index:
        found += lookup.before.get(words[index - 1].rpartition("/")[2], ())
    if index + 1 < len(words):
        found += lookup.after.get(words[index + 1].partition("/")[0], ())
    return found if found is lookup.others else sorted(found)


@cache
def _reach_of_lists(word: str) -> tuple[int, int]:
    """Return how many words the rules of a word list before it and after it at most."""
    lists = [(rule.before.listed, rule.after.listed) for rule in _rules(word)]
    before, after = (
        max((each.count("/") + 1 for listed in side for each in listed), default=1)
        for side in zip(*lists, strict=True)
    )
    return before, after


_SOME = r"[^\W_]+(?:/[^\W_]+)*"
_LIST_BEFORE = re.compile(rf"\(\^\|/\)(?:\(({_SOME}(?:\|{_SOME})*)\)|({_SOME}))/\$")
_LIST_AFTER = re.compile(rf"/(?:\(({_SOME}(?:\|{_SOME})*)\)|({_SOME}))\(/\|\$\)")
"""The patterns that only list what stands next to the word."""


def _side(cell: str, lists: re.Pattern[str]) -> Side:
    """Return the pattern of the words and that of their classes, which stands after `@`."""
    words, _, classes = cell.partition("@")
    pattern = words.strip()
    listed = lists.fullmatch(pattern)
    if listed is None:
        return Side(pattern=pattern, classes=classes)
    return Side(frozenset((listed[1] or listed[2]).split("|")), classes=classes)


_compiled = cache(re.compile)
"""A pattern takes longer to compile than to match many times, and most rules of a character fail on
one side already."""


_HALF_WIDTH = frozenset(",;:!?")
_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")
"""Patterns have the punctuation of print; on the web, much is written with that of a keyboard."""


def has_rules(word: str) -> bool:
    """Whether a word has rules."""
    return word in _rows()


_REACH = 6
"""The number of words on each side that patterns may match."""


def find_rule(words: Sequence[str], index: int) -> Rule | None:
    """Return the first rule that matches the context of a word, None if none does."""
    word = words[index]
    if not has_rules(word):
        return None
    possible = _possible_rules(words, index)
    if not possible:
        return None
    before = "/".join([*words[max(0, index - _REACH) : index], ""])
    after = "/".join(["", *words[index + 1 : index + 1 + _REACH]])
    if not _HALF_WIDTH.isdisjoint(before):
        before = before.translate(_FULL_WIDTH)
    if not _HALF_WIDTH.isdisjoint(after):
        after = after.translate(_FULL_WIDTH)
    rules, (far_before, far_after) = _rules(word), _reach_of_lists(word)
    for number in possible:
        rule = rules[number]
        left, right = rule.before, rule.after
        # A pattern for what follows fails at the first character; the others are searched for.
        if (
            (left.listed and left.listed.isdisjoint(_next_before(before, far_before)))
            or (right.listed and right.listed.isdisjoint(_next_after(after, far_after)))
            or (right.pattern and not _compiled(right.pattern).match(after))
            or (left.pattern and not _compiled(left.pattern).search(before))
            or (left.classes and not _compiled(left.classes).search(_classes(before)))
            or (right.classes and not _compiled(right.classes).match(_classes(after)))
        ):
            continue
        return rule
    return None


def _next_before(before: str, reach: int) -> Sequence[str]:
    """Return the last word, the last two words and so on of a text that ends with `/`."""
    *_, last = words = before[:-1].rsplit("/", reach)
    found = [last]
    for word in words[-2 : -reach - 1 : -1]:
        last = f"{word}/{last}"
        found.append(last)
    return found


def _next_after(after: str, reach: int) -> Sequence[str]:
    """Return the first word, the first two words and so on of a text that begins with `/`."""
    words = after[1:].split("/", reach)
    last = words[0]
    found = [last]
    for word in words[1:reach]:
        last = f"{last}/{word}"
        found.append(last)
    return found


def _classes(words: str) -> str:
    """Return the classes of words separated by `/`; other text has none."""
    known = word_classes()
    return "/".join([known.get(word, "") for word in words.split("/")])
