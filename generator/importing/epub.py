"""EPUB 2 and 3 -> one document a chapter, in the order of reading."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from generator.importing.archive import Archive
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.headlines import find_date
from generator.importing.html_markdown import links_of, to_blocks
from generator.importing.html_tree import Element, parse_xml
from generator.importing.images import Images, split_address
from generator.importing.markdown_text import plain

_CONTAINER = "META-INF/container.xml"
_NO_EPUB = "check that the file opens in an e-book reader"
_PAGES = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True, slots=True)
class _Book:
    archive: Archive
    package: Element
    folder: str
    """Where the package lies; addresses in it are relative to that."""


def read_epub(path: Path, chapter: int | None = None) -> list[Document]:
    """The chapters that hold text, or the one with that number, from 1.

    Raises `CannotImportError`.
    """
    try:
        with zipfile.ZipFile(path) as file:
            book = _open(Archive(file, path, _CONTAINER), path)
            chapters = _chapters(book)
    except zipfile.BadZipFile:
        raise CannotImportError(path, "it is no EPUB: not a ZIP archive", _NO_EPUB) from None
    if not chapters:
        message = "no chapter of it holds any text"
        raise CannotImportError(path, message, "a book of scanned pages needs OCR first")
    if chapter is None:
        return chapters
    if not 1 <= chapter <= len(chapters):
        message = f"it has no chapter {chapter}, but {len(chapters)}"
        titles = "; ".join(f"{n} {c.title}" for n, c in enumerate(chapters[:30], start=1))
        raise CannotImportError(path, message, f"choose one of: {titles}")
    return [chapters[chapter - 1]]


def _open(archive: Archive, path: Path) -> _Book:
    if "META-INF/rights.xml" in archive.names:
        message = "the book is locked (DRM)"
        raise CannotImportError(path, message, "import a copy that is not locked")
    container = parse_xml(archive.text(_CONTAINER, _NO_EPUB)).root
    rootfile = container.first("rootfile")
    place = rootfile.get("full-path") if rootfile else ""
    package = parse_xml(archive.text(place, _NO_EPUB)).root
    return _Book(archive, package, posixpath.dirname(place))


def _chapters(book: _Book) -> list[Document]:
    items = {item.get("id"): item for item in book.package.all("item")}
    author = "、".join(_texts(book.package, "dc:creator"))
    dates = _texts(book.package, "dc:date")
    day = find_date(dates[0]) if dates else None
    title = next(iter(_texts(book.package, "dc:title")), "")
    labels = _labels(book, items)
    found = []
    for reference in book.package.all("itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        place = _place(book.folder, item.get("href"))
        if "nav" in item.get("properties").split() or place not in book.archive.names:
            continue
        blocks, images = _read_page(book.archive, place)
        heading, blocks = _heading(blocks)
        if not any(block.kind in ("paragraph", "list", "quote", "table") for block in blocks):
            continue  # a cover or a half-title
        found.append(
            Document(
                tuple(blocks),
                title=heading or labels.get(place, ""),
                author=author,
                date=day,
                source=title,
                images=images.found,
                notes=tuple(images.notes()),
            )
        )
    return found


def _read_page(archive: Archive, place: str) -> tuple[list[Block], Images]:
    page = parse_xml(archive.text(place, _NO_EPUB)).root
    folder = posixpath.dirname(place)

    def read(name: str) -> bytes | None:
        inside = _place(folder, name)
        return archive.bytes(inside) if inside in archive.names else None

    images = Images(read)
    return to_blocks(page.first("body") or page, links_of(images)), images


def _heading(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title of a chapter and what follows it."""
    for at, block in enumerate(blocks[:3]):
        if block.kind not in ("heading", "image", "rule"):
            break
        if block.kind == "heading":
            return plain(block.text), [*blocks[:at], *blocks[at + 1 :]]
    return "", blocks


def _labels(book: _Book, items: dict[str, Element]) -> dict[str, str]:
    """What the table of contents calls each file."""
    found: dict[str, str] = {}
    for item in items.values():
        place = _place(book.folder, item.get("href"))
        is_contents = "nav" in item.get("properties").split() or "ncx" in item.get("media-type")
        if not is_contents or place not in book.archive.names:
            continue
        root = parse_xml(book.archive.text(place, _NO_EPUB)).root
        folder = posixpath.dirname(place)
        pairs = [(a.get("href"), a.text()) for a in root.all("a")]
        for point in root.all("navpoint"):
            content, text = point.first("content"), point.first("text")
            if content and text:
                pairs.append((content.get("src"), text.text()))
        for address, label in pairs:
            found.setdefault(_place(folder, address), " ".join(label.split()))
    return found


def _texts(root: Element, tag: str) -> list[str]:
    return [text for element in root.all(tag) if (text := " ".join(element.text().split()))]


def _place(folder: str, address: str) -> str:
    """The name in the archive of a relative address."""
    return posixpath.normpath(posixpath.join(folder, unquote(split_address(address).path)))
