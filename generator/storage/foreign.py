"""Which files of an output folder are not Jiazhu's, and whether they are in the way."""

from __future__ import annotations

import os
import stat
from collections.abc import Set
from pathlib import Path

from generator.storage.in_place import folders_of


def find_foreign(target: Path, moved: Set[str], ours: Set[str], removed: Set[str]) -> str | None:
    """Return a foreign file or folder that a file of `moved` would overwrite, if there is one.

    `ours` are the files that earlier builds have written, `removed` those that will be removed.
    """
    checked: set[str] = set()
    for name in sorted(moved):
        for folder in folders_of(name):
            if folder in checked:
                continue
            checked.add(folder)
            mode = mode_of(f"{target}/{folder}")
            if mode is not None and not stat.S_ISDIR(mode) and folder not in removed:
                return folder
        mode = mode_of(f"{target}/{name}")
        if mode is None:
            continue
        if stat.S_ISDIR(mode):
            if not _holds_only(target, name, removed):
                return name
        elif name not in ours:
            return name
    return None


def in_the_way(moved: Set[str], stale: Set[str]) -> set[str]:
    """Return the stale files that become folders, or are in folders that become files."""
    folders = {folder for name in moved for folder in folders_of(name)}
    return {
        name
        for name in stale
        if name in folders or any(folder in moved for folder in folders_of(name))
    }


def mode_of(path: str) -> int | None:
    """Return the mode of a file without following links; None if it does not exist."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_linked(target: Path, name: str) -> bool:
    """Whether a folder between the target and a file is a symbolic link."""
    return any(os.path.islink(f"{target}/{folder}") for folder in folders_of(name))


def is_ours(target: Path, name: str) -> bool:
    """Whether a path is still a regular file, and is reached without a symbolic link."""
    mode = mode_of(f"{target}/{name}")
    return mode is not None and stat.S_ISREG(mode) and not is_linked(target, name)


def same_bytes(target: Path, name: str, content: bytes) -> bool:
    """Whether a file of the target has this content."""
    if not is_ours(target, name):
        return False
    place = target / name
    return place.stat().st_size == len(content) and place.read_bytes() == content


def _holds_only(target: Path, folder: str, removed: Set[str]) -> bool:
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
