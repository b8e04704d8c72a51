"""Escapes plain text as Markdown, and converts inline Markdown to plain text."""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.content.markdown.parser import parser
from generator.language.characters import HAN, is_wide

# A bracket, an asterisk or a backslash is always escaped; the others only where they have meaning.
# A brace before a vertical bar, or around Chinese, may be an author's mark; one before a letter or
# a sign may have attributes. Two dollar signs may enclose a formula, two per cent signs a comment.
_TO_LAST_HAN = re.compile(f".*[{HAN}]")
_ATTRIBUTES = re.compile(r"\{(?=[ \t]*[#.:=A-Za-z][^{}\n]*\})")
_INLINE = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|~(?=~)|(?<=~)~"
    rf"|\$(?=[^${HAN}，。；：！？、“”「」]*\$)"
    r"|%(?=%)|(?<!=)={2,}+(?=[^\s=])"
)
_LINE_START = re.compile(
    r"^(#{1,6}(?=\s|$)|>|[-+:~](?=\s|$)|=+\s*$|-+\s*$|_+\s*$|:(?=::))", re.MULTILINE
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def escape(text: str) -> str:
    """Return inline Markdown for a text, with its white space unchanged."""
    safe = _INLINE.sub(lambda match: "".join([f"\\{char}" for char in match[0]]), text)
    return _with_braces(safe, attributes=True)


def _with_braces(text: str, *, attributes: bool = False) -> str:
    """Escape each brace that is before a vertical bar, or before Chinese and a closing brace.

    With `attributes`, those that enclose attributes are escaped too.
    """
    if "{" not in text:
        return text
    return "\n".join([_with_braces_of_line(line, attributes) for line in text.split("\n")])


def _with_braces_of_line(line: str, attributes: bool) -> str:
    chinese = _TO_LAST_HAN.match(line, 0, max(line.rfind("}"), 0))
    end = max(line.rfind("|"), chinese.end() - 1 if chinese else 0, 0)
    rest = line[end:]
    return line[:end].replace("{", "\\{") + (_ATTRIBUTES.sub(r"\\{", rest) if attributes else rest)


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
    return _with_braces(title)


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
