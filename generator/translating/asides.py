"""What an author sets into the text of a draft that is no English: comments to us and anchors.

    {=a}He came. <!-- jiazhu: ignore T006: meant so --> I saw.   ->   He came. I saw.

They are taken out before a draft is compared with what was written, and set in again at their
sentences, so that they last though a sentence is translated anew.
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

_MARK = "\0"  # Markdown has no NUL


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a block, folded; `asides` have their offsets in its `plain` text."""

    marked: str
    """The text with its asides."""
    plain: str
    asides: tuple[tuple[int, str], ...] = ()


def contents(body: str, *, html: bool) -> list[Content]:
    """The contents of the blocks of a Markdown text."""
    return [
        _content(token)
        for token in _recorder(html).parse(body)
        if token.type == "inline" and _is_block(token)
    ]


def _is_block(token: Token) -> bool:
    """Whether a parser that records nothing would make a block of it."""
    return any(child.type != TOKEN for child in token.children or ())


def folded(markdown: str) -> str:
    """The same without what says nothing: line breaks but hard ones, and the escapes of cells."""
    lines = re.sub(r" {2,}\n", r"\\\n", markdown.replace("\\|", "|")).split("\\\n")
    return "\\\n".join(" ".join(line.split()) for line in lines)


def _content(token: Token) -> Content:
    text = token.content
    said: list[str] = []
    for at, pattern in reversed(_asides(token)):
        match = pattern.match(text, at)
        assert match is not None
        said.insert(0, match[0])
        text = f"{text[:at]}{_MARK}{text[match.end() :]}"
    whole = folded(text)
    first, *rest = whole.split(_MARK)
    plain, marked = first, first
    asides: list[tuple[int, str]] = []
    for aside, part in zip(said, rest, strict=True):
        marked += aside + part
        asides.append((len(plain), aside))
        if part.startswith(("\\\n", "\n")):
            plain = plain.rstrip(" ")
        opens = not plain or plain[-1] in " \n"
        plain += part.removeprefix(" ") if opens else part
    return Content(marked, plain.rstrip(" "), tuple(asides))


def _asides(token: Token) -> list[tuple[int, re.Pattern[str]]]:
    """The offsets of the asides of a token, in order, and what each is."""
    anchors = [child for child in token.children or () if child.type == "anchor"]
    asides = [(child.meta["at"], ANCHOR) for child in anchors]
    asides += [(at, COMMENT) for at, _ in inline_comments(token)]
    return sorted(asides, key=itemgetter(0))


def beside(english: str, before: Sequence[str], behind: Sequence[str] = ()) -> str:
    """The English of a sentence with the asides of the one that it stands for."""
    comments = [aside for aside in before if not ANCHOR.fullmatch(aside)]
    anchors = [aside for aside in before if ANCHOR.fullmatch(aside)]
    return " ".join(filter(None, (*comments, "".join(anchors) + english, *behind)))


@cache
def _recorder(html: bool) -> MarkdownIt:
    return configure(MarkdownIt(), html=html, record_ignores=True)
