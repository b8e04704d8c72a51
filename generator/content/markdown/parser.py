"""The Markdown parser: CommonMark with tables, strikethrough, footnotes and rules of ours.

1. `soft_break` (core, after `text_join`): a line break between two wide characters vanishes,
   since Chinese sets no space there; any other stays.
2. Author's marks, `{研究/生}` and `{行长|háng zhǎng}` (`marks`).
3. `anchor` (inline): `{=a}` says which sentences of an article and its translation say the same,
   `{=}` that nothing says it. It becomes `anchor` (`meta["label"]`), which shows nothing.
4. Emphasis beside wide characters (`emphasis`).
5. Comments to us, `<!-- jiazhu: … -->`, leave no trace (`comments`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from generator.content.markdown.comments import add_ignores
from generator.content.markdown.emphasis import WideInline
from generator.content.markdown.marks import add_author_mark
from generator.content.markdown.offsets import visible
from generator.language.characters import WIDE

# Punctuation that Latin and Chinese share; its neighbours say which it is.
_SHARED = "“”‘’…‥—―·"

_LEFT = re.compile(rf"[{WIDE}{_SHARED}]\Z")
_LEFT_WIDE = re.compile(rf"[{WIDE}][{_SHARED}]*\Z")
_RIGHT = re.compile(rf"[{WIDE}{_SHARED}]")
_RIGHT_WIDE = re.compile(rf"[{WIDE}]")
_REACH = 8  # code points looked at on either side of a break

ANCHOR = re.compile(r"\{=([\w-]*)\}")
"""An anchor of the alignment; its group is the label."""


def parser(*, html: bool) -> MarkdownIt:
    """A new parser; without `html`, raw HTML is text and comes out escaped."""
    return configure(MarkdownIt(), html=html)


def configure(md: MarkdownIt, *, html: bool, record_ignores: bool = False) -> MarkdownIt:
    """Make a CommonMark parser with the extensions and rules of this module of `md`.

    With `record_ignores` its tokens hold the comments to us, and are not for showing.
    """
    md.inline = WideInline()
    md.configure("commonmark", {"html": html})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin)
    add_author_mark(md)
    md.inline.ruler.before("link", "anchor", anchor)
    add_ignores(md, record=record_ignores)
    md.core.ruler.after("text_join", "soft_break", soft_break)
    return md


def join_text(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens with neighbouring texts made one, so that a word is not cut for nothing."""
    joined: list[Token] = []
    for token in tokens:
        if token.type == "text" and joined and joined[-1].type == "text":
            joined[-1] = joined[-1].copy(content=joined[-1].content + token.content)
        else:
            joined.append(token)
    return joined


def anchor(state: StateInline, silent: bool) -> bool:
    """Inline rule: `{=label}`, with the space behind it where there is one before it too."""
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

    `meta["pins"]` of an inline token then tells where its text comes from (`offsets`).
    """
    for token in state.tokens:
        if token.type == "inline" and token.children:
            dropped = _dropped(token.children)
            token.meta["pins"] = _pins(token.children, dropped)
            token.children = _without(token.children, dropped)


def _pins(children: Sequence[Token], dropped: Collection[int]) -> list[tuple[int, int]]:
    """The pins of a text whose dropped breaks are gone."""
    pins: list[tuple[int, int]] = children[0].meta.pop("pins", [])
    gone: list[int] = []
    offset = 0
    for index, child in enumerate(children):
        if index in dropped:
            gone.append(offset)
        offset += len(visible(child))
    return (
        [(start - bisect_left(gone, start), at) for start, at in pins if start not in gone]
        if gone
        else pins
    )


def _without(children: list[Token], dropped: Collection[int]) -> list[Token]:
    if not dropped:
        return children
    return join_text([child for index, child in enumerate(children) if index not in dropped])


def _dropped(children: Sequence[Token]) -> set[int]:
    """The indexes of the breaks between wide characters; they are dropped in images at once."""
    shown: list[str] = []
    breaks: dict[int, int] = {}
    length = 0
    for index, child in enumerate(children):
        if child.children:  # the alternative text of an image
            child.children = _without(child.children, _dropped(child.children))
        if child.type == "softbreak":
            breaks[index] = length
        shown.append(_shown(child))
        length += len(shown[-1])
    text = "".join(shown) if breaks else ""
    return {index for index, place in breaks.items() if _between_wide(text, place)}


def _shown(child: Token) -> str:
    """What stands next to a break: marks, tags and footnote references are looked through."""
    if child.type == "code_inline":
        return child.content
    if child.type in ("footnote_ref", "html_inline"):
        return ""
    return visible(child)


def _between_wide(text: str, place: int) -> bool:
    left = text[max(0, place - _REACH) : place]
    right = text[place + 1 : place + 1 + _REACH]
    if not (_LEFT.search(left) and _RIGHT.match(right)):
        return False
    return bool(_LEFT_WIDE.search(left) or _RIGHT_WIDE.match(right))
