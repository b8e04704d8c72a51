"""Read the tables of `data/`, a folder for each subject.

A table is UTF-8 text with a row a line and tabs between the fields. A line that is empty, a lone
`#`, or begins with `# ` or `#!` is a comment. Those at the top are the head of the table: what it
is, its columns, unit, order, source and licence, and how to change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class TableError(ValueError):
    """Raised for a line that does not fit its table; the message names the file and the line."""

    def __init__(self, name: str | Path, number: int, cause: str) -> None:
        super().__init__(f"{name}, line {number}: {cause}")


def is_comment(line: str) -> bool:
    """Whether a line is empty or a comment; a row may begin with `#` before a tab."""
    return not line or line == "#" or line.startswith(("# ", "#!"))


def read_text(name: str | Path) -> str:
    """Return the text of a table without its head."""
    text = DATA.joinpath(name).read_text(encoding="utf-8")
    start = 0
    while text.startswith(("# ", "#!", "#\n", "\n"), start):
        start = text.find("\n", start) + 1 or len(text)
    return text[start:] if start else text


def read_lines(name: str | Path) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of every line of a table that is not a comment."""
    text = DATA.joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not is_comment(line):
            yield number, line


def read_rows(name: str | Path, columns: int, *, optional: int = 0) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table as tuples of `columns` fields.

    The last `optional` fields may be missing from a row; they are then empty.
    """
    text = DATA.joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line or (line[0] == "#" and is_comment(line)):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            if not columns - optional <= len(row) < columns:
                least = f"{columns - optional} to " if optional else ""
                raise TableError(name, number, f"{len(row)} fields, not {least}{columns}")
            row += ("",) * (columns - len(row))
        yield row


def read_columns(name: str, columns: int) -> Sequence[Sequence[str]]:
    """Return the columns of a large table, in which no field is empty or has white space.

    One split of the whole text is several times faster than `read_rows`.
    """
    fields = read_text(name).split()
    if len(fields) % columns:
        for _ in read_rows(name, columns):
            pass  # raises the error that names the line
    return [fields[column::columns] for column in range(columns)]


@cache
def read_groups(name: str) -> Mapping[str, frozenset[str]]:
    """Return the groups of a table whose rows are the name of a group and words of it."""
    groups: dict[str, frozenset[str]] = {}
    for group, words in read_rows(name, 2):
        groups[group] = groups.get(group, frozenset()).union(words.split())
    return groups
