"""How a note quotes a place of an article so that it finds this place and no other.

1. The text alone, where it stands once.
2. With the shortest context beside it that no other place of the text has.
3. In its sentence, named by a piece that no other such sentence has, else by its id; and where the
   text stands there several times, which of them is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator.content.note_hints import Quoted
from generator.content.note_places import Place, Quotations
from generator.model import ATOM, Block, Span
from generator.reviewing.errors import EditError


def quotation(blocks: Sequence[Block], block_index: int, span: Span) -> dict[str, object]:
    """The keys of a note that is about a span of a block: `text` and what tells it from others.

    `blocks` are the title and the blocks of an article, all with their sentences, as notes see
    them (`annotate/corrections.py`). Raises `EditError` where no note can quote the span.
    """
    block = blocks[block_index]
    text = re.sub(r"\s", " ", span.of(block.text))
    line = block.place(span.start)[0]
    if ATOM in text:
        message = "The place holds inline code, an image or a footnote, which no note can quote"
        raise EditError(message, "Choose the text on one side of it.", line=line)
    if not text or text.strip() != text:
        message = "The place is empty, or begins or ends with a space, which no note can quote"
        raise EditError(message, "Choose the text alone.", line=line)
    quotations = Quotations(blocks, Path())
    place = Place(block_index, span)
    every = quotations.quoted(text)
    if every == [place]:
        return {"text": text}
    others = [Quoted(blocks[other.block].text, other.span) for other in every if other != place]
    context = Quoted(block.text, span).told_from(others)
    if context is not None:
        return {"text": text, **context}
    sentence = quotations.sentence(place)
    pieces = re.split(ATOM, re.sub(r"\s", " ", sentence.span.of(block.text)))

    def tells(piece: str) -> bool:
        found = (other for other in every if quotations.is_in(other, piece))
        return {quotations.sentence(other).id for other in found} == {sentence.id}

    told = (piece.strip() for piece in sorted(pieces, key=len, reverse=True) if piece.strip())
    piece = next(filter(tells, told), sentence.id)
    found = [other for other in every if quotations.is_in(other, piece)]
    quoted: dict[str, object] = {"text": text, "sentence": piece}
    return quoted if found == [place] else {**quoted, "nth": found.index(place) + 1}
