"""Inline tokens: the part of them that shows a span of the text, and where links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markdown_it.common.utils import isLinkOpen
from markdown_it.token import Token

from generator.content.markdown.blocks import visible
from generator.model import Span


def cut(children: Sequence[Token], span: Span) -> list[Token]:
    """The children that show `span` of the text, inside copies of the marks around them.

    A mark that shows nothing of the span is left out. The given tokens are not changed.
    """
    out: list[Token] = []
    around: list[Token] = []
    written = 0  # how many of `around` are open in `out`
    offset = 0
    for child in children:
        if child.nesting == 1:
            around.append(child)
        elif child.nesting == -1:
            if written == len(around):
                out.append(child)
                written -= 1
            around.pop()
        else:
            width = len(visible(child))
            start, end = max(span.start - offset, 0), min(span.end - offset, width)
            offset += width
            if start >= end:
                continue
            out += around[written:]
            written = len(around)
            whole = end - start == width
            out.append(child if whole else child.copy(content=child.content[start:end]))
    return out


def link_spans(children: Sequence[Token]) -> Iterator[Span]:
    """The spans of the text that are links."""
    offset = start = 0
    for child in children:
        if child.type == "link_open":
            start = offset
        elif child.type == "link_close":
            yield Span(start, offset)
        offset += len(visible(child))


def holds_together(span: Span, children: Sequence[Token]) -> bool:
    """Whether an element may go around `span` and take in something that can be pressed.

    It may not where a mark crosses the span's edge, a link surrounds it, or it shows an image.
    """
    offset = 0
    starts: list[int] = []
    for child in children:
        begin, offset = offset, offset + len(visible(child))
        if child.nesting == 1:
            starts.append(begin)
        elif child.nesting == -1:
            mark = Span(starts.pop(), offset)
            within = span.start <= mark.start and mark.end <= span.end
            around = mark.start <= span.start and span.end <= mark.end
            apart = within or not mark.overlaps(span)
            if not apart and not (around and child.type != "link_close"):
                return False
        elif child.type == "image" and Span(begin, offset).overlaps(span):
            return False
        elif child.type == "html_inline" and isLinkOpen(child.content):
            return False  # who knows how far it goes
    return True


def echo(children: Sequence[Token]) -> list[Token]:
    """The children for showing beside another text that has the same images and footnotes.

    Images are left out, and references to footnotes only lead there: nothing leads back.
    """
    return [
        child.copy(type="footnote_echo") if child.type == "footnote_ref" else child
        for child in children
        if child.type != "image"
    ]


def relink(children: Sequence[Token], resolve: Callable[[str], str]) -> list[Token]:
    """The children with the addresses of links and images passed through `resolve`."""
    out = []
    for child in children:
        name = {"link_open": "href", "image": "src"}.get(child.type)
        address = child.attrGet(name) if name is not None else None
        if name is not None and isinstance(address, str):
            resolved = resolve(address)
            if resolved != address:
                child = child.copy(attrs={**child.attrs, name: resolved})  # noqa: PLW2901
        out.append(child)
    return out
