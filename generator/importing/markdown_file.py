"""Reads a Markdown file from another program, with its blocks unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from markdown_it.token import Token

from generator.content.fields import is_empty
from generator.content.front_matter_keys import Canonical, canonical_entries, plain_value
from generator.content.frontmatter import split_front_matter
from generator.content.leading_heading import leading_heading
from generator.content.markdown.parser import parser
from generator.content.metadata import parse_metadata
from generator.diagnostics import Report
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.images import Images, images_in_folder
from generator.model import Metadata

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
_IMAGE = re.compile(r"(!\[[^\[\]]*\]\()(<[^<>\n]+>|[^()\s]++)([^)]{0,1000}\))")
_TAG = re.compile(
    r"(<(?:img|video|audio|source|track)\b[^>]*?\s(?:src|poster)=[\"']?)([^\"'\s>]+)([\"'\s/>])",
    re.IGNORECASE,
)
_OWN_FIELDS = frozenset(
    "title title_en author date source source_url slug permalink draft extra".split()
)
"""The keys that a document has fields for."""


def read_markdown(text: str, path: Path, images: Images | None = None) -> Document:
    """Return the document of a Markdown text, with every key of its front matter.

    `images` finds local images; by default those in the folder of the file. Raises
    `CannotImportError` if the front matter cannot be read, since a draft could be published.
    """
    report = Report()
    entries, body, _ = split_front_matter(text, path, report)
    if faults := report.sorted():
        raise CannotImportError(path, faults[0].message, faults[0].hint, line=faults[0].line)
    found = canonical_entries(entries or {})
    meta = parse_metadata(entries or {}, path.with_name("article.md"), Report())
    title = "" if "title" not in found.entries or meta is None else meta.title.zh
    heading = leading_heading(body)
    if heading is not None and heading.text == (title or heading.text):
        title, body = heading.text, heading.body
    images = images or images_in_folder(path.parent)

    def keep(address: str) -> str:
        return images.keep_media(address) or images.unkept(address)

    blocks = tuple(
        block if block.kind == "code" else replace(block, text=_with_addresses(block.text, keep))
        for block in _blocks(body)
    )
    return Document(
        blocks,
        title=title,
        title_en=meta.title.en if meta else "",
        author=meta.author if meta else "",
        date=meta.date if meta else None,
        source=meta.source if meta else "",
        source_url=meta.source_url if meta else "",
        front_matter=_other_keys(found, meta, keep),
        slug=meta.slug if meta and {"slug", "permalink"} & found.entries.keys() else "",
        images=images.found,
        notes=tuple(images.notes()),
    )


def _other_keys(
    found: Canonical, meta: Metadata | None, keep: Callable[[str], str]
) -> dict[str, object]:
    """Return what the front matter says besides the facts that every document has."""
    values: dict[str, object] = {}
    extra = dict(meta.extra) if meta else {k: plain_value(e.node) for k, e in found.extra.items()}
    names = extra.pop("names", None)  # from `aliases`, where they stand again
    if found.is_draft or (meta is not None and meta.draft):
        values["draft"] = True
    for key, entry in found.entries.items():
        if key not in _OWN_FIELDS and not is_empty(entry.node):
            values[key] = plain_value(entry.node)
    if meta is not None:
        # As they were understood, which our own spelling of them may differ from.
        read = {
            "updated": meta.updated,
            "tags": list(meta.tags),
            "categories": list(meta.categories),
            "series": list(meta.series),
            "aliases": [*meta.aliases, *names] if isinstance(names, list) else list(meta.aliases),
            "weight": meta.weight,
            "cover": keep(meta.cover) if meta.cover else "",
            "audio": keep(meta.audio) if meta.audio else "",
        }
        values |= {key: value for key, value in read.items() if value}
    if extra:
        values["extra"] = extra
    return values


def _with_addresses(text: str, keep: Callable[[str], str]) -> str:
    """Return Markdown with the addresses of images and media as `keep` returns them."""

    def replace_address(match: re.Match[str]) -> str:
        return f"{match[1]}{keep(match[2].strip('<>'))}{match[3]}"

    return _TAG.sub(replace_address, _IMAGE.sub(replace_address, text))


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
