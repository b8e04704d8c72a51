"""The prose of a Markdown file as lines of pinyin: no front matter, no marks of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from markdown_it.token import Token

from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.annotate.pipeline import annotate
from generator.content.fields import FrontMatterReader
from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse_markdown, parse_title_markdown, visible_text
from generator.diagnostics import Report
from generator.language.pinyin.styles import Spelling
from generator.language.scripts.detect import detect_script
from generator.model import ATOM
from generator.spelling.transcript import transcript

_ADJACENT = frozenset({"li", "td", "th", "dt", "dd"})
"""The elements of blocks that follow each other without an empty line."""
_BREAKS = frozenset({"hardbreak", "softbreak"})


def markdown_pinyin(text: str, path: Path, engines: Engines, spelling: Spelling) -> Iterator[str]:
    """Yield the lines of a Markdown text in pinyin: its title, then each block.

    Author's marks are obeyed, and faults ignored. Code is left as it is, and images are left out.
    """
    report = Report()
    entries, body, _ = split_front_matter(text, path, report)
    title = parse_title_markdown(_title(FrontMatterReader(entries or {}, path, report)))
    parsed = parse_markdown(body)
    tokens = [title.skeleton[0], *(parsed.skeleton[block.token] for block in parsed.blocks)]
    script = detect_script(text)
    document = annotate(Document(script, (title.blocks[0], *parsed.blocks)), engines)
    last = ""
    for block, token in zip(document.blocks, tokens, strict=True):
        line = _with_atoms(transcript(block, script, spelling), token.children or ())
        if not line:
            continue
        if last and not (last in _ADJACENT and block.tag in _ADJACENT):
            yield ""
        yield from (part.strip() for part in line.split("\n"))
        last = block.tag


def _title(fields: FrontMatterReader) -> str:
    """Return the Chinese title in front matter."""
    node = fields.node("title")
    if isinstance(node, yaml.MappingNode):
        return next((str(text.value) for key, text in node.value if key.value == "zh"), "")
    return fields.text("title")


def _with_atoms(line: str, children: Sequence[Token]) -> str:
    """Return a line in pinyin with the code and the breaks that stand in its text as atoms."""
    first, *others = line.split(ATOM)
    atoms = [child for child in children if visible_text(child) == ATOM]
    shown = first
    for child, after in zip(atoms, others, strict=True):
        if child.type in _BREAKS:
            shown += "\n" + after.lstrip()
        elif child.type == "code_inline":
            shown += child.content + after
        else:
            shown = shown.rstrip() + after
    return shown.strip()
