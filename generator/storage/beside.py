"""Run a function in a fork of this process, beside it.

The fork ends with this process, however this one does: what it does to the disk must be right
wherever it stops. Until then it holds the locks that this process has.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

_DIE_WITH_PARENT = 1


def can_fork() -> bool:
    """Whether the system has what `Fork` needs, and no other thread would be missing in it."""
    return sys.platform == "linux" and threading.active_count() == 1


class Fork:
    """A fork of this process that runs a function, and passes on the bytes that it returns."""

    def __init__(self, function: Callable[[], bytes]) -> None:
        self._end, end = os.pipe()
        parent = os.getpid()
        self._process: int | None = os.fork()
        if not self._process:
            _run(function, end, parent)
        os.close(end)

    def result(self) -> bytes | None:
        """Wait for the function; None if it has failed."""
        with open(self._end, "rb", closefd=False) as pipe:
            data = pipe.read()
        return data if self._wait() == 0 else None

    def stop(self) -> None:
        """End it, if it is still running."""
        if self._process is not None:
            os.kill(self._process, signal.SIGKILL)
            self._wait()

    def _wait(self) -> int:
        assert self._process is not None
        _, status = os.waitpid(self._process, 0)
        self._process = None
        os.close(self._end)
        return status


def _run(function: Callable[[], bytes], end: int, parent: int) -> NoReturn:
    """Do the work of the fork."""
    status = 1
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # this process ends it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:
            data = memoryview(function())
            while data:
                data = data[os.write(end, data) :]
            status = 0
    os._exit(status)
