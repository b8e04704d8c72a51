"""Writes an ignore comment beside the line that it is about, and takes comments out.

1. Each place that will do is tried, the nearest first: the end of the line, a line of its own
   above it, in Markdown at last a line above the outermost block.
2. The first is taken where the comment is read back as one that covers the line, and where all
   the rest of the file is read as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from generator.content.comments import Comment
from generator.content.frontmatter import split
from generator.content.ignores import front_matter_comments
from generator.content.markdown.blocks import parse_markdown
from generator.content.markdown.comments import COMMENT
from generator.content.markdown.parser import parser
from generator.content.toml.decode import decode
from generator.content.values import acceptance_fault
from generator.diagnostics import Report

_BAR = re.compile(r"[ \t]*\|[ \t]*$")
_PREFIX = re.compile(r"[ \t>]*")


class Kind(StrEnum):
    """What a comment is written into."""

    MARKDOWN = "markdown"
    TOML = "toml"
    FRONT_MATTER = "front matter"


class CannotIgnoreError(ValueError):
    """A comment that nobody could follow, or for which there is no place."""


def kind_at(path: Path, text: str, line: int) -> Kind | None:
    """What stands on a line of a file of a site; None where no comment can, as in plain text."""
    if path.suffix == ".toml":
        return Kind.TOML
    if line < split(text, path, Report())[2]:
        return Kind.FRONT_MATTER
    return Kind.MARKDOWN if path.suffix.lower() == ".md" else None


def with_ignore(text: str, line: int, code: str, reason: str, kind: Kind) -> str:
    """The text of a whole file with a comment that accepts `code` on a line, counted from 1.

    Line 1 of a file with front matter stands for all of the file. Raises CannotIgnoreError where
    the code cannot be accepted, no reason is given, or the line has no place for a comment.
    """
    fault = acceptance_fault(code)
    if fault is not None:
        raise CannotIgnoreError(fault[0])
    said = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    said = said.replace("-->", "→")
    if not said:
        raise CannotIgnoreError("no reason is given")
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        raise CannotIgnoreError(f"there is no line {line}")
    comment = f"jiazhu: ignore {code}: {said}"
    before, covered = _read(text, kind), _covering(text, line, code, kind)
    whole = kind is Kind.FRONT_MATTER and line == 1
    for tried in _tries(text, lines, line - 1, comment, kind):
        now = line if whole else line + tried.count("\n") - text.count("\n")
        if _covering(tried, now, code, kind) > covered and _read(tried, kind) == before:
            return tried
    raise CannotIgnoreError(f"line {line} has no place for a comment")


def without_ignores(body: str) -> str:
    """A Markdown text without the comments that stand alone on a line."""
    for comment in reversed(parse_markdown(body).comments):
        lines = body.split("\n")
        row = comment.line - 1
        kept = COMMENT.sub("", lines[row])
        if _PREFIX.fullmatch(kept):
            gone = "\n".join([*lines[:row], *lines[row + 1 :]])
            same = parser(html=False).render(gone) == parser(html=False).render(body)
            body = gone if same else _with_row(lines, row, kept.rstrip())
    return body


def _tries(text: str, lines: list[str], row: int, comment: str, kind: Kind) -> Iterator[str]:
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
    """The Markdown of a file, and the line on which it begins."""
    _, body, first = split(text, Path(), Report())
    return body, first


def _covering(text: str, line: int, code: str, kind: Kind) -> int:
    """How many comments accept a code on a line."""
    read: list[Sequence[Comment]]
    if kind is Kind.TOML:
        read = [decode(text).comments]
    else:
        body, first = _body(text)
        if kind is Kind.FRONT_MATTER:
            read = [front_matter_comments(text[: len(text) - len(body)])]
        else:
            read = [parse_markdown(body, line=first, html=html).comments for html in (False, True)]
    said = f" ignore {code}:"
    return min(sum(line in c.lines and c.text.startswith(said) for c in found) for found in read)


def _read(text: str, kind: Kind) -> object:
    """All that a file says, but for its comments."""
    if kind is Kind.TOML:
        decoded = decode(text)
        return decoded.data, len(decoded.faults)
    report = Report()
    entries, body, _ = split(text, Path(), report)
    values = {key: repr(entry.node) for key, entry in (entries or {}).items()}
    pages = [parser(html=html).render(body) for html in (False, True)]
    return values, pages, [(d.code, d.message) for d in report.diagnostics]
