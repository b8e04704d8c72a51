"""The stage of senses: which dictionary entries a word has, and in which of its uses it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.annotate.document import Document, with_contexts, with_layer
from generator.annotate.engines import Engines
from generator.annotate.marks import mark_on
from generator.annotate.word_contexts import WordContexts
from generator.language.glosses.choice import Choice
from generator.language.glosses.uses import has_contexts, uses_of
from generator.model import Block, Edition, Sense, Span, WordKind

LOOKED_UP = (WordKind.HAN, WordKind.MIXED, WordKind.LATIN, WordKind.NUMBER)


def senses(document: Document, engines: Engines) -> Document:
    """Add the dictionary key to every word that is a headword, with its use in this context."""
    is_headword = engines.cached(_is_headword)
    document = with_contexts(document)

    def senses_of(block: Block, texts: Sequence[str], contexts: WordContexts) -> Iterator[Sense]:
        has_marks = bool(block.marks)
        uses = dict(_uses(block, texts, contexts))
        for place, (word, text) in enumerate(zip(block.layers.words, texts, strict=True)):
            if word.kind in LOOKED_UP and is_headword(text):
                mark = mark_on(block, word.span) if has_marks else None
                choice = mark.sense if mark is not None else None
                yield Sense(word.span, text, choice, uses.get(place, 0))

    found = map(senses_of, document.blocks, document.texts, document.contexts)
    return with_layer(document, "senses", found)


def _is_headword(engines: Engines, text: str) -> bool:
    """Whether the dictionary has a simplified word."""
    return bool(engines.dictionary.entries(text))


def _uses(block: Block, texts: Sequence[str], contexts: WordContexts) -> Iterator[tuple[int, int]]:
    """Yield the place and the use of the words whose use is not the default one."""
    forms: dict[Span, list[str]] | None = None
    for place, (word, text) in enumerate(zip(block.layers.words, texts, strict=True)):
        if not has_contexts(text):
            continue
        if forms is None:
            forms = _forms_in_editions(block)
        written = word.span.of(block.text)
        form = traditional_form(written, text, forms.get(word.span, ()))
        choice = _choice(text, contexts.syllables(word.span), form)
        use = choice.choose(contexts.context, place)
        if use:
            yield place, use


@lru_cache(maxsize=4096)
def _choice(simplified: str, syllables: tuple[str, ...], traditional: str) -> Choice:
    return Choice(uses_of(simplified, syllables, traditional))


def _forms_in_editions(block: Block) -> dict[Span, list[str]]:
    """Return the texts of words in traditional editions, where they differ from the source."""
    found: dict[Span, list[str]] = {}
    for variant in block.layers.variants:
        if variant.edition is not Edition.HANS:
            found.setdefault(variant.span, []).append(variant.text)
    return found


def traditional_form(text: str, simplified: str, in_editions: Iterable[str]) -> str:
    """Return the traditional form of a word in its context.

    `in_editions` are its texts in traditional editions where they differ from `text`. One of
    another length is another word.
    """
    if text != simplified:
        return text
    return next((form for form in in_editions if len(form) == len(text)), text)
