"""Comments to Jiazhu in Markdown, `<!-- jiazhu: ignore T006: the reason -->`, as parser rules.

1. `ignore_block`: one that stands alone on its line separates blocks, as an HTML comment does.
2. `ignore_inline`: any other is taken out of its line, with the space before it at the end of a
   line and the space behind it elsewhere, so that the text is what it would be without it.

Neither leaves a token, whether raw HTML is let through or not, unless it is to record comments.
What comments say is for `content/ignores`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.content.comments import Comment
from generator.content.markdown.locator import Locator
from generator.content.markdown.offsets import SourcedState

COMMENT = re.compile(r"<!--[ \t]*jiazhu:(?P<text>(?:(?!-->)[^\n])*)-->")
"""A comment, on one line; `text` is what follows `jiazhu:`."""

TOKEN = "ignore"
"""The type of the tokens that record a comment alone on its line (`meta["text"]` is its text), and
of one that stands for an inline token that has nothing but comments."""

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}


def add_ignores(md: MarkdownIt, *, record: bool = False) -> None:
    """Give any parser the rules; those that `record` keep each comment, see `inline_comments`."""
    block, inline = _Block(record), _Inline(record)
    md.block.ruler.at("html_block", _html_block, _INTERRUPTS)
    md.block.ruler.before("html_block", "ignore_block", block, _INTERRUPTS)
    md.inline.ruler.before("link", "ignore_inline", inline)


def comments_at(state: StateBlock, line: int) -> tuple[list[re.Match[str]], bool]:
    """The comments with which a line begins, and whether it has nothing else.

    There are none in what is indented as code.
    """
    found: list[re.Match[str]] = []
    at, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    while not state.is_code_block(line) and (match := COMMENT.match(state.src, at, end)):
        found.append(match)
        at = _after_blanks(state.src, match.end(), end)
    return found, bool(found) and at == end


def _after_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t":
        at += 1
    return at


class _Block:
    """Block rule: a comment alone on its line."""

    def __init__(self, record: bool) -> None:
        self._record = record

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        comments, alone = comments_at(state, start)
        if alone and not silent:
            state.line = start + 1
            for comment in comments if self._record else ():
                token = state.push(TOKEN, "", 0)
                token.map = [start, start + 1]
                token.content = comment[0]
                token.meta["text"] = comment["text"]
        return alone


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: raw HTML, but for a line that a comment begins and text follows."""
    return not comments_at(state, start)[0] and html_block(state, start, end, silent)


class _Inline:
    """Inline rule: a comment in a line."""

    def __init__(self, record: bool) -> None:
        self._record = record

    def __call__(self, state: StateInline, silent: bool) -> bool:
        match = COMMENT.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        behind = _after_blanks(state.src, match.end(), state.posMax)
        ends = behind == state.posMax or state.src[behind] == "\n"
        if not silent:
            if ends:
                state.pending = state.pending.rstrip(" \t")
            if self._record:
                assert isinstance(state, SourcedState)
                state.comments.append((state.pos, match["text"]))
        spaced = not state.src[state.pos - 1 : state.pos].strip()
        state.pos = behind if ends or spaced else match.end()
        return True


def inline_comments(token: Token) -> list[tuple[int, str]]:
    """The comments in an inline token: offset into its content, and text.

    They are no tokens, since `~~` and `~~` are taken together where nothing parts their tokens.
    """
    children = token.children or []
    comments: list[tuple[int, str]] = children[0].meta.get("comments", []) if children else []
    return comments


def standalone_comments(
    tokens: Iterable[Token], env: EnvType, locator: Locator
) -> Iterator[Comment]:
    """The comments that stand alone on their lines; each is about the block below it."""
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
    for token, row, below in comments:
        end = -min((lines for lines in maps if lines[0] >= below), default=(0, -below))[1]
        about = range(locator.line(row), locator.line(end))
        yield Comment(*locator.block(token), token.meta["text"], about)
