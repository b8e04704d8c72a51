"""Copies of a folder as processes would have left it that were killed at each of their steps.

A copy before each step is much quicker than a process for each, which is a fork of all that a long
run of tests has in memory.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STEPS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}
"""The events of changes of the disk."""
_told: list[Callable[[str], object]] = []
"""What is told the path that is about to be changed; an audit hook can never be removed."""


@contextmanager
def snapshots(folder: Path, into: Path) -> Iterator[list[Path]]:
    """Copy a folder before each step that changes something in it, into new folders."""
    copies: list[Path] = []

    def copy(path: str) -> None:
        if path.startswith(f"{folder}/"):
            _told.remove(copy)
            copies.append(into / str(len(copies)))
            shutil.copytree(folder, copies[-1], symlinks=True)
            _told.append(copy)

    _install()
    _told.append(copy)
    try:
        yield copies
    finally:
        _told.remove(copy)


_installed: list[bool] = []


def _install() -> None:
    if not _installed:
        sys.addaudithook(_hook)
        _installed.append(True)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _told or event not in STEPS:
        return
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & os.O_CREAT):
        return
    path = arguments[0]
    if isinstance(path, str | bytes | Path):
        _told[-1](os.fsdecode(path))
