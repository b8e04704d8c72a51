"""Stroke drawings of characters: the outline and the median of each stroke, in order.

`data/glyphs/strokes.npz` (by `compile_strokes.py`) is loaded once, and only if a site shows
strokes. Each array holds one kind of value for all characters, one after another:

    characters   人 入 …
    strokes      2  2  …            the number of strokes of each character
    radical      0 0 | 0 0 | …      for each stroke, whether it belongs to the radical
    commands     MQQCZ MQ… | …      the path commands of each stroke; `lengths` counts them
    steps        x y x y …          the points of the outlines, and of the medians

A point is stored as its difference from the point before it, zigzag-coded (0, -1, 1, -2 … as
0, 1, 2, 3 …) and split into a low and a high byte, which compresses best. The first difference of
a character starts at (0, 0), the lower left of a square of 1024 units; y points up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.language.tables import DATA

if TYPE_CHECKING:  # numpy is imported late: a build of few characters does not need it
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]

POINTS_PER_COMMAND = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
"""The number of points of each SVG path command that outlines use."""
_AGAIN = {"M": "% d% d", "L": "% d% d", "Q": "% d% d% d% d", "C": "% d% d% d% d% d% d", "Z": "z"}
"""How a command is written after the same one: a sign or a space comes before each number."""
_FIRST = {"M": "M%d% d", "L": "l%d% d", "Q": "q%d% d% d% d", "C": "c%d% d% d% d% d% d", "Z": "z"}
"""How it is written after another one. Points are relative, except of "M"."""
_PATTERNS = {
    before + command: (_AGAIN if before == command else _FIRST)[command]
    for before in (" ", *_FIRST)
    for command in _FIRST
}
"""The same by the command before and the command; a path begins after a space."""


class Drawing(Struct, frozen=True):
    """The strokes of a character, in the order and the format of hanzi-writer."""

    strokes: tuple[str, ...]
    """Outlines, as SVG paths with relative points."""
    medians: tuple[Integers, ...]
    """For each stroke, the points that the brush passes, a row of x and y each."""
    radical: tuple[int, ...]
    """The indices of the strokes of the radical."""


class Strokes:
    """The drawings of all characters of `strokes.npz`."""

    def __init__(self, data: dict[str, npt.NDArray[Any]]) -> None:
        self._indices = {char: index for index, char in enumerate(str(data["characters"]))}
        self._radical = data["radical"]
        self._strokes = _starts(data["strokes"])
        self._commands = data["commands"].tobytes().decode("ascii")
        self._counts, self._moves = _points_per_command(self._commands)
        self._outlines = _Lines(data, "outline", self._strokes)
        self._medians = _Lines(data, "median", self._strokes)
        self._lengths = _starts(data["lengths"])

    def __contains__(self, char: str) -> bool:
        return char in self._indices

    def count(self, char: str) -> int:
        """Return the number of strokes of a character, 0 if it is unknown."""
        index = self._indices.get(char)
        return 0 if index is None else int(self._strokes[index + 1] - self._strokes[index])

    def drawing(self, char: str) -> Drawing:
        """Return the drawing of a character. Raises KeyError if it is unknown."""
        index = self._indices[char]
        first, end = self._strokes[index : index + 2]
        return Drawing(
            self._paths(index, self._lengths[first : end + 1].tolist()),
            tuple(self._medians.lines(index)),
            tuple(self._radical[first:end].nonzero()[0].tolist()),
        )

    def _paths(self, index: int, ranges: Sequence[int]) -> tuple[str, ...]:
        """Return the SVG paths of a character, as short as they can be: points are relative to the
        end of the command before. `ranges` are the ranges of the commands of its strokes."""
        import numpy as np

        points = self._outlines.points(index)
        commands = slice(ranges[0], ranges[-1])
        counts = self._counts[commands]
        before = points[counts.cumsum(dtype=np.int64) - counts - 1]
        before[self._moves[commands]] = 0
        steps = points - before.repeat(counts, axis=0)
        patterns = [_pattern(self._commands[start:end]) for start, end in pairwise(ranges)]
        return tuple(("\n".join(patterns) % tuple(steps.ravel().tolist())).split("\n"))


class _Lines:
    """The points of one kind of line, `outline` or `median`."""

    def __init__(self, data: dict[str, npt.NDArray[Any]], kind: str, strokes: Integers) -> None:
        self._low, self._high = data[f"{kind}_low"], data[f"{kind}_high"]
        self._starts = _starts(data[f"{kind}_points"])
        self._strokes = strokes

    def points(self, index: int) -> Integers:
        """Return the points of a character, a row of x and y each."""
        first, end = (int(self._starts[at]) for at in self._strokes[index : index + 2])
        coded = self._low[2 * first : 2 * end] + 256 * self._high[2 * first : 2 * end].astype(int)
        steps = (coded >> 1) ^ -(coded & 1)
        points: Integers = steps.reshape(-1, 2).cumsum(axis=0)
        return points

    def lines(self, index: int) -> Iterator[Integers]:
        """Yield the points of each stroke of a character."""
        first, end = self._strokes[index : index + 2]
        points, starts = self.points(index), self._starts[first : end + 1]
        for start, stop in pairwise((starts - starts[0]).tolist()):
            yield points[start:stop]


def _starts(counts: npt.NDArray[Any]) -> Integers:
    """Return the index at which each run of `counts` items starts, and the end of the last."""
    import numpy as np

    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _points_per_command(commands: str) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Return the number of points of each command, and whether it moves to its point."""
    import numpy as np

    letters = np.frombuffer(commands.encode("ascii"), np.uint8)
    table = np.zeros(128, np.uint8)
    for letter, count in POINTS_PER_COMMAND.items():
        table[ord(letter)] = count
    return table[letters], letters == ord("M")


def _pattern(commands: str) -> str:
    """Return the pattern of a path, with a place for each number; a letter that is the same as the
    one before is left out, but for the ends of lines, which have no numbers."""
    return "".join(map(_PATTERNS.__getitem__, map(add, f" {commands}", commands)))


@cache
def load_strokes() -> Strokes:
    """Return the table that comes with Jiazhu."""
    import numpy as np

    with np.load(DATA / "glyphs/strokes.npz") as data:
        return Strokes(dict(data))
