"""Splits the form of several words that convert as one among these words.

大 | 语言 | 模型    大型語言模型    ->    大型 | 語言 | 模型
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from generator.language.scripts.plain_conversion import load_opencc
from generator.language.words.word_list import dictionary_words


@lru_cache(maxsize=4096)
def distribute(text: str, words: Sequence[str], alone: Sequence[tuple[str, str]]) -> Sequence[str]:
    """Split `text`, the form of all `words` together, into one part for each word.

    `alone` has the forms of each word by itself: plainly converted, and that of the tables. Of all
    divisions, the one whose parts are most similar to these is returned: 大 | 语言 | 模型 -> 大型 |
    語言 | 模型, 互联 | 网 -> 網際 | 網路. Parts are empty only if the text has fewer characters
    than there are words.
    """
    if len(words) == 1:
        return (text,)
    least = 1 if len(text) >= len(words) else 0
    # For each end of the parts so far, the lowest cost and the edges of that division.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for forms in alone:
        best = {
            end: min(
                (
                    cost + min(_mismatch_cost(text[edges[-1] : end], form) for form in forms),
                    (*edges, end),
                )
                for cost, edges in best.values()
                if edges[-1] + least <= end
            )
            for end in range(min(best) + least, len(text) + 1)
        }
    edges = best[len(text)][1]
    return tuple(text[a:b] for a, b in pairwise(edges))


UNKNOWN_PART_COST = 4.0
"""The cost of a part that is not a dictionary word."""


def _mismatch_cost(part: str, plain: str) -> float:
    """Return the cost of `part` as the form of a word whose form by itself is `plain`."""
    if part == plain:
        return 0.0
    unknown = 0.0 if load_opencc("t2s").convert(part) in dictionary_words() else UNKNOWN_PART_COST
    unrelated = 0 if set(part) & set(plain) else 1
    return unknown + unrelated + abs(len(part) - len(plain))
