"""The list of the files of a site, in its output folder, and the names that it may have."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.storage.atomic import ASIDE_SUFFIX
from generator.storage.names import name_fault

MANIFEST = ".jiazhu-manifest.json"
"""The list of the files of the last build, in the target."""

_PLAIN = re.compile(r"(?:[a-z0-9-]{5,200}/){1,8}[a-z0-9-]{5,200}\.[a-z]{2,5}")
"""Paths that need no closer look, since the names of devices are shorter."""


class _Manifest(Struct):
    files: set[str]


def read_manifest(target: Path) -> set[str]:
    """Return the files of the last build; none if the manifest is not one that a build wrote.

    Then all files count as foreign. Those that the next build would write just so are adopted. The
    names are not checked yet.
    """
    place = target / MANIFEST
    if place.is_symlink() or not place.is_file():
        return set()
    try:
        return msgspec.json.decode(place.read_bytes(), type=_Manifest).files
    except (msgspec.DecodeError, RecursionError):
        return set()


def encode_manifest(files: set[str]) -> bytes:
    """Return the content of the manifest that lists files."""
    return msgspec.json.encode({"version": 1, "files": sorted(files)})


def checked(name: str) -> str:
    """Return the path of a file; raise ValueError if it may lead out of the target."""
    if _PLAIN.fullmatch(name):
        return name
    parts = name.split("/")
    aside = parts[0].endswith(ASIDE_SUFFIX)
    if not {"", ".", ".."}.isdisjoint(parts) or name == MANIFEST or aside:
        message = f"not a path inside the output folder: {name!r}"
        raise ValueError(message)
    if fault := name_fault(name):
        raise ValueError(fault)
    return name


def is_inside(name: str) -> bool:
    """Whether the manifest may name a file, so that nothing else is ever removed."""
    try:
        return bool(checked(name))
    except ValueError:
        return False
