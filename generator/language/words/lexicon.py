"""The words of the segmenter, compiled from the tables of headwords, bridge words and phrases.

`LEXICON` has all words with their costs, shorter ones first in each group; `BRIDGES` has the bridge
words again, those with a given segmentation as `转成|为`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.language.mapped import CompiledTable, MappedTable, Row, number_text, parse_numbers
from generator.language.words import bridge_words as bridges
from generator.language.words.bridge_words import (
    UNKNOWN_CHARACTER_COST,
    bridge_words,
    read_costs,
)

_SOURCES = (
    "words/words.tsv",
    "words/unlisted.tsv",
    "words/phrases.tsv",
    Path(__file__),
    Path(bridges.__file__),
)


def read_lexicon() -> tuple[dict[str, float], Mapping[str, float], Mapping[str, Sequence[str]]]:
    """Read the source tables.

    Returns the costs of all words, those of the bridge words, and the parts of the bridge words
    with a given segmentation.
    """
    costs = read_costs("words/words.tsv")
    found, cuts = bridge_words(costs, UNKNOWN_CHARACTER_COST)
    costs.update(found)
    return costs, found, cuts


def _word_rows() -> Iterator[Row]:
    costs = read_lexicon()[0]
    for word in sorted(costs, key=lambda word: (len(word), word)):
        yield word, f"{word}\t{number_text(costs[word])}"


def _bridge_rows() -> Iterator[Row]:
    _, found, cuts = read_lexicon()
    for word in sorted(found):
        yield word, "|".join(cuts.get(word, (word,)))


LEXICON = CompiledTable("lexicon", _word_rows, _SOURCES)
BRIDGES = CompiledTable("bridges", _bridge_rows, _SOURCES)


def word_costs() -> MappedTable[float]:
    """Return the costs of all words, including bridge words."""
    return MappedTable(LEXICON, parse_numbers)


def bridge_word_set() -> MappedTable[None]:
    """Return the bridge words, as keys."""
    return MappedTable(BRIDGES, lambda group: dict.fromkeys(group.replace("|", "").split()))


def bridge_word_parts() -> MappedTable[Sequence[str]]:
    """Return the parts of the bridge words with a given segmentation."""
    return MappedTable(BRIDGES, _parse_parts)


def _parse_parts(group: str) -> dict[str, Sequence[str]]:
    return {row.replace("|", ""): row.split("|") for row in group.split() if "|" in row}
