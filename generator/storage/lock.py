"""A lock on a folder that one process writes to, freed by the system if the process dies."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class BusyError(Exception):
    """Another living process holds the lock."""


class FolderLock:
    """Makes a folder and holds the lock in it until `release`. Raises `BusyError`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "lock"
        while True:
            with suppress(FileExistsError):
                folder.mkdir()
            try:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            except FileNotFoundError:
                continue  # the folder went with the process that held it: make it anew
            try:
                _lock(self._file)
            except OSError as error:
                os.close(self._file)
                raise BusyError(folder) from error
            if self._current():
                return
            os.close(self._file)

    def release(self) -> None:
        """Remove the lock, and its folder where nothing else is left in it."""
        if sys.platform == "win32":
            os.close(self._file)
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._file)
        try:
            self._folder.rmdir()
        except OSError:
            return  # another process has begun, or somebody keeps a file here

    def _current(self) -> bool:
        """Whether the file that is locked is still the one under its name."""
        try:
            there = os.stat(self._path)
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self._file))
