"""An author's mark set in the title of an article, which stands in its front matter.

The YAML of the title is edited where it stands and the front matter read again: every other
value, the body and the text of the title must be as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.frontmatter import split
from generator.content.markdown.blocks import parse_title
from generator.diagnostics import Report
from generator.model import AuthorMark, Block, Span
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_source import occurrences, replaced_marks, stale

_NOTE = "Write a note in the notes file beside the article instead."


@dataclass(frozen=True, slots=True)
class _Title:
    """The title of a file: its node, the block that it makes, and everything else."""

    node: yaml.ScalarNode
    block: Block
    others: object
    body: str

    @classmethod
    def read(cls, source: str) -> _Title | None:
        """None where the front matter holds no title that is a text."""
        entries, body, _ = split(source, Path(), Report())
        node = entries["title"].node if entries and "title" in entries else None
        if isinstance(node, yaml.MappingNode):
            parts = [value for key, value in node.value if key.value == "zh"]
            node = parts[0] if len(parts) == 1 else None
        if not isinstance(node, yaml.ScalarNode) or entries is None:
            return None
        _, block = parse_title(node.value.strip())
        others = [(key, _value(entry.node, node)) for key, entry in entries.items()]
        return cls(node, block, others, body)

    def place(self, source: str) -> tuple[int, int]:
        """From where to where the YAML of the title stands in the file."""
        lines = source.split("\n")
        start, end = (
            sum(len(line) + 1 for line in lines[: mark.line]) + mark.column
            for mark in (self.node.start_mark, self.node.end_mark)
        )
        return start, end


def with_title_mark(
    source: str, block: Block, span: Span, mark: str, marks: tuple[AuthorMark, ...]
) -> str:
    """A file with an author's mark, which means `marks`, at a span of its title.

    Raises `EditError`.
    """
    title = _Title.read(source)
    if title is None or title.block.text != block.text:
        raise stale(block)
    replaced = replaced_marks(title.block, span)
    if replaced == marks:
        return source
    others = [other for other in title.block.marks if other not in replaced]
    expected = tuple(sorted([*others, *marks], key=lambda each: each.span))
    start, end = title.place(source)
    for value in _values(source[start:end], span.of(block.text), mark, title.node.style):
        new = source[:start] + value + source[end:]
        after = _Title.read(new)
        if after is None or (after.others, after.body) != (title.others, title.body):
            continue
        if (after.block.text, after.block.marks) == (block.text, expected):
            return new
    message = f"“{span.of(block.text)}” cannot be marked in the title"
    raise EditError(message, _NOTE, line=block.line)


def _values(yaml_text: str, text: str, mark: str, style: str | None) -> Iterator[str]:
    """The YAML of the title with the mark wherever it may be meant."""
    escaped = mark.replace("'", "''") if style == "'" else mark
    places = [match.span() for match in re.finditer(r"\{[^{}\n]*\}", yaml_text)]
    places += [(at, at + len(text)) for at in occurrences(yaml_text, text)]
    for start, end in places:
        value = yaml_text[:start] + escaped + yaml_text[end:]
        yield value
        if style is None:
            # A plain value may not begin with a brace.
            yield "'" + value.replace("'", "''") + "'"


def _value(node: yaml.Node | None, title: yaml.Node) -> object:
    """What a node says, for comparison; nothing of the title."""
    if node is None or node is title:
        return None
    if isinstance(node, yaml.MappingNode):
        return [(_value(key, title), _value(value, title)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_value(value, title) for value in node.value]
    return node.tag, node.value
