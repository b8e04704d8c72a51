"""Bridge words: words and fixed phrases that the dictionary lacks.

A bridge word is an edge of the segmenter's lattice, which keeps other words from taking one of its
characters. It is split afterwards, since only dictionary words can be looked up:

    转成为     转成 is no headword, and 转 | 成为 is the cheapest path without it
    转成|为    with the bridge word 转成
    转|成|为   the words

`data/words/phrases.tsv` has hand-chosen phrases with their segmentation: those that the costs of
their words get wrong (号称 | 为), and headwords that are split nevertheless (一 | 个). The words of
a phrase stay whole, even if the dictionary lacks them (学生 | 来说).
`compile_words` writes `data/words/unlisted.tsv`: words of wordfreq's Chinese list and hand-chosen
words that are no headwords, and places with their type (成都 | 市), with their costs.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from functools import cache
from math import fsum, inf
from pathlib import Path

from generator.language.tables import TableError, read_columns, read_lines

MAX_BRIDGE_WORD_LENGTH = 10
"""The length of the longest bridge words, in code points."""

UNKNOWN_CHARACTER_COST = 1000
"""The cost of a Han character that is not in the dictionary, in centibels."""

PHRASE_ADVANTAGE = 60
"""The advantage of a phrase of `phrases.tsv` over its other segmentations, in centibels."""


def read_costs(name: str) -> dict[str, float]:
    """Return the costs of the words in a table with the columns word and cost."""
    words, fields = read_columns(name, 2)
    costs = {field: float(field) for field in set(fields)}  # there are few different ones
    return dict(zip(words, map(costs.__getitem__, fields), strict=True))


def bridge_words(
    costs: dict[str, float], unknown: float
) -> tuple[Mapping[str, float], Mapping[str, Sequence[str]]]:
    """Return the costs of all bridge words, and the parts of those with a given segmentation."""
    found = read_costs("words/unlisted.tsv")
    marked = [word for word in found if "|" in word]
    for word in marked:
        found[word.replace("|", "")] = found.pop(word)
    known = ChainMap(found, costs)

    def headwords(word: str) -> Sequence[str]:
        if word not in found:
            return (word,)
        return [x for part in cheapest_parts(word, known, unknown) for x in headwords(part)]

    cuts: dict[str, Sequence[str]] = {
        word.replace("|", ""): [x for part in word.split("|") for x in headwords(part)]
        for word in marked
    }
    for phrase in phrases():
        whole = "".join(phrase)
        segmentations = (phrase, cheapest_parts(whole, known, unknown))
        cost = min(fsum(known.get(part, unknown) for part in parts) for parts in segmentations)
        cuts[whole], found[whole] = phrase, min(cost - PHRASE_ADVANTAGE, costs.get(whole, inf))
    return found, cuts


@cache
def phrases() -> Sequence[Sequence[str]]:
    """Return the phrases of `data/words/phrases.tsv`, each as its words."""
    return read_phrases("words/phrases.tsv")


def read_phrases(name: str | Path) -> Sequence[Sequence[str]]:
    """Return the phrases of a table. Raises TableError for a phrase of fewer than two words."""
    found = []
    for number, line in read_lines(name):
        for phrase in line.split():
            words = phrase.split("|")
            if len(words) == 1 or not all(words):
                raise TableError(name, number, f"“{phrase}” is not several words")
            found.append(words)
    return found


def cheapest_parts(word: str, costs: Mapping[str, float], unknown: float) -> tuple[str, ...]:
    """Return the cheapest division of `word` into two or more words."""
    size = len(word)
    best = [0.0] + [inf] * size
    back = [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(end):
            if end - start == size:
                continue
            part = word[start:end]
            cost = best[start] + costs.get(part, unknown if end - start == 1 else inf)
            if cost < best[end]:
                best[end], back[end] = cost, start
    parts = []
    end = size
    while end > 0:
        parts.append(word[back[end] : end])
        end = back[end]
    return tuple(reversed(parts))
