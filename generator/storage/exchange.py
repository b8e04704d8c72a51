"""Exchange two folders in one step, so that at any moment each path has one of them whole."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_CURRENT_FOLDER = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def can_exchange() -> bool:
    """Whether the system can exchange folders, if the file system can too."""
    return _system_call() is not None


def exchange(one: Path, other: Path) -> None:
    """Exchange two existing folders of one file system.

    Raises OSError if the system or the file system cannot do so.
    """
    call = _system_call()
    if call is None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(one))
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = call(first, second, _RENAME_SWAP)
    else:
        failed = call(_AT_CURRENT_FOLDER, first, _AT_CURRENT_FOLDER, second, _RENAME_EXCHANGE)
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _system_call() -> Any:
    """Return the function of the C library, or None where there is none."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    return None if name is None else getattr(ctypes.CDLL(None, use_errno=True), name, None)
