"""Reduplicated verbs, whose second syllable has the neutral tone: 看看 kànkan.

    尝尝      one word
    坐 | 坐    two words
    透 | 透气  a verb before the verb and its object

Other reduplicated words keep their tone (红红 hónghóng), and so do verbs repeated after 一 or 了
(看一看, 看了看).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes

_WORDS = read_groups("words/doubled.tsv")

_VERBS = _WORDS["verb"]
"""Verbs that are reduplicated for a short or tentative action."""

_WITH_OBJECT = _WORDS["with-object"]
"""Verbs with objects that the table of word classes does not have as verbs."""

_NOT_REPEATING = _WORDS["not-tried"]
"""Words that the table has as verbs, but that do not repeat the verb before them."""

_NOT_BEFORE_REPEATED = frozenset("一不没千百万")
"""Words before a verb that is not reduplicated: 一听听出来."""


def repeats_verb(words: Sequence[str], index: int) -> bool:
    """Whether a word begins by repeating the verb before it."""
    if index == 0:
        return False
    before, word = words[index - 1], words[index]
    if len(before) != 1 or word[0] != before or before not in _VERBS:
        return False
    if index > 1 and words[index - 2] in _NOT_BEFORE_REPEATED:
        return False
    if _is_said_again(words, index):
        return False
    if len(word) == 1 or word in _WITH_OBJECT:
        return True
    return word_classes().get(word, "").startswith("v") and word not in _NOT_REPEATING


def _is_said_again(words: Sequence[str], index: int) -> bool:
    """Whether the verb stands there three times, as in 吃吃吃: each has its tone."""
    verb, word = words[index - 1], words[index]
    return (
        word == verb * 2
        or (index > 1 and words[index - 2] == verb)
        or (word == verb and index + 1 < len(words) and words[index + 1] == verb)
    )


def is_reduplicated_verb(word: str) -> bool:
    """Whether a word is a reduplicated verb: 尝尝."""
    return len(word) == 2 and word[0] == word[1] and word[0] in _VERBS
