"""Find many texts in the blocks of an article, without going through all of them for each.

After the first few, a text is sought by that pair of its characters which the article has least.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add

_SPACE = re.compile(r"\s")
_END = "\0"
"""Stands between two blocks; no text has it."""
_FEW = 50
"""The number of texts for which an index would take longer than it saves."""


class Occurrences:
    """The places of texts in those of blocks; any white space matches any other."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = _SPACE.sub(" ", _END.join(texts))
        self._starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]
        self._asked = 0

    def of(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the index of the block and the offset of each place, in order; they may overlap."""
        for at in self._places(_SPACE.sub(" ", text)):
            block = bisect_right(self._starts, at) - 1
            yield block, at - self._starts[block]

    def _places(self, text: str) -> Iterator[int]:
        self._asked += 1
        if self._asked > _FEW and len(text) > 1:
            pairs = map(add, text, text[1:])
            first, places = min(
                ((n, self._pairs.get(pair, ())) for n, pair in enumerate(pairs)),
                key=lambda found: len(found[1]),
            )
            for at in places:
                if at >= first and self._text.startswith(text, at - first):
                    yield at - first
            return
        at = self._text.find(text)
        while at >= 0:
            yield at
            at = self._text.find(text, at + 1)

    @cached_property
    def _pairs(self) -> Mapping[str, Sequence[int]]:
        """The places of each two neighbouring characters."""
        found: dict[str, list[int]] = {}
        for at, pair in enumerate(map(add, self._text, self._text[1:])):
            found.setdefault(pair, []).append(at)
        return found
