"""Lone polyphones by what stands around them: a logistic model one can read.

For each character that running text gets wrong most there is a small model, trained on the
labelled sentences of `corpus/polyphones` (`train_polyphones`). Its weights are text,
`data/polyphone_weights.tsv`: character, feature, reading, weight. The features of an occurrence:

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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.language.characters import IS_HAN
from generator.language.dictionary import DATA

WEIGHTS = DATA / "polyphone_weights.tsv"

EDGE = "|"
"""Stands for what is outside of the sentence."""

_Weights = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Occurrence:
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


def features(
    occurrence: Occurrence, rule: str | None, other: str | None, odds: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """The features of an occurrence, with their values."""
    words, index, at = occurrence.words, occurrence.index, occurrence.at
    own = words[index]
    before = "".join(words[max(0, index - 4) : index]) + own[:at]
    after = own[at + 1 :] + "".join(words[index + 1 : index + 5])
    yield "bias", 1.0
    for distance in (1, 2):
        for sign, place in (("-", index - distance), ("+", index + distance)):
            word = words[place] if 0 <= place < len(words) else EDGE
            yield f"word{sign}{distance}={_plain(word)}", 1.0
    far_left, left, right, far_right = (
        _class(words[place] if 0 <= place < len(words) else EDGE)
        for place in (index - 2, index - 1, index + 1, index + 2)
    )
    yield f"class-1={left}", 1.0
    yield f"class+1={right}", 1.0
    yield f"classes={left}_{right}", 1.0
    yield f"classes-2={far_left}_{left}", 1.0
    yield f"classes+2={right}_{far_right}", 1.0
    yield f"char-1={_plain(before[-1:] or EDGE)}", 1.0
    yield f"char+1={_plain(after[:1] or EDGE)}", 1.0
    yield f"chars-2={before[-2:]}", 1.0
    yield f"chars+2={after[:2]}", 1.0
    yield f"around={_plain(before[-1:] or EDGE)}_{_plain(after[:1] or EDGE)}", 1.0
    if len(own) > 1:
        yield f"in={own}", 1.0
    if rule is not None:
        yield f"rule={rule}", 1.0
    if other is not None:
        yield f"other={other}", 1.0
    for reading, probability in odds.items():
        yield (
            f"net={reading}",
            math.log(max(probability, 1e-4)) - math.log(max(1 - probability, 1e-4)),
        )


def _plain(text: str) -> str:
    """Numbers and Latin by their kind, since which ones they are tells nothing."""
    if text and IS_HAN.search(text) is None:
        if any(char.isdigit() for char in text):
            return "#"
        if text[0].isalpha():
            return "Latin"
    return text


@cache
def _classes() -> Mapping[str, str]:
    lines = DATA.joinpath("word_classes.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def _class(word: str) -> str:
    """The class of a word; of a rare one its length, of anything else its kind."""
    if IS_HAN.search(word) is None:
        return _plain(word)
    return _classes().get(word) or f"x{min(len(word), 3)}"


@cache
def load_weights(path: Path = WEIGHTS) -> _Weights:
    """Weights by character, feature and reading; empty where there is no table yet."""
    table: dict[str, dict[str, dict[str, float]]] = {}
    if not path.exists():
        return table
    for line in path.read_text(encoding="utf-8").splitlines():
        char, feature, reading, weight = line.split("\t")
        table.setdefault(char, {}).setdefault(feature, {})[reading] = float(weight)
    return table


def read_polyphone(
    occurrence: Occurrence,
    rule: str | None,
    other: str | None,
    odds: Mapping[str, float],
    weights: _Weights | None = None,
) -> dict[str, float]:
    """The probability of each reading of a lone polyphone.

    Raises KeyError for a character without a model.
    """
    model = (load_weights() if weights is None else weights)[occurrence.char]
    scores = dict.fromkeys(model["bias"], 0.0)
    for name, value in features(occurrence, rule, other, odds):
        for reading, weight in model.get(name, {}).items():
            scores[reading] += weight * value
    top = max(scores.values())
    powers = {reading: math.exp(score - top) for reading, score in scores.items()}
    total = sum(powers.values())
    return {reading: power / total for reading, power in powers.items()}
