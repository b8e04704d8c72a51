"""How likely a reading is right, from all that was heard of it.

A logistic model one can read: `data/readings/confidence.tsv` gives a weight to each feature, and
the share of wrong readings follows from the sum. `train_confidence` derives it from the labelled
sentences. It looks only at what the reader has asked anyway:

    way=trained            how the reading was come by (`Way`), and what that way claims
    net:trained            the context network's odds for it
    against:trained        the network prefers another reading; how surely, and how usual that is
    other-differs:chosen   pypinyin was asked and reads otherwise
    share:alone            how often the character is read so, and how often otherwise
    char=卷 read=卷juan4 word=地上    what has gone wrong before

Probabilities are taken in whole logits, so that one answer serves many places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from generator.language.readings.tables import shares
from generator.language.tables import DATA

TABLE = DATA / "readings/confidence.tsv"

DOUBT = 0.945
"""Readings below this confidence are listed by `jiazhu check`: one in three of them is wrong
on the development sentences."""

FURTHEST = 7
"""Probabilities are bounded to so many logits: a probability of 0.999."""


class Way(StrEnum):
    """How a reading was come by."""

    AGREED = "agreed"
    """The dictionary has one reading, and nothing speaks against it."""
    OPPOSED = "opposed"
    """The dictionary has one reading, which the network doubts."""
    DISPUTED = "disputed"
    """The dictionary has one reading, which network and pypinyin both deny."""
    REVIEWED = "reviewed"
    """A reviewed reading of a word with several, which network and pypinyin deny."""
    SECONDED = "seconded"
    """pypinyin chose between the dictionary's readings."""
    CHOSEN = "chosen"
    """The network chose between the dictionary's readings."""
    RULE = "rule"
    TRAINED = "trained"
    """The model of the character chose."""
    USUAL = "usual"
    """The network's reading is the usual one of the character."""
    TRUSTED = "trusted"
    """The network is trusted with the character."""
    HEARD = "heard"
    """pypinyin's reading of a character by itself."""
    NEW = "new"
    """A word that no dictionary has."""
    UNKNOWN = "unknown"
    """The dictionary's first, for want of any other."""


def logits(probability: float) -> int:
    """The odds of a probability in whole logits, bounded."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return max(-FURTHEST, min(FURTHEST, round(math.log(bounded / (1 - bounded)))))


class Evidence(NamedTuple):
    """All that was heard of one reading."""

    way: Way
    word: str
    char: str
    pinyin: str
    """The reading that was chosen, in lower case."""
    top: str | None
    """The reading that the network prefers; None where it was not asked."""
    own: int
    """The logits that the network gives to our reading."""
    best: int
    """The logits that it gives to its own."""
    other: str | None
    """What pypinyin reads; None where it was not asked."""
    claim: int
    """The logits that the way itself gives to our reading."""


def gather(
    way: Way,
    word: str,
    char: str,
    pinyin: str,
    odds: Mapping[str, float],
    *,
    other: str | None = None,
    claim: float = 0.5,
) -> Evidence:
    """The evidence on a reading, with all probabilities in whole logits."""
    if not odds:
        return Evidence(way, word, char, pinyin, None, 0, 0, other, logits(claim))
    top = max(odds, key=odds.__getitem__)
    own, best = logits(odds.get(pinyin, 0.0)), logits(odds[top])
    return Evidence(way, word, char, pinyin, top, own, best, other, logits(claim))


@lru_cache(maxsize=65536)
def confidence(evidence: Evidence) -> float:
    """The probability that a reading is right, neutral tone aside."""
    weights = load_weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features(evidence))
    return 1 / (1 + math.exp(score))


def features(evidence: Evidence) -> Iterator[tuple[str, float]]:
    """The features of a reading, with their values; positive weights speak against it."""
    way, word, char, pinyin, top, own, best, other, claim = evidence
    usage = shares().get(char, {})
    yield f"way={way}", 1.0
    if claim:
        yield f"claim:{way}", claim
    if top is None:
        yield f"unheard:{way}", 1.0
    else:
        yield f"net:{way}", own
        if not same_syllable_except_neutral(top, pinyin):
            yield f"against:{way}", 1.0
            yield f"against-sure:{way}", best
            yield f"against-share:{way}", _log(usage.get(top, 0.0))
            yield f"char-against={char}", 1.0
            if top == other:
                yield f"both:{way}", 1.0
    if other is not None and not same_syllable_except_neutral(other, pinyin):
        yield f"other-differs:{way}", 1.0
        yield f"other-share:{way}", _log(usage.get(other, 0.0))
        yield f"char-other={char}", 1.0
    rest = [share for s, share in usage.items() if not same_syllable_except_neutral(s, pinyin)]
    yield f"share:{way}", _log(usage.get(pinyin, 0.0))
    yield f"rest:{way}", _log(max(rest, default=0.0))
    yield f"char={char}", 1.0
    yield f"read={char}{pinyin}", 1.0
    if len(word) > 1:
        yield f"word={word}", 1.0


def _log(share: float) -> float:
    return math.log(max(share, 0.003))


@cache
def load_weights() -> Mapping[str, float]:
    """The weights by feature; empty where there is no table yet."""
    if not TABLE.exists():
        return {}
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}
