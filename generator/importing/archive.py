"""Reads files from an EPUB or DOCX archive, with a limit on their size."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from generator.importing.document import CannotImportError

MAX_FILE_BYTES = 100_000_000
"""Maximum size of an unpacked file; no text or image of one is larger."""


class Archive:
    """An open ZIP archive; its root is the folder of the file `marker`, if there is one."""

    def __init__(self, file: zipfile.ZipFile, path: Path, marker: str = "") -> None:
        self._file = file
        self._path = path
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
            if self._file.getinfo(self._root + name).file_size > MAX_FILE_BYTES:
                message = f"The file contains {name}, larger than {MAX_FILE_BYTES // 1_000_000} MB"
                raise CannotImportError(self._path, message, "Import a smaller part of it.")
            return self._file.read(self._root + name)
        except (KeyError, RuntimeError, NotImplementedError, zlib.error) as error:
            message = f"Cannot read {name or 'its contents'}: {error}"
            hint = "Check that the file is complete and has no password."
            raise CannotImportError(self._path, message, hint) from None

    def read_text(self, name: str, hint: str) -> str:
        """Return the content of a file as text: UTF-8, or UTF-16 with a byte order mark."""
        if name not in self.names:
            message = f"The file does not contain {name or 'its package document'}"
            raise CannotImportError(self._path, message, hint)
        data = self.read_bytes(name)
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return data.decode(encoding, errors="replace")
