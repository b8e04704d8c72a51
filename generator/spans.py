"""Spans in order, and what a layer has within a span, found without going through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import TypeVar

from generator.model import Name, Reading, Span, TermUse, Word

_START = attrgetter("span.start")
_Annotation = TypeVar("_Annotation", Word, Reading, TermUse, Name)


def within(layer: Sequence[_Annotation], span: Span) -> Sequence[_Annotation]:
    """Return the annotations of a layer that begin within a span; in a layer none overlap."""
    first = bisect_left(layer, span.start, key=_START)
    most = min(len(layer), first + span.end - span.start)
    return layer[first : bisect_left(layer, span.end, first, most, key=_START)]


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
