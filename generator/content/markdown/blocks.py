"""Markdown to blocks: each inline token of the parsed Markdown becomes flat text.

1. markdown-it parses the whole text (`markdown_parser`).
2. Author's marks leave the tokens and become spans of the block: they show nothing, so they
   must not cut a word in two.
3. Each inline token is flattened: texts as they are, a soft break as a line feed, every code
   span, image, tag, footnote reference or hard break as one U+FFFC.

Fences and HTML blocks hold no inline token and never become blocks. Offsets are code points
into `Block.text`; lines and columns are one-based and point into the source file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec.structs import replace

from generator.content.markdown.emphasis import WideInline
from generator.content.markdown.faults import Locator, broken_marks, raw_html_places, unsafe_links
from generator.content.markdown.marks import add_author_mark, readings_of
from generator.content.markdown.offsets import visible
from generator.content.markdown.parser import join_text, parser
from generator.model import Anchor, AuthorMark, Block, Span

__all__ = [
    "broken_marks",
    "flatten",
    "parse",
    "parse_plain",
    "parse_title",
    "parser",
    "raw_html_places",
    "unsafe_links",
    "visible",
]


def parse(
    text: str, *, prefix: str = "b", line: int = 1, html: bool = False
) -> tuple[list[Token], tuple[Block, ...]]:
    """Parse Markdown into its tokens and the blocks that they hold.

    Blocks are numbered from 1 after `prefix`; `line` is where `text` starts in its file.
    The tokens hold no author's marks any more, and must not be changed.
    """
    tokens = _shared_parser(html).parse(text)
    locator = Locator(text, line)
    blocks: list[Block] = []
    elements: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "inline":
            if token.children:
                tag = elements[-1] if elements else "p"
                starts = locator.starts(token)
                pins = locator.pins(token, starts)
                id_ = f"{prefix}{len(blocks) + 1}"
                places = [
                    locator.place(token, starts, child.meta["at"])
                    for child in token.children
                    if child.type == "anchor"
                ]
                block = _block(token, id_, index=index, tag=tag, place=starts[0], pins=pins)
                blocks.append(replace(block, anchor_places=tuple(places)) if places else block)
        elif token.tag and not token.hidden:
            if token.nesting == 1:
                elements.append(token.tag)
            elif token.nesting == -1:
                elements.pop()
    return tokens, tuple(blocks)


def parse_plain(
    text: str, *, prefix: str = "b", line: int = 1
) -> tuple[str, int, list[Token], tuple[Block, ...]]:
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
) -> tuple[list[Token], Block]:
    r"""Read a title, in which only author's marks (and `\{`) mean anything.

    Returns its one inline token, for weaving, and its block.
    """
    tokens = _title_parser().parseInline(text)
    children = tokens[0].children or []
    found = children[0].meta.pop("pins", []) if children else []
    pins = [(offset, line, column + at) for offset, at in found]
    return tokens, _block(tokens[0], block_id, index=0, tag="h1", place=(line, column), pins=pins)


def flatten(children: Sequence[Token]) -> str:
    """The text of a block, from the children of its inline token."""
    return "".join(map(visible, children))


@cache
def _shared_parser(html: bool) -> MarkdownIt:
    return parser(html=html)


@cache
def _title_parser() -> MarkdownIt:
    md = MarkdownIt("zero")
    inline, md.inline = md.inline, WideInline()
    md.inline.ruler.enableOnly(inline.ruler.get_active_rules())
    md.inline.ruler2.enableOnly(["fragments_join"])
    add_author_mark(md)
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


def _block(
    token: Token,
    id_: str,
    *,
    index: int,
    tag: str,
    place: tuple[int, int],
    pins: Iterable[tuple[int, int, int]],
) -> Block:
    """The block of an inline token, which loses its author's marks on the way."""
    token.children, marks, anchors = _take_marks(token.children or [])
    return Block(
        id=id_,
        token=index,
        line=place[0],
        text=flatten(token.children),
        tag=tag,
        column=place[1],
        marks=marks,
        anchors=anchors,
        trailers=_trailers(token.children),
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


def _take_marks(
    children: list[Token],
) -> tuple[list[Token], tuple[AuthorMark, ...], tuple[Anchor, ...]]:
    """The tokens without author's marks, and those marks by their place in the flat text."""
    kept: list[Token] = []
    marks: list[AuthorMark] = []
    anchors: list[Anchor] = []
    edges: list[int] = []  # of the words of the mark that is open
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
            marks += map(AuthorMark, spans, readings_of(words, readings))
            edges = []
        elif child.type == "anchor":
            anchors.append(Anchor(offset, child.meta["label"]))
        else:
            kept.append(child)
            offset += len(visible(child))
            text += visible(child)
    taken = join_text(kept) if marks or anchors else children
    return taken, tuple(marks), tuple(anchors)


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
