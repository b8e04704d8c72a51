"""Where each piece of the text of an inline token begins in its Markdown.

1. `SourcedState` is the state of an inline parser that notes for every token the place of the
   parser when it was made, and for literal text the place of each stretch that goes on unbroken.
2. `join_sourced` comes after the rules that pair emphasis, when texts are joined: it makes of that
   a list of pins, an offset into the flat text and the offset of the Markdown behind it. Between
   two pins both go on in step.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, fragments_join
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.content.markdown.marks import AUTHOR_TOKENS
from generator.model import ATOM

RECORDED = frozenset({"broken_mark", "unsafe_link", "raw_html", "ignore"})
"""The types of the tokens that record a fault or a comment: `meta["at"]` is the offset of each in
the Markdown. They show nothing, and are taken out of what is parsed."""

Pins = list[tuple[int, int]]
"""Offsets into the text and into the Markdown, sorted by the first."""


def visible(token: Token) -> str:
    """What an inline token adds to the text of its block: nothing for an author's mark."""
    if token.type in ("text", "text_special"):
        return token.content
    if token.nesting != 0 or token.type == "anchor" or token.type in AUTHOR_TOKENS | RECORDED:
        return ""
    return "\n" if token.type == "softbreak" else ATOM


class SourcedState(StateInline):
    """The state of an inline parser that knows where its tokens come from."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.pins: Pins = []
        self._origins: dict[int, Pins] = {}
        self._literal: Pins = []  # of the pending text
        self._run = (-1, 0)
        self.comments: list[tuple[int, str]] = []
        """The comments that were recorded: offset and text."""
        self.tag_end = 0
        """The end of the last tag that was recorded."""
        self.refused_image = -2
        """The offset of the last image that was refused."""

    def append_pending(self, text: str) -> None:
        """Add literal text that stands where the parser is."""
        length = len(self.pending)
        while self._literal and self._literal[-1][0] >= length:
            self._literal.pop()  # a rule has taken the end of the text away
        self._literal.append((length, self.pos))
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  (markdown-it's name)
        """Make a token of the literal text."""
        token = super().pushPending()
        self._origins[id(token)] = [pin for pin in self._literal if pin[0] < len(token.content)]
        self._literal = []
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        """Make a token of what stands where the parser is."""
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        self._origins[id(token)] = [(0, self.pos + self._passed(ttype))]
        return token

    def _passed(self, ttype: str) -> int:
        """How much of a run of marks for emphasis the tokens before have taken."""
        mark = self.src[self.pos : self.pos + 1]
        if ttype != "text" or mark not in ("*", "_", "~"):
            return 0
        place, count = self._run
        count = count + 1 if place == self.pos else 0
        self._run = self.pos, count
        if mark != "~" or not count:
            return count
        rest = self.src[self.pos :]
        odd = (len(rest) - len(rest.lstrip("~"))) % 2
        return 2 * count - odd  # pairs, after a lone one

    def origins(self, token: Token) -> Pins:
        """Where a token that has not been joined yet comes from."""
        pins = self._origins.get(id(token), [])
        if token.type in ("text", "text_special") and len(pins) == 1:
            at = pins[0][1]
            if not self.src.startswith(token.content, at) and self.src.startswith(
                token.content, at + 1
            ):
                return [(0, at + 1)]  # behind a backslash, or the bracket of an address
        return pins


def join_sourced(state: StateInline) -> None:
    """Rule: join neighbouring texts, as `fragments_join` does, after pinning them all."""
    assert isinstance(state, SourcedState)
    offset = 0
    for token in state.tokens:
        text = visible(token)
        if text:
            state.pins += [(offset + start, at) for start, at in state.origins(token)]
            offset += len(text)
    fragments_join(state)
