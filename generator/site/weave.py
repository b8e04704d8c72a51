"""Weave the annotations of a text into its Markdown tokens.

The text of a block is flat, Markdown is a tree, and the spans of sentences, terms and words
need not fit it: they may cross a mark (`词**语**`). Markdown has priority. A span that crosses
a mark is closed at its edge and reopened after it, with a higher `part`:

    children     他 <strong> 是大学 </strong> 生 。
    text         0 他 1 是 2 大 3 学 4 生 5 。 6
    marks        sentence [0, 6)   word [0, 1) [1, 2) [2, 5) [5, 6)
    insert       translation at 6

    woven        sentence_open
                   word 他  <strong>  word 是  word 大学(first)  </strong>
                   word 生(last)  word 。
                 sentence_close
                 translation

The sweep goes once over the children, and within a text from one cut (an edge of a mark, or the
place of an insert) to the next. It keeps

    stack     what is open, outermost first: Markdown marks and containers
    waiting   containers that the sweep is inside of, but that are not open now
    due       inserts whose place has been passed, but that are not allowed here

and does, at

    a piece of text or an atom
              due inserts, then open all of `waiting`, then the piece; then close
              each container that ends behind it, unless a Markdown mark that ends there
              too is still open above it
    a mark's opening
              due inserts; move the open containers that end inside the mark back to
              `waiting`; open those of `waiting` that end no earlier than the mark
    a mark's closing
              close the containers above the mark (into `waiting`, if they continue),
              the mark itself, and then each container that ends here
    the end   due inserts

So containers open as late and close as early as possible, none is ever empty, and one that
contains a whole mark wraps it. Inserts remain due while a link is open, since they may contain
links themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.common.utils import isLinkClose, isLinkOpen
from markdown_it.token import Token
from msgspec import Struct

from generator.content.markdown.offsets import visible_text
from generator.model import Span


class Mark(Struct, frozen=True):
    """An annotated span of the text, in code points.

    A container becomes `<type>_open_waiting` and `<type>_close` tokens with `meta` `data` and
    `part` (0, 1, … where Markdown cuts it). A leaf becomes one token of its `type` for each
    piece of text, with the text as `content` and `meta` `data`, `start`, `end`, `first`,
    `last`. Leaves must not overlap; of containers with equal spans the one given first
    is the outer.
    """

    span: Span
    type: str
    leaf: bool
    data: object


class Insert(Struct, frozen=True):
    """A token of `type` (`meta` `data`) to insert after everything that ends at `offset`."""

    offset: int
    type: str
    data: object


def weave(
    children: Sequence[Token], marks: Sequence[Mark], inserts: Sequence[Insert] = ()
) -> list[Token]:
    """Weave marks and inserts into the children of an inline token, as described above.

    The given tokens are not changed; those that are not cut are returned themselves, and
    empty texts are left out.
    Raises ValueError for leaves that overlap and places outside of the text.
    """
    sweep = _Sweep(children, marks, inserts)
    return sweep.run()


class _Container(Struct):
    mark: Mark
    rank: tuple[int, int, int]
    """Outermost first: by start, longest first, then as given."""
    parts: int = 0

    @property
    def end(self) -> int:
        return self.mark.span.end


class _MarkdownMark(Struct, frozen=True):
    """An open Markdown mark on the stack."""

    end: int


class _Sweep:
    def __init__(
        self, children: Sequence[Token], marks: Sequence[Mark], inserts: Sequence[Insert]
    ) -> None:
        self._children = children
        self._ends, length = _mark_ends(children)
        self._starting = _containers(marks, length)
        self._leaves = _leaves(marks, length)
        self._inserts = sorted(inserts, key=lambda insert: insert.offset)[::-1]
        if any(not 0 <= insert.offset <= length for insert in inserts):
            raise ValueError(f"an insert lies outside of a text of {length} code points")
        self._cuts = sorted(
            {edge for mark in marks for edge in (mark.span.start, mark.span.end)}
            | {insert.offset for insert in inserts},
            reverse=True,
        )
        self._stack: list[_Container | _MarkdownMark] = []
        self._waiting: list[_Container] = []
        self._due: list[Insert] = []
        self._links = 0
        self._offset = 0
        self._last_piece: Token | None = None
        self._out: list[Token] = []

    def run(self) -> list[Token]:
        self._collect_starting()
        for index, child in enumerate(self._children):
            if child.nesting == 1:
                self._open_markdown(child, self._ends[index])
            elif child.nesting == -1:
                self._close_markdown(child)
            elif child.type == "text":
                for start, end in self._split_at_cuts(len(child.content)):
                    self._emit_text(child, start, end)
            else:
                self._emit_atom(child)
        self._links = 0  # raw HTML may not close a link
        self._emit_due_inserts()
        return self._out

    # The kinds of children.

    def _emit_text(self, child: Token, start: int, end: int) -> None:
        self._open_all()
        whole = end - start == len(child.content)
        content = child.content if whole else child.content[start:end]
        begin, stop = self._offset, self._offset + len(content)
        while self._leaves and self._leaves[-1].span.end <= begin:
            self._leaves.pop()
            self._last_piece = None
        leaf = self._leaves[-1] if self._leaves else None
        if leaf is not None and leaf.span.start <= begin:
            if self._last_piece is not None:
                self._last_piece.meta["last"] = False
            meta = {
                "data": leaf.data,
                "start": begin,
                "end": stop,
                "first": self._last_piece is None,
                "last": True,
            }
            self._last_piece = Token(leaf.type, "", 0, content=content, meta=meta)
            self._out.append(self._last_piece)
        else:
            self._out.append(child if whole else child.copy(content=content))
        self._advance(len(content))

    def _emit_atom(self, child: Token) -> None:
        width = len(visible_text(child))
        if width:
            self._open_all()
        self._out.append(child)
        if child.type == "html_inline":
            self._links += isLinkOpen(child.content)
            self._links -= isLinkClose(child.content) and self._links > 0
        self._advance(width)

    def _open_markdown(self, child: Token, end: int) -> None:
        self._emit_due_inserts()
        self._close_before(end)
        self._open_waiting(reaching=end)
        self._out.append(child)
        self._stack.append(_MarkdownMark(end))
        self._links += child.type == "link_open"

    def _close_markdown(self, child: Token) -> None:
        while isinstance(self._stack[-1], _Container):
            self._close_top()
        self._stack.pop()
        self._out.append(child)
        self._links -= child.type == "link_close"
        self._close_before(self._offset + 1)

    # The steps that they are handled by.

    def _open_all(self) -> None:
        self._emit_due_inserts()
        self._open_waiting(reaching=0)

    def _split_at_cuts(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield the start and the end of each piece between the cuts of a text of `length`."""
        begin, start = self._offset, 0
        while self._cuts and self._cuts[-1] < begin + length:
            cut = self._cuts.pop() - begin
            if cut > start:
                yield start, cut
                start = cut
        if length > start:
            yield start, length

    def _advance(self, width: int) -> None:
        self._offset += width
        self._close_before(self._offset + 1)
        self._collect_starting()

    def _collect_starting(self) -> None:
        """Collect the containers that start at this offset and the inserts at it."""
        while self._starting and self._starting[-1].mark.span.start <= self._offset:
            self._waiting.append(self._starting.pop())
        while self._inserts and self._inserts[-1].offset <= self._offset:
            self._due.append(self._inserts.pop())

    def _emit_due_inserts(self) -> None:
        """Emit the inserts that are due, unless inside a link."""
        if self._due and not self._links > 0:
            for insert in self._due:
                self._out.append(Token(insert.type, "", 0, meta={"data": insert.data}))
            self._due.clear()

    def _open_waiting(self, *, reaching: int) -> None:
        """Open the waiting containers that end at or after `reaching`, outermost first."""
        if not self._waiting:
            return
        opened = sorted((c for c in self._waiting if c.end >= reaching), key=lambda c: c.rank)
        self._waiting = [c for c in self._waiting if c.end < reaching]
        for container in opened:
            self._out.append(self._edge(container, "open", 1))
            self._stack.append(container)

    def _close_top(self) -> None:
        """Close the container on top of the stack; it waits if it continues."""
        container = self._stack.pop()
        assert isinstance(container, _Container)
        self._out.append(self._edge(container, "close", -1))
        container.parts += 1
        if container.end > self._offset:
            self._waiting.append(container)

    def _close_before(self, limit: int) -> None:
        """Close the containers that end before `limit`, and whatever is open inside them.

        Containers outside an open Markdown mark are left open until the mark is closed.
        """
        depth = lowest = len(self._stack)
        while depth and isinstance(frame := self._stack[depth - 1], _Container):
            depth -= 1
            if frame.end < limit:
                lowest = depth
        while len(self._stack) > lowest:
            self._close_top()

    @staticmethod
    def _edge(container: _Container, side: str, nesting: int) -> Token:
        meta = {"data": container.mark.data, "part": container.parts}
        name = f"{container.mark.type}_{side}"
        return Token(name, "", 1 if nesting > 0 else -1, meta=meta)


def _mark_ends(children: Sequence[Token]) -> tuple[dict[int, int], int]:
    """Return the end offset of the mark of each opening token, and the length of the text."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    offset = 0
    for index, child in enumerate(children):
        if child.nesting == 1:
            opened.append(index)
        elif child.nesting == -1:
            ends[opened.pop()] = offset
        offset += len(visible_text(child))
    return ends, offset


def _containers(marks: Sequence[Mark], length: int) -> list[_Container]:
    """Return the containers in reverse order, so that the first one is popped first."""
    containers = []
    for number, mark in enumerate(marks):
        if not 0 <= mark.span.start <= mark.span.end <= length:
            raise ValueError(f"{mark.span} lies outside of a text of {length} code points")
        if not mark.leaf and mark.span:
            rank = (mark.span.start, -mark.span.end, number)
            containers.append(_Container(mark, rank))
    return sorted(containers, key=lambda container: container.rank, reverse=True)


def _leaves(marks: Sequence[Mark], length: int) -> list[Mark]:
    """Return the leaves in reverse order, so that the first one is popped first."""
    leaves = sorted((mark for mark in marks if mark.leaf and mark.span), key=lambda m: m.span)
    for before, after in pairwise(leaves):
        if before.span.overlaps(after.span):
            raise ValueError(f"{before.type} {before.span} overlaps {after.type} {after.span}")
    return leaves[::-1]
