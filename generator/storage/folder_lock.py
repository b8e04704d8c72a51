"""A lock on a folder between those who read it and one who writes to it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

POLL_SECONDS = 0.01


class BusyError(Exception):
    """Raised if another process holds a lock."""


@contextmanager
def folder_lock(folder: Path, *, shared: bool, timeout: float) -> Iterator[None]:
    """Lock a folder, which any number of processes may share, or one have for itself.

    The lock is on the folder itself, so that it may be read-only, and nothing is left in it. Raises
    `BusyError` after so many seconds. Where there are no such locks, as on Windows and in some
    network file systems, and where there is no folder, nobody is kept out.
    """
    file = _opened(folder)
    try:
        if file is not None:
            _wait(file, folder, shared=shared, timeout=timeout)
        yield
    finally:
        if file is not None:
            _release(file)


def _opened(folder: Path) -> int | None:
    if sys.platform != "win32":
        with suppress(OSError):
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    return None


def _wait(file: int, folder: Path, *, shared: bool, timeout: float) -> None:
    if sys.platform != "win32":
        import fcntl

        kind, end = fcntl.LOCK_SH if shared else fcntl.LOCK_EX, monotonic() + timeout
        while True:
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                    return
                if monotonic() > end:
                    raise BusyError(folder) from None
                sleep(POLL_SECONDS)
            else:
                return


def _release(file: int) -> None:
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)  # a fork of this process may have it open
        os.close(file)
