"""The confidence of a reading: the probability that it is right, given the evidence.

The model is a readable logistic regression: `data/readings/confidence.tsv` has the weight of each
feature, and the probability of an error follows from their sum. `train_confidence` fits the
weights to the labelled sentences. The features come from results that the reader has anyway:

    way=trained            how the reading was chosen (`ReadingMethod`), and its own probability
    net:trained            the context network's probability of the reading
    against:trained        the network prefers another reading; how surely, and how usual that is
    other-differs:chosen   pypinyin was consulted and has another reading
    share:alone            how often the character has this reading, and its commonest other one
    char=卷 read=卷juan4 word=地上    characters, readings and words that were wrong in training

Probabilities are rounded to whole logits, so that cached results can be reused more often.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from generator.language.memo import memoise
from generator.language.readings.tables import reading_shares
from generator.language.tables import DATA, read_rows

TABLE = DATA / "readings/confidence.tsv"

DOUBT_THRESHOLD = 0.945
"""Readings below this confidence are listed by `jiazhu check`: one in three of them is wrong
on the development sentences."""

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


CERTAIN = 0.9985
"""A probability from which the logit is bounded by `MAX_LOGIT`."""


def to_logit(probability: float) -> int:
    """Return a probability as a whole number of logits, bounded by `MAX_LOGIT`."""
    if probability >= CERTAIN:  # most are
        return MAX_LOGIT
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return max(-MAX_LOGIT, min(MAX_LOGIT, round(math.log(bounded / (1 - bounded)))))


class ReadingEvidence(NamedTuple):
    """The evidence for and against a reading."""

    method: ReadingMethod
    word: str
    char: str
    pinyin: str
    """The chosen reading, in lower case."""
    network_choice: str | None
    """The reading that the network prefers; None if it was not consulted."""
    network_logit: int
    """The network's logit of the chosen reading."""
    network_best_logit: int
    """The network's logit of the reading that it prefers."""
    other: str | None
    """The reading of pypinyin; None if it was not consulted."""
    method_logit: int
    """The logit that the method itself gives to the chosen reading."""


def collect_evidence(
    method: ReadingMethod,
    word: str,
    char: str,
    pinyin: str,
    probabilities: Mapping[str, float],
    *,
    other: str | None = None,
    prior: float = 0.5,
) -> ReadingEvidence:
    """Return the evidence on a reading, with all probabilities as whole logits.

    `odds` are the network's probabilities; `other` is the reading of pypinyin.
    """
    method_logit = to_logit(prior)
    if not probabilities:
        return ReadingEvidence(method, word, char, pinyin, None, 0, 0, other, method_logit)
    choice = max(probabilities, key=probabilities.__getitem__)
    logit, best = to_logit(probabilities.get(pinyin, 0.0)), to_logit(probabilities[choice])
    return ReadingEvidence(method, word, char, pinyin, choice, logit, best, other, method_logit)


@memoise
def estimate_confidence(evidence: ReadingEvidence) -> float:
    """Return the probability that a reading is right, disregarding neutral tones."""
    weights = load_weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features(evidence))
    return 1 / (1 + math.exp(score))


def features(evidence: ReadingEvidence) -> Iterator[tuple[str, float]]:
    """Yield the features of a reading with their values; positive weights count against it."""
    method, word, char, pinyin, choice, logit, best, other, method_logit = evidence
    usage = reading_shares().get(char, {})
    yield f"way={method}", 1.0
    if method_logit:
        yield f"claim:{method}", method_logit
    if choice is None:
        yield f"unheard:{method}", 1.0
    else:
        yield f"net:{method}", logit
        if not same_syllable_except_neutral(choice, pinyin):
            yield f"against:{method}", 1.0
            yield f"against-sure:{method}", best
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


def _log(share: float) -> float:
    return math.log(max(share, 0.003))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weights by feature; empty if there is no table yet."""
    if not TABLE.exists():
        return {}
    return {feature: float(weight) for feature, weight in read_rows(TABLE, 2)}
