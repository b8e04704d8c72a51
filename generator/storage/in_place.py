"""Bring an output folder up to date file by file, where it cannot be exchanged for a whole new one.

A mount point, such as a volume of a container, cannot be renamed. What is to be done is written
down first. If the process is killed, or the system refuses in the middle, the next build finishes
it: each step may be done again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from generator.storage.atomic import sync_folder, write_atomically

JOURNAL = "journal.json"


class Moves(Struct, frozen=True):
    """The files to move into the target, and those to remove there first and last."""

    moved: tuple[str, ...]
    in_the_way: tuple[str, ...]
    stale: tuple[str, ...]
    files: tuple[str, ...]
    """All files of the new state."""


def save_moves(aside: Path, moves: Moves) -> None:
    """Write down what is to be done. Raises OSError."""
    data = {name: getattr(moves, name) for name in Moves.__struct_fields__}
    write_atomically(aside / JOURNAL, json.dumps(data))


def load_moves(aside: Path) -> Moves | None:
    """Return what an earlier build has left to do, if anything."""
    try:
        data = json.loads((aside / JOURNAL).read_bytes())
        return Moves(**{name: tuple(map(str, data[name])) for name in Moves.__struct_fields__})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def carry_out(moves: Moves, tree: Path, target: Path, done: Callable[[], None]) -> None:
    """Make all moves that are not made yet, and call `done`. Raises OSError."""
    remove_files(target, moves.in_the_way)
    move_files(moves.moved, tree, target)
    sync_folders(target, moves.moved)
    remove_files(target, moves.stale)
    done()


def move_files(names: Iterable[str], tree: Path, target: Path) -> None:
    """Move files, those that pages request before the pages. Raises OSError."""
    folders: set[Path] = set()
    for name in sorted(names, key=lambda name: (name.endswith(".html"), name)):
        place = target / name
        if place.parent not in folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            folders.add(place.parent)
        with suppress(FileNotFoundError):  # moved before
            os.replace(tree / name, place)


def sync_folders(target: Path, names: Iterable[str]) -> None:
    """Sync the folders with files, so that their new names are durable."""
    for folder in {(target / name).parent for name in names}:
        sync_folder(folder)


def remove_files(target: Path, names: Iterable[str]) -> None:
    """Remove files, and then the folders that this leaves empty."""
    folders: set[str] = set()
    for name in names:
        place = target / name
        if not place.is_dir():
            with suppress(FileNotFoundError, NotADirectoryError):  # removed before
                place.unlink()
        folders.update(folders_of(name))
    for folder in sorted(folders, key=lambda folder: folder.count("/"), reverse=True):
        with suppress(OSError):  # not empty
            (target / folder).rmdir()


def folders_of(name: str) -> list[str]:
    """Return the folders that a file is in, the outermost first: `a` and `a/b` for `a/b/c`."""
    *folders, _ = name.split("/")
    return list(accumulate(folders, "{}/{}".format))
