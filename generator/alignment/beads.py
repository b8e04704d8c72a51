"""Finds the cheapest alignment of two sequences in order, as a list of beads.

A bead joins the next `a` items of one sequence with the next `b` of the other, for some shape
(a, b). Dynamic programming over the grid of positions gives the cheapest path:

    best(i, j) = min over shapes of best(i - a, j - b) + cost(bead)

The forward–backward algorithm over the same grid, with sums of exp(-cost) in place of minima,
gives the posterior probability of each bead. `moves` allows some beads to leave the order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Cost = Callable[[range, range], float]
"""Cost of a bead in nats; `math.inf` forbids it."""

INF = math.inf

_MAX_DRIFT = 100
"""How far one sequence may be ahead of the other because it has more items."""


@dataclass(frozen=True, slots=True)
class Bead:
    """The items `left` of one sequence joined with `right` of the other; one may be empty."""

    left: range
    right: range
    probability: float
    cost: float


def cheapest_beads(
    left: int, right: int, shapes: Sequence[tuple[int, int]], cost: Cost, *, slack: int = 30
) -> list[Bead]:
    """Return the beads that cover `left` and `right` items in order at the lowest total cost.

    Only positions within `slack` of the diagonal are tried, so that the time is linear in the
    length. If the path comes near the edge of these, for what one sequence has more is all in one
    place, a wider band is tried: by the difference of the two counts, up to `_MAX_DRIFT`. `shapes`
    must contain (1, 0) and (0, 1), and `cost` must allow them, so that a path always exists.
    """
    narrow = slack + (right // left if left else right)  # what a row moves the diagonal by
    wide = narrow + min(abs(left - right), _MAX_DRIFT)
    beads = _cheapest_within(_Band(left, right, narrow), shapes, cost)
    if wide > narrow and _comes_near_edge(beads, _Band(left, right, narrow - slack // 2)):
        return _cheapest_within(_Band(left, right, wide), shapes, cost)
    return beads


@dataclass(frozen=True, slots=True)
class _Band:
    """The positions of a grid that are within a distance of its diagonal."""

    left: int
    right: int
    width: int

    def row(self, i: int) -> range:
        """Return the positions on the right for one on the left."""
        middle = i * self.right // self.left if self.left else self.right
        return range(max(0, middle - self.width), min(self.right, middle + self.width) + 1)


def _comes_near_edge(beads: Sequence[Bead], inner: _Band) -> bool:
    """Whether a path leaves a band."""
    return any(bead.right.stop not in inner.row(bead.left.stop) for bead in beads)


_Row = dict[int, tuple[float, float]]
"""The cost of the cheapest path to each position of a row, and that of all paths together."""


def _cheapest_within(band: _Band, shapes: Sequence[tuple[int, int]], cost: Cost) -> list[Bead]:
    """Return the cheapest beads whose ends are in a band."""
    rows: list[_Row] = []
    steps: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for i in range(band.left + 1):
        row: _Row = {} if i else {0: (0.0, 0.0)}
        rows.append(row)
        lefts = [(a, b, range(i - a, i), rows[i - a]) for a, b in shapes if a <= i]
        for j in band.row(i):
            here, paths, sums = [], [], []
            for a, b, left, above in lefts:
                before = above.get(j - b)
                if before is not None:
                    price = cost(left, range(j - b, j))
                    if price < INF:
                        here.append((a, b, price))
                        paths.append(before[0] + price)
                        sums.append(before[1] + price)
            if here:
                steps[i, j] = here
                row[j] = min(paths), _combine(sums)
    return _backtrace(rows, steps)


def _backtrace(
    rows: Sequence[_Row], steps: dict[tuple[int, int], list[tuple[int, int, float]]]
) -> list[Bead]:
    """Follow the cheapest path back, and compute the backward sums that probabilities need."""
    i, j = len(rows) - 1, max(rows[-1])
    total = rows[i][j][1]
    ahead: dict[tuple[int, int], list[float]] = {(i, j): [0.0]}
    remaining: dict[tuple[int, int], float] = {}
    for place in reversed(steps):
        if place not in ahead:
            continue
        remaining[place] = _combine(ahead.pop(place))
        for a, b, price in steps[place]:
            ahead.setdefault((place[0] - a, place[1] - b), []).append(price + remaining[place])
    beads = []
    while (i, j) != (0, 0):
        a, b, price = min(steps[i, j], key=lambda step: rows[i - step[0]][j - step[1]][0] + step[2])
        through = rows[i - a][j - b][1] + price + remaining[i, j]
        share = math.exp(min(0.0, total - through))
        beads.append(Bead(range(i - a, i), range(j - b, j), share, price))
        i, j = i - a, j - b
    return beads[::-1]


def _combine(paths: Sequence[float]) -> float:
    """The cost of all paths together: -log of the sum of exp(-cost)."""
    lowest = min(paths)
    return lowest - math.log(math.fsum([math.exp(lowest - cost) for cost in paths]))
