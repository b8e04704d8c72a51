"""The path model: which of two cuts of a stretch fits the words around it.

    left   stretch      right
    他     改|过  改过   名字      改|过 by 150 centibels

The costs of words know nothing of their neighbours. The model adds to the cost of a cut the
weights of its features, so that a cut that the grammar forbids costs more. Its features are

    word=改过              each word
    class=v2              its word class and length
    kinds=v n             two neighbouring words, those beside the stretch included, each by its
                          class or, if it is common, by itself
    word-kind=过 n        a word and the kind of the next
    kind-word=r 改        the kind of a word and the next word
    words=改 过           two neighbouring words
    word-char=过 名       a word and the first character of the next
    char-word=他 改       the last character of a word and the next word
    split=改过             the parts of a word that may be split, in training at least once
    cut-kind=改|过 n      the whole cut, and the class of the word after it
    kind-cut=r 改|过      the whole cut, and the class of the word before it

and the cost itself, which counts `cost` times. `data/words/path_weights.tsv` has the weights, in
centibels; `train_paths` fits them. A difference of 100 centibels is odds of ten to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from math import fsum, inf

from generator.language.characters import IS_HAN
from generator.language.memo import memoise
from generator.language.numerals import DIGITS
from generator.language.tables import DATA, read_rows
from generator.language.words.lexicon import word_costs
from generator.language.words.rival_cuts import Contest, Cut
from generator.language.words.word_classes import word_classes

TABLE = DATA / "words/path_weights.tsv"

SPLIT = "split"
"""The kind of the features of the words that may be split."""

COST = "cost"
"""The feature whose value is the cost of a cut in the lattice."""

_NUMERALS = frozenset(f"{DIGITS}十百千万亿0123456789")

Feature = str
"""The kind of a feature and what it sees: `kinds=v n`."""


COMMON_COST = 300
"""The most that a word may cost to be a class of its own, in centibels."""


def kind_of(word: str) -> str:
    """Return a common word itself, and the class of other words."""
    return word if dictionary_costs().get(word, inf) <= COMMON_COST else class_of(word)


def class_of(word: str) -> str:
    """Return the class of a word: jieba's tag, `m` for numerals, itself for a mark."""
    if not word or (len(word) == 1 and not IS_HAN.match(word) and not word.isalnum()):
        return word.strip()
    found = word_classes().get(word)
    if found is not None:
        return found
    if _NUMERALS.issuperset(word):
        return "m"
    return "?" if IS_HAN.search(word) else "x"


def inner_features(cut: Cut) -> Iterator[tuple[Feature, float]]:
    """Yield the features of a cut that do not depend on the words around it, with their values."""
    yield COST, cut.cost
    for word in cut.words:
        yield f"word={word}", 1.0
        yield f"class={class_of(word)}{min(len(word), 4)}", 1.0
    for pair in pairwise(cut.words):
        for feature in pair_features(pair):
            yield feature, 1.0
    if len(cut.words) > 1:
        yield f"{SPLIT}={''.join(cut.words)}", 1.0
    yield f"length={len(cut.words)}", 1.0


def pair_features(pair: tuple[str, str]) -> Iterator[Feature]:
    """Yield the features of two neighbouring words."""
    first, second = pair
    before, after = kind_of(first), kind_of(second)
    yield f"kinds={before} {after}"
    yield f"word-kind={first} {after}"
    yield f"kind-word={before} {second}"
    yield f"words={first} {second}"
    yield f"word-char={first} {second[:1]}"
    yield f"char-word={first[-1:]} {second}"


def left_features(left: str, words: tuple[str, ...]) -> Iterator[Feature]:
    """Yield the features of a cut and the word before it."""
    yield from pair_features((left, words[0]))
    yield f"kind-cut={kind_of(left)} {'|'.join(words)}"


def right_features(right: str, words: tuple[str, ...]) -> Iterator[Feature]:
    """Yield the features of a cut and the word after it."""
    yield from pair_features((words[-1], right))
    yield f"cut-kind={'|'.join(words)} {kind_of(right)}"


def features(cut: Cut, left: str, right: str) -> Iterator[tuple[Feature, float]]:
    """Yield the features of a cut between two words, with their values."""
    yield from inner_features(cut)
    for feature in chain(left_features(left, cut.words), right_features(right, cut.words)):
        yield feature, 1.0


def rival_feature(own: Cut, rival: Cut) -> Feature:
    """Return the feature of every rival: whether it joins, splits or moves words of the path."""
    kind = "join" if len(rival.words) == 1 else "split" if len(own.words) == 1 else "move"
    return f"rival={kind}"


class PathModel:
    """Weighs cuts by a table of weights; those of words and of pairs are summed only once."""

    def __init__(self, weights: Mapping[Feature, float]) -> None:
        self._weights = weights
        prefix = f"{SPLIT}="
        self.splittable = frozenset(
            [name.removeprefix(prefix) for name in weights if name.startswith(prefix)]
        )
        """The words that some training sentence splits."""
        self._left = memoise(self._weigh_left)
        self._right = memoise(self._weigh_right)
        self._inner = memoise(self._weigh_inside)

    def best_rival(self, contest: Contest, left: str, right: str) -> tuple[Cut, float]:
        """Return the best rival, and by how many centibels it is better than the path's own cut."""
        by_left, by_right = self._left, self._right
        weights = [
            weight + by_left((left, words)) + by_right((right, words))
            for words, weight in self._inner(contest)
        ]
        own, *rivals = weights
        least = min(rivals)
        return contest.rivals[rivals.index(least)], own - least

    def _weigh_inside(self, contest: Contest) -> Sequence[tuple[tuple[str, ...], float]]:
        """Return the words of the own cut and of the rivals, with what their insides weigh."""
        weigh, found = self._weights.get, []
        for cut in (contest.own, *contest.rivals):
            weight = fsum(
                value * weigh(feature, 1.0 if feature == COST else 0.0)
                for feature, value in inner_features(cut)
            )
            if cut is not contest.own:
                weight += weigh(rival_feature(contest.own, cut), 0.0)
            found.append((cut.words, weight))
        return found

    def _weigh_left(self, key: tuple[str, tuple[str, ...]]) -> float:
        return self._sum(left_features(*key))

    def _weigh_right(self, key: tuple[str, tuple[str, ...]]) -> float:
        return self._sum(right_features(*key))

    def _sum(self, found: Iterator[Feature]) -> float:
        return fsum(self._weights.get(feature, 0.0) for feature in found)


@cache
def dictionary_costs() -> Mapping[str, float]:
    """Return the costs of the words of the dictionary."""
    return word_costs()


@cache
def path_model() -> PathModel:
    """Return the model of the table; without one, costs alone decide."""
    if not TABLE.exists():
        return PathModel({})
    return PathModel({feature: float(weight) for feature, weight in read_rows(TABLE, 2)})
