"""Finds the cheapest alignment of two sequences in order, as a list of beads.

A bead joins the next `a` items of one sequence with the next `b` of the other, for some shape
(a, b). Dynamic programming over the grid of positions gives the cheapest path:

    best(i, j) = min over shapes of best(i - a, j - b) + cost(bead)

The forward–backward algorithm over the same grid, with sums of exp(-cost) in place of minima,
gives the posterior probability of each bead. `moves` allows some beads to leave the order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
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


def _cheapest_within(band: _Band, shapes: Sequence[tuple[int, int]], cost: Cost) -> list[Bead]:
    """Return the cheapest beads whose ends are in a band."""
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    total: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for i in range(band.left + 1):
        for j in band.row(i):
            if (i, j) == (0, 0):
                continue
            here = []
            for a, b in shapes:
                before = (i - a, j - b)
                if before in best:
                    price = cost(range(i - a, i), range(j - b, j))
                    if price < INF:
                        here.append((a, b, price))
            if here:
                steps[i, j] = here
                best[i, j] = min(best[i - a, j - b] + price for a, b, price in here)
                total[i, j] = _combine(total[i - a, j - b] + price for a, b, price in here)
    return _backtrace(band.left, band.right, best, total, steps)


def _backtrace(
    left: int,
    right: int,
    best: dict[tuple[int, int], float],
    total: dict[tuple[int, int], float],
    steps: dict[tuple[int, int], list[tuple[int, int, float]]],
) -> list[Bead]:
    """Follow the cheapest path back, and compute the backward sums that probabilities need."""
    ahead: dict[tuple[int, int], list[float]] = {(left, right): [0.0]}
    remaining: dict[tuple[int, int], float] = {}
    for place in reversed(steps):
        if place not in ahead:
            continue
        remaining[place] = _combine(ahead.pop(place))
        for a, b, price in steps[place]:
            ahead.setdefault((place[0] - a, place[1] - b), []).append(price + remaining[place])
    beads = []
    i, j = left, right
    while (i, j) != (0, 0):
        a, b, price = min(steps[i, j], key=lambda s: best[i - s[0], j - s[1]] + s[2])
        through = total[i - a, j - b] + price + remaining[i, j]
        share = math.exp(min(0.0, total[left, right] - through))
        beads.append(Bead(range(i - a, i), range(j - b, j), share, price))
        i, j = i - a, j - b
    return beads[::-1]


def _combine(costs: Iterable[float]) -> float:
    """The cost of all paths together: -log of the sum of exp(-cost)."""
    paths = list(costs)
    lowest = min(paths)
    return lowest - math.log(math.fsum(math.exp(lowest - cost) for cost in paths))
