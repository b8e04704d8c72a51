"""Quote a place of an article in a note, so that the note finds this place and no other.

1. By its text, if it occurs once.
2. With the shortest context that distinguishes it from the other occurrences.
3. Within its sentence, given by a piece that is unique to it, else by its id; with `nth` if the
   text occurs in it several times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator.content.note_hints import QuotedSpan
from generator.content.note_places import NoteLocator, Place
from generator.model import ATOM, Block, Span
from generator.reviewing.errors import EditError


def quotation(blocks: Sequence[Block], block_index: int, span: Span) -> dict[str, object]:
    """Return the keys of a note that quote a span of a block: `text` and its context.

    `blocks` are the title and the blocks of an article with their sentences, as in
    `annotate/corrections.py`. Raises `EditError` if no note can quote the span.
    """
    block = blocks[block_index]
    text = re.sub(r"\s", " ", span.of(block.text))
    line = block.place(span.start)[0]
    if ATOM in text:
        message = "A note cannot quote inline code, an image or a footnote"
        raise EditError(message, "Choose the text on one side of it.", line=line)
    if not text or text.strip() != text:
        message = "A note cannot quote an empty text, or a text with a space at its edge"
        raise EditError(message, "Choose only the text.", line=line)
    quotations = NoteLocator(blocks, Path())
    place = Place(block_index, span)
    matches = quotations.quoted(text)
    if matches == [place]:
        return {"text": text}
    others = [
        QuotedSpan(blocks[other.block].text, other.span) for other in matches if other != place
    ]
    context = QuotedSpan(block.text, span).distinguishing_context(others)
    if context is not None:
        return {"text": text, **context}
    sentence = quotations.sentence(place)
    pieces = re.split(ATOM, re.sub(r"\s", " ", sentence.span.of(block.text)))

    def is_unique(piece: str) -> bool:
        found = (other for other in matches if quotations.is_in(other, piece))
        return {quotations.sentence(other).id for other in found} == {sentence.id}

    longest_first = (p.strip() for p in sorted(pieces, key=len, reverse=True) if p.strip())
    piece = next(filter(is_unique, longest_first), sentence.id)
    found = [other for other in matches if quotations.is_in(other, piece)]
    quoted: dict[str, object] = {"text": text, "sentence": piece}
    return quoted if found == [place] else {**quoted, "nth": found.index(place) + 1}
