"""What the articles of a site add to the index of examples, one after the other in one file.

An edit makes a few shards of the index anew, for which it needs a little of every article: one
file gives it without opening one for each article. It is read and not mapped, since what is mapped
counts as memory of the process: 119 MB of 10,000 articles. Entries are only added, so that a build
that fails leaves those of the last one where they are. Whoever reads an entry compares it with the
digests that it knows.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

Place = tuple[int, int]
"""Where an entry is: its start and its length in bytes."""

NOWHERE: Place = (0, 0)


class ExamplePack:
    """The file with the entries of a site; one that cannot be read or written is not an error."""

    def __init__(self, path: Path, *, anew: bool) -> None:
        """Add to the file of the last build; `anew` begins another, which `close` puts there."""
        self._path = path
        self._written = path.with_name(f"{path.name}.new") if anew else path
        self.size = 0
        """The length of the file in bytes, with what has been added."""
        self._flushed = 0
        """The length up to which entries can be read."""
        self._file: BinaryIO | None = None
        self._reader: BinaryIO | None = None
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._written.open("wb" if anew else "ab")
        with suppress(OSError):
            self._reader = self._written.open("rb", buffering=0)
            self.size = self._flushed = os.fstat(self._reader.fileno()).st_size

    def get(self, place: Place) -> bytes:
        """Return an entry; empty or cut short if the file does not have it."""
        start, length = place
        if self._file is not None and start + length > self._flushed:
            with suppress(OSError):
                self._file.flush()
                self._flushed = self.size
        if self._reader is None:
            return b""
        with suppress(OSError):
            self._reader.seek(start)
            return self._reader.read(length)
        return b""

    def add(self, entry: bytes) -> Place:
        """Add an entry at the end."""
        try:
            if self._file is None or self._file.write(entry) != len(entry):
                return NOWHERE
        except OSError:
            self._file = None
            return NOWHERE
        place = self.size, len(entry)
        self.size += len(entry)
        return place

    def close(self, *, succeeded: bool = True) -> None:
        """Complete the file; after a build that failed, the last one stays as it was."""
        if self._reader is not None:
            self._reader.close()
        if self._file is None:
            return
        with suppress(OSError):
            self._file.close()
            if self._written == self._path:
                return
            if succeeded:
                os.replace(self._written, self._path)
            else:
                self._written.unlink()
