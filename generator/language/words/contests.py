"""Contests: the places where the segmenter's path has rivals, and which of them are in doubt.

1. The stretches of the path that have rivals (`rival_cuts`) are found. Words that are *fixed* are
   never part of one: tokens, names and terms, formations, phrases whose cut a rule decides, and
   what the author marks.
2. The path model weighs each rival in its context (`path_model`).
3. Two neighbouring words that are together a word of the list are such a stretch too.
4. A second model says how likely the path is wrong where the best rival is (`cut_doubts`). Where
   that is likely enough, there is a doubt, which `jiazhu check` lists.

No model changes the path. On 6,000 sentences of natural text the path model would have changed 42
places, 33 of them for the worse (想象 一|下, 你想 的|话): it learns from sentences that show both
cuts of a stretch, where the rare one is far more frequent than in text.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import accumulate
from math import fsum

from msgspec import Struct

from generator.language.words.bridge_words import UNKNOWN_CHARACTER_COST
from generator.language.words.cut_doubts import Rivalry, doubt
from generator.language.words.path_model import PathModel
from generator.language.words.rival_cuts import Contest, RivalCuts
from generator.model import Span

DOUBT_THRESHOLD = -0.4
"""The logit from which a cut is in doubt. Of such places among the labelled cuts, half are wrong
(`train_cut_doubts`, cross-validated)."""


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
    """A cut that is likely to be wrong, with its best rival."""

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
        self._names = names
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
        return Place(first, count, contest, *self._around(path, first, count))

    def _around(self, path: Path, first: int, count: int) -> tuple[str, str]:
        """Return the words beside a stretch of a path; empty beyond its ends."""
        edges, after = path.edges, first + count
        left = edges[first - 1] if first else ""
        right = edges[after] if after < len(edges) else ""
        left_parts, right_parts = self._parts_of(left), self._parts_of(right)
        return (
            left_parts[-1] if left_parts else left,
            right_parts[0] if right_parts else right,
        )

    def rivalries(self, path: Path) -> Iterator[tuple[Span, Rivalry]]:
        """Yield the contests of a path with their best rivals, and the words that it has in two.

        Rivals that only join words of two characters or more are left out: 体育 | 活动 misleads
        nobody.
        """
        edges, costs = path.edges, self._costs
        starts = [0, *accumulate(map(len, edges))]
        seen = set()
        for place in self.find(path):
            own = place.contest.own
            rival, advantage = self._model.best_rival(place.contest, place.left, place.right)
            if len(rival.words) == 1 and min(map(len, own.words)) > 1:
                continue
            span = Span(starts[place.first], starts[place.first + place.count])
            seen.add(span)
            yield (
                span,
                Rivalry(
                    own.words,
                    rival.words,
                    place.left,
                    place.right,
                    advantage,
                    rival.cost - own.cost,
                    own.cost,
                ),
            )
        words = [
            (start, word, index)
            for index, edge in enumerate(edges)
            for start, word in self._words_of(edge, starts[index])
        ]
        beside = [("", *(word for _, word, _ in words)), [*(word for _, word, _ in words[2:]), ""]]
        for (start, first, index), (_, second, other), left, right in zip(
            words, words[1:], *beside, strict=False
        ):
            joined = first + second
            span = Span(start, start + len(joined))
            if (
                joined not in costs
                or span in seen
                or self._parts_of(joined)
                or joined in self._names
                or min(len(first), len(second)) > 1
                or path.is_fixed(index)
                or path.is_fixed(other)
            ):
                continue
            cost = fsum(costs.get(word, UNKNOWN_CHARACTER_COST) for word in (first, second))
            more = costs[joined] - cost
            yield span, Rivalry((first, second), (joined,), left, right, None, more, cost)

    def _words_of(self, edge: str, start: int) -> Iterator[tuple[int, str]]:
        """Yield the words of an edge with their starts."""
        for word in self._parts_of(edge) or (edge,):
            yield start, word
            start += len(word)

    def doubts(self, path: Path) -> Iterator[Doubt]:
        """Yield the stretches of a path that are likely to be cut wrongly, in order.

        Of several that overlap, only the likeliest is in doubt.
        """
        found = [
            (score, Doubt(span, rivalry.own, rivalry.rival))
            for span, rivalry in self.rivalries(path)
            if (score := doubt(rivalry)) > DOUBT_THRESHOLD
        ]
        chosen: list[Doubt] = []
        for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].span)):
            if not any(each.span.overlaps(other.span) for other in chosen):
                chosen.append(each)
        yield from sorted(chosen, key=lambda each: each.span)
