"""Trained models of single polyphones: a readable logistic regression for each character.

The characters that are most often wrong in running text each have a small model, trained on
labelled sentences of `corpus` (`train_polyphones`). Its weights are in
`data/readings/polyphone_weights.tsv`: character, feature, reading, and by how much the weight of
this reading exceeds that of the first one. The features of an occurrence:

    word-1=不 word+1=进行 word-2=… word+2=…    the words around it
    char-1=由 char+1=进 chars-2=自由 chars+2=进行    the characters around it
    class-1=a class+1=v classes=a_v …             the classes of those words (noun, verb …)
    rule=de5                                       the reading of a hand-written rule
    other=de5                                      the reading of pypinyin
    net=de5                                        a candidate of the network, with its logit

The score of a reading is the weighted sum of the features; the probabilities of the readings are
the softmax of the scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import add
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.mapped import CompiledTable, MappedTable, Row
from generator.language.memo import memoise
from generator.language.tables import DATA, read_rows
from generator.language.words.word_classes import word_classes

WEIGHTS = DATA / "readings/polyphone_weights.tsv"

EDGE = "|"
"""Stands for the words beyond the edges of the sentence."""

Feature = tuple[str, str, float]
"""The kind of a feature, the text that was found, and the value: `("word-1", "不", 1.0)`."""

Weights = Mapping[str, Mapping[str, Sequence[float]]]
"""The weights of each reading of the character, by the kind and the text of a feature."""


class Model(Struct, frozen=True):
    """The model of one character."""

    readings: tuple[str, ...]
    weights: Weights
    context: Sequence[Mapping[str, Sequence[float]]]
    """The weights of each of `CONTEXT_KINDS`."""


class Occurrence(Struct, frozen=True):
    """A polyphone in a sentence of simplified words.

    `at` is its offset in the word, usually 0, since most are words of one character.
    """

    words: Sequence[str]
    index: int
    at: int = 0

    @property
    def char(self) -> str:
        """The character to read."""
        return self.words[self.index][self.at]


CONTEXT_KINDS = (
    *("bias", "word-1", "word+1", "word-2", "word+2"),
    *("class-1", "class+1", "classes", "classes-2", "classes+2"),
    *("char-1", "char+1", "chars-2", "chars+2", "around", "in"),
)
"""The kinds of the features of the context, in the order of `context_texts`."""


def context_features(occurrence: Occurrence) -> Iterator[Feature]:
    """Yield the features of the context of an occurrence."""
    texts = context_texts(occurrence.words, occurrence.index, occurrence.at)
    for kind, text in zip(CONTEXT_KINDS, texts, strict=False):  # "in" may be missing
        yield kind, text, 1.0


def context_texts(words: Sequence[str], index: int, at: int = 0) -> list[str]:
    """Return the texts of the context features of a polyphone, one for each of `CONTEXT_KINDS`.

    The last is missing if the polyphone is a word of its own.
    """
    own = words[index]
    count = len(words)
    far_left = words[index - 2] if index > 1 else EDGE
    left = words[index - 1] if index else EDGE
    right = words[index + 1] if index + 1 < count else EDGE
    far_right = words[index + 2] if index + 2 < count else EDGE
    before = "".join(words[max(0, index - 2) : index]) + own[:at]
    after = own[at + 1 :] + "".join(words[index + 1 : index + 3])
    (far_left, class_far_left), (left, class_left) = _describe(far_left), _describe(left)
    (right, class_right), (far_right, class_far_right) = _describe(right), _describe(far_right)
    last, first = _generalise(before[-1:] or EDGE), _generalise(after[:1] or EDGE)
    texts = [
        "",
        left,
        right,
        far_left,
        far_right,
        class_left,
        class_right,
        f"{class_left}_{class_right}",
        f"{class_far_left}_{class_left}",
        f"{class_right}_{class_far_right}",
        last,
        first,
        before[-2:],
        after[:2],
        f"{last}_{first}",
    ]
    if len(own) > 1:
        texts.append(own)
    return texts


def engine_features(
    rule: str | None, other: str | None, probabilities: Mapping[str, float]
) -> Iterator[Feature]:
    """Yield the features of the readings of the rules, pypinyin and the context network."""
    if rule is not None:
        yield "rule", rule, 1.0
    if other is not None:
        yield "other", other, 1.0
    for reading, probability in probabilities.items():
        bounded = min(max(probability, 1e-4), 1 - 1e-4)
        yield "net", reading, math.log(bounded / (1 - bounded))


@memoise
def _generalise(text: str) -> str:
    """Replace numbers and Latin words by their kind, since their text is not informative."""
    if text and IS_HAN.search(text) is None:
        if any(char.isdigit() for char in text):
            return "#"
        if text[0].isalpha():
            return "Latin"
    return text


@memoise
def _describe(word: str) -> tuple[str, str]:
    """Return a word for a feature, generalised, and its class."""
    return _generalise(word), _class(word)


def _class(word: str) -> str:
    """Return the class of a word; for a rare word its length, for other text its kind."""
    if IS_HAN.search(word) is None:
        return _generalise(word)
    return word_classes().get(word) or f"x{min(len(word), 3)}"


def compile_model(table: Mapping[str, Mapping[str, float]]) -> Model:
    """Build a model from a table of weights by feature (`word-1=不`) and reading."""
    readings = tuple(sorted({reading for found in table.values() for reading in found}))
    weights: dict[str, dict[str, Sequence[float]]] = {}
    for feature, found in table.items():
        kind, _, text = feature.partition("=")
        weights.setdefault(kind, {})[text] = [found.get(reading, 0.0) for reading in readings]
    return Model(readings, weights, [weights.get(kind, {}) for kind in CONTEXT_KINDS])


def weight_rows(path: Path = WEIGHTS) -> Iterator[Row]:
    """Yield the rows of the table of weights; none if there is no table yet."""
    for row in read_rows(path, 4) if path.exists() else ():
        yield row[0], "\t".join(row)


POLYPHONE_WEIGHTS = CompiledTable("polyphone_weights", weight_rows, (WEIGHTS, Path(__file__)))


@cache
def load_models() -> Mapping[str, Model]:
    """Return the models by character; empty if there is no table yet."""
    return MappedTable(POLYPHONE_WEIGHTS, _parse_models)


def _parse_models(group: str) -> dict[str, Model]:
    tables: dict[str, dict[str, dict[str, float]]] = {}
    for row in group.split("\n") if group else ():
        char, feature, reading, weight = row.split("\t")
        tables.setdefault(char, {}).setdefault(feature, {})[reading] = float(weight)
    return {char: compile_model(table) for char, table in tables.items()}


def score_readings(
    model: Model, features: Iterable[Feature], others: Sequence[float] = ()
) -> list[float]:
    """Return the score of each reading of the model: the weighted sum of the features.

    `others` are scores of other features, to which these are added.
    """
    total = list(others) or [0.0] * len(model.readings)
    weights = model.weights
    for kind, text, value in features:
        if (table := weights.get(kind)) and (found := table.get(text)):
            for number, weight in enumerate(found):
                total[number] += weight * value
    return total


def score_context(model: Model, words: Sequence[str], index: int) -> list[float]:
    """Return the score of each reading of a word of one character in its context.

    They are the same as those of `score_readings` with `context_features`, several times as fast.
    """
    total = [0.0] * len(model.readings)
    for table, text in zip(model.context, context_texts(words, index), strict=False):
        if found := table.get(text):
            total = list(map(add, total, found))
    return total


class HasReadings(Protocol):
    """A model of the readings of a character."""

    @property
    def readings(self) -> Sequence[str]:
        """The readings, in the order of their scores."""


def reading_probabilities(model: HasReadings, total: Sequence[float]) -> dict[str, float]:
    """Return the probability of each reading, given the scores."""
    top = max(total)
    powers = [math.exp(score - top) for score in total]
    whole = math.fsum(powers)
    return {r: power / whole for r, power in zip(model.readings, powers, strict=True)}
