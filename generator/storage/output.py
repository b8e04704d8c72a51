"""Writing a site so that readers only ever see whole pages, and nobody loses a file.

    site/._site.jiazhu-aside/       tree/…, what this build writes, next to the target
    site/._site.lock.jiazhu-aside   held while it does
    site/_site/                     pages, .jiazhu-manifest.json

1. Opening an `Output` refuses a target that would swallow sources, takes the lock, and
   clears away what a killed build left aside.
2. `write` compares with what stands in the target: the same bytes are left alone (and keep
   their time of change), others are written aside.
3. `commit` checks for foreign files in the way before it touches anything, syncs the new files
   to disk, then notes old and new files in the manifest, moves each new file with `os.replace`,
   removes what an earlier build wrote and this one did not, and notes the new files alone.

The manifest names every file of ours at any moment, even if the process is killed between two
moves. What it does not name is foreign: never removed, never overwritten. Symbolic links inside
the target are never followed.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from generator.storage.atomic import sync_files, write_atomically
from generator.storage.lock import BusyError, ProcessLock

MANIFEST = PurePosixPath(".jiazhu-manifest.json")
"""In the target: the list of files that the last build wrote."""

ASIDE_SUFFIX = ".jiazhu-aside"
"""Ends the names of what stands beside the target, and beside a source, while it is written."""


class OutputRefusedError(Exception):
    """The target cannot be written without harm; `hint` says what to do (diagnostic S012)."""

    def __init__(self, path: Path, message: str, hint: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class CommitResult:
    """How many files a commit wrote anew and how many stale ones it removed."""

    written: int
    removed: int


def aside_folder(target: Path) -> Path:
    """The folder that a build of `target` writes to first: on the same file system.

    It is next to the target, or inside it where the target is a mount point or its parent
    cannot be written.
    """
    name = f".{target.name}{ASIDE_SUFFIX}"
    parent = target.parent
    if target.is_dir() and (
        target.stat().st_dev != parent.stat().st_dev or not os.access(parent, os.W_OK)
    ):
        return target / name
    return parent / name


class Output:
    """A site being written; use it as a context manager, so that a failure cleans up.

    `protect` are the site's root and whatever else must not be the target or lie in it;
    `sources` are folders of sources, which must not hold the target either. Raises
    `OutputRefusedError`.
    """

    def __init__(
        self, target: Path, *, protect: Sequence[Path], sources: Sequence[Path] = ()
    ) -> None:
        self.target = target.resolve()
        _refuse_harm(self.target, [*protect, *sources], sources)
        self._aside = aside_folder(self.target)
        self._tree = self._aside / "tree"
        self._aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = ProcessLock(
                self._aside.with_name(f".{self.target.name}.lock{ASIDE_SUFFIX}")
            )
        except BusyError:
            raise OutputRefusedError(
                self.target,
                f"another build is writing to {self.target}",
                "wait until it is done, or stop it",
            ) from None
        _remove_tree(self._tree)
        self._closed = False
        self._moved: set[PurePosixPath] = set()
        self._unchanged: set[PurePosixPath] = set()
        self._old, self._strict = _read_manifest(self.target)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, path: PurePosixPath, data: bytes | str) -> None:
        """Put a file into the next state of the site; text is written as UTF-8.

        Raises ValueError for a path that is absolute, leaves the target, is not portable, or
        was already written by this build.
        """
        path = _checked(path)
        if path in self._moved or path in self._unchanged:
            message = f"{path} is written twice"
            raise ValueError(message)
        content = data.encode() if isinstance(data, str) else data
        if _same_bytes(self.target, path, content):
            self._unchanged.add(path)
            return
        place = self._tree / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self._moved.add(path)

    def commit(self) -> CommitResult:
        """Make the target what was written, and close.

        Raises `OutputRefusedError`, with the target untouched, where a foreign file or a
        symbolic link stands in the way.
        """
        new = self._moved | self._unchanged
        stale = {path for path in self._old - new if _is_ours(self.target, path)}
        self._refuse_foreign(stale)
        sync_files(self._tree / path for path in self._moved)
        self.target.mkdir(parents=True, exist_ok=True)
        self._write_manifest(self._old | new)
        in_the_way = self._in_the_way(stale)
        _remove_files(self.target, in_the_way)
        # What pages ask for comes before the pages that ask for it.
        for path in sorted(self._moved, key=lambda path: (path.suffix == ".html", path)):
            place = self.target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self._tree / path, place)
        _remove_files(self.target, stale - in_the_way)
        self._write_manifest(new)
        self.close()
        return CommitResult(len(self._moved), len(stale))

    def close(self) -> None:
        """Drop what is not committed and release the lock; safe to call again."""
        if self._closed:
            return
        self._closed = True
        _remove_tree(self._tree)
        with suppress(OSError):  # not there, or somebody keeps a file in it
            self._aside.rmdir()
        self._lock.release()

    def _in_the_way(self, stale: set[PurePosixPath]) -> set[PurePosixPath]:
        """The stale files where a new folder goes, or in a folder that becomes a file."""
        folders = {parent for path in self._moved for parent in path.parents}
        return {
            path
            for path in stale
            if path in folders or any(parent in self._moved for parent in path.parents)
        }

    def _refuse_foreign(self, removed: set[PurePosixPath]) -> None:
        """Raise where a move would overwrite what is neither ours nor `removed`."""
        checked: set[PurePosixPath] = set()
        for path in sorted(self._moved):
            for parent in reversed(path.parents[:-1]):
                if parent in checked:
                    continue
                checked.add(parent)
                mode = _mode(self.target / parent)
                if mode is not None and not stat.S_ISDIR(mode) and parent not in removed:
                    raise self._foreign(parent)
            mode = _mode(self.target / path)
            if mode is None:
                continue
            if stat.S_ISDIR(mode):
                if not _holds_only(self.target, path, removed):
                    raise self._foreign(path)
            elif self._strict and path not in self._old:
                raise self._foreign(path)

    def _foreign(self, path: PurePosixPath) -> OutputRefusedError:
        return OutputRefusedError(
            self.target / path,
            f"{path} in the output folder was not written by Jiazhu and stands in the way",
            "move it away or choose another output folder",
        )

    def _write_manifest(self, files: Iterable[PurePosixPath]) -> None:
        listed = sorted(str(path) for path in files)
        content = json.dumps({"version": 1, "files": listed}, ensure_ascii=False, indent=0).encode()
        if _same_bytes(self.target, MANIFEST, content):
            return
        self._aside.mkdir(exist_ok=True)
        write_atomically(self.target / MANIFEST, content, temporary=self._aside / "manifest")


def _refuse_harm(target: Path, protect: Sequence[Path], sources: Sequence[Path]) -> None:
    if target.exists() and not target.is_dir():
        raise OutputRefusedError(
            target, f"the output {target} is a file", "choose a folder with --output"
        )
    hint = "choose another folder with --output, such as _site in the site folder"
    for path in protect:
        if _within(path.resolve(), target):
            raise OutputRefusedError(
                target, f"the output folder {target} would overwrite {path.resolve()}", hint
            )
    for path in sources:
        if _within(target, path.resolve()):
            raise OutputRefusedError(
                target, f"the output folder {target} lies among the sources in {path}", hint
            )


def _within(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or under it, also where names differ only in case."""
    if path.is_relative_to(folder):
        return True
    if not folder.exists():
        return False
    return any(parent.exists() and parent.samefile(folder) for parent in (path, *path.parents))


def _checked(path: PurePosixPath) -> PurePosixPath:
    """The path itself, or ValueError where it may lead out of the target."""
    text = str(path)
    bad = (
        path.is_absolute()
        or not path.parts
        or ".." in path.parts
        or "\\" in text
        or "\0" in text
        or text[1:2] == ":"
        or path == MANIFEST
        or path.parts[0].endswith(ASIDE_SUFFIX)
    )
    if bad:
        message = f"not a path inside the output folder: {text!r}"
        raise ValueError(message)
    return path


def _mode(path: Path) -> int | None:
    """The mode of what stands there, links not followed; None for nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _linked(target: Path, path: PurePosixPath) -> bool:
    """Whether a folder on the way from the target to `path` is a symbolic link."""
    return any((target / parent).is_symlink() for parent in path.parents[:-1])


def _is_ours(target: Path, path: PurePosixPath) -> bool:
    """Whether what an earlier build wrote is still a file, and reached without a link."""
    mode = _mode(target / path)
    return mode is not None and stat.S_ISREG(mode) and not _linked(target, path)


def _same_bytes(target: Path, path: PurePosixPath, content: bytes) -> bool:
    if not _is_ours(target, path):
        return False
    place = target / path
    return place.stat().st_size == len(content) and place.read_bytes() == content


def _holds_only(target: Path, folder: PurePosixPath, removed: set[PurePosixPath]) -> bool:
    """Whether a folder of the target goes when the files in `removed` do."""
    for base, folders, names in os.walk(target / folder):
        place = PurePosixPath(Path(base).relative_to(target).as_posix())
        if not folders and not names:
            return False
        if any((target / place / name).is_symlink() for name in folders):
            return False
        if any(place / name not in removed for name in names):
            return False
    return True


def _remove_files(target: Path, paths: Iterable[PurePosixPath]) -> None:
    """Remove files, and then the folders which that left empty."""
    parents: set[PurePosixPath] = set()
    for path in paths:
        (target / path).unlink(missing_ok=True)
        parents.update(path.parents[:-1])
    for parent in sorted(parents, key=lambda path: len(path.parts), reverse=True):
        try:
            (target / parent).rmdir()
        except OSError:
            continue  # something is still in it


def _remove_tree(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _read_manifest(target: Path) -> tuple[set[PurePosixPath], bool]:
    """The files of the last build, and whether all others are known to be foreign.

    They are not where a manifest exists but cannot be read: then pages may be overwritten, so
    that the next build repairs the folder, and nothing is removed.
    """
    place = target / MANIFEST
    if place.is_symlink() or not place.is_file():
        return set(), True
    try:
        files = json.loads(place.read_bytes())["files"]
        return {_checked(PurePosixPath(name)) for name in files}, True
    except (ValueError, TypeError, KeyError, RecursionError):
        return set(), False
