"""What a transaction changes in a folder, written down so that another process can take it back.

    <folder>/.changes.jiazhu-aside              a line of JSON for each step
    <folder>/….<token>.new.jiazhu-aside         the data of a file, beside its place
    <folder>/….<token>.old.jiazhu-aside         what was in its place

A line is written before its step is taken, so that the lines show all that may have been done:

1. The folders that are made, and the files whose data is written beside their places.
2. The stamps of these: from now on they are moved into their places.
3. All of them are in their places.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from generator.storage.atomic import (
    ASIDE_SUFFIX,
    sync_files,
    sync_folder,
    temporary_for,
    write_atomically,
    write_beside,
)
from generator.storage.stamps import Stamp, has_stamp, stamp_of

JOURNAL, _NEXT = f".changes{ASIDE_SUFFIX}", f".changes.next{ASIDE_SUFFIX}"


class _Line(Struct, omit_defaults=True):
    """A step: one of a folder, a file with its token, stamps, and that all is done."""

    folder: str = ""
    file: str = ""
    token: Annotated[str, Meta(pattern="^[0-9a-f]{8}$")] = ""
    is_new: bool = False
    stamps: list[Stamp] = []
    is_done: bool = False


_DECODER = msgspec.json.Decoder(_Line)


class FileChange(Struct):
    """A file that is written."""

    path: Path
    token: str
    is_new: bool
    """Whether there was nothing at its path."""
    stamp: Stamp | None = None
    """The stamp of what is written, once it is complete."""

    @property
    def new(self) -> Path:
        """Where what is written is until it is in its place."""
        return temporary_for(self.path, f"{self.token}.new")

    @property
    def old(self) -> Path:
        """Where what was there is kept."""
        return temporary_for(self.path, f"{self.token}.old")

    def carry_out(self) -> None:
        """Put what is written in its place. Raises OSError."""
        if self.is_new:
            _put_into(self.new, self.path)
        else:
            _keep_beside(self.path, self.old)
            os.replace(self.new, self.path)

    def take_back(self) -> None:
        """Put back what was there, unless somebody has changed it since. May be done again."""
        is_ours = self.stamp is not None and has_stamp(str(self.path), self.stamp)
        if self.is_new and is_ours:
            self.path.unlink()
        elif os.path.lexists(self.old) and (is_ours or not os.path.lexists(self.path)):
            os.replace(self.old, self.path)

    def clear(self) -> None:
        """Remove the temporary files."""
        self.new.unlink(missing_ok=True)
        self.old.unlink(missing_ok=True)


class Changes:
    """The changes of one transaction in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._journal = folder / JOURNAL
        self._next = folder / _NEXT
        self._files: dict[Path, FileChange] = {}
        self._folders: list[Path] = []
        """The folders that were made."""
        self._done = False

    @classmethod
    def left_in(cls, folder: Path) -> Changes | None:
        """Return what is written down in a folder, if there is anything. Raises OSError."""
        left = cls(folder)
        try:
            is_ours = stat.S_ISREG(left._journal.lstat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not is_ours:  # a link would lead elsewhere, and a pipe would be waited for
            message = "Not a file that Jiazhu has made: move it away"
            raise FileExistsError(errno.EEXIST, message, str(left._journal))
        lines = left._journal.read_bytes().split(b"\n")[:-1]  # the last may be incomplete
        with suppress(msgspec.DecodeError, ValueError, RecursionError):  # it is not ours
            for line in lines:
                left._read(_DECODER.decode(line))
        return left

    def _read(self, line: _Line) -> None:
        if line.folder:
            self._folders.append(self._inside(line.folder))
        if line.file:
            path = self._inside(line.file)
            self._files[path] = FileChange(path, line.token, line.is_new)
        if line.stamps:
            for file, stamp in zip(self._files.values(), line.stamps, strict=True):
                file.stamp = stamp
        self._done = line.is_done

    def _inside(self, name: str) -> Path:
        """Return the path of a name in the folder. Raises ValueError if it leads out of it."""
        path = self._folder / name
        is_inside = path.parent.resolve().is_relative_to(self._folder.resolve())
        if not is_inside or ".." in PurePosixPath(name).parts or "\0" in name:
            raise ValueError(name)
        return path

    def __contains__(self, path: Path) -> bool:
        return path in self._files

    def make_folder(self, folder: Path) -> None:
        """Make a folder, with those above it. Raises OSError."""
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            self._note(_Line(folder=self._name(each)))
            each.mkdir(exist_ok=True)
            self._folders.append(each)

    def add(self, path: Path, data: bytes | str) -> None:
        """Write the data of a file beside its place. Raises OSError."""
        file = FileChange(path, secrets.token_hex(4), not os.path.lexists(path))
        self._note(_Line(file=self._name(path), token=file.token, is_new=file.is_new))
        self._files[path] = file
        write_beside(file.new, data, path)

    def carry_out(self) -> None:
        """Put all files in their places. Raises OSError."""
        files = list(self._files.values())
        if not files:
            return
        try:
            sync_files(file.new for file in files)
        except OSError as error:
            names = {str(file.new): str(file.path) for file in files}
            error.filename = names.get(error.filename, error.filename)
            raise
        self._note(_Line(stamps=[stamp_of(file.new) for file in files]), sync=True)
        for file in files:
            file.carry_out()
        for folder in dict.fromkeys(path.parent for path in (*self._files, *self._folders)):
            sync_folder(folder)
        # In one step, so that it is done, or a failure has it taken back.
        done = self._journal.read_bytes() + _encoded(_Line(is_done=True))
        write_atomically(self._journal, done, temporary=self._next)

    def close(self) -> None:
        """Remove the temporary files, and take all back unless it is done. Raises OSError.

        May be done again.
        """
        failure: OSError | None = None
        for file in reversed(self._files.values()):
            try:
                if not self._done:
                    file.take_back()
                file.clear()
            except OSError as error:
                failure = failure or error
        if failure is not None:
            raise failure
        if not self._done:
            for folder in reversed(self._folders):
                with suppress(OSError):  # another program has put something there
                    folder.rmdir()
        self._next.unlink(missing_ok=True)
        self._journal.unlink()

    def _note(self, line: _Line, *, sync: bool = False) -> None:
        """Write down what is about to be done."""
        try:
            with self._journal.open("ab") as journal:
                journal.write(_encoded(line))
                if sync:
                    journal.flush()
                    os.fsync(journal.fileno())
        except OSError as error:
            error.filename = str(self._journal)  # a full disk gives none
            raise
        if sync:
            sync_folder(self._folder)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()


def _encoded(line: _Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def take_back_left(folder: Path) -> None:
    """Take back what is written down in a folder and not done. Raises OSError."""
    left = Changes.left_in(folder)
    if left is not None:
        left.close()


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
