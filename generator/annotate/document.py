"""What the stages work on: the blocks of one text, and how a layer of them is filled in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.model import Block, Edition, Span, Word


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks that belong together: the first use of a term is the first in all of them."""

    script: Edition
    blocks: tuple[Block, ...]


def words_in(block: Block, span: Span) -> Sequence[Word]:
    """The words of a block that stand inside a span."""
    words = block.layers.words
    first = bisect_left(words, span.start, key=lambda word: word.span.start)
    return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]


def fill(document: Document, layer: str, of: Callable[[Block], Iterable[Any]]) -> Document:
    """The document with one layer of each block computed by `of(block)`, in span order."""
    blocks = []
    for block in document.blocks:
        found = tuple(sorted(of(block), key=lambda item: item.span))
        layers = replace(block.layers, **{layer: found})
        blocks.append(replace(block, layers=layers))
    return replace(document, blocks=tuple(blocks))
