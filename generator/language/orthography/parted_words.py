"""Words of the dictionary that a line of pinyin writes as several in some of their contexts.

    才能       什么时候才能走路 cái néng, but 很有才能 cáinéng
    来得       春天来得很突然 lái de, but 还是打球来得痛快 láide

    聊天       聊聊天 liáoliao tiān: an object after a verb that is said twice

They stay one word for looking up. A row of `data/orthography/parted_words.tsv` has a word with its
parts, and patterns of the text around it, as in `words/cut_rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.language.tables import read_groups
from generator.language.words.cut_rules import CutRule, read_rules
from generator.language.words.word_classes import word_classes

_DOUBLED = read_groups("words/doubled.tsv")
_REPEATED = _DOUBLED["verb"] | frozenset("耸撇皱抿努咂跺招")
"""Verbs that are said twice before their object."""
_GESTURES = frozenset({"耸肩", "撇嘴", "抿嘴", "努嘴", "咂嘴", "跺脚", "招手"})
"""More such verbs with their objects."""


def _has_object(word: str) -> bool:
    """Whether a word is a verb with its object, and the verb may be said twice: 聊天."""
    if word[0] not in _REPEATED or word in _DOUBLED["not-tried"]:
        return False
    if word in _DOUBLED["with-object"] | _GESTURES:
        return True
    return word_classes().get(word, "")[:1] == "v"


@cache
def _rules() -> Mapping[str, Sequence[CutRule]]:
    """Return the rules of each word."""
    found: dict[str, list[CutRule]] = {}
    for rule in read_rules("orthography/parted_words.tsv"):
        found.setdefault("".join(rule.words), []).append(rule)
    return found


def parts_of(word: str, text: str, start: int, before: str) -> Sequence[str]:
    """Return the parts of a simplified word at `start` in a text, given the word before it.

    It has one if it is whole.
    """
    if len(word) == 2 and before == word[0] and _has_object(word):
        return tuple(word)
    for rule in _rules().get(word, ()):
        if rule.holds(text, start, start + len(word)):
            return rule.words
    return (word,)
