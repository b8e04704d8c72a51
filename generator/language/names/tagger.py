"""The tagger: which of the words that the lattice cut are names, told by a linear model.

    words     记者 | 在 | 碑 | 记 | 镇 | 见到 | 欧阳 | 修
    labels      -    -    N    N    -     -      N      N        where weights add up to > 0

1. Every word has a *shape*: what kind of name the dictionary, the list or the lattice takes it
   for, or its word class and length.
2. Features of a word are its own text, shape, first and last characters and how well they
   sound in names; and text, shape and nearest character of the words on both sides; and the
   pairs of shapes. Their weights (`data/names/name_weights.tsv`, one `feature, weight` a line) add
   up to how much better N is than none.
3. Dictionary names are N; what holds no Han character, or is a word of grammar, is not, whatever
   the model says.

`train_names.py` sets the weights. Scores are remembered by word and by pair of shapes, so that
a text costs a few look-ups a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.names.tables import (
    FUNCTION,
    characters,
    is_surname,
    known_names,
    listed_names,
    reviewed_names,
)
from generator.language.tables import read_rows
from generator.language.words.segmentation import dictionary_words
from generator.language.words.word_classes import word_classes

EDGE = ("", False)
"""What stands beside the first and the last word of a sentence."""

Token = tuple[str, bool]
"""A word of simplified text, and whether it is a stretch that only sounds like a name."""

Feature = tuple[str, str]
"""What is looked at, and what was seen: `("last", "茨")`, written `last=茨` in the table."""

RARE, STEP = 600, 60
"""The cost of a character in a role it never has; the width of a class of costs."""

TIE = 0.05
"""Weights are tenths: a score that is nearer to 0 is 0, but for what adding them up has lost."""

REMEMBERED = 1 << 16
"""So many words are remembered before all are forgotten."""

_NONE: Mapping[str, float] = {}

_CLOSED = frozenset("cdeopruymqk")
"""Classes of words of grammar: longer ones are no names."""


def shape(token: Token) -> str:
    """What a word is like: `known-place2`, `listed-other`, `sounding3`, `v2`, `1q`, `，`."""
    word, sounding = token
    if not word or not IS_HAN.search(word):
        return word if len(word) < 2 else "other"
    kind = known_names().get(word)
    if kind is not None:
        return f"known-{kind}{min(len(word), 3)}"
    kind = listed_names().get(word)
    if kind is not None:
        return f"listed-{kind}"
    if sounding:
        return f"sounding{'d' if '·' in word else min(len(word), 5)}"
    size = min(len(word), 3)
    if size == 1:
        return f"1{'s' if is_surname(word) else ''}{word_classes().get(word, '?')}"
    return f"{word_classes().get(word, 'w' if word in dictionary_words() else 'u')}{size}"


def own_features(token: Token, like: str) -> list[Feature]:
    """What a word of the shape `like` says itself of its being a name."""
    word = token[0]
    found = [("shape", like)]
    if IS_HAN.search(word):
        found += (("word", word), ("first", word[0]), ("last", word[-1]), *_sound(word))
        if len(word) > 1:
            found.append(("end", word[-2:]))
        cost = dictionary_words().costs.get(word)
        if cost is not None:
            found.append((_COST[min(len(word), 3)], _class(cost)))
    return found


_COST = ("", "cost1", "cost2", "cost3")
_CLASSES = tuple(map(str, range(100)))


def _class(cost: float | None) -> str:
    return _CLASSES[int(RARE if cost is None else cost) // STEP]


def _sound(word: str) -> list[Feature]:
    table = characters()
    roles = [table.get(char) for char in word]
    foreign = [RARE if r is None or r.foreign is None else r.foreign for r in roles]
    length = len(word)
    how = "foreign1" if length == 1 else "foreign2"
    found = [("length", _CLASSES[min(length, 4)]), (how, _class(sum(foreign) / length))]
    first = roles[0]
    if length == 1 and first is not None:
        found += (("surname", _class(first.surname)), ("only", _class(first.only)))
    last = roles[-1]
    if length == 2 and first is not None and last is not None:
        found.append(("given", f"{_class(first.first)},{_class(last.second)}"))
    return found


def before_features(token: Token, like: str) -> tuple[Feature, ...]:
    """What a word says of the one after it."""
    return ("<word", token[0]), ("<last", token[0][-1:]), ("<shape", like)


def after_features(token: Token, like: str) -> tuple[Feature, ...]:
    """What a word says of the one before it."""
    return (">word", token[0]), (">first", token[0][:1]), (">shape", like)


def settled(token: Token) -> bool | None:
    """Whether a word is a name, where that needs no model."""
    word = token[0]
    if word in known_names():
        return True
    if word in reviewed_names():
        return reviewed_names()[word] is not None
    if len(word) == 4 and word[0] == word[1] and word[2] == word[3]:
        return False  # 明明白白
    grammar = word in FUNCTION or (len(word) > 1 and word_classes().get(word, "n")[0] in _CLOSED)
    return None if IS_HAN.search(word) and not grammar else False


class _Seen(Struct, gc=False):
    """What is worked out once for a word: what it adds to its own score and to its neighbours'.

    `own`, `left` (for the word after it) and `right` (for the one before) wait to be asked for.
    """

    token: Token
    like: str
    told: bool | None
    pairs: dict[str, tuple[float, float]]
    """By the shape of the word after it, what their pair adds to that word and to this one."""
    own: float | None = None
    left: float | None = None
    right: float | None = None


class NameTagger:
    """Labels words by weights: `feature -> weight`."""

    def __init__(self, weights: Mapping[Feature, float]) -> None:
        self._weights: dict[str, dict[str, float]] = {}
        for (looked_at, seen), weight in weights.items():
            self._weights.setdefault(looked_at, {})[seen] = weight
        self._seen: dict[Token, _Seen] = {}
        self._pairs: dict[str, dict[str, tuple[float, float]]] = {}
        self._edge = self._look_at(EDGE)

    def _sum(self, features: Iterable[Feature]) -> float:
        weights = self._weights
        return sum([weights.get(what, _NONE).get(seen, 0.0) for what, seen in features])

    def _look_at(self, token: Token) -> _Seen:
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        like = shape(token)
        pairs = self._pairs.setdefault(like, {})
        found = self._seen[token] = _Seen(token, like, settled(token), pairs)
        return found

    def _pair(self, before: _Seen, after: _Seen) -> tuple[float, float]:
        to_after, to_before = pair_features(before.like, after.like)
        found = before.pairs[after.like] = self._sum([to_after]), self._sum([to_before])
        return found

    def _score(self, before: _Seen, here: _Seen, after: _Seen) -> float:
        """How much better N is for a word between two others."""
        if here.own is None:
            here.own = self._sum([BIAS, *own_features(here.token, here.like)])
        if before.left is None:
            before.left = self._sum(before_features(before.token, before.like))
        if after.right is None:
            after.right = self._sum(after_features(after.token, after.like))
        left = before.pairs.get(here.like) or self._pair(before, here)
        right = here.pairs.get(after.like) or self._pair(here, after)
        return here.own + before.left + after.right + (left[0] + right[1])

    def margins(self, tokens: Sequence[Token]) -> list[float | None]:
        """How much better each word is as a name than as none; None where that needs no model.

        Of what it takes for names in sentences it was not trained on (folds of the treebank), 92 %
        are names from 20 on, 77 % from 10 to 20, 64 % from 4 to 10, and 43 % below.
        """
        seen = [*(self._seen.get(token) or self._look_at(token) for token in tokens), self._edge]
        return [
            self._score(seen[at - 1], here, seen[at + 1]) if here.told is None else None
            for at, here in enumerate(seen[:-1])
        ]

    def tag(self, tokens: Sequence[Token]) -> list[bool]:
        """Whether each word of a sentence is a name or part of one."""
        seen = [self._seen.get(token) or self._look_at(token) for token in tokens]
        seen.append(self._edge)
        # Before the first word stands the edge, which is also the last of the row.
        return [
            self._score(seen[at - 1], here, seen[at + 1]) > TIE if here.told is None else here.told
            for at, here in enumerate(seen[:-1])
        ]


BIAS: Feature = ("bias", "")


def pair_features(before: str, after: str) -> tuple[Feature, Feature]:
    """What the shapes of two words in a row say of the second, and of the first."""
    pair = f"{before}|{after}"
    return ("<pair", pair), (">pair", pair)


@cache
def load_name_tagger() -> NameTagger:
    """The tagger that was trained."""
    weights: dict[Feature, float] = {}
    for feature, weight in read_rows("names/name_weights.tsv", 2):
        looked_at, seen = feature.split("=", 1)
        weights[looked_at, seen] = float(weight)
    return NameTagger(weights)
