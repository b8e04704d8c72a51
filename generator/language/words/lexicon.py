"""The words of the segmenter, compiled from the tables of headwords, bridge words and phrases.

A group of `LEXICON` has headwords with their costs, then `BRIDGES`, then bridge words, those with a
given segmentation as `转成|为`.
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


def _rows() -> Iterator[Row]:
    costs, found, cuts = read_lexicon()
    for word in sorted(costs.keys() - found.keys()):
        yield word, f"{word}\t{number_text(costs[word])}"
    for first in {word[0] for word in found}:
        yield first, BRIDGES
    for word in sorted(found):
        yield word, f"{'|'.join(cuts.get(word, (word,)))}\t{number_text(costs[word])}"


BRIDGES = "|"
"""The row between the headwords and the bridge words."""

LEXICON = CompiledTable("lexicon", _rows, _SOURCES)


def word_costs() -> MappedTable[float]:
    """Return the costs of all words, including bridge words."""
    return MappedTable(LEXICON, _parse_costs)


def bridge_word_set() -> MappedTable[None]:
    """Return the bridge words, as keys."""
    return MappedTable(LEXICON, _parse_bridges)


def bridge_word_parts() -> MappedTable[Sequence[str]]:
    """Return the parts of the bridge words with a given segmentation."""
    return MappedTable(LEXICON, _parse_parts)


def _bridges(group: str) -> str:
    """Return the rows of the bridge words of a group."""
    return group[group.find(BRIDGES) + 1 :] if BRIDGES in group else ""


def _parse_costs(group: str) -> dict[str, float]:
    return parse_numbers(group.replace(BRIDGES, ""))


def _parse_bridges(group: str) -> dict[str, None]:
    return dict.fromkeys(_bridges(group).replace("|", "").split()[::2])


def _parse_parts(group: str) -> dict[str, Sequence[str]]:
    rows = (row.split("\t")[0] for row in _bridges(group).splitlines() if "|" in row)
    return {row.replace("|", ""): row.split("|") for row in rows}
