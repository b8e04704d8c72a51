"""Readings of words that the dictionary lacks: 去重 qùchóng, although 重 alone is zhòng.

The segmenter splits such a word, since only words of the dictionary can be looked up (see
`bridge_words`). `data/readings/split_words.tsv` has the reading of the whole, which its parts have
wherever they stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

from generator.language.tables import read_rows
from generator.model import Span


def read_split_words(words: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
    """Return the syllables of the words of a sentence that make up a split word, by their index.

    Of several that begin at the same word, the longest counts.
    """
    table = _by_first_character()
    found: dict[int, tuple[str, ...]] = {}
    for index, word in enumerate(words):
        listed = table.get(word[:1])
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
def split_words() -> Mapping[str, tuple[str, ...]]:
    """Return the syllables of all split words, one for each character."""
    return {word: tuple(pinyin.split(" ")) for word, pinyin in read_rows(SPLIT_WORDS, 2)}


SPLIT_WORDS = "readings/split_words.tsv"


@cache
def _plain_words() -> frozenset[str]:
    """Return the split words that have no capital, so that no part of them is a name."""
    return frozenset(
        word for word, syllables in split_words().items() if "".join(syllables).islower()
    )


@cache
def _plain_beginnings() -> frozenset[str]:
    """Return the first two characters of these."""
    return frozenset(word[:2] for word in _plain_words())


def is_in_plain_word(text: str, span: Span) -> bool:
    """Whether a span is a part of a split word that has no capital: 格雷 of 氯吡格雷."""
    words, beginnings = _plain_words(), _plain_beginnings()
    for start in range(max(0, span.end - _LONGEST), span.start + 1):
        if text[start : start + 2] in beginnings and any(
            text[start:end] in words
            for end in range(span.end, start + _LONGEST + 1)
            if end - start > len(span)
        ):
            return True
    return False


_LONGEST = 9
"""The greatest length of a split word."""


@cache
def _by_first_character() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, syllables in split_words().items():
        table.setdefault(word[0], {})[word] = syllables
    return table
