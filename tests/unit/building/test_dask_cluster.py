"""Builds on a real cluster of several processes on this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from generator.build import build
from generator.building.dask_cluster import DaskCluster
from generator.building.options import Options
from generator.building.workers import TaskFailedError
from generator.diagnostics import Report
from tests.properties.test_incremental_builds import snapshot, write
from tests.unit.building.test_workers import Doubling, Task, results_of

ARTICLES = 30


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", memory_limit=0
    ) as cluster:
        yield cluster.scheduler_address.removeprefix("tcp://")


def observing(address: str) -> Client:
    """Return a client that asks what the workers do.

    It connects before there is work: one of Dask fails if the scheduler tells it of some first.
    """
    return Client(f"tcp://{address}")


def test_a_site_is_complete_although_a_worker_is_killed(address: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    write("site.toml", 'title = { zh = "小站", en = "Site" }\n')(root)
    for number in range(ARTICLES):
        text = f"---\ntitle: 第{number}篇\n---\n\n他是第{number}个行长。银行很长。\n"
        write(f"articles/{number:02}.md", text)(root)
    killed: list[int] = []

    def kill_once(_: str, done: int, __: int) -> None:
        if done == ARTICLES // 3 and not killed:
            killed.append(min(observer.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    report = Report()
    options = Options(executor=f"dask://{address}", progress=kill_once)
    with observing(address) as observer:
        build(root, tmp_path / "cluster", report, options)
    assert not report.failed, report.sorted()
    assert killed
    build(root, tmp_path / "here", Report())
    assert snapshot(tmp_path / "cluster") == snapshot(tmp_path / "here")


def test_nothing_that_a_killed_worker_held_is_missed(address: str) -> None:
    with observing(address) as observer:
        team = DaskCluster(address).start(Doubling())
        assert [value for value, _ in team.results([Task(1)])] == [2]
        holders = {worker for workers in observer.who_has().values() for worker in workers}
        for process in observer.run(os.getpid, workers=list(holders)).values():
            os.kill(process, signal.SIGKILL)
    values = [value for value, _ in team.results(map(Task, range(9)))]
    assert values == [2 * number for number in range(9)]
    team.close()


def test_results_come_in_order_and_failures_have_a_name(address: str) -> None:
    cluster = DaskCluster(address)
    results = results_of(cluster, Doubling(), map(Task, range(20)))
    assert [value for value, _ in results] == [2 * number for number in range(20)]
    tasks = [Task(1), Task(2, "articles/bad.md", "fail")]
    with pytest.raises(TaskFailedError, match=r"articles/bad\.md:(.|\n)*this cannot be done"):
        list(results_of(cluster, Doubling(), tasks))


def test_a_missing_scheduler_is_a_system_error() -> None:
    with pytest.raises(OSError, match="localhost:1"):
        DaskCluster("localhost:1", timeout="1s").start(Doubling())
