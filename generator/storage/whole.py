"""Complete a folder by hard links, so that it can take the place of another one in one step.

1. The new folder gets a link to everything that the old one has and that is to stay, also to files
   that Jiazhu did not write, and loses what the old one does not have.
2. The new files are moved into it, and the folders are exchanged. Nothing is copied, and a reader
   sees all of the old site or all of the new one.

The new folder may be any, also what an earlier exchange or a killed build has left. With the site
before the last one there are few links to make, where an empty folder needs as many as the site has
files: for 15,000 files, half a second, and as long again to remove them.

To compare the two takes a while too. So another process does it while the new files are made
(`preparation.py`), and only for those folders that have changed, in either site, since they were
known to have the same (`standby.py`). Just before the exchange, those of the old site are compared
again that have changed since.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Set
from contextlib import suppress
from pathlib import Path
from time import time_ns

from generator.storage.atomic import sync_folder
from generator.storage.exchange import exchange
from generator.storage.in_place import folders_of

Seen = dict[str, tuple[int, int]]
"""When each folder of the old site and of the new one was last changed, in nanoseconds, when they
had the same; by its path: empty, or with a slash at the end. Zero if that does not show whether
they still do."""

GRANULARITY_NS = 2_000_000_000
"""A folder that has changed so shortly before may change again without another time."""


def take_place(
    new: Path,
    old: Path,
    *,
    files: Path,
    moved: Set[str],
    stale: Set[str],
    seen: Seen | None = None,
) -> Seen:
    """Exchange `old` for `new`, with all that `old` has except the files `stale`.

    `moved` are moved there from the folder `files`. All are paths relative to `old`; afterwards the
    old folder is at `new`. `seen` is what `complete` has returned for the two, if it has been
    called before. Returns the same for the two after the exchange. Raises OSError, with `old` and
    `files` unchanged, if a file cannot be linked or the folders cannot be exchanged.
    """
    if not old.exists():
        files.mkdir(exist_ok=True)
        sync_folder(files)
        old.parent.mkdir(parents=True, exist_ok=True)
        os.rename(files, old)
        sync_folder(old.parent)
        return {}
    if seen is None:
        seen = complete(new, old, but=moved | stale)
    else:
        _complete_again(new, old, seen, moved | stale)
        for name in stale:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(new / name)
    _remove_empty(new, stale, {folder for name in moved for folder in folders_of(name)})
    done: list[str] = []
    try:
        for name in moved:
            _move(files, new, name)
            done.append(name)
        sync_folder(new)
        exchange(new, old)
    except OSError:
        for name in done:
            _move(new, files, name)
        raise
    sync_folder(old.parent)
    changed = {f"{folder}/" for name in moved | stale for folder in folders_of(name)}
    return {
        above: (of_new, of_old)
        for above, (of_old, of_new) in seen.items()
        if above and above not in changed
    }


def complete(
    new: Path, old: Path, *, but: Set[str] = frozenset(), known: Seen | None = None
) -> Seen:
    """Give a folder just what another one has, by links, except the files `but`. Raises OSError.

    `known` is what is known of the two from an earlier call, or from `take_place`.
    """
    if new.is_symlink() or not new.is_dir():
        remove_folder(new)
        new.mkdir(parents=True)
    elif known:
        seen = {"": (0, 0), **known}
        _complete_again(new, old, seen, but, both=True)
        return seen
    seen = {}
    _link(str(new), str(old), "", but, seen, is_made=not os.listdir(new))
    return seen


def _complete_again(new: Path, old: Path, seen: Seen, but: Set[str], *, both: bool = False) -> None:
    """Do what `complete` does for the folders that have changed since it has `seen` them.

    Only those of the old site can have, or `both`.
    """
    top, place = str(old), str(new)
    for above in sorted(seen):
        try:
            found = os.lstat(f"{top}/{above[:-1]}")
            other = os.lstat(f"{place}/{above[:-1]}").st_ctime_ns if both else seen[above][1]
        except (FileNotFoundError, NotADirectoryError):
            del seen[above]
            continue  # its parent has changed too
        if (found.st_ctime_ns, other) != seen[above] and stat.S_ISDIR(found.st_mode):
            with suppress(FileNotFoundError, NotADirectoryError):
                _link(f"{place}/{above}", f"{top}/{above}", above, but, seen, is_made=False)


def _link(new: str, old: str, above: str, but: Set[str], seen: Seen, *, is_made: bool) -> None:
    """Do what `complete` does for a folder.

    `above` is the path of the folder, empty or with a slash; `is_made` says that it is new. A
    folder in it that has been seen already is left as it is.
    """
    was = os.stat(old)
    is_sure = was.st_ctime_ns + GRANULARITY_NS < time_ns()
    with os.scandir(old) as found:
        entries = list(found)
    wanted = [entry for entry in entries if above + entry.name not in but]
    had: dict[str, os.DirEntry[str]] = {}
    if not is_made:
        with os.scandir(new) as found:
            had = {entry.name: entry for entry in found}
    for entry in wanted:
        place = f"{new}/{entry.name}"
        there = had.pop(entry.name, None)
        is_folder = entry.is_dir(follow_symlinks=False)
        if there is not None and not _is_same(there, entry):
            _discard(there)
            there = None
        if is_folder:
            if there is None:
                os.mkdir(place)
            elif f"{above}{entry.name}/" in seen:
                continue
            _link(place, entry.path, f"{above}{entry.name}/", but, seen, is_made=there is None)
        elif there is None:
            if entry.is_symlink():
                os.symlink(os.readlink(entry.path), place)
            else:
                os.link(entry.path, place)
    for extra in had.values():
        _discard(extra)
    _take_after(new, old, was, is_made=is_made)
    is_same = is_sure and len(wanted) == len(entries)
    seen[above] = was.st_ctime_ns if is_same else 0, os.stat(new).st_ctime_ns


def _is_same(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Whether two entries are folders, or links to the same file."""
    if other.is_dir(follow_symlinks=False):
        return one.is_dir(follow_symlinks=False)
    return one.inode() == other.inode()


def _discard(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        remove_folder(Path(entry.path))
    else:
        os.unlink(entry.path)


def _take_after(new: str, old: str, was: os.stat_result, *, is_made: bool) -> None:
    """Give a folder the owner and the mode of another one, and its attributes if it is new."""
    now = os.stat(new)
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid) and hasattr(os, "chown"):
        os.chown(new, was.st_uid, was.st_gid)
    if is_made and hasattr(os, "listxattr"):
        with suppress(OSError):  # the file system has none
            for attribute in os.listxattr(old):
                os.setxattr(new, attribute, os.getxattr(old, attribute))
    if was.st_mode != now.st_mode:
        os.chmod(new, stat.S_IMODE(was.st_mode))


def _remove_empty(top: Path, stale: Set[str], needed: Set[str]) -> None:
    """Remove the folders that have become empty, but for those of new files."""
    for folder in sorted({each for name in stale for each in folders_of(name)}, reverse=True):
        if folder not in needed:
            with suppress(OSError):  # not empty
                os.rmdir(top / folder)


def _move(source: Path, target: Path, name: str) -> None:
    try:
        os.replace(source / name, target / name)
    except FileNotFoundError:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source / name, target / name)


def remove_folder(folder: Path) -> None:
    """Remove a folder, also where the mode of one in it forbids that; a link is not followed."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        folder.unlink()
        return
    if not folder.exists():
        return
    try:
        _remove(str(folder))
    except PermissionError:
        for base, folders, _ in os.walk(folder):
            for name in folders:
                if not os.path.islink(place := os.path.join(base, name)):
                    os.chmod(place, stat.S_IRWXU)
        _remove(str(folder))


def _remove(folder: str) -> None:
    """Remove a folder of ours; `shutil.rmtree` takes twice as long, to be safe from others."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _remove(entry.path)
        else:
            os.unlink(entry.path)
    os.rmdir(folder)
