"""Comments to Jiazhu in files whose comments start with `#`: TOML and front matter.

    # jiazhu: ignore G008: the reason

At the end of a line, a comment applies to that line. On a line of its own, it applies to the
statement below and, before the first statement, to the whole file too. `content/ignores`
interprets comments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

_COMMENT = re.compile(r"#[ \t]*jiazhu:(?P<text>.*)")


class Comment(Struct, frozen=True):
    """A comment: its one-based position, the text after `jiazhu:`, and the lines it applies to."""

    line: int
    column: int
    text: str
    lines: range


class Rows:
    """The rows of the offsets of a text, counted from zero."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def of(self, offset: int) -> int:
        """Return the row that an offset is in."""
        return bisect_left(self._ends, offset)


def line_comments(
    text: str, comments: Iterable[re.Match[str]], extents: Mapping[int, int]
) -> Iterator[Comment]:
    """Yield the comments of a text that are addressed to Jiazhu.

    `extents` maps the first row of a statement to its last; rows count from zero.
    """
    lines = text.split("\n")
    first = min(extents, default=len(lines))
    row_of, next_rows = Rows(text).of, _next_rows(lines)
    for comment in comments:
        match = _COMMENT.match(comment[0])
        if match is None:
            continue
        row = row_of(comment.start())
        column = comment.start() - text.rfind("\n", 0, comment.start())
        covered = range(row, row + 1)
        if not lines[row][: column - 1].strip():
            below = next_rows[row]
            covered = range(0 if row < first else row, extents.get(below, below) + 1)
        yield Comment(row + 1, column, match["text"], range(covered.start + 1, covered.stop + 1))


def _next_rows(lines: Sequence[str]) -> Sequence[int]:
    """Return for each row the next that has more than a comment; the row itself if none has."""
    found = list(range(len(lines)))
    below: int | None = None
    for row in reversed(found):
        if below is not None:
            found[row] = below
        text = lines[row].strip()
        if text and not text.startswith("#"):
            below = row
    return found
