"""A store of results on disk by the content that they were made from, shared by builds.

    <folder>/v1/<kind>/<first two digits of the key>/<rest of the key>

1. An entry is a checksum and its data, compressed with zstd. It is written aside and renamed, so
   builds that run at once share a folder without locks.
2. An entry that is damaged is removed and counts as missing. Anything below the folder may be
   deleted at any time.
3. The total is bounded: when it passes the limit, the entries used longest ago are removed. A use
   is recorded in the time of modification, at most once an hour.
4. The total is the size of a file to which every process adds a byte for each block that it
   writes, so that none of those that write at once is forgotten. Without the file, it is counted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time

import zstandard

from generator.storage.atomic import try_to_write

VERSION = "v1"
LIMIT = 2_000_000_000
"""The default limit, in bytes."""
KEPT = 0.75
"""The share of the limit that is left after entries have been removed."""

BLOCK = 4096
"""The bytes that a byte of the tally stands for."""

_CHECKSUM = 16
_USE_SECONDS = 3600


class Cache:
    """Entries by kind and key; keys are hexadecimal digests.

    A folder that cannot be written is not an error: nothing is kept then.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        self.folder = folder
        self._top = folder / VERSION
        self._tally = folder / f"{VERSION}.blocks"
        self._limit = limit
        self._compressor = zstandard.ZstdCompressor(level=1)
        self._decompressor = zstandard.ZstdDecompressor()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the data of an entry; None if it is missing or damaged."""
        place = self._place(kind, key)
        try:
            content = place.read_bytes()
        except OSError:
            return None
        try:
            data = self._decompressor.decompress(content[_CHECKSUM:])
        except zstandard.ZstdError:
            data = None
        if data is None or _checksum(data) != content[:_CHECKSUM]:
            with suppress(OSError):  # the cache of another user
                place.unlink()
            return None
        with suppress(OSError):
            if place.stat().st_mtime < time() - _USE_SECONDS:
                os.utime(place)
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Store an entry."""
        place = self._place(kind, key)
        content = _checksum(data) + self._compressor.compress(data)
        if not try_to_write(place, content):
            return
        with suppress(OSError):
            tally = os.open(self._tally, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(tally, _blocks(len(content)))
            finally:
                os.close(tally)

    def prune(self) -> None:
        """Remove the entries used longest ago if the total is over the limit."""
        with suppress(OSError):
            if self._tally.stat().st_size * BLOCK <= self._limit:
                return
        try_to_write(self._tally, _blocks(self._remove_oldest()))

    def _remove_oldest(self) -> int:
        """Count the entries, remove the oldest if they are too many, and return the new total."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= self._limit:
            return total
        for _, size, place in entries:
            if total <= self._limit * KEPT:
                break
            with suppress(OSError):
                os.unlink(place)
            total -= size
        return total

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        """Yield the time of the last use, the size and the place of each entry."""
        for folder, _, names in os.walk(self._top):
            for name in names:
                place = os.path.join(folder, name)
                with suppress(OSError):
                    found = os.stat(place)
                    yield found.st_mtime, found.st_size, place

    def _place(self, kind: str, key: str) -> Path:
        return self._top / kind / key[:2] / key[2:]


def _blocks(size: int) -> bytes:
    """Return what a size adds to the tally."""
    return b"." * -(-size // BLOCK)


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_CHECKSUM).digest()
