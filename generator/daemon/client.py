"""The side of the command: ask a daemon to build, start one, or end it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from generator.building.request import BuildRequest
from generator.daemon.job import DECLINED, NUMBER, STOPPED, job_here, receive, send_job
from generator.resources import PACKAGE

WAIT_SECONDS = 60.0
"""How long a daemon is waited for that builds for another command, or has just been started."""

_START_SECONDS = 10.0
"""How long a daemon may take until it listens, which is mostly half a second."""


def ask_daemon(place: Path, request: BuildRequest) -> int | None:
    """Let the daemon build, and return the exit code; None if it has not.

    When this process is stopped, so is the build. Raises KeyboardInterrupt if the build was stopped
    there.
    """
    with closing(socket.socket(socket.AF_UNIX)) as connection:
        try:
            connection.connect(str(place))
            send_job(connection, job_here(request))
            connection.settimeout(WAIT_SECONDS)
            daemon = int.from_bytes(receive(connection, NUMBER), "big")
            connection.settimeout(None)
        except ConnectionRefusedError:  # by nobody: the daemon was killed
            place.unlink(missing_ok=True)
            return None
        except (OSError, ValueError):  # nobody is there, or too busy; a name that is no text
            return None
        code = _wait(connection, daemon)
    if code == STOPPED:
        raise KeyboardInterrupt
    return None if code == DECLINED else code


def _wait(connection: socket.socket, daemon: int) -> int:
    try:
        return _code(connection)
    except (KeyboardInterrupt, SystemExit):
        with suppress(ProcessLookupError):  # it has just been killed
            os.kill(daemon, signal.SIGINT)
        _code(connection)  # until it has put everything back
        raise


def _code(connection: socket.socket) -> int:
    try:
        return receive(connection, 1)[0]
    except OSError:  # it was killed
        return DECLINED


def start_daemon(place: Path, request: BuildRequest) -> None:
    """Start a daemon that makes ready for builds like one that has ended; it listens on return.

    So the next command asks it, and does not meet it in the output folder. Raises OSError.
    """
    import msgspec

    site = os.path.realpath(request.site)
    absolute = msgspec.structs.replace(
        request,
        site=site,
        output=os.path.realpath(request.output),
        cache=None if request.cache is None else os.path.realpath(request.cache),
    )
    command = [sys.executable, "-m", "generator", "daemon", str(place)]
    place.parent.mkdir(mode=0o700, exist_ok=True)
    with place.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(
            [*command, msgspec.json.encode(absolute).decode()],
            cwd=PACKAGE.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and not place.exists() and time.monotonic() < end:
        time.sleep(0.01)
    process.returncode = 0  # so that Python does not complain of a process that goes on


def stop_daemon(place: Path) -> None:
    """End the daemon, if there is one and it is not at work."""
    with closing(socket.socket(socket.AF_UNIX)) as connection:
        try:
            connection.connect(str(place))
            connection.shutdown(socket.SHUT_WR)  # a job without content is the end
            connection.settimeout(WAIT_SECONDS)
            connection.recv(1)
        except OSError:
            return
