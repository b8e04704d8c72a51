"""The words of a block as the conditions on senses and on grammar notes see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.language.glosses.context import (
    Context,
    ContextWord,
    name_word,
    plain_word,
    punctuation,
)
from generator.model import Block, Word, WordKind
from generator.spans import within

_NOTHING = (WordKind.SPACE, WordKind.ATOM)
_NO_NAMES = (*_NOTHING, WordKind.PUNCT)


def _other_word(text: str, kind: WordKind) -> ContextWord | None:
    """Return a word that is not only of Han characters; None if it counts as nothing."""
    if kind is WordKind.PUNCT:
        return punctuation(text)
    return None if kind in _NOTHING else plain_word(text)


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

    def _words(self) -> Sequence[ContextWord | None]:
        """Return the words; None for what counts as nothing."""
        words, names = self._block.layers.words, self._block.word_names
        found = [
            plain_word(text) if word.kind is WordKind.HAN else _other_word(text, word.kind)
            for word, text in zip(words, self._texts, strict=True)
        ]
        if names:
            for at, word in enumerate(words):
                if word.span in names and word.kind not in _NO_NAMES:
                    found[at] = name_word(self._texts[at])
        return found

    @cached_property
    def _readings(self) -> tuple[Mapping[int, int], Sequence[str]]:
        """The index of the reading of each character by its offset, and all syllables."""
        readings = self._block.layers.readings
        starts = {reading.span.start: at for at, reading in enumerate(readings)}
        return starts, [reading.pinyin for reading in readings]

    def syllables(self, word: Word) -> tuple[str, ...]:
        """Return the syllables of a word."""
        span = word.span
        if word.kind is WordKind.HAN:  # each of its characters has a reading
            starts, syllables = self._readings
            first = starts[span.start]
            return tuple(syllables[first : first + span.end - span.start])
        return tuple([reading.pinyin for reading in within(self._block.layers.readings, span)])
