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
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NoReturn

_DIE_WITH_PARENT = 1
_HEAD = 8
"""The bytes of the length of an answer, which comes before it."""


def can_fork() -> bool:
    """Whether the system has what `Fork` needs, and no other thread would be missing in it."""
    return sys.platform == "linux" and threading.active_count() == 1


class Fork:
    """A fork of this process that passes on the bytes that a function yields."""

    def __init__(self, function: Callable[[], Iterable[bytes]]) -> None:
        start, end = os.pipe()
        parent = os.getpid()
        self._process: int | None = os.fork()
        if not self._process:
            _run(function, end, parent)
        os.close(end)
        self._answers = open(start, "rb")  # noqa: SIM115

    def next(self) -> bytes | None:
        """Wait for the next answer; None if the function has ended or failed."""
        head = self._answers.read(_HEAD)
        size = int.from_bytes(head)
        answer = self._answers.read(size)
        return answer if len(head) == _HEAD and len(answer) == size else None

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = None
            self._answers.close()


def _run(function: Callable[[], Iterable[bytes]], end: int, parent: int) -> NoReturn:
    """Do the work of the fork."""
    status = 1
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # this process ends it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:
            with open(end, "wb") as pipe:
                for answer in function():
                    pipe.write(len(answer).to_bytes(_HEAD) + answer)
                    pipe.flush()
            status = 0
    os._exit(status)
