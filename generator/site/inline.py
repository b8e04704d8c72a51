"""Helpers for inline tokens: slicing them by spans of the text, and resolving links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from markdown_it.common.utils import isLinkOpen
from markdown_it.token import Token
from msgspec import Struct

from generator.content.markdown.blocks import visible_text
from generator.model import Span
from generator.spans import Spans

_ADDRESS = {"link_open": "href", "image": "src", "embed": "src"}
"""The attribute with an address, by token type."""


def slice_children(children: Sequence[Token], span: Span) -> list[Token]:
    """Return the children that show `span` of the text, inside copies of the marks around them.

    A mark that shows nothing of the span is left out. The given tokens are not changed.
    """
    out: list[Token] = []
    open_marks: list[Token] = []
    emitted = 0  # how many of `open_marks` are open in `out`
    offset = 0
    for child in children:
        if child.nesting == 1:
            open_marks.append(child)
        elif child.nesting == -1:
            if emitted == len(open_marks):
                out.append(child)
                emitted -= 1
            open_marks.pop()
        else:
            width = len(visible_text(child))
            start, end = max(span.start - offset, 0), min(span.end - offset, width)
            offset += width
            if start >= end:
                continue
            out += open_marks[emitted:]
            emitted = len(open_marks)
            whole = end - start == width
            out.append(child if whole else child.copy(content=child.content[start:end]))
    return out


def link_spans(children: Sequence[Token]) -> Iterator[Span]:
    """Yield the spans of the text that are links."""
    offset = start = 0
    for child in children:
        if child.type == "link_open":
            start = offset
        elif child.type == "link_close":
            yield Span(start, offset)
        offset += len(visible_text(child))


class _Element(Struct):
    """A link, an emphasis and so on that begins at an offset of the text, and the one around it."""

    start: int
    is_link: bool
    around: _Element | None
    end: int = 0


class Nesting:
    """How the elements of an inline token are nested, asked for what another element may wrap.

    Those around a place are the innermost one and those around it: a paragraph of many sentences is
    read once.
    """

    def __init__(self, children: Sequence[Token]) -> None:
        self._starts: list[int] = []  # of the stretches in which the same ones are open
        self._innermost: list[_Element | None] = []
        self._may_wrap = True
        media: list[Span] = []
        innermost: _Element | None = None
        offset = 0
        for child in children:
            begin, offset = offset, offset + len(visible_text(child))
            if child.nesting:
                if child.nesting == 1:
                    innermost = _Element(begin, child.type == "link_open", innermost)
                elif innermost:
                    innermost.end = offset
                    innermost = innermost.around
                self._starts.append(offset)
                self._innermost.append(innermost)
            elif child.type in ("image", "embed"):
                media.append(Span(begin, offset))
            elif child.type == "html_inline" and isLinkOpen(child.content):
                self._may_wrap = False  # nobody knows where it ends
        self._media = Spans(media)

    def allow(self, span: Span) -> bool:
        """Whether an element may wrap `span` together with something interactive.

        It may not if one crosses an edge of the span, a link surrounds it, or it shows an image
        or a player.
        """
        if not self._may_wrap or self._media.overlap(span):
            return False
        around = chain(self._around(span.start), self._around(span.end))
        return all(
            element.start <= span.start and element.end >= span.end and not element.is_link
            for element in around
        )

    def _around(self, offset: int) -> Iterator[_Element]:
        """Yield the elements that begin before an offset and end after it, the innermost first."""
        at = bisect_left(self._starts, offset) - 1
        element = self._innermost[at] if at >= 0 else None
        while element:
            if element.end > offset:
                yield element
            element = element.around


def without_media(children: Sequence[Token]) -> list[Token]:
    """Return the children without images and media."""
    return [child for child in children if child.type not in ("image", "embed")]


def echo(children: Sequence[Token]) -> list[Token]:
    """Return the children for display next to a text with the same images and footnotes.

    Images and media are left out, and references to footnotes have no anchors to return to.
    """
    return [
        child.copy(type="footnote_echo") if child.type == "footnote_ref" else child
        for child in without_media(children)
    ]


def addresses_in(children: Sequence[Token]) -> Iterator[str]:
    """Yield the addresses of links and images."""
    for child in children:
        address = _address(child)
        if address is not None:
            yield address


def relink(children: Sequence[Token], resolve: Callable[[str], str]) -> list[Token]:
    """Return the children with the addresses of links and images passed through `resolve`."""
    out = []
    for child in children:
        address = _address(child)
        if address is not None:
            resolved = resolve(address)
            if resolved != address:
                attrs = {**child.attrs, _ADDRESS[child.type]: resolved}
                child = child.copy(attrs=attrs)  # noqa: PLW2901
        out.append(child)
    return out


def _address(child: Token) -> str | None:
    name = _ADDRESS.get(child.type)
    address = child.attrGet(name) if name is not None else None
    return address if isinstance(address, str) else None
