"""Compile `orthography/unlisted_nouns.tsv`: nouns that are one word in a line of pinyin.

The dictionary lacks them, so that they are segmented into their parts (湖 | 面, 财务 | 科), but
GB/T 16159-2012 writes a notion of two or three syllables as one word (5.2). They are the words of
`words/unlisted.tsv` that jieba tags as nouns and that are cut in one of these ways:

    noun or adjective | noun    湖 | 面   怪 | 石   a syllable each
    word | noun                 财务 | 科   调查 | 组   two syllables and one
    prefix | noun               外 | 包装   one syllable and two

Groups of `orthography/joined_words.tsv` have the characters with which no such word begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.language.tables import read_columns, read_groups
from generator.language.words.bridge_words import (
    UNKNOWN_CHARACTER_COST,
    cheapest_parts,
    read_costs,
)
from tools.language.compile_names import read_tagged_words
from tools.language.inputs import Inputs

VERSION = 2
"""Raised whenever the same inputs give other tables."""

_NOUN_TAGS = frozenset({"n", "nz", "j", "b", "z"})
_FIRST_CLASSES = frozenset("nabjfstz")
"""The first letters of the classes of a syllable that a noun of two syllables begins with."""

_LAST_CLASSES = frozenset("nkjqm")
"""Those of a syllable that it ends with; 口 of 村口 is listed as a measure word."""

_NO_STEMS = frozenset("dcrmpuyq")
"""The first letters of the classes of words that are not the stem of a noun: 非常 | 低."""


def unlisted_nouns(inputs: Inputs) -> Iterator[tuple[str]]:
    """Yield the nouns, each with | between its parts."""
    groups = read_groups("orthography/joined_words.tsv")
    classes = dict(zip(*read_columns("words/word_classes.tsv", 2), strict=True))
    costs = read_costs("words/words.tsv")
    unlisted = {word for word in read_costs("words/unlisted.tsv") if "|" not in word}
    no_first = groups["attribute"] | groups["verb"] | groups["no-first"]

    def is_noun(parts: Sequence[str]) -> bool:
        first, last = parts
        if first[0] in groups["no-first"] or "".join(parts) in groups["no-noun"]:
            return False
        if len(last) == 2:
            return first in groups["noun-prefix"]
        if last in groups["no-last"]:
            return False
        if len(first) == 2:
            return classes.get(first, "n")[0] not in _NO_STEMS
        is_stem = classes.get(first, " ")[0] in _FIRST_CLASSES and first not in no_first
        return is_stem and last != "家" and classes.get(last, " ")[0] in _LAST_CLASSES

    for word, _, tag in read_tagged_words(inputs):
        if tag in _NOUN_TAGS and word in unlisted and len(word) < 4:
            parts = cheapest_parts(word, costs, UNKNOWN_CHARACTER_COST)
            if len(parts) == 2 and is_noun(parts):
                yield ("|".join(parts),)
