"""The stage that finds the constructions which a grammar note explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator.annotate.document import Document, with_contexts, with_layer
from generator.annotate.engines import Engines
from generator.annotate.word_contexts import WordContexts
from generator.language.grammar.notes import find_note, may_have_note
from generator.model import Block, GrammarUse


def grammar(document: Document, engines: Engines) -> Document:
    """Add the grammar note, if there is one, to every word."""
    del engines
    document = with_contexts(document)
    found = map(_notes, document.blocks, document.texts, document.contexts)
    return with_layer(document, "grammar", found)


def _notes(block: Block, texts: Sequence[str], contexts: WordContexts) -> Iterator[GrammarUse]:
    places = [place for place, text in enumerate(texts) if may_have_note(text)]
    if not places:
        return
    words, context = block.layers.words, contexts.context
    names = block.word_names
    for place in places:
        word = words[place]
        if names and word.span in names:
            continue
        note = find_note(texts[place], partial(contexts.syllables, word), context, place)
        if note:
            yield GrammarUse(word.span, note)
