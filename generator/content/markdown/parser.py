"""The Markdown parser: CommonMark with what people write besides, and our own rules.

Tables, strikethrough, task lists, footnotes and definition lists are of markdown-it and its
plugins. Comments, attributes, links, containers, figures, formulas and harmless HTML have modules
of their own, which add their rules. Those of this module:

1. `soft_break` (core, after `text_join`): a line break between two wide characters is dropped,
   since Chinese has no space there; others remain.
2. Author's marks, `{研究/生}` and `{行长|háng zhǎng}` (`marks`).
3. `anchor` (inline): sentences with the same `{=a}` in an article and its translation correspond;
   one with `{=}` has no counterpart. It becomes `anchor` (`meta["label"]`), which renders nothing.
4. Emphasis next to wide characters (`emphasis`).
5. What is nested too deep stays text (`nesting`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.content.markdown.attributes import add_attributes
from generator.content.markdown.comments import add_comments
from generator.content.markdown.containers import add_containers
from generator.content.markdown.emphasis import WideInline
from generator.content.markdown.figures import add_figures
from generator.content.markdown.formulas import add_formulas
from generator.content.markdown.html_blocks import add_html_blocks
from generator.content.markdown.html_tags import add_tags
from generator.content.markdown.links import add_links
from generator.content.markdown.marks import add_author_mark
from generator.content.markdown.nesting import DeepBlocks
from generator.content.markdown.offsets import RAW_HTML, visible_text
from generator.content.markdown.plugin_rules import Rule, rules_in_force
from generator.content.markdown.raw_html import add_raw_html
from generator.language.characters import WIDE

# Punctuation that Latin and Chinese share; its neighbours decide which it is.
_SHARED = "“”‘’…‥—―·"

# Compiled when a line ends in a paragraph, since such large classes take milliseconds.
_LEFT = rf"[{WIDE}{_SHARED}]\Z"
_LEFT_WIDE = rf"[{WIDE}][{_SHARED}]*\Z"
_RIGHT = rf"[{WIDE}{_SHARED}]"
_RIGHT_WIDE = rf"[{WIDE}]"
_CONTEXT = 8  # code points examined on either side of a break

ANCHOR = re.compile(r"\{=([\w-]*)\}")
"""An alignment anchor; the group is its label."""


def parser(*, html: bool) -> MarkdownIt:
    """Return the parser; without `html`, only harmless HTML has an effect, the rest is text.

    It is made once, and not to be changed: `configure` makes another.
    """
    return _parser_with(html, rules_in_force())


@cache
def _parser_with(html: bool, rules: tuple[Rule, ...]) -> MarkdownIt:
    del rules  # which `configure` adds
    return configure(MarkdownIt(), html=html)


def configure(md: MarkdownIt, *, html: bool, record: bool = False) -> MarkdownIt:
    """Configure `md` as a CommonMark parser with our extensions and rules.

    With `record`, the tokens include the comments to Jiazhu and lone tags, which must not be
    rendered.
    """
    md.block, md.inline = DeepBlocks(), WideInline()
    md.configure("commonmark", {"html": html})
    md.enable(["table", "strikethrough"])
    md.options["tasklists"] = True
    md.use(footnote_plugin)
    md.use(deflist_plugin)
    add_formulas(md)
    add_author_mark(md)
    md.inline.ruler.before("link", "anchor", anchor)
    add_comments(md, record=record)
    add_links(md)
    add_containers(md)
    if html:
        add_raw_html(md)
    else:
        add_html_blocks(md)
        add_tags(md, record=RAW_HTML if record else "")
    md.core.ruler.after("text_join", "soft_break", soft_break)
    add_figures(md)
    add_attributes(md)
    for rule in rules_in_force():
        rule(md)
    return md


def join_text(tokens: Sequence[Token]) -> list[Token]:
    """Join adjacent text tokens, so that no word is split needlessly."""
    joined: list[Token] = []
    for is_text, run in groupby(tokens, lambda token: token.type == "text"):
        adjacent = list(run)
        if is_text and len(adjacent) > 1:
            content = "".join([token.content for token in adjacent])
            adjacent = [adjacent[0].copy(content=content)]
        joined += adjacent
    return joined


def anchor(state: StateInline, silent: bool) -> bool:
    """Inline rule: `{=label}`, and the space after it if there is one before it too."""
    match = ANCHOR.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("anchor", "", 0).meta |= {"label": match[1], "at": state.pos}
    before = state.src[state.pos - 1 : state.pos]
    state.pos = match.end()
    if not before.strip() and state.src[state.pos : state.pos + 1] == " ":
        state.pos += 1
    return True


def soft_break(state: StateCore) -> None:
    """Core rule: drop each `softbreak` between two wide characters.

    `meta["source_map"]` of an inline token is then its source map (`offsets`).
    """
    for token in state.tokens:
        if token.type == "inline" and token.children:
            dropped = _breaks_to_drop(token.children)
            token.meta["source_map"] = _shift_source_map(token.children, dropped)
            token.children = _without(token.children, dropped)


def _shift_source_map(children: Sequence[Token], dropped: Collection[int]) -> list[tuple[int, int]]:
    """Return the source map of a text after dropping breaks."""
    source_map: list[tuple[int, int]] = children[0].meta.pop("source_map", [])
    offsets: list[int] = []
    offset = 0
    for index, child in enumerate(children):
        if index in dropped:
            offsets.append(offset)
        offset += len(visible_text(child))
    if not offsets:
        return source_map
    at_breaks = frozenset(offsets)
    remaining = ((start, at) for start, at in source_map if start not in at_breaks)
    return [(start - bisect_left(offsets, start), at) for start, at in remaining]


def _without(children: list[Token], dropped: Collection[int]) -> list[Token]:
    if not dropped:
        return children
    return join_text([child for index, child in enumerate(children) if index not in dropped])


def _breaks_to_drop(children: Sequence[Token]) -> set[int]:
    """Return the indexes of the breaks between wide characters; those in images are dropped."""
    texts: list[str] = []
    breaks: dict[int, int] = {}
    length = 0
    for index, child in enumerate(children):
        if child.children:  # the alternative text of an image
            child.children = _without(child.children, _breaks_to_drop(child.children))
        if child.type == "softbreak":
            breaks[index] = length
        texts.append(_text_beside_break(child))
        length += len(texts[-1])
    text = "".join(texts) if breaks else ""
    return {index for index, place in breaks.items() if _between_wide(text, place)}


def _text_beside_break(child: Token) -> str:
    """Return the text of a token next to a break; tags and footnote references are ignored."""
    if child.type == "code_inline":
        return child.content
    if child.type in ("footnote_ref", "html_inline"):
        return ""
    return visible_text(child)


def _between_wide(text: str, place: int) -> bool:
    left = text[max(0, place - _CONTEXT) : place]
    right = text[place + 1 : place + 1 + _CONTEXT]
    if not (re.search(_LEFT, left) and re.match(_RIGHT, right)):
        return False
    return bool(re.search(_LEFT_WIDE, left) or re.match(_RIGHT_WIDE, right))
