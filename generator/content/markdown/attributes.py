"""Attributes that authors may give to elements, in Markdown (`{#id .class}`) and in HTML.

Only harmless ones are kept, and no id or class that a page has for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse

from generator.content.markdown.offsets import visible_text

InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
Rule = TypeVar("Rule")

ALLOWED = ("id", "class", "title", "lang", "dir", "width", "height", "start", "reversed")
"""The attributes that `{…}` may set."""

RESERVED_IDS = frozenset(
    "closed help help-title known-clear known-count known-export known-import known-said latest"
    " main place-begun place-finished popup popup-beginner popup-character popup-component"
    " popup-entry popup-example popup-grammar popup-meaning popup-panel popup-word preset-copy"
    " preset-said reveal sentence-bar sentence-status settings text known-toggle".split()
)
"""The ids of elements of the pages of articles."""
_RESERVED_ID = re.compile(r"term-.*|fn(?:ref)?\d.*|settings-.*|home-.*|[bet]\d*\.s\d+")
RESERVED_CLASSES = frozenset("s f tr zh pair term first reveal note reader close tool".split())
"""The classes by which scripts and styles know the parts of a text."""

_HEADING = re.compile(
    r"(?P<text>.*?)(?<![ \t])[ \t]*+(?P<attributes>\{[ \t]*[#.\w][^{}\n]*\})[ \t]*"
)
_KRAMDOWN = re.compile(r"(?P<text>[\s\S]*?)\n\{:(?P<attributes>[^{}\n]*\})[ \t]*")
_ATTRIBUTES = re.compile(r"\{\s*[#.A-Za-z]")
_NOT_IN_IDS = re.compile(r"[^\w\- ]")


def add_attributes(md: MarkdownIt) -> None:
    """Add attributes of headings, blocks, links, images and code to a parser, and ids of headings.

    The id of a heading without one is in its `meta["id"]`, made from its text as GitHub makes it.
    """
    md.use(attrs_plugin, allowed=ALLOWED, after=("image", "code_inline", "link_close"))
    md.use(attrs_block_plugin, allowed=ALLOWED)
    inline, block = md.inline.ruler, md.block.ruler
    inline.at("attr", _guarded_inline(rule_named(inline, "attr")))
    block.at("attr", _guarded_block(rule_named(block, "attr")))
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    md.core.ruler.after("block", "aligned_cells", _aligned_cells)
    md.core.ruler.push("heading_ids", _heading_ids)


def _aligned_cells(state: StateCore) -> None:
    """Core rule: the cells of a column have a class, since a strict host lets no style in HTML."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            side = str(token.attrs.pop("style")).rpartition(":")[2]
            token.attrs["class"] = f"align-{side}"


def rule_named(ruler: Ruler[Rule], name: str) -> Rule:
    """Return a rule of a parser, to put another one around it."""
    return next(rule.fn for rule in ruler.__rules__ if rule.name == name)


def _guarded_inline(rule: InlineRule) -> InlineRule:
    """Return the rule for braces that have attributes: `{}` and `{% if %}` are text."""
    return lambda state, silent: (
        _ATTRIBUTES.match(state.src, state.pos) is not None and rule(state, silent)
    )


def _guarded_block(rule: BlockRule) -> BlockRule:
    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        return _ATTRIBUTES.match(state.src, at) is not None and rule(state, start, end, silent)

    return guarded


def safe_attributes(attrs: dict[str, str | int | float]) -> dict[str, str | int | float]:
    """Return attributes without the ids and classes that pages have for themselves."""
    safe = dict(attrs)
    if "id" in safe and is_reserved(str(safe["id"])):
        del safe["id"]
    if "class" in safe:
        names = [n for n in str(safe["class"]).split() if n not in RESERVED_CLASSES]
        safe["class"] = " ".join(names)
        if not names:
            del safe["class"]
    return safe


def is_reserved(id_: str) -> bool:
    """Whether a page may have an element of its own with this id."""
    return id_ in RESERVED_IDS or bool(_RESERVED_ID.fullmatch(id_)) or not id_.strip()


def heading_id(text: str) -> str:
    """Return the id of a heading as GitHub makes it: `What’s new?` -> `whats-new`."""
    return _NOT_IN_IDS.sub("", text.strip().lower()).replace(" ", "-")


def _heading_attributes(state: StateCore) -> None:
    """Core rule: `## 题目 {#id}`, and `{: .class}` on the last line of a block (kramdown).

    The attributes are cut off before the text is parsed.
    """
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.content.rstrip().endswith("}"):
            continue
        is_heading = state.tokens[index - 1].type == "heading_open"
        match = (_HEADING if is_heading else _KRAMDOWN).fullmatch(token.content)
        if match is None or state.tokens[index - 1].nesting != 1:
            continue
        try:
            _, attrs = parse("{" + match["attributes"].lstrip("{:"))
        except ParseError:
            continue
        kept = {key: value for key, value in attrs.items() if key in ALLOWED}
        state.tokens[index - 1].attrs |= kept
        token.content = match["text"]


def _heading_ids(state: StateCore) -> None:
    """Core rule: clean all attributes, and give each heading an id of its own."""
    taken: set[str] = set()
    headings: list[tuple[Token, str]] = []
    for index, token in enumerate(state.tokens):
        for each in (token, *(token.children or ())):
            if each.attrs and ("id" in each.attrs or "class" in each.attrs):
                each.attrs = safe_attributes(each.attrs)
                taken.add(str(each.attrs.get("id", "")))
        if token.type == "heading_open" and "id" not in token.attrs:
            children = state.tokens[index + 1].children or []
            texts = (c.content if c.type == "code_inline" else visible_text(c) for c in children)
            headings.append((token, heading_id("".join(texts).replace("\ufffc", ""))))
    numbers: dict[str, int] = {}
    for token, name in headings:
        if is_reserved(name):
            continue
        number = numbers.get(name, 0)
        id_ = f"{name}-{number}" if number else name
        while id_ in taken:
            number += 1
            id_ = f"{name}-{number}"
        numbers[name] = number
        taken.add(id_)
        token.meta["id"] = id_
