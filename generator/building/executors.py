"""The executors by name.

none       in this process
threads    in threads of this process, which help only where Python runs without its lock
processes  in processes of this machine
dask://…   in the processes of a Dask cluster
"""

from __future__ import annotations

import os
from collections.abc import Callable

from generator.building.workers import Executor, Inline, Processes, Threads


def get_executor(name: str, jobs: int) -> Executor:
    """Return the executor of a name; `jobs` is the number of local workers.

    Raises ValueError for an unknown name, and for Dask if it is not installed.
    """
    if name.startswith("dask://"):
        try:
            from generator.building.dask_cluster import DaskCluster
        except ModuleNotFoundError:
            message = "Dask is not installed: run `pip install jiazhu[dask]`"
            raise ValueError(message) from None
        return DaskCluster(name.removeprefix("dask://"))
    known: dict[str, Callable[[], Executor]] = {
        "none": Inline,
        "threads": lambda: Threads(jobs),
        "processes": lambda: Processes(jobs) if jobs > 1 else Inline(),
    }
    if name not in known:
        message = (
            f"there is no executor {name!r}; choose one of {', '.join(known)}, dask://HOST:PORT"
        )
        raise ValueError(message)
    return known[name]()


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
