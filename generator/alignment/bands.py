"""Chooses the part of a grid in which the path of an alignment is sought: a band of a fixed width.

1. If both sequences say the same at the same pace, the path is near the diagonal.
2. If one has more in one place, it is not. Then the longest chain of similar pairs in order shows
   where the path goes, and the band follows it. A chain is believed if it has a good part of the
   items; a few chance similarities are no reason to leave the diagonal.

So time and memory grow with the sequences, however much more one of them has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

SLACK = 30
"""How far the path may be from the middle of the band."""

_BELIEVED_SHARE = 1 / 2
"""The share of the shorter sequence that a chain must have."""

Pairs = Iterable[tuple[int, int]]
"""Indices of items of the two sequences that are similar."""


def band(left: int, right: int, similar: Pairs, slack: int) -> list[range]:
    """Return the positions on the right to try for each position on the left, from 0 to `left`."""
    chain = _believed(left, right, similar, slack)
    ends = [(0, 0), *((i + n, j + n) for i, j in chain for n in (0, 1)), (left, right)]
    lows, highs = [0], [0]
    for (i, j), (k, m) in pairwise(ends):  # in straight lines
        highs[-1] = m if k == i else highs[-1]
        for n in range(i + 1, k + 1):
            middle = j + (n - i) * (m - j) // (k - i)
            highs[-1] = max(highs[-1], middle - 1)  # lest a row ends before the next begins
            lows.append(middle)
            highs.append(middle)
    return [
        range(max(0, low - slack), min(right, high + slack) + 1)
        for low, high in zip(lows, highs, strict=True)
    ]


def _believed(left: int, right: int, similar: Pairs, slack: int) -> Sequence[tuple[int, int]]:
    """The longest chain of similar pairs, if that near the diagonal is much shorter."""
    far = slack // 2
    pairs = sorted(similar, key=lambda pair: (pair[0], -pair[1]))
    near = [(i, j) for i, j in pairs if abs(j - i * right // left) <= far]
    if len(pairs) - len(near) <= far:
        return ()
    chain = _longest_chain(pairs)
    is_believed = len(chain) >= _BELIEVED_SHARE * min(left, right)
    return chain if is_believed and len(chain) > len(_longest_chain(near)) + far else ()


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The most pairs of which each is later than the one before on both sides.

    `pairs` are sorted by the left, those of the same item with the last on the right first.
    """
    lowest: list[int] = []
    """For each length of a chain, the lowest right end of one, and which pair that is."""
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(lowest, j)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [j]
        ends[length : length + 1] = [n]
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
