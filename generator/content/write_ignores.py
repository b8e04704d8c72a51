"""Add an ignore comment to a file, or remove the comments.

1. The possible places are tried, the nearest first: the end of the line, a line of its own above
   it and, in Markdown, a line above the outermost block.
2. The comment is put in the first place where it is parsed as one that covers the line, and where
   the rest of the file is parsed as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from generator.content.comments import Comment
from generator.content.front_matter_comments import front_matter_comments
from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse_markdown
from generator.content.markdown.comments import without_comments
from generator.content.markdown.parser import parser
from generator.content.toml.decode import decode_toml
from generator.content.values import acceptance_fault
from generator.diagnostics import Report

_BAR = re.compile(r"(?<![ \t])[ \t]*+\|[ \t]*$")
_PREFIX = re.compile(r"[ \t>]*")


class Kind(StrEnum):
    """The language that a comment is written in."""

    MARKDOWN = "markdown"
    TOML = "toml"
    FRONT_MATTER = "front matter"


class CannotIgnoreError(ValueError):
    """Raised if a comment would not be valid, or if there is no place for it."""


def kind_at(path: Path, text: str, line: int) -> Kind | None:
    """Return the language of a line of a file; None if it has no comments, like plain text."""
    if path.suffix == ".toml":
        return Kind.TOML
    if line < split_front_matter(text, path, Report())[2]:
        return Kind.FRONT_MATTER
    return Kind.MARKDOWN if path.suffix.lower() == ".md" else None


def with_ignore(text: str, line: int, code: str, reason: str, kind: Kind) -> str:
    """Return the text of a file with a comment that accepts `code` on a line, counted from 1.

    Line 1 of front matter means the whole file. Raises CannotIgnoreError if the code cannot be
    accepted, no reason is given, or there is no place for the comment.
    """
    fault = acceptance_fault(code)
    if fault is not None:
        raise CannotIgnoreError(fault[0])
    reason = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    reason = reason.replace("-->", "→")
    if not reason:
        raise CannotIgnoreError("no reason is given")
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        raise CannotIgnoreError(f"there is no line {line}")
    comment = f"jiazhu: ignore {code}: {reason}"
    content, covering = _content(text, kind), _count_covering(text, line, code, kind)
    whole_file = kind is Kind.FRONT_MATTER and line == 1
    for new in _candidates(text, lines, line - 1, comment, kind):
        new_line = line if whole_file else line + new.count("\n") - text.count("\n")
        if _count_covering(new, new_line, code, kind) > covering and _content(new, kind) == content:
            return new
    raise CannotIgnoreError(f"line {line} has no place for a comment")


def without_ignores(body: str) -> str:
    """Return a Markdown text without the comments that are on lines of their own."""
    for comment in reversed(parse_markdown(body).comments):
        lines = body.split("\n")
        row = comment.line - 1
        remaining = without_comments(lines[row])
        if _PREFIX.fullmatch(remaining):
            without = "\n".join([*lines[:row], *lines[row + 1 :]])
            same = parser(html=False).render(without) == parser(html=False).render(body)
            body = without if same else _with_row(lines, row, remaining.rstrip())
    return body


def _candidates(text: str, lines: list[str], row: int, comment: str, kind: Kind) -> Iterator[str]:
    if kind is not Kind.MARKDOWN:
        yield _with_row(lines, row, f"{lines[row].rstrip()}  # {comment}")
        above = max(row, 1) if kind is Kind.FRONT_MATTER else row
        for start in range(above, -1, -1):
            indent = _PREFIX.match(lines[above])
            yield _above(lines, start, f"{indent[0] if indent else ''}# {comment}")
        return
    yield _with_row(lines, row, f"{lines[row].rstrip()} <!-- {comment} -->")
    escaped = comment.replace("|", "\\|")
    cell = _BAR.split(lines[row], maxsplit=1)
    yield _with_row(lines, row, f" <!-- {escaped} --> |".join(cell))
    prefix = _PREFIX.match(lines[row])
    yield _above(lines, row, f"{prefix[0] if prefix else ''}<!-- {comment} -->")
    body, first = _body(text)
    starts = [t.map[0] for t in parser(html=True).parse(body) if t.map and t.level == 0]
    for start in sorted({start + first - 1 for start in starts}, reverse=True):
        if start <= row:
            yield _above(lines, start, f"<!-- {comment} -->")


def _with_row(lines: list[str], row: int, content: str) -> str:
    return "\n".join([*lines[:row], content, *lines[row + 1 :]])


def _above(lines: list[str], row: int, content: str) -> str:
    return "\n".join([*lines[:row], content, *lines[row:]])


def _body(text: str) -> tuple[str, int]:
    """Return the Markdown of a file, and the line on which it starts."""
    _, body, first = split_front_matter(text, Path(), Report())
    return body, first


def _count_covering(text: str, line: int, code: str, kind: Kind) -> int:
    """Return how many comments accept a code on a line."""
    parsed: list[Sequence[Comment]]
    if kind is Kind.TOML:
        parsed = [decode_toml(text).comments]
    else:
        body, first = _body(text)
        if kind is Kind.FRONT_MATTER:
            parsed = [front_matter_comments(text[: len(text) - len(body)])]
        else:
            parses = (parse_markdown(body, line=first, html=html) for html in (False, True))
            parsed = [parse.comments for parse in parses]
    start = f" ignore {code}:"
    return min(sum(line in c.lines and c.text.startswith(start) for c in cs) for cs in parsed)


def _content(text: str, kind: Kind) -> object:
    """Return the parsed content of a file, without its comments, for comparison."""
    if kind is Kind.TOML:
        decoded = decode_toml(text)
        return decoded.data, len(decoded.faults)
    report = Report()
    entries, body, _ = split_front_matter(text, Path(), report)
    values = {key: repr(entry.node) for key, entry in (entries or {}).items()}
    pages = [parser(html=html).render(body) for html in (False, True)]
    return values, pages, [(d.code, d.message) for d in report.diagnostics]
