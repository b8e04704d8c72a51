"""Readings of words that the dictionary lacks: 去重 qùchóng, although 重 alone is zhòng.

The segmenter splits such a word, since only words of the dictionary can be looked up (see
`bridge_words`). `data/readings/split_words.tsv` has the reading of the whole, which its parts have
wherever they stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

from generator.language.words.listed_splits import split_words


def read_split_words(words: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
    """Return the syllables of the words of a sentence that make up a split word, by their index.

    Of several that begin at the same word, the longest counts.
    """
    table = _by_beginning()
    found: dict[int, tuple[str, ...]] = {}
    beginnings = [(word + after)[:2] for word, after in pairwise([*words, ""])]
    if table.keys().isdisjoint(beginnings):  # most sentences
        return found
    for index, beginning in enumerate(beginnings):
        listed = table.get(beginning)
        if listed is None or index in found:
            continue
        parts = words[index : index + _MAX_PARTS]
        for count in range(len(parts), 0, -1):
            syllables = listed.get("".join(parts[:count]))
            if syllables is not None:
                starts = accumulate(map(len, parts[:count]), initial=0)
                for at, (start, end) in enumerate(pairwise(starts), index):
                    found[at] = syllables[start:end]
                break
    return found


_MAX_PARTS = 5
"""The largest number of words that a split word has."""


@cache
def _by_beginning() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the split words and their syllables by their first two characters."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, syllables in split_words().items():
        table.setdefault(word[:2], {})[word] = syllables
    return table
