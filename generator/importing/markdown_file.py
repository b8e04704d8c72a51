"""Reads a Markdown file from another program, with its blocks unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it.token import Token

from generator.content.frontmatter import split_front_matter
from generator.content.markdown.parser import parser
from generator.content.metadata import parse_metadata
from generator.diagnostics import Report
from generator.importing.document import Block, Document
from generator.importing.images import images_in_folder
from generator.importing.markdown_text import to_plain

_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "hr": "rule",
}
_IMAGE = re.compile(r"(!\[[^\]]*\]\()(<[^>\n]+>|[^()\s]+)([^)]*\))")


def read_markdown(text: str, path: Path) -> Document:
    """Return the document of a Markdown text; unknown front matter is ignored."""
    entries, body, _ = split_front_matter(text, path, Report())
    meta = parse_metadata(entries or {}, path.with_name("article.md"), Report())
    blocks = list(_blocks(body))
    title = meta.title.zh if meta else ""
    if not title and blocks and blocks[0].kind == "heading" and blocks[0].level == 1:
        title = to_plain(blocks.pop(0).text)
    images = images_in_folder(path.parent)

    def replace_image(match: re.Match[str]) -> str:
        address = images.keep(match[2].strip("<>"))
        if address is not None:
            return f"{match[1]}{address}{match[3]}"
        return images.as_link(match[0], match[2].strip("<>"))

    return Document(
        tuple(
            block
            if block.kind == "code"
            else Block(
                block.kind,
                _IMAGE.sub(replace_image, block.text),
                level=block.level,
                rows=block.rows,
            )
            for block in blocks
        ),
        title=title,
        title_en=meta.title.en if meta else "",
        author=meta.author if meta else "",
        date=meta.date if meta else None,
        source=meta.source if meta else "",
        source_url=meta.source_url if meta else "",
        images=images.found,
        notes=tuple(images.notes()),
    )


def _blocks(text: str) -> Iterator[Block]:
    lines = text.split("\n")
    tokens = parser(html=True).parse(text)
    for index, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        source = "\n".join(lines[token.map[0] : token.map[1]]).rstrip()
        kind = _KINDS.get(token.type, "paragraph")
        if kind == "paragraph" and _IMAGE.fullmatch(source.strip()):
            kind = "image"
        if kind == "heading":
            yield Block(kind, tokens[index + 1].content, level=int(token.tag[1]))
        elif kind == "table":
            yield Block(kind, source, rows=tuple(_rows(tokens[index:])))
        else:
            yield Block(kind, source)


def _rows(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token in tokens:
        if token.type == "inline":
            row.append(token.content)
        elif token.type == "tr_close":
            yield tuple(row)
            row = []
        elif token.type == "table_close":
            return
