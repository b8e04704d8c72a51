"""The executors by name.

none       in this process
threads    in threads of this process, which help only where Python runs without its lock
processes  in processes of this machine
dask://…   in the processes of a Dask cluster
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.building.workers import Executor

NAMES = ("processes", "threads", "none")
DASK = "dask://"


def check_name(name: str) -> None:
    """Raise ValueError for the name of an executor that does not exist or is not installed."""
    if name.startswith(DASK):
        if find_spec("distributed") is None:
            message = "Dask is not installed: run `pip install distributed`"
            raise ValueError(message)
    elif name not in NAMES:
        message = f"there is no executor {name!r}; choose {', '.join(NAMES)} or {DASK}HOST:PORT"
        raise ValueError(message)


def get_executor(name: str, jobs: int) -> Executor:
    """Return the executor of a name; `jobs` is the number of local workers."""
    from generator.building import workers

    if name.startswith(DASK):
        from generator.building.dask_cluster import DaskCluster

        return DaskCluster(name.removeprefix(DASK))
    if name == "none" or (name == "processes" and jobs == 1):
        return workers.Inline()
    return workers.Threads(jobs) if name == "threads" else workers.Processes(jobs)


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
