"""Polyphones: the reading of a word of one character that has several.

The first of these that has a reading which the dictionary knows wins:

1. a rule of `data/readings/polyphones.tsv` that decides;
2. the model trained on `corpus/polyphones`, which weighs the context, the other rules, the network
   and, if it is not sure without, pypinyin; if it still is not, the topic model has an equal say;
3. a rule that does not decide;
4. the network, if it is sure of the character's usual reading;
5. the network or pypinyin, whichever is trusted on the character (`engine_trust`);
6. the first reading of the dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import fsum
from operator import add

from generator.language.readings.confidence import (
    CERTAIN,
    ReadingEvidence,
    ReadingMethod,
    collect_evidence,
)
from generator.language.readings.engine_trust import prefers_network, weight_by_usage
from generator.language.readings.network_evidence import NetworkEvidence
from generator.language.readings.polyphones import (
    engine_features,
    reading_probabilities,
    score_context,
    score_readings,
)
from generator.language.readings.pypinyin_engine import usual_syllable
from generator.language.readings.rules import find_rule
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.syllable_reading import SyllableReading
from generator.language.readings.tables import reading_shares
from generator.language.readings.topics import Topics
from generator.language.readings.word_facts import WordFacts
from generator.model import Origin

DOMINANT_SHARE = 0.97
"""The share of a character's uses from which one engine is enough for its usual reading."""

NETWORK_SUFFICES = 0.95
"""The probability from which a reading of the network is accepted if it is pypinyin's reading of
the single character, without consulting pypinyin on the sentence."""

TRAINED_MODEL_SUFFICES = 0.9
"""The probability from which a trained model does not consult pypinyin, which is slow."""

TRAINED_MODEL_IS_SURE = 0.97
"""The probability from which the topic model, which would hardly change the reading, is not asked:
four in five readings of the trained models have it."""

LEAST_OPINION = 1e-3
"""The least probability that the topic model gives to a reading. It makes no difference which of
1e-6 to 0.03 it is, cross-validated."""


class PolyphoneReader:
    """Reads words of one character by rule, model, network, pypinyin or dictionary order."""

    def __init__(
        self,
        network: NetworkEvidence,
        judge: Callable[[ReadingEvidence], float],
        topics: Topics,
    ) -> None:
        """`judge` returns how likely a reading is right, given the evidence."""
        self._network = network
        self._judge = judge
        self._topics = topics
        self._certain_reading = lru_cache(maxsize=16384)(self._find_certain_reading)

    def read(self, facts: WordFacts, sentence: SentenceContext, index: int) -> SyllableReading:
        """Read a word of one character, of which `facts` are known."""
        word = sentence.words[index]
        readings = [reading[0] for reading in facts.known]
        rule = find_rule(sentence.words, index) if facts.has_rules else None
        probabilities = self._network.probabilities(sentence, index).get(0, {})
        if rule is not None and rule.reading in readings and rule.decides:
            return self._judged_syllable(ReadingMethod.RULE, word, rule.reading, probabilities)
        model = facts.model
        if model is not None:
            by_rule = rule.reading if rule is not None else None
            scores = score_readings(
                model,
                engine_features(by_rule, None, probabilities),
                score_context(model, sentence.words, index),
            )
            trained: Mapping[str, float] = reading_probabilities(model, scores)
            other = None
            if max(trained.values()) < TRAINED_MODEL_SUFFICES:
                other = sentence.pypinyin_syllables(index)[0]
                more = score_readings(model, engine_features(None, other, {}))
                trained = reading_probabilities(model, list(map(add, scores, more)))
            topics: Mapping[str, float] = {}
            if max(trained.values()) < TRAINED_MODEL_IS_SURE:
                topics = self._topics.probabilities(sentence.words, index)
                trained = combine_opinions(trained, topics)
            allowed = {s: p for s, p in trained.items() if s in readings}
            if allowed:
                best = max(allowed, key=allowed.__getitem__)
                return self._judged_syllable(
                    ReadingMethod.TRAINED, word, best, probabilities, other, allowed[best], topics
                )
        if rule is not None and rule.reading in readings:
            return self._judged_syllable(ReadingMethod.RULE, word, rule.reading, probabilities)
        for syllable, probability in probabilities.items():
            if probability >= CERTAIN and syllable in readings:
                certain = self._certain_reading(word, syllable)
                if certain is not None:
                    return certain
        likely = weight_by_usage(
            word, {s: probabilities[s] for s in readings if s in probabilities}
        )
        top = max(likely, key=likely.__getitem__, default="")
        if top and (
            reading_shares().get(word, {}).get(top, 0.0) >= DOMINANT_SHARE
            or (likely[top] >= NETWORK_SUFFICES and top == usual_syllable(word))
        ):
            return self._judged_syllable(
                ReadingMethod.USUAL, word, top, probabilities, None, likely[top]
            )
        guess = sentence.pypinyin_syllables(index)[0]
        if likely and (guess not in readings or prefers_network(word, top, guess)):
            return self._judged_syllable(
                ReadingMethod.TRUSTED, word, top, probabilities, guess, likely[top]
            )
        if guess in readings:
            probability = likely.get(guess, 0.5)
            return self._judged_syllable(
                ReadingMethod.HEARD, word, guess, probabilities, guess, probability
            )
        return self._judged_syllable(ReadingMethod.UNKNOWN, word, readings[0], probabilities, guess)

    def _judged_syllable(
        self,
        method: ReadingMethod,
        char: str,
        pinyin: str,
        probabilities: Mapping[str, float],
        other: str | None = None,
        prior: float = 0.5,
        topics: Mapping[str, float] | None = None,
    ) -> SyllableReading:
        """Return the reading of a single character with its origin and confidence."""
        evidence = collect_evidence(
            method, char, char, pinyin, probabilities, other=other, prior=prior, topics=topics
        )
        origin = _ORIGINS.get(method, Origin.MODEL)
        return SyllableReading(pinyin, origin, self._judge(evidence))

    def _find_certain_reading(self, char: str, pinyin: str) -> SyllableReading | None:
        """Return the reading of a character that the network reads as `pinyin` with certainty.

        Return None unless this is its commonest reading, so that `read` accepts it with
        the same confidence whatever the small probabilities of its other readings.
        """
        shares = reading_shares().get(char, {})
        is_commonest = shares.get(pinyin, 0.0) >= max(shares.values(), default=1.0)
        if not is_commonest or not (
            shares[pinyin] >= DOMINANT_SHARE or usual_syllable(char) == pinyin
        ):
            return None
        return self._judged_syllable(ReadingMethod.USUAL, char, pinyin, {pinyin: 1.0}, None, 1.0)


def combine_opinions(
    trained: Mapping[str, float], topics: Mapping[str, float]
) -> Mapping[str, float]:
    """Return the probabilities of readings by two models, which see different things.

    Both have an equal say: their probabilities are multiplied. Cross-validated, a quarter of what
    the trained models alone read wrong in `corpus/contested` is right then, and a seventh in
    `corpus/quoted`.
    """
    if not topics:
        return trained
    products = {s: p * max(topics.get(s, 0.0), LEAST_OPINION) for s, p in trained.items()}
    whole = fsum(products.values())
    return {syllable: product / whole for syllable, product in products.items()}


_ORIGINS = {ReadingMethod.RULE: Origin.RULE, ReadingMethod.UNKNOWN: Origin.DICTIONARY}
"""The origins of readings that no model chose."""
