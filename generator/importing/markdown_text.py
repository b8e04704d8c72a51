"""Plain text as Markdown that means nothing but that text."""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.content.markdown.parser import parser
from generator.language.characters import HAN, is_wide

# A bracket, a star or a backslash may always mean something; the others only where they stand.
# A brace before a bar, or around something Chinese, may be an author's mark.
_BRACE = rf"\{{(?=[^\n]*\||[^\n]*[{HAN}][^\n]*\}})"
_INLINE = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|~(?=~)|(?<=~)~"
    rf"|{_BRACE}"
)
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|-+\s*$|_+\s*$)", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def escape(text: str) -> str:
    """Inline Markdown for a text; white space is left as it is."""
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def at_line_start(markdown: str) -> str:
    """Inline Markdown that no longer begins a heading, a list or a quotation."""
    safe = _LINE_START.sub(lambda match: "\\" + match[0], markdown)
    return _NUMBERED.sub(r"\1\\\2", safe)


def paragraph(text: str) -> str:
    """The Markdown of a paragraph of plain text on one line."""
    return at_line_start(escape(" ".join(text.split(" ")).strip()))


def plain(markdown: str) -> str:
    """What inline Markdown says, without its marks and references to notes."""
    tokens = parser(html=False).parseInline(re.sub(r"\[\^\d+\]", "", markdown))
    children = tokens[0].children or []
    text = "".join(child.content or " " * (child.type == "softbreak") for child in children)
    return " ".join(text.split(" ")).strip()


def title_value(title: str) -> str:
    """A plain title for the front matter, where only a brace could be taken for a mark."""
    return re.sub(_BRACE, r"\\{", title)


def destination(address: str) -> str:
    """An address as a link's destination."""
    return quote(address, safe="/#?&=:;,.%+-_~!$'*@[]")


def join_lines(lines: list[str]) -> str:
    """Lines of one paragraph as one: a space where neither side of a break is Chinese."""
    joined = ""
    for line in filter(None, (line.strip() for line in lines)):
        close = not joined or is_wide(joined[-1]) or is_wide(line[0])
        joined += line if close else f" {line}"
    return joined
