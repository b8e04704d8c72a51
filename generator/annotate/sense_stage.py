"""The stage of senses: which dictionary entries a word has, and in which of its uses it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.annotate.document import Document, readings_in, with_layer
from generator.annotate.engines import Engines
from generator.annotate.marks import mark_on
from generator.language.glosses.context import Context, ContextWord, context_word
from generator.language.glosses.uses import choose_use, has_contexts, uses_of
from generator.model import Block, Edition, Sense, Span, Word, WordKind

LOOKED_UP = (WordKind.HAN, WordKind.MIXED, WordKind.LATIN, WordKind.NUMBER)
_NOTHING = (WordKind.SPACE, WordKind.ATOM)


def senses(document: Document, engines: Engines) -> Document:
    """Add the dictionary key to every word that is a headword, with its use in this context."""
    is_headword = engines.cached(_is_headword)

    def senses_of(block: Block, texts: Sequence[str]) -> Iterator[Sense]:
        has_marks = bool(block.marks)
        uses = dict(_uses(block, texts, document.script))
        for place, (word, text) in enumerate(zip(block.layers.words, texts, strict=True)):
            if word.kind in LOOKED_UP and is_headword(text):
                mark = mark_on(block, word.span) if has_marks else None
                choice = mark.sense if mark is not None else None
                yield Sense(word.span, text, choice, uses.get(place, 0))

    return with_layer(document, "senses", map(senses_of, document.blocks, document.texts))


def _is_headword(engines: Engines, text: str) -> bool:
    """Whether the dictionary has a simplified word."""
    return bool(engines.dictionary.entries(text))


def _uses(block: Block, texts: Sequence[str], script: Edition) -> Iterator[tuple[int, int]]:
    """Yield the place and the use of the words whose use is not the default one."""
    context: Context | None = None
    forms: dict[Span, str] = {}
    for place, (word, text) in enumerate(zip(block.layers.words, texts, strict=True)):
        if not has_contexts(text):
            continue
        if context is None:
            context = Context(context_words(block, texts))
            forms = traditional_forms(block, script)
        syllables = tuple(reading.pinyin for reading in readings_in(block, word.span))
        listed = uses_of(text, syllables, forms.get(word.span, ""))
        use = choose_use(listed, context, place)
        if use:
            yield place, use


def context_words(block: Block, texts: Sequence[str]) -> Iterator[ContextWord | None]:
    """Yield the words of a block as conditions see them; None for what counts as nothing."""
    names = {name.span for name in block.layers.names}
    for word, text in zip(block.layers.words, texts, strict=True):
        yield None if word.kind in _NOTHING else _one(word, text, word.span in names)


def _one(word: Word, text: str, is_name: bool) -> ContextWord:
    return context_word(text, is_punctuation=word.kind is WordKind.PUNCT, is_name=is_name)


def traditional_forms(block: Block, script: Edition) -> dict[Span, str]:
    """Return the traditional forms of words, where they are known and differ from their text."""
    if script is not Edition.HANS:
        return {word.span: word.span.of(block.text) for word in block.layers.words}
    found: dict[Span, str] = {}
    for variant in block.layers.variants:
        if variant.edition is not Edition.HANS and len(variant.text) == len(variant.span):
            found.setdefault(variant.span, variant.text)
    return found
