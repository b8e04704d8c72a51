"""Markdown to blocks: each inline token of the parsed Markdown becomes flat text.

1. markdown-it parses the whole text, once (`parser`). Rules of ours record the comments to us and
   what cannot be shown as meant (`faults`).
2. What they recorded leaves the tokens, and so do author's marks, which become spans of the block:
   they show nothing, so they must not cut a word in two.
3. Each inline token is flattened: texts as they are, a soft break as a line feed, every code
   span, image, tag, footnote reference or hard break as one U+FFFC.

Fences and HTML blocks hold no inline token and never become blocks. Offsets are code points
into `Block.text`; lines and columns are one-based and point into the source file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec.structs import replace

from generator.content.comments import Comment
from generator.content.markdown.comments import TOKEN as COMMENT_TOKEN
from generator.content.markdown.comments import inline_comments, standalone_comments
from generator.content.markdown.emphasis import WideInline
from generator.content.markdown.faults import (
    BROKEN_MARK,
    RAW_HTML,
    UNSAFE_LINK,
    MarkdownFault,
    add_recorders,
    in_raw_html,
    record_broken_marks,
    unplaced_faults,
)
from generator.content.markdown.locator import Locator
from generator.content.markdown.marks import add_author_mark, readings_of
from generator.content.markdown.offsets import RECORDED, visible
from generator.content.markdown.parser import configure, join_text, parser
from generator.model import Anchor, AuthorMark, Block, Span

__all__ = [
    "ParsedMarkdown",
    "flatten",
    "parse",
    "parse_markdown",
    "parse_plain",
    "parse_title",
    "parse_title_markdown",
    "parser",
    "visible",
]


@dataclass(frozen=True, slots=True)
class ParsedMarkdown:
    """All that one parse of a Markdown text yields."""

    skeleton: Sequence[Token]
    """The tokens, without author's marks and whatever was recorded; they must not be changed."""
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    """The comments to us."""
    broken_marks: tuple[MarkdownFault, ...] = ()
    """The author's marks that cannot hold."""
    unsafe_links: tuple[MarkdownFault, ...] = ()
    """The links, images and reference definitions that are refused for their address."""
    raw_html: tuple[MarkdownFault, ...] = ()
    """The pieces of raw HTML that are shown as text; none where HTML is let through."""


def parse(
    text: str, *, prefix: str = "b", line: int = 1, html: bool = False
) -> tuple[Sequence[Token], tuple[Block, ...]]:
    """Parse Markdown into its tokens and blocks alone; see `parse_markdown`."""
    parsed = parse_markdown(text, prefix=prefix, line=line, html=html)
    return parsed.skeleton, parsed.blocks


def parse_markdown(
    text: str, *, prefix: str = "b", line: int = 1, html: bool = False
) -> ParsedMarkdown:
    """Parse Markdown into its tokens, the blocks that they hold, and all that was recorded.

    Blocks are numbered from 1 after `prefix`; `line` is where `text` starts in its file.
    """
    env: dict[str, object] = {}
    tokens = _recording_parser(html).parse(text, env)
    skeleton = [token for token in tokens if token.type != COMMENT_TOKEN]
    locator = Locator(text, line)
    found = _Found(locator, prefix)
    elements: list[str] = []
    for index, token in enumerate(skeleton):
        if token.type == "inline":
            if token.children:
                found.add(token, index, elements[-1] if elements else "p")
        elif token.tag and not token.hidden:
            if token.nesting == 1:
                elements.append(token.tag)
            elif token.nesting == -1:
                elements.pop()
    definitions, html_blocks = unplaced_faults(env, locator)
    tags = [tag for tag in found.faults[RAW_HTML] if not in_raw_html(env, tag.line - line)]
    comments = (*standalone_comments(tokens, env, locator), *found.comments)
    return ParsedMarkdown(
        skeleton,
        tuple(found.blocks),
        tuple(sorted(comments, key=lambda comment: (comment.line, comment.column))),
        tuple(sorted(found.faults[BROKEN_MARK])),
        tuple(sorted(definitions + found.faults[UNSAFE_LINK])),
        tuple(sorted(html_blocks + tags)),
    )


def parse_plain(
    text: str, *, prefix: str = "b", line: int = 1
) -> tuple[str, int, Sequence[Token], tuple[Block, ...]]:
    """Read plain text: its first line is the title, each further line a paragraph.

    Nothing in it is Markdown. Returns the title (empty for an empty text), the title's line,
    the tokens and the blocks. Empty lines and white space around a line, the ideographic
    indent included, are dropped.
    """
    title, title_line = "", line
    tokens: list[Token] = []
    blocks: list[Block] = []
    for number, source in enumerate(text.split("\n")):
        content = source.strip()
        if not content:
            continue
        if not title:
            title, title_line = content, line + number
            continue
        index = len(tokens) + 1
        tokens += _paragraph(content, number)
        column = len(source) - len(source.lstrip()) + 1
        blocks.append(
            Block(f"{prefix}{len(blocks) + 1}", index, line + number, content, column=column)
        )
    return title, title_line, tokens, tuple(blocks)


def parse_title(
    text: str, *, block_id: str = "t", line: int = 1, column: int = 1
) -> tuple[Sequence[Token], Block]:
    r"""Read a title, in which only author's marks (and `\{`) mean anything.

    Returns its one inline token, for weaving, and its block.
    """
    parsed = parse_title_markdown(text, block_id=block_id, line=line, column=column)
    return parsed.skeleton, parsed.blocks[0]


def parse_title_markdown(
    text: str, *, block_id: str = "t", line: int = 1, column: int = 1
) -> ParsedMarkdown:
    """Read a title as `parse_title` does, with the marks in it that cannot hold."""
    tokens = _title_parser().parseInline(text)
    children = tokens[0].children or []
    found = children[0].meta.pop("pins", []) if children else []
    pins = [(offset, line, column + at) for offset, at in found]
    taken = _take(children)
    tokens[0].children = taken.children
    block = _block(taken, block_id, index=0, tag="h1", place=(line, column), pins=pins)
    faults = (
        _fault((line, column + child.meta["at"]), child, block, offset)
        for offset, child in taken.recorded
    )
    return ParsedMarkdown(tokens, (block,), broken_marks=tuple(faults))


def flatten(children: Sequence[Token]) -> str:
    """The text of a block, from the children of its inline token."""
    return "".join(map(visible, children))


@cache
def _recording_parser(html: bool) -> MarkdownIt:
    md = configure(MarkdownIt(), html=html, record_ignores=True)
    add_recorders(md, html=html)
    return md


@cache
def _title_parser() -> MarkdownIt:
    md = MarkdownIt("zero")
    inline, md.inline = md.inline, WideInline()
    md.inline.ruler.enableOnly(inline.ruler.get_active_rules())
    md.inline.ruler2.enableOnly(["fragments_join"])
    add_author_mark(md)
    md.inline.ruler.at("author_mark", record_broken_marks)
    md.inline.ruler.before("author_mark", "escaped_brace", _escaped_brace)
    return md


def _escaped_brace(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\{", state.pos):
        return False
    state.pos += 1  # behind the backslash
    if not silent:
        state.append_pending("{")
    state.pos += 1
    return True


class _Found:
    """The blocks of a text, with what the rules have recorded in its lines."""

    def __init__(self, locator: Locator, prefix: str) -> None:
        self._locator = locator
        self._prefix = prefix
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.faults: dict[str, list[MarkdownFault]] = defaultdict(list)

    def add(self, token: Token, index: int, tag: str) -> None:
        """Add the block of an inline token, which keeps only the children that are shown."""
        starts = self._locator.starts(token)

        def place(at: int) -> tuple[int, int]:
            return self._locator.place(token, starts, at)

        pins = self._locator.pins(token, starts)
        for at, text in inline_comments(token):
            line, column = place(at)
            self.comments.append(Comment(line, column, text, range(line, line + 1)))
        taken = _take(token.children or [])
        token.children = taken.children
        if not taken.shows_any:
            return
        id_ = f"{self._prefix}{len(self.blocks) + 1}"
        block = _block(taken, id_, index=index, tag=tag, place=starts[0], pins=pins)
        if taken.anchors:
            block = replace(block, anchor_places=tuple(map(place, taken.anchor_offsets)))
        self.blocks.append(block)
        for offset, child in taken.recorded:
            fault = _fault(place(child.meta["at"]), child, block, offset)
            self.faults[child.type].append(fault)


def _fault(place: tuple[int, int], token: Token, block: Block, offset: int) -> MarkdownFault:
    """A fault that was recorded at an offset of a block; `place` is that in the file."""
    span = Span(offset, min(offset + token.meta["length"], len(block.text)))
    return MarkdownFault(*place, token.meta["text"], token.meta["cause"], block.id, span)


def _block(
    taken: _Taken,
    id_: str,
    *,
    index: int,
    tag: str,
    place: tuple[int, int],
    pins: Iterable[tuple[int, int, int]],
) -> Block:
    """The block of an inline token, from what was taken of its children."""
    return Block(
        id=id_,
        token=index,
        line=place[0],
        text=flatten(taken.children),
        tag=tag,
        column=place[1],
        marks=tuple(taken.marks),
        anchors=tuple(taken.anchors),
        trailers=_trailers(taken.children),
        pins=tuple(_turns(pins, place)),
    )


def _turns(
    pins: Iterable[tuple[int, int, int]], place: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Those of the pins that say something new, after a block that begins at `place`."""
    line, shift = place
    for pin in pins:
        if (pin[1], pin[2] - pin[0]) != (line, shift):
            line, shift = pin[1], pin[2] - pin[0]
            yield pin


@dataclass(slots=True)
class _Taken:
    """The children of an inline token, and what was taken out of them, by offset."""

    children: list[Token] = field(default_factory=list)
    marks: list[AuthorMark] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    anchor_offsets: list[int] = field(default_factory=list)
    """The offsets of the anchors in the Markdown."""
    recorded: list[tuple[int, Token]] = field(default_factory=list)
    shows_any: bool = False
    """Whether there was anything but comments."""


def _take(children: Sequence[Token]) -> _Taken:
    """Take out what shows nothing: author's marks, anchors and what was recorded."""
    taken = _Taken()
    edges: list[int] = []  # of the words of the mark that is open
    readings: list[str] = []
    offset = 0
    text = ""
    for child in children:
        if child.type == "author_open":
            edges, readings, text = [offset], child.meta["readings"], ""
        elif child.type == "author_cut":
            edges.append(offset)
        elif child.type == "author_close":
            spans = [Span(*pair) for pair in pairwise([*edges, offset])]
            words = [Span(s.start - edges[0], s.end - edges[0]).of(text) for s in spans]
            taken.marks += map(AuthorMark, spans, readings_of(words, readings))
            edges = []
        elif child.type == "anchor":
            taken.anchors.append(Anchor(offset, child.meta["label"]))
            taken.anchor_offsets.append(child.meta["at"])
        elif child.type in RECORDED:
            if child.type != COMMENT_TOKEN:
                taken.recorded.append((offset, child))
        else:
            if child.children:  # the alternative text of an image
                child.children = _without_recorded(child.children)
            taken.children.append(child)
            offset += len(visible(child))
            text += visible(child)
    taken.shows_any = any(child.type != COMMENT_TOKEN for child in children)
    if len(taken.children) < len(children):
        taken.children = join_text(taken.children)
    return taken


def _without_recorded(children: Sequence[Token]) -> list[Token]:
    kept = [child for child in children if child.type not in RECORDED]
    return join_text(kept) if len(kept) < len(children) else list(children)


def _trailers(children: Sequence[Token]) -> tuple[int, ...]:
    """Offsets of the atoms that belong to what stands before them."""
    trailers: list[int] = []
    offset = 0
    for child in children:
        is_closing_tag = child.type == "html_inline" and child.content.startswith(("</", "<br"))
        if child.type in ("footnote_ref", "hardbreak") or is_closing_tag:
            trailers.append(offset)
        offset += len(visible(child))
    return tuple(trailers)


def _paragraph(content: str, number: int) -> list[Token]:
    lines = [number, number + 1]
    inline = Token("inline", "", 0, map=lines, level=1, content=content, block=True)
    inline.children = [Token("text", "", 0, content=content)]
    return [
        Token("paragraph_open", "p", 1, map=lines, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]
