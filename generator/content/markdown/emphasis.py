"""Emphasis next to Chinese: `**重点。**后面` and `很**“重要”**的` are strong.

CommonMark uses adjacent white space and punctuation to decide whether `*` opens or closes
emphasis. Chinese has no white space, so a delimiter between a full stop and a character, or
between a character and a quotation mark, would do neither. Here a wide character outside counts as
white space, and wide punctuation inside as a letter. Without an adjacent wide character, nothing
changes.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.content.markdown.offsets import SourceMappingState, join_and_map
from generator.language.characters import is_wide


class WideInline(ParserInline):
    """The inline parser with our rule for opening and closing emphasis.

    `meta["source_map"]` of the first token is the source map of all tokens, and
    `meta["comments"]` the recorded comments.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ruler2.at("fragments_join", join_and_map)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse `src` into `tokens`, with our own state."""
        state = _WideState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        if state.comments:
            if not state.tokens:
                state.push("ignore", "", 0)
            state.tokens[0].meta["comments"] = state.comments
        if state.tokens:
            state.tokens[0].meta["source_map"] = state.source_map
        return state.tokens


class _WideState(SourceMappingState):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        if not (is_wide(before) or is_wide(after)):
            return scanned
        opens = _flanks(after, before)
        closes = _flanks(before, after)
        return Scanned(
            opens and (canSplitWord or not closes or _is_punctuation(before)),
            closes and (canSplitWord or not opens or _is_punctuation(after)),
            scanned.length,
        )


def _flanks(inside: str, outside: str) -> bool:
    """Whether a delimiter between the two characters can have `inside` inside the emphasis."""
    if isWhiteSpace(ord(inside)):
        return False
    if is_wide(inside) or not _is_punctuation(inside):
        return True
    return is_wide(outside) or isWhiteSpace(ord(outside)) or _is_punctuation(outside)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
