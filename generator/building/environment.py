"""A fingerprint of the program: what is installed decides what a build makes, like its sources.

The fingerprint is a digest of the content of the package and of the names and versions of all
installed distributions, so that it is the same on two machines with the same installation. It is
found without reading files if none has changed since it was last made: by their sizes and times.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec

from generator.building.digests import digest
from generator.resources import PACKAGE, in_checkout
from generator.storage.atomic import try_to_write

_SKIPPED = frozenset({"__pycache__", "_shared", "starters"})
"""Folders that do not decide what is made from an article; templates have digests of their own."""
_DERIVED = "compiled"
"""The folder of tables that a checkout compiles from others when it first uses them."""


def program_fingerprint(cache: Path | None) -> str:
    """Return the fingerprint; `cache` is the folder that remembers it, if there is one."""
    places = sorted(_files(PACKAGE))
    stats = digest(sys.version, _distributions(), [(place, *_signature(place)) for place in places])
    remembered = None if cache is None else cache / "program.msgpack"
    if remembered is not None:
        with suppress(OSError, msgspec.DecodeError):
            known = msgspec.msgpack.decode(remembered.read_bytes(), type=dict[str, str])
            if stats in known:
                return known[stats]
    found = _of_contents(stats, tuple(places))
    if remembered is not None:
        try_to_write(remembered, msgspec.msgpack.encode({stats: found}))
    return found


@lru_cache(maxsize=1)
def _of_contents(stats: str, places: Sequence[str]) -> str:
    """Return the fingerprint of files, which a process reads again only if their `stats` differ."""
    del stats
    contents = [
        (os.path.relpath(place, PACKAGE), hashlib.sha256(Path(place).read_bytes()).digest())
        for place in places
    ]
    return digest(sys.version_info[:3], _distributions(), contents)


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _SKIPPED and not (entry.name == _DERIVED and in_checkout()):
                    yield from _files(Path(entry.path))
            elif not entry.name.startswith("."):
                yield entry.path


def _signature(place: str) -> tuple[int, int]:
    found = os.stat(place)
    return found.st_size, found.st_mtime_ns


def _distributions() -> list[str]:
    """Return the names and versions of what is installed beside the libraries in use."""
    folder = Path(msgspec.__file__).parents[1]
    return sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))
