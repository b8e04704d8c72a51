"""Beads that leave the order: what a translation says earlier or later than the article.

1. All items are walked in order (`beads.cheapest`).
2. Each pair that looks alike and did not meet is tried as a move: the two are taken out, what is
   left is walked again, and the move stays if all that now costs less, `move` included.
3. Until no move pays, or a long text has cost enough work. Every move lowers the total cost.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from generator.alignment.beads import INF, Bead, cheapest

_SHAPES = ((1, 1), (1, 2), (2, 1))
"""What moves at a time."""

_TRIES = 4
"""Moves tried in each round, the most promising first."""


_WORK = 40_000
"""Places of the grid that are walked in search of moves: about a second."""


class Cost(Protocol):
    """Cost of a bead in nats; of one that left the order, where its place says nothing."""

    def __call__(self, left: range, right: range, *, moved: bool = False) -> float:
        """The cost of joining `left` with `right`; one of the two may be empty."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bead, and whether it left the order."""

    bead: Bead
    moved: bool


def walk(
    left: int,
    right: int,
    shapes: Sequence[tuple[int, int]],
    cost: Cost,
    *,
    move: float,
    alike: Callable[[int], Iterable[int]],
) -> list[Placed]:
    """Beads that cover `left` and `right` items, those that moved by their place on the left.

    `alike` gives the items on the right that are worth comparing with one on the left; `shapes`
    and `cost` are as in `beads.cheapest`.
    """
    near = [tuple(alike(i)) for i in range(left)]
    known: dict[tuple[int, int, int, int, bool], float] = {}

    def price(left: range, right: range, *, moved: bool = False) -> float:
        """What was asked once: each round asks nearly the same."""
        key = (left.start, left.stop, right.start, right.stop, moved)
        if key not in known:
            known[key] = cost(left, right, moved=moved)
        return known[key]

    moved: list[Bead] = []
    beads = _around(left, right, moved, shapes, price)
    tries = _WORK // (left * min(right, 60) + 1)
    while True:
        total = sum(bead.cost for bead in (*beads, *moved))
        for bead in _candidates(beads, near, price, move):
            if not tries:
                return _in_order(beads, moved)
            tries -= 1
            others = [*moved, bead]
            again = _around(left, right, others, shapes, price)
            if sum(b.cost for b in (*again, *others)) < total - 1e-6:
                beads, moved = again, others
                break
        else:
            return _in_order(beads, moved)


def _around(
    left: int,
    right: int,
    moved: Sequence[Bead],
    shapes: Sequence[tuple[int, int]],
    cost: Cost,
) -> list[Bead]:
    """The cheapest beads over all that did not move, in terms of the whole."""
    if not moved:
        return cheapest(left, right, shapes, cost)
    lefts = _kept(left, (bead.left for bead in moved))
    rights = _kept(right, (bead.right for bead in moved))

    def price(a: range, b: range) -> float:
        one, other = _run(lefts, a), _run(rights, b)
        return INF if one is None or other is None else cost(one, other)

    found = cheapest(len(lefts), len(rights), shapes, price)
    return [
        replace(b, left=_run(lefts, b.left) or range(0), right=_run(rights, b.right) or range(0))
        for b in found
    ]


def _kept(count: int, taken: Iterable[range]) -> list[int]:
    gone = {i for items in taken for i in items}
    return [i for i in range(count) if i not in gone]


def _run(items: Sequence[int], part: range) -> range | None:
    """The items at these places, None unless they are neighbours in the whole."""
    if not part:
        return range(0)
    first, last = items[part.start], items[part.stop - 1]
    return range(first, last + 1) if last - first == len(part) - 1 else None


def _candidates(
    beads: Sequence[Bead], near: Sequence[Sequence[int]], cost: Cost, move: float
) -> list[Bead]:
    """Moves that could pay, the most promising first."""
    lefts = {i: bead for bead in beads for i in bead.left}
    rights = {j: bead for bead in beads for j in bead.right}
    found: list[tuple[float, Bead]] = []
    for i in lefts:
        for j in near[i]:
            for a, b in _SHAPES:
                left, right = range(i, i + a), range(j, j + b)
                if not all(k in lefts for k in left) or not all(k in rights for k in right):
                    continue
                held = {id(x): x for x in (*map(lefts.get, left), *map(rights.get, right)) if x}
                if len(held) == 1 and not _crossed(*held.values()):
                    continue  # they have met already
                price = cost(left, right, moved=True) + move
                rest = sum(_rest(bead, left, right, cost) for bead in held.values())
                gain = sum(bead.cost for bead in held.values()) - rest - price
                if gain > 0:
                    sure = 1 / (1 + math.exp(-min(700.0, gain)))
                    found.append((gain, Bead(left, right, sure, price)))
    found.sort(key=lambda pair: (-pair[0], pair[1].left.start, pair[1].right.start))
    return [bead for _, bead in found[:_TRIES]]


def _rest(bead: Bead, left: range, right: range, cost: Cost) -> float:
    """About what remains of a bead costs without `left` and `right`."""
    lefts = [i for i in bead.left if i not in left]
    rights = [j for j in bead.right if j not in right]
    alone = len(lefts) * cost(range(1), range(0)) + len(rights) * cost(range(0), range(1))
    one, other = _run(lefts, range(len(lefts))), _run(rights, range(len(rights)))
    if not one or not other:
        return alone
    return min(alone, cost(one, other))


def _crossed(bead: Bead) -> bool:
    """Whether a bead could hold two pairs in the other order."""
    return len(bead.left) > 1 and len(bead.right) > 1


def _in_order(beads: Sequence[Bead], moved: Sequence[Bead]) -> list[Placed]:
    """All beads; one that moved stands before the first whose left side comes after its own."""
    placed = [Placed(bead, moved=False) for bead in beads]
    for bead in sorted(moved, key=lambda b: b.left.start):
        at = next(
            (
                n
                for n, p in enumerate(placed)
                if p.bead.left and p.bead.left.start > bead.left.start
            ),
            len(placed),
        )
        placed.insert(at, Placed(bead, moved=True))
    return placed
