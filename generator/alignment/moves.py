"""Aligns two sequences in which some items have moved to another position.

1. All items are aligned in order (`beads.cheapest_beads`).
2. Each pair of similar items that are not aligned is tried as a move: they are taken out, the
   remaining items are aligned again, and the move is kept if the total cost, including
   `move_cost`, is lower.
3. Step 2 is repeated until no move lowers the cost, or the work reaches its limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from generator.alignment.bands import Pairs
from generator.alignment.beads import INF, Bead, cheapest_beads

_MOVE_SHAPES = ((1, 1), (1, 2), (2, 1))
"""Shapes of the groups that may move."""

_MOVES_PER_ROUND = 4
"""Moves tried in each round, the most promising first."""

_MAX_CELLS = 40_000
"""Maximum number of grid cells visited in search of moves: about a second."""


class Cost(Protocol):
    """The cost of a bead in nats; that of a moved bead does not depend on its position."""

    def __call__(self, left: range, right: range, *, moved: bool = False) -> float:
        """Return the cost of joining `left` with `right`; one of the two may be empty."""


@dataclass(frozen=True, slots=True)
class PlacedBead:
    """A bead, and whether it has moved out of order."""

    bead: Bead
    moved: bool


def align_with_moves(
    left: int,
    right: int,
    shapes: Sequence[tuple[int, int]],
    cost: Cost,
    *,
    move_cost: float,
    similar: Callable[[int], Iterable[int]],
) -> list[PlacedBead]:
    """Return beads that cover `left` and `right` items, sorted by their position on the left.

    `similar` gives the items on the right that are worth comparing with one on the left, the most
    similar first; `shapes`
    and `cost` are those of `beads.cheapest_beads`.
    """
    similar_to = [tuple(similar(i)) for i in range(left)]
    pairs = [(i, j) for i, found in enumerate(similar_to) for j in found]
    tries = _MAX_CELLS // (left * min(right, 60) + 1)
    if not tries:
        beads = cheapest_beads(left, right, shapes, cost, similar=pairs)
        return [PlacedBead(bead, moved=False) for bead in beads]
    known: dict[tuple[int, int, int, int, bool], float] = {}

    def price(left: range, right: range, *, moved: bool = False) -> float:
        """The cost, cached because each round needs nearly the same ones."""
        key = (left.start, left.stop, right.start, right.stop, moved)
        if key not in known:
            known[key] = cost(left, right, moved=moved)
        return known[key]

    moved: list[Bead] = []
    beads = _align_unmoved(left, right, moved, shapes, price, pairs)
    while True:
        total = math.fsum(bead.cost for bead in (*beads, *moved))
        for bead in _candidate_moves(beads, similar_to, price, move_cost):
            if not tries:
                return _merge(beads, moved)
            tries -= 1
            extended = [*moved, bead]
            realigned = _align_unmoved(left, right, extended, shapes, price, pairs)
            if math.fsum(b.cost for b in (*realigned, *extended)) < total - 1e-6:
                beads, moved = realigned, extended
                break
        else:
            return _merge(beads, moved)


def _align_unmoved(
    left: int,
    right: int,
    moved: Sequence[Bead],
    shapes: Sequence[tuple[int, int]],
    cost: Cost,
    pairs: Pairs,
) -> list[Bead]:
    """The cheapest beads of the items that have not moved, with indices of the whole sequences."""
    if not moved:
        return cheapest_beads(left, right, shapes, cost, similar=pairs)
    lefts = _unmoved_items(left, (bead.left for bead in moved))
    rights = _unmoved_items(right, (bead.right for bead in moved))
    left_places = {i: place for place, i in enumerate(lefts)}
    right_places = {j: place for place, j in enumerate(rights)}
    rest = [
        (left_places[i], right_places[j])
        for i, j in pairs
        if i in left_places and j in right_places
    ]

    def price(a: range, b: range) -> float:
        one, other = _contiguous(lefts, a), _contiguous(rights, b)
        return INF if one is None or other is None else cost(one, other)

    return [
        replace(
            bead,
            left=_contiguous(lefts, bead.left) or range(0),
            right=_contiguous(rights, bead.right) or range(0),
        )
        for bead in cheapest_beads(len(lefts), len(rights), shapes, price, similar=rest)
    ]


def _unmoved_items(count: int, moved: Iterable[range]) -> list[int]:
    excluded = {i for items in moved for i in items}
    return [i for i in range(count) if i not in excluded]


def _contiguous(items: Sequence[int], part: range) -> range | None:
    """The range of the items at these positions, or None if they are not consecutive."""
    if not part:
        return range(0)
    first, last = items[part.start], items[part.stop - 1]
    return range(first, last + 1) if last - first == len(part) - 1 else None


def _candidate_moves(
    beads: Sequence[Bead], similar_to: Sequence[Sequence[int]], cost: Cost, move_cost: float
) -> list[Bead]:
    """Moves that may lower the total cost, the most promising first."""
    lefts = {i: bead for bead in beads for i in bead.left}
    rights = {j: bead for bead in beads for j in bead.right}
    found: list[tuple[float, Bead]] = []
    for i in lefts:
        for j in similar_to[i]:
            for a, b in _MOVE_SHAPES:
                left, right = range(i, i + a), range(j, j + b)
                if not all(k in lefts for k in left) or not all(k in rights for k in right):
                    continue
                held = {id(x): x for x in (*map(lefts.get, left), *map(rights.get, right)) if x}
                if len(held) == 1 and not _may_hide_a_swap(*held.values()):
                    continue  # they are aligned already
                price = cost(left, right, moved=True) + move_cost
                rest = math.fsum(_remainder_cost(bead, left, right, cost) for bead in held.values())
                gain = math.fsum(bead.cost for bead in held.values()) - rest - price
                if gain > 0:
                    probability = 1 / (1 + math.exp(-min(700.0, gain)))
                    found.append((gain, Bead(left, right, probability, price)))
    found.sort(key=lambda pair: (-pair[0], pair[1].left.start, pair[1].right.start))
    return [bead for _, bead in found[:_MOVES_PER_ROUND]]


def _remainder_cost(bead: Bead, left: range, right: range, cost: Cost) -> float:
    """An estimate of the cost of a bead without `left` and `right`."""
    lefts = [i for i in bead.left if i not in left]
    rights = [j for j in bead.right if j not in right]
    alone = len(lefts) * cost(range(1), range(0)) + len(rights) * cost(range(0), range(1))
    one, other = _contiguous(lefts, range(len(lefts))), _contiguous(rights, range(len(rights)))
    if not one or not other:
        return alone
    return min(alone, cost(one, other))


def _may_hide_a_swap(bead: Bead) -> bool:
    """Whether a bead is large enough to contain two pairs in the opposite order."""
    return len(bead.left) > 1 and len(bead.right) > 1


def _merge(beads: Sequence[Bead], moved: Sequence[Bead]) -> list[PlacedBead]:
    """Merge all beads; a moved bead is put before the first one that is later on the left."""
    placed = [PlacedBead(bead, moved=False) for bead in beads]
    for bead in sorted(moved, key=lambda b: b.left.start):
        index = next(
            (
                n
                for n, p in enumerate(placed)
                if p.bead.left and p.bead.left.start > bead.left.start
            ),
            len(placed),
        )
        placed.insert(index, PlacedBead(bead, moved=True))
    return placed
