"""Parser rules that record faults: Markdown that will not be rendered as its author meant it.

They push a token that renders nothing and leave the text to the other rules, so that a text need
not be parsed again to find its faults. The caller must remove these tokens.

1. `broken_mark` (inline): an author's mark that is not valid.
2. `unsafe_link` (inline): a link or an image with an unsafe address (`javascript:` …). An unsafe
   reference definition is recorded in the environment, once and not for each use.
3. `raw_html` (inline): a tag, if raw HTML is not allowed. Blocks of raw HTML are recorded in the
   environment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block, reference
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct

from generator.content.markdown.comments import comments_at
from generator.content.markdown.html_tags import is_allowed
from generator.content.markdown.locator import Locator
from generator.content.markdown.marks import author_mark, find_broken_mark
from generator.content.markdown.offsets import RAW_HTML, SourceMappingState
from generator.model import Span

BROKEN_MARK, UNSAFE_LINK = "broken_mark", "unsafe_link"

_MAX_SNIPPET = 60  # code points of HTML in a message
_INTERRUPTS = ["paragraph", "reference", "blockquote"]
_SPACE = re.compile(r"\s*")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*)>")
_DEFINITION = re.compile(r"\[(?!\^)(?:\\.|[^\[\]\\])+\]:\s*(?=\S)", re.DOTALL)
_TITLE_OR_END = re.compile(r"[ \t]*(?:$|[ \t][\"'(])", re.MULTILINE)

# The rules for raw HTML only use this option of the parser of their state.
_WITH_HTML = MarkdownIt("commonmark", {"html": True})

_InlineRule = Callable[[StateInline, bool], bool]


class MarkdownFault(Struct, frozen=True, order=True):
    """Markdown that will not be rendered as its author meant it.

    `text` is the mark, the address or the start of the HTML.
    """

    line: int
    column: int
    text: str
    cause: str = ""
    block: str = ""
    """The id of the block that contains it as text; empty if there is none."""
    span: Span | None = None


def add_recorders(md: MarkdownIt, *, html: bool) -> None:
    """Add the rules to a configured parser; those for raw HTML only if it is not allowed."""
    md.inline.ruler.at("author_mark", record_broken_marks)
    md.inline.ruler.at("link", _recording_refusals(link, "[", _refused_link))
    md.inline.ruler.at("image", _recording_refusals(image, "!", _refused_link))
    md.inline.ruler.at("autolink", _recording_refusals(autolink, "<", _refused_autolink))
    md.block.ruler.at("reference", _reference)
    if not html:
        md.inline.ruler.at("html_inline", _html_inline)
        md.block.ruler.at("html_block", _html_block, {"alt": _INTERRUPTS})


def record_broken_marks(state: StateInline, silent: bool) -> bool:
    """Inline rule: an author's mark; one that is not valid is recorded and remains text."""
    found = find_broken_mark(state)
    if found is not None and not silent:
        text, cause = found
        _record(state, BROKEN_MARK, text, source=text, cause=cause)
    return author_mark(state, silent)


def faults_outside_blocks(env: EnvType, locator: Locator) -> tuple[list[MarkdownFault], ...]:
    """Return the unsafe definitions and the blocks of raw HTML, which are in no inline token."""
    definitions = [
        MarkdownFault(locator.line(row), 1, href) for row, href in env.get(UNSAFE_LINK, {}).items()
    ]
    blocks = [
        MarkdownFault(*locator.block(token), snippet(token.content)) for token in _blocks(env)
    ]
    return definitions, blocks


def in_raw_html(env: EnvType, row: int) -> bool:
    """Whether a row of the text is in a block of raw HTML, whose tags are not reported again."""
    return any(token.map and token.map[0] <= row < token.map[1] for token in _blocks(env))


def snippet(content: str) -> str:
    """Return the start of a piece of HTML, for a message."""
    first = content.strip().split("\n", 1)[0]
    return first if len(first) <= _MAX_SNIPPET else first[: _MAX_SNIPPET - 1] + "…"


def _record(state: StateInline, type_: str, text: str, *, source: str, cause: str = "") -> None:
    token = state.push(type_, "", 0)
    token.meta |= {"at": state.pos, "text": text, "length": len(source), "cause": cause}


def _recording_refusals(
    rule: _InlineRule, first: str, refused: Callable[[StateInline], tuple[str, int] | None]
) -> _InlineRule:
    def record(state: StateInline, silent: bool) -> bool:
        start = state.pos
        matched = rule(state, silent)
        if not matched and not silent and state.src[start] == first:
            state.pos = start
            found = refused(state)
            assert isinstance(state, SourceMappingState)
            if found is not None and start != state.refused_image + 1:
                address, end = found
                _record(state, UNSAFE_LINK, address, source=state.src[start:end])
                if first == "!":  # since the rest looks like a link
                    state.refused_image = start
        return matched

    return record


def _refused_link(state: StateInline) -> tuple[str, int] | None:
    """Return the unsafe address of a link or image, and the end of the link."""
    src, helpers, start = state.src, state.md.helpers, state.pos
    is_image = src[start] == "!"
    if src[start + is_image : start + is_image + 1] != "[":
        return None
    label_end = helpers.parseLinkLabel(state, start + is_image, not is_image)
    state.pos = start
    if label_end < 0 or src[label_end + 1 : label_end + 2] != "(":
        return None
    destination = helpers.parseLinkDestination(src, _past_space(src, label_end + 2), state.posMax)
    address = state.md.normalizeLink(destination.str) if destination.ok else ""
    if state.md.validateLink(address):
        return None
    end = _past_space(src, destination.pos)
    title = helpers.parseLinkTitle(src, end, state.posMax)
    if end > destination.pos and title.ok:
        end = _past_space(src, title.pos)
    return (address, end + 1) if end < state.posMax and src[end] == ")" else None


def _refused_autolink(state: StateInline) -> tuple[str, int] | None:
    match = _AUTOLINK.match(state.src, state.pos, state.posMax)
    address = state.md.normalizeLink(match[1]) if match else ""
    return (address, match.end()) if match and not state.md.validateLink(address) else None


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a reference definition; unsafe ones are recorded, also on the lines below."""
    matched = reference(state, start, end, silent)
    row = start
    while not (matched or silent) and row < end and not state.isEmpty(row):
        # The address may be on the line below the label.
        source = state.getLines(row, min(row + 2, end), state.blkIndent, False).lstrip()
        definition = _DEFINITION.match(source)
        if definition is None or (row > start and state.sCount[row] < state.blkIndent):
            break
        destination = state.md.helpers.parseLinkDestination(source, definition.end(), len(source))
        address = state.md.normalizeLink(destination.str) if destination.ok else ""
        if not state.md.validateLink(address) and _TITLE_OR_END.match(source, destination.pos):
            state.env.setdefault(UNSAFE_LINK, {}).setdefault(row, address)
        elif row == start:
            break
        row += source.count("\n", 0, destination.pos) + 1
    return matched


def _html_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: record a tag, and leave it to be rendered as text."""
    assert isinstance(state, SourceMappingState)
    if silent or state.src[state.pos] != "<" or state.pos < state.tag_end:
        return False
    start, level, md = state.pos, state.linkLevel, state.md
    state.md = _WITH_HTML
    if html_inline(state, silent):
        token = state.tokens[-1]
        token.type = RAW_HTML
        source = token.content
        token.meta |= {"at": start, "text": snippet(source), "length": len(source), "cause": ""}
        state.tag_end = state.pos
    state.pos, state.linkLevel, state.md = start, level, md
    return False


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: record a block of raw HTML, and leave it to be parsed as Markdown."""
    if in_raw_html(state.env, start) or comments_at(state, start)[0]:
        return False
    at = state.bMarks[start] + state.tShift[start]
    if is_allowed(state.src, at):
        return False  # the inline rules record what is wrong in it
    line, md = state.line, state.md
    state.md = _WITH_HTML
    # HTML that cannot interrupt a paragraph does not start inside one.
    begins = not silent or html_block(state, start, end, True)
    if begins and html_block(state, start, end, False):
        state.env.setdefault(RAW_HTML, []).append(state.tokens.pop())
    state.line, state.md = line, md
    return False


def _blocks(env: EnvType) -> Sequence[Token]:
    blocks: Sequence[Token] = env.get(RAW_HTML, ())
    return blocks
