"""The statistics of an article: its characters and words, and how word lists cover them.

1. Words are those of Han characters, counted as running and as different words; words in Latin
   letters or digits are no Chinese to learn.
2. A word that is part of a proper name has no level: no list has 曹汉成, and nobody must learn it.
3. Each other word has the level that a list gives it (`language/levels.py`). Of those that the list
   lacks, terms of the glossary are counted apart, since the page explains them; the others are
   beyond it, even if their parts are easy (看书, 第三): the share beyond is an upper bound.

The simplified copy of the text is counted, so the figures of all editions agree. The title is not
counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from generator.language.characters import IS_HAN
from generator.language.levels import STANDARDS, TOP_LEVEL, word_level
from generator.model import Article, Block, Span, WordKind

FLUENT_SPEED = 255
"""Han characters a minute of a fluent reader: the mean at which native speakers read matched texts
aloud, standard deviation 29 (Trauzettel-Klosinski and Dietz 2012, Investigative Ophthalmology &
Visual Science 53(9), 5452–61). In silence most are faster still."""

LEARNER_SPEED = 100
"""Han characters a minute of a learner who looks little up: a round figure, two fifths of the
above, and no measured mean; learners differ by a factor of three and more."""

STANDARD_NAMES = {"2.0": "HSK 2.0", "2021": "GF 0025-2021", "2026": "HSK 2026"}
"""The names of the lists of `levels.STANDARDS`, as readers know them."""

_TOP_LEVELS = {"2.0": 6, "2021": TOP_LEVEL, "2026": TOP_LEVEL}


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a chart's bar: `start` and `width` in per cent of the words."""

    kind: str
    """`level-1` … `level-7`, `terms` or `beyond`."""
    label: str
    """The label of a level, as readers write it: `1`, `7–9`; else empty."""
    start: float
    width: float

    @property
    def end(self) -> float:
        """The share of the words up to here, in per cent."""
        return round(self.start + self.width, 2)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the running words of an article, without names, spread over the levels of a list."""

    standard: str
    levels: tuple[int, ...]
    """How many words are of level 1, 2 …"""
    terms: int
    """How many words the list lacks and the glossary explains."""
    beyond: int
    """How many words are in neither."""

    @property
    def name(self) -> str:
        """The name of the list."""
        return STANDARD_NAMES[self.standard]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """One after the other from 0 to 100, one for each level, then terms, then beyond."""
        kinds = [(f"level-{n}", level_label(n)) for n in range(1, len(self.levels) + 1)]
        kinds += [("terms", ""), ("beyond", "")]
        counts = (*self.levels, self.terms, self.beyond)
        total = sum(counts) or 1
        starts = [100 * sum(counts[:at]) / total for at in range(len(counts))]
        return tuple(
            Bar(kind, label, round(start, 2), round(100 * count / total, 2))
            for (kind, label), start, count in zip(kinds, starts, counts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one article."""

    characters: int
    different_characters: int
    words: int
    different_words: int
    names: int
    """Different proper names."""
    terms: int
    """Different terms of the glossary."""
    coverage: tuple[Coverage, ...]
    """By each of `levels.STANDARDS`, in that order."""

    @property
    def minutes(self) -> tuple[int, int]:
        """The minutes that a fluent reader and a learner take."""
        return minutes(self.characters, FLUENT_SPEED), minutes(self.characters, LEARNER_SPEED)


def minutes(characters: int, speed: int) -> int:
    """The whole minutes that characters take at a speed a minute, at least one."""
    return max(1, ceil(characters / speed))


def level_label(number: int) -> str:
    """A level as readers write it: 7 stands for 7 to 9."""
    return "7–9" if number == TOP_LEVEL else str(number)


def statistics(article: Article) -> Statistics:
    """Count the characters and words of an article."""
    characters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    names: set[str] = set()
    to_learn: Counter[tuple[str, bool]] = Counter()
    for block in article.blocks:
        text = block.simplified
        characters.update(IS_HAN.findall(text))
        names.update(name.span.of(text) for name in block.layers.names)
        for span, in_name, is_term in _words(block):
            words[span.of(text)] += 1
            if not in_name:
                to_learn[span.of(text), is_term] += 1
    return Statistics(
        characters.total(),
        len(characters),
        words.total(),
        len(words),
        len(names),
        len({use.term_id for block in article.blocks for use in block.layers.terms}),
        tuple(_coverage(to_learn, standard) for standard in STANDARDS),
    )


def _words(block: Block) -> Iterator[tuple[Span, bool, bool]]:
    """The Han words of a block, each with whether it is part of a name, and of a term."""
    spans = [word.span for word in block.layers.words if word.kind is WordKind.HAN]
    in_names = _within(spans, [name.span for name in block.layers.names])
    in_terms = _within(spans, [use.span for use in block.layers.terms])
    return zip(spans, in_names, in_terms, strict=True)


def _within(words: Sequence[Span], spans: Sequence[Span]) -> Iterator[bool]:
    """Whether each word lies in one of the spans; both are sorted."""
    at = 0
    for word in words:
        while at < len(spans) and spans[at].end <= word.start:
            at += 1
        yield at < len(spans) and spans[at].contains(word)


def _coverage(words: Counter[tuple[str, bool]], standard: str) -> Coverage:
    levels = [0] * _TOP_LEVELS[standard]
    terms = beyond = 0
    for (word, is_term), count in words.items():
        found = word_level(word, standard)
        if found:
            levels[found - 1] += count
        elif is_term:
            terms += count
        else:
            beyond += count
    return Coverage(standard, tuple(levels), terms, beyond)
