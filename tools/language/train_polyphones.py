"""Train `data/readings/polyphone_weights.tsv` on the labelled sentences of the corpus.

The sentences of `corpus/polyphones` and `corpus/quoted` were chosen for a character, and decide
which ones have a model; those of `corpus/contested/dev` and `corpus/running` show where and how
these characters stand in text as it comes.

Fits one multinomial logistic regression per character by full-batch gradient descent with an L2
penalty, weighted by the shares of readings in `corpus/running`. It is deterministic: the same
corpus gives the same table. Test sentences (`Example.is_test`) are not used. Prints, for each
character, how many test sentences are read correctly without the model (by network and rules) and
with it.
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
    build_context,
    read_polyphones,
    read_quoted,
    read_running,
)
from tools.language.inputs import CORPUS, Inputs, require_package

VERSION = 3
"""Raised whenever the same inputs give another table."""

PENALTY = 0.005
"""Penalty on the squared weights, added to the mean log loss."""

SHARE_EXPONENT = 0.55
"""Exponent of the shares of readings in running text. Both were chosen by cross-validation on the
training sentences."""

STEPS = 300
MIN_WEIGHT = 0.05
"""Minimum absolute value of a weight in the table."""


def polyphone_weights(inputs: Inputs) -> Iterator[tuple[str, str, str, str]]:
    """Train a model for every character of the corpus and yield its weights."""
    del inputs
    require_package("pypinyin")
    share = count_shares()
    train, test = _by_character(read_training()), _by_character(read_test())
    total = Counter[str]()
    for char in sorted(train):
        taught, held = train[char], test[char]
        readings = sorted({item.reading for item in taught})
        weights = _fit(taught, readings, share)
        model = compile_model(weights)
        before = sum(item.baseline == item.reading for item in held)
        after = sum(item.read(model) == item.reading for item in held)
        total.update(test=len(held), before=before, after=after)
        print(f"{char} {' '.join(readings)}: {len(taught)} train, {len(held)} test, "
              f"{before} -> {after} right")  # fmt: skip
        for feature in sorted(weights):
            first, *others = readings
            own = weights[feature][first]
            if feature == "bias":
                yield char, feature, first, "0.000"
            for reading in others:
                yield char, feature, reading, f"{weights[feature][reading] - own:.3f}"
    print(f"all: {total['test']} test, {total['before']} -> {total['after']} right")


def read_training() -> list[Example]:
    """Return the sentences to train on, of the characters that `polyphones` and `quoted` have.

    Of natural text, these are the places where the character is a word of its own: within words,
    the models are not asked.
    """
    chosen = [e for e in _read_chosen() if not e.is_test]
    characters = {e.character for e in chosen}
    natural = read_quoted(CORPUS / "contested/dev", [])
    for text in read_running(CORPUS / "running", []):
        places = (at for at, char in enumerate(text.sentence) if IS_HAN.match(char))
        natural += [
            Example(text.sentence, at, syllable)
            for at, syllable in zip(places, text.syllables, strict=True)
        ]
    wanted = [e for e in natural if e.character in characters]
    segmenter = Segmenter()
    words = [build_context(e.sentence, segmenter) for e in wanted]
    return chosen + [
        example
        for example, context in zip(wanted, words, strict=True)
        if {example.offset, example.offset + 1} <= set(context.starts)
    ]


def read_test() -> list[Example]:
    """Return the sentences that are held out."""
    return [e for e in _read_chosen() if e.is_test]


def _read_chosen() -> list[Example]:
    faults: list[str] = []
    found = read_polyphones(CORPUS / "polyphones", faults)
    found += read_quoted(CORPUS / "quoted", faults)
    for fault in faults:
        print(f"skipped: {fault}")
    return found


def _by_character(examples: Sequence[Example]) -> dict[str, list[_PreparedExample]]:
    found: dict[str, list[_PreparedExample]] = defaultdict(list)
    for item in _prepare(examples):
        found[item.char].append(item)
    return found


@dataclass(frozen=True, slots=True)
class _PreparedExample:
    """An example with everything that its features are made from."""

    reading: str
    occurrence: Occurrence
    rule: str | None
    engine_reading: str | None
    probabilities: Mapping[str, float]

    @property
    def char(self) -> str:
        return self.occurrence.char

    @property
    def baseline(self) -> str | None:
        """The reading without the trained model."""
        return self.rule or self.engine_reading

    def features(self) -> Iterator[Feature]:
        return chain(
            context_features(self.occurrence),
            engine_features(self.rule, self.engine_reading, self.probabilities),
        )

    def read(self, model: Model) -> str:
        probabilities = reading_probabilities(model, score_readings(model, self.features()))
        return max(probabilities, key=probabilities.__getitem__)


def cross_fitted_models(
    examples: Sequence[Example], fold_of: Callable[[str], int], folds: int
) -> list[Mapping[str, Model]]:
    """Return the models for each fold, trained on the examples of the other folds.

    `fold_of` gives the fold of a sentence. What such models make of the sentences of their fold is
    what the models of the table make of text that they have not seen.
    """
    share = count_shares()
    by_char: dict[str, list[tuple[int, _PreparedExample]]] = defaultdict(list)
    for example, item in zip(examples, _prepare(examples), strict=True):
        by_char[item.char].append((fold_of(example.sentence), item))
    found: list[Mapping[str, Model]] = []
    for fold in range(folds):
        models = {}
        for char, items in by_char.items():
            readings = sorted({item.reading for _, item in items})
            others = [item for at, item in items if at != fold]
            if others:
                models[char] = compile_model(_fit(others, readings, share))
        found.append(models)
    return found


def _prepare(examples: Sequence[Example]) -> list[_PreparedExample]:
    segmenter, reader = Segmenter(), Reader(Dictionary())
    sentences = [build_context(example.sentence, segmenter) for example in examples]
    reader.run_network(sentences)
    out = []
    for example, sentence in zip(examples, sentences, strict=True):
        index = bisect_right(sentence.starts, example.offset) - 1
        at = example.offset - sentence.starts[index]
        rule = find_rule(sentence.words, index)
        probabilities, guesses = reader.engine_readings(sentence, index)
        occurrence = Occurrence(sentence.words, index, at)
        out.append(
            _PreparedExample(
                example.reading,
                occurrence,
                rule.reading if rule is not None and len(sentence.words[index]) == 1 else None,
                guesses[at] if at < len(guesses) else None,
                probabilities.get(at, {}),
            )
        )
    return out


def count_shares() -> Callable[[str, str], float]:
    """Return a function for the share of a reading of a one-character word in running text.

    The shares are smoothed by adding one to each count.
    """
    segmenter = Segmenter()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in read_running(CORPUS / "running", []):
        syllables = iter(text.syllables)
        for word in build_context(text.sentence, segmenter).words:
            syllables_of_word = [next(syllables) for char in word if IS_HAN.match(char)]
            if len(syllables_of_word) == len(word) == 1:
                counts[word][syllables_of_word[0]] += 1

    def share(char: str, reading: str) -> float:
        found = counts[char]
        return (found[reading] + 1) / (found.total() + 3)

    return share


def _feature_name(feature: Feature) -> str:
    """Return the name of a feature in the table: `word-1=不`."""
    kind, seen, _ = feature
    return f"{kind}={seen}" if seen else kind


def _fit(
    items: Sequence[_PreparedExample], readings: Sequence[str], share: Callable[[str, str], float]
) -> dict[str, dict[str, float]]:
    """Return the weights by feature and reading, from accelerated gradient descent.

    Rare readings are more frequent in the corpus than in running text, so each example is weighted
    to give its reading the share that it has in running text.
    """
    import numpy as np

    counts = Counter(_feature_name(feature) for item in items for feature in item.features())
    feature_names = sorted(name for name, count in counts.items() if count > 1 or name == "bias")
    column = {name: at for at, name in enumerate(feature_names)}
    inputs = np.zeros((len(items), len(feature_names)))
    for row, item in enumerate(items):
        for feature in item.features():
            name = _feature_name(feature)
            if name in column:
                inputs[row, column[name]] = feature[2]
    gold = np.array([readings.index(item.reading) for item in items])
    target = np.eye(len(readings))[gold]
    target_shares = (
        np.array([share(items[0].char, reading) for reading in readings]) ** SHARE_EXPONENT
    )
    seen = np.maximum(target.sum(axis=0), 1)
    importance = (target_shares / seen)[gold]
    importance *= len(items) / importance.sum()
    rooted = inputs * np.sqrt(importance)[:, None]
    step = 1 / (np.linalg.norm(rooted, 2) ** 2 / len(items) / 2 + PENALTY)
    weights = ahead = np.zeros((len(feature_names), len(readings)))
    momentum = 1.0
    for _ in range(STEPS):
        scores = inputs @ ahead
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        error = powers / powers.sum(axis=1, keepdims=True) - target
        gradient = inputs.T @ (error * importance[:, None]) / len(items) + PENALTY * ahead
        moved = ahead - step * gradient
        grown = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / grown * (moved - weights)
        weights, momentum = moved, grown
    table: dict[str, dict[str, float]] = {}
    for name, values in zip(feature_names, weights, strict=True):
        found = {r: float(w) for r, w in zip(readings, values, strict=True)}
        if name.startswith(("bias", "net=")) or any(abs(w) >= MIN_WEIGHT for w in found.values()):
            table[name] = found
    return table
