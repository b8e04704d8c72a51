"""How a character is drawn: the outline and the middle line of each stroke, in order.

`data/glyphs/strokes.npz` (by `compile_strokes.py`) is read once, and only where a site shows
strokes. The characters stand in a row, and so do their strokes and their points, each array
holding one kind:

    characters   人 入 …
    strokes      2  2  …            how many each character has
    radical      0 0 | 0 0 | …      for each stroke, whether it belongs to the radical
    commands     MQQCZ MQ… | …      for each stroke, how many (`lengths`) and which
    steps        x y x y …          the points of the commands, and of the middle lines

A point is kept as its step from the one before it, zigzag-coded (0, -1, 1, -2 … as 0, 1, 2, 3 …)
and cut into a low and a high byte, which compresses best. The first step of a character starts
at 0, 0: the lower left of a square of 1024, as y points up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.language.tables import DATA

POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
"""The commands of an SVG path that outlines are made of, and how many points each takes."""

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The strokes of a character, in the order and the shape that hanzi-writer takes."""

    strokes: tuple[str, ...]
    """Outlines, as SVG paths."""
    medians: tuple[tuple[tuple[int, int], ...], ...]
    """The points that the brush passes, for each stroke."""
    radical: tuple[int, ...]
    """The indices of the strokes that are its radical."""


class Strokes:
    """The drawings of all characters of `strokes.npz`."""

    def __init__(self, data: dict[str, npt.NDArray[Any]]) -> None:
        self._places = {char: place for place, char in enumerate(str(data["characters"]))}
        self._radical = data["radical"]
        self._strokes = _starts(data["strokes"])
        self._commands = data["commands"].tobytes().decode("ascii")
        self._outlines = _Lines(data, "outline", self._strokes)
        self._medians = _Lines(data, "median", self._strokes)
        self._lengths = _starts(data["lengths"])

    def __contains__(self, char: str) -> bool:
        return char in self._places

    def count(self, char: str) -> int:
        """How many strokes a character has, 0 for one that is not known."""
        place = self._places.get(char)
        return 0 if place is None else int(self._strokes[place + 1] - self._strokes[place])

    def drawing(self, char: str) -> Drawing:
        """How a character is drawn. Raises KeyError for one that is not known."""
        place = self._places[char]
        first, end = self._strokes[place : place + 2]
        outline = iter(self._outlines.points(place))
        paths = (
            self._commands[self._lengths[at] : self._lengths[at + 1]] for at in range(first, end)
        )
        median = self._medians.points(place)
        return Drawing(
            tuple(" ".join(_written(path, outline)) for path in paths),
            tuple(
                tuple((x, y) for x, y in median[start:stop])
                for start, stop in self._medians.inside(place)
            ),
            tuple(at for at, flag in enumerate(self._radical[first:end]) if flag),
        )


class _Lines:
    """The points of one kind of line, `outline` or `median`."""

    def __init__(self, data: dict[str, npt.NDArray[Any]], kind: str, strokes: Integers) -> None:
        self._low, self._high = data[f"{kind}_low"], data[f"{kind}_high"]
        self._starts = _starts(data[f"{kind}_points"])
        self._strokes = strokes

    def points(self, place: int) -> list[list[int]]:
        """The points of a character, [x, y] each."""
        first, end = (int(self._starts[at]) for at in self._strokes[place : place + 2])
        coded = self._low[2 * first : 2 * end] + 256 * self._high[2 * first : 2 * end].astype(int)
        steps = (coded >> 1) ^ -(coded & 1)
        points: list[list[int]] = steps.reshape(-1, 2).cumsum(axis=0).tolist()
        return points

    def inside(self, place: int) -> Iterator[tuple[int, int]]:
        """Where the points of each stroke of a character stand among its points."""
        first, end = self._strokes[place : place + 2]
        base = self._starts[first]
        for at in range(first, end):
            yield int(self._starts[at] - base), int(self._starts[at + 1] - base)


def _starts(counts: npt.NDArray[Any]) -> Integers:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _written(commands: str, points: Iterator[list[int]]) -> Iterator[str]:
    for command in commands:
        yield command
        for _ in range(POINTS[command]):
            x, y = next(points)
            yield f"{x} {y}"


@cache
def strokes() -> Strokes:
    """The table that comes with Jiazhu."""
    with np.load(DATA / "glyphs/strokes.npz") as data:
        return Strokes(dict(data))
