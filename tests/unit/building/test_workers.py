"""Executors, with tasks that compute, fail and die."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.building.executors import check_name, get_executor
from generator.building.workers import (
    AHEAD,
    Executor,
    Inline,
    Processes,
    TaskFailedError,
    Threads,
    WorkerDiedError,
)


@dataclass(frozen=True)
class Task:
    number: int
    name: str = "a.md"
    action: str = ""
    place: str = ""


@dataclass(frozen=True)
class Doubling:
    factor: int = 2

    def open(self) -> Callable[[Task], tuple[int, int]]:
        return self.run

    def run(self, task: Task) -> tuple[int, int]:
        if task.action == "fail":
            raise ValueError("this cannot be done")
        if task.action == "die" or (task.action == "die once" and not _seen(task.place)):
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01 * (task.number % 3))  # later tasks may end first
        return task.number * self.factor, os.getpid()


def _seen(place: str) -> bool:
    """Whether this has been asked before."""
    if Path(place).exists():
        return True
    Path(place).write_text("")
    return False


ALL = [Inline(), Threads(3), Processes(2)]


@pytest.mark.parametrize("executor", ALL, ids=lambda executor: type(executor).__name__)
def test_results_come_in_the_order_of_the_tasks(executor: Executor) -> None:
    results = list(executor.results(Doubling(3), map(Task, range(30))))
    assert [value for value, _ in results] == [3 * number for number in range(30)]


def test_processes_are_other_processes() -> None:
    pids = {pid for _, pid in Processes(2).results(Doubling(), map(Task, range(20)))}
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2


@pytest.mark.parametrize("executor", ALL, ids=lambda executor: type(executor).__name__)
def test_few_tasks_are_taken_ahead_of_the_consumer(executor: Executor) -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(1000):
            taken = number + 1
            yield Task(number)

    results = iter(executor.results(Doubling(), tasks()))
    for _ in range(5):
        next(results)
    assert taken <= 5 + 3 * AHEAD + 1
    results.close()  # type: ignore[attr-defined]


def test_an_exception_names_the_task() -> None:
    tasks = [Task(0), Task(1, "articles/bad.md", "fail"), Task(2)]
    with pytest.raises(TaskFailedError, match=r"articles/bad\.md:(.|\n)*this cannot be done"):
        list(Processes(2).results(Doubling(), tasks))


def test_a_task_whose_process_dies_is_tried_again(tmp_path: Path) -> None:
    tasks = [
        Task(n, f"{n}.md", "die once" if n == 3 else "", str(tmp_path / "x")) for n in range(12)
    ]
    results = list(Processes(2).results(Doubling(), tasks))
    assert [value for value, _ in results] == [2 * number for number in range(12)]


def test_a_task_that_kills_its_process_twice_is_named() -> None:
    tasks = [Task(n, f"{n}.md", "die" if n == 3 else "") for n in range(8)]
    with pytest.raises(WorkerDiedError, match=r"^3\.md: .* SIGKILL, perhaps for lack of memory"):
        list(Processes(2).results(Doubling(), tasks))


@pytest.mark.parametrize("name", ["processes", "threads", "none", "dask://localhost:8786"])
def test_known_names(name: str) -> None:
    check_name(name)
    if not name.startswith("dask"):
        get_executor(name, 2)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no executor 'cloud'"):
        check_name("cloud")


def test_one_job_needs_no_other_process() -> None:
    assert isinstance(get_executor("processes", 1), Inline)
