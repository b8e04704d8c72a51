"""The daemon itself: it makes ready, then builds for one command after the other.

It leaves when nobody has asked for ten minutes, when the program on disk is no longer the one that
it has loaded, and after everything that a build does not report: a command that gets no answer
builds by itself, and starts another. A build of many articles is the command's too, since workers
make it.
"""

from __future__ import annotations

import os
import signal
import socket
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from generator.build import build
from generator.build_in_terminal import build_in_terminal
from generator.building.crew import ManyArticlesError
from generator.building.environment import program_fingerprint
from generator.building.options import Kept, Options
from generator.building.request import BuildRequest
from generator.daemon.job import DECLINED, NUMBER, STOPPED, Job, in_place_of, receive_job
from generator.diagnostics import Report

IDLE_SECONDS = 600
"""How long a daemon stays when nobody asks."""
_WAIT_SECONDS = 60
"""How long it waits for a command that says nothing, and for another build when it makes ready."""


def run_daemon(place: Path, request: BuildRequest, idle: float = IDLE_SECONDS) -> None:
    """Be the daemon at a place; `request` is of the build that has just ended.

    Returns at once if there is one already. Raises OSError if the socket cannot be made.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    try:
        with _listening(place) as server:
            daemon = Daemon(request)
            server.settimeout(idle)
            while daemon.stays:
                daemon.answer(server.accept()[0])
    except (Timeout, TimeoutError, KeyboardInterrupt):
        return


@contextmanager
def _listening(place: Path) -> Iterator[socket.socket]:
    with FileLock(place.with_suffix(".lock"), timeout=0), socket.socket(socket.AF_UNIX) as server:
        place.unlink(missing_ok=True)  # of one that was killed, whom nobody has asked since
        server.bind(str(place))
        try:
            server.listen()
            yield server
        finally:
            place.unlink(missing_ok=True)


class Daemon:
    """What builds for commands, as long as it `stays`."""

    def __init__(self, request: BuildRequest) -> None:
        """Make ready, by a build, which finds something to do only if the author was faster."""
        self.stays = True
        self._kept = Kept()
        self._program = program_fingerprint(None)
        options = Options(
            request.drafts,
            None if request.cache is None else Path(request.cache),
            kept=self._kept,
            until=None if request.future else date.today(),
            wait=_WAIT_SECONDS,
        )
        build(Path(request.site), Path(request.output), Report(), options)

    def answer(self, connection: socket.socket) -> None:
        """Do the job that comes from a connection."""
        with connection:
            connection.settimeout(_WAIT_SECONDS)
            try:
                job, streams = receive_job(connection)
                connection.sendall(os.getpid().to_bytes(NUMBER, "big"))
                connection.sendall(bytes([self.do(job, streams)]))
            except (OSError, ValueError):  # the command has gone, or wants this process to end
                self.stays = False

    def do(self, job: Job, streams: list[int]) -> int:
        """Build as a job asks; return the exit code, DECLINED or STOPPED."""
        try:
            with in_place_of(job, streams):
                time.tzset()
                if program_fingerprint(None) == self._program:
                    return build_in_terminal(job.request, self._kept)
        except ManyArticlesError:
            return DECLINED
        except KeyboardInterrupt:
            self.stays = False
            return STOPPED
        except Exception:
            traceback.print_exc()
        self.stays = False
        return DECLINED
