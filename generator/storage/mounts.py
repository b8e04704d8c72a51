"""Which folders are mount points.

Those that bind a folder of the same file system, as containers mount their volumes, have the device
of their parent: on Linux only the system's own list shows them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_LIST = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(rb"\\([0-7]{3})")


def mount_points(folder: Path) -> list[Path]:
    """Return the mount points at or below a folder, whose path must be real."""
    listed = _listed()
    if listed is not None:
        return sorted(path for path in listed if path.is_relative_to(folder))
    found = [folder] if folder.is_dir() and os.path.ismount(folder) else []
    for base, folders, _ in os.walk(folder):
        found += [Path(base, name) for name in folders if os.path.ismount(os.path.join(base, name))]
    return found


def _listed() -> list[Path] | None:
    """Return all mount points of this process; None if the system has no list."""
    try:
        lines = _LIST.read_bytes().splitlines()
    except OSError:
        return None
    fields = (line.split(b" ") for line in lines)
    return [Path(os.fsdecode(_ESCAPED.sub(_byte, each[4]))) for each in fields if len(each) > 4]


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8)])
