"""Write several files of a folder, all of them or none.

1. The folder is locked, so that nobody reads it meanwhile, or writes to it.
2. `write` puts the data of a file beside its place, so that a full disk is found before anything
   has changed.
3. At the end of the block all are synced to disk, and renamed to their places in the order in which
   they were written. What was there before stays beside them until all are.
4. If something fails, or the user stops it, all is put back as it was.

What a process that is killed has changed is written down (`changes.py`), and taken back before
anybody reads or writes the folder again. What somebody has changed since is left as it is.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.storage.changes import JOURNAL, Changes, take_back_left
from generator.storage.folder_lock import BusyError, folder_lock

WAIT_SECONDS = 60.0
"""How long another process is waited for."""


class Transaction:
    """A context manager; its block may raise to have nothing written.

    All files are in `folder`, which is made if it is missing. Raises BlockingIOError if another
    process works there for longer than `wait` seconds.
    """

    def __init__(self, folder: Path, *, wait: float = WAIT_SECONDS) -> None:
        self._folder = folder
        self._wait = wait
        self._changes = Changes(folder)
        self._lock = ExitStack()
        self._made: list[Path] = []
        """The folders that were made: this one, and those above it."""

    def __enter__(self) -> Self:
        try:
            self._make_folder()
            self._lock.enter_context(_locked(self._folder, self._wait, shared=False))
            take_back_left(self._folder)
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._changes.carry_out()
        finally:
            try:
                self._close()
            except (KeyboardInterrupt, SystemExit):  # Ctrl-C, or a signal, in the middle of it
                self._close()
                raise

    def write(self, path: Path, data: bytes | str) -> None:
        """Add a file, with its folder; text is written as UTF-8. Raises OSError.

        A symbolic link is replaced, not followed. Where there is nothing, nothing is overwritten
        that another program puts there meanwhile.
        """
        if path in self._changes:
            message = f"{path} is written twice"
            raise ValueError(message)
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        self._changes.make_folder(path.parent)
        self._changes.add(path, data)

    def _make_folder(self) -> None:
        missing = [each for each in (self._folder, *self._folder.parents) if not each.exists()]
        for each in reversed(missing):
            self._made.append(each)
            each.mkdir(exist_ok=True)

    def _close(self) -> None:
        """Remove the temporary files, and put back what was changed unless all is done."""
        with suppress(OSError):  # the next command tries again
            take_back_left(self._folder)
        self._leave()

    def _leave(self) -> None:
        for folder in reversed(self._made):
            with suppress(OSError):  # there is something in it
                folder.rmdir()
        self._lock.close()


@contextmanager
def reading(folder: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Let no transaction change a folder while it is read.

    First takes back what a process that was killed has left there. Raises BlockingIOError as
    `Transaction` does.
    """
    while True:
        with _locked(folder, wait, shared=True):
            if not os.path.lexists(folder / JOURNAL):
                yield
                return
        with _locked(folder, wait, shared=False):
            take_back_left(folder)


@contextmanager
def _locked(folder: Path, wait: float, *, shared: bool) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_lock(folder, shared=shared, timeout=wait))
        except BusyError:
            message = "Another command is working there: wait until it has finished, or stop it"
            raise BlockingIOError(errno.EWOULDBLOCK, message, str(folder)) from None
        yield
