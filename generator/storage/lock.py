"""A lock between processes, which the system releases if the process dies."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from generator.storage.folder_lock import POLL_SECONDS, BusyError


class ProcessLock:
    """Creates a file and holds a lock on it until `release`, which removes the file.

    Waits up to `timeout` seconds, then raises `BusyError`. Raises OSError if the folder of the
    file does not exist. The file of a killed process is taken over.
    """

    def __init__(self, path: Path, *, timeout: float = 0) -> None:
        path.parent.stat()  # `FileLock` would create it
        self._path = path
        self._lock = FileLock(path, thread_local=False)
        try:
            self._lock.acquire(timeout=timeout, poll_interval=POLL_SECONDS)
        except Timeout:
            raise BusyError(path) from None

    def release(self) -> None:
        """Release the lock and remove its file."""
        # Before the release, so that a waiting process sees that it is gone and creates another.
        with suppress(PermissionError):  # Windows removes it on release
            self._path.unlink()
        self._lock.release()
