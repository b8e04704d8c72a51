"""The files in a folder of a site; what a symbolic link leads out of it to is not one of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.content.values import CONTROL
from generator.diagnostics import Report


def find_files(
    top: Path,
    root: Path,
    report: Report | None = None,
    *,
    suffixes: tuple[str, ...] = ("",),
    hidden: bool = False,
) -> list[Path]:
    """Return the files below a folder of the site in `root`, sorted by path.

    Names that start with a dot are left out unless `hidden` is true. A symbolic link that is broken
    or leads out of the site, a folder that cannot be read, and what is no file are reported (S001).
    """
    if not os.path.lexists(top):
        return []
    home = os.path.realpath(root)
    found = []
    seen: set[str] = set()
    # Linked folders come last, so that a folder is found by its own name rather than by a link
    # to it, and a link to a parent folder is not followed.
    folders, linked = [top], list[Path]()
    while folders or linked:
        folder = folders.pop() if folders else linked.pop(0)
        real = real_path(folder, home, report)
        if real is None or real in seen:
            continue
        seen.add(real)
        for entry in _entries(folder, report, hidden=hidden):
            if entry.is_dir(follow_symlinks=False):
                folders.append(folder / entry.name)
            elif entry.is_symlink() and (folder / entry.name).is_dir():
                linked.append(folder / entry.name)
            elif entry.name.lower().endswith(suffixes) and _is_own(entry, home, report):
                found.append(folder / entry.name)
    return sorted(found, key=lambda path: path.parts)


def _is_own(entry: os.DirEntry[str], home: str, report: Report | None) -> bool:
    """Do what `is_own_file` does; what the folder tells of a file need not be asked for again."""
    return entry.is_file(follow_symlinks=False) or is_own_file(Path(entry.path), home, report)


def is_own_file(path: Path, home: str, report: Report | None) -> bool:
    """Whether a path is a file of the site; `home` is the real path of its folder."""
    if path.is_symlink() and real_path(path, home, report) is None:
        return False
    if path.is_file():
        return True
    if report:
        report.add("S001", path, "Not a regular file", "Remove it, or give it another name.")
    return False


def entries(folder: Path, report: Report | None, *, hidden: bool = False) -> Iterator[Path]:
    """Yield what is in a folder, sorted; names that start with a dot only if `hidden` is true.

    A folder that cannot be read is reported (S001), and a name that is no text (S014).
    """
    return (folder / entry.name for entry in _entries(folder, report, hidden=hidden))


def _entries(
    folder: Path, report: Report | None, *, hidden: bool = False
) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as scanned:
            found = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        if report:
            cause = (error.strerror or str(error)).lower()
            hint = "Check that it is a folder, and its permissions."
            report.add("S001", folder, f"Cannot read the folder: {cause}", hint)
        return
    for entry in found:
        name = entry.name
        if name.startswith(".") and not hidden:
            continue
        if not name.isprintable() and CONTROL.search(name):
            if report:
                message = f"The name {name!a} is not valid UTF-8, or has a control character"
                report.add("S014", folder, message, "Rename the file.")
            continue
        yield entry


def real_path(path: Path, home: str, report: Report | None) -> str | None:
    """Return the real path of a file or folder; None if it is not in the site."""
    try:
        real = os.path.realpath(path, strict=True)
    except OSError as error:
        if report:
            cause = (error.strerror or str(error)).lower()
            message = f"The symbolic link is broken: {cause}"
            report.add("S001", path, message, "Remove the link, or correct its target.")
        return None
    if os.path.commonpath([home, real]) == home:
        return real
    if report:
        message = "The symbolic link leads out of the site, so it is not followed"
        report.add("S001", path, message, "Copy its target into the site.")
    return None


def real_file(path: Path) -> Path | None:
    """Return the real path of a file; None if there is none, or can be none of this name."""
    try:
        real = path.resolve()
        return real if real.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long, links in a ring, or with a NUL
        return None
