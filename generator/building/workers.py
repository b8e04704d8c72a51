"""Run the tasks of a build, one after the other or side by side, with results in order.

An executor starts a team, which takes tasks and yields their results in the order of the tasks. It
is at most a few tasks ahead of its consumer, so memory does not grow with the site.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

GC_THRESHOLD = (100_000, 50, 1000)
"""Annotations form no cycles, so looking for them amid a task only costs time."""

AHEAD = 4
"""How many tasks for each worker may be running or waiting for their turn in the order."""

LIFETIME = 1000
"""After so many tasks, another process takes the place of one: what it has loaded and remembers
grows a little with each, and the system gets hardly any of it back before the process ends."""

_AT_ONCE = 16_000
"""As many bytes can be sent to a process that does not read them yet, on every system."""


class Task(Protocol):
    """What an executor needs to know of a task."""

    @property
    def name(self) -> str:
        """The file that it is about, for messages."""


class Setup(Protocol):
    """How a worker gets ready; it is pickled for workers in other processes."""

    def open(self) -> Callable[[Any], Any]:
        """Return the function that runs a task."""


class WorkerDiedError(Exception):
    """Raised if the process of a worker ends twice while it works on the same task."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: the worker was stopped {cause}")
        self.name = name
        self.cause = cause


class TaskFailedError(Exception):
    """Raised for an exception in the process of a worker, with its traceback as text."""

    def __init__(self, name: str, trace: str) -> None:
        super().__init__(f"{name}:\n{trace}")
        self.name = name


class Team(Protocol):
    """Workers that are ready for tasks until they are closed."""

    def results(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """Return the results of tasks in their order; they are all taken before the next call."""

    def close(self) -> None:
        """Stop the workers, also amid tasks."""


class Executor(Protocol):
    """Starts workers of one kind."""

    def start(self, setup: Setup) -> Team:
        """Return workers that get ready with a setup."""


class Inline:
    """Runs tasks in this process."""

    def start(self, setup: Setup) -> Team:
        """Return this process as a worker."""
        return _Here(setup)


class _Here:
    def __init__(self, setup: Setup) -> None:
        self._run = setup.open()

    def results(self, tasks: Iterable[Task]) -> Iterator[Any]:
        return run_here(self._run, tasks)

    def close(self) -> None:
        pass


def run_here(run: Callable[[Any], Any], tasks: Iterable[Task]) -> Iterator[Any]:
    """Yield the results of tasks that this process runs, one after the other."""
    for task in tasks:
        yield run(task)
        _collect_new_cycles()


def _collect_new_cycles() -> None:
    """Free what a task has left in cycles, before it counts as old and is hardly looked at again.

    They are the contexts of templates, which have the text of pages: half a megabyte an article.
    """
    gc.collect(0)


class Threads:
    """Runs tasks in threads, each with a workshop of its own."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def start(self, setup: Setup) -> Team:
        """Return threads."""
        return _ThreadTeam(self._jobs, setup)


class _ThreadTeam:
    def __init__(self, jobs: int, setup: Setup) -> None:
        self._jobs = jobs
        self._setup = setup
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(jobs)

    def results(self, tasks: Iterable[Task]) -> Iterator[Any]:
        running: deque[Future[Any]] = deque()
        for task in tasks:
            running.append(self._pool.submit(self._run, task))
            if len(running) >= self._jobs * AHEAD:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()

    def _run(self, task: Task) -> Any:
        if not hasattr(self._local, "run"):
            self._local.run = self._setup.open()
        return self._local.run(task)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


class Processes:
    """Runs tasks in processes; if one dies, its task is tried once more in a new one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def start(self, setup: Setup) -> Team:
        """Return processes; they are started as tasks come."""
        return _Pool(self._jobs, pickle.dumps(setup))


class _Worker:
    """A process, its connection, and the tasks sent to it, the current one first."""

    def __init__(self, setup: bytes) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, setup), daemon=True)
        self.tasks: deque[int] = deque()
        self.left = LIFETIME
        """How many tasks it may still be sent."""
        self.process.start()
        theirs.close()

    def end(self) -> None:
        """Let the process end, which has no task."""
        self.connection.close()
        self.process.join()


class _Pool:
    def __init__(self, jobs: int, setup: bytes) -> None:
        self._setup = setup
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._tasks: dict[int, Task] = {}
        """The tasks that have no result yet, by number."""
        self._messages: dict[int, bytes] = {}
        """What is sent for each of them."""
        self._deaths: set[int] = set()
        """The tasks during which a process died."""
        self._rest: Iterator[Task] = iter(())
        """The tasks that are not taken yet."""
        self._taken = self._yielded = 0
        self._waiting: deque[int] = deque()
        """The tasks that are sent to no process yet."""
        self._finished: dict[int, Any] = {}
        """The results that wait for those before them."""

    def results(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """Return the results; the first tasks are sent at once, not when a result is asked for."""
        if self._taken > LIFETIME * self._jobs:
            self._end_idle(list(self._workers))  # the memory of many tasks is of no use for others
        self._rest = iter(tasks)
        self._take()
        self._distribute()
        return self._results()

    def _results(self) -> Iterator[Any]:
        while self._yielded < self._taken:
            for worker in self._ready():
                self._receive(worker)
            while self._yielded in self._finished:
                self._yielded += 1  # first, since nobody need ask what comes after the last one
                yield self._finished.pop(self._yielded - 1)
            self._take()
            self._distribute()

    def _take(self) -> None:
        """Take tasks, as many as may be ahead of the results."""
        while self._taken - self._yielded < self._jobs * AHEAD:
            task = next(self._rest, None)
            if task is None:
                return
            self._tasks[self._taken] = task
            self._messages[self._taken] = pickle.dumps(task)
            self._waiting.append(self._taken)
            self._taken += 1

    def _distribute(self) -> None:
        """Send waiting tasks to workers: one to work on, and one so that none waits for the next.

        A task during which a process has died is given to a process that has nothing else; so is a
        large one, since the process might be writing a result while this one writes the task.
        """
        while self._waiting:
            number = self._waiting[0]
            message = self._messages[number]
            most = 1 if number in self._deaths or len(message) > _AT_ONCE else 2
            lasting = (worker for worker in self._workers if worker.left)
            free = min(lasting, key=lambda worker: len(worker.tasks), default=None)
            if (free is None or free.tasks) and len(self._workers) < self._jobs:
                free = _Worker(self._setup)
                self._workers.append(free)
            elif free is None or len(free.tasks) >= most:
                return
            self._waiting.popleft()
            free.left -= 1
            free.tasks.append(number)
            with suppress(OSError):  # it has died, which `_receive` notices
                free.connection.send_bytes(message)

    def _ready(self) -> Sequence[_Worker]:
        """Wait until workers have a result or have died, and return them."""
        by_handle = {worker.connection: worker for worker in self._workers if worker.tasks}
        return [by_handle[handle] for handle in wait(list(by_handle))]

    def _receive(self, worker: _Worker) -> None:
        try:
            succeeded, value = pickle.loads(worker.connection.recv_bytes())
        except (EOFError, OSError):
            self._bury(worker)
            return
        number = worker.tasks.popleft()
        task = self._tasks.pop(number)
        del self._messages[number]
        if not succeeded:
            raise TaskFailedError(task.name, value)
        self._finished[number] = value
        if not worker.left and not worker.tasks:
            self._end_idle([worker])

    def _end_idle(self, workers: Sequence[_Worker]) -> None:
        for worker in workers:
            self._workers.remove(worker)
            worker.end()

    def _bury(self, worker: _Worker) -> None:
        """Take back the tasks of a process that has died."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join()
        number = worker.tasks[0]
        if number in self._deaths:
            raise WorkerDiedError(self._tasks[number].name, _cause(worker.process.exitcode))
        self._deaths.add(number)
        self._waiting.extendleft(reversed(worker.tasks))

    def close(self) -> None:
        for worker in self._workers:
            worker.connection.close()
        for worker in self._workers:
            if worker.tasks:
                worker.process.terminate()
            worker.process.join()


def _context() -> Any:
    """Return how processes are started: forked from a server that has imported the program.

    A fork of this process itself would not be safe, since it may have threads.
    """
    if sys.platform in ("win32", "cygwin"):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["generator.building.article_work"])
    return context


def _work(connection: Connection, setup: bytes) -> None:
    """Run tasks until the connection is closed; the main function of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    gc.set_threshold(*GC_THRESHOLD)
    run: Callable[[Any], Any] | None = None
    while True:
        try:
            data = connection.recv_bytes()
        except (EOFError, OSError):
            os._exit(0)
        try:
            if run is None:
                run = pickle.loads(setup).open()
            answer: tuple[bool, Any] = True, run(pickle.loads(data))
        except Exception:
            answer = False, traceback.format_exc()
        try:
            connection.send_bytes(pickle.dumps(answer, 5))
        except OSError:
            os._exit(0)
        del answer, data
        _collect_new_cycles()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"by the signal {name}" + (
            ", perhaps for lack of memory" if code == -signal.SIGKILL else ""
        )
    return f"with exit code {code}"
