"""Time, processor time and peak memory of a command and of all processes that it starts.

Wall time ends when the command does. Processor time is that of the command and of all that it
started; on Linux also of processes that outlive it for a moment, such as a server that forks
workers, elsewhere only of those that it waited for. Memory is the sum of what the processes of the
tree have at one moment, sampled by a thread: on Linux the proportional set sizes of several
processes, so that pages which forked workers share count once, or the resident size of a single
one; elsewhere resident sizes, if psutil is installed. A peak that is shorter than the interval is
missed.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000

FAST, SLOW = 0.02, 0.1
"""The seconds between two samples, in the first second and after it."""


_PR_SET_CHILD_SUBREAPER = 36


class CommandError(Exception):
    """Raised when a command fails; the message has the end of its output."""


@dataclass(frozen=True)
class Usage:
    """What a command took: seconds, processor seconds, and megabytes at its peak."""

    seconds: float
    processor: float
    memory: float


def descendants(pid: int) -> Iterator[int]:
    """Yield the ids of a process and of all that descend from it and are alive."""
    yield pid
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return  # the process has just ended
    for thread in threads:
        children = ""
        with suppress(OSError):
            children = Path(f"/proc/{pid}/task/{thread}/children").read_text()
        for child in children.split():
            yield from descendants(int(child))


def children(pid: int) -> set[int]:
    """Return the ids of the processes that a process has started and not yet waited for."""
    return set(descendants(pid)) - {pid} if sys.platform == "linux" else set()


def adopt_orphans() -> None:
    """Make this process the parent of those whose own parent ends before they do (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def memory_of(pid: int) -> int:
    """Return the bytes of a process and its descendants; zero if that can't be known."""
    if not Path("/proc/self/smaps_rollup").exists():
        return _resident(pid)
    sizes = []
    for one in descendants(pid):
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            if found := {line.split()[0]: int(line.split()[1]) for line in lines[1:]}:
                sizes.append(found)
    # Unrelated processes share libraries too, so a proportional size would flatter a single one.
    figure = "Pss:" if len(sizes) > 1 else "Rss:"
    return sum(1024 * size.get(figure, 0) for size in sizes)


def _resident(pid: int) -> int:
    try:
        import psutil
    except ImportError:
        return 0
    try:
        process = psutil.Process(pid)
        tree = [process, *process.children(recursive=True)]
        return sum(int(one.memory_info().rss) for one in tree)
    except psutil.Error:
        return 0


class Sampler:
    """Samples the memory of some processes and their descendants until it is left."""

    def __init__(self, *pids: int) -> None:
        self.peak = 0
        self._pids = pids
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Sampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        started = time.monotonic()
        while True:
            self.peak = max(self.peak, sum(map(memory_of, self._pids)))
            if self._stop.wait(FAST if time.monotonic() - started < 1 else SLOW):
                return


def measure(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    beside: Sequence[int] = (),
) -> Usage:
    """Run a command, and return what it took; `beside` has processes whose memory counts too.

    Raises `CommandError` if it fails.
    """
    adopt_orphans()
    others = children(os.getpid())
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=None if environment is None else {**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        with Sampler(process.pid, *beside) as sampler:
            _, status, spent = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            lines = log.read().decode(errors="replace").strip().splitlines()
            message = "\n".join([f"{command[0]} ended with {process.returncode}", *lines[-12:]])
            raise CommandError(message)
    processor = spent.ru_utime + spent.ru_stime
    for orphan in children(os.getpid()) - others:
        with suppress(ChildProcessError):  # a child of another orphan
            spent = os.wait4(orphan, 0)[2]
            processor += spent.ru_utime + spent.ru_stime
    return Usage(seconds, processor, sampler.peak / MEGABYTE)
