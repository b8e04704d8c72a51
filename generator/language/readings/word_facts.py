"""What is known of the readings of a word without its sentence.

Most words are read alike in every sentence; of the others, it is known what the sentence must
decide. It is found out once a word, so that reading a sentence is looking up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.memo import Memo, memoise
from generator.language.readings.g2pm import Candidates, ContextModel
from generator.language.readings.polyphones import Model, load_models
from generator.language.readings.rules import has_rules
from generator.language.readings.sentence_context import Probabilities
from generator.language.readings.syllable_reading import (
    DICTIONARY_CONFIDENCE,
    SyllableReading,
    syllable_readings,
)
from generator.language.readings.tables import reviewed_readings
from generator.language.readings.word_readings import dictionary_readings
from generator.model import Origin

NETWORK_DOUBT = 0.5
"""The network's probability of a dictionary reading below which the reading is in doubt."""


class UsualReading(Struct, frozen=True, gc=False):
    """The reading that a word has in every sentence in which the network does not doubt it."""

    syllables: tuple[SyllableReading, ...]
    doubtable: tuple[tuple[int, str], ...] = ()
    """The offsets and the syllables that the network may doubt."""

    def is_doubted(self, probabilities: Mapping[int, Probabilities], start: int) -> bool:
        """Whether the network doubts a syllable of the word at an offset of its sentence."""
        for at, syllable in self.doubtable:
            if probabilities[start + at].get(syllable, 0.0) < NETWORK_DOUBT:
                return True
        return False


WordKey = str | tuple[str, str]
"""A simplified word, with the word as written if that differs."""

NetworkQuery = tuple[int, Candidates]
"""The offset of a character in its word, and the readings that the network must compare."""


class WordFacts(Struct, frozen=True, gc=False):
    """What is known of the readings of a word without its sentence."""

    known: tuple[tuple[str, ...], ...]
    """The readings of the dictionary."""
    fixed: tuple[SyllableReading, ...] | None
    """The reading in every sentence, if it is always the same."""
    usual: UsualReading | None
    """The reading unless the network doubts it; None if the sentence decides."""
    queries: tuple[NetworkQuery, ...] = ()
    has_rules: bool = False
    """Whether hand-written rules look at its context."""
    model: Model | None = None
    """The trained model of a word of one character."""

    @property
    def is_polyphone(self) -> bool:
        """Whether a word of one character has several readings."""
        return self.fixed is None and len(self.known) > 1


class FactFinder:
    """Finds the facts of words, by the word or by the word and how it is written."""

    def __init__(
        self,
        dictionary: Dictionary,
        network: ContextModel,
        trained: Mapping[str, Model] | None = None,
    ) -> None:
        """`trained` are the models of single polyphones, by default those of the table."""
        self._dictionary = dictionary
        self._network = network
        self._trained = trained
        self.facts = Memo(self._find_facts)
        self._candidates = memoise(self._find_candidates)

    @cached_property
    def _models(self) -> Mapping[str, Model]:
        return load_models() if self._trained is None else self._trained

    def _find_facts(self, key: WordKey) -> WordFacts:
        word, written = (key, key) if isinstance(key, str) else key
        known = dictionary_readings(self._dictionary, word, written)
        fixed = self._find_fixed_reading(word, known)
        if fixed is not None:
            return WordFacts(known, fixed, UsualReading(fixed))
        found = enumerate(map(self._candidates, word))
        queries = tuple([(at, candidates) for at, candidates in found if candidates is not None])
        usual = self._find_usual_reading(word, known, queries)
        model = self._models.get(word) if len(word) == 1 else None
        return WordFacts(known, None, usual, queries, has_rules(word), model)

    def _find_fixed_reading(
        self, word: str, known: Sequence[tuple[str, ...]]
    ) -> tuple[SyllableReading, ...] | None:
        """Return the reading of a word that is the same in every sentence, None if it varies."""
        if len(known) != 1 or (len(word) > 1 and has_rules(word)):
            return None
        is_fixed = (
            len(word) == 1
            or word in reviewed_readings()
            or not "".join(known[0]).islower()
            or not any(map(self._candidates, word))
        )
        return (
            syllable_readings(known[0], Origin.DICTIONARY, DICTIONARY_CONFIDENCE)
            if is_fixed
            else None
        )

    def _find_usual_reading(
        self, word: str, known: Sequence[tuple[str, ...]], queries: Sequence[NetworkQuery]
    ) -> UsualReading | None:
        """Return the only reading of a word, with the syllables that the network may doubt.

        Return None if the sentence decides.
        """
        if len(word) == 1 or len(known) != 1 or has_rules(word):
            return None
        syllables = syllable_readings(known[0], Origin.DICTIONARY, DICTIONARY_CONFIDENCE)
        asked = dict(queries)
        han_offsets = [at for at, char in enumerate(word) if IS_HAN.match(char)]
        doubtable = [
            (at, syllable)
            for at, syllable in zip(han_offsets, known[0], strict=True)
            if at in asked and syllable[-1] != "5"
        ]
        return UsualReading(syllables, tuple(doubtable))

    def _find_candidates(self, char: str) -> Candidates | None:
        """Return the candidates of the network for a character; None if there is no choice."""
        if IS_HAN.match(char) is None:
            return None
        found = self._network.candidates(sorted(self._dictionary.syllables(char)))
        return found if len(found.syllables) > 1 else None
