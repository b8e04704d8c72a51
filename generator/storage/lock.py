"""A lock that one process holds at a time, freed by the system if the process dies."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_POLL_SECONDS = 0.01


class BusyError(Exception):
    """Another living process holds the lock."""


class ProcessLock:
    """Makes a file and holds a lock on it until `release`, which removes the file.

    Waits up to `timeout` seconds, then raises `BusyError`; OSError where there is no folder for
    the file. What a killed process has left is taken over.
    """

    def __init__(self, path: Path, *, timeout: float = 0) -> None:
        path.parent.stat()  # `FileLock` would make it
        self._path = path
        self._lock = FileLock(path, thread_local=False)
        try:
            self._lock.acquire(timeout=timeout, poll_interval=_POLL_SECONDS)
        except Timeout:
            raise BusyError(path) from None

    def release(self) -> None:
        """Release the lock and remove its file."""
        # Before the release: who waits for the file sees then that it is gone, and makes another.
        with suppress(PermissionError):  # Windows keeps it until then, and then removes it
            self._path.unlink()
        self._lock.release()
