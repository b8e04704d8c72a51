"""Doubts of one kind in an article, which are reported once, at the first of their places."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Block, Span

MAX_LINES = 8
"""The most lines that a message lists."""

PlaceInBlock = tuple[Block, Span]


def also(places: Sequence[PlaceInBlock]) -> str:
    """Say in how many more places than the first something is, and on which lines."""
    more = len(places) - 1
    if not more:
        return ""
    lines = sorted({block.place(span.start)[0] for block, span in places[1:]})
    listed = ", ".join(map(str, lines[:MAX_LINES])) + " …" * (len(lines) > MAX_LINES)
    return (
        f", here and in {more} more place{'s'[: more != 1]} (line{'s'[: len(lines) != 1]} {listed})"
    )
