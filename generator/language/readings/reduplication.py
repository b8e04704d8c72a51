"""Verbs that are said twice: the second time in the neutral tone, 看看 kànkan.

    尝尝      one word of the same verb twice
    坐 | 坐    the same as two words
    透 | 透气  a verb before the verb and its object

What is doubled and no verb keeps its tone (红红 hónghóng), and so does a verb that is tried with
一 or 了 (看一看, 看了看).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes

_WORDS = read_groups("words/doubled.tsv")

_VERBS = _WORDS["verb"]
"""What is said twice when one has a try at it."""

_WITH_OBJECT = _WORDS["with-object"]
"""Verbs and their objects that the table of classes has as something else."""

_THOUGHTS = _WORDS["not-tried"]
"""What the table has as verbs and is not, or is no try at one."""

_NO_TRY = frozenset("一不没千百万")
"""What stands before a verb that is not tried: 一听听出来."""


def repeats(words: Sequence[str], index: int) -> bool:
    """Whether a word begins with the verb that stands before it, said again."""
    if index == 0:
        return False
    before, word = words[index - 1], words[index]
    if len(before) != 1 or word[0] != before or before not in _VERBS:
        return False
    if index > 1 and words[index - 2] in _NO_TRY:
        return False
    if len(word) == 1 or word in _WITH_OBJECT:
        return True
    return word_classes().get(word, "").startswith("v") and word not in _THOUGHTS


def is_doubled_verb(word: str) -> bool:
    """Whether a word is a verb twice: 尝尝."""
    return len(word) == 2 and word[0] == word[1] and word[0] in _VERBS
