"""`jiazhu new`: copy the starter site."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.resources import starter


class FolderNotEmptyError(Exception):
    """The folder for a new site already contains files."""


def new_site(target: Path) -> list[Path]:
    """Copy the starter site into a new or empty folder, and return the files written.

    A folder that contains only `.git` counts as empty. Raises `FolderNotEmptyError`, and OSError
    if the folder cannot be written.
    """
    if target.is_dir() and any(path.name != ".git" for path in target.iterdir()):
        message = f"{target} is not empty: choose a new folder, so that nothing is overwritten"
        raise FolderNotEmptyError(message)
    written = []
    for source in sorted(path for path in starter().rglob("*") if path.is_file()):
        place = target / source.relative_to(starter())
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        written.append(place)
    return written
