"""Train `data/readings/topic_weights.tsv`: the readings of polyphones by what is around them.

Fits one multinomial logistic regression per character by L-BFGS with an L2 penalty, on the same
sentences as `train_polyphones`, weighted by the shares of readings in `corpus/running`. Training is
deterministic: the same corpus gives the same table. Prints how many of the held-out sentences the
models read correctly alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.topics import BIAS, VALUES, TopicModel, Topics, compile_model
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import Example, build_context
from tools.language.inputs import Inputs
from tools.language.minimise import minimise
from tools.language.train_polyphones import SHARE_EXPONENT, count_shares, read_test, read_training

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 1
"""Raised whenever the same inputs give another table."""

PENALTY = 0.5
"""Penalty on the squared weights, added to the log loss of all sentences."""

MIN_COUNT, MIN_WEIGHT = 2, 0.1
"""The number of sentences that a feature needs, and the least weight in the table."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence in words with the reading of one of them."""

    char: str
    reading: str
    features: Mapping[str, float]


def topic_weights(inputs: Inputs) -> Iterator[tuple[str, str, str, str]]:
    """Train a model for every character of the corpus and yield its weights."""
    del inputs
    share = count_shares()
    models = {}
    for char, items in _by_character(read_training()).items():
        table = _fit([item for _, item in items], share)
        if table:
            models[char] = compile_model(table)
        for feature, found in table.items():
            for reading, weight in found.items():
                yield char, feature, reading, f"{weight:.2f}"
    topics, right, count = Topics(Dictionary(), models), 0, 0
    segmenter = Segmenter()
    for example in read_test():
        words, index = _words(example, segmenter)
        found = topics.probabilities(words, index)
        if found:
            count += 1
            right += max(found, key=found.__getitem__) == example.reading
    print(f"  {right} of {count} held out are right")


def cross_fitted_topics(
    examples: Sequence[Example], fold_of: Callable[[str], int], folds: int
) -> list[Mapping[str, TopicModel]]:
    """Return the models for each fold, trained on the examples of the other folds."""
    share = count_shares()
    by_char = _by_character(examples)
    found: list[Mapping[str, TopicModel]] = []
    for fold in range(folds):
        models = {}
        for char, items in by_char.items():
            table = _fit(
                [item for example, item in items if fold_of(example.sentence) != fold], share
            )
            if table:
                models[char] = compile_model(table)
        found.append(models)
    return found


def _words(example: Example, segmenter: Segmenter) -> tuple[Sequence[str], int]:
    context = build_context(example.sentence, segmenter)
    return context.words, bisect_right(context.starts, example.offset) - 1


def _by_character(examples: Sequence[Example]) -> Mapping[str, list[tuple[Example, _Item]]]:
    """Return the examples whose character is a word of its own, with their features."""
    topics, segmenter = Topics(Dictionary(), {}), Segmenter()
    found: dict[str, list[tuple[Example, _Item]]] = defaultdict(list)
    for example in examples:
        words, index = _words(example, segmenter)
        if len(words[index]) == 1:
            values: defaultdict[str, float] = defaultdict(float)
            for feature in topics.features(words, index):
                values[feature] += VALUES[feature.partition("=")[0]]
            item = _Item(example.character, example.reading, values)
            found[example.character].append((example, item))
    return dict(sorted(found.items()))


def _fit(
    items: Sequence[_Item], share: Callable[[str, str], float]
) -> Mapping[str, Mapping[str, float]]:
    """Return the weights by feature and reading, relative to the first; none for one reading."""
    import numpy as np

    readings = sorted({item.reading for item in items})
    if len(readings) < 2:
        return {}
    counts = Counter(feature for item in items for feature in item.features)
    column = {f: at for at, f in enumerate(sorted(f for f, n in counts.items() if n >= MIN_COUNT))}
    values = np.zeros((len(items), len(column)))
    for row, item in enumerate(items):
        for feature, value in item.features.items():
            if feature in column:
                values[row, column[feature]] = value
    gold = np.array([readings.index(item.reading) for item in items])
    target = np.eye(len(readings))[gold]
    shares = np.array([share(items[0].char, reading) for reading in readings]) ** SHARE_EXPONENT
    counted = (shares / target.sum(axis=0))[gold]
    counted *= len(items) / counted.sum()
    shape = len(column), len(readings)

    def loss(flat: Floats) -> tuple[float, Floats]:
        scores = values @ flat.reshape(shape)
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = (np.exp(logs) - target) * counted[:, None]
        value = -float(counted @ logs[np.arange(len(items)), gold])
        gradient = (values.T @ error).ravel() + PENALTY * flat
        return value + PENALTY * float(flat @ flat) / 2, gradient

    squares = np.repeat(counted @ values**2, len(readings))
    weights = minimise(loss, np.zeros(shape[0] * shape[1]), 0.2 * squares + PENALTY).reshape(shape)
    weights = weights - weights[:, :1]
    table: dict[str, dict[str, float]] = {}
    for feature, at in column.items():
        found = {r: float(w) for r, w in zip(readings, weights[at], strict=True)}
        if feature == BIAS:
            table[feature] = found
        elif kept := {r: w for r, w in found.items() if abs(w) >= MIN_WEIGHT}:
            table[feature] = kept
    return table
