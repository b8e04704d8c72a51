"""Parser rules for comments in Markdown, which never show.

HTML comments, `<!-- … -->`, and those of Obsidian, `%%…%%`. Some are addressed to Jiazhu:
`<!-- jiazhu: ignore T006: the reason -->`.

1. `comment_block`: a comment on lines of its own separates blocks, as an HTML comment does.
2. `comment_inline`: any other comment is removed, with the space before it at the end of a line,
   else with the space after it, so that the text is the same as without it.

Neither rule leaves a token, whether raw HTML is allowed or not, unless the comments to Jiazhu are
recorded. `content/ignores` interprets these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.content.comments import Comment
from generator.content.markdown.locator import Locator
from generator.content.markdown.offsets import SourceMappingState

COMMENT = re.compile(r"<!--[ \t]*jiazhu:(?P<text>(?:(?!-->)[^\n])*)-->")
"""A comment to Jiazhu on one line; the group `text` is what follows `jiazhu:`."""
_CLOSING = "-->"
_ON_ONE_LINE = re.compile(r"<!--(?:(?!-->)[^\n])*-->")
_INLINE = re.compile(r"<!--[\s\S]*?-->|%%(?=\S)[^%\n]+%%")
_OPENINGS = {"<!--": "-->", "%%": "%%"}

TOKEN = "ignore"
"""The type of the tokens that record a comment on a line of its own (`meta["text"]` is its text),
and of the child of an inline token that has only comments."""

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}


def without_comments(line: str) -> str:
    """Return a line without its comments to Jiazhu."""
    end = line.rfind(_CLOSING) + len(_CLOSING)  # what is never closed is not looked for
    return COMMENT.sub("", line[:end]) + line[end:] if _CLOSING in line else line


def add_comments(md: MarkdownIt, *, record: bool = False) -> None:
    """Add the rules to a parser; with `record` they keep those to Jiazhu (`inline_comments`)."""
    block, inline = _Block(record), _Inline(record)
    md.block.ruler.at("html_block", _html_block, _INTERRUPTS)
    md.block.ruler.before("html_block", "comment_block", block, _INTERRUPTS)
    md.inline.ruler.before("link", "comment_inline", inline)


def comments_at(state: StateBlock, line: int) -> tuple[list[str], bool]:
    """Return the HTML comments at the start of a line, and whether the line has nothing else.

    There are no comments in indented code.
    """
    found: list[str] = []
    at, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    while not state.is_code_block(line) and (match := _ON_ONE_LINE.match(state.src, at, end)):
        found.append(match[0])
        at = _after_blanks(state.src, match.end(), end)
    return found, bool(found) and at == end


@lru_cache(maxsize=4)
def _last(closing: str, text: str) -> int:
    """Return the offset of the last closing mark of a text, which is asked at each opening one."""
    return text.rfind(closing)


def _after_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t":
        at += 1
    return at


class _Block:
    """Block rule: comments on lines of their own."""

    def __init__(self, record: bool) -> None:
        self._record = record

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        comments, alone = comments_at(state, start)
        if not alone:
            return not comments and _long_comment(state, start, end, silent)
        if not silent:
            state.line = start + 1
            for comment in filter(None, map(COMMENT.match, comments if self._record else ())):
                token = state.push(TOKEN, "", 0)
                token.map = [start, start + 1]
                token.content = comment[0]
                token.meta["text"] = comment["text"]
        return True


def _long_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Skip a comment of several lines; text after it on its last line is a block of its own."""
    at = state.bMarks[start] + state.tShift[start]
    opening = next((each for each in _OPENINGS if state.src.startswith(each, at)), "")
    if not opening or state.is_code_block(start) or _last(_OPENINGS[opening], state.src) < at:
        return False
    if opening == "%%" and state.src[at : state.eMarks[start]].strip() != "%%":
        return False
    for line in range(start + 1, end):
        found = state.src.find(_OPENINGS[opening], state.bMarks[line], state.eMarks[line])
        if found < 0:
            continue
        if not silent:
            after = _after_blanks(state.src, found + len(_OPENINGS[opening]), state.eMarks[line])
            is_last = after == state.eMarks[line]
            if not is_last:
                state.bMarks[line], state.tShift[line] = after, 0
                state.sCount[line] = state.blkIndent
            state.line = line + is_last
        return True
    return False


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: raw HTML, except a line that starts with a comment followed by text."""
    return not comments_at(state, start)[0] and html_block(state, start, end, silent)


class _Inline:
    """Inline rule: a comment in a text."""

    def __init__(self, record: bool) -> None:
        self._record = record

    def __call__(self, state: StateInline, silent: bool) -> bool:
        if state.src.startswith("<!--", state.pos) and _last("-->", state.src) < state.pos:
            return False
        match = _INLINE.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        after = _after_blanks(state.src, match.end(), state.posMax)
        is_last = after == state.posMax or state.src[after] == "\n"
        if not silent:
            if is_last:
                state.pending = state.pending.rstrip(" \t")
            addressed = COMMENT.fullmatch(match[0])
            if self._record and addressed:
                assert isinstance(state, SourceMappingState)
                state.comments.append((state.pos, addressed["text"]))
        follows_space = not state.src[state.pos - 1 : state.pos].strip()
        state.pos = after if is_last or follows_space else match.end()
        return True


def inline_comments(token: Token) -> list[tuple[int, str]]:
    """Return the comments to Jiazhu in an inline token: the offset into its content, and the text.

    They are not tokens, because a token between two `~~` would keep markdown-it from joining them.
    """
    children = token.children or []
    comments: list[tuple[int, str]] = children[0].meta.get("comments", []) if children else []
    return comments


def standalone_comments(
    tokens: Iterable[Token], env: EnvType, locator: Locator
) -> Iterator[Comment]:
    """Yield the comments on lines of their own; each applies to the block below it."""
    maps: list[tuple[int, int]] = []
    comments: list[tuple[Token, int, int]] = []
    for token in tokens:
        if token.map is not None and token.nesting >= 0:
            start, end = token.map
            if token.type == TOKEN:
                comments.append((token, start, end))
            else:
                maps.append((start, -end))
    if not comments:
        return
    for reference in env.get("references", {}).values():
        start, end = reference["map"]
        maps.append((start, -end))
    maps.sort()
    for token, row, below in comments:
        next_below = bisect_left(maps, below, key=itemgetter(0))
        end = -maps[next_below][1] if next_below < len(maps) else below
        about = range(locator.line(row), locator.line(end))
        yield Comment(*locator.block(token), token.meta["text"], about)
