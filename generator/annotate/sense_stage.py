"""The stage of senses: which dictionary entries a word has, and in which of its uses it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from generator.annotate.document import Document, with_contexts, with_layer
from generator.annotate.engines import Engines
from generator.annotate.marks import mark_on
from generator.annotate.word_contexts import WordContexts
from generator.language.glosses.choice import Choice
from generator.language.glosses.uses import (
    has_contexts,
    has_one_form,
    has_one_reading,
    uses_of,
)
from generator.language.memo import Memo
from generator.model import Block, Edition, Sense, Span, WordKind

LOOKED_UP = (WordKind.HAN, WordKind.MIXED, WordKind.LATIN, WordKind.NUMBER)


def senses(document: Document, engines: Engines) -> Document:
    """Add the dictionary key to every word that is a headword, with its use in this context."""
    headword_of = engines.cached(_headword)
    document = with_contexts(document)

    def senses_of(block: Block, texts: Sequence[str], contexts: WordContexts) -> Iterator[Sense]:
        has_marks = bool(block.marks)
        headwords = list(map(headword_of, texts))
        uses = dict(_uses(block, texts, headwords, contexts))
        for place, (word, headword) in enumerate(zip(block.layers.words, headwords, strict=True)):
            if headword is not None and headword.is_listed and word.kind in LOOKED_UP:
                mark = mark_on(block, word.span) if has_marks else None
                choice = mark.sense if mark is not None else None
                yield Sense(word.span, texts[place], choice, uses.get(place, 0))

    found = map(senses_of, document.blocks, document.texts, document.contexts)
    return with_layer(document, "senses", found)


class _Headword(Struct, frozen=True, gc=False):
    """What is known of the senses of a word without its sentence."""

    is_listed: bool
    """Whether the dictionary has the word."""
    has_uses: bool
    """Whether its context chooses one of its uses."""
    choice: Choice | None = None
    """These uses; None if its reading or its traditional form decides which it has."""
    has_one_form: bool = False
    """Whether its traditional form does not matter to them."""


_LISTED = _Headword(is_listed=True, has_uses=False)
"""What is known of most words."""


def _headword(engines: Engines, text: str) -> _Headword | None:
    """Return what is known of the senses of a simplified word; None for a word without any."""
    is_listed, has_uses = bool(engines.dictionary.entries(text)), has_contexts(text)
    if not (is_listed or has_uses):
        return None
    if not has_uses:
        return _LISTED
    choice = Choice(uses_of(text, ())) if has_one_reading(text) else None
    return _Headword(is_listed, has_uses, choice, has_one_form(text))


def _uses(
    block: Block,
    texts: Sequence[str],
    headwords: Sequence[_Headword | None],
    contexts: WordContexts,
) -> Iterator[tuple[int, int]]:
    """Yield the place and the use of the words whose use is not the default one."""
    for place, headword in enumerate(headwords):
        if headword is None or not headword.has_uses:
            continue
        choice = headword.choice
        if choice is None:
            word, text, form = block.layers.words[place], texts[place], ""
            if not headword.has_one_form:
                written = word.span.of(block.text)
                form = traditional_form(written, text, _forms_in_editions(block, word.span))
            choice = _CHOICES[text, contexts.syllables(word), form]
        use = choice.choose(contexts.context, place)
        if use:
            yield place, use


_CHOICES: Memo[tuple[str, tuple[str, ...], str], Choice] = Memo(lambda key: Choice(uses_of(*key)))
"""By the simplified word, its syllables and its traditional form, which is empty if it does not
matter."""


def _forms_in_editions(block: Block, span: Span) -> Sequence[str]:
    """Return the texts of a word in traditional editions, where they differ from the source."""
    variants = block.layers.variants
    first = bisect_left(variants, span.start, key=_START)
    own = variants[first : bisect_right(variants, span.start, first, key=_START)]
    return [variant.text for variant in own if variant.edition is not Edition.HANS]


_START = attrgetter("span.start")


def traditional_form(text: str, simplified: str, in_editions: Iterable[str]) -> str:
    """Return the traditional form of a word in its context.

    `in_editions` are its texts in traditional editions where they differ from `text`. One of
    another length is another word.
    """
    if text != simplified:
        return text
    return next((form for form in in_editions if len(form) == len(text)), text)
