"""What a layer of a block has inside a span, found without going through all of the layer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from generator.model import Block, Name, Reading, Span, Word

_START = attrgetter("span.start")


def words_in(block: Block, span: Span) -> Sequence[Word]:
    """Return the words of a block inside a span."""
    words = block.layers.words
    first = bisect_left(words, span.start, key=_START)
    return words[first : bisect_left(words, span.end, first, key=_START)]


def readings_in(block: Block, span: Span) -> Sequence[Reading]:
    """Return the readings of the characters inside a span."""
    readings = block.layers.readings
    first = bisect_left(readings, span.start, key=_START)
    last = first
    while last < len(readings) and readings[last].span.start < span.end:
        last += 1
    return readings[first:last]


def names_in(block: Block, span: Span) -> Sequence[Name]:
    """Return the names of a block that begin inside a span."""
    names = block.layers.names
    first = bisect_left(names, span.start, key=_START)
    return names[first : bisect_left(names, span.end, first, key=_START)]


class Spans:
    """Spans in order, which may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        # The furthest end of each span and those before it, which may contain it.
        self._ends = list(accumulate((span.end for span in self._spans), max))

    def overlap(self, span: Span) -> bool:
        """Whether any of them overlaps a span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start

    def overlapping(self, span: Span) -> Iterator[Span]:
        """Yield those that overlap a span, in order."""
        last = first = bisect_left(self._starts, span.end)
        while first > 0 and self._ends[first - 1] > span.start:
            first -= 1
        return filter(span.overlaps, self._spans[first:last])
