"""The commonest words, each with its number.

They are chosen by their costs in the segmenter's table, so that they depend on the language alone.
Words with Latin letters have no cost of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.language.characters import HAN
from generator.language.mapped import CompiledTable, Row
from generator.language.words.lexicon import LEXICON, read_lexicon

MAX_COST = 400
"""Maximum cost of a common word: about 1,300 words. More would make the scripts of articles
smaller, but the first page that somebody reads loads all of them."""


def _rows() -> Iterator[Row]:
    is_other = re.compile(f"[^{HAN}]").search
    costs, _, _ = read_lexicon()
    for word in sorted(word for word, cost in costs.items() if cost <= MAX_COST):
        if not is_other(word):
            yield "", word


COMMON = CompiledTable("common_words", _rows, (*LEXICON.sources, Path(__file__)))


@cache
def common_words() -> Mapping[str, int]:
    """Return the numbers of the common words, in simplified characters and in order."""
    return {word: number for number, word in enumerate(COMMON.group("").split("\n"))}
