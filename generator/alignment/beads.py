"""Finds the cheapest alignment of two sequences in order, as a list of beads.

A bead joins the next `a` items of one sequence with the next `b` of the other, for some shape
(a, b). Dynamic programming over the grid of positions gives the cheapest path:

    best(i, j) = min over shapes of best(i - a, j - b) + cost(bead)

The forward–backward algorithm over the same grid, with sums of exp(-cost) in place of minima,
gives the posterior probability of each bead. `moves` allows some beads to leave the order.

Only a band of the grid is visited (`bands`), so that time and memory grow with its length.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.alignment.bands import SLACK, Pairs, band

Cost = Callable[[range, range], float]
"""Cost of a bead in nats; `math.inf` forbids it."""

INF = math.inf


@dataclass(frozen=True, slots=True)
class Bead:
    """The items `left` of one sequence joined with `right` of the other; one may be empty."""

    left: range
    right: range
    probability: float
    cost: float


def cheapest_beads(
    left: int,
    right: int,
    shapes: Sequence[tuple[int, int]],
    cost: Cost,
    *,
    similar: Pairs = (),
    slack: int = SLACK,
) -> list[Bead]:
    """Return the beads that cover `left` and `right` items in order at the lowest total cost.

    Only positions within `slack` of the diagonal are tried, or of the `similar` pairs if they
    leave it (`bands.band`). `shapes` must contain (1, 0) and (0, 1), and `cost` must allow them,
    so that a path always exists.
    """
    rows: list[_Row] = []
    for places in band(left, right, similar, slack):
        rows.append(_Row(places, len(shapes)))
        _fill(rows, shapes, cost)
    return _backtrace(rows, shapes)


class _Row:
    """The positions on the right that are tried for one on the left."""

    __slots__ = ("best", "places", "prices", "together")

    def __init__(self, places: range, shapes: int) -> None:
        self.places = places
        self.best = array("d", [INF]) * len(places)
        """The cost of the cheapest path to each position."""
        self.together = array("d", [INF]) * len(places)
        """That of all paths together."""
        self.prices = array("d", [INF]) * (len(places) * shapes)
        """For each position, the cost of the bead of each shape that ends there."""


def _fill(rows: Sequence[_Row], shapes: Sequence[tuple[int, int]], cost: Cost) -> None:
    """Find the paths to the positions of the last row."""
    i, row = len(rows) - 1, rows[-1]
    best, together, prices = row.best, row.together, row.prices
    if not i:
        best[0] = together[0] = 0.0
    sources = [
        (n, b, range(i - a, i), rows[i - a].best, rows[i - a].together, rows[i - a].places.start)
        for n, (a, b) in enumerate(shapes)
        if a <= i
    ]
    for at, j in enumerate(row.places):
        first = at * len(shapes)
        paths, sums = [], []
        for n, b, left, best_above, together_above, start in sources:
            before = j - b - start
            if 0 <= before < len(best_above) and best_above[before] < INF:
                price = cost(left, range(j - b, j))
                if price < INF:
                    prices[first + n] = price
                    paths.append(best_above[before] + price)
                    sums.append(together_above[before] + price)
        if paths:
            best[at], together[at] = min(paths), _combine(sums)


_Step = tuple[int, int, float]
"""A bead by its shape and its cost."""


def _steps(row: _Row, j: int, shapes: Sequence[tuple[int, int]]) -> list[_Step]:
    """The beads that end at a position."""
    first = (j - row.places.start) * len(shapes)
    prices = row.prices[first : first + len(shapes)]
    return [(a, b, price) for (a, b), price in zip(shapes, prices, strict=True) if price < INF]


def _backtrace(rows: Sequence[_Row], shapes: Sequence[tuple[int, int]]) -> list[Bead]:
    """Follow the cheapest path back, and compute the backward sums that probabilities need."""
    i, j = len(rows) - 1, rows[-1].places[-1]
    total = rows[-1].together[-1]
    beads: list[Bead] = []
    ahead: dict[int, dict[int, list[float]]] = {i: {j: [0.0]}}
    """The costs of what may follow the positions of a row, each with the bead there."""
    for n, row in reversed(list(enumerate(rows))):
        waiting = ahead.pop(n, {})
        for m in reversed(row.places):
            if m not in waiting:
                continue
            remaining = _combine(waiting.pop(m))
            steps = _steps(row, m, shapes)
            for a, b, price in steps:
                above = ahead.setdefault(n - a, {}) if a else waiting
                above.setdefault(m - b, []).append(price + remaining)
            if (n, m) == (i, j) and steps:
                bead, together = _cheapest(rows, i, j, steps)
                probability = math.exp(min(0.0, total - together - remaining))
                beads.append(replace(bead, probability=probability))
                i, j = bead.left.start, bead.right.start
    return beads[::-1]


def _cheapest(rows: Sequence[_Row], i: int, j: int, steps: Sequence[_Step]) -> tuple[Bead, float]:
    """The bead of the cheapest path to a position, and the cost of all paths with it."""
    befores = [(rows[i - a], j - b - rows[i - a].places.start, price) for a, b, price in steps]
    costs = [row.best[at] + price for row, at, price in befores]
    chosen = costs.index(min(costs))
    (a, b, price), (row, at, _) = steps[chosen], befores[chosen]
    return Bead(range(i - a, i), range(j - b, j), 0.0, price), row.together[at] + price


def _combine(paths: Sequence[float]) -> float:
    """The cost of all paths together: -log of the sum of exp(-cost)."""
    lowest = min(paths)
    return lowest - math.log(math.fsum([math.exp(lowest - cost) for cost in paths]))
