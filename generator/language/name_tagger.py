"""The tagger: which of the words that the lattice cut are names, told by a linear model.

    words     记者 | 在 | 碑 | 记 | 镇 | 见到 | 欧阳 | 修
    labels      -    -    N    N    -     -      N      N        the best path (Viterbi)

1. Every word has a *shape*: what kind of name the dictionary, the list or the lattice takes it
   for, or its word class and length.
2. Features of a word are its own text, shape, first and last characters and how well they
   sound in names; and text, shape and nearest character of the words on both sides; and the
   pairs of shapes. Their weights (`data/name_weights.tsv`, one `feature, weight` a line) add up
   to how much better N is than none.
3. Weights of two labels in a row add to that. Dictionary names are N; what holds no Han
   character, or is a word of grammar, is not, whatever the model says.

`train_names.py` sets the weights. Scores are remembered by word and by pair of shapes, so that
a text costs a few look-ups a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.language.characters import IS_HAN
from generator.language.dictionary import DATA
from generator.language.names import FUNCTION, characters, is_surname, known_names, listed_names
from generator.language.segmentation import dictionary_words

EDGE = ("", False)
"""What stands beside the first and the last word of a sentence."""

Token = tuple[str, bool]
"""A word of simplified text, and whether it is a stretch that only sounds like a name."""

RARE, STEP = 600, 60
"""The cost of a character in a role it never has; the width of a class of costs."""

_NEVER = -1e9


@cache
def word_classes() -> Mapping[str, str]:
    """The class of common words: `n`, `v`, `ns` …"""
    lines = DATA.joinpath("word_classes.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@lru_cache(maxsize=1 << 16)
def shape(token: Token) -> str:
    """What a word is like: `known-place2`, `listed-other`, `sounding3`, `v2`, `1q`, `，`."""
    word, sounding = token
    if not word or not IS_HAN.search(word):
        return word if len(word) < 2 else "other"
    if word in known_names():
        return f"known-{known_names()[word]}{min(len(word), 3)}"
    if word in listed_names():
        return f"listed-{listed_names()[word]}"
    if sounding:
        return f"sounding{'d' if '·' in word else min(len(word), 5)}"
    size = min(len(word), 3)
    if size == 1:
        return f"1{'s' if is_surname(word) else ''}{word_classes().get(word, '?')}"
    return f"{word_classes().get(word, 'w' if word in dictionary_words() else 'u')}{size}"


def own_features(token: Token) -> list[str]:
    """What a word itself says of its being a name."""
    word = token[0]
    found = [f"shape={shape(token)}"]
    if IS_HAN.search(word):
        found += [f"word={word}", f"first={word[0]}", f"last={word[-1]}", *_sound(word)]
        if len(word) > 1:
            found.append(f"end={word[-2:]}")
        cost = dictionary_words().costs.get(word)
        if cost is not None:
            found.append(f"cost{min(len(word), 3)}={_class(cost)}")
    return found


def _class(cost: float | None) -> int:
    return int(RARE if cost is None else cost) // STEP


def _sound(word: str) -> list[str]:
    roles = [characters().get(char) for char in word]
    foreign = [RARE if r is None or r.foreign is None else r.foreign for r in roles]
    length = min(len(word), 4)
    found = [f"length={length}", f"foreign{min(length, 2)}={_class(sum(foreign) / len(foreign))}"]
    first = roles[0]
    if len(word) == 1 and first is not None:
        found += [f"surname={_class(first.surname)}", f"only={_class(first.only)}"]
    last = roles[-1]
    if len(word) == 2 and first is not None and last is not None:
        found.append(f"given={_class(first.first)},{_class(last.second)}")
    return found


def before_features(token: Token) -> list[str]:
    """What a word says of the one after it."""
    return [f"<word={token[0]}", f"<last={token[0][-1:]}", f"<shape={shape(token)}"]


def after_features(token: Token) -> list[str]:
    """What a word says of the one before it."""
    return [f">word={token[0]}", f">first={token[0][:1]}", f">shape={shape(token)}"]


def settled(token: Token) -> bool | None:
    """Whether a word is a name, where that needs no model."""
    if token[0] in known_names():
        return True
    return None if IS_HAN.search(token[0]) and token[0] not in FUNCTION else False


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the model has to say of a word wherever it stands."""

    shape: str
    settled: bool | None
    own: float
    as_before: float
    as_after: float
    stay: float
    enter: float
    leave: float


class NameTagger:
    """Labels words by weights: `feature -> weight`."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._scored: dict[Token, _Scored] = {}

    def _sum(self, features: Sequence[str]) -> float:
        return sum(self._weights.get(feature, 0.0) for feature in features)

    def _score(self, token: Token) -> _Scored:
        found = self._scored.get(token)
        if found is None:
            like = shape(token)
            found = self._scored[token] = _Scored(
                like,
                settled(token),
                self._sum([BIAS, *own_features(token)]),
                self._sum(before_features(token)),
                self._sum(after_features(token)),
                self._sum(step_features(1, 1, like)),
                self._sum(step_features(0, 1, like)),
                self._sum(step_features(1, 0, like)),
            )
        return found

    def tag(self, tokens: Sequence[Token]) -> list[bool]:
        """Whether each word of a sentence is a name or part of one."""
        weights = self._weights
        scored = [self._score(token) for token in tokens]
        scored.append(self._score(EDGE))
        before = scored[-1]
        outside, inside = 0.0, _NEVER
        back: list[tuple[bool, bool]] = []
        for at in range(len(tokens)):
            here = scored[at]
            if here.settled is None:
                after = scored[at + 1]
                score = (
                    here.own
                    + before.as_before
                    + after.as_after
                    + weights.get(f"{before.shape}|{here.shape}", 0.0)
                    + weights.get(f"{here.shape}|{after.shape}>", 0.0)
                )
            else:
                score = -_NEVER if here.settled else _NEVER
            left, entered, stayed = inside + here.leave, outside + here.enter, inside + here.stay
            back.append((left > outside, stayed > entered))
            outside, inside = max(left, outside), max(stayed, entered) + score
            if here.settled is not None:  # what was before no longer matters
                if here.settled:
                    outside, inside = _NEVER, 0.0
                else:
                    outside, inside = 0.0, _NEVER
            before = here
        labels: list[bool] = []
        label = inside > outside
        for pointers in reversed(back):
            labels.append(label)
            label = pointers[label]
        labels.reverse()
        return labels


BIAS = "bias"


def step_features(before: int, here: int, like: str) -> tuple[str, str]:
    """Two labels in a row, 1 for a name, and the shape of the second word."""
    return f"step={before}{here}", f"step={before}{here},{like}"


def pair_features(before: Token, here: Token, after: Token) -> tuple[str, str]:
    """The shapes of a word and of its neighbours."""
    like = shape(here)
    return f"{shape(before)}|{like}", f"{like}|{shape(after)}>"


@cache
def load_name_tagger() -> NameTagger:
    """The tagger that was trained."""
    fields = DATA.joinpath("name_weights.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit("\t", 1) for line in fields)
    return NameTagger({feature: float(weight) for feature, weight in pairs})
