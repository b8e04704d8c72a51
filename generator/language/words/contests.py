"""Contests: the places where the segmenter's path has rivals, and how the path model decides.

1. The stretches of the path that have rivals (`rival_cuts`) are found. Words that are *fixed* are
   never part of one: tokens, names and terms, formations, phrases whose cut a rule decides, and
   what the author marks.
2. The path model weighs each rival in its context (`path_model`).
3. The rivals that are better than the path by more than `SETTLE_MARGIN` replace it, the clearest
   first. A stretch that overlaps another one that was changed stays as it is.

A rival that is not that good, but about as good as the path, is a doubt: `jiazhu check` lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from generator.language.words.path_model import PathModel
from generator.language.words.rival_cuts import Contest, Cut, RivalCuts
from generator.model import Span

SETTLE_MARGIN = 60
"""By how many centibels a rival must be better than the path to replace it. On sentences that were
not used for training, less certain rivals are wrong more often than right."""

DOUBT_MARGIN = 30
"""By how many centibels a path must be better than a rival to be beyond doubt."""


class Path(Struct, frozen=True):
    """The path of a text."""

    edges: Sequence[str]
    """The texts of its edges, which tile the text."""
    crossed: Sequence[int]
    """The indices of the edges whose ends a word of the lattice may cross."""
    is_fixed: Callable[[int], bool]
    """Whether the edge with an index is beyond doubt; few are asked about."""


class Place(Struct, frozen=True, gc=False):
    """A contest at its place in a path."""

    first: int
    """The index of the first edge."""
    count: int
    """The number of edges."""
    contest: Contest
    left: str
    """The word before the stretch; empty at the start of the text."""
    right: str


class Doubt(Struct, frozen=True, gc=False):
    """A cut that has a rival nearly as good, or not good enough to replace it."""

    span: Span
    words: tuple[str, ...]
    """The words of the path."""
    others: tuple[str, ...]
    """The words of the rival."""


class Contests:
    """Finds the contests of paths, and settles them."""

    def __init__(
        self,
        costs: Mapping[str, float],
        parts_of: Callable[[str], Sequence[str]],
        model: PathModel,
        names: Container[str] = (),
    ) -> None:
        self._model = model
        self._parts_of = parts_of
        rivals = RivalCuts(costs, parts_of, model.splittable, names)
        self._of_word, self._of_words = rivals.of_word, rivals.of_words

    def find(self, path: Path) -> Iterator[Place]:
        """Yield the contests of a path: those of single edges, then those of several."""
        edges, crossed, is_fixed = path.edges, path.crossed, path.is_fixed
        for at, found in enumerate(map(self._of_word, edges)):
            if found is not None and not is_fixed(at):
                yield self._place(path, at, 1, found)
        last = len(edges) - 1
        for at in crossed:
            counts = (2, 3) if at + 1 in crossed else (2,)
            for count in counts:
                if at + count - 1 > last:
                    break
                found = self._of_words(tuple(edges[at : at + count]))
                if found is not None and not any(map(is_fixed, range(at, at + count))):
                    yield self._place(path, at, count, found)

    def _place(self, path: Path, first: int, count: int, contest: Contest) -> Place:
        edges, after = path.edges, first + count
        left = edges[first - 1] if first else ""
        right = edges[after] if after < len(edges) else ""
        left_parts, right_parts = self._parts_of(left), self._parts_of(right)
        return Place(
            first,
            count,
            contest,
            left_parts[-1] if left_parts else left,
            right_parts[0] if right_parts else right,
        )

    def settle(self, path: Path) -> Sequence[tuple[Place, Cut]]:
        """Return the stretches of a path to cut otherwise, in order, each with its new cut."""
        better = []
        for place in self.find(path):
            rival, advantage = self._model.best_rival(place.contest, place.left, place.right)
            if advantage > SETTLE_MARGIN:
                better.append((advantage, place, rival))
        if not better:
            return ()
        better.sort(key=lambda each: -each[0])
        chosen: list[tuple[Place, Cut]] = []
        taken: set[int] = set()
        for _, place, rival in better:
            indices = range(place.first, place.first + place.count)
            if taken.isdisjoint(indices):
                taken.update(indices)
                chosen.append((place, rival))
        return sorted(chosen, key=lambda each: each[0].first)

    def doubts(self, path: Path) -> Iterator[Doubt]:
        """Yield the stretches of a path whose two best cuts are close, in order."""
        starts = [0, *accumulate(map(len, path.edges))]
        found = []
        for place in self.find(path):
            rival, advantage = self._model.best_rival(place.contest, place.left, place.right)
            if -DOUBT_MARGIN < advantage <= SETTLE_MARGIN:
                span = Span(starts[place.first], starts[place.first + place.count])
                found.append(Doubt(span, place.contest.own.words, rival.words))
        yield from sorted(found, key=lambda doubt: doubt.span)
