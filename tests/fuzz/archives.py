"""Books and documents: EPUB and DOCX, with files of any content and name, whole and damaged.

An input is a number and files, between bars: `0<p>字</p>‖OPS/nav.xhtml`, and below the name what is
in it. The first is the text of the chapter. The number says how the archive is damaged.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.importing.document import CannotImportError, Document
from generator.importing.docx import read_docx
from generator.importing.epub import read_epub
from tests.fuzz.imports import write_imported
from tests.unit.importing.builders import write_docx, write_epub

BAR = "‖"
_BODY = "¦"
_DAMAGES = 8
"""One archive in so many is whole."""


def epub(text: str) -> None:
    """A book is imported, or refused with a cause."""
    _import(text, _book(), read_epub)


def docx(text: str) -> None:
    """A document is imported, or refused with a cause."""
    _import(text, _document(), lambda path: [read_docx(path)])


def _import(text: str, parts: dict[str, bytes], read: Callable[[Path], list[Document]]) -> None:
    number, text = ord(text[:1] or "a"), text[1:]
    body, *others = text.split(BAR)
    files = {name: data.replace(_BODY.encode(), body.encode()) for name, data in parts.items()}
    for other in others:
        name, _, content = other.partition("\n")
        files[name] = content.encode()
    path = _folder() / "archive"
    path.write_bytes(_damaged(_archive(files), number))
    try:
        documents = read(path)
    except CannotImportError:
        return
    for document in documents:
        write_imported(document, (bool(number & 1),))


def _archive(files: dict[str, bytes]) -> bytes:
    """Return an archive without compression, so that a damaged byte is a byte of a file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name or "x"), content)
    return data.getvalue()


def _damaged(data: bytes, number: int) -> bytes:
    """Change a byte, or cut the end off; 0 to 7 and their multiples of 8 change nothing."""
    kind, place = number % _DAMAGES, number * 2654435761 % len(data)
    if kind == 1:
        return data[:place]
    if kind == 2:  # of what the archive says of its files
        place = data.find(b"PK\1\2") + place % (len(data) - data.find(b"PK\1\2"))
    elif kind != 3:
        return data
    return data[:place] + bytes([data[place] ^ (1 << number // _DAMAGES % 8)]) + data[place + 1 :]


@cache
def _book() -> dict[str, bytes]:
    return _files(write_epub(_folder() / "a.epub", [_BODY]))


@cache
def _document() -> dict[str, bytes]:
    return _files(write_docx(_folder() / "a.docx", _BODY))


def _files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def _folder() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
