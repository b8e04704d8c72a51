"""Write a site so that readers only see complete pages, and no other files are lost.

    site/._site.jiazhu-aside/       tree/…, the files of this build, next to the target
    site/._site.lock.jiazhu-aside   locked during the build
    site/_site/                     pages, .jiazhu-manifest.json

1. Opening an `Output` refuses a target that would overwrite sources, takes the lock, and removes
   the temporary files of a killed build.
2. `write` compares the data with the target: unchanged files are not touched (and keep their
   modification time), others are written to the temporary folder. `keep` takes over files of the
   last build by their stamps.
3. `commit` checks for foreign files in the way before changing anything. It syncs the new files
   to disk, lists old and new files in the manifest, moves each new file with `os.replace`, removes
   the files that only an earlier build wrote, and lists only the new files.

The manifest lists all files of the build at any moment, even if the process is killed between two
moves. All other files are foreign: they are never removed or overwritten. Symbolic links in the
target are never followed.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from generator.storage.atomic import sync_files, write_atomically
from generator.storage.lock import BusyError, ProcessLock
from generator.storage.stamps import Stamp, has_stamp, stamp_of

MANIFEST = ".jiazhu-manifest.json"
"""The list of the files of the last build, in the target."""

ASIDE_SUFFIX = ".jiazhu-aside"
"""The suffix of temporary files and folders next to the target, and next to a source file."""


_TREE = "tree"


class OutputRefusedError(Exception):
    """Raised if the target cannot be written without harm (S012); `hint` is the remedy."""

    def __init__(self, path: Path, message: str, hint: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class CommitResult:
    """The number of files that a commit wrote, and of stale files that it removed."""

    written: int
    removed: int


def aside_folder(target: Path) -> Path:
    """Return the temporary folder of a build of `target`, in the same file system.

    It is next to the target, or inside it if the target is a mount point or its parent folder is
    not writable.
    """
    name = f".{target.name}{ASIDE_SUFFIX}"
    parent = target.parent
    if target.is_dir() and (
        target.stat().st_dev != parent.stat().st_dev or not os.access(parent, os.W_OK)
    ):
        return target / name
    return parent / name


def unfinished_files(target: Path) -> Path:
    """Return the folder of the files that a build of `target` has written so far."""
    return aside_folder(target) / _TREE


class Output:
    """A site being written; a context manager that removes its temporary files on failure.

    `protect` are the site's root and any other folders that must not be the target or lie in it;
    `sources` are source folders, which must not contain the target either. Raises
    `OutputRefusedError`.
    """

    def __init__(
        self, target: Path, *, protect: Sequence[Path], sources: Sequence[Path] = ()
    ) -> None:
        self.target = target.resolve()
        _refuse_harm(self.target, [*protect, *sources], sources)
        self._aside = aside_folder(self.target)
        self._tree = self._aside / _TREE
        self._aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = ProcessLock(
                self._aside.with_name(f".{self.target.name}.lock{ASIDE_SUFFIX}")
            )
        except BusyError:
            raise OutputRefusedError(
                self.target,
                f"Another build is writing to {self.target}",
                "Wait until it has finished, or stop it.",
            ) from None
        _remove_tree(self._tree)
        self._closed = False
        self._moved: set[str] = set()
        self._unchanged: set[str] = set()
        self._old, self._strict = _read_manifest(self.target)
        self._listed = self._old if self._strict else set()
        """The files that the manifest lists."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, path: str | PurePosixPath, data: bytes | str) -> Stamp:
        """Add a file to the new state of the site; text is written as UTF-8.

        Returns its stamp, by which a later build may `keep` it. Raises ValueError if the path is
        absolute, leads out of the target, is not portable, or has already been written by this
        build.
        """
        name = _checked(str(path))
        if name in self._moved or name in self._unchanged:
            message = f"{name} is written twice"
            raise ValueError(message)
        content = data.encode() if isinstance(data, str) else data
        if _same_bytes(self.target, name, content):
            self._unchanged.add(name)
            return stamp_of(self.target / name)
        place = self._tree / name
        try:
            place.write_bytes(content)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        self._moved.add(name)
        return stamp_of(place)

    def keep(self, files: Mapping[str, Stamp]) -> bool:
        """Keep files of an earlier build in the new state of the site without reading them.

        Returns False, keeping none, if one of them is not the file that this stamp was given for.
        """
        old, target = self._old, self.target
        if not all(name in old and has_stamp(f"{target}/{name}", s) for name, s in files.items()):
            return False
        self._unchanged.update(files)
        return True

    def commit(self) -> CommitResult:
        """Put the target in its new state, and close.

        Raises `OutputRefusedError`, leaving the target unchanged, if a foreign file or a symbolic
        link is in the way.
        """
        new = self._moved | self._unchanged
        stale = {name for name in self._old - new if _is_ours(self.target, name)}
        self._refuse_foreign(stale)
        sync_files(f"{self._tree}/{name}" for name in self._moved)
        self.target.mkdir(parents=True, exist_ok=True)
        self._write_manifest(self._old | new)
        in_the_way = self._in_the_way(stale)
        _remove_files(self.target, in_the_way)
        folders: set[Path] = set()
        # Files that pages request come before the pages.
        for name in sorted(self._moved, key=lambda name: (name.endswith(".html"), name)):
            place = self.target / name
            if place.parent not in folders:
                place.parent.mkdir(parents=True, exist_ok=True)
                folders.add(place.parent)
            os.replace(self._tree / name, place)
        _remove_files(self.target, stale - in_the_way)
        self._write_manifest(new)
        self.close()
        return CommitResult(len(self._moved), len(stale))

    def close(self) -> None:
        """Discard files that are not committed and release the lock; may be called again."""
        if self._closed:
            return
        self._closed = True
        _remove_tree(self._tree)
        with suppress(OSError):  # missing, or not empty
            self._aside.rmdir()
        self._lock.release()

    def _in_the_way(self, stale: set[str]) -> set[str]:
        """Return the stale files that become folders, or are in folders that become files."""
        folders = {folder for name in self._moved for folder in _folders(name)}
        return {
            name
            for name in stale
            if name in folders or any(folder in self._moved for folder in _folders(name))
        }

    def _refuse_foreign(self, removed: set[str]) -> None:
        """Raise if a move would overwrite a foreign file that is not in `removed`."""
        checked: set[str] = set()
        for name in sorted(self._moved):
            for folder in _folders(name):
                if folder in checked:
                    continue
                checked.add(folder)
                mode = _mode(self.target / folder)
                if mode is not None and not stat.S_ISDIR(mode) and folder not in removed:
                    raise self._foreign(folder)
            mode = _mode(self.target / name)
            if mode is None:
                continue
            if stat.S_ISDIR(mode):
                if not _holds_only(self.target, name, removed):
                    raise self._foreign(name)
            elif self._strict and name not in self._old:
                raise self._foreign(name)

    def _foreign(self, name: str) -> OutputRefusedError:
        return OutputRefusedError(
            self.target / name,
            f"{name} in the output folder was not written by Jiazhu and is in the way",
            "Move it away, or choose another output folder.",
        )

    def _write_manifest(self, files: set[str]) -> None:
        if files and files == self._listed:
            return
        content = json.dumps(
            {"version": 1, "files": sorted(files)}, ensure_ascii=False, indent=0
        ).encode()
        self._listed = files
        if _same_bytes(self.target, MANIFEST, content):
            return
        self._aside.mkdir(exist_ok=True)
        write_atomically(self.target / MANIFEST, content, temporary=self._aside / "manifest")


def _refuse_harm(target: Path, protect: Sequence[Path], sources: Sequence[Path]) -> None:
    if target.exists() and not target.is_dir():
        raise OutputRefusedError(
            target, f"The output {target} is a file", "Choose a folder with --output."
        )
    hint = "Choose another folder with --output, such as _site in the site folder."
    for path in protect:
        if _within(path.resolve(), target):
            raise OutputRefusedError(
                target, f"The output folder {target} would overwrite {path.resolve()}", hint
            )
    for path in sources:
        if _within(target, path.resolve()):
            raise OutputRefusedError(
                target, f"The output folder {target} is inside the source folder {path}", hint
            )


def _within(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or inside it, even if their names differ in case."""
    if path.is_relative_to(folder):
        return True
    if not folder.exists():
        return False
    return any(parent.exists() and parent.samefile(folder) for parent in (path, *path.parents))


def _checked(name: str) -> str:
    """Return the path of a file; raise ValueError if it may lead out of the target."""
    parts = name.split("/")
    bad = (
        not name
        or "" in parts
        or "." in parts
        or ".." in parts
        or "\\" in name
        or "\0" in name
        or name[1:2] == ":"
        or name == MANIFEST
        or parts[0].endswith(ASIDE_SUFFIX)
    )
    if bad:
        message = f"not a path inside the output folder: {name!r}"
        raise ValueError(message)
    return name


def _folders(name: str) -> list[str]:
    """Return the folders that a file is in, the outermost first: `a` and `a/b` for `a/b/c`."""
    return [name[:at] for at, char in enumerate(name) if char == "/"]


def _mode(path: Path) -> int | None:
    """Return the mode of a file without following links; None if it does not exist."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _linked(target: Path, name: str) -> bool:
    """Whether a folder between the target and a file is a symbolic link."""
    return any(os.path.islink(f"{target}/{folder}") for folder in _folders(name))


def _is_ours(target: Path, name: str) -> bool:
    """Whether a path is still a regular file, and is reached without a symbolic link."""
    mode = _mode(target / name)
    return mode is not None and stat.S_ISREG(mode) and not _linked(target, name)


def _same_bytes(target: Path, name: str, content: bytes) -> bool:
    if not _is_ours(target, name):
        return False
    place = target / name
    return place.stat().st_size == len(content) and place.read_bytes() == content


def _holds_only(target: Path, folder: str, removed: set[str]) -> bool:
    """Whether a folder of the target has only files in `removed`, so that it is removed too."""
    for base, folders, names in os.walk(target / folder):
        place = Path(base).relative_to(target).as_posix()
        if not folders and not names:
            return False
        if any((target / place / name).is_symlink() for name in folders):
            return False
        if any(f"{place}/{name}" not in removed for name in names):
            return False
    return True


def _remove_files(target: Path, names: Iterable[str]) -> None:
    """Remove files, and then the folders that this leaves empty."""
    folders: set[str] = set()
    for name in names:
        (target / name).unlink(missing_ok=True)
        folders.update(_folders(name))
    for folder in sorted(folders, key=lambda folder: folder.count("/"), reverse=True):
        try:
            (target / folder).rmdir()
        except OSError:
            continue  # not empty


def _remove_tree(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _read_manifest(target: Path) -> tuple[set[str], bool]:
    """Return the files of the last build, and whether all others are known to be foreign.

    They are not if a manifest exists but cannot be read. Then files may be overwritten, so that
    the next build repairs the folder, but none are removed.
    """
    place = target / MANIFEST
    if place.is_symlink() or not place.is_file():
        return set(), True
    try:
        files = json.loads(place.read_bytes())["files"]
        return {_checked(name) for name in files}, True
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return set(), False
