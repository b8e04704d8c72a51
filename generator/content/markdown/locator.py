"""Find the positions of parsed Markdown in its source file.

Lines and columns are one-based; columns count code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

from markdown_it.token import Token

# The markup that may precede the text of a block on its line.
_LINE_PREFIX = re.compile(r"(?:\s++|>|[-+*]\s|\d+[.)]\s|#{1,6}\s|\[\^[^\]\s]+\]:)*+")


class Locator:
    """Finds the inline tokens of a text in its source; they must be given in document order."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._line = line
        self._row = -1
        self._cell = 0
        self._footnote = 0
        self._compared: tuple[tuple[str, int, int, int] | None, int] = None, 0

    def line(self, row: int) -> int:
        """Return the line in the file of a row of the text; rows count from zero."""
        return self._line + row

    def starts(self, token: Token) -> list[tuple[int, int]]:
        """Return the line and column in the file where each line of `token.content` starts."""
        if token.map is None:
            return self._inline_footnote(token)
        first = self._first_row(token)
        if first != self._row:
            self._row, self._cell = first, 0
        starts = []
        for number, content in enumerate(token.content.split("\n"), start=first):
            source = self._lines[number] if number < len(self._lines) else ""
            starts.append((self._line + number, self._find(source, content, number == first) + 1))
        return starts

    def _first_row(self, token: Token) -> int:
        """Return the row of the first line of a text.

        markdown-it strips the lines before it that have only wide or other Unicode spaces.
        """
        first, end = token.map or (0, 0)
        wanted = token.content.partition("\n")[0].strip()
        for row in range(first, min(end, len(self._lines))):
            line = self._lines[row]
            if wanted in line or not _LINE_PREFIX.fullmatch(line):
                return row
        return first

    def place(self, token: Token, starts: list[tuple[int, int]], offset: int) -> tuple[int, int]:
        """Return the line and column of an offset into `token.content`, given its `starts`."""
        rows = _rows(token.content)
        number = bisect_right(rows, offset) - 1
        line, column = starts[min(number, len(starts) - 1)]
        row = rows[number]
        bars = _bars(token.content)
        before = bisect_right(bars, offset) - bisect_left(bars, row)
        if before and offset - row >= self._common_length(token.content, number, line, column):
            column += before  # in a table cell, each one is escaped
        return line, column + offset - row

    def _common_length(self, content: str, number: int, line: int, column: int) -> int:
        """Return how much of a line of a text is the same at a place of the source."""
        key = content, number, line, column
        if key != self._compared[0]:
            rows = [*_rows(content)[number : number + 2], len(content) + 1]
            text = content[rows[0] : rows[1] - 1]
            source = self._lines[line - self._line][column - 1 :]
            pairs = enumerate(zip_longest(text, source))
            length = next((at for at, (a, b) in pairs if a != b), len(text))
            self._compared = key, length
        return self._compared[1]

    def source_map(self, token: Token, starts: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        """Return the source map of a token: offsets into its flat text, with line and column."""
        points: list[tuple[int, int]] = token.meta.pop("source_map", [])
        if points and "|" in token.content:
            points = [
                point
                for (start, at), (end, _) in pairwise([*points, (len(token.content), 0)])
                for point in ((start, at), *_map_bars(token.content, start, at, end))
            ]
        return [(offset, *self.place(token, starts, at)) for offset, at in points]

    def block(self, token: Token) -> tuple[int, int]:
        """Return the line and column of the first character of a block token with raw text."""
        number = token.map[0] if token.map else 0
        content = token.content.split("\n", 1)[0].strip()
        return self._line + number, max(self._lines[number].find(content), 0) + 1

    def within(self, token: Token, content: str) -> Callable[[int], tuple[int, int]]:
        """Return a function from an offset into the source of a block to its line and column."""
        rows, lines = _rows(content), content.split("\n")
        first = token.map[0] if token.map else 0
        columns: dict[int, int] = {}

        def place(offset: int) -> tuple[int, int]:
            row = bisect_right(rows, offset) - 1
            if row not in columns:
                source = self._lines[first + row] if first + row < len(self._lines) else ""
                columns[row] = max(source.find(lines[row]), 0)
            return self._line + first + row, columns[row] + offset - rows[row] + 1

        return place

    def _find(self, source: str, content: str, is_first: bool) -> int:
        """Return the offset of `content` in its source line, after earlier cells of the row."""
        indent = len(content) - len(content.lstrip())
        wanted = content.strip()
        lead = _LINE_PREFIX.match(source)
        start = max(self._cell if is_first else 0, lead.end() if lead else 0)
        for form in (wanted, wanted.replace("|", "\\|")):
            for begin in (start, 0):
                found = source.find(form, begin)
                if found >= 0:
                    if is_first:
                        self._cell = found + len(form)
                    return max(found - indent, 0)
        return 0

    def _inline_footnote(self, token: Token) -> list[tuple[int, int]]:
        """Return the starts of `^[text]`, which is at the end of the token stream without a map."""
        source = "^[" + token.content
        found = self._text.find(source, self._footnote)
        if found < 0:
            found = self._text.find(source)
        if found < 0:
            return [(self._line, 1)]
        self._footnote = found = found + len("^[")
        rows = _rows(self._text)
        starts = []
        for content in token.content.split("\n"):
            number = bisect_right(rows, found) - 1
            starts.append((self._line + number, found - rows[number] + 1))
            found += len(content) + 1
        return starts


@lru_cache(maxsize=4)
def _rows(text: str) -> Sequence[int]:
    """Return the offset of each line of a text that many places are asked of."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


@lru_cache(maxsize=2)
def _bars(text: str) -> Sequence[int]:
    """Return the offsets of the bars in a text."""
    return [match.start() for match in re.finditer(r"\|", text)] if "|" in text else ()


def _map_bars(content: str, start: int, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield source map points of the bars in a piece of text, and of what follows each."""
    for match in re.finditer(r"\|", content[at : at + end - start]):
        yield start + match.start(), at + match.start()
        if start + match.end() < end:
            yield start + match.end(), at + match.end()
