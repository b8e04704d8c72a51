"""The name tagger: a linear model that labels the words of the segmenter as names.

    words     记者 | 在 | 碑 | 记 | 镇 | 见到 | 欧阳 | 修
    labels      -    -    N    N    -     -      N      N        if the sum of weights is > 0

1. Every word has a *shape*: the kind of name that it is in the dictionary, the list or the
   lattice, or else its word class and length.
2. The features of a word are its text, its shape, its first and last characters and their costs
   in names; the text, shape, nearest character and group (a title, the kind of a body) of the words
   on both sides; and the pairs of shapes. The sum of their weights (`data/names/name_weights.tsv`,
   `feature, weight` in each line) is the score of N.
3. Dictionary names are always N. Words without a Han character and function words never are.

`train_names.py` sets the weights. Scores are cached by word and by pair of shapes, so that a text
takes a few lookups for each word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import fsum
from pathlib import Path

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.mapped import CompiledTable, Groups, Row
from generator.language.memo import Memo
from generator.language.names.tables import (
    FUNCTION_WORDS,
    character_roles,
    is_surname,
    known_names,
    listed_names,
    reviewed_names,
)
from generator.language.tables import read_groups, read_rows
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words

TABLE = "names/name_weights.tsv"

EDGE = ("", False)
"""The neighbour of the first and of the last word of a sentence."""

Token = tuple[str, bool]
"""A word of simplified text, and whether it is only a name candidate, not a dictionary word."""

Feature = tuple[str, str]
"""The kind of a feature and its value: `("last", "茨")`, written `last=茨` in the table."""

ABSENT_ROLE_COST, COST_CLASS_WIDTH = 600, 60
"""The cost of a character in a role it does not have, and the width of a cost class, in
centibels."""

NAME_THRESHOLD = 0.05
"""The score above which a word is a name. Weights are tenths, so smaller scores are rounding
errors of 0."""

DOUBTFUL_THRESHOLD = 2.0
"""The same for words of the dictionary that are not listed as names (著作), and for candidates of
two characters (乾燥)."""

_CLOSED = frozenset("cdeopruymqk")
"""The classes of function words; words of several characters in them are not names."""


def shape_of(token: Token) -> str:
    """Return the shape of a word: `known-place2`, `listed-other`, `sounding3`, `v2`, `1q`, `，`."""
    word, is_candidate = token
    if not word or not IS_HAN.search(word):
        return word if len(word) < 2 else "other"
    kind = known_names().get(word)
    if kind is not None:
        return f"known-{kind}{min(len(word), 3)}"
    kind = listed_names().get(word)
    if kind is not None:
        return f"listed-{kind}"
    if is_candidate:
        return f"sounding{'d' if '·' in word else min(len(word), 5)}"
    size = min(len(word), 3)
    if size == 1:
        return f"1{'s' if is_surname(word) else ''}{word_classes().get(word, '?')}"
    return f"{word_classes().get(word, 'w' if word in dictionary_words() else 'u')}{size}"


def own_features(token: Token, shape: str) -> list[Feature]:
    """Return the features of a word that do not depend on its context."""
    word = token[0]
    found = [("shape", shape)]
    if IS_HAN.search(word):
        found += (
            ("word", word),
            ("first", word[0]),
            ("last", word[-1]),
            *_character_features(word),
        )
        if len(word) > 1:
            found.append(("end", word[-2:]))
        cost = dictionary_words().costs.get(word)
        if cost is not None:
            found.append((_COST[min(len(word), 3)], _cost_class(cost)))
    return found


_COST = ("", "cost1", "cost2", "cost3")
_CLASSES = tuple(map(str, range(100)))


def _cost_class(cost: float | None) -> str:
    return _CLASSES[int(ABSENT_ROLE_COST if cost is None else cost) // COST_CLASS_WIDTH]


def _character_features(word: str) -> list[Feature]:
    table = character_roles()
    roles = [table.get(char) for char in word]
    foreign = [ABSENT_ROLE_COST if r is None or r.foreign is None else r.foreign for r in roles]
    length = len(word)
    how = "foreign1" if length == 1 else "foreign2"
    found = [("length", _CLASSES[min(length, 4)]), (how, _cost_class(fsum(foreign) / length))]
    first = roles[0]
    if length == 1 and first is not None:
        found += (("surname", _cost_class(first.surname)), ("only", _cost_class(first.only)))
    last = roles[-1]
    if length == 2 and first is not None and last is not None:
        found.append(("given", f"{_cost_class(first.first)},{_cost_class(last.second)}"))
    return found


def before_features(token: Token, shape: str) -> tuple[Feature, ...]:
    """Return the features of a word for the label of the word after it."""
    word = token[0]
    found = ("<word", word), ("<last", word[-1:]), ("<shape", shape)
    group = _groups().get(word)
    return (*found, ("<group", group)) if group else found


def after_features(token: Token, shape: str) -> tuple[Feature, ...]:
    """Return the features of a word for the label of the word before it."""
    word = token[0]
    found = (">word", word), (">first", word[:1]), (">shape", shape)
    group = _groups().get(word)
    return (*found, (">group", group)) if group else found


@cache
def _groups() -> Mapping[str, str]:
    """Return the group of each word that is often found beside a name: 大学 -> own-body."""
    groups = read_groups("names/name_words.tsv")
    return {word: name for name in _GROUPS for word in groups[name]}


_GROUPS = (
    "before-place",
    "before-person",
    "after-person",
    "speech",
    "title",
    "personal-title",
    "landform",
    "built",
    "place",
    "place-word",
    "body",
    "body-word",
    "general-body",
    "own-body",
)
"""The groups of words beside names; a word of several is of the last."""


def label_without_model(token: Token) -> bool | None:
    """Return whether a word is a name, None if the model must decide."""
    word = token[0]
    if word in known_names():
        return True
    if word in reviewed_names():
        return reviewed_names()[word] is not None
    if len(word) == 4 and word[0] == word[1] and word[2] == word[3]:
        return False  # 明明白白
    is_closed = len(word) > 1 and word_classes().get(word, "n")[0] in _CLOSED
    return None if IS_HAN.search(word) and word not in FUNCTION_WORDS and not is_closed else False


def _is_doubtful(token: Token) -> bool:
    """Whether a word needs more support than others to be a name."""
    word, is_candidate = token
    if is_candidate:
        return len(word) == 2
    return len(word) > 1 and word in dictionary_words() and word not in listed_names()


class _CachedWord(Struct, gc=False):
    """The cached scores of a word: its contributions to its own label and to its neighbours'.

    `own`, `left` (for the word after it) and `right` (for the word before it) are computed when
    they are first needed.
    """

    token: Token
    shape: str
    label: bool | None
    """The label, if it does not depend on the model."""
    threshold: float
    """The score above which it is a name."""
    pairs: dict[str, tuple[float, float]]
    """By the shape of the next word, the contributions of the pair to the next word and to this."""
    own: float | None = None
    left: float | None = None
    right: float | None = None


WeightGroups = Groups[dict[Feature, float]]
"""The weights of features, by the first character of their values."""


def group_weights(weights: Mapping[Feature, float]) -> WeightGroups:
    """Return weights by the first character of the value of the feature."""
    groups: WeightGroups = Groups(lambda _: {})
    for feature, weight in weights.items():
        groups[feature[1][:1]][feature] = weight
    return groups


class NameTagger:
    """Labels words by the weights of their features."""

    def __init__(self, weights: Mapping[Feature, float] | WeightGroups) -> None:
        self._weights = weights if isinstance(weights, Groups) else group_weights(weights)
        self._cache: Memo[Token | str, _CachedWord] = Memo(self._new_word)
        self._pairs: dict[str, dict[str, tuple[float, float]]] = {}
        self._edge = self._new_word(EDGE)

    def _sum_weights(self, features: Iterable[Feature]) -> float:
        weights = self._weights
        return fsum([weights[feature[1][:1]].get(feature, 0.0) for feature in features])

    def _new_word(self, key: Token | str) -> _CachedWord:
        """Return a word to be cached, given its token, or its text if it is no candidate."""
        token = (key, False) if isinstance(key, str) else key
        shape = shape_of(token)
        pairs = self._pairs.setdefault(shape, {})
        threshold = DOUBTFUL_THRESHOLD if _is_doubtful(token) else NAME_THRESHOLD
        return _CachedWord(token, shape, label_without_model(token), threshold, pairs)

    def _cached(self, tokens: Sequence[Token]) -> list[_CachedWord]:
        """Return the cached words of tokens; few are candidates, so the key is mostly the text."""
        return [self._cache[token if token[1] else token[0]] for token in tokens]

    def _pair(self, before: _CachedWord, after: _CachedWord) -> tuple[float, float]:
        to_after, to_before = pair_features(before.shape, after.shape)
        found = before.pairs[after.shape] = (
            self._sum_weights([to_after]),
            self._sum_weights([to_before]),
        )
        return found

    def _score(self, before: _CachedWord, here: _CachedWord, after: _CachedWord) -> float:
        """Return the score of N for a word between two others."""
        own, left, right = here.own, before.left, after.right
        if own is None:
            features = [BIAS, *own_features(here.token, here.shape)]
            own = here.own = self._sum_weights(features)
        if left is None:
            left = before.left = self._sum_weights(before_features(before.token, before.shape))
        if right is None:
            right = after.right = self._sum_weights(after_features(after.token, after.shape))
        to_here, _ = before.pairs.get(here.shape) or self._pair(before, here)
        _, from_after = here.pairs.get(after.shape) or self._pair(here, after)
        return own + left + right + (to_here + from_after)

    def margins(self, tokens: Sequence[Token]) -> list[float | None]:
        """Return the score of each word as a name, None if its label does not need the model.

        In held-out folds of the treebank, 92 % of the words with a score from 20 on are names, 77 %
        from 10 to 20, 64 % from 4 to 10, and 43 % of those with a lower positive score.
        """
        words = [*self._cached(tokens), self._edge]
        return [
            self._score(words[at - 1], here, words[at + 1]) if here.label is None else None
            for at, here in enumerate(words[:-1])
        ]

    def tag(self, tokens: Sequence[Token]) -> list[bool]:
        """Return, for each word of a sentence, whether it is a name or a part of one."""
        return self._tag(self._cached(tokens))

    def tag_words(self, words: Sequence[str], candidates: Collection[int]) -> list[bool]:
        """Return the same for words, some of which are only name candidates, by index."""
        cached = list(map(self._cache.__getitem__, words))
        for at in candidates:
            cached[at] = self._cache[words[at], True]
        return self._tag(cached)

    def _tag(self, words: list[_CachedWord]) -> list[bool]:
        score, edge = self._score, self._edge
        return [
            score(before, here, after) > here.threshold if here.label is None else here.label
            for before, here, after in zip([edge, *words], words, [*words[1:], edge], strict=False)
        ]


BIAS: Feature = ("bias", "")


def pair_features(before: str, after: str) -> tuple[Feature, Feature]:
    """Return the features of two neighbouring shapes for the second word, and for the first."""
    pair = f"{before}|{after}"
    return ("<pair", pair), (">pair", pair)


def _weight_rows() -> Iterator[Row]:
    for feature, weight in read_rows(TABLE, 2):
        yield feature.partition("=")[2], f"{feature}\t{weight}"


NAME_WEIGHTS = CompiledTable("name_weights", _weight_rows, (TABLE, Path(__file__)))


def _parse_weights(group: str) -> dict[Feature, float]:
    weights: dict[Feature, float] = {}
    for row in group.split("\n") if group else ():
        feature, weight = row.split("\t")
        kind, value = feature.split("=", 1)
        weights[kind, value] = float(weight)
    return weights


@cache
def load_name_tagger() -> NameTagger:
    """Return the trained tagger."""
    return NameTagger(Groups(lambda first: _parse_weights(NAME_WEIGHTS.group(first))))
