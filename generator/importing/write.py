"""Writes a document to a site folder as an article with its translation and images.

Existing files that differ are overwritten only if the user says so. All files are written or none,
the article last.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from generator.content.slugs import RESERVED, pinyin_slug, slug_fault, slugify
from generator.content.sources import find_texts
from generator.content.values import CONTROL
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.images import IMAGE_PREFIX
from generator.importing.markdown_text import escape_title
from generator.storage.transaction import Transaction

_MAX_SLUG_LENGTH = 60


def make_slug(document: Document, path: Path) -> str:
    """Return a slug from the file name, the English title or the pinyin of the title."""
    titles = slugify(document.title_en), pinyin_slug(document.title)
    for candidate in (document.slug, slugify(path.stem), *titles):
        slug = candidate[:_MAX_SLUG_LENGTH].strip("-")
        if slug in RESERVED:
            slug += "-article"
        if slug and slug_fault(slug) is None:
            return slug
    return "article"


def build_files(document: Document, slug: str) -> dict[Path, bytes]:
    """Return the files to write by their paths in `articles/`, the article last."""
    files = {Path(slug) / name: data for name, data in document.images.items()}
    shift = 2 - min((b.level for b in document.blocks if b.kind == "heading"), default=2)
    if document.english:
        files[Path(f"{slug}.en.md")] = _body(document.english, slug, shift).encode()
    head = _front_matter(document, slug)
    files[Path(f"{slug}.md")] = f"{head}\n{_body(document.blocks, slug, shift)}".encode()
    return files


def write_files(
    transaction: Transaction,
    site: Path,
    files: Mapping[Path, bytes],
    source: Path,
    *,
    force: bool,
    folder: str = "articles",
) -> None:
    """Add files for a folder of a site to a transaction. Raises `CannotImportError`."""
    top = site / folder
    written = [top / path for path in files]
    home = site.resolve()
    for path in written:
        if not path.parent.resolve().is_relative_to(home):
            message = f"The folder {path.parent} leads out of the site"
            raise CannotImportError(source, message, "Put a folder in the place of the link.")
    if not force:
        _refuse_conflicts(top, files, source)
    for path, data in zip(written, files.values(), strict=True):
        transaction.write(path, data)


def _refuse_conflicts(folder: Path, files: Mapping[Path, bytes], source: Path) -> None:
    hint = "Choose another slug with --slug, or overwrite it with --force."
    for path, data in files.items():
        place = folder / path
        if os.path.lexists(place) and not (place.is_file() and place.read_bytes() == data):
            raise CannotImportError(source, f"The file {place} already exists", hint)
    if folder.name != "articles":
        return
    new = {path.stem.lower() for path in files if path.suffix == ".md"}
    for text in find_texts(folder.parent):
        if text.stem.lower() in new and text.relative_to(folder) not in files:
            message = f"The file {text} already has the slug “{text.stem}”"
            raise CannotImportError(source, message, "Choose another slug with --slug.")


def _front_matter(document: Document, slug: str) -> str:
    values: dict[str, Any] = {
        "title": escape_title(document.title),
        "title_en": escape_title(document.title_en),
        "author": document.author,
        "date": document.date,
        "source": document.source,
        "source_url": document.source_url,
    }
    everything = _without_controls(values | document.front_matter)
    filled = {key: each for key, each in everything.items() if each or key not in values}
    text = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text.replace(IMAGE_PREFIX, f'{slug}/')}---\n"


def _without_controls(value: Any) -> Any:
    """Return values without the controls that references and file names may bring: `&#27;`."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, list | tuple):
        return [_without_controls(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_controls(each) for key, each in value.items()}
    return value


def _body(blocks: Sequence[Block], slug: str, shift: int) -> str:
    """The blocks as Markdown, with heading levels shifted and the addresses of images complete."""
    levelled = [
        replace(block, level=min(6, max(2, block.level + shift)))
        if block.kind == "heading"
        else block
        for block in blocks
    ]
    return (
        "\n\n".join(block.markdown for block in levelled).replace(IMAGE_PREFIX, f"{slug}/") + "\n"
    )
