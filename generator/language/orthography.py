"""Where a long word is written apart (GB/T 16159-2012, 6.1.1: by the words it is made of).

The dictionary has compounds of four and more characters as one headword. The standard writes
them by their words (开发人员 kāifā rényuán, 笔记本电脑 bǐjìběn diànnǎo), but keeps together
what cannot be taken apart; idioms and verbal set phrases (引人注目) stay one word here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import inf

from generator.language.dictionary import Entry
from generator.language.segmentation import WordList, dictionary_words

SHORTEST = 4
"""Words of fewer characters are written together."""

_RARE = 800
"""Parts at least this costly have no frequency of their own and are no evidence of a word."""


def breaks(word: str, entries: Sequence[Entry]) -> frozenset[int]:
    """The offsets inside a dictionary word at which a new orthographic word begins."""
    if len(word) < SHORTEST or any(map(_is_set_phrase, entries)):
        return frozenset()
    return _best_breaks(word)


def _is_set_phrase(entry: Entry) -> bool:
    """Whether the gloss shows an idiom or a verb, which stay together."""
    return any("idiom" in sense or sense.startswith("to ") for sense in entry.senses)


@lru_cache(maxsize=16384)
def _best_breaks(word: str) -> frozenset[int]:
    """The cheapest cut into known words of two or more characters; empty if there is none."""
    words: WordList = dictionary_words()
    best = [0.0] + [inf] * len(word)
    back = [0] * (len(word) + 1)
    for start in range(len(word) - 1):
        for end in range(start + 2, len(word) + 1):
            cost = words.costs.get(word[start:end], inf) if end - start < len(word) else inf
            if cost < _RARE and best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    found = set()
    at = len(word)
    while best[-1] < inf and at > 0:
        at = back[at]
        found.add(at)
    return frozenset(found - {0})
