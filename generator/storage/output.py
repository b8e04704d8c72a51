"""Write a site so that readers see either the old one or the new one, and no other files are lost.

    site/._site.jiazhu-aside/       tree/…, the files of this build, next to the target
                                    next/…, the whole site, unless it is in the cache
    site/._site.lock.jiazhu-aside   locked during the build
    site/_site/                     pages, .jiazhu-manifest.json

1. Opening an `Output` refuses a target that would overwrite sources, takes the lock, finishes what
   a killed build has left to do, and removes its temporary files.
2. `write` compares the data with the target: unchanged files are not touched (and keep their
   modification time), others are written to the temporary folder. `keep` takes over files of the
   last build by their stamps.
3. `commit` checks for foreign files in the way before changing anything, and syncs the new files to
   disk. A complete folder of these and of hard links to all that stays takes the place of the
   target in one step (`whole.py`). The old one is kept in the cache, if there is one in the same
   file system, since little has to change in it to be complete again. Where the system cannot
   exchange folders, the files are moved one by one, and the next build finishes what a killed one
   has begun (`in_place.py`).
4. Where the files are moved one by one anyway, `show` puts there what is written so far.

The manifest lists all files of the build at any moment. All other files are foreign: they are never
removed, and not overwritten unless the user says so. Symbolic links in the target are never
followed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from errno import EACCES
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from msgspec import Struct

from generator.storage.atomic import ASIDE_SUFFIX, sync_files, write_atomically
from generator.storage.exchange import can_exchange
from generator.storage.foreign import find_foreign, in_the_way, is_linked, is_ours, same_bytes
from generator.storage.in_place import (
    JOURNAL,
    Moves,
    carry_out,
    load_moves,
    move_files,
    save_moves,
    sync_folders,
)
from generator.storage.lock import BusyError, ProcessLock
from generator.storage.manifest import (
    MANIFEST,
    checked,
    encode_manifest,
    is_inside,
    read_manifest,
)
from generator.storage.mounts import mount_points
from generator.storage.names import folded
from generator.storage.preparation import Preparation
from generator.storage.refusal import (
    OutputFailedError,
    OutputRefusedError,
    refuse_harm,
    refuse_links,
)
from generator.storage.stamps import Stamp, has_stamp, stamp_of
from generator.storage.standby import keep_seen, standby_for
from generator.storage.whole import complete, remove_folder, take_place

_TREE, _NEXT = "tree", "next"
GRACE = 1
"""How many seconds a lock is waited for that the helper of a killed build may still hold."""
_FREE = ", and build again: the next build completes the site"


class CommitResult(Struct, frozen=True):
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
    if target.is_dir() and (target in mount_points(target) or not os.access(parent, os.W_OK)):
        return target / name
    return parent / name


def unfinished_files(target: Path) -> Path:
    """Return the folder of the files that a build of `target` has written so far."""
    return aside_folder(target) / _TREE


class Output:
    """A site being written; a context manager that removes its temporary files on failure.

    `protect` are the site's root and any other folders that must not be the target or lie in it;
    `sources` are source folders, which must not contain the target either. With `force`, foreign
    files in the way are overwritten; another build is waited for `wait` seconds. Without `whole`,
    the files are moved one by one: faster for a few of many, and good enough for a preview.
    `standby` is the folder for the site before (`standby.py`). Raises `OutputRefusedError`.
    """

    def __init__(
        self,
        target: Path,
        *,
        protect: Sequence[Path],
        sources: Sequence[Path] = (),
        force: bool = False,
        wait: float = 0,
        whole: bool = True,
        standby: Path | None = None,
    ) -> None:
        self.target = target.resolve()
        refuse_harm(self.target, [*protect, *sources], sources)
        self._force, self._whole, self._standby = force, whole, standby
        self._aside = aside_folder(self.target)
        self._tree = self._aside / _TREE
        lock = self._aside.with_name(f".{self.target.name}.lock{ASIDE_SUFFIX}")
        refuse_links(self._aside, lock)
        self._aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = ProcessLock(lock, timeout=max(wait, GRACE))
        except BusyError:
            raise OutputRefusedError(
                self.target,
                f"Another build is writing to {self.target}",
                "Wait until it has finished, or stop it.",
            ) from None
        self._preparing: tuple[Path, Preparation] | None = None
        self._closed = False
        self._moved: set[str] = set()
        self._shown: set[str] = set()
        """The files that are in the target before the commit; they are in `_unchanged` too."""
        self._unchanged: set[str] = set()
        self._names: dict[str, str] | None = None
        """The files of this build, by what systems that ignore case know them by: of no use before
        there is one that the last build did not have."""
        self._listed: set[str] = set()
        """The files that the manifest lists."""
        try:
            self._finish_killed()
            remove_folder(self._aside)
            self._old = self._listed = read_manifest(self.target)
        except BaseException:
            self._lock.release()
            raise

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
        build, maybe in other case. Raises `OutputFailedError` if the disk is full.
        """
        name = checked(str(path))
        self._claim(name)
        content = data.encode() if isinstance(data, str) else data
        if same_bytes(self.target, name, content):
            self._unchanged.add(name)
            return stamp_of(self.target / name)
        place = self._tree / name
        try:
            try:
                place.write_bytes(content)
            except FileNotFoundError:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            stamp = stamp_of(place)
        except OSError as error:
            raise OutputFailedError(self.target / name, f"write {name}", error) from None
        self._moved.add(name)
        return stamp

    def keep(self, files: Mapping[str, Stamp]) -> bool:
        """Keep files of an earlier build in the new state of the site without reading them.

        Returns False, keeping none, if one of them is not the file that this stamp was given for.
        """
        if not files.keys() <= self._old or not self._are_there(files):
            return False
        self._unchanged.update(files)
        if self._names is not None:
            self._names.update((folded(name), name) for name in files)
        return True

    def _are_there(self, files: Mapping[str, Stamp]) -> bool:
        lost = None if self._preparing is None else self._preparing[1].lost()
        if lost is not None:
            return lost.isdisjoint(files)
        above = f"{self.target}/"
        return all(has_stamp(above + name, stamp) for name, stamp in files.items())

    def show(self) -> frozenset[str]:
        """Put the files written so far in the target before the rest, and return them.

        Each is whole, while others are still those of the last build. If this one is killed, the
        next finds them by their content. None is returned if the target changes in one step, is not
        there yet, or has something in the way, which `commit` will say.
        """
        moved = frozenset(self._moved)
        if self._whole or not moved or not self.target.is_dir():
            return frozenset()
        ours = self._old | moved if self._force else self._old
        try:
            if find_foreign(self.target, moved, ours, frozenset()) is not None:
                return frozenset()
            self._refuse_mounts(moved)
            self._write_manifest(self.target, self._old | moved)
            move_files(moved, self._tree, self.target)
        except OutputRefusedError:
            return frozenset()
        except OSError as error:
            doing = f"put files into {self.target}"
            raise OutputFailedError(self.target, doing, error, _FREE) from None
        self._old = self._old | moved
        self._moved.clear()
        self._shown |= moved
        self._unchanged |= moved
        return moved

    def prepare(self, files: Iterable[tuple[str, Stamp]] | None = None) -> None:
        """Begin what takes longest of `commit`; files that are written later are no hindrance.

        `files` are all that `keep` will be asked for, with the same stamps; None if that is open.
        """
        if self._whole and self.target.is_dir() and self._can_exchange():
            with suppress(OSError):
                standby = self._standby_folder()
                if standby is not None:
                    self._preparing = standby, Preparation(standby, self.target, files)

    def commit(self) -> CommitResult:
        """Put the target in its new state, and close.

        Raises `OutputRefusedError`, leaving the target unchanged, if a foreign file or a symbolic
        link is in the way, and `OutputFailedError` if the system refuses.
        """
        new = self._moved | self._unchanged
        stale = {name for name in self._old - new if is_inside(name) and is_ours(self.target, name)}
        ours = self._old | self._moved if self._force else self._old
        foreign = find_foreign(self.target, self._moved, ours, stale)
        if foreign is not None:
            raise self._foreign(foreign)
        self._refuse_mounts(self._moved | stale)
        try:
            sync_files(f"{self._tree}/{name}" for name in self._moved)
            sync_files(f"{self.target}/{name}" for name in self._shown)
            sync_folders(self.target, self._shown)
            if not (self._moved or stale):
                self._write_manifest(self.target, new)
            elif not (self._whole and self._exchange(new, stale)):
                self._move(new, stale)
        except OSError as error:
            doing = f"put the site into {self.target}"
            raise OutputFailedError(self.target, doing, error, _FREE) from None
        self.close()
        return CommitResult(len(self._moved) + len(self._shown), len(stale))

    def close(self) -> None:
        """Discard files that are not committed and release the lock; may be called again.

        What a move was interrupted in stays for the next build.
        """
        if self._closed:
            return
        self._closed = True
        if self._preparing is not None:
            self._preparing[1].stop()
        try:
            self._clear()
        except (KeyboardInterrupt, SystemExit):  # Ctrl-C, or a signal, while much is removed
            self._clear()
            raise
        finally:
            self._lock.release()

    def _clear(self) -> None:
        if not (self._aside / JOURNAL).exists():
            remove_folder(self._aside)

    def _claim(self, name: str) -> None:
        """Raise ValueError if this build has a file of this name, maybe in another case."""
        if name in self._moved or name in self._unchanged:
            message = f"{name} is written twice"
            raise ValueError(message)
        if self._names is None:
            if name in self._old:
                return
            self._names = {folded(each): each for each in (*self._moved, *self._unchanged)}
        other = self._names.setdefault(folded(name), name)
        if other != name:
            message = f"The names {other} and {name} are the same on some systems"
            raise ValueError(message)

    def _exchange(self, new: set[str], stale: set[str]) -> bool:
        """Put a complete folder in the place of the target; False where the system cannot."""
        if not self._can_exchange():
            return False
        self._tree.mkdir(parents=True, exist_ok=True)
        before = self._listed
        # Its list is no link, so that whatever happens to the site before, this one keeps its own.
        if new == before:
            shutil.copy2(self.target / MANIFEST, self._tree / MANIFEST)
        else:
            self._write_manifest(self._tree, new)
        moved = {*self._moved, MANIFEST}
        is_first, standby = not self.target.exists(), self._standby_folder()
        for place in filter(None, (standby, self._aside / _NEXT)):
            with suppress(OSError):
                preparing = self._preparing
                is_begun = preparing is not None and preparing[0] == place
                seen = preparing[1].seen() if preparing is not None and is_begun else None
                seen = take_place(
                    place, self.target, files=self._tree, moved=moved, stale=stale, seen=seen
                )
                if place == standby:
                    keep_seen(standby, seen)
                break
        else:
            self._listed = before
            return False
        if is_first and (standby := self._standby_folder()):
            with suppress(OSError):
                keep_seen(standby, complete(standby, self.target, but={MANIFEST}))
        return True

    def _can_exchange(self) -> bool:
        is_inside = self._aside.is_relative_to(self.target)
        return can_exchange() and not is_inside and not mount_points(self.target)

    def _standby_folder(self) -> Path | None:
        return None if self._standby is None else standby_for(self.target, self._standby)

    def _move(self, new: set[str], stale: set[str]) -> None:
        """Move the files one by one."""
        self.target.mkdir(parents=True, exist_ok=True)
        self._aside.mkdir(exist_ok=True)
        first = in_the_way(self._moved, stale)
        moves = Moves(
            tuple(sorted(self._moved)),
            tuple(sorted(first)),
            tuple(sorted(stale - first)),
            tuple(sorted(new)),
        )
        self._refuse_closed_folders(self._moved | stale)
        self._write_manifest(self.target, self._old | new)
        save_moves(self._aside, moves)
        self._carry_out(moves)

    def _carry_out(self, moves: Moves) -> None:
        def done() -> None:
            self._write_manifest(self.target, set(moves.files))
            (self._aside / JOURNAL).unlink()

        carry_out(moves, self._tree, self.target, done)

    def _finish_killed(self) -> None:
        """Finish moving the files of an earlier build."""
        moves = load_moves(self._aside)
        if moves is None:
            return
        try:
            names = [checked(name) for name in (*moves.moved, *moves.in_the_way, *moves.stale)]
        except ValueError:
            return  # not written by a build
        if any(is_linked(self.target, name) for name in names):
            return
        try:
            self._carry_out(moves)
        except OSError as error:
            doing = f"finish what an earlier build began in {self.target}"
            raise OutputFailedError(self.target, doing, error, _FREE) from None

    def _refuse_mounts(self, changed: Set[str]) -> None:
        """Raise if a file that changes is in another file system than the rest of the site."""
        for mount in mount_points(self.target):
            inner = mount.relative_to(self.target).as_posix()
            if any(name == inner or name.startswith(f"{inner}/") for name in changed):
                message = f"{inner} in the output folder is a mount point"
                hint = "Mount the whole output folder, or unmount this part of it."
                raise OutputRefusedError(mount, message, hint)

    def _refuse_closed_folders(self, changed: set[str]) -> None:
        """Raise PermissionError before a move that would fail half-way for lack of permission."""
        for folder in sorted({_existing_folder(self.target / name) for name in changed}):
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(EACCES, f"{os.strerror(EACCES)} ({folder})", str(folder))

    def _foreign(self, name: str) -> OutputRefusedError:
        return OutputRefusedError(
            self.target / name,
            f"{name} in the output folder was not written by Jiazhu and is in the way",
            "Move it away, choose another output folder, or overwrite it with --force.",
        )

    def _write_manifest(self, folder: Path, files: set[str]) -> None:
        """List files in the manifest of a folder, unless it does already."""
        if folder == self.target and files and files == self._listed:
            return
        content = encode_manifest(files)
        self._listed = files
        if same_bytes(folder, MANIFEST, content):
            return
        self._aside.mkdir(exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / MANIFEST, content, temporary=self._aside / "manifest")


def _existing_folder(place: Path) -> Path:
    return next(folder for folder in place.parents if folder.is_dir())
