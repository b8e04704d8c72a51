"""The cover of a book: its title in both languages, in the colours of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.language.characters import is_wide
from generator.model import Bilingual

WIDTH = 1200
MARGIN = 120
SIZES = (150, 120, 96, 76, 60)
"""The sizes of a title; the largest in which it has `LINES` lines is taken."""
LINES = 5
ENGLISH_SIZE = 56
_NARROW = 0.56
"""The width of other characters than wide ones, in ems, on average."""
_PIECES = re.compile(r"\s+|[!-~\u00a1-\u024f]+|.", re.DOTALL)
"""What no line breaks: a word in Latin letters, a character."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a cover."""

    text: str
    y: int
    size: int
    is_english: bool = False


def cover_lines(title: Bilingual) -> Iterator[Line]:
    """Yield the lines of a title."""
    y = 380
    if title.zh:
        fitting = (size for size in SIZES if len(list(_broken(title.zh, size))) <= LINES)
        size = next(fitting, SIZES[-1])
        for text in list(_broken(title.zh, size))[:LINES]:
            yield Line(text, y, size)
            y += round(size * 1.35)
        y += 40
    size = ENGLISH_SIZE if title.zh else SIZES[2]
    for text in list(_broken(title.en, size))[:LINES]:
        yield Line(text, y, size, is_english=True)
        y += round(size * 1.35)


def _broken(text: str, size: int) -> Iterator[str]:
    """Yield the lines of a text in a size."""
    room, line, used = WIDTH - 2 * MARGIN, "", 0.0
    for piece in _PIECES.findall(text):
        width = size * sum(1 if is_wide(char) else _NARROW for char in piece)
        if line and used + width > room and piece.strip():
            yield line.strip()
            line, used = "", 0.0
        line, used = line + piece, used + width
    if line.strip():
        yield line.strip()
