"""Replace files atomically and durably.

1. The data is written to a temporary file in the same file system, with the mode of the file that
   it replaces, and synced to disk.
2. `os.replace` renames it to that file: a reader sees either the old file or the new one.
3. The folder is synced, so that the new name is durable too.

Without the first sync, renaming could leave an empty file after a power failure.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

ASIDE_SUFFIX = ".jiazhu-aside"
"""The suffix of temporary files and folders next to the target, and next to a source file."""
_SYNCS_AT_ONCE = 8
"""File systems commit concurrent syncs together: 3,000 files take 6 s, and 20 s one by one."""
_SYNCS_QUEUED = 512
"""The number of files that wait at a time, so that many files need no more memory."""
_SHOWN = 40
"""How much of a name its temporary file has: some names are as long as a name may be."""


def temporary_for(path: Path, token: str = "") -> Path:
    """Return a path beside a file, for what is to take its place: a new one, without a token."""
    return path.with_name(f".{path.name[:_SHOWN]}.{token or secrets.token_hex(4)}{ASIDE_SUFFIX}")


def write_atomically(path: Path, data: bytes | str, *, temporary: Path | None = None) -> None:
    """Replace or create a file; text is written as UTF-8. Raises OSError.

    A symbolic link is replaced, not followed. See `staged` for `temporary`.
    """
    with staged(path, data, temporary=temporary) as new:
        replace(new, path)


@contextmanager
def staged(path: Path, data: bytes | str, *, temporary: Path | None = None) -> Iterator[Path]:
    """Write the data for `path` to a temporary file, and yield its path.

    `temporary` must be in the same file system as `path`; by default it is next to it. The file is
    removed on exit unless it has been moved.
    """
    if temporary is None:
        temporary = temporary_for(path)
    temporary.unlink(missing_ok=True)
    try:
        write_beside(temporary, data, path, sync=True)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def write_beside(temporary: Path, data: bytes | str, path: Path, *, sync: bool = False) -> None:
    """Write the data for `path` to a new file, with its mode. An OSError names `path`."""
    try:
        with temporary.open("xb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
    except OSError as error:
        error.filename = str(path)  # a full disk gives none
        raise


def try_to_write(path: Path, data: bytes) -> bool:
    """Replace or create a file of a cache, with its folder; False if the system refuses.

    It is not synced, since it may be lost.
    """
    temporary = temporary_for(path)
    with suppress(OSError):
        try:
            try:
                temporary.write_bytes(data)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary.write_bytes(data)
            os.replace(temporary, path)
            return True
        finally:
            temporary.unlink(missing_ok=True)
    return False


def replace(new: Path, path: Path) -> None:
    """Rename a synced file to another one, and sync the folder."""
    os.replace(new, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder, where the system can."""
    if sys.platform != "win32":
        with suppress(OSError):  # some network file systems cannot sync a folder
            _sync(folder)


def sync_files(paths: Iterable[str | Path]) -> None:
    """Sync many files to disk. Raises OSError."""
    remaining = iter(paths)
    with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
        while some := list(islice(remaining, _SYNCS_QUEUED)):
            try:
                for _ in pool.map(_sync, some):
                    pass
            except RuntimeError:  # the system allows no more threads
                for path in some:
                    _sync(path)


def _sync(path: str | Path) -> None:
    # Windows syncs only files open for writing; other systems open folders only for reading.
    file = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        os.close(file)
