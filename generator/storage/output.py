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
3. `commit` checks for foreign files in the way before changing anything, syncs the new files to
   disk, and puts them in the place of the old (`placement.py`).
4. Where the files are moved one by one anyway, `show` puts there what is written so far.

The manifest lists all files of the build. All other files are foreign: they are never removed, and
not overwritten unless the user says so. Symbolic links in the target are never followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from msgspec import Struct

from generator.storage.atomic import ASIDE_SUFFIX, sync_files
from generator.storage.folder_lock import BusyError
from generator.storage.foreign import find_foreign, is_ours, same_bytes
from generator.storage.in_place import (
    sync_folders,
)
from generator.storage.lock import ProcessLock
from generator.storage.manifest import (
    checked,
    is_inside,
)
from generator.storage.mounts import mount_points
from generator.storage.names import folded
from generator.storage.placement import FREE, Placement, aside_folder
from generator.storage.refusal import (
    OutputFailedError,
    OutputRefusedError,
    refuse_harm,
    refuse_links,
)
from generator.storage.stamps import Stamp, has_stamp, stamp_of

GRACE = 1
"""How many seconds a lock is waited for that the helper of a killed build may still hold."""


class CommitResult(Struct, frozen=True):
    """The number of files that a commit wrote, and of stale files that it removed."""

    written: int
    removed: int


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
        self._force, self._whole = force, whole
        aside = aside_folder(self.target)
        lock = aside.with_name(f".{self.target.name}.lock{ASIDE_SUFFIX}")
        refuse_links(aside, lock)
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = ProcessLock(lock, timeout=max(wait, GRACE))
        except BusyError:
            raise OutputRefusedError(
                self.target,
                f"Another build is writing to {self.target}",
                "Wait until it has finished, or stop it.",
            ) from None
        self._placement = Placement(self.target, aside, whole=whole, standby=standby)
        self._closed = False
        self._moved: set[str] = set()
        self._shown: set[str] = set()
        """The files that are in the target before the commit; they are in `_unchanged` too."""
        self._unchanged: set[str] = set()
        self._names: dict[str, str] | None = None
        """The files of this build, by what systems that ignore case know them by: of no use before
        there is one that the last build did not have."""
        try:
            self._old = self._placement.begin()
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
        place = self._placement.tree / name
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
        lost = self._placement.lost()
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
            self._placement.show(moved, self._old | moved)
        except OutputRefusedError:
            return frozenset()
        except OSError as error:
            doing = f"put files into {self.target}"
            raise OutputFailedError(self.target, doing, error, FREE) from None
        self._old = self._old | moved
        self._moved.clear()
        self._shown |= moved
        self._unchanged |= moved
        return moved

    def prepare(self, files: Iterable[tuple[str, Stamp]] | None = None) -> None:
        """Begin what takes longest of `commit`; files that are written later are no hindrance.

        `files` are all that `keep` will be asked for, with the same stamps; None if that is open.
        """
        self._placement.prepare(files)

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
            sync_files(f"{self._placement.tree}/{name}" for name in self._moved)
            sync_files(f"{self.target}/{name}" for name in self._shown)
            sync_folders(self.target, self._shown)
            self._placement.put(new, old=self._old, moved=self._moved, stale=stale)
        except OSError as error:
            doing = f"put the site into {self.target}"
            raise OutputFailedError(self.target, doing, error, FREE) from None
        self.close()
        return CommitResult(len(self._moved) + len(self._shown), len(stale))

    def close(self) -> None:
        """Discard files that are not committed and release the lock; may be called again.

        What a move was interrupted in stays for the next build.
        """
        if self._closed:
            return
        self._closed = True
        try:
            self._placement.close()
        except (KeyboardInterrupt, SystemExit):  # Ctrl-C, or a signal, while much is removed
            self._placement.close()
            raise
        finally:
            self._lock.release()

    def _claim(self, name: str) -> None:
        """Raise ValueError if this build has a file of this name, maybe in another case."""
        if name in self._moved or name in self._unchanged:
            message = f"{name} is written twice"
            raise ValueError(message)
        if self._names is None:
            if name in self._old:
                return
            self._names = {folded(each): each for each in (*self._moved, *self._unchanged)}
        key = folded(name)
        other = self._names.setdefault(name if key == name else key, name)  # seldom another string
        if other != name:
            message = f"The names {other} and {name} are the same on some systems"
            raise ValueError(message)

    def _refuse_mounts(self, changed: Set[str]) -> None:
        """Raise if a file that changes is in another file system than the rest of the site."""
        for mount in mount_points(self.target):
            inner = mount.relative_to(self.target).as_posix()
            if any(name == inner or name.startswith(f"{inner}/") for name in changed):
                message = f"{inner} in the output folder is a mount point"
                hint = "Mount the whole output folder, or unmount this part of it."
                raise OutputRefusedError(mount, message, hint)

    def _foreign(self, name: str) -> OutputRefusedError:
        return OutputRefusedError(
            self.target / name,
            f"{name} in the output folder was not written by Jiazhu and is in the way",
            "Move it away, choose another output folder, or overwrite it with --force.",
        )
