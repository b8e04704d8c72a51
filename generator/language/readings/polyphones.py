"""Lone polyphones by what stands around them: a logistic model one can read.

For each character that running text gets wrong most there is a small model, trained on the
labelled sentences of `corpus/polyphones` (`train_polyphones`). Its weights are text,
`data/readings/polyphone_weights.tsv`: character, feature, reading, weight. The features of an
occurrence:

    word-1=不 word+1=进行 word-2=… word+2=…    the words around it
    char-1=由 char+1=进 chars-2=自由 chars+2=进行    the characters around it
    class-1=a class+1=v classes=a_v …             the classes of those words (noun, verb …)
    rule=de5                                       what a hand-written rule says
    other=de5                                      what pypinyin says
    net=de5                                        what the context network says, with its odds

Each reading's score is the sum of the weights of the features that hold; the odds of the
readings follow from the scores as in every multinomial logistic regression.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.tables import DATA, read_rows
from generator.language.words.word_classes import word_classes

WEIGHTS = DATA / "readings/polyphone_weights.tsv"

EDGE = "|"
"""Stands for what is outside of the sentence."""

Feature = tuple[str, str, float]
"""What is looked at, what is seen there, and its value: `("word-1", "不", 1.0)`."""

Weights = Mapping[str, Mapping[str, Sequence[float]]]
"""By what is looked at and what is seen there: a weight for each reading of the character."""


class Model(Struct, frozen=True):
    """The model of one character."""

    readings: tuple[str, ...]
    weights: Weights


class Occurrence(Struct, frozen=True):
    """A polyphone in a sentence that is cut into simplified words.

    `at` is the offset inside the word: nearly always 0, of a word of one character.
    """

    words: Sequence[str]
    index: int
    at: int = 0

    @property
    def char(self) -> str:
        """The character to read."""
        return self.words[self.index][self.at]


def context_features(occurrence: Occurrence) -> Iterator[Feature]:
    """The features of what stands around an occurrence."""
    words, index, at = occurrence.words, occurrence.index, occurrence.at
    own = words[index]
    count = len(words)
    far_left = words[index - 2] if index > 1 else EDGE
    left = words[index - 1] if index else EDGE
    right = words[index + 1] if index + 1 < count else EDGE
    far_right = words[index + 2] if index + 2 < count else EDGE
    before = "".join(words[max(0, index - 2) : index]) + own[:at]
    after = own[at + 1 :] + "".join(words[index + 1 : index + 3])
    yield "bias", "", 1.0
    yield "word-1", _plain(left), 1.0
    yield "word+1", _plain(right), 1.0
    yield "word-2", _plain(far_left), 1.0
    yield "word+2", _plain(far_right), 1.0
    class_left, class_right = _class(left), _class(right)
    yield "class-1", class_left, 1.0
    yield "class+1", class_right, 1.0
    yield "classes", f"{class_left}_{class_right}", 1.0
    yield "classes-2", f"{_class(far_left)}_{class_left}", 1.0
    yield "classes+2", f"{class_right}_{_class(far_right)}", 1.0
    last, first = _plain(before[-1:] or EDGE), _plain(after[:1] or EDGE)
    yield "char-1", last, 1.0
    yield "char+1", first, 1.0
    yield "chars-2", before[-2:], 1.0
    yield "chars+2", after[:2], 1.0
    yield "around", f"{last}_{first}", 1.0
    if len(own) > 1:
        yield "in", own, 1.0


def engine_features(
    rule: str | None, other: str | None, odds: Mapping[str, float]
) -> Iterator[Feature]:
    """The features of what the rules, pypinyin and the context network say."""
    if rule is not None:
        yield "rule", rule, 1.0
    if other is not None:
        yield "other", other, 1.0
    for reading, probability in odds.items():
        bounded = min(max(probability, 1e-4), 1 - 1e-4)
        yield "net", reading, math.log(bounded / (1 - bounded))


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    """Numbers and Latin by their kind, since which ones they are tells nothing."""
    if text and IS_HAN.search(text) is None:
        if any(char.isdigit() for char in text):
            return "#"
        if text[0].isalpha():
            return "Latin"
    return text


@lru_cache(maxsize=65536)
def _class(word: str) -> str:
    """The class of a word; of a rare one its length, of anything else its kind."""
    if IS_HAN.search(word) is None:
        return _plain(word)
    return word_classes().get(word) or f"x{min(len(word), 3)}"


def compile_model(table: Mapping[str, Mapping[str, float]]) -> Model:
    """The model whose weights a table gives by feature (`word-1=不`) and reading."""
    readings = tuple(sorted({reading for found in table.values() for reading in found}))
    weights: dict[str, dict[str, Sequence[float]]] = {}
    for feature, found in table.items():
        kind, _, seen = feature.partition("=")
        weights.setdefault(kind, {})[seen] = [found.get(reading, 0.0) for reading in readings]
    return Model(readings, weights)


@cache
def load_models(path: Path = WEIGHTS) -> Mapping[str, Model]:
    """The model of each character that has one; empty where there is no table yet."""
    tables: dict[str, dict[str, dict[str, float]]] = {}
    for char, feature, reading, weight in read_rows(path, 4) if path.exists() else ():
        tables.setdefault(char, {}).setdefault(feature, {})[reading] = float(weight)
    return {char: compile_model(table) for char, table in tables.items()}


def scores(model: Model, features: Iterable[Feature]) -> list[float]:
    """The sum of the weights of the features, for each reading of the model."""
    total = [0.0] * len(model.readings)
    weights = model.weights
    for kind, seen, value in features:
        if (table := weights.get(kind)) and (found := table.get(seen)):
            for number, weight in enumerate(found):
                total[number] += weight * value
    return total


def probabilities_of(model: Model, total: Sequence[float]) -> dict[str, float]:
    """The probability of each reading, given the scores."""
    top = max(total)
    powers = [math.exp(score - top) for score in total]
    whole = sum(powers)
    return {r: power / whole for r, power in zip(model.readings, powers, strict=True)}
