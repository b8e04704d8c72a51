"""Comments to Jiazhu in files whose comments start with `#`: TOML and front matter.

    # jiazhu: ignore G008: the reason

At the end of a line, a comment applies to that line. On a line of its own, it applies to the
statement below and, before the first statement, to the whole file too. `content/ignores`
interprets comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_COMMENT = re.compile(r"#[ \t]*jiazhu:(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its one-based position, the text after `jiazhu:`, and the lines it applies to."""

    line: int
    column: int
    text: str
    lines: range


def line_comments(
    text: str, comments: Iterable[re.Match[str]], extents: Mapping[int, int]
) -> Iterator[Comment]:
    """Yield the comments of a text that are addressed to Jiazhu.

    `extents` maps the first row of a statement to its last; rows count from zero.
    """
    lines = text.split("\n")
    first = min(extents, default=len(lines))
    for comment in comments:
        match = _COMMENT.match(comment[0])
        if match is None:
            continue
        row = text.count("\n", 0, comment.start())
        column = comment.start() - text.rfind("\n", 0, comment.start())
        covered = range(row, row + 1)
        if not lines[row][: column - 1].strip():
            below = _next_row(lines, row)
            covered = range(0 if row < first else row, extents.get(below, below) + 1)
        yield Comment(row + 1, column, match["text"], range(covered.start + 1, covered.stop + 1))


def _next_row(lines: Sequence[str], row: int) -> int:
    """Return the next row that has more than a comment."""
    for below in range(row + 1, len(lines)):
        if lines[below].strip() and not lines[below].lstrip().startswith("#"):
            return below
    return row
