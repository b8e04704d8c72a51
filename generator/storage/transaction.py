"""Write several files, all of them or none.

1. `write` puts the data of a file beside its place, so that a full disk is found before anything
   has changed.
2. At the end of the block all are synced to disk, and renamed to their places in the order in which
   they were written. What was there before stays beside them until all are.
3. If something fails, or the user stops it, all is put back as it was.

A process that is killed leaves whole files, and of these the last ones last.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.storage.atomic import sync_files, sync_folder, temporary_for, write_beside


class Transaction:
    """A context manager; its block may raise to have nothing written."""

    def __init__(self) -> None:
        self._staged: dict[Path, Path] = {}
        """The temporary file of each path."""
        self._new: set[Path] = set()
        """The paths at which there was nothing."""
        self._folders: list[Path] = []
        """The folders that were made."""
        self._kept: list[tuple[Path, Path | None]] = []
        """The paths that are changed, each with where what was there is kept."""
        self._done = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._commit()
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
        if path in self._staged:
            message = f"{path} is written twice"
            raise ValueError(message)
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        self._make_folder(path.parent)
        if not os.path.lexists(path):
            self._new.add(path)
        self._staged[path] = temporary = temporary_for(path)
        write_beside(temporary, data, path)

    def _make_folder(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            self._folders.append(each)
            each.mkdir(exist_ok=True)

    def _commit(self) -> None:
        try:
            sync_files(self._staged.values())
        except OSError as error:
            names = {str(temporary): str(path) for path, temporary in self._staged.items()}
            error.filename = names.get(error.filename, error.filename)
            raise
        for path, temporary in self._staged.items():
            old = None if path in self._new else temporary_for(path)
            self._kept.append((path, old))
            if old is None:
                _put_into(temporary, path)
            else:
                _keep_beside(path, old)
                os.replace(temporary, path)
        for folder in dict.fromkeys(path.parent for path in (*self._staged, *self._folders)):
            sync_folder(folder)
        self._done = True

    def _close(self) -> None:
        """Remove the temporary files, and put back what was changed unless all is done.

        May be done again.
        """
        for path, old in reversed(self._kept):
            with suppress(OSError):
                if old is None:
                    if not self._done and _is_ours(path, self._staged[path]):
                        path.unlink()
                else:
                    if not self._done:
                        os.replace(old, path)
                    old.unlink(missing_ok=True)  # two names of one file are not renamed
        for temporary in self._staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if not self._done:
            for folder in reversed(self._folders):
                with suppress(OSError):  # another program has put something there
                    folder.rmdir()


def _put_into(temporary: Path, path: Path) -> None:
    """Rename a file to a path at which there is nothing. Raises FileExistsError."""
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise FileExistsError(error.errno, error.strerror, str(path)) from None
    except OSError:  # the file system has no links
        os.replace(temporary, path)


def _keep_beside(path: Path, old: Path) -> None:
    """Give a file a second name."""
    try:
        os.link(path, old, follow_symlinks=False)
    except OSError:  # the file system has no links
        os.replace(path, old)


def _is_ours(path: Path, temporary: Path) -> bool:
    """Whether a new file is the one that was put there, rather than that of another program."""
    return not temporary.exists() or path.samefile(temporary)
