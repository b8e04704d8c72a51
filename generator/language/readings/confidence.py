"""The confidence of a reading: the probability that it is right, given the evidence.

The model is a readable logistic regression: `data/readings/confidence.tsv` has the weight of each
feature, and the probability of an error follows from their sum. `train_confidence` fits the
weights to the labelled sentences. The features come from results that the reader has anyway:

    way=trained            how the reading was chosen (`ReadingMethod`), and its own probability
    net:trained            the context network's probability of the reading
    against:trained        the network prefers another reading; how surely, and how usual that is
    other-differs:chosen   pypinyin was consulted and has another reading
    topic:trained          the topic model's probability of the reading
    topic-against:trained  the topic model prefers another reading; how surely
    share:alone            how often the character has this reading, and its commonest other one
    char=卷 read=卷juan4 word=地上    characters, readings and words that were wrong in training

Probabilities are rounded to quarters of a logit, so that no machine has another confidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from math import fsum
from typing import NamedTuple

from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from generator.language.memo import memoise
from generator.language.readings.tables import reading_shares
from generator.language.tables import DATA, read_rows

TABLE = DATA / "readings/confidence.tsv"

DOUBT_THRESHOLD = 0.75
"""Readings below this confidence are listed by `jiazhu check`: of such places, two in five to half
are wrong (`train_confidence`, and *Doubt* in `benchmarks/RESULTS.md`)."""

MAX_LOGIT = 7
"""Logits are bounded to ±7, which is a probability of 0.999."""


class ReadingMethod(StrEnum):
    """How a reading was chosen. The values are part of the feature names."""

    AGREED = "agreed"
    """The dictionary has one reading, and nothing contradicts it."""
    OPPOSED = "opposed"
    """The dictionary has one reading, which the network doubts."""
    DISPUTED = "disputed"
    """The dictionary has one reading, which the network and pypinyin both contradict."""
    REVIEWED = "reviewed"
    """A reviewed reading of a word with several, which the network and pypinyin contradict."""
    SECONDED = "seconded"
    """pypinyin chose between the dictionary's readings."""
    CHOSEN = "chosen"
    """The network chose between the dictionary's readings."""
    RULE = "rule"
    TRAINED = "trained"
    """The trained model of the character chose."""
    USUAL = "usual"
    """The network chose the usual reading of the character."""
    TRUSTED = "trusted"
    """The network chose, for a character on which it is trusted."""
    HEARD = "heard"
    """pypinyin chose the reading of a single character."""
    NEW = "new"
    """The word is not in the dictionary."""
    UNKNOWN = "unknown"
    """The first reading of the dictionary, since there is no evidence for any."""


TOPIC_METHODS = frozenset({ReadingMethod.TRAINED})
"""The methods for which the topic model is consulted. The rules of single characters are not among
them: with its opinion of these, no more of what is wrong was heard, cross-validated."""

CERTAIN = 0.9985
"""A probability from which the logit is bounded by `MAX_LOGIT`."""


def to_logit(probability: float) -> float:
    """Return a probability as a logit in quarters, bounded by `MAX_LOGIT`."""
    if probability >= CERTAIN:  # most are
        return MAX_LOGIT
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    logit = round(4 * math.log(bounded / (1 - bounded))) / 4
    return max(-MAX_LOGIT, min(MAX_LOGIT, logit))


class ReadingEvidence(NamedTuple):
    """The evidence for and against a reading."""

    method: ReadingMethod
    word: str
    char: str
    pinyin: str
    """The chosen reading, in lower case."""
    network_choice: str | None
    """The reading that the network prefers; None if it was not consulted."""
    network_logit: float
    """The network's logit of the chosen reading."""
    network_best_logit: float
    """The network's logit of the reading that it prefers."""
    other: str | None
    """The reading of pypinyin; None if it was not consulted."""
    method_logit: float
    """The logit that the method itself gives to the chosen reading."""
    topic_choice: str | None = None
    """The reading that the topic model prefers; None if it was not consulted."""
    topic_logit: float = 0
    """The topic model's logit of the chosen reading."""
    topic_best_logit: float = 0
    """The topic model's logit of the reading that it prefers."""


def collect_evidence(
    method: ReadingMethod,
    word: str,
    char: str,
    pinyin: str,
    probabilities: Mapping[str, float],
    *,
    other: str | None = None,
    prior: float = 0.5,
    topics: Mapping[str, float] | None = None,
) -> ReadingEvidence:
    """Return the evidence on a reading, with all probabilities as logits.

    `probabilities` are those of the network and `topics` those of the topic model; `other` is the
    reading of pypinyin.
    """
    network, topic = _opinion(probabilities, pinyin), _opinion(topics or {}, pinyin)
    return ReadingEvidence(method, word, char, pinyin, *network, other, to_logit(prior), *topic)


def _opinion(probabilities: Mapping[str, float], pinyin: str) -> tuple[str | None, float, float]:
    """Return the reading that a model prefers, and its logits of `pinyin` and of that reading."""
    if not probabilities:
        return None, 0, 0
    choice = max(probabilities, key=probabilities.__getitem__)
    best = to_logit(probabilities[choice])
    return choice, best if choice == pinyin else to_logit(probabilities.get(pinyin, 0.0)), best


def estimate_confidence(evidence: ReadingEvidence) -> float:
    """Return the probability that a reading is right, disregarding neutral tones."""
    method, word, char, pinyin, choice, logit, best, other, method_logit, *_ = evidence
    score, is_opposed = _fixed_score((method, word, char, pinyin, choice, other))
    by_claim, by_network, by_opposition = _logit_weights(method)
    score += by_claim * method_logit
    if choice is not None:
        score += by_network * logit
        if is_opposed:
            score += by_opposition * best
    if method in TOPIC_METHODS:
        weights = load_weights()
        score += fsum(weights.get(name, 0.0) * value for name, value in topic_features(evidence))
    return 1 / (1 + math.exp(score))


def features(evidence: ReadingEvidence) -> Iterator[tuple[str, float]]:
    """Yield the features of a reading with their values; positive weights count against it."""
    method, word, char, pinyin, choice, _, _, other, *_ = evidence
    yield from fixed_features((method, word, char, pinyin, choice, other))
    yield from logit_features(evidence)
    if method in TOPIC_METHODS:
        yield from topic_features(evidence)


def logit_features(evidence: ReadingEvidence) -> Iterator[tuple[str, float]]:
    """Yield the features whose values are logits."""
    method, _, _, pinyin, choice, logit, best, _, method_logit, *_ = evidence
    yield f"claim:{method}", method_logit
    if choice is not None:
        yield f"net:{method}", logit
        if not same_syllable_except_neutral(choice, pinyin):
            yield f"against-sure:{method}", best


def topic_features(evidence: ReadingEvidence) -> Iterator[tuple[str, float]]:
    """Yield the features of the opinion of the topic model, with their values."""
    method, choice = evidence.method, evidence.topic_choice
    if choice is None:
        yield f"topicless:{method}", 1.0
        return
    yield f"topic:{method}", evidence.topic_logit
    if choice != evidence.pinyin:
        yield f"topic-against:{method}", 1.0
        yield f"topic-sure:{method}", evidence.topic_best_logit


@memoise
def _logit_weights(method: ReadingMethod) -> tuple[float, float, float]:
    """Return the weights of the features whose values are logits."""
    find = load_weights().get
    claim, network = find(f"claim:{method}", 0.0), find(f"net:{method}", 0.0)
    return claim, network, find(f"against-sure:{method}", 0.0)


_Opinions = tuple[ReadingMethod, str, str, str, str | None, str | None]
"""Evidence without logits: the method, the word, the character, and the three readings."""


def fixed_features(opinions: _Opinions) -> Iterator[tuple[str, float]]:
    """Yield the features that do not depend on logits."""
    method, word, char, pinyin, choice, other = opinions
    usage = reading_shares().get(char, {})
    yield f"way={method}", 1.0
    if choice is None:
        yield f"unheard:{method}", 1.0
    elif not same_syllable_except_neutral(choice, pinyin):
        yield f"against:{method}", 1.0
        yield f"against-share:{method}", _log(usage.get(choice, 0.0))
        yield f"char-against={char}", 1.0
        if choice == other:
            yield f"both:{method}", 1.0
    if other is not None and not same_syllable_except_neutral(other, pinyin):
        yield f"other-differs:{method}", 1.0
        yield f"other-share:{method}", _log(usage.get(other, 0.0))
        yield f"char-other={char}", 1.0
    others = [share for s, share in usage.items() if not same_syllable_except_neutral(s, pinyin)]
    yield f"share:{method}", _log(usage.get(pinyin, 0.0))
    yield f"rest:{method}", _log(max(others, default=0.0))
    yield f"char={char}", 1.0
    yield f"read={char}{pinyin}", 1.0
    if len(word) > 1:
        yield f"word={word}", 1.0


@memoise
def _fixed_score(opinions: _Opinions) -> tuple[float, bool]:
    """Return what the other features add up to, and whether the network prefers another reading."""
    weights, found = load_weights(), list(fixed_features(opinions))
    score = fsum(weights.get(name, 0.0) * value for name, value in found)
    return score, any(name.startswith("against:") for name, _ in found)


def _log(share: float) -> float:
    return math.log(max(share, 0.003))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weights by feature; empty if there is no table yet."""
    if not TABLE.exists():
        return {}
    return {feature: float(weight) for feature, weight in read_rows(TABLE, 2)}
