"""Topic models: a second opinion on single polyphones, by what their sentence is about.

    用温水[和]开       warm, water, open …          huó, whatever stands beside it
    连[和]三把         continuous, three, handle …  hú

The models of `polyphones` see which words and classes stand where. These see neither, nor rules nor
other engines: only the characters around a polyphone, and what the dictionary says of its
neighbours in English, so that 玉米面 is to them like 面粉. Alone they read worse, but they err
elsewhere: where a model of `polyphones` is not sure, both have an equal say (`polyphone_reader`),
and where they differ, a reading is in doubt (`confidence`). The features are

    near=水 left=水 right=开      the characters up to 8 places away, those up to 4 on either side
    gloss=water                  a word of the glosses of the four words on either side
    gloss-left=warm              … of the two words before it, gloss-right=open after it

each with the value in `VALUES`. `data/readings/topic_weights.tsv` has the weights; `train_topics`
fits them. The probabilities of the readings are the softmax of the sums.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
        self._glosses = memoise(self._weigh_glosses)

    def probabilities(self, words: Sequence[str], index: int) -> Mapping[str, float]:
        """Return the probabilities of the readings of a word; none if it has no model."""
        char = words[index]
        model = self._model(char)
        if model is None:
            return {}
        weights = model.weights
        before, after = words[max(0, index - NEAR) : index], words[index + 1 : index + 1 + NEAR]
        found: list[Sequence[float]] = [weights[BIAS][""]]
        for kind, text in _characters(before, after):
            found += filter(None, map(weights[kind].get, dict.fromkeys(text)))
        of_word = self._glosses
        for at, word in enumerate(before[: -FAR_WORDS - 1 : -1]):
            found += of_word((char, word, "gloss-left" if at < NEAR_WORDS else ""))
        for at, word in enumerate(after[:FAR_WORDS]):
            found += of_word((char, word, "gloss-right" if at < NEAR_WORDS else ""))
        return reading_probabilities(model, list(map(sum, zip(*found, strict=True))))

    def _model(self, char: str) -> TopicModel | None:
        return (load_models() if self._models is None else self._models).get(char)

    def _weigh_glosses(self, key: tuple[str, str, str]) -> Sequence[Sequence[float]]:
        """Return the summed weights of the glosses of a word beside a character; at most one sum.

        The key has the character, the word, and the kind of the features of its side, if any.
        """
        char, word, side = key
        model = self._model(char)
        texts = self._gloss_words(word)
        kinds = ("gloss", side) if side else ("gloss",)
        if model is None:
            return ()
        found = [
            weights
            for kind in kinds
            for weights in map(model.weights[kind].get, texts)
            if weights is not None
        ]
        return [[*map(fsum, zip(*found, strict=True))]] if found else ()

    def features(self, words: Sequence[str], index: int) -> Iterator[str]:
        """Yield the features of the word at an index; glosses may come more than once."""
        before, after = words[max(0, index - NEAR) : index], words[index + 1 : index + 1 + NEAR]
        yield BIAS
        for kind, text in _characters(before, after):
            for char in dict.fromkeys(filter(IS_HAN.match, text)):
                yield f"{kind}={char}"
        sides = (
            ("gloss-left", before[: -FAR_WORDS - 1 : -1]),
            ("gloss-right", after[:FAR_WORDS]),
        )
        for kind, side in sides:
            for at, word in enumerate(side):
                for gloss_word in self._gloss_words(word):
                    yield f"gloss={gloss_word}"
                    if at < NEAR_WORDS:
                        yield f"{kind}={gloss_word}"

    def _find_gloss_words(self, word: str) -> Sequence[str]:
        """Return the most frequent words of the first glosses of a word."""
        if IS_HAN.match(word) is None:
            return ()
        senses = [
            sense for entry in self._dictionary.entries(word)[:3] for sense in entry.senses[:3]
        ]
        found = Counter(_GLOSS_WORD.findall("\n".join(senses).lower()))
        words = [gloss_word for gloss_word in found if gloss_word not in _STOP_WORDS]
        return sorted(words, key=found.__getitem__, reverse=True)[:MAX_GLOSS_WORDS]


def _characters(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Return the characters between which a word stands by the kind of their features."""
    left, right = "".join(before)[-NEAR:], "".join(after)[:NEAR]
    return ("near", left + right), ("left", left[-BESIDE:]), ("right", right[:BESIDE])


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
