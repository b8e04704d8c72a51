"""Train `data/readings/polyphone_weights.tsv` on the labelled sentences of `corpus/polyphones`.

One multinomial logistic regression a character, by full-batch gradient descent with an L2
penalty, weighted to the shares that readings have in `corpus/running`; no chance is in it, so
the same corpus gives the same table. Sentences kept for measuring (`corpus.is_test`) are not
seen. Prints, for each character, the share of test sentences that are read right, before
(network and rules) and after.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.polyphones import (
    Feature,
    Model,
    Occurrence,
    compile_model,
    context_features,
    engine_features,
    reading_probabilities,
    score_readings,
)
from generator.language.readings.reader import Reader
from generator.language.readings.rules import find_rule
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import (
    Example,
    in_context,
    is_test,
    read_polyphones,
    read_running,
)
from tools.language.inputs import CORPUS, Inputs, require

VERSION = 1
"""Raised whenever the same inputs give another table."""

PENALTY = 0.02
"""Of the squared weights, against the mean log loss; chosen by cross-validation on the
training sentences."""

SOFTENING = 1.0
"""Exponent on the shares of running text."""

STEPS = 300
SMALLEST = 0.05
"""Weights below this are left out of the table."""


def polyphone_weights(inputs: Inputs) -> Iterator[tuple[str, str, str, str]]:
    """Train every character of the corpus and yield its weights."""
    del inputs
    require("pypinyin")
    faults: list[str] = []
    examples = read_polyphones(CORPUS / "polyphones", faults)
    for fault in faults:
        print(f"left out: {fault}")
    share = _priors()
    prepared = _prepare(examples)
    by_char: dict[str, list[_Prepared]] = defaultdict(list)
    for item in prepared:
        by_char[item.char].append(item)
    total = Counter[str]()
    for char in sorted(by_char):
        items = by_char[char]
        train = [item for item in items if not item.test]
        test = [item for item in items if item.test]
        readings = sorted({item.reading for item in items})
        weights = _fit(train, readings, share)
        model = compile_model(weights)
        before = sum(item.baseline == item.reading for item in test)
        after = sum(item.read(model) == item.reading for item in test)
        total.update(test=len(test), before=before, after=after)
        print(f"{char} {' '.join(readings)}: {len(train)} train, {len(test)} test, "
              f"{before} -> {after} right")  # fmt: skip
        for feature in sorted(weights):
            for reading, weight in sorted(weights[feature].items()):
                yield char, feature, reading, f"{weight:.3f}"
    print(f"all: {total['test']} test, {total['before']} -> {total['after']} right")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An example with all that its features are made of."""

    reading: str
    test: bool
    occurrence: Occurrence
    rule: str | None
    other: str | None
    odds: Mapping[str, float]

    @property
    def char(self) -> str:
        return self.occurrence.char

    @property
    def baseline(self) -> str | None:
        """What is read without the trained model."""
        return self.rule or self.other

    def features(self) -> Iterator[Feature]:
        return chain(
            context_features(self.occurrence), engine_features(self.rule, self.other, self.odds)
        )

    def read(self, model: Model) -> str:
        odds = reading_probabilities(model, score_readings(model, self.features()))
        return max(odds, key=odds.__getitem__)


def _prepare(examples: Sequence[Example]) -> list[_Prepared]:
    segmenter, reader = Segmenter(), Reader(Dictionary())
    sentences = [in_context(example.sentence, segmenter) for example in examples]
    reader.run_network(sentences)
    out = []
    for example, sentence in zip(examples, sentences, strict=True):
        index = bisect_right(sentence.starts, example.offset) - 1
        at = example.offset - sentence.starts[index]
        rule = find_rule(sentence.words, index)
        odds, guesses = reader.engine_readings(sentence, index)
        occurrence = Occurrence(sentence.words, index, at)
        out.append(
            _Prepared(
                example.reading,
                is_test(example.sentence),
                occurrence,
                rule.reading if rule is not None and len(sentence.words[index]) == 1 else None,
                guesses[at] if at < len(guesses) else None,
                odds.get(at, {}),
            )
        )
    return out


def _priors() -> Callable[[str, str], float]:
    """How often running text reads a character so that is a word: a share, smoothed by one each."""
    segmenter = Segmenter()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in read_running(CORPUS / "running", []):
        syllables = iter(text.syllables)
        for word in in_context(text.sentence, segmenter).words:
            said = [next(syllables) for char in word if IS_HAN.match(char)]
            if len(said) == len(word) == 1:
                counts[word][said[0]] += 1

    def share(char: str, reading: str) -> float:
        found = counts[char]
        return (found[reading] + 1) / (found.total() + 3)

    return share


def _name(feature: Feature) -> str:
    """How the table names a feature: `word-1=不`."""
    kind, seen, _ = feature
    return f"{kind}={seen}" if seen else kind


def _fit(
    items: Sequence[_Prepared], readings: Sequence[str], share: Callable[[str, str], float]
) -> dict[str, dict[str, float]]:
    """The weights by feature and reading: accelerated gradient descent, from zero.

    The corpus has rare readings more often than running text does; each example counts as
    much as brings its reading to the share it has there.
    """
    import numpy as np

    counts = Counter(_name(feature) for item in items for feature in item.features())
    kept = sorted(name for name, count in counts.items() if count > 1 or name == "bias")
    column = {name: at for at, name in enumerate(kept)}
    inputs = np.zeros((len(items), len(kept)))
    for row, item in enumerate(items):
        for feature in item.features():
            name = _name(feature)
            if name in column:
                inputs[row, column[name]] = feature[2]
    gold = np.array([readings.index(item.reading) for item in items])
    target = np.eye(len(readings))[gold]
    wanted = np.array([share(items[0].char, reading) for reading in readings]) ** SOFTENING
    seen = np.maximum(target.sum(axis=0), 1)
    importance = (wanted / seen)[gold]
    importance *= len(items) / importance.sum()
    rooted = inputs * np.sqrt(importance)[:, None]
    step = 1 / (np.linalg.norm(rooted, 2) ** 2 / len(items) / 2 + PENALTY)
    weights = ahead = np.zeros((len(kept), len(readings)))
    momentum = 1.0
    for _ in range(STEPS):
        scores = inputs @ ahead
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        error = powers / powers.sum(axis=1, keepdims=True) - target
        slope = inputs.T @ (error * importance[:, None]) / len(items) + PENALTY * ahead
        moved = ahead - step * slope
        grown = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / grown * (moved - weights)
        weights, momentum = moved, grown
    table: dict[str, dict[str, float]] = {}
    for name, values in zip(kept, weights, strict=True):
        found = {r: float(w) for r, w in zip(readings, values, strict=True)}
        if name.startswith(("bias", "net=")) or any(abs(w) >= SMALLEST for w in found.values()):
            table[name] = found
    return table
