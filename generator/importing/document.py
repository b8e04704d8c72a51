"""The document that every reader returns: blocks of Markdown, metadata and images."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path


class CannotImportError(Exception):
    """Raised when a file cannot be imported; `hint` says what to do about it."""

    def __init__(self, path: Path, message: str, hint: str, *, line: int = 0) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint
        self.line = line
        """One-based; 0 if the error has no line."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, such as a paragraph, a heading or a whole list."""

    kind: str
    """`heading`, `paragraph`, `list`, `quote`, `code`, `table`, `image`, `rule` or `note`."""
    text: str
    """Its Markdown; that of a heading without the leading `#`."""
    level: int = 0
    """The level of a heading, 1 to 6."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The inline Markdown of the cells of a table."""

    @property
    def markdown(self) -> str:
        """The block as written to a file."""
        return f"{'#' * self.level} {self.text}" if self.kind == "heading" else self.text


@dataclass(frozen=True, slots=True)
class Document:
    """The content and metadata of one imported article."""

    blocks: tuple[Block, ...]
    title: str = ""
    title_en: str = ""
    author: str = ""
    date: date | None = None
    source: str = ""
    source_url: str = ""
    english: tuple[Block, ...] = ()
    """The translation, if there is one."""
    front_matter: dict[str, object] = field(default_factory=dict)
    """What else the front matter of a Markdown file says, by our names for its keys."""
    slug: str = ""
    """The slug that the file states."""
    images: dict[str, bytes] = field(default_factory=dict)
    """The images and other media of the text, by file name."""
    notes: tuple[str, ...] = ()
    """Sentences that tell the user about the import."""

    def with_notes(self, notes: Iterable[str]) -> Document:
        """Return a copy with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def map_text(self, change: TextChange) -> Document:
        """Return a copy with `change` applied to the title and all text except code."""
        return replace(
            self,
            title=change(self.title, True),
            blocks=tuple(_map_block(block, change) for block in self.blocks),
        )


TextChange = Callable[[str, bool], str]
"""Returns a changed text; the second argument is true for a title, a heading or a table cell."""


def _map_block(block: Block, change: TextChange) -> Block:
    if block.kind in ("code", "rule"):
        return block
    heading = block.kind == "heading"
    if not block.rows:
        return replace(block, text=change(block.text, heading))
    rows = tuple(tuple(change(cell, True) for cell in row) for row in block.rows)
    return replace(block, text=format_table(rows), rows=rows)


def format_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first row is the header, and short rows are padded."""
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]).rstrip() + " |" for row in rows]
    return "\n".join([lines[0], "| " + " | ".join(["---"] * width) + " |", *lines[1:]])
