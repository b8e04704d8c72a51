"""A local dask cluster: `python -m benchmarks.build.cluster WORKERS` prints its address.

It runs until its standard input ends.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def main(workers: int) -> None:
    """Run a cluster of single-threaded worker processes."""
    distributed: Any = import_module("distributed")
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
