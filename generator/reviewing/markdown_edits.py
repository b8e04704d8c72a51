"""An author's mark set at a place of an article: `{行长|háng zhǎng}` in its Markdown.

A mark that covers just this place is replaced. What is written is proved by parsing the file
again (`markdown_source`); where no edit stands the proof, a note can say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.content.markdown.blocks import parse
from generator.model import AuthorMark, Block, Span
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_source import (
    MarkdownSource,
    overlapping,
    refuse_plain,
    replaced_marks,
)
from generator.reviewing.title_edits import with_title_mark

_BRACES = re.compile(r"\{[^{}\n]*\}")
_NOTE = "Write a note in the notes file beside the article instead."


def with_mark(
    source: str, block: Block, span: Span, mark: str, *, html: bool = False, plain: bool = False
) -> str:
    """A Markdown file, front matter and all, with an author's mark at a span of a block.

    `block` is of this article, or of its title (`t`); what is in the way is another mark that
    overlaps the span. `html` is as the site has it; a `plain` text has no marks. Raises
    `EditError`.
    """
    refuse_plain(plain)
    marks = _meaning(mark, block, span)
    if block.id == "t":
        return with_title_mark(source, block, span, mark, marks)
    file = MarkdownSource.read(source, block.id[:1], html=html)
    there = file.block(block)
    replaced = replaced_marks(there, span)
    if replaced == marks:
        return source
    others = [other for other in there.marks if other not in replaced]
    expected = tuple(sorted([*others, *marks], key=lambda each: each.span))
    written = mark.replace("|", "\\|") if there.tag in ("td", "th") else mark
    edits = (_replacing if replaced else _inserting)(file, there, span)
    if replaced and not edits:
        raise overlapping(there, span, replaced)
    new = file.first_that_holds(
        ((start, end, written) for start, end in edits),
        there,
        lambda now: (now.marks, now.anchors) == (expected, there.anchors),
    )
    if new is None:
        message = f"“{span.of(block.text)}” cannot be marked in the Markdown: it crosses a link, "
        message += "emphasis or a line, or stands beside what would hide the mark"
        raise EditError(message, _NOTE, line=there.place(span.start)[0])
    return new


def _meaning(mark: str, block: Block, span: Span) -> tuple[AuthorMark, ...]:
    """What a mark says, at its place in the block. Raises `EditError` where it is none."""
    text = span.of(block.text)
    _, found = parse(mark)
    if len(found) != 1 or not found[0].marks or _BRACES.fullmatch(mark) is None:
        hint = "Write `{行长}`, `{研究/生}` or `{行长|háng zhǎng}`."
        raise EditError(f"“{mark}” is no mark", hint, line=block.line)
    if found[0].text != text:
        message = f"The mark “{mark}” shows “{found[0].text}”, and the place is “{text}”"
        raise EditError(message, "Mark the place as it is written.", line=block.line)
    return tuple(
        replace(m, span=Span(m.span.start + span.start, m.span.end + span.start))
        for m in found[0].marks
    )


def _inserting(file: MarkdownSource, block: Block, span: Span) -> list[tuple[int, int]]:
    text = span.of(block.text)
    return [(at, at + len(text)) for at in file.places(block, text, span.start)]


def _replacing(file: MarkdownSource, block: Block, span: Span) -> list[tuple[int, int]]:
    """The braces in the lines of a block that show the text of the span, the likeliest first."""
    begin, end = file.region(block)
    text = span.of(block.text)
    found = [
        match.span()
        for match in _BRACES.finditer(file.text, begin, end)
        if any(b.marks and b.text == text for b in parse(match[0].replace("\\|", "|"))[1])
    ]
    near = file.places(block, text, span.start)
    return sorted(found, key=lambda place: _rank(place, near))


def _rank(place: tuple[int, int], near: Sequence[int]) -> int:
    return next((n for n, at in enumerate(near) if place[0] < at < place[1]), len(near))
