"""Reads files from an EPUB or DOCX archive, with limits on their size.

A small archive may unpack to any size, and a book may show one picture in all of its chapters.
What an archive says of its sizes may be a lie: of each file no more is unpacked than was said.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.importing.document import CannotImportError

MAX_FILE_BYTES = 100_000_000
"""Maximum size of an unpacked file; no text or image of one is larger."""
MAX_BYTES = 500_000_000
"""Maximum size of everything in an archive, and of everything that is read from it."""
_SMALLER = "Import a smaller part of it."
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What EPUB and DOCX allow. The others cannot be unpacked bit by bit."""
_BROKEN = (KeyError, RuntimeError, EOFError, OSError, ValueError, zipfile.BadZipFile, zlib.error)
"""What a file raises that is broken, locked or unknown to `zipfile`."""


@contextmanager
def open_archive(path: Path, kind: str, hint: str, marker: str = "") -> Iterator[Archive]:
    """Open an archive of a kind, such as “an EPUB”; if it is none, raise `CannotImportError`."""
    try:
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        # An archive of a version to come, or a name that is not in its encoding.
        message = f"This is not {kind}: it is not a ZIP archive"
        raise CannotImportError(path, message, hint) from None
    with file:
        yield Archive(file, path, marker)


class Archive:
    """An open ZIP archive; its root is the folder of the file `marker`, if there is one."""

    def __init__(self, file: zipfile.ZipFile, path: Path, marker: str = "") -> None:
        self._file = file
        self._path = path
        self._read = 0
        self._check_sizes()
        names = file.namelist()
        marked_names = [name for name in names if name.endswith(f"/{marker}")] if marker else []
        # Some archives contain the folder of the book instead of its contents.
        self._root = (
            marked_names[0].removesuffix(marker) if marked_names and marker not in names else ""
        )
        self.names = frozenset(name.removeprefix(self._root) for name in names)

    def read_bytes(self, name: str) -> bytes:
        """Return the content of a file. Raises `CannotImportError` if it cannot be unpacked."""
        try:
            info = self._file.getinfo(self._root + name)
            self._read += info.file_size
            if self._read > MAX_BYTES:
                raise self._too_large("What it shows is")
            if info.compress_type not in _METHODS:
                raise NotImplementedError("that compression method is not supported")
            with self._file.open(info) as unpacked:
                return unpacked.read(info.file_size)  # `read()` would first unpack all there is
        except _BROKEN as error:
            message = f"Cannot read {name or 'its contents'}: {error or 'it is cut off'}"
            hint = "Check that the file is complete and has no password."
            raise CannotImportError(self._path, message, hint) from None

    def honest_copy(self) -> io.BytesIO:
        """Return an archive of the same files, with their true sizes, for a reader without limits.

        Raises `CannotImportError` if one of them cannot be unpacked.
        """
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as copy:
            for name in sorted(self.names):
                copy.writestr(name, self.read_bytes(name))
        return data

    def read_text(self, name: str, hint: str) -> str:
        """Return the content of a file as text: UTF-8, or UTF-16 with a byte order mark."""
        if name not in self.names:
            message = f"The file does not contain {name or 'its package document'}"
            raise CannotImportError(self._path, message, hint)
        data = self.read_bytes(name)
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return data.decode(encoding, errors="replace")

    def _check_sizes(self) -> None:
        """Raise if the archive says that it is too large; no more than it says is unpacked."""
        for info in self._file.infolist():
            if info.file_size > MAX_FILE_BYTES:
                message = (
                    f"The file contains {info.filename}, larger than {_megabytes(MAX_FILE_BYTES)}"
                )
                raise CannotImportError(self._path, message, _SMALLER)
        if sum(info.file_size for info in self._file.infolist()) > MAX_BYTES:
            raise self._too_large("Its content is")

    def _too_large(self, what: str) -> CannotImportError:
        message = f"{what} larger than {_megabytes(MAX_BYTES)}"
        return CannotImportError(self._path, message, _SMALLER)


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
