"""Blocks within blocks: however deep they are, no text is lost.

markdown-it gives up what is nested deeper than its limit, with all of its text. Here the limit is
higher, and below it each block is a paragraph, whose marks of lists and quotations are text.
"""

from __future__ import annotations

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock, paragraph

DEEPEST = 100
"""The elements around a block from which on it is a paragraph: 50 lists, or 100 quotations."""


class DeepBlocks(ParserBlock):
    """The block parser with our rule for what is too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Parse some lines, as markdown-it does but for the limit."""
        rules = self.ruler.getRules("") if state.level < DEEPEST else [paragraph]
        line, empty = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            next(rule for rule in rules if rule(state, line, endLine, False))
            state.tight = not empty
            line = state.line
            empty = empty or state.isEmpty(line - 1)
            if line < endLine and state.isEmpty(line):
                empty = True
                state.line = line = line + 1
