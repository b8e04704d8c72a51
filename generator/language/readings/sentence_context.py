"""A sentence of words, with the cached results of the slow reading engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from generator.language.characters import HAN, IS_HAN
from generator.language.readings.pypinyin_engine import sentence_syllables
from generator.lazy_patterns import lazy_pattern

CITATION_SYLLABLES = {"一": "yi1", "不": "bu4"}
"""The citation syllables of 一 and 不; pypinyin's phrases have them with tone sandhi."""

_HAN_RUN = lazy_pattern(f"[{HAN}\ue815-\ue864]+")
"""Runs of Han characters, which pypinyin reads independently of the text around them.

It counts some private characters as Han.
"""

Probabilities = dict[str, float]
"""The probability of each reading of a character."""


class SentenceContext:
    """The words of a sentence, including white space and punctuation.

    `words` are simplified; `written` are the words of the source, of the same lengths.
    """

    def __init__(self, words: Sequence[str], written: Sequence[str] | None = None) -> None:
        self.words = words
        self.written = words if written is None else written
        self.keys: Sequence[str | tuple[str, str]] = (
            words if self.written is words else list(zip(words, self.written, strict=True))
        )
        """The words as keys of memos: with their written form, if that may differ."""
        self.text = "".join(words)
        self.starts: Sequence[int] = list(accumulate(map(len, words), initial=0))
        """The offset of each word, and of the end of the sentence."""
        self.probabilities: Mapping[int, Probabilities] | None = None
        """Those of the context network by offset; None before `Reader.run_network`."""
        self._pypinyin: dict[int, str | None] = {}
        self._run: tuple[range, Iterator[tuple[int, str | None]]] = range(0), iter(())
        """The run of Han characters that pypinyin reads, with the syllables it has not come to."""

    def pypinyin_syllables(self, index: int) -> tuple[str | None, ...]:
        """Return pypinyin's reading of each Han character of a word in this sentence."""
        return tuple(
            [
                CITATION_SYLLABLES.get(char) or self._pypinyin_syllable(offset)
                for offset, char in enumerate(self.words[index], self.starts[index])
                if IS_HAN.match(char)
            ]
        )

    def _pypinyin_syllable(self, offset: int) -> str | None:
        """Return pypinyin's reading of a character; its run of Han characters is read as one.

        The run is only read as far as the character.
        """
        known = self._pypinyin
        if offset not in known:
            place, syllables = self._run
            if offset not in place:
                after = place.stop if place.stop <= offset else 0
                runs = _HAN_RUN.finditer(self.text, after)
                run = next(run for run in runs if run.end() > offset)
                syllables = enumerate(sentence_syllables(run.group()), run.start())
                self._run = range(*run.span()), syllables
            for at, syllable in syllables:
                known[at] = syllable
                if at == offset:
                    break
        return known[offset]

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
