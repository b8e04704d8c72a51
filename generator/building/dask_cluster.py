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

from generator.building.workers import AHEAD, Setup, Task, TaskFailedError

_open: dict[bytes, Callable[[Any], Any]] = {}
"""The workshop of this worker, by the setup that it was opened with."""


class DaskCluster:
    """The workers of the scheduler at an address, `host:port`."""

    def __init__(self, address: str, *, timeout: str = "30s") -> None:
        self._address = address
        self._timeout = timeout

    def results(self, setup: Setup, tasks: Iterable[Task]) -> Iterator[Any]:
        """Yield the results of tasks in their order. Raises OSError without a scheduler."""
        with Client(  # type: ignore[no-untyped-call]
            f"tcp://{self._address}", timeout=self._timeout
        ) as client:
            sent = client.scatter(pickle.dumps(setup), broadcast=True, hash=True)
            running: deque[tuple[Task, Any]] = deque()
            threads = sum(client.nthreads().values()) or 1
            try:
                for task in tasks:
                    future = client.submit(_run, sent, task, pure=False, retries=2)
                    running.append((task, future))
                    if len(running) >= threads * AHEAD:
                        yield _result(*running.popleft())
                while running:
                    yield _result(*running.popleft())
            finally:
                client.cancel([future for _, future in running])


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
