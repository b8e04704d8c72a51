"""Executors, with tasks that compute, fail and die."""

from __future__ import annotations

import os
import signal
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.building.executors import check_name, get_executor
from generator.building.workers import (
    AHEAD,
    Executor,
    Inline,
    Processes,
    Setup,
    TaskFailedError,
    Threads,
    WorkerDiedError,
)
from generator.building.workers import Task as TeamTask


@dataclass(frozen=True)
class Task:
    number: int
    name: str = "a.md"
    action: str = ""
    place: str = ""


@dataclass(frozen=True)
class Doubling:
    factor: int = 2

    def open(self) -> Callable[[Task], tuple[Any, int]]:
        return self.run

    def run(self, task: Task) -> tuple[Any, int]:
        if task.action == "fail":
            raise ValueError("this cannot be done")
        if task.action == "die" or (task.action == "die once" and not _seen(task.place)):
            os.kill(os.getpid(), signal.SIGKILL)
        if task.action == "fill":
            return task.place, os.getpid()
        if task.action == "note":
            Path(task.place).write_text("")
        time.sleep(0.01 * (task.number % 3))  # later tasks may end first
        return task.number * self.factor, os.getpid()


def _seen(place: str) -> bool:
    """Whether this has been asked before."""
    if Path(place).exists():
        return True
    Path(place).write_text("")
    return False


def results_of(executor: Executor, setup: Setup, tasks: Iterable[TeamTask]) -> Iterator[Any]:
    """Yield the results of tasks from workers that have no others."""
    with closing(executor.start(setup)) as team:
        yield from team.results(tasks)


ALL = [Inline(), Threads(3), Processes(2)]


@pytest.mark.parametrize("executor", ALL, ids=lambda executor: type(executor).__name__)
def test_results_come_in_the_order_of_the_tasks(executor: Executor) -> None:
    results = list(results_of(executor, Doubling(3), map(Task, range(30))))
    assert [value for value, _ in results] == [3 * number for number in range(30)]


@pytest.mark.parametrize("executor", ALL, ids=lambda executor: type(executor).__name__)
def test_a_team_stays_for_more_tasks(executor: Executor) -> None:
    with closing(executor.start(Doubling())) as team:
        results = iter(team.results(map(Task, range(20))))
        first = [next(results) for _ in range(20)]  # without asking whether there are more
        more = list(team.results(map(Task, range(20, 30))))
    assert [value for value, _ in (*first, *more)] == [2 * number for number in range(30)]
    assert {pid for _, pid in more} <= {pid for _, pid in first}


def test_processes_work_before_a_result_is_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "seen"
    with closing(Processes(2).start(Doubling())) as team:
        results = team.results([Task(1, action="note", place=str(place))])
        limit = time.monotonic() + 60
        while not place.exists():
            assert time.monotonic() < limit
            time.sleep(0.01)
        assert len(list(results)) == 1


def test_large_tasks_and_large_results_do_not_wait_for_each_other() -> None:
    tasks = [Task(number, action="fill", place="x" * 1_000_000) for number in range(8)]
    results = list(results_of(Processes(2), Doubling(), tasks))
    assert [len(text) for text, _ in results] == 8 * [1_000_000]


def test_processes_are_other_processes() -> None:
    pids = {pid for _, pid in results_of(Processes(2), Doubling(), map(Task, range(20)))}
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

    results = results_of(executor, Doubling(), tasks())
    for _ in range(5):
        next(results)
    assert taken <= 5 + 3 * AHEAD + 1
    results.close()  # type: ignore[attr-defined]


def test_an_exception_names_the_task() -> None:
    tasks = [Task(0), Task(1, "articles/bad.md", "fail"), Task(2)]
    with pytest.raises(TaskFailedError, match=r"articles/bad\.md:(.|\n)*this cannot be done"):
        list(results_of(Processes(2), Doubling(), tasks))


def test_a_task_whose_process_dies_is_tried_again(tmp_path: Path) -> None:
    tasks = [
        Task(n, f"{n}.md", "die once" if n == 3 else "", str(tmp_path / "x")) for n in range(12)
    ]
    results = list(results_of(Processes(2), Doubling(), tasks))
    assert [value for value, _ in results] == [2 * number for number in range(12)]


def test_a_task_that_kills_its_process_twice_is_named() -> None:
    tasks = [Task(n, f"{n}.md", "die" if n == 3 else "") for n in range(8)]
    with pytest.raises(WorkerDiedError, match=r"^3\.md: .* SIGKILL, perhaps for lack of memory"):
        list(results_of(Processes(2), Doubling(), tasks))


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


class _Loop:
    """A cycle, as the context of a template is."""

    def __init__(self) -> None:
        self.own = self


class Looping:
    """Each task leaves a cycle; its result is how many cycles are left of the tasks before."""

    def open(self) -> Callable[[Any], int]:
        left: list[weakref.ref[_Loop]] = []

        def run(_: Any) -> int:
            before = sum(each() is not None for each in left)
            left.append(weakref.ref(_Loop()))
            return before

        return run


@pytest.mark.parametrize("executor", [Inline(), Processes(1)])
def test_no_cycle_of_a_task_stays(executor: Executor) -> None:
    assert list(results_of(executor, Looping(), [Task(number) for number in range(5)])) == [0] * 5


def test_a_process_that_has_run_many_tasks_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.building.workers.LIFETIME", 5)
    with closing(Processes(2).start(Doubling())) as team:
        results = list(team.results(map(Task, range(40))))
        assert [value for value, _ in results] == [2 * number for number in range(40)]
        pids = [pid for _, pid in results]
        assert max(map(pids.count, pids)) <= 5
        more = list(team.results(map(Task, range(4))))
        assert {pid for _, pid in more}.isdisjoint(pids)


def test_a_process_at_the_end_of_its_life_may_die(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.building.workers.LIFETIME", 2)
    tasks = [
        Task(n, f"{n}.md", "die once" if n % 3 else "", str(tmp_path / str(n))) for n in range(9)
    ]
    results = list(results_of(Processes(2), Doubling(), tasks))
    assert [value for value, _ in results] == [2 * number for number in range(9)]
