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

REMEMBERED = 1 << 16
"""So many words are remembered before all are forgotten."""

_NEVER = -1e9

_CLOSED = frozenset("cdeopruymqk")
"""Classes of words of grammar: longer ones are no names."""


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
    word = token[0]
    grammar = word in FUNCTION or (len(word) > 1 and word_classes().get(word, "n")[0] in _CLOSED)
    return None if IS_HAN.search(word) and not grammar else False


class NameTagger:
    """Labels words by weights: `feature -> weight`."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._settled: dict[Token, tuple[str, bool | None]] = {}
        self._own: dict[Token, float] = {}
        self._before: dict[Token, float] = {}
        self._after: dict[Token, float] = {}
        self._steps: dict[str, tuple[float, float, float]] = {}

    def _sum(self, features: Sequence[str]) -> float:
        weigh = self._weights.get
        return sum([weigh(feature, 0.0) for feature in features])

    def _looked_at(self, token: Token) -> tuple[str, bool | None]:
        if len(self._settled) >= REMEMBERED:
            for memo in (self._settled, self._own, self._before, self._after):
                memo.clear()
        found = self._settled[token] = (shape(token), settled(token))
        return found

    def _score(self, before: Token, here: Token, after: Token) -> float:
        """How much better N is for a word between two others, labels apart."""
        own, left, right = self._own.get(here), self._before.get(before), self._after.get(after)
        if own is None:
            own = self._own[here] = self._sum([BIAS, *own_features(here)])
        if left is None:
            left = self._before[before] = self._sum(before_features(before))
        if right is None:
            right = self._after[after] = self._sum(after_features(after))
        return own + left + right + self._sum(pair_features(before, here, after))

    def _step(self, like: str) -> tuple[float, float, float]:
        steps = ((1, 1), (0, 1), (1, 0))
        stay, enter, leave = (self._sum(step_features(*step, like)) for step in steps)
        self._steps[like] = stay, enter, leave
        return stay, enter, leave

    def tag(self, tokens: Sequence[Token]) -> list[bool]:
        """Whether each word of a sentence is a name or part of one."""
        outside, inside = 0.0, _NEVER
        back: list[tuple[bool, bool]] = []
        for at, here in enumerate(tokens):
            like, told = self._settled.get(here) or self._looked_at(here)
            stay, enter, leave = self._steps.get(like) or self._step(like)
            left, entered, stayed = inside + leave, outside + enter, inside + stay
            back.append((left > outside, stayed > entered))
            if told is None:
                before = tokens[at - 1] if at else EDGE
                after = tokens[at + 1] if at + 1 < len(tokens) else EDGE
                score = self._score(before, here, after)
                outside, inside = max(left, outside), max(stayed, entered) + score
            else:  # what was before no longer matters
                outside, inside = (_NEVER, 0.0) if told else (0.0, _NEVER)
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
