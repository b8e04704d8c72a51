"""Topic models: a second opinion on single polyphones, by what their sentence is about.

    用温水[和]开       warm, water, open …          huó, whatever stands beside it
    连[和]三把         continuous, three, handle …  hú

The models of `polyphones` see which words and classes stand where. These see neither, nor rules nor
other engines: only the characters around a polyphone, and what the dictionary says of its
neighbours in English, so that 玉米面 is to them like 面粉. Alone they read worse, but they err
elsewhere, so that where the two differ, a reading is in doubt (`confidence`). The features are

    near=水 left=水 right=开      the characters up to 8 places away, those up to 4 on either side
    gloss=water                  a word of the glosses of the four words on either side
    gloss-left=warm              … of the two words before it, gloss-right=open after it

each with the value in `VALUES`. `data/readings/topic_weights.tsv` has the weights; `train_topics`
fits them. The probabilities of the readings are the softmax of the sums.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import fsum
from pathlib import Path

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.mapped import CompiledTable, MappedTable
from generator.language.memo import memoise
from generator.language.readings.polyphones import reading_probabilities, weight_rows
from generator.language.tables import DATA

WEIGHTS = DATA / "readings/topic_weights.tsv"

BIAS = "bias"
VALUES = {
    BIAS: 1.0,
    **dict.fromkeys(("near", "left", "right"), 0.5),
    **dict.fromkeys(("gloss-left", "gloss-right"), 0.4),
    "gloss": 0.25,
}
"""The values of the features by their kind. A sentence has many, and none decides alone."""

NEAR, BESIDE = 8, 4
"""How many characters are near, and how many are on the left or on the right."""

FAR_WORDS, NEAR_WORDS = 4, 2
"""The number of words whose glosses count, and of those that count by their side."""

MAX_GLOSS_WORDS = 8

_GLOSS_WORD = re.compile("[a-z]{3,}")
_STOP_WORDS = frozenset(
    "the for and etc sth one with from not used also abbr lit fig esp out that".split()
)


class TopicModel(Struct, frozen=True):
    """The model of one character."""

    readings: tuple[str, ...]
    weights: Mapping[str, Mapping[str, Sequence[float]]]
    """The weights of the readings by the kind and the text of a feature, times its value."""


def compile_model(table: Mapping[str, Mapping[str, float]]) -> TopicModel:
    """Build a model from a table of weights by feature and reading."""
    readings = tuple(sorted({reading for found in table.values() for reading in found}))
    weights: dict[str, dict[str, Sequence[float]]] = {kind: {} for kind in VALUES}
    for feature, found in table.items():
        kind, _, text = feature.partition("=")
        value = VALUES[kind]
        weights[kind][text] = [value * found.get(reading, 0.0) for reading in readings]
    return TopicModel(readings, weights)


class Topics:
    """Reads single polyphones by the topic models, with the glosses of a dictionary."""

    def __init__(
        self, dictionary: Dictionary, models: Mapping[str, TopicModel] | None = None
    ) -> None:
        """`models` are by character, by default those of the table."""
        self._dictionary = dictionary
        self._models = models
        self._gloss_words = memoise(self._find_gloss_words, 16384)

    def probabilities(self, words: Sequence[str], index: int) -> Mapping[str, float]:
        """Return the probabilities of the readings of a word; none if it has no model."""
        models = load_models() if self._models is None else self._models
        model = models.get(words[index])
        if model is None:
            return {}
        found: list[Sequence[float]] = []
        for kind, texts in self._texts(words, index):
            found += filter(None, map(model.weights[kind].get, texts))
        return reading_probabilities(model, list(map(fsum, zip(*found, strict=True))))

    def features(self, words: Sequence[str], index: int) -> Iterator[str]:
        """Yield the features of the word at an index; glosses may come more than once."""
        for kind, texts in self._texts(words, index):
            for text in texts:
                if kind == BIAS:
                    yield BIAS
                elif kind.startswith("gloss") or IS_HAN.match(text):
                    yield f"{kind}={text}"

    def _texts(self, words: Sequence[str], index: int) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield the texts of features with their kind."""
        before, after = words[max(0, index - NEAR) : index], words[index + 1 : index + 1 + NEAR]
        left, right = "".join(before)[-NEAR:], "".join(after)[:NEAR]
        yield BIAS, ("",)
        yield "near", dict.fromkeys(left + right)
        yield "left", dict.fromkeys(left[-BESIDE:])
        yield "right", dict.fromkeys(right[:BESIDE])
        find = self._gloss_words
        for kind, side in (
            ("gloss-left", before[: -FAR_WORDS - 1 : -1]),
            ("gloss-right", after[:FAR_WORDS]),
        ):
            glosses = [*map(find, side)]
            for texts in glosses:
                yield "gloss", texts
            for texts in glosses[:NEAR_WORDS]:
                yield kind, texts

    def _find_gloss_words(self, word: str) -> Sequence[str]:
        """Return the most frequent words of the first glosses of a word."""
        if IS_HAN.match(word) is None:
            return ()
        found = Counter(
            gloss_word
            for entry in self._dictionary.entries(word)[:3]
            for sense in entry.senses[:3]
            for gloss_word in _GLOSS_WORD.findall(sense.lower())
            if gloss_word not in _STOP_WORDS
        )
        return [gloss_word for gloss_word, _ in found.most_common(MAX_GLOSS_WORDS)]


TOPIC_WEIGHTS = CompiledTable(
    "topic_weights", lambda: weight_rows(WEIGHTS), (WEIGHTS, Path(__file__))
)


@cache
def load_models() -> Mapping[str, TopicModel]:
    """Return the models by character; empty if there is no table yet."""
    return MappedTable(TOPIC_WEIGHTS, _parse_models)


def _parse_models(group: str) -> dict[str, TopicModel]:
    tables: dict[str, dict[str, dict[str, float]]] = {}
    for row in group.split("\n") if group else ():
        char, feature, reading, weight = row.split("\t")
        tables.setdefault(char, {}).setdefault(feature, {})[reading] = float(weight)
    return {char: compile_model(table) for char, table in tables.items()}
