"""Stamps, by which a file that was written is recognised without reading it."""

from __future__ import annotations

import os
import stat

Stamp = tuple[int, int]
"""The size of a file, and the time of its last change in nanoseconds."""


def stamp_of(place: str | os.PathLike[str]) -> Stamp:
    """Return the stamp of a file. Raises OSError."""
    found = os.stat(place)
    return found.st_size, found.st_mtime_ns


def has_stamp(place: str, stamp: Stamp) -> bool:
    """Whether there is a regular file with a stamp."""
    try:
        found = os.lstat(place)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == stamp
