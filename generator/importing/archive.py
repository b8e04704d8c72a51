"""The files of an EPUB or DOCX, read with a bound on their size."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from generator.importing.document import CannotImportError

LARGEST = 100_000_000
"""Bytes; what unpacks to more is no text and no picture of one."""


class Archive:
    """An open ZIP archive at `path`; its root is where the file `mark` lies, if it has one."""

    def __init__(self, file: zipfile.ZipFile, path: Path, mark: str = "") -> None:
        self._file = file
        self._path = path
        names = file.namelist()
        marked = [name for name in names if name.endswith(f"/{mark}")] if mark else []
        # Some pack the folder of a book rather than what is in it.
        self._root = marked[0].removesuffix(mark) if marked and mark not in names else ""
        self.names = frozenset(name.removeprefix(self._root) for name in names)

    def bytes(self, name: str) -> bytes:
        """The content of a file. Raises `CannotImportError` for what cannot be unpacked."""
        try:
            if self._file.getinfo(self._root + name).file_size > LARGEST:
                message = f"{name} in it is larger than {LARGEST // 1_000_000} MB"
                raise CannotImportError(self._path, message, "import a smaller part of it")
            return self._file.read(self._root + name)
        except (KeyError, RuntimeError, NotImplementedError, zlib.error) as error:
            message = f"{name or 'its contents'} cannot be read in it: {error}"
            hint = "check that the file is whole and has no password"
            raise CannotImportError(self._path, message, hint) from None

    def text(self, name: str, hint: str) -> str:
        """The content of a file as text: UTF-8, or UTF-16 with a mark."""
        if name not in self.names:
            raise CannotImportError(self._path, f"{name or 'its package'} is missing in it", hint)
        data = self.bytes(name)
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return data.decode(encoding, errors="replace")
