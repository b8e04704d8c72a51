"""Hand-written rules for the reading of single polyphones, and of words with several readings.

Each line of `data/readings/polyphones.tsv` has a reading and the context that it requires.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from generator.language.tables import read_rows
from generator.language.words.word_classes import word_classes


class Rule(Struct, frozen=True):
    """A row of `data/readings/polyphones.tsv`."""

    reading: str
    """Numbered syllables, separated by spaces."""
    before: str
    after: str
    """Regular expressions for the words on each side; many are never compiled."""
    decides: bool
    """Whether the rule settles the reading; otherwise it is only evidence for the model."""
    before_classes: str
    after_classes: str
    """The same for the classes of the words, as jieba's tags."""


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
        (before_words, before_classes), (after_words, after_classes) = map(_parse, (before, after))
        rules.append(
            Rule(reading, before_words, after_words, decides, before_classes, after_classes)
        )
    return tuple(rules)


def _parse(cell: str) -> tuple[str, str]:
    """Return the pattern of the words and that of their classes, which stands after `@`."""
    words, _, classes = cell.partition("@")
    return words.strip(), classes


_compiled = cache(re.compile)
"""A pattern takes longer to compile than to match many times, and most rules of a character fail on
one side already."""


_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")
"""Patterns have the punctuation of print; on the web, much is written with that of a keyboard."""


def has_rules(word: str) -> bool:
    """Whether a word has rules."""
    return word in _rows()


def find_rule(words: Sequence[str], index: int) -> Rule | None:
    """Return the first rule that matches the context of a word, None if none does."""
    if not has_rules(words[index]):
        return None
    before = "/".join([*words[max(0, index - 6) : index], ""]).translate(_FULL_WIDTH)
    after = "/".join(["", *words[index + 1 : index + 7]]).translate(_FULL_WIDTH)
    for rule in _rules(words[index]):
        if (
            (not rule.before or _compiled(rule.before).search(before))
            and (not rule.after or _compiled(rule.after).match(after))
            and (not rule.before_classes or _compiled(rule.before_classes).search(_classes(before)))
            and (not rule.after_classes or _compiled(rule.after_classes).match(_classes(after)))
        ):
            return rule
    return None


def _classes(words: str) -> str:
    """Return the classes of words separated by `/`; other text has none."""
    known = word_classes()
    return "/".join([known.get(word, "") for word in words.split("/")])
