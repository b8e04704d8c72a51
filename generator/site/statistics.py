"""Statistics of an article: its characters and words, and their coverage by word lists.

1. Words of Han characters are counted, as running words and as different words. Words in Latin
   letters or digits are not.
2. A word that is part of a proper name has no level: no list has 曹汉成, and nobody must learn it.
3. Other words have their level in a word list (`language/levels.py`). Of those that are not in the
   list, glossary terms are counted separately, since the page explains them. The others are beyond
   the list even if their parts are easy (看书, 第三), so that share is an upper bound.

The simplified copy of the text is counted, so the figures of all editions agree. The title is not
counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.levels import STANDARDS, TOP_LEVEL, word_levels
from generator.model import Article, Block, Span, WordKind

FLUENT_SPEED = 255
"""Han characters per minute of a fluent reader: the mean of native speakers reading matched texts
aloud, standard deviation 29 (Trauzettel-Klosinski and Dietz 2012, Investigative Ophthalmology &
Visual Science 53(9), 5452–61). Most people read faster silently."""

LEARNER_SPEED = 100
"""Han characters per minute of a learner who looks up few words: a round figure, two fifths of the
above, not a measured mean; learners differ by a factor of three or more."""

STANDARD_NAMES = {"2.0": "HSK 2.0", "2021": "GF 0025-2021", "2026": "HSK 2026"}
"""The names of `levels.STANDARDS` for readers."""

_TOP_LEVELS = {"2.0": 6, "2021": TOP_LEVEL, "2026": TOP_LEVEL}


class Bar(Struct, frozen=True):
    """A part of a bar in a chart; `start` and `width` are in per cent of the words."""

    kind: str
    """`level-1` … `level-7`, `terms` or `beyond`."""
    label: str
    """The label of a level, such as `1` or `7–9`; empty for other parts."""
    start: float
    width: float

    @property
    def end(self) -> float:
        """The cumulative share of the words, in per cent."""
        return round(self.start + self.width, 2)

    @property
    def reached(self) -> int:
        """The cumulative share of the words, in whole per cent."""
        return round(self.end)


@dataclass(frozen=True)
class Coverage:
    """The distribution of running words, without names, over the levels of a list."""

    standard: str
    levels: tuple[int, ...]
    """The number of words of level 1, 2 …"""
    terms: int
    """The number of words that are not in the list, but in the glossary."""
    beyond: int
    """The number of words that are in neither."""

    @property
    def name(self) -> str:
        """The name of the list."""
        return STANDARD_NAMES[self.standard]

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of words of each level, of terms, and of words beyond the list."""
        return (*self.levels, self.terms, self.beyond)

    @property
    def reached(self) -> tuple[int, ...]:
        """The share of the words that each level covers with those below, in whole per cent."""
        return tuple(bar.reached for bar in self.bars[: len(self.levels)])

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """The parts from 0 to 100: the levels, then terms, then words beyond the list."""
        kinds = [(f"level-{n}", level_label(n)) for n in range(1, len(self.levels) + 1)]
        kinds += [("terms", ""), ("beyond", "")]
        counts = self.counts
        total = sum(counts) or 1
        starts = [100 * sum(counts[:at]) / total for at in range(len(counts))]
        return tuple(
            Bar(kind, label, round(start, 2), round(100 * count / total, 2))
            for (kind, label), start, count in zip(kinds, starts, counts, strict=True)
        )

    @cached_property
    def by_kind(self) -> Mapping[str, Bar]:
        """The same by their kind."""
        return {bar.kind: bar for bar in self.bars}


class Statistics(Struct, frozen=True):
    """The figures of one article."""

    characters: int
    different_characters: int
    words: int
    different_words: int
    names: int
    """The number of different proper names."""
    terms: int
    """The number of different glossary terms."""
    coverage: tuple[Coverage, ...]
    """One for each of `levels.STANDARDS`, in the same order."""

    @property
    def minutes(self) -> tuple[int, int]:
        """The reading time of a fluent reader and of a learner, in minutes."""
        return minutes(self.characters, FLUENT_SPEED), minutes(self.characters, LEARNER_SPEED)


def minutes(characters: int, speed: int) -> int:
    """Return the time for a number of characters, in whole minutes and at least one."""
    return max(1, ceil(characters / speed))


def level_label(number: int) -> str:
    """Return the label of a level; 7 is the label `7–9`."""
    return "7–9" if number == TOP_LEVEL else str(number)


def statistics(article: Article) -> Statistics:
    """Count the characters and words of an article."""
    names: set[str] = set()
    plain: list[str] = []  # the words of blocks without names and terms
    others: list[tuple[str, bool]] = []
    named: list[str] = []
    for block in article.blocks:
        text, layers = block.simplified, block.layers
        if not (layers.names or layers.terms):
            plain += [w.span.of(text) for w in layers.words if w.kind is WordKind.HAN]
            continue
        names.update(name.span.of(text) for name in layers.names)
        for span, in_name, is_term in _words(block):
            if in_name:
                named.append(span.of(text))
            else:
                others.append((span.of(text), is_term))
    characters = Counter(IS_HAN.findall("".join([block.simplified for block in article.blocks])))
    words = Counter(plain)
    to_learn = Counter({(word, False): count for word, count in words.items()})
    to_learn.update(others)
    words.update(named)
    words.update([word for word, _ in others])
    return Statistics(
        characters.total(),
        len(characters),
        words.total(),
        len(words),
        len(names),
        len({use.term_id for block in article.blocks for use in block.layers.terms}),
        tuple(_coverages(to_learn)),
    )


def _words(block: Block) -> Iterator[tuple[Span, bool, bool]]:
    """Yield the Han words of a block, and whether each is part of a name and of a term."""
    spans = [word.span for word in block.layers.words if word.kind is WordKind.HAN]
    in_names = _within(spans, [name.span for name in block.layers.names])
    in_terms = _within(spans, [use.span for use in block.layers.terms])
    return zip(spans, in_names, in_terms, strict=True)


def _within(words: Sequence[Span], spans: Sequence[Span]) -> Iterator[bool]:
    """Yield whether each word is inside one of the spans; both are sorted."""
    at = 0
    for word in words:
        while at < len(spans) and spans[at].end <= word.start:
            at += 1
        yield at < len(spans) and spans[at].contains(word)


def _coverages(words: Counter[tuple[str, bool]]) -> Iterator[Coverage]:
    """Yield how the words, each with whether it is a term, are distributed in each list."""
    counts = [(word_levels(word), is_term, n) for (word, is_term), n in words.items()]
    for column, standard in enumerate(STANDARDS):
        levels = [0] * _TOP_LEVELS[standard]
        terms = beyond = 0
        for in_lists, is_term, count in counts:
            found = in_lists[column]
            if found:
                levels[found - 1] += count
            elif is_term:
                terms += count
            else:
                beyond += count
        yield Coverage(standard, tuple(levels), terms, beyond)
