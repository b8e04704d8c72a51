"""Formulas in TeX: `$…$`, `$$…$$`, `\\begin{align}…` and code blocks of the language `math`.

`$` is also a currency sign. A text with Han characters between two of them is no formula, unless
they are inside a command such as `\\text{…}`.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from generator.language.characters import has_han
from generator.lazy_patterns import lazy_pattern

TYPES = frozenset({"math_inline", "math_inline_double", "math_block", "amsmath"})
"""The types of the tokens of formulas; `content` is the TeX."""

_COMMAND = re.compile(r"\\[A-Za-z]+\s*\{[^{}]*\}")
_WIDE = lazy_pattern(r"[，。；：！？、“”「」]")


def add_formulas(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    md.use(amsmath_plugin)
    md.inline.ruler.at("math_inline", _inline)


_dollars = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)


def _inline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "$" or not _dollars(state, True):
        return False
    end, state.pos = state.pos, start
    content = _COMMAND.sub("", state.src[start:end])
    if has_han(content) or _WIDE.search(content) or "\n\n" in content:
        return False
    return _dollars(state, silent)
