"""The words of `data/readings/split_words.tsv`: what the dictionary lacks and the segmenter splits.

Their readings are applied by `readings/split_words.py`. Those that have no capital are plain words,
so that no part of them is a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_rows
from generator.model import Span


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
