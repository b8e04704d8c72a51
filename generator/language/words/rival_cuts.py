"""Rival cuts: the other ways to cut a short stretch of the segmenter's path.

    path       他 | 改过 | 名字            来 | 临时 | …
    stretch         改过                  来   临时
    rival           改 | 过               来临 | 时

A stretch is one word, which may be several, or two or three neighbouring words, whose characters
may be cut across all their boundaries. A rival may cost at most `MARGIN` more than the path, and
`SPLIT_MARGIN` if it only splits a word that no training sentence splits: everything else is
certain. Costs do not depend on the text around a stretch, so its rivals are found once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from math import fsum, inf

from msgspec import Struct

from generator.language.characters import count_han
from generator.language.memo import memoise
from generator.language.words.bridge_words import UNKNOWN_CHARACTER_COST

MARGIN, SPLIT_MARGIN = 500, 150
"""How much more than the path a rival cut may cost, in centibels."""

MAX_STRETCH = 7
"""The length of the longest stretch, in code points."""


class Cut(Struct, frozen=True, gc=False):
    """One way to cut a stretch."""

    words: tuple[str, ...]
    """The words, after bridge words are split."""
    cost: float
    """In centibels."""


class Contest(Struct, frozen=True, gc=False):
    """A stretch of a path with its rivals."""

    own: Cut
    """The cut of the path."""
    rivals: tuple[Cut, ...]


class RivalCuts:
    """Finds the rivals of stretches.

    It is given the costs of words, the parts of bridge words, the words that may be split, and the
    names, which are never part of a rival: 老街 | 上 is no name, whatever the dictionary has.
    """

    def __init__(
        self,
        costs: Mapping[str, float],
        parts_of: Callable[[str], Sequence[str]],
        splittable: Container[str],
        names: Container[str] = (),
    ) -> None:
        self._costs = costs
        self._parts_of = parts_of
        self._splittable = splittable
        self._names = names
        self.of_word = memoise(self._find_for_word)
        """The contest about a word of the path; None if it is certain."""
        self.of_words = memoise(self._find)
        """The contest about several words of the path; None if they are certain."""

    def _find_for_word(self, word: str) -> Contest | None:
        if len(word) == 2 and word not in self._splittable:  # most words: no time to lose
            first, second = map(self._cost, word)
            if first + second > self._cost(word) + SPLIT_MARGIN:
                return None
        return self._find((word,)) if len(word) > 1 else None

    def _find(self, stretch: tuple[str, ...]) -> Contest | None:
        text = "".join(stretch)
        own = self._cut(stretch)
        if own.cost == inf or len(text) > MAX_STRETCH or count_han(text) < len(text):
            return None
        closed, at = set(), 0
        for word in stretch[:-1]:
            at += len(word)
            closed.add(at)
        is_split = not closed and text not in self._splittable
        budget = own.cost + (SPLIT_MARGIN if is_split else MARGIN)
        cheapest: dict[tuple[str, ...], Cut] = {}
        for edges in self._paths(text, 0, budget, closed):
            cut = self._cut(edges)
            if (
                len(edges) + len(closed) > 1
                and cut.words != own.words
                and not any(word in self._names for word in edges if word not in own.words)
            ):
                known = cheapest.get(cut.words)
                if known is None or cut.cost < known.cost:
                    cheapest[cut.words] = cut
        rivals = [cut for cut in cheapest.values() if _is_smallest(own.words, cut.words)]
        return Contest(own, tuple(sorted(rivals, key=lambda cut: cut.cost))) if rivals else None

    def _cut(self, edges: tuple[str, ...]) -> Cut:
        words = [part for edge in edges for part in self._parts_of(edge) or (edge,)]
        return Cut(tuple(words), fsum(map(self._cost, edges)))

    def _cost(self, word: str) -> float:
        return self._costs.get(word, UNKNOWN_CHARACTER_COST if len(word) == 1 else inf)

    def _paths(
        self, text: str, start: int, budget: float, closed: set[int]
    ) -> Iterator[tuple[str, ...]]:
        """Yield the cuts of `text` from `start` that cost at most `budget`, none at `closed`."""
        if start == len(text):
            yield ()
            return
        for end in range(start + 1, len(text) + 1):
            if end in closed:
                continue
            edge = text[start:end]
            left = budget - self._cost(edge)
            if left >= 0:
                for rest in self._paths(text, end, left, closed):
                    yield edge, *rest


def _is_smallest(own: Sequence[str], rival: Sequence[str]) -> bool:
    """Whether two cuts share no boundary inside, so that they differ about the whole stretch."""
    return not (set(_boundaries(own)) & set(_boundaries(rival)))


def _boundaries(words: Sequence[str]) -> Iterator[int]:
    """Yield the boundaries between words, as offsets."""
    at = 0
    for word in words[:-1]:
        at += len(word)
        yield at
