"""Words for what a name is that the dictionary lacks, which are several: 棒球 | 场, 风景 | 区."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words

_WORDS = read_groups("names/name_words.tsv")
_GROUPS = ("built", "landform", "own-body", "state-body", "event", "show")
_LEAST = 2
_MOST = 3
"""The most words that such a word is."""


@cache
def _types() -> tuple[Set[str], Set[str], re.Pattern[str]]:
    """Return the words that the dictionary lacks, their last characters, and a pattern of them."""
    known = dictionary_words()
    types = {
        word
        for group in _GROUPS
        for word in _WORDS[group]
        if len(word) >= _LEAST and word not in known
    }
    pattern = re.compile("|".join(map(re.escape, sorted(types))))
    return types, {word[-1] for word in types}, pattern


def may_have_types(text: str) -> bool:
    """Whether a text has words for kinds of names that the dictionary lacks."""
    return _types()[-1].search(text) is not None


def join_types(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return words, with those joined that together tell a kind, and how many words each is."""
    types, ends, _ = _types()
    joined: list[str] = []
    counts: list[int] = []
    at = 0
    while at < len(words):
        size = 1
        for count in range(min(_MOST, len(words) - at), 1, -1):
            if words[at + count - 1][-1:] in ends and "".join(words[at : at + count]) in types:
                size = count
                break
        joined.append("".join(words[at : at + size]))
        counts.append(size)
        at += size
    return joined, counts
