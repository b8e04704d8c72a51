"""What a command hands to the daemon, and what comes back.

command → daemon    the length in four bytes, a `Job` as MessagePack; beside the length, its
                    standard input, output and error as open files
daemon → command    its process number in four bytes, when it begins
                    one byte: the exit code, or one of those below
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from generator.building.request import BuildRequest

DECLINED = 255
"""The daemon has not built, or not to the end: the command does it by itself."""
STOPPED = 254
"""The build was stopped, as by Ctrl-C."""

NUMBER = 4
"""The bytes of a number."""
_STREAMS = 3


class Job(msgspec.Struct, frozen=True):
    """A build that is asked for, and where: what else a process has that may differ."""

    request: BuildRequest
    folder: str
    environment: dict[str, str]
    umask: int


def job_here(request: BuildRequest) -> Job:
    """Return the job of this process."""
    os.umask(umask := os.umask(0o077))
    return Job(request, str(Path.cwd()), dict(os.environ), umask)


def send_job(connection: socket.socket, job: Job) -> None:
    """Send a job with the standard streams. Raises OSError, and ValueError for odd file names."""
    content = msgspec.msgpack.encode(job)
    connection.settimeout(None)
    socket.send_fds(connection, [len(content).to_bytes(NUMBER, "big")], list(range(_STREAMS)))
    connection.sendall(content)


def receive_job(connection: socket.socket) -> tuple[Job, list[int]]:
    """Return a job and the numbers of its streams. Raises OSError or ValueError for another."""
    head, streams, _, _ = socket.recv_fds(connection, NUMBER, _STREAMS)
    content = receive(connection, int.from_bytes(head, "big"))
    if len(streams) != _STREAMS:
        message = "a job without its streams"
        raise ValueError(message)
    return msgspec.msgpack.decode(content, type=Job), streams


def receive(connection: socket.socket, size: int) -> bytes:
    """Return exactly `size` bytes. Raises ConnectionError if there are fewer."""
    parts = []
    while size:
        part = connection.recv(size)
        if not part:
            message = "the other process has ended"
            raise ConnectionError(message)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


@contextmanager
def in_place_of(job: Job, streams: list[int]) -> Iterator[None]:
    """Have the streams, folder and environment of another process for a while."""
    own = [os.dup(number) for number in range(_STREAMS)]
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(job.folder)
        os.umask(job.umask)
        os.environ.clear()
        os.environ.update(job.environment)
        yield
    finally:
        for printed in (sys.stdout, sys.stderr):
            with suppress(OSError):
                printed.flush()
        for number, stream in enumerate(own):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir("/")
