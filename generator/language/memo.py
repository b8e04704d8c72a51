"""Memos: results of a function, computed when they are first needed.

`functools.lru_cache` keeps its entries in the order of use. To look one up, it must write to three
others, all over the memory: with tens of thousands of entries that takes four times as long as to
look up an item of a `dict`, and in a forked worker it copies the memory that it shares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

MEMO_SIZE = 65536
"""The number of results at which a memo is emptied."""


class Memo(dict[K, V]):
    """The results of a function by its argument. Look them up with `memo[argument]`.

    The results must depend on nothing else. A memo with `size` results is emptied before it takes
    another one; so few texts need so many that it need not know which were used last.
    """

    def __init__(self, function: Callable[[K], V], size: int = MEMO_SIZE) -> None:
        super().__init__()
        self._function = function
        self._size = size

    def __missing__(self, argument: K) -> V:
        """Compute a result."""
        found = self._function(argument)
        if len(self) >= self._size:
            self.clear()
        self[argument] = found
        return found


def memoise(function: Callable[[K], V], size: int = MEMO_SIZE) -> Callable[[K], V]:
    """Return a function of one argument that remembers its results."""
    return Memo(function, size).__getitem__
