"""Find the comments to Jiazhu in a TOML text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.comments import Comment, Rows, line_comments
from generator.content.toml.places import STRING, Statement
from generator.lazy_patterns import lazy_pattern

_STRING_OR_COMMENT = lazy_pattern(rf"(?s:{STRING.pattern})|(?P<comment>#[^\n]*)")


def find_comments(text: str, statements: Sequence[Statement]) -> Iterator[Comment]:
    """Yield the comments of a TOML text; one above a header applies to the whole table."""
    if "jiazhu:" not in text:
        return
    row_of = Rows(text).of
    rows = [row_of(statement.start) for statement in statements]
    extents: dict[int, int] = {}
    following = text.count("\n") + 1
    for row, statement in zip(reversed(rows), reversed(statements), strict=True):
        if statement.kind == "pair":
            extents.setdefault(row, row_of(statement.end))
        else:
            extents.setdefault(row, following - 1)
            following = row
    comments = (m for m in _STRING_OR_COMMENT.finditer(text) if m["comment"])
    yield from line_comments(text, comments, extents)
