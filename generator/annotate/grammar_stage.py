"""The stage that finds the constructions which a grammar note explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.annotate.document import Document, readings_in, with_layer
from generator.annotate.engines import Engines
from generator.annotate.sense_stage import context_words
from generator.language.glosses.context import Context
from generator.language.grammar.notes import find_note, may_have_note
from generator.model import Block, GrammarUse


def grammar(document: Document, engines: Engines) -> Document:
    """Add the grammar note, if there is one, to every word."""
    del engines
    return with_layer(document, "grammar", map(_notes, document.blocks, document.texts))


def _notes(block: Block, texts: Sequence[str]) -> Iterator[GrammarUse]:
    context: Context | None = None
    names = {name.span for name in block.layers.names}
    for place, (word, text) in enumerate(zip(block.layers.words, texts, strict=True)):
        if not may_have_note(text) or word.span in names:
            continue
        if context is None:
            context = Context(context_words(block, texts), across_clauses=True)
        reading = " ".join(each.pinyin for each in readings_in(block, word.span))
        note = find_note(text, reading, context, place)
        if note:
            yield GrammarUse(word.span, note)
