"""Where a daemon is found: a socket in a folder that no other user can write to.

$XDG_RUNTIME_DIR/jiazhu/ or /tmp/jiazhu-<user>/
    <digest>.socket     of the site and of what a process cannot change once it runs
    <digest>.lock       held by the daemon
    <digest>.log        what it could tell nobody
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from generator.building.digests import digest
from generator.resources import PACKAGE

_FIXED = ("PYTHON", "LANG", "LC_", "LD_", "DYLD_", "OPENBLAS_", "OMP_", "MALLOC_")
"""The beginnings of the variables that a process looks at when it starts."""

_LONGEST = 100
"""The bytes of a path that a socket may have; macOS allows 103, Linux 107."""


def daemon_place(site: Path) -> Path | None:
    """Return the path of the socket for a site, whether a daemon is there or not.

    None where the system has no such sockets, or the folder would not be private to the user.
    """
    if os.name != "posix":
        return None
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime) and os.path.isdir(runtime):
        folder = Path(runtime, "jiazhu")
    else:
        folder = Path(os.environ.get("TMPDIR") or "/tmp", f"jiazhu-{os.getuid()}")
    fixed = sorted(each for each in os.environ.items() if each[0].startswith(_FIXED))
    told = (os.path.realpath(site), sys.executable, str(PACKAGE), str(fixed))
    place = folder / f"{digest(*map(os.fsencode, told))[:20]}.socket"
    return place if len(os.fsencode(place)) <= _LONGEST and _is_private(folder) else None


def _is_private(folder: Path) -> bool:
    """Whether a folder belongs to the user alone, or can be made so."""
    try:
        found = folder.lstat()  # which follows no link that somebody has put there
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.getuid()
        and not stat.S_IMODE(found.st_mode) & 0o077
    )
