"""Words of the dictionary that a line of pinyin writes as several in some of their contexts.

    才能       什么时候才能走路 cái néng, but 很有才能 cáinéng
    来得       春天来得很突然 lái de, but 还是打球来得痛快 láide

They stay one word for looking up. A row of `data/orthography/parted_words.tsv` has a word with its
parts, and patterns of the text around it, as in `words/cut_rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.language.words.cut_rules import CutRule, read_rules


@cache
def _rules() -> Mapping[str, Sequence[CutRule]]:
    """Return the rules of each word."""
    found: dict[str, list[CutRule]] = {}
    for rule in read_rules("orthography/parted_words.tsv"):
        found.setdefault("".join(rule.words), []).append(rule)
    return found


def parts_of(word: str, text: str, start: int) -> Sequence[str]:
    """Return the parts of a simplified word at `start` in a text; one if it is whole."""
    for rule in _rules().get(word, ()):
        if rule.holds(text, start, start + len(word)):
            return rule.words
    return (word,)
