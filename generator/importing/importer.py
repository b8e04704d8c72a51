"""`jiazhu import`: a file of another kind becomes articles of a site. No network is used.

1. The file's kind, told from its name, chooses a reader; each gives documents (`document.py`).
2. A bilingual text is split into article and translation (`bilingual.py`).
3. Look-alikes of Han characters are replaced (`compatibility.py`), and punctuation repaired if
   asked for (`importing/punctuation.py`).
4. All is written below `articles/` (`write.py`).
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
from generator.importing.encodings import text_of
from generator.importing.epub import read_epub
from generator.importing.images import gather
from generator.importing.markdown_file import read_markdown
from generator.importing.plain_text import read_plain_text
from generator.importing.web_archive import read_web_archive
from generator.importing.web_page import declared_encoding, read_web_page
from generator.importing.write import files_of, make_slug, write_files
from generator.language.characters import has_han
from generator.language.punctuation import repair


@dataclass(frozen=True, slots=True)
class Options:
    """How to import."""

    slug: str = ""
    """The name of the article; made from the file or its title where empty."""
    title: str = ""
    """The title of the article; told from the file where empty."""
    chapter: int | None = None
    """Of an EPUB: the one chapter to import, from 1."""
    encoding: str = ""
    """Of a text or a page; told from it where empty."""
    punctuation: bool = False
    """Whether to repair punctuation."""
    force: bool = False
    """Whether to overwrite."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An article that was written: its files, the article last, and what to know of it."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


Read = Callable[[Path, Options], list[Document]]


def import_file(path: Path, site: Path, options: Options) -> list[Imported]:
    """Import a file into a site folder. Raises `CannotImportError`, before anything is written."""
    if not (site / "site.toml").is_file():
        message = f"{site} is no site folder: it has no site.toml"
        hint = "name a site with --site, or make one: jiazhu new my-site"
        raise CannotImportError(path, message, hint)
    fault = slug_fault(options.slug) if options.slug else None
    if fault:
        hint = "write for example --slug spring-library"
        raise CannotImportError(path, f"the slug “{options.slug}” {fault}", hint)
    read = _read(path, options)
    if options.title and len(read) > 1:
        message = f"it has {len(read)} chapters, which cannot all be called “{options.title}”"
        raise CannotImportError(path, message, "choose one with --chapter, or leave out --title")
    documents = [_finished(document, path, options) for document in read]
    slug = options.slug or make_slug(documents[0], path)
    plans = [
        files_of(document, slug if len(documents) == 1 else f"{slug}-{number:02}")
        for number, document in enumerate(documents, start=options.chapter or 1)
    ]
    everything = {place: data for files in plans for place, data in files.items()}
    write_files(site, everything, path, force=options.force)
    return [
        Imported(tuple(site / "articles" / place for place in files), document.notes)
        for files, document in zip(plans, documents, strict=True)
    ]


def _read(path: Path, options: Options) -> list[Document]:
    read = _READERS.get(path.suffix.lower())
    if read is None:
        hint = _INSTEAD.get(path.suffix.lower(), f"kinds that can be: {' '.join(_READERS)}")
        raise CannotImportError(path, f"“{path.suffix}” files cannot be imported", hint)
    if options.chapter is not None and read is not _epub:
        message = "only an EPUB has chapters to choose from"
        raise CannotImportError(path, message, "leave out --chapter")
    return read(path, options)


def _finished(document: Document, path: Path, options: Options) -> Document:
    """The document as it shall be written, with a note on each change."""
    document = _named(_with_han(split_languages(document)), path, options.title)
    if not any(has_han(text) for text in (document.title, *(b.text for b in document.blocks))):
        message = "there is no Chinese text in it"
        raise CannotImportError(path, message, "is it the right file, and its encoding?")
    return _repaired(document) if options.punctuation else document


def _named(document: Document, path: Path, title: str) -> Document:
    if title or document.title:
        return replace(document, title=title or document.title)
    note = "No title was found: the name of the file stands for it. --title gives another."
    return replace(document, title=path.stem).with_notes([note])


def _with_han(document: Document) -> Document:
    replaced: dict[str, str] = {}

    def restored(text: str, _heading: bool = False) -> str:
        plain, found = restore_han(text)
        replaced.update(found)
        return plain

    document = replace(
        document.mapped(restored),
        author=restored(document.author),
        source=restored(document.source),
    )
    if not replaced:
        return document
    pairs = ", ".join(f"{old} → {new}" for old, new in replaced.items())
    return document.with_notes([f"Look-alikes of Han characters replaced: {pairs}."])


def _repaired(document: Document) -> Document:
    corners = any("「" in block.text for block in document.blocks)
    counts: Counter[str] = Counter()

    def repaired(text: str, heading: bool) -> str:
        mended, found = repair(text, corners=corners, heading=heading)
        counts.update(found)
        return mended

    document = document.mapped(repaired)
    kinds = ", ".join(f"{kind} {number}" for kind, number in counts.items())
    note = f"Punctuation repaired: {kinds}." if kinds else "Punctuation: nothing to repair."
    return document.with_notes([note])


def _text(path: Path, options: Options) -> list[Document]:
    text = text_of(path.read_bytes(), path, encoding=options.encoding)
    return [read_columns(text) or read_plain_text(text)]


def _markdown(path: Path, options: Options) -> list[Document]:
    text = text_of(path.read_bytes(), path, encoding=options.encoding)
    return [read_markdown(text, path)]


def _delimited(path: Path, options: Options) -> list[Document]:
    return [read_delimited(text_of(path.read_bytes(), path, encoding=options.encoding), path)]


def _page(path: Path, options: Options) -> list[Document]:
    data = path.read_bytes()
    html = text_of(data, path, encoding=options.encoding, declared=declared_encoding(data))
    return [read_web_page(html, gather(path.parent))]


def _web_archive(path: Path, _options: Options) -> list[Document]:
    saved = read_web_archive(path.read_bytes(), path)
    return [read_web_page(saved.html, saved.images)]


def _epub(path: Path, options: Options) -> list[Document]:
    return read_epub(path, options.chapter)


def _docx(path: Path, _options: Options) -> list[Document]:
    return [read_docx(path)]


_READERS: dict[str, Read] = {
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".mhtml": _web_archive,
    ".mht": _web_archive,
    ".txt": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".csv": _delimited,
    ".tsv": _delimited,
    ".epub": _epub,
    ".docx": _docx,
}

_INSTEAD = {
    ".pdf": "save its text (pdftotext -layout FILE.pdf) and import that",
    ".doc": "save it as .docx with a word processor",
    ".rtf": "save it as .docx with a word processor",
    ".odt": "save it as .docx with a word processor",
    ".mobi": "convert it to EPUB first, with Calibre for instance",
    ".azw3": "convert it to EPUB first, with Calibre for instance",
}
