"""Map the text of an inline token to its Markdown.

1. `SourceMappingState` is an inline parser state that records for every token the position of the
   parser when it was pushed, and for literal text the position of each contiguous piece.
2. `join_and_map` runs after the rules that pair emphasis, when texts are joined. It builds the
   source map: offsets into the flat text, each with its offset in the Markdown. Between two points
   of the map, text and Markdown are the same.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, fragments_join
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.content.markdown.marks import AUTHOR_TOKENS
from generator.model import ATOM

RAW_HTML = "raw_html"
RECORDED = frozenset({"broken_mark", "unsafe_link", RAW_HTML, "ignore"})
"""The types of the tokens that record a fault or a comment; `meta["at"]` is the offset in the
Markdown. They render nothing, and are removed after parsing."""

SourceMap = list[tuple[int, int]]
"""Offsets into the text and into the Markdown, sorted by the first."""


def visible_text(token: Token) -> str:
    """Return the text that an inline token adds to its block: none for an author's mark."""
    if token.type in ("text", "text_special"):
        return token.content
    if token.nesting != 0 or token.type == "anchor" or token.type in AUTHOR_TOKENS | RECORDED:
        return ""
    return "\n" if token.type == "softbreak" else ATOM


class SourceMappingState(StateInline):
    """An inline parser state that records the positions of its tokens in the source."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.source_map: SourceMap = []
        self._token_maps: dict[int, SourceMap] = {}
        self._literal: SourceMap = []  # of the pending text
        self._run = (-1, 0)
        self.comments: list[tuple[int, str]] = []
        """The offsets and texts of the recorded comments."""
        self.tag_end = 0
        """The end of the last recorded tag."""
        self.refused_image = -2
        """The offset of the last image with an unsafe address."""

    def append_pending(self, text: str) -> None:
        """Add literal text from the current position."""
        length = len(self.pending)
        while self._literal and self._literal[-1][0] >= length:
            self._literal.pop()  # a rule has removed the end of the text
        self._literal.append((length, self.pos))
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  (markdown-it's name)
        """Push a token with the literal text."""
        token = super().pushPending()
        length = len(token.content)
        self._token_maps[id(token)] = [point for point in self._literal if point[0] < length]
        self._literal = []
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        """Push a token from the current position."""
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        self._token_maps[id(token)] = [(0, self.pos + self._delimiter_offset(ttype))]
        return token

    def _delimiter_offset(self, ttype: str) -> int:
        """Return the length of the earlier tokens of the same run of emphasis delimiters."""
        mark = self.src[self.pos : self.pos + 1]
        if ttype != "text" or mark not in ("*", "_", "~"):
            return 0
        place, count = self._run
        count = count + 1 if place == self.pos else 0
        self._run = self.pos, count
        if mark != "~" or not count:
            return count
        following = self.src[self.pos :]
        odd = (len(following) - len(following.lstrip("~"))) % 2
        return 2 * count - odd  # pairs, after a single one

    def map_token(self, token: Token) -> SourceMap:
        """Return the source map of a token that has not been joined yet."""
        source_map = self._token_maps.get(id(token), [])
        if token.type in ("text", "text_special") and len(source_map) == 1:
            at = source_map[0][1]
            if not self.src.startswith(token.content, at) and self.src.startswith(
                token.content, at + 1
            ):
                return [(0, at + 1)]  # after a backslash, or the bracket of an autolink
        return source_map


def join_and_map(state: StateInline) -> None:
    """Rule: build the source map, then join adjacent texts as `fragments_join` does."""
    assert isinstance(state, SourceMappingState)
    offset = 0
    for token in state.tokens:
        text = visible_text(token)
        if text:
            state.source_map += [(offset + start, at) for start, at in state.map_token(token)]
            offset += len(text)
    fragments_join(state)
