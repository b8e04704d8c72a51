"""The document that the stages work on, and helpers that fill a layer of its blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Block, Edition, Span

if TYPE_CHECKING:
    from generator.annotate.sought_names import SoughtNames
    from generator.annotate.word_contexts import WordContexts


class Document(Struct, frozen=True):
    """Blocks of one text; the first use of a term is the first in all of them."""

    script: Edition
    blocks: tuple[Block, ...]
    texts: tuple[Sequence[str], ...] = ()
    """The simplified texts of the words of each block, from the stage of the words on."""
    contexts: tuple[WordContexts, ...] = ()
    """The contexts of the words of each block, from the stage of the senses on."""
    sought: SoughtNames | None = None
    """The names that are sought in all blocks of the text, from the stage of the words on."""
    around: tuple[Block, ...] = ()
    """All blocks of the text, if `blocks` are only some of them; the others are annotated."""


def whole_text(document: Document) -> Sequence[Block]:
    """Return all blocks of the text that a document is, or is a part of."""
    own = {block.id: block for block in document.blocks}
    return [own.get(block.id, block) for block in document.around or document.blocks]


def with_contexts(document: Document) -> Document:
    """Return the document with the contexts of the words of its blocks, whose names are known."""
    from generator.annotate.word_contexts import WordContexts

    if document.contexts:
        return document
    contexts = tuple(map(WordContexts, document.blocks, document.texts))
    return replace(document, contexts=contexts)


def word_texts(block: Block, text: str) -> list[str]:
    """Return the text of each word of a block, in one of its texts."""
    return [intern(text[word.span.start : word.span.end]) for word in block.layers.words]


def sentence_ranges(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the indices of the first word of each sentence and of the first word after it."""
    words = block.layers.words
    first = 0
    for sentence in block.sentences:
        end = sentence.span.end
        last = bisect_left(words, end, first, key=lambda word: word.span.start)
        yield first, last
        first = last


_CHARACTER_SPANS: list[Span] = []


def character_spans(count: int) -> Sequence[Span]:
    """Return the spans of at least the first `count` code points, the same objects every time."""
    known = len(_CHARACTER_SPANS)
    if known < count:
        _CHARACTER_SPANS.extend(map(Span, range(known, count), range(known + 1, count + 1)))
    return _CHARACTER_SPANS


def with_layer(document: Document, layer: str, found: Iterable[Iterable[Any]]) -> Document:
    """Return the document with one layer of each block, already in the order of its spans."""
    blocks = (
        replace(block, layers=replace(block.layers, **{layer: tuple(items)}))
        for block, items in zip(document.blocks, found, strict=True)
    )
    return replace(document, blocks=tuple(blocks))
