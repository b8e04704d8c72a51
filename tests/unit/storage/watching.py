"""Watch each step in which a test reads or changes the disk."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STEPS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}
"""The events of changes of the disk, and of files that are opened."""

_Told = Callable[[str, bool], object]
_told: list[_Told] = []
_installed: list[bool] = []
"""Whether the hook is installed, which can never be removed."""


@contextmanager
def watching(tell: _Told) -> Iterator[None]:
    """Tell before each step which path is used, and whether it is changed."""
    if not _installed:
        sys.addaudithook(_hook)
        _installed.append(True)
    _told.append(tell)
    try:
        yield
    finally:
        _told.remove(tell)


@contextmanager
def snapshots(folder: Path, into: Path) -> Iterator[list[Path]]:
    """Copy a folder into new ones, as processes leave it that are killed at each of their steps.

    That is much quicker than a process for each, which is a fork of all that a long run of tests
    has in memory.
    """
    copies: list[Path] = []

    def copy(path: str, is_changed: bool) -> None:
        if is_changed and path.startswith(f"{folder}/"):
            copies.append(into / str(len(copies)))
            shutil.copytree(folder, copies[-1], symlinks=True)

    with watching(copy):
        yield copies


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _told or event not in STEPS or not isinstance(arguments[0], str | bytes | Path):
        return
    flags = arguments[2] if event == "open" else os.O_CREAT
    tell = _told.pop()  # which may take steps of its own
    try:
        tell(os.fsdecode(arguments[0]), bool(isinstance(flags, int) and flags & os.O_CREAT))
    finally:
        _told.append(tell)
