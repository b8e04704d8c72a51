"""Directives in the text of a draft: comments to Jiazhu and anchors, which are not English.

    {=a}He came. <!-- jiazhu: ignore T006: meant so --> I saw.   ->   He came. I saw.

They are removed before a draft is compared with its record, and put back at their sentences, so
that they survive a new translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.content.markdown.comments import COMMENT, TOKEN, inline_comments
from generator.content.markdown.parser import ANCHOR, configure
from generator.content.markdown.plugin_rules import Rule, rules_in_force

_PLACEHOLDER = "\0"  # Markdown has no NUL


@dataclass(frozen=True, slots=True)
class BlockText:
    """The text of a block, folded; `directives` have their offsets in its `plain` text."""

    with_directives: str
    """The text with its directives."""
    plain: str
    directives: tuple[tuple[int, str], ...] = ()


def read_blocks(body: str, *, html: bool) -> list[BlockText]:
    """Return the texts of the blocks of a Markdown text."""
    return [
        _block_text(token)
        for token in _recorder(html).parse(body)
        if token.type == "inline" and _is_block(token)
    ]


def _is_block(token: Token) -> bool:
    """Whether the token is a block without its directives."""
    return any(child.type != TOKEN for child in token.children or ())


def fold(markdown: str) -> str:
    """Return Markdown without soft line breaks and without the escapes of table cells."""
    lines = re.sub(r"(?<! ) {2,}\n", r"\\\n", markdown.replace("\\|", "|")).split("\\\n")
    return "\\\n".join(" ".join(line.split()) for line in lines)


def _block_text(token: Token) -> BlockText:
    text = token.content
    found: list[str] = []
    for at, pattern in reversed(_find_directives(token)):
        match = pattern.match(text, at)
        assert match is not None
        found.insert(0, match[0])
        text = f"{text[:at]}{_PLACEHOLDER}{text[match.end() :]}"
    first, *rest = fold(text).split(_PLACEHOLDER)
    plain, with_directives = first, first
    directives: list[tuple[int, str]] = []
    for directive, part in zip(found, rest, strict=True):
        with_directives += directive + part
        directives.append((len(plain), directive))
        if part.startswith(("\\\n", "\n")):
            plain = plain.rstrip(" ")
        at_start = not plain or plain[-1] in " \n"
        plain += part.removeprefix(" ") if at_start else part
    return BlockText(with_directives, plain.rstrip(" "), tuple(directives))


def _find_directives(token: Token) -> list[tuple[int, re.Pattern[str]]]:
    """Return the offsets of the directives of a token, in order, with the pattern of each."""
    anchors = [child for child in token.children or () if child.type == "anchor"]
    found = [(child.meta["at"], ANCHOR) for child in anchors]
    found += [(at, COMMENT) for at, _ in inline_comments(token)]
    return sorted(found, key=itemgetter(0))


def attach(english: str, before: Sequence[str], after: Sequence[str] = ()) -> str:
    """Return the English of a sentence with the directives before and after it."""
    comments = [text for text in before if not ANCHOR.fullmatch(text)]
    anchors = [text for text in before if ANCHOR.fullmatch(text)]
    return " ".join(filter(None, (*comments, "".join(anchors) + english, *after)))


def _recorder(html: bool) -> MarkdownIt:
    return _recorder_with(html, rules_in_force())


@cache
def _recorder_with(html: bool, rules: tuple[Rule, ...]) -> MarkdownIt:
    del rules  # which `configure` adds
    return configure(MarkdownIt(), html=html, record=True)
