"""What a layer of a block has inside a span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from generator.model import Block, Reading, Span, Word


def words_in(block: Block, span: Span) -> Sequence[Word]:
    """Return the words of a block inside a span."""
    words = block.layers.words
    first = bisect_left(words, span.start, key=lambda word: word.span.start)
    return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]


def readings_in(block: Block, span: Span) -> Sequence[Reading]:
    """Return the readings of the characters inside a span."""
    readings = block.layers.readings
    first = bisect_left(readings, span.start, key=lambda reading: reading.span.start)
    last = first
    while last < len(readings) and readings[last].span.start < span.end:
        last += 1
    return readings[first:last]
