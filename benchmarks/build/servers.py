"""Scenarios with a second process: `serve`, a daemon, and a dask cluster."""

from __future__ import annotations

import http.client
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median
from typing import IO

from benchmarks.accuracy.report import MissingError, Table
from benchmarks.build.corpus import Article
from benchmarks.build.scenarios import edit_article
from benchmarks.build.tools import Tool, Workplace, jiazhu, options_of
from benchmarks.build.usage import MEGABYTE, CommandError, Sampler, Usage, descendants, measure

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}

FIRST_BUILD = 3600
"""The seconds after which `serve` should have built a site."""

POLL = 0.01
"""The seconds between two requests for a page."""

BUILT = b"Built "
"""What `serve` prints after each build."""


def serve(tool: Tool, articles: Sequence[Article], runs: int, folder: Path) -> Table:
    """Return how long an open page waits for an edit: from saving to the new text in the page.

    Raises `CommandError` if `serve` ends or never shows the text.
    """
    place = Workplace(folder / "serve/site", folder / "serve/output", folder / "serve/cache")
    place.root.mkdir(parents=True)
    tool.write(place.root, articles)
    waits = []
    edit_article(tool, place, 0)
    with tempfile.TemporaryFile() as log, _serving(place, log) as (port, process):
        page = f"/zh-hans/{len(articles) // 2 + 1:05}/"

        def is_shown(number: int) -> bool:
            return f"Zq{number}x".encode() in _fetch(port, page)

        def builds() -> int:
            return os.pread(log.fileno(), 1 << 24, 0).count(BUILT)

        def has_built(more: int) -> bool:
            return builds() > more

        with Sampler(process.pid) as sampler:
            started = time.perf_counter()
            _wait(process, partial(is_shown, 0), FIRST_BUILD)
            first = time.perf_counter() - started
            _wait(process, partial(has_built, 0), FIRST_BUILD)
            for number in range(1, runs + 1):
                done = builds()
                edit_article(tool, place, number)
                started = time.perf_counter()
                _wait(process, partial(is_shown, number), FIRST_BUILD)
                waits.append(time.perf_counter() - started)
                _wait(process, partial(has_built, done), FIRST_BUILD)
    head = f"{len(articles):,} articles: seconds under serve"
    table = Table([head, "until the first page", "from an edit to the page", "peak memory, MB"])
    cells = [f"{first:.2f}", f"{median(waits):.2f}", f"{sampler.peak / MEGABYTE:,.0f}"]
    table.rows.append(["jiazhu", *cells])
    return table


def daemon(tool: Tool, articles: Sequence[Article], runs: int, folder: Path) -> Table:
    """Return how long the command takes after an edit while a daemon is there to build.

    Raises `MissingError` where there are no daemons, and `CommandError` or `CalledProcessError` if
    a build fails.
    """
    place = Workplace(folder / "daemon/site", folder / "daemon/output", folder / "daemon/cache")
    command = jiazhu(place)
    if "--daemon" not in options_of("build"):
        message = "this version has no daemon"
        raise MissingError(message)
    place.root.mkdir(parents=True)
    tool.write(place.root, articles)
    measured = []
    with tempfile.TemporaryDirectory(prefix="jz") as runtime:
        environment = {**ENVIRONMENT, "XDG_RUNTIME_DIR": runtime}
        # Not by `measure`, which would wait for the daemon too.
        run = partial(subprocess.run, cwd=place.root, env=os.environ | environment, check=True)
        run([*command, "--daemon"], stdout=subprocess.DEVNULL)
        try:
            for number in range(runs + 1):  # the first waits until the daemon is ready
                edit_article(tool, place, number)
                measured.append(measure(command, cwd=place.root, environment=environment))
        finally:
            run([*command, "--no-daemon"], stdout=subprocess.DEVNULL)
    table = Table([f"{len(articles):,} articles: seconds with a daemon", "one edit"])
    table.rows.append(["jiazhu", f"{median(each.seconds for each in measured[1:]):.2f}"])
    return table


@contextmanager
def _serving(place: Workplace, log: IO[bytes]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run `serve` on a free port, and stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [*jiazhu(place, "serve"), "--port", str(port)],
        cwd=place.root,
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            for pid in list(descendants(process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def _fetch(port: int, path: str) -> bytes:
    """Return a page, or nothing if there is none yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def _wait(process: subprocess.Popen[bytes], is_done: Callable[[], bool], limit: float) -> None:
    """Wait until something holds.

    Raises `CommandError` if the process ends or that takes too long.
    """
    end = time.monotonic() + limit
    while not is_done():
        if process.poll() is not None or time.monotonic() > end:
            message = f"serve ended with {process.returncode}, or showed nothing for {limit:.0f} s"
            raise CommandError(message)
        time.sleep(POLL)


def dask(tool: Tool, articles: Sequence[Article], workers: int, folder: Path) -> Table:
    """Return a clean build by processes of this machine beside one on a dask cluster of as many.

    Raises `MissingError` if `distributed` or the option `--executor` is missing.
    """
    if importlib.util.find_spec("distributed") is None:
        message = "distributed is not installed (pip install --group benchmark)"
        raise MissingError(message)
    if "--executor" not in options_of("build"):
        message = "this version of Jiazhu has no --executor"
        raise MissingError(message)
    head = f"{len(articles):,} articles: clean build by {workers} workers"
    table = Table([head, "seconds", "peak memory, MB"])
    place = Workplace(folder / "dask/site", folder / "dask/output", folder / "dask/cache")
    place.root.mkdir(parents=True)
    tool.write(place.root, articles)
    with _cluster(workers) as (address, pid):
        for name, options, beside in (
            ("processes", ["--jobs", str(workers)], []),
            ("dask", ["--executor", address.replace("tcp://", "dask://")], [pid]),
        ):
            place.clear()
            usage: Usage = measure(
                [*jiazhu(place), *options], cwd=place.root, environment=ENVIRONMENT, beside=beside
            )
            table.rows.append([name, f"{usage.seconds:.1f}", f"{usage.memory:,.0f}"])
    return table


@contextmanager
def _cluster(workers: int) -> Iterator[tuple[str, int]]:
    """Run a cluster; yield its address and the id of its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.build.cluster", str(workers)],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.stdin.close()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
