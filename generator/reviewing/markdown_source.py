"""Edit a Markdown file by trial, with proof that nothing else changes.

1. Search the lines of a block for each occurrence of the text to edit, the likeliest first.
2. Make the edit there and parse the whole file again. All tokens and block texts must be the same,
   and all marks and anchors as intended; otherwise try the next occurrence.

Thus an occurrence in the address of a link, in code or across emphasis is never taken for text.
Texts have `\\n` line ends; offsets are code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from markdown_it.token import Token

from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse
from generator.content.markdown.parser import join_text
from generator.content.markdown.raw_html import REMOTE
from generator.diagnostics import Report
from generator.model import AuthorMark, Block, Span
from generator.reviewing.errors import EditError

_MAX_TRIALS = 16

Edit = tuple[int, int, str]
"""The start and end offsets of the text to replace, and the new text."""


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """A parsed Markdown file; the ids of its blocks begin with `prefix`."""

    text: str
    body: int
    """Offset of the body, after the front matter."""
    skeleton: Sequence[Token]
    blocks: tuple[Block, ...]
    prefix: str
    html: bool

    @classmethod
    def read(cls, text: str, prefix: str, *, html: bool) -> MarkdownSource:
        """Parse a whole file. Raises `EditError` if its front matter is invalid."""
        report = Report()
        entries, body, line = split_front_matter(text, Path(), report)
        if entries is None:
            fault = report.diagnostics[0]
            raise EditError(fault.message, fault.hint, line=fault.line)
        skeleton, blocks = parse(body, prefix=prefix, line=line, html=html)
        return cls(text, len(text) - len(body), skeleton, blocks, prefix, html)

    def block(self, known: Block) -> Block:
        """Return the block as it is in the file. Raises `EditError` if its text has changed."""
        for block in self.blocks:
            if block.id == known.id and block.text == known.text:
                return block
        raise stale_error(known)

    def region(self, block: Block) -> tuple[int, int]:
        """Return the start and end offsets of the lines of a block."""
        lines = self.skeleton[block.token].map
        first = self.text.count("\n", 0, self.body)
        start = _line_start(self.text, block.line - 1)
        return start, _line_start(self.text, first + lines[1]) if lines else len(self.text)

    def offsets(self, block: Block, text: str, offset: int) -> list[int]:
        """Find a text in the lines of a block, the likeliest match for a block offset first."""
        begin, end = self.region(block)
        found = list(occurrences(self.text[begin:end], text))
        expected = sum(at < offset for at in occurrences(block.text, text))
        expected += sum(at < block.column - 1 for at in found)
        ranked = sorted(enumerate(found), key=lambda match: abs(match[0] - expected))
        return [begin + at for _, at in ranked]

    def first_valid_edit(
        self, edits: Iterable[Edit], block: Block, is_intended: Callable[[Block], bool]
    ) -> str | None:
        """Return the file after the first edit that changes `block` as intended and nothing else.

        None if there is no such edit.
        """
        for start, end, new in islice(edits, _MAX_TRIALS):
            text = self.text[:start] + new + self.text[end:]
            if start < self.body:
                continue
            after = MarkdownSource.read(text, self.prefix, html=self.html)
            if self._differs_only_in(after, block.id, is_intended):
                return text
        return None

    def _differs_only_in(
        self, after: MarkdownSource, id_: str, is_intended: Callable[[Block], bool]
    ) -> bool:
        if len(after.blocks) != len(self.blocks) or shape(after.skeleton) != shape(self.skeleton):
            return False
        for old, new in zip(self.blocks, after.blocks, strict=True):
            same = new.id == old.id and new.text == old.text
            if not same or (old.id != id_ and (new.marks, new.anchors) != (old.marks, old.anchors)):
                return False
            if old.id == id_ and not is_intended(new):
                return False
        return True


def stale_error(block: Block) -> EditError:
    """Return the error for a block that has changed since it was shown."""
    message = "The text has changed since it was shown"
    return EditError(message, "Look at the place as it is now.", line=block.line)


def refuse_plain(plain: bool) -> None:
    """Raise `EditError` for a plain text file, in which marks have no meaning."""
    if plain:
        message = "A plain text file cannot have marks"
        raise EditError(message, "Write a note, or turn the file into Markdown (`.md`).")


_PLACES = ("at", REMOTE)
"""What tokens know of their places in the file, which an edit moves."""


def shape(tokens: Iterable[Token]) -> list[tuple[object, ...]]:
    """Return what a page would show of tokens, for comparison."""
    return [
        (
            *(token.type, token.tag, token.nesting, token.markup, token.info, token.hidden),
            "" if token.type == "inline" else token.content,
            tuple(token.attrs.items()),
            tuple(token.map or ()),
            sorted((key, str(value)) for key, value in token.meta.items() if key not in _PLACES),
            shape(join_text(token.children)) if token.children else [],
        )
        for token in tokens
        if token.type != "text" or token.content
    ]


def occurrences(text: str, part: str) -> Iterator[int]:
    """Yield the offsets of a part in a text; occurrences may overlap."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def replaced_marks(block: Block, span: Span) -> tuple[AuthorMark, ...]:
    """Return the marks that together cover exactly a span; raise `EditError` if they overlap it."""
    inside = tuple(mark for mark in block.marks if mark.span.overlaps(span))
    edges = [span.start, *(mark.span.end for mark in inside)]
    starts = [*(mark.span.start for mark in inside), span.end]
    if inside and edges != starts:
        raise overlap_error(block, span, inside)
    return inside


def overlap_error(block: Block, span: Span, marks: Iterable[AuthorMark]) -> EditError:
    """Return the error for a span that partly overlaps existing marks."""
    shown = ", ".join(f"“{_format_mark(mark, block.text)}”" for mark in marks)
    message = f"“{span.of(block.text)}” overlaps the mark {shown}"
    hint = "Change or remove that mark in the Markdown first."
    return EditError(message, hint, line=block.place(span.start)[0])


def _format_mark(mark: AuthorMark, text: str) -> str:
    return f"{{{mark.span.of(text)}{'|' if mark.pinyin else ''}{mark.pinyin}}}"


def _line_start(text: str, number: int) -> int:
    """Return the offset of a line, counted from 0, or the end of a text with fewer lines."""
    at = 0
    for _ in range(number):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at
