"""A sentence of words, with the cached results of the slow reading engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from generator.language.characters import IS_HAN
from generator.language.readings.pypinyin_engine import sentence_syllables

CITATION_SYLLABLES = {"一": "yi1", "不": "bu4"}
"""The citation syllables of 一 and 不; pypinyin's phrases have them with tone sandhi."""

Probabilities = dict[str, float]
"""The probability of each reading of a character."""


class SentenceContext:
    """The words of a sentence, including white space and punctuation.

    `words` are simplified; `written` are the words of the source, of the same lengths.
    """

    def __init__(self, words: Sequence[str], written: Sequence[str] | None = None) -> None:
        self.words = words
        self.written = words if written is None else written
        self.probabilities: Mapping[int, Probabilities] | None = None
        """Those of the context network by offset; None before `Reader.run_network`."""

    @cached_property
    def text(self) -> str:
        """The simplified sentence."""
        return "".join(self.words)

    @cached_property
    def starts(self) -> Sequence[int]:
        """The offset of each word, and of the end of the sentence."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def _pypinyin_syllables(self) -> Sequence[str | None]:
        return sentence_syllables(self.text)

    def pypinyin_syllables(self, index: int) -> tuple[str | None, ...]:
        """Return pypinyin's reading of each Han character of a word in this sentence."""
        found = self._pypinyin_syllables[self.starts[index] : self.starts[index + 1]]
        return tuple(
            CITATION_SYLLABLES.get(char, syllable)
            for char, syllable in zip(self.words[index], found, strict=True)
            if IS_HAN.match(char)
        )

    def network_probabilities(self, index: int) -> dict[int, Probabilities]:
        """Return the network's probabilities in a word, by the index of the Han character."""
        probabilities = self.probabilities or {}
        start = self.starts[index]
        word = self.words[index]
        if len(word) == 1:
            return {0: probabilities[start]} if start in probabilities else {}
        out = {}
        han_index = 0
        for at, char in enumerate(word, start):
            if IS_HAN.match(char):
                if at in probabilities:
                    out[han_index] = probabilities[at]
                han_index += 1
        return out
