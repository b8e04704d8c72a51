"""Reads an EPUB 2 or 3 as one document for each chapter, in reading order."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from generator.content.urls import split_url
from generator.importing.archive import Archive, open_archive
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.headlines import find_date
from generator.importing.html_markdown import absolute_links, to_blocks
from generator.importing.html_tree import Element, parse_xml
from generator.importing.images import Images
from generator.importing.markdown_text import to_plain

_CONTAINER = "META-INF/container.xml"
_EPUB_HINT = "Check that the file opens in an e-book reader."
_PAGE_TYPES = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True, slots=True)
class _Book:
    archive: Archive
    package: Element
    folder: str
    """The folder of the package document, to which its addresses are relative."""


def read_epub(path: Path, chapter: int | None = None) -> list[Document]:
    """Return the chapters that contain text, or only the one with the given number, from 1.

    Raises `CannotImportError`.
    """
    with open_archive(path, "an EPUB", _EPUB_HINT, _CONTAINER) as archive:
        chapters = _chapters(_open(archive, path))
    if not chapters:
        message = "None of the chapters contains text"
        raise CannotImportError(path, message, "Run OCR first if its pages are scanned.")
    if chapter is None:
        return chapters
    if not 1 <= chapter <= len(chapters):
        message = f"The book has no chapter {chapter}, only {len(chapters)}"
        titles = "; ".join(f"{n} {c.title}" for n, c in enumerate(chapters[:30], start=1))
        raise CannotImportError(path, message, f"Choose one of: {titles}.")
    return [chapters[chapter - 1]]


def _open(archive: Archive, path: Path) -> _Book:
    if "META-INF/rights.xml" in archive.names:
        message = "The book is locked (DRM)"
        raise CannotImportError(path, message, "Import a copy that is not locked.")
    container = parse_xml(archive.read_text(_CONTAINER, _EPUB_HINT)).root
    rootfile = container.first("rootfile")
    name = rootfile.get("full-path") if rootfile else ""
    package = parse_xml(archive.read_text(name, _EPUB_HINT)).root
    return _Book(archive, package, posixpath.dirname(name))


def _chapters(book: _Book) -> list[Document]:
    items = {item.get("id"): item for item in book.package.all("item")}
    author = "、".join(_texts(book.package, "dc:creator"))
    dates = _texts(book.package, "dc:date")
    day = find_date(dates[0]) if dates else None
    title = next(iter(_texts(book.package, "dc:title")), "")
    labels = _contents_labels(book, items)
    found = []
    for reference in book.package.all("itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGE_TYPES:
            continue
        name = _archive_name(book.folder, item.get("href"))
        if "nav" in item.get("properties").split() or name not in book.archive.names:
            continue
        blocks, images = _read_page(book.archive, name)
        heading, blocks = _heading(blocks)
        if not any(block.kind in ("paragraph", "list", "quote", "table") for block in blocks):
            continue  # a cover or half-title page
        found.append(
            Document(
                tuple(blocks),
                title=heading or labels.get(name, ""),
                author=author,
                date=day,
                source=title,
                images=images.found,
                notes=tuple(images.notes()),
            )
        )
    return found


def _read_page(archive: Archive, name: str) -> tuple[list[Block], Images]:
    page = parse_xml(archive.read_text(name, _EPUB_HINT)).root
    folder = posixpath.dirname(name)

    def read(name: str) -> bytes | None:
        inside = _archive_name(folder, name)
        return archive.read_bytes(inside) if inside in archive.names else None

    images = Images(read)
    return to_blocks(page.first("body") or page, absolute_links(images)), images


def _heading(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title of a chapter and its other blocks."""
    for index, block in enumerate(blocks[:3]):
        if block.kind not in ("heading", "image", "rule"):
            break
        if block.kind == "heading":
            return to_plain(block.text), [*blocks[:index], *blocks[index + 1 :]]
    return "", blocks


def _contents_labels(book: _Book, items: dict[str, Element]) -> dict[str, str]:
    """The label of each file in the table of contents."""
    found: dict[str, str] = {}
    for item in items.values():
        name = _archive_name(book.folder, item.get("href"))
        is_contents = "nav" in item.get("properties").split() or "ncx" in item.get("media-type")
        if not is_contents or name not in book.archive.names:
            continue
        root = parse_xml(book.archive.read_text(name, _EPUB_HINT)).root
        folder = posixpath.dirname(name)
        pairs = [(a.get("href"), a.text()) for a in root.all("a")]
        for point in root.all("navpoint"):
            content, text = point.first("content"), point.first("text")
            if content and text:
                pairs.append((content.get("src"), text.text()))
        for address, label in pairs:
            found.setdefault(_archive_name(folder, address), " ".join(label.split()))
    return found


def _texts(root: Element, tag: str) -> list[str]:
    return [text for element in root.all(tag) if (text := " ".join(element.text().split()))]


def _archive_name(folder: str, address: str) -> str:
    """The name in the archive of an address relative to a folder."""
    return posixpath.normpath(posixpath.join(folder, unquote(split_url(address).path)))
