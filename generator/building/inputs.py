"""The files that decide a site, and whether they have changed.

A file is taken to be unchanged if its size and times are those that it had when it was last read,
unless it was written so shortly before that a later change could have left the same times, or the
clock has been turned back since; then its content decides.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import time_ns

from msgspec import Struct

from generator.resources import shared

TREES = ("articles", "pages", "templates", "static")
"""The folders of a site of which every file counts."""
OF_ALL = ("pages", "templates", "static")
"""Those whose files are not of one article."""
FILES = ("site.toml", "glossary.toml", "lexicon.toml", "plugins.py")

GRANULARITY_NS = 2_000_000_000
"""The coarsest times of a file system in use: two seconds, of FAT."""

_DIGEST = 16

Signature = tuple[int, int, int]
"""The size of a file and, in nanoseconds, the times of its last change and of its last change of
name, mode or content."""


class FileState(Struct, frozen=True, array_like=True):
    """A file as it was when it was last read."""

    signature: Signature
    digest: bytes
    read_ns: int
    """When it was read, in nanoseconds, or a little before."""

    def is_sure(self, now: int) -> bool:
        """Whether a change until now would have changed the signature."""
        _, modified, changed = self.signature
        return max(modified, changed) + GRANULARITY_NS < self.read_ns <= now


UNKNOWN = FileState((0, 0, 0), b"unknown", 0)
"""The state of a file of which nothing is known, so that it has changed."""

States = Mapping[str, FileState | None]
"""The state of each file, by its path relative to the site; None if there is no such file."""


def site_files(root: Path, trees: Iterable[str] = TREES) -> Iterator[str]:
    """Yield the paths of the files that may belong to a site, relative to it.

    Folders that links lead to are included, each once, if they are in the site; of others, which
    are errors, the link alone.
    """
    yield from FILES
    home = os.path.realpath(root)
    seen: set[tuple[int, int]] = set()
    for tree in trees:
        if os.path.islink(root / tree) and not _is_inside(root / tree, home):
            yield tree
        else:
            yield from _walk(root / tree, tree, seen, home)


def _is_inside(folder: str | Path, home: str) -> bool:
    return not home or os.path.commonpath([home, os.path.realpath(folder)]) == home


def _walk(folder: Path, name: str, seen: set[tuple[int, int]], home: str = "") -> Iterator[str]:
    try:
        found = os.stat(folder)
        entries = list(os.scandir(folder))
    except OSError:
        return
    if (found.st_dev, found.st_ino) in seen:
        return
    seen.add((found.st_dev, found.st_ino))
    for entry in entries:
        path = f"{name}/{entry.name}"
        try:
            is_folder = entry.is_dir()
        except OSError:  # a link that leads to itself
            is_folder = False
        if is_folder and (not entry.is_symlink() or _is_inside(entry.path, home)):
            yield from _walk(Path(entry.path), path, seen, home)
        else:
            yield path


def read_states(root: Path, known: States) -> dict[str, FileState | None]:
    """Return the states of all files that may decide a site.

    These are its own, those that Jiazhu brings (by their absolute paths), and those of `known`.
    """
    return current_states(root, dict.fromkeys([*site_files(root), *_brought(), *known]), known)


def _brought() -> Iterator[str]:
    """Yield the files that Jiazhu brings."""
    for folder in (shared("templates"), shared("static")):
        yield from _walk(folder, str(folder), set())


def has_changed(root: Path, states: States) -> bool:
    """Whether a file that is not of one article has changed since these were its states."""
    kept = [path for path in states if not path.startswith("articles/")]
    now = [*site_files(root, OF_ALL), *_brought()]
    current = current_states(root, dict.fromkeys([*kept, *now]), states)
    return any(content_of(state) != content_of(states.get(path)) for path, state in current.items())


def current_states(
    root: Path, paths: Iterable[str], known: States, *, now: int | None = None
) -> dict[str, FileState | None]:
    """Return the states of files; only those that may have changed since `known` are read.

    `now` is what the clock says, in nanoseconds.
    """
    now = time_ns() if now is None else now
    return {path: _state(os.path.join(root, path), known.get(path), now) for path in paths}


def _state(place: str, known: FileState | None, now: int) -> FileState | None:
    try:
        found = os.stat(place)
        if not stat.S_ISREG(found.st_mode):
            return None  # a pipe would have to be waited for
        signature = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        if known is not None and known.signature == signature and known.is_sure(now):
            return known
        with open(place, "rb") as file:
            content = hashlib.file_digest(file, "blake2b").digest()[:_DIGEST]
    except (OSError, ValueError):  # a link may name what no file can be called
        return None
    return FileState(signature, content, now)


def same_content(old: States, new: States) -> bool:
    """Whether two sets of files have the same names and the same content."""
    return old.keys() == new.keys() and all(
        content_of(state) == content_of(new[path]) for path, state in old.items()
    )


def last_change(states: States) -> int:
    """Return the time of the last change of a site's own files, and of those that Jiazhu brings.

    It is in seconds since 1970. `SOURCE_DATE_EPOCH` takes its place where the same bytes are wanted
    on every machine. Files that the site only refers to do not count.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdecimal():
        return int(stated)
    own = (
        state.signature[1] // 1_000_000_000
        for path, state in states.items()
        if state is not None
        and (path in FILES or path.partition("/")[0] in TREES or os.path.isabs(path))
    )
    return max(own, default=0)


def digest_of(content: bytes) -> bytes:
    """Return the digest of a content, as states have it."""
    return hashlib.blake2b(content).digest()[:_DIGEST]


def content_of(state: FileState | None) -> bytes:
    """Return the digest of the content of a file; empty if there is no file."""
    return b"" if state is None else state.digest
