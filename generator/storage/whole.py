"""Complete a folder by hard links, so that it can take the place of another one in one step.

The new folder has the new files. It gets a link to everything else that the old one has and that
is to stay, also to files that Jiazhu did not write. The folders are exchanged, and the old one is
removed. Nothing is copied, and a reader sees all of the old site or all of the new one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from generator.storage.atomic import sync_folder
from generator.storage.exchange import exchange


def take_place(new: Path, old: Path, *, but: Set[str]) -> None:
    """Exchange `old` for `new`, with all that `old` has except the files `but`.

    `but` are paths relative to `old`; afterwards the old folder is at `new`. Raises OSError, with
    `old` unchanged, if a file cannot be linked or the folders cannot be exchanged.
    """
    new.mkdir(exist_ok=True)
    if not old.exists():
        sync_folder(new)
        old.parent.mkdir(parents=True, exist_ok=True)
        os.rename(new, old)
    else:
        _link(str(new), str(old), "", but, os.stat(new))
        sync_folder(new)
        exchange(new, old)
    sync_folder(old.parent)


def _link(new: str, old: str, above: str, but: Set[str], made: os.stat_result) -> bool:
    """Link what a folder has, and return whether it is to stay.

    `above` is the path of the folder, empty or with a slash; `made` is a folder that was just made.
    """
    with suppress(FileExistsError):
        os.mkdir(new)
    with os.scandir(old) as found:
        entries = list(found)
    stays = not entries
    for entry in entries:
        name = above + entry.name
        if name in but:
            continue
        place = f"{new}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            stays |= _link(place, entry.path, f"{name}/", but, made)
            continue
        stays = True
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), place)
        else:
            os.link(entry.path, place)
    if not stays and above:
        with suppress(OSError):  # it has new files, or a file has its name
            os.rmdir(new)
    if os.path.isdir(new):
        _take_after(new, old, made)
    return stays


def _take_after(new: str, old: str, made: os.stat_result) -> None:
    """Give a folder the owner, the mode and the attributes of the one that it replaces."""
    was = os.stat(old)
    if (was.st_uid, was.st_gid) != (made.st_uid, made.st_gid) and hasattr(os, "chown"):
        os.chown(new, was.st_uid, was.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # the file system has none
            for attribute in os.listxattr(old):
                os.setxattr(new, attribute, os.getxattr(old, attribute))
    if was.st_mode != made.st_mode:
        os.chmod(new, stat.S_IMODE(was.st_mode))


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
