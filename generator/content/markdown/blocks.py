"""Parse Markdown into blocks: each inline token becomes flat text.

1. markdown-it parses the whole text once (`parser`). Our rules record the comments to Jiazhu, and
   the faults: what cannot be rendered as the author meant it (`faults`).
2. Recorded tokens are removed, and so are author's marks, which become spans of the block: they
   render nothing, so they must not split a word.
3. Each inline token is flattened: text is copied, a soft break becomes a line feed, and each code
   span, image, tag, footnote reference or hard break becomes one U+FFFC.

Fences and HTML blocks have no inline token and do not become blocks. Offsets are code points
into `Block.text`; lines and columns are one-based positions in the source file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from generator.content.comments import Comment
from generator.content.markdown.comments import TOKEN as COMMENT_TOKEN
from generator.content.markdown.comments import inline_comments, standalone_comments
from generator.content.markdown.emphasis import WideInline
from generator.content.markdown.faults import (
    BROKEN_MARK,
    UNSAFE_LINK,
    MarkdownFault,
    add_recorders,
    faults_outside_blocks,
    in_raw_html,
    record_broken_marks,
)
from generator.content.markdown.locator import Locator
from generator.content.markdown.marks import add_author_mark, readings_of
from generator.content.markdown.offsets import RAW_HTML, RECORDED, visible_text
from generator.content.markdown.parser import configure, join_text, parser
from generator.content.markdown.plugin_rules import Rule, rules_in_force
from generator.content.markdown.raw_html import SOURCE, place_raw_html
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
    "visible_text",
]


class ParsedMarkdown(Struct, frozen=True):
    """The result of parsing a Markdown text."""

    skeleton: Sequence[Token]
    """The tokens, without author's marks and recorded tokens; they must not be modified."""
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    """The comments to Jiazhu."""
    broken_marks: tuple[MarkdownFault, ...] = ()
    """The author's marks that are not valid."""
    unsafe_links: tuple[MarkdownFault, ...] = ()
    """The links, images and reference definitions with an unsafe address."""
    raw_html: tuple[MarkdownFault, ...] = ()
    """The raw HTML that is rendered as text; none if HTML is allowed."""
    left_out: tuple[MarkdownFault, ...] = ()
    """What is left out of raw HTML where HTML is allowed; the cause is a value of `LeftOut`."""
    line: int = 1
    """The line of its file on which the text starts."""


def parse(
    text: str, *, prefix: str = "b", line: int = 1, html: bool = False
) -> tuple[Sequence[Token], tuple[Block, ...]]:
    """Parse Markdown and return only its tokens and blocks; see `parse_markdown`."""
    parsed = parse_markdown(text, prefix=prefix, line=line, html=html)
    return parsed.skeleton, parsed.blocks


def parse_markdown(
    text: str, *, prefix: str = "b", line: int = 1, html: bool = False
) -> ParsedMarkdown:
    """Parse Markdown into its tokens and blocks, with the recorded comments and faults.

    The id of a block is `prefix` and a number from 1; `text` starts on `line` of its file.
    """
    env: dict[str, object] = {}
    tokens = _recording_parser(html).parse(text, env)
    skeleton = [token for token in tokens if token.type != COMMENT_TOKEN]
    locator = Locator(text, line)
    found = _BlockCollector(locator, prefix)
    elements: list[str] = []
    for index, token in enumerate(skeleton):
        if token.type == "inline":
            if token.children:
                found.add(token, index, elements[-1] if elements else "p")
        elif token.type == "html_block":
            found.add_raw_html(token)
        elif token.tag and not token.hidden:
            if token.nesting == 1:
                elements.append(token.tag)
            elif token.nesting == -1:
                elements.pop()
    definitions, html_blocks = faults_outside_blocks(env, locator)
    html_blocks = [_placed(fault, found.blocks) for fault in html_blocks]
    tags = [tag for tag in found.faults[RAW_HTML] if not in_raw_html(env, tag.line - line)]
    comments = (*standalone_comments(tokens, env, locator), *found.comments)
    return ParsedMarkdown(
        skeleton,
        tuple(found.blocks),
        tuple(sorted(comments, key=lambda comment: (comment.line, comment.column))),
        tuple(sorted(found.faults[BROKEN_MARK])),
        tuple(sorted(definitions + found.faults[UNSAFE_LINK])),
        tuple(sorted(html_blocks + tags)),
        tuple(sorted(found.left_out)),
        line,
    )


def parse_plain(
    text: str, *, prefix: str = "b", line: int = 1
) -> tuple[str, int, Sequence[Token], tuple[Block, ...]]:
    """Parse plain text: its first line is the title, and every other line a paragraph.

    Markdown is not interpreted. Returns the title (empty for an empty text), its line, the tokens
    and the blocks. Empty lines, and white space around a line (even U+3000), are dropped.
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
    r"""Parse a title, in which only author's marks (and `\{`) are interpreted.

    Returns its single inline token, for weaving, and its block.
    """
    parsed = parse_title_markdown(text, block_id=block_id, line=line, column=column)
    return parsed.skeleton, parsed.blocks[0]


def parse_title_markdown(
    text: str, *, block_id: str = "t", line: int = 1, column: int = 1
) -> ParsedMarkdown:
    """Parse a title as `parse_title` does, with the marks that are not valid."""
    tokens = _title_parser().parseInline(text)
    children = tokens[0].children or []
    found = children[0].meta.pop("source_map", []) if children else []
    source_map = [(offset, line, column + at) for offset, at in found]
    content = _separate(children)
    tokens[0].children = content.children
    block = _block(
        content, block_id, index=0, tag="h1", place=(line, column), source_map=source_map
    )
    faults = (
        _fault((line, column + child.meta["at"]), child, block, offset)
        for offset, child in content.recorded
    )
    return ParsedMarkdown(tokens, (block,), broken_marks=tuple(faults))


def flatten(children: Sequence[Token]) -> str:
    """Return the text of a block, from the children of its inline token."""
    return "".join(map(visible_text, children))


def _recording_parser(html: bool) -> MarkdownIt:
    return _parser_with(html, rules_in_force())


@cache
def _parser_with(html: bool, rules: tuple[Rule, ...]) -> MarkdownIt:
    del rules  # which `configure` adds
    md = configure(MarkdownIt(), html=html, record=True)
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
    state.pos += 1  # after the backslash
    if not silent:
        state.append_pending("{")
    state.pos += 1
    return True


class _BlockCollector:
    """Collects the blocks of a text, with the comments and faults in them."""

    def __init__(self, locator: Locator, prefix: str) -> None:
        self._locator = locator
        self._prefix = prefix
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.faults: dict[str, list[MarkdownFault]] = defaultdict(list)
        self.left_out: list[MarkdownFault] = []

    def add(self, token: Token, index: int, tag: str) -> None:
        """Add the block of an inline token, and remove the token's invisible children."""
        starts = self._locator.starts(token)

        def place(at: int) -> tuple[int, int]:
            return self._locator.place(token, starts, at)

        source_map = self._locator.source_map(token, starts)
        for at, text in inline_comments(token):
            line, column = place(at)
            self.comments.append(Comment(line, column, text, range(line, line + 1)))
        content = _separate(token.children or [])
        token.children = content.children
        for child in content.children:
            if child.type == "html_inline":
                self.left_out += place_raw_html(child, place, child.meta["at"])
        if not content.has_text_or_mark:
            return
        id_ = f"{self._prefix}{len(self.blocks) + 1}"
        block = _block(content, id_, index=index, tag=tag, place=starts[0], source_map=source_map)
        if content.anchors:
            block = replace(block, anchor_places=tuple(map(place, content.anchor_offsets)))
        self.blocks.append(block)
        for offset, child in content.recorded:
            fault = _fault(place(child.meta["at"]), child, block, offset)
            self.faults[child.type].append(fault)

    def add_raw_html(self, token: Token) -> None:
        """Add what was left out of a block of raw HTML."""
        place = self._locator.within(token, token.meta.pop(SOURCE, ""))
        self.left_out += place_raw_html(token, place)


def _placed(fault: MarkdownFault, blocks: Iterable[Block]) -> MarkdownFault:
    """A block of raw HTML with the block that shows it as text, where one does."""
    place = fault.line, fault.column
    for block in blocks:
        if block.line <= fault.line <= block.place(len(block.text))[0]:
            for offset in range(len(block.text)):
                if block.place(offset) == place:
                    span = Span(offset, min(offset + len(fault.text), len(block.text)))
                    return replace(fault, block=block.id, span=span)
    return fault


def _fault(place: tuple[int, int], token: Token, block: Block, offset: int) -> MarkdownFault:
    """Return the fault that was recorded at an offset of a block; `place` is in the file."""
    span = Span(offset, min(offset + token.meta["length"], len(block.text)))
    return MarkdownFault(*place, token.meta["text"], token.meta["cause"], block.id, span)


def _block(
    content: _InlineContent,
    id_: str,
    *,
    index: int,
    tag: str,
    place: tuple[int, int],
    source_map: Iterable[tuple[int, int, int]],
) -> Block:
    """Build the block of an inline token."""
    return Block(
        id=id_,
        token=index,
        line=place[0],
        text=flatten(content.children),
        tag=tag,
        column=place[1],
        marks=tuple(content.marks),
        anchors=tuple(content.anchors),
        trailing_atoms=_trailing_atoms(content.children),
        source_map=tuple(_without_redundant(source_map, place)),
    )


def _without_redundant(
    source_map: Iterable[tuple[int, int, int]], place: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Drop the points of a source map that follow from the one before, or from `place`."""
    line, shift = place
    for point in source_map:
        if (point[1], point[2] - point[0]) != (line, shift):
            line, shift = point[1], point[2] - point[0]
            yield point


class _InlineContent(Struct):
    """The visible children of an inline token, and what was removed, with its offsets."""

    children: list[Token] = field(default_factory=list)
    marks: list[AuthorMark] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    anchor_offsets: list[int] = field(default_factory=list)
    """The offsets of the anchors in the Markdown."""
    recorded: list[tuple[int, Token]] = field(default_factory=list)
    has_text_or_mark: bool = False
    """Whether there were any children besides comments."""


def _separate(children: Sequence[Token]) -> _InlineContent:
    """Separate the visible children from author's marks, anchors and recorded tokens."""
    content = _InlineContent()
    edges: list[int] = []  # of the words of the open mark
    readings: list[str] = []
    text = ""  # of that mark
    offset = 0
    for child in children:
        if child.type == "author_open":
            edges, readings, text = [offset], child.meta["readings"], ""
        elif child.type == "author_cut":
            edges.append(offset)
        elif child.type == "author_close":
            spans = [Span(*pair) for pair in pairwise([*edges, offset])]
            words = [Span(s.start - edges[0], s.end - edges[0]).of(text) for s in spans]
            content.marks += map(AuthorMark, spans, readings_of(words, readings))
            edges = []
        elif child.type == "anchor":
            content.anchors.append(Anchor(offset, child.meta["label"]))
            content.anchor_offsets.append(child.meta["at"])
        elif child.type in RECORDED:
            if child.type != COMMENT_TOKEN:
                content.recorded.append((offset, child))
        else:
            if child.children:  # the alternative text of an image
                child.children = _without_recorded(child.children)
            content.children.append(child)
            visible = visible_text(child)
            offset += len(visible)
            if edges:
                text += visible
    content.has_text_or_mark = any(child.type != COMMENT_TOKEN for child in children)
    if len(content.children) < len(children):
        content.children = join_text(content.children)
    return content


def _without_recorded(children: Sequence[Token]) -> list[Token]:
    visible = [child for child in children if child.type not in RECORDED]
    return join_text(visible) if len(visible) < len(children) else list(children)


def _trailing_atoms(children: Sequence[Token]) -> tuple[int, ...]:
    """Return the offsets of the atoms that belong to the text before them."""
    trailing_atoms: list[int] = []
    offset = 0
    for child in children:
        is_closing_tag = child.type == "html_inline" and child.content.startswith(("</", "<br"))
        if child.type in ("footnote_ref", "hardbreak") or is_closing_tag:
            trailing_atoms.append(offset)
        offset += len(visible_text(child))
    return tuple(trailing_atoms)


def _paragraph(content: str, number: int) -> list[Token]:
    lines = [number, number + 1]
    inline = Token("inline", "", 0, map=lines, level=1, content=content, block=True)
    inline.children = [Token("text", "", 0, content=content)]
    return [
        Token("paragraph_open", "p", 1, map=lines, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]
