"""The heading that a Markdown text starts with, which is the title of the article.

`# 题目` or a line above `===`, with nothing but empty lines and HTML comments before it. It is
blanked out of the body, so that the title is not shown twice and every line keeps its number.
"""

from __future__ import annotations

import re

from msgspec import Struct

from generator.content.markdown.offsets import visible_text
from generator.content.markdown.parser import parser

_BEFORE = r"(?:[ \t]*\n| {0,3}<!--(?:(?!-->)[\s\S])*-->[ \t]*(?:\n|\Z))*"
_END = r"(?:[ \t]+#+)?[ \t]*(?:\n|\Z)"
_ATX = re.compile(
    rf"{_BEFORE} {{0,3}}#[ \t]++(?P<text>(?:[^ \t\n]++(?:(?!{_END})[ \t]++)?+)*+){_END}"
)
_SETEXT = re.compile(
    rf"{_BEFORE} {{0,3}}(?P<text>(?![-*+>#=]|\d+[.)]|```)\S[^\n]*)\n {{0,3}}=+[ \t]*(?:\n|\Z)"
)
_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*+\{[ \t]*[#.][^{}\n]*\}$")
_MARKUP = re.compile(r"[*_`\[\]<>~\\&=$!]")


class LeadingHeading(Struct, frozen=True):
    """A heading at the start of a text; `start` and `end` are the offsets of its Markdown."""

    text: str
    """As a title, in which only author's marks are markup."""
    start: int
    end: int
    body: str
    """The text without the heading, each line where it was."""


def leading_heading(body: str) -> LeadingHeading | None:
    """Return the heading of the first level that a text starts with; None if there is none."""
    match = _ATX.match(body) or _SETEXT.match(body)
    if match is None:
        return None
    source = _ATTRIBUTES.sub("", match["text"].rstrip())
    text = _as_title(source)
    if not text:
        return None
    start = match.start("text")
    line = body.rfind("\n", 0, start) + 1
    blank = "\n" * body.count("\n", line, match.end())
    rest = body[:line] + blank + body[match.end() :]
    return LeadingHeading(text, start, start + len(source), rest)


def _as_title(source: str) -> str:
    """Return inline Markdown as a title: its text, if it has any markup besides author's marks."""
    if not _MARKUP.search(source):
        return source
    children = parser(html=False).parseInline(source)[0].children or []
    texts = (
        child.content
        if child.type in ("text", "text_special", "code_inline")
        else " "
        if visible_text(child) == "\n"
        else ""
        for child in children
    )
    return " ".join("".join(texts).split())
