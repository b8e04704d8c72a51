"""Write an author's mark, such as `{行长|háng zhǎng}`, into the Markdown of an article.

A mark that covers exactly the place is replaced. The edit is verified by parsing the file again
(`markdown_source`); if no edit passes, a note can give the same correction.
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
    overlap_error,
    refuse_plain,
    replaced_marks,
)
from generator.reviewing.title_edits import with_title_mark

_BRACES = re.compile(r"\{[^{}\n]*\}")
_USE_A_NOTE = "Write a note in the notes file beside the article instead."


def with_mark(
    source: str, block: Block, span: Span, mark: str, *, html: bool = False, plain: bool = False
) -> str:
    """Return a Markdown file with an author's mark at a span of a block.

    `source` includes the front matter, and `block` may be the title (`t`). `html` is the setting
    of the site. Raises `EditError` if another mark overlaps the span, or if the file is `plain`
    text.
    """
    refuse_plain(plain)
    marks = _parse_mark(mark, block, span)
    if block.id == "t":
        return with_title_mark(source, block, span, mark, marks)
    file = MarkdownSource.read(source, block.id[:1], html=html)
    current = file.block(block)
    replaced = replaced_marks(current, span)
    if replaced == marks:
        return source
    others = [other for other in current.marks if other not in replaced]
    expected = tuple(sorted([*others, *marks], key=lambda each: each.span))
    written = mark.replace("|", "\\|") if current.tag in ("td", "th") else mark
    find = _find_marks if replaced else _find_text
    places = find(file, current, span)
    if replaced and not places:
        raise overlap_error(current, span, replaced)
    new = file.first_valid_edit(
        ((start, end, written) for start, end in places),
        current,
        lambda after: (after.marks, after.anchors) == (expected, current.anchors),
    )
    if new is None:
        message = (
            f"“{span.of(block.text)}” cannot be marked in the Markdown: it crosses the edge of a "
            "link, of emphasis or of a line, or a character beside it would disable the mark"
        )
        raise EditError(message, _USE_A_NOTE, line=current.place(span.start)[0])
    return new


def _parse_mark(mark: str, block: Block, span: Span) -> tuple[AuthorMark, ...]:
    """Parse a mark and move it to its place in the block. Raises `EditError` if it is invalid."""
    text = span.of(block.text)
    _, found = parse(mark)
    if len(found) != 1 or not found[0].marks or _BRACES.fullmatch(mark) is None:
        hint = "Write `{行长}`, `{研究/生}` or `{行长|háng zhǎng}`."
        raise EditError(f"“{mark}” is not a mark", hint, line=block.line)
    if found[0].text != text:
        message = f"The mark “{mark}” shows “{found[0].text}”, but the text here is “{text}”"
        raise EditError(message, "Write the mark around the text as it is.", line=block.line)
    return tuple(
        replace(m, span=Span(m.span.start + span.start, m.span.end + span.start))
        for m in found[0].marks
    )


def _find_text(file: MarkdownSource, block: Block, span: Span) -> list[tuple[int, int]]:
    """Find the text of the span in the lines of a block, the likeliest match first."""
    text = span.of(block.text)
    return [(at, at + len(text)) for at in file.offsets(block, text, span.start)]


def _find_marks(file: MarkdownSource, block: Block, span: Span) -> list[tuple[int, int]]:
    """Find the marks of the text of the span in the lines of a block, the likeliest first."""
    begin, end = file.region(block)
    text = span.of(block.text)
    found = [
        match.span()
        for match in _BRACES.finditer(file.text, begin, end)
        if any(b.marks and b.text == text for b in parse(match[0].replace("\\|", "|"))[1])
    ]
    offsets = file.offsets(block, text, span.start)
    return sorted(found, key=lambda place: _rank(place, offsets))


def _rank(place: tuple[int, int], offsets: Sequence[int]) -> int:
    return next((n for n, at in enumerate(offsets) if place[0] < at < place[1]), len(offsets))
