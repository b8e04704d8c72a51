"""Write an author's mark into the title of an article, in its front matter or its heading.

The source of the title is edited in place and the file parsed again: all other values, the body and
the text of the title must be unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.fields import FrontMatter
from generator.content.frontmatter import split_front_matter
from generator.content.leading_heading import leading_heading
from generator.content.markdown.blocks import parse_title
from generator.diagnostics import Report
from generator.model import AuthorMark, Block, Span
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_source import occurrences, replaced_marks, stale_error

_USE_A_NOTE = "Write a note in the notes file beside the article instead."


@dataclass(frozen=True, slots=True)
class _Title:
    """The title of a file: where it is written, its block, and the rest of the file."""

    start: int
    """The offset of its source in the file: of its YAML or of the text of the heading."""
    end: int
    style: str | None
    """The quotation mark of YAML; None for a plain scalar, and `#` for a heading."""
    block: Block
    other_values: object
    body: str

    @classmethod
    def read(cls, source: str) -> _Title | None:
        """Parse the title of a file; None if it has none that can be edited in place."""
        entries, body, _ = split_front_matter(source, Path(), Report())
        if entries is None:
            return None
        if "title" not in entries:
            return cls._of_heading(source, body, entries)
        node = entries["title"].node
        if isinstance(node, yaml.MappingNode):
            parts = [value for key, value in node.value if key.value == "zh"]
            node = parts[0] if len(parts) == 1 else None
        if not isinstance(node, yaml.ScalarNode):
            return None
        _, block = parse_title(node.value.strip())
        lines = source.split("\n")
        start, end = (
            sum(len(line) + 1 for line in lines[: mark.line]) + mark.column
            for mark in (node.start_mark, node.end_mark)
        )
        return cls(start, end, node.style, block, _values(entries, node), body)

    @classmethod
    def _of_heading(cls, source: str, body: str, entries: FrontMatter) -> _Title | None:
        heading = leading_heading(body)
        if heading is None or body[heading.start : heading.end] != heading.text:
            return None
        _, block = parse_title(heading.text)
        before = len(source) - len(body)
        start, end = before + heading.start, before + heading.end
        return cls(start, end, "#", block, _values(entries, None), heading.body)


def with_title_mark(
    source: str, block: Block, span: Span, mark: str, marks: tuple[AuthorMark, ...]
) -> str:
    """Return a file with an author's mark at a span of its title.

    `marks` is the parsed mark. Raises `EditError`.
    """
    title = _Title.read(source)
    if title is None or title.block.text != block.text:
        raise stale_error(block)
    replaced = replaced_marks(title.block, span)
    if replaced == marks:
        return source
    others = [other for other in title.block.marks if other not in replaced]
    expected = tuple(sorted([*others, *marks], key=lambda each: each.span))
    start, end = title.start, title.end
    for value in _marked_values(source[start:end], span.of(block.text), mark, title.style):
        new = source[:start] + value + source[end:]
        after = _Title.read(new)
        if after is None or (after.other_values, after.body) != (
            title.other_values,
            title.body,
        ):
            continue
        if (after.block.text, after.block.marks) == (block.text, expected):
            return new
    message = f"“{span.of(block.text)}” cannot be marked in the title"
    raise EditError(message, _USE_A_NOTE, line=block.line)


def _marked_values(yaml_text: str, text: str, mark: str, style: str | None) -> Iterator[str]:
    """Yield the YAML of the title with the mark at each place where its text occurs."""
    escaped = mark.replace("'", "''") if style == "'" else mark
    places = [match.span() for match in re.finditer(r"\{[^{}\n]*\}", yaml_text)]
    places += [(at, at + len(text)) for at in occurrences(yaml_text, text)]
    for start, end in places:
        value = yaml_text[:start] + escaped + yaml_text[end:]
        yield value
        if style is None:
            # A plain scalar cannot begin with a brace.
            yield "'" + value.replace("'", "''") + "'"


def _values(entries: FrontMatter, title: yaml.Node | None) -> object:
    """Return all values for comparison, without that of the title."""
    return [(key, _value(entry.node, title)) for key, entry in entries.items()]


def _value(node: yaml.Node | None, title: yaml.Node | None) -> object:
    """Return the value of a node for comparison, without that of the title."""
    if node is None or node is title:
        return None
    if isinstance(node, yaml.MappingNode):
        return [(_value(key, title), _value(value, title)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_value(value, title) for value in node.value]
    return node.tag, node.value
