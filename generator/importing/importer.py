"""`jiazhu import`: converts a file of another format into articles of a site.

1. A reader, chosen by the suffix of the file name, returns documents (`document.py`).
2. A bilingual text is split into article and translation (`bilingual.py`).
3. Look-alikes of Han characters are replaced (`compatibility.py`), and punctuation is repaired if
   requested (`language/punctuation.py`).
4. The files are written to `articles/` (`write.py`).

The network is never used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.slugs import slug_fault
from generator.importing.bilingual import split_languages
from generator.importing.compatibility import restore_han
from generator.importing.delimited import read_columns, read_delimited
from generator.importing.document import CannotImportError, Document
from generator.importing.docx import read_docx
from generator.importing.encodings import decode_text
from generator.importing.epub import read_epub
from generator.importing.images import images_in_folder
from generator.importing.markdown_file import read_markdown
from generator.importing.plain_text import read_plain_text
from generator.importing.web_archive import read_web_archive
from generator.importing.web_page import declared_encoding, read_web_page
from generator.importing.write import build_files, make_slug, write_files
from generator.language.characters import has_han
from generator.language.punctuation import repair
from generator.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `jiazhu import`."""

    slug: str = ""
    """The slug of the article; made from the file name or the title if empty."""
    title: str = ""
    """The title of the article; read from the file if empty."""
    chapter: int | None = None
    """The only chapter of an EPUB to import, from 1."""
    encoding: str = ""
    """The encoding of a text or a web page; detected if empty."""
    punctuation: bool = False
    """Whether to repair punctuation."""
    force: bool = False
    """Whether to overwrite existing files."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of an imported article, the article itself last, and notes for the user."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


Reader = Callable[[Path, Options], list[Document]]


def import_file(path: Path, site: Path, options: Options) -> list[Imported]:
    """Import a file into a site folder. Raises `CannotImportError` before anything is written."""
    if not (site / "site.toml").is_file():
        message = f"The folder {site} has no site.toml"
        hint = "Choose a site with --site, or make one: jiazhu new my-site."
        raise CannotImportError(path, message, hint)
    fault = slug_fault(options.slug) if options.slug else None
    if fault:
        hint = "Write, for example, --slug spring-library."
        raise CannotImportError(path, f"The slug “{options.slug}” {fault}", hint)
    documents = _read_documents(path, options)
    if options.title and len(documents) > 1:
        message = f"The {len(documents)} chapters cannot all have the title “{options.title}”"
        raise CannotImportError(path, message, "Choose one with --chapter, or omit --title.")
    documents = [prepare_document(document, path, options) for document in documents]
    slug = options.slug or make_slug(documents[0], path)
    plans = [
        build_files(document, slug if len(documents) == 1 else f"{slug}-{number:02}")
        for number, document in enumerate(documents, start=options.chapter or 1)
    ]
    everything = {place: data for files in plans for place, data in files.items()}
    with Transaction(site) as transaction:
        write_files(transaction, site, everything, path, force=options.force)
    return [
        Imported(tuple(site / "articles" / place for place in files), document.notes)
        for files, document in zip(plans, documents, strict=True)
    ]


def _read_documents(path: Path, options: Options) -> list[Document]:
    read = _READERS.get(path.suffix.lower())
    if read is None:
        convert = f"Convert it to one of: {' '.join(_READERS)}."
        hint = _CONVERSION_HINTS.get(path.suffix.lower(), convert)
        raise CannotImportError(path, f"“{path.suffix}” files cannot be imported", hint)
    if options.chapter is not None and read is not _read_epub_file:
        message = "Only an EPUB has chapters to choose from"
        raise CannotImportError(path, message, "Omit --chapter.")
    return read(path, options)


def prepare_document(document: Document, path: Path, options: Options) -> Document:
    """Return the document to write, with a note about each change."""
    document = _with_title(_with_restored_han(split_languages(document)), path, options.title)
    if not any(has_han(text) for text in (document.title, *(b.text for b in document.blocks))):
        message = "The file contains no Chinese text"
        raise CannotImportError(path, message, "Check that the file and its encoding are right.")
    return _with_repaired_punctuation(document) if options.punctuation else document


def _with_title(document: Document, path: Path, title: str) -> Document:
    if title or document.title:
        return replace(document, title=title or document.title)
    note = "No title was found, so the file name is used. Give another with --title."
    return replace(document, title=path.stem).with_notes([note])


def _with_restored_han(document: Document) -> Document:
    replaced: dict[str, str] = {}

    def restored(text: str, _heading: bool = False) -> str:
        plain, found = restore_han(text)
        replaced.update(found)
        return plain

    document = replace(
        document.map_text(restored),
        author=restored(document.author),
        source=restored(document.source),
    )
    if not replaced:
        return document
    pairs = ", ".join(f"{old} → {new}" for old, new in replaced.items())
    return document.with_notes([f"Look-alikes of Han characters replaced: {pairs}."])


def _with_repaired_punctuation(document: Document) -> Document:
    corners = any("「" in block.text for block in document.blocks)
    counts: Counter[str] = Counter()

    def change(text: str, heading: bool) -> str:
        repaired, found = repair(text, corners=corners, heading=heading)
        counts.update(found)
        return repaired

    document = document.map_text(change)
    kinds = ", ".join(f"{kind} {number}" for kind, number in counts.items())
    note = f"Punctuation repaired: {kinds}." if kinds else "Punctuation: nothing to repair."
    return document.with_notes([note])


def _read_text(path: Path, options: Options) -> list[Document]:
    text = decode_text(path.read_bytes(), path, encoding=options.encoding)
    return [read_columns(text) or read_plain_text(text)]


def _read_markdown_file(path: Path, options: Options) -> list[Document]:
    text = decode_text(path.read_bytes(), path, encoding=options.encoding)
    return [read_markdown(text, path)]


def _read_delimited_file(path: Path, options: Options) -> list[Document]:
    return [read_delimited(decode_text(path.read_bytes(), path, encoding=options.encoding), path)]


def _read_page(path: Path, options: Options) -> list[Document]:
    data = path.read_bytes()
    html = decode_text(data, path, encoding=options.encoding, declared=declared_encoding(data))
    return [read_web_page(html, images_in_folder(path.parent))]


def _read_archived_page(path: Path, _options: Options) -> list[Document]:
    saved = read_web_archive(path.read_bytes(), path)
    return [read_web_page(saved.html, saved.images)]


def _read_epub_file(path: Path, options: Options) -> list[Document]:
    return read_epub(path, options.chapter)


def _read_docx_file(path: Path, _options: Options) -> list[Document]:
    return [read_docx(path)]


_READERS: dict[str, Reader] = {
    ".html": _read_page,
    ".htm": _read_page,
    ".xhtml": _read_page,
    ".mhtml": _read_archived_page,
    ".mht": _read_archived_page,
    ".txt": _read_text,
    ".md": _read_markdown_file,
    ".markdown": _read_markdown_file,
    ".csv": _read_delimited_file,
    ".tsv": _read_delimited_file,
    ".epub": _read_epub_file,
    ".docx": _read_docx_file,
}

_CONVERSION_HINTS = {
    ".pdf": "Save its text (pdftotext -layout FILE.pdf) and import that.",
    ".doc": "Save it as .docx with a word processor.",
    ".rtf": "Save it as .docx with a word processor.",
    ".odt": "Save it as .docx with a word processor.",
    ".mobi": "Convert it to EPUB first, for example with Calibre.",
    ".azw3": "Convert it to EPUB first, for example with Calibre.",
}
