"""Put a site in the place of the one before.

1. `begin` finishes what a killed build has left to do, and removes its temporary files.
2. `prepare` begins what takes longest.
3. `put` lets a complete folder, of the new files and of hard links to all that stays, take the
   place of the target in one step (`whole.py`). The old one is kept in the cache, if there is one
   in the same file system, since little has to change in it to be complete again. Where the system
   cannot exchange folders, the files are moved one by one, and the next build finishes what a
   killed one has begun (`in_place.py`).

The manifest lists all files of the build at any moment.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Set
from contextlib import suppress
from errno import EACCES
from pathlib import Path

from generator.storage.atomic import ASIDE_SUFFIX, write_atomically
from generator.storage.exchange import can_exchange
from generator.storage.foreign import in_the_way, is_linked, same_bytes
from generator.storage.in_place import JOURNAL, Moves, carry_out, load_moves, move_files, save_moves
from generator.storage.manifest import MANIFEST, checked, encode_manifest, read_manifest
from generator.storage.mounts import mount_points
from generator.storage.preparation import Preparation
from generator.storage.refusal import OutputFailedError
from generator.storage.stamps import Stamp
from generator.storage.standby import keep_seen, standby_for
from generator.storage.whole import complete, remove_folder, take_place

_TREE, _NEXT = "tree", "next"
FREE = ", and build again: the next build completes the site"


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


class Placement:
    """The change of a target from one site to the next.

    `aside` is its temporary folder. For `whole` and `standby`, see `Output`.
    """

    def __init__(self, target: Path, aside: Path, *, whole: bool, standby: Path | None) -> None:
        self._target, self._aside = target, aside
        self.tree = aside / _TREE
        """Where the new files are written."""
        self._whole, self._standby = whole, standby
        self._listed: set[str] = set()
        """The files that the manifest lists."""
        self._preparing: tuple[Path, Preparation] | None = None

    def begin(self) -> set[str]:
        """Return the files of the last build. Raises `OutputFailedError`."""
        self._finish_killed()
        remove_folder(self._aside)
        self._listed = read_manifest(self._target)
        return self._listed

    def prepare(self, files: Iterable[tuple[str, Stamp]] | None) -> None:
        """Begin what takes longest, as `Output.prepare` does."""
        if self._whole and self._target.is_dir() and self._can_exchange():
            with suppress(OSError):
                standby = self._standby_folder()
                if standby is not None:
                    self._preparing = standby, Preparation(standby, self._target, files)

    def lost(self) -> frozenset[str] | None:
        """Return which of the files that `prepare` was given are not there; None if not known."""
        return None if self._preparing is None else self._preparing[1].lost()

    def show(self, moved: Set[str], listed: set[str]) -> None:
        """Move files into the target before the rest. Raises OSError."""
        self._write_manifest(self._target, listed)
        move_files(moved, self.tree, self._target)

    def put(self, new: set[str], *, old: set[str], moved: Set[str], stale: set[str]) -> None:
        """Put the files `new` in the place of `old`; `moved` are in the tree. Raises OSError."""
        if not (moved or stale):
            self._write_manifest(self._target, new)
        elif not (self._whole and self._exchange(new, moved, stale)):
            self._move(new, old, moved, stale)

    def close(self) -> None:
        """Remove the temporary files; what a move was interrupted in stays for the next build."""
        if self._preparing is not None:
            self._preparing[1].stop()
        if not (self._aside / JOURNAL).exists():
            remove_folder(self._aside)

    def _exchange(self, new: set[str], moved: Set[str], stale: set[str]) -> bool:
        """Put a complete folder in the place of the target; False where the system cannot."""
        if not self._can_exchange():
            return False
        self.tree.mkdir(parents=True, exist_ok=True)
        before = self._listed
        # Its list is no link, so that whatever happens to the site before, this one keeps its own.
        if new == before:
            shutil.copy2(self._target / MANIFEST, self.tree / MANIFEST)
        else:
            self._write_manifest(self.tree, new)
        moved = {*moved, MANIFEST}
        is_first, standby = not self._target.exists(), self._standby_folder()
        for place in filter(None, (standby, self._aside / _NEXT)):
            with suppress(OSError):
                preparing = self._preparing
                is_begun = preparing is not None and preparing[0] == place
                seen = preparing[1].seen() if preparing is not None and is_begun else None
                seen = take_place(
                    place, self._target, files=self.tree, moved=moved, stale=stale, seen=seen
                )
                if place == standby:
                    keep_seen(standby, seen)
                break
        else:
            self._listed = before
            return False
        if is_first and (standby := self._standby_folder()):
            with suppress(OSError):
                keep_seen(standby, complete(standby, self._target, but={MANIFEST}))
        return True

    def _can_exchange(self) -> bool:
        is_inside = self._aside.is_relative_to(self._target)
        return can_exchange() and not is_inside and not mount_points(self._target)

    def _standby_folder(self) -> Path | None:
        return None if self._standby is None else standby_for(self._target, self._standby)

    def _move(self, new: set[str], old: set[str], moved: Set[str], stale: set[str]) -> None:
        """Move the files one by one."""
        self._target.mkdir(parents=True, exist_ok=True)
        self._aside.mkdir(exist_ok=True)
        first = in_the_way(moved, stale)
        moves = Moves(
            tuple(sorted(moved)),
            tuple(sorted(first)),
            tuple(sorted(stale - first)),
            tuple(sorted(new)),
        )
        self._refuse_closed_folders(moved | stale)
        self._write_manifest(self._target, old | new)
        save_moves(self._aside, moves)
        self._carry_out(moves)

    def _carry_out(self, moves: Moves) -> None:
        def done() -> None:
            self._write_manifest(self._target, set(moves.files))
            (self._aside / JOURNAL).unlink()

        carry_out(moves, self.tree, self._target, done)

    def _finish_killed(self) -> None:
        """Finish moving the files of an earlier build."""
        moves = load_moves(self._aside)
        if moves is None:
            return
        try:
            names = [checked(name) for name in (*moves.moved, *moves.in_the_way, *moves.stale)]
        except ValueError:
            return  # not written by a build
        if any(is_linked(self._target, name) for name in names):
            return
        try:
            self._carry_out(moves)
        except OSError as error:
            doing = f"finish what an earlier build began in {self._target}"
            raise OutputFailedError(self._target, doing, error, FREE) from None

    def _write_manifest(self, folder: Path, files: set[str]) -> None:
        """List files in the manifest of a folder, unless it does already."""
        if folder == self._target and files and files == self._listed:
            return
        content = encode_manifest(files)
        self._listed = files
        if same_bytes(folder, MANIFEST, content):
            return
        self._aside.mkdir(exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / MANIFEST, content, temporary=self._aside / "manifest")

    def _refuse_closed_folders(self, changed: Set[str]) -> None:
        """Raise PermissionError before a move that would fail half-way for lack of permission."""
        for folder in sorted({_existing_folder(self._target / name) for name in changed}):
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(EACCES, f"{os.strerror(EACCES)} ({folder})", str(folder))


def _existing_folder(place: Path) -> Path:
    return next(folder for folder in place.parents if folder.is_dir())
