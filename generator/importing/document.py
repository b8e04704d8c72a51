"""What every source format is read into: blocks of Markdown, what is known of them, images."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path


class CannotImportError(Exception):
    """A file that cannot be imported: where, why (the message), and what to do (`hint`)."""

    def __init__(self, path: Path, message: str, hint: str, *, line: int = 0) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint
        self.line = line
        """One-based; 0 where the fault has no line."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, such as a paragraph, a heading or a whole list."""

    kind: str
    """`heading`, `paragraph`, `list`, `quote`, `code`, `table`, `image`, `rule` or `note`."""
    text: str
    """Its Markdown, without the marks of a heading; of a table the whole table."""
    level: int = 0
    """Of a heading: 1 to 6."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: the inline Markdown of its cells."""

    @property
    def markdown(self) -> str:
        """The block as it stands in a file."""
        return f"{'#' * self.level} {self.text}" if self.kind == "heading" else self.text


@dataclass(frozen=True, slots=True)
class Document:
    """One article to be. `english` is its translation, empty where there is none."""

    blocks: tuple[Block, ...]
    title: str = ""
    title_en: str = ""
    author: str = ""
    date: date | None = None
    source: str = ""
    source_url: str = ""
    english: tuple[Block, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)
    """The images that the text shows, by their address in the Markdown before it is written."""
    notes: tuple[str, ...] = ()
    """What the user should know of the import, one sentence each."""

    def with_notes(self, notes: Iterable[str]) -> Document:
        """The same document with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def mapped(self, change: Change) -> Document:
        """The same document with title and text, code aside, put through `change`."""
        return replace(
            self,
            title=change(self.title, True),
            blocks=tuple(_map_block(block, change) for block in self.blocks),
        )


Change = Callable[[str, bool], str]
"""A text -> another; the second argument is true for a title or a heading."""


def _map_block(block: Block, change: Change) -> Block:
    if block.kind in ("code", "rule"):
        return block
    heading = block.kind == "heading"
    if not block.rows:
        return replace(block, text=change(block.text, heading))
    rows = tuple(tuple(change(cell, True) for cell in row) for row in block.rows)
    return replace(block, text=table(rows), rows=rows)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; its first row is the head, short rows are filled up."""
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]).rstrip() + " |" for row in rows]
    return "\n".join([lines[0], "| " + " | ".join(["---"] * width) + " |", *lines[1:]])
