"""Run the tasks of a build on a Dask cluster, for sites that are too large for one machine.

The workers need the same version of Jiazhu and the files of the site at the same paths. If a worker
is lost, the scheduler gives its tasks to another.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from distributed import Client

from generator.building.workers import AHEAD, Setup, Task, TaskFailedError, Team

_open: dict[bytes, Callable[[Any], Any]] = {}
"""The workshop of this worker, by the setup that it was opened with."""


class DaskCluster:
    """The workers of the scheduler at an address, `host:port`."""

    def __init__(self, address: str, *, timeout: str = "30s") -> None:
        self._address = address
        self._timeout = timeout

    def start(self, setup: Setup) -> Team:
        """Return the workers. Raises OSError without a scheduler."""
        return _Cluster(f"tcp://{self._address}", self._timeout, pickle.dumps(setup))


class _Cluster:
    def __init__(self, address: str, timeout: str, setup: bytes) -> None:
        self._client: Any = Client(address, timeout=timeout)  # type: ignore[no-untyped-call]
        # A task and no scattered data: the scheduler drops copies of what is not in use, and can
        # run a task again if the last copy is lost with its worker.
        self._setup = self._client.submit(bytes, setup)

    def results(self, tasks: Iterable[Task]) -> Iterator[Any]:
        running: deque[tuple[Task, Any]] = deque()
        threads = sum(self._client.nthreads().values()) or 1
        try:
            for task in tasks:
                future = self._client.submit(_run, self._setup, task, pure=False, retries=2)
                running.append((task, future))
                if len(running) >= threads * AHEAD:
                    yield _result(*running.popleft())
            while running:
                yield _result(*running.popleft())
        finally:
            self._client.cancel([future for _, future in running])

    def close(self) -> None:
        self._client.close()


def _result(task: Task, future: Any) -> Any:
    try:
        return future.result()
    except Exception as error:
        raise TaskFailedError(task.name, str(error)) from error
    finally:
        future.release()


def _run(setup: bytes, task: Any) -> Any:
    """Run a task in a worker."""
    if setup not in _open:
        _open.clear()
        _open[setup] = pickle.loads(setup).open()
    return _open[setup](task)
