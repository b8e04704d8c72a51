"""Escapes plain text as Markdown, and converts inline Markdown to plain text."""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.content.markdown.parser import parser
from generator.language.characters import HAN, is_wide

# A bracket, an asterisk or a backslash is always escaped; the others only where they have meaning.
# A brace before a vertical bar, or around Chinese, may be an author's mark; one before a letter or
# a sign may have attributes. Two dollar signs may enclose a formula, two per cent signs a comment.
_BRACE = rf"\{{(?=[^\n]*\||[^\n]*[{HAN}][^\n]*\}})"
_INLINE = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|~(?=~)|(?<=~)~"
    rf"|\$(?=[^${HAN}，。；：！？、“”「」]*\$)"
    r"|%(?=%)|=(?==+[^\s=])"
    rf"|{_BRACE}|\{{(?=\s*[#.:=A-Za-z][^{{}}\n]*\}})"
)
_LINE_START = re.compile(
    r"^(#{1,6}(?=\s|$)|>|[-+:~](?=\s|$)|=+\s*$|-+\s*$|_+\s*$|:(?=::))", re.MULTILINE
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def escape(text: str) -> str:
    """Return inline Markdown for a text, with its white space unchanged."""
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def escape_line_start(markdown: str) -> str:
    """Escape inline Markdown that would start a heading, a list, a quotation, a rule or a box."""
    safe = _LINE_START.sub(lambda match: "\\" + match[0], markdown)
    return _NUMBERED.sub(r"\1\\\2", safe)


def escape_paragraph(text: str) -> str:
    """Return the Markdown of a paragraph of plain text on one line."""
    return escape_line_start(escape(" ".join(text.split(" ")).strip()))


def to_plain(markdown: str) -> str:
    """Return the plain text of inline Markdown, without references to notes."""
    tokens = parser(html=False).parseInline(re.sub(r"\[\^\d+\]", "", markdown))
    children = tokens[0].children or []
    text = "".join(child.content or " " * (child.type == "softbreak") for child in children)
    return " ".join(text.split(" ")).strip()


def escape_title(title: str) -> str:
    """Escape a plain title for the front matter, in which only a brace can begin a mark."""
    return re.sub(_BRACE, r"\\{", title)


def link_destination(address: str) -> str:
    """Return an address quoted as the destination of a link."""
    return quote(address, safe="/#?&=:;,.%+-_~!$'*@[]")


def join_lines(lines: list[str]) -> str:
    """Join the lines of a paragraph, with a space unless one side of the break is Chinese."""
    joined = ""
    for line in filter(None, (line.strip() for line in lines)):
        close = not joined or is_wide(joined[-1]) or is_wide(line[0])
        joined += line if close else f" {line}"
    return joined
