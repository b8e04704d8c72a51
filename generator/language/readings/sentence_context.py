"""A sentence cut into words, and what the costly engines say of it, asked at most once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from generator.language.characters import IS_HAN
from generator.language.readings.pypinyin_engine import sentence_syllables

CITATION = {"一": "yi1", "不": "bu4"}
"""How 一 and 不 are read by themselves; pypinyin's phrases have them as they are spoken."""

Probabilities = dict[str, float]
"""The probability of each reading of a character."""


class SentenceContext:
    """The words of one sentence, white space and punctuation included.

    `words` are simplified, `written` are as in the source and of the same lengths.
    """

    def __init__(self, words: Sequence[str], written: Sequence[str] | None = None) -> None:
        self.words = words
        self.written = words if written is None else written
        self.odds: Mapping[int, Probabilities] | None = None
        """The context network's, by code point; None until it is asked (`Reader.prime`)."""

    @cached_property
    def text(self) -> str:
        """The simplified sentence."""
        return "".join(self.words)

    @cached_property
    def starts(self) -> Sequence[int]:
        """The offset of each word, and of the end."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def _heard(self) -> Sequence[str | None]:
        return sentence_syllables(self.text)

    def by_pypinyin(self, index: int) -> tuple[str | None, ...]:
        """pypinyin's reading, in this sentence, of each Han character of a word."""
        found = self._heard[self.starts[index] : self.starts[index + 1]]
        return tuple(
            CITATION.get(char, syllable)
            for char, syllable in zip(self.words[index], found, strict=True)
            if IS_HAN.match(char)
        )

    def by_network(self, index: int) -> dict[int, Probabilities]:
        """The network's odds inside a word, by the number of the Han character."""
        odds = self.odds or {}
        start = self.starts[index]
        word = self.words[index]
        if len(word) == 1:
            return {0: odds[start]} if start in odds else {}
        out = {}
        number = 0
        for at, char in enumerate(word, start):
            if IS_HAN.match(char):
                if at in odds:
                    out[number] = odds[at]
                number += 1
        return out
