"""Contests: the places where the segmenter's path has rivals, and which of them are in doubt.

1. The stretches of the path that have rivals (`rival_cuts`) are found. Words that are *fixed* are
   never part of one: tokens, names and terms, formations, phrases whose cut a rule decides, and
   what the author marks.
2. The path model weighs each rival in its context (`path_model`).
3. A rival that is about as good as the path, or better, is a doubt, which `jiazhu check` lists.

The model does not change the path. On 6,000 sentences of natural text it would have changed 42
places, 33 of them for the worse (想象 一|下, 你想 的|话): it learns from sentences that show both
cuts of a stretch, where the rare one is far more frequent than in text. It hears few of the wrong
cuts: of those among the labels, a third are of stretches without a rival, and if a third were to be
heard, four doubts of five would be false (three folds of the sentences that are not held out).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import accumulate
from math import inf

from msgspec import Struct

from generator.language.words.path_model import PathModel
from generator.language.words.rival_cuts import Contest, RivalCuts
from generator.model import Span

DOUBT_MARGIN = 10
"""How many centibels worse than the path a rival may be that is a doubt. Of those that are still
worse, one in twenty was true in 420,000 characters of natural text."""

COMMON_COST = 550
"""The cost up to which a word is too common for its being two words to be a doubt: in natural text,
none of 14 such doubts was right."""


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
    """A cut that has a rival about as good, or better."""

    span: Span
    words: tuple[str, ...]
    """The words of the path."""
    others: tuple[str, ...]
    """The words of the rival."""


class Contests:
    """Finds the contests of paths, and those that are in doubt."""

    def __init__(
        self,
        costs: Mapping[str, float],
        parts_of: Callable[[str], Sequence[str]],
        model: PathModel,
        names: Container[str] = (),
    ) -> None:
        self._costs = costs
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

    def doubts(self, path: Path) -> Iterator[Doubt]:
        """Yield the stretches of a path that have a good rival, in order."""
        starts = [0, *accumulate(map(len, path.edges))]
        found = []
        for place in self.find(path):
            rival, advantage = self._model.best_rival(place.contest, place.left, place.right)
            own = place.contest.own.words
            is_common = len(own) == 1 and self._costs.get(own[0], inf) <= COMMON_COST
            if advantage > -DOUBT_MARGIN and not is_common:
                span = Span(starts[place.first], starts[place.first + place.count])
                found.append(Doubt(span, own, rival.words))
        yield from sorted(found, key=lambda doubt: doubt.span)
