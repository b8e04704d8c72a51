"""Where the site before the last one is kept, so that the next build need not make one anew.

A first build leaves its own site there.

    <cache>/standby/<digest of the path>/tree/    the site before, of hard links
    <cache>/standby/<digest of the path>/target   the path of the output folder
    <cache>/standby/<digest of the path>/seen     when the folders of the two were seen to be equal

While a build changes the tree, the last file is not there: one that is killed leaves a tree of
which nothing is known.

It takes no room but that of the files that have changed since, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.storage.whole import Seen, remove_folder

_TREE, _TARGET, _SEEN = "tree", "target", "seen"


def standby_for(target: Path, folder: Path) -> Path | None:
    """Return the folder for the site before the one in `target`, made if it is missing.

    Returns None if it would be in another file system, or in the target, or if a link leads from it
    to where others keep their files, or the system refuses. Those of sites that are no longer there
    are removed.
    """
    name = hashlib.blake2b(os.fsencode(target), digest_size=16).hexdigest()
    stated, place = folder / name / _TARGET, folder / name / _TREE
    try:
        if not target.exists() or folder.resolve().is_relative_to(target):
            return None
        if any(map(Path.is_symlink, (folder, folder / name, stated))):
            return None
        _forget_others(folder, name)
        place.mkdir(parents=True, exist_ok=True)
        stated.write_bytes(os.fsencode(target))
        return place if place.stat().st_dev == target.stat().st_dev else None
    except (OSError, RuntimeError):  # the latter for a ring of links
        return None


def take_seen(place: Path) -> Seen:
    """Return what `keep_seen` has written, and remove it; empty if there is nothing."""
    stated = place.with_name(_SEEN)
    try:
        if stated.is_symlink():
            return {}
        found = msgspec.msgpack.decode(stated.read_bytes(), type=Seen)
        stated.unlink()
    except (OSError, msgspec.DecodeError):
        return {}
    return found


def keep_seen(place: Path, seen: Seen) -> None:
    """Write what the next build may know of the folder for the site before, and of the site."""
    stated = place.with_name(_SEEN)
    with suppress(OSError, UnicodeEncodeError):  # a name need not be UTF-8
        content = msgspec.msgpack.encode(seen)
        stated.unlink(missing_ok=True)
        with stated.open("xb") as file:  # which follows no link
            file.write(content)


def _forget_others(folder: Path, name: str) -> None:
    if not folder.is_dir():
        return
    for other in folder.iterdir():
        with suppress(OSError):
            if other.name != name and not os.path.exists((other / _TARGET).read_bytes()):
                remove_folder(other)
