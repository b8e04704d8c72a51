"""A Markdown file that is edited by trial: what is set into it, and the proof that all else stays.

1. A place of a block's text is looked for in the lines of the block: every place that reads like
   it, the likeliest first.
2. The edit is made there and the whole file parsed again. Every token must be as it was, every
   block have its text, and all marks and anchors be what they should be; else the next place is
   tried.

So a place within a link's address, in code or across emphasis is never taken for one in the text.
Texts have `\\n` line ends; offsets are code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from markdown_it.token import Token

from generator.content.frontmatter import split
from generator.content.markdown.blocks import parse
from generator.content.markdown.parser import join_text
from generator.diagnostics import Report
from generator.model import AuthorMark, Block, Span
from generator.reviewing.errors import EditError

_TRIALS = 16
"""How many places are tried at most."""

Edit = tuple[int, int, str]
"""From where to where in the file, and what comes there."""


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """A Markdown file and what it holds, its blocks numbered after `prefix`."""

    text: str
    body: int
    """Offset of the body, behind the front matter."""
    skeleton: Sequence[Token]
    blocks: tuple[Block, ...]
    prefix: str
    html: bool

    @classmethod
    def read(cls, text: str, prefix: str, *, html: bool) -> MarkdownSource:
        """Parse a whole file. Raises `EditError` where its front matter is broken."""
        report = Report()
        entries, body, line = split(text, Path(), report)
        if entries is None:
            fault = report.diagnostics[0]
            raise EditError(fault.message, fault.hint, line=fault.line)
        skeleton, blocks = parse(body, prefix=prefix, line=line, html=html)
        return cls(text, len(text) - len(body), skeleton, blocks, prefix, html)

    def block(self, known: Block) -> Block:
        """The block as the file has it now. Raises `EditError` where its text is another."""
        for block in self.blocks:
            if block.id == known.id and block.text == known.text:
                return block
        raise stale(known)

    def region(self, block: Block) -> tuple[int, int]:
        """The lines of the file in which a block stands, as offsets."""
        lines = self.skeleton[block.token].map
        first = self.text.count("\n", 0, self.body)
        start = _line_start(self.text, block.line - 1)
        return start, _line_start(self.text, first + lines[1]) if lines else len(self.text)

    def places(self, block: Block, text: str, offset: int) -> list[int]:
        """Where in the lines of a block a text stands, the likeliest place for `offset` first."""
        begin, end = self.region(block)
        found = list(occurrences(self.text[begin:end], text))
        expected = sum(at < offset for at in occurrences(block.text, text))
        expected += sum(at < block.column - 1 for at in found)
        ranked = sorted(enumerate(found), key=lambda place: abs(place[0] - expected))
        return [begin + at for _, at in ranked]

    def first_that_holds(
        self, edits: Iterable[Edit], block: Block, holds: Callable[[Block], bool]
    ) -> str | None:
        """The file after the first edit that changes `block` so that it `holds`, and nothing else.

        None where none does.
        """
        for start, end, new in islice(edits, _TRIALS):
            text = self.text[:start] + new + self.text[end:]
            if start < self.body:
                continue
            after = MarkdownSource.read(text, self.prefix, html=self.html)
            if self._differs_only_in(after, block.id, holds):
                return text
        return None

    def _differs_only_in(
        self, after: MarkdownSource, id_: str, holds: Callable[[Block], bool]
    ) -> bool:
        if len(after.blocks) != len(self.blocks) or shape(after.skeleton) != shape(self.skeleton):
            return False
        for old, new in zip(self.blocks, after.blocks, strict=True):
            same = new.id == old.id and new.text == old.text
            if not same or (old.id != id_ and (new.marks, new.anchors) != (old.marks, old.anchors)):
                return False
            if old.id == id_ and not holds(new):
                return False
        return True


def stale(block: Block) -> EditError:
    """What is said where a block is no longer as it was shown."""
    message = "The text has changed since it was shown"
    return EditError(message, "Look at the place again as it is now.", line=block.line)


def refuse_plain(plain: bool) -> None:
    """Raise `EditError` for a plain text, in which no mark means anything."""
    if plain:
        raise EditError("A plain text holds no marks", "Write a note, or make the file a `.md`.")


def shape(tokens: Iterable[Token]) -> list[tuple[object, ...]]:
    """All that a page would show of tokens, for comparison."""
    return [
        (
            *(token.type, token.tag, token.nesting, token.markup, token.info, token.hidden),
            "" if token.type == "inline" else token.content,
            tuple(token.attrs.items()),
            tuple(token.map or ()),
            sorted((key, str(value)) for key, value in token.meta.items()),
            shape(join_text(token.children)) if token.children else [],
        )
        for token in tokens
        if token.type != "text" or token.content
    ]


def occurrences(text: str, part: str) -> Iterator[int]:
    """Every offset at which a text has a part, which may overlap itself."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def replaced_marks(block: Block, span: Span) -> tuple[AuthorMark, ...]:
    """The marks that cover just a span, none where it is free. Raises `EditError` else."""
    inside = tuple(mark for mark in block.marks if mark.span.overlaps(span))
    edges = [span.start, *(mark.span.end for mark in inside)]
    starts = [*(mark.span.start for mark in inside), span.end]
    if inside and edges != starts:
        raise overlapping(block, span, inside)
    return inside


def overlapping(block: Block, span: Span, marks: Iterable[AuthorMark]) -> EditError:
    """What is said where marks are in the way."""
    shown = ", ".join(f"“{_shown(mark, block.text)}”" for mark in marks)
    message = f"“{span.of(block.text)}” overlaps the mark {shown}"
    hint = "Change or remove that mark in the Markdown first."
    return EditError(message, hint, line=block.place(span.start)[0])


def _shown(mark: AuthorMark, text: str) -> str:
    return f"{{{mark.span.of(text)}{'|' if mark.pinyin else ''}{mark.pinyin}}}"


def _line_start(text: str, number: int) -> int:
    """The offset of a line, counted from 0; the end of the text where there are fewer."""
    at = 0
    for _ in range(number):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at
