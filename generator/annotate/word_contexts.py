"""The words of a block as the conditions on senses and on grammar notes see them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from generator.language.glosses.context import (
    Context,
    ContextWord,
    name_word,
    plain_word,
    punctuation,
)
from generator.model import Block, Span, WordKind

_NOTHING = (WordKind.SPACE, WordKind.ATOM)


class WordContexts:
    """The contexts of the words of a block, and their syllables.

    They are found when they are first needed: some blocks have no word that needs them.
    """

    def __init__(self, block: Block, texts: Sequence[str]) -> None:
        """`texts` are the simplified texts of the words."""
        self._block = block
        self._texts = texts

    @cached_property
    def context(self) -> Context:
        """The words in which conditions are tested."""
        return Context(self._words())

    def _words(self) -> Iterator[ContextWord | None]:
        """Yield the words; None for what counts as nothing."""
        names = self._block.word_names
        for word, text in zip(self._block.layers.words, self._texts, strict=True):
            kind = word.kind
            if kind in _NOTHING:
                yield None
            elif kind is WordKind.PUNCT:
                yield punctuation(text)
            elif names and word.span in names:
                yield name_word(text)
            else:
                yield plain_word(text)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [reading.span.start for reading in self._block.layers.readings]

    def syllables(self, span: Span) -> tuple[str, ...]:
        """Return the syllables inside a span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        return tuple([each.pinyin for each in self._block.layers.readings[first:last]])
