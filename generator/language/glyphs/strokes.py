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

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.language.tables import DATA

if TYPE_CHECKING:  # numpy is imported late: a build of few characters does not need it
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]

POINTS_PER_COMMAND = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
"""The number of points of each SVG path command that outlines use."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The strokes of a character, in the order and the format of hanzi-writer."""

    strokes: tuple[str, ...]
    """Outlines, as SVG paths with relative points."""
    medians: tuple[tuple[tuple[int, int], ...], ...]
    """For each stroke, the points that the brush passes."""
    radical: tuple[int, ...]
    """The indices of the strokes of the radical."""


class Strokes:
    """The drawings of all characters of `strokes.npz`."""

    def __init__(self, data: dict[str, npt.NDArray[Any]]) -> None:
        self._indices = {char: index for index, char in enumerate(str(data["characters"]))}
        self._radical = data["radical"]
        self._strokes = _starts(data["strokes"])
        self._commands = data["commands"].tobytes().decode("ascii")
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
        outline = iter(self._outlines.points(index))
        paths = (
            self._commands[self._lengths[at] : self._lengths[at + 1]] for at in range(first, end)
        )
        median = self._medians.points(index)
        return Drawing(
            tuple(_path(path, outline) for path in paths),
            tuple(
                tuple((x, y) for x, y in median[start:stop])
                for start, stop in self._medians.stroke_ranges(index)
            ),
            tuple(at for at, flag in enumerate(self._radical[first:end]) if flag),
        )


class _Lines:
    """The points of one kind of line, `outline` or `median`."""

    def __init__(self, data: dict[str, npt.NDArray[Any]], kind: str, strokes: Integers) -> None:
        self._low, self._high = data[f"{kind}_low"], data[f"{kind}_high"]
        self._starts = _starts(data[f"{kind}_points"])
        self._strokes = strokes

    def points(self, index: int) -> list[list[int]]:
        """Return the points of a character, [x, y] each."""
        first, end = (int(self._starts[at]) for at in self._strokes[index : index + 2])
        coded = self._low[2 * first : 2 * end] + 256 * self._high[2 * first : 2 * end].astype(int)
        steps = (coded >> 1) ^ -(coded & 1)
        points: list[list[int]] = steps.reshape(-1, 2).cumsum(axis=0).tolist()
        return points

    def stroke_ranges(self, index: int) -> Iterator[tuple[int, int]]:
        """Yield, for each stroke of a character, its range among the character's points."""
        first, end = self._strokes[index : index + 2]
        base = self._starts[first]
        for at in range(first, end):
            yield int(self._starts[at] - base), int(self._starts[at + 1] - base)


def _starts(counts: npt.NDArray[Any]) -> Integers:
    """Return the index at which each run of `counts` items starts, and the end of the last."""
    import numpy as np

    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _path(commands: str, points: Iterator[list[int]]) -> str:
    """Return an SVG path, as short as it can be: points are relative, and a letter that is the same
    as the one before is left out."""
    written: list[str] = []
    x, y, before = 0, 0, ""
    for command in commands:
        if command == "Z":
            written.append("z")
            before = ""
            continue
        letter = command.lower()
        if command == "M":
            x, y, letter = 0, 0, command
        steps: list[int] = []
        for to_x, to_y in islice(points, POINTS_PER_COMMAND[command]):
            steps += (to_x - x, to_y - y)
        x, y = to_x, to_y
        text = "% d" * len(steps) % tuple(steps)  # a sign or a space before each
        written.append(text if letter == before else letter + text.lstrip())
        before = letter
    return "".join(written)


@cache
def load_strokes() -> Strokes:
    """Return the table that comes with Jiazhu."""
    import numpy as np

    with np.load(DATA / "glyphs/strokes.npz") as data:
        return Strokes(dict(data))
