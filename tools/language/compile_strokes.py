"""Compile `data/glyphs/strokes.npz` from the npm package `hanzi-writer-data`.

`strokes.py` describes the layout of the arrays. A few hundred coordinates have fractions; they are
rounded to the grid of 1024 that all others are on.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.language.glyphs.strokes import POINTS_PER_COMMAND
from generator.language.tables import DATA
from tools.language.inputs import Inputs

VERSION = 1
"""Raised whenever the same inputs give another table."""

Point = tuple[int, int]


def strokes(inputs: Inputs) -> bytes:
    """Return the arrays of all characters, and write the licence of the drawings next to them."""
    folder = inputs.package("hanzi-writer-data")
    drawings = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob("?.json"), key=lambda path: path.stem)
    }
    table: dict[str, Any] = pack_drawings(drawings)
    DATA.joinpath("glyphs/ARPHICPL.TXT").write_bytes(folder.joinpath("ARPHICPL.TXT").read_bytes())
    file = io.BytesIO()
    np.savez_compressed(file, **table)
    return file.getvalue()


def pack_drawings(drawings: dict[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of drawings in the format of the package.

    A drawing has the keys `strokes`, `medians` and, optionally, `radStrokes`.
    """
    paths = [_parse_path(text) for drawing in drawings.values() for text in drawing["strokes"]]
    radical = [
        at in drawing.get("radStrokes", ())
        for drawing in drawings.values()
        for at in range(len(drawing["strokes"]))
    ]
    outlines, medians = [], []
    rest = iter(paths)
    for drawing in drawings.values():
        outlines.append([next(rest)[1] for _ in drawing["strokes"]])
        medians.append([[_on_grid(*point) for point in line] for line in drawing["medians"]])
    commands = "".join(commands for commands, _ in paths)
    return {
        "characters": np.array("".join(drawings)),
        "strokes": _to_bytes(len(drawing["strokes"]) for drawing in drawings.values()),
        "radical": np.array(radical, dtype=np.bool_),
        "lengths": _to_bytes(len(commands) for commands, _ in paths),
        "commands": np.frombuffer(commands.encode("ascii"), dtype=np.uint8),
        **_encode_lines("outline", outlines),
        **_encode_lines("median", medians),
    }


def _parse_path(text: str) -> tuple[str, list[Point]]:
    """Return the commands of an SVG path and their points."""
    commands = "".join(re.findall("[A-Z]", text))
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", text)]
    points = [_on_grid(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    if sum(POINTS_PER_COMMAND[command] for command in commands) != len(points):
        message = f"not a path: {text!r}"
        raise ValueError(message)
    return commands, points


def _on_grid(x: float, y: float) -> Point:
    return round(x), round(y)


def _encode_lines(
    kind: str, lines: Sequence[Sequence[Sequence[Point]]]
) -> dict[str, npt.NDArray[Any]]:
    """Return the number of points of each line, and the steps between the points of a character."""
    steps = []
    for character in lines:
        points = np.array([(0, 0), *(point for line in character for point in line)])
        steps.append(np.diff(points, axis=0).ravel())
    joined = np.concatenate(steps)
    coded = np.where(joined < 0, -2 * joined - 1, 2 * joined)
    return {
        f"{kind}_points": _to_bytes(len(line) for character in lines for line in character),
        f"{kind}_low": (coded & 255).astype(np.uint8),
        f"{kind}_high": (coded >> 8).astype(np.uint8),
    }


def _to_bytes(counts: Iterable[int]) -> npt.NDArray[np.uint8]:
    """Return counts as bytes. Raises ValueError if one does not fit into a byte."""
    numbers = np.fromiter(counts, dtype=np.int64)
    if np.max(numbers) > np.iinfo(np.uint8).max:
        message = f"{np.max(numbers)} does not fit into a byte"
        raise ValueError(message)
    return numbers.astype(np.uint8)
