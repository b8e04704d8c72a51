"""A document -> files of a site folder: the article, its translation, its images.

Nothing is overwritten unless it is the same or the user says so, and every file appears whole,
the article last.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from generator.content.slugs import RESERVED, slug_fault, slugify
from generator.content.sources import find_texts
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.images import PLACE
from generator.importing.markdown_text import title_value
from generator.storage.atomic import write_atomically

_LONGEST_SLUG = 60


def make_slug(document: Document, path: Path) -> str:
    """A slug from the name of the file, else the English title, else the pinyin of the title."""
    for candidate in (slugify(path.stem), slugify(document.title_en), _pinyin(document.title)):
        slug = candidate[:_LONGEST_SLUG].strip("-")
        if slug in RESERVED:
            slug += "-article"
        if slug and slug_fault(slug) is None:
            return slug
    return "article"


def _pinyin(title: str) -> str:
    from pypinyin import lazy_pinyin

    return slugify(" ".join(lazy_pinyin(re.sub(r"[^\w ]", " ", title))))


def files_of(document: Document, slug: str) -> dict[Path, bytes]:
    """What to write below `articles/`, by relative path, the article last."""
    files = {Path(slug) / name: data for name, data in document.images.items()}
    shift = 2 - min((b.level for b in document.blocks if b.kind == "heading"), default=2)
    if document.english:
        files[Path(f"{slug}.en.md")] = _body(document.english, slug, shift).encode()
    head = _front_matter(document)
    files[Path(f"{slug}.md")] = f"{head}\n{_body(document.blocks, slug, shift)}".encode()
    return files


def write_files(
    site: Path, files: Mapping[Path, bytes], source: Path, *, force: bool
) -> list[Path]:
    """Write below `site/articles`; returns the paths. Raises `CannotImportError`."""
    folder = site / "articles"
    written = [folder / path for path in files]
    if not force:
        _refuse(folder, files, source)
    for path, data in zip(written, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return written


def _refuse(folder: Path, files: Mapping[Path, bytes], source: Path) -> None:
    hint = "choose another name with --slug, or overwrite it with --force"
    for path, data in files.items():
        place = folder / path
        if os.path.lexists(place) and not (place.is_file() and place.read_bytes() == data):
            raise CannotImportError(source, f"{place} is already there", hint)
    new = {path.stem.lower() for path in files if path.suffix == ".md"}
    for text in find_texts(folder.parent):
        if text.stem.lower() in new and text.relative_to(folder) not in files:
            message = f"{text} already has the name “{text.stem}”"
            raise CannotImportError(source, message, "choose another name with --slug")


def _front_matter(document: Document) -> str:
    values: dict[str, Any] = {
        "title": title_value(document.title),
        "title_en": title_value(document.title_en),
        "author": document.author,
        "date": document.date,
        "source": document.source,
        "source_url": document.source_url,
    }
    filled = {key: value for key, value in values.items() if value}
    text = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n"


def _body(blocks: Sequence[Block], slug: str, shift: int) -> str:
    """The blocks as a Markdown text, headings moved by `shift`, with the images' addresses."""
    levelled = [
        replace(block, level=min(6, max(2, block.level + shift)))
        if block.kind == "heading"
        else block
        for block in blocks
    ]
    return "\n\n".join(block.markdown for block in levelled).replace(PLACE, f"{slug}/") + "\n"
