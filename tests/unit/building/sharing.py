"""Build different sites at once with one cache that holds only some of them.

    python tests/unit/building/sharing.py FOLDER 24

Each process makes its site without a cache, waits for the others, and then makes it several times
with the cache that all share. The sites have some articles in common, so that the processes
also write and read the same entries. Prints how many builds there were.
"""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from generator.storage.cache import VERSION, Cache

BUILDS = 2
LIMIT = 150_000
"""The bytes of a cache that holds a few of the sites only."""
COMMON = ("银行行长说：“模型很好。”", "她长得高，长大了。", "重庆人重视数据。")


def main(root: Path, count: int) -> None:
    """Start the processes, and check that none failed and none left anything behind."""
    Cache.__init__.__kwdefaults__["limit"] = LIMIT
    write_site(root / "first", 0)
    made(root / "first", root / "first-out", None)  # by which everything is loaded before they fork
    processes = multiprocessing.get_context("fork")
    barrier = processes.Barrier(count)
    started = [
        processes.Process(target=work, args=(root, number, barrier)) for number in range(count)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
    failed = [number for number, process in enumerate(started) if process.exitcode]
    assert not failed, failed
    cache = Cache(root / "cache")
    cache.put("last", "0" * 32, b"last")
    cache.prune()
    entries = root / "cache" / VERSION
    files = [path for path in entries.rglob("*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in files) <= LIMIT
    assert not [path for path in files if path.name.startswith(".")]
    print(count * BUILDS)


def work(root: Path, number: int, barrier: Barrier) -> None:
    """Make one site again and again."""
    site = root / f"site{number}"
    write_site(site, number)
    wanted = made(site, root / f"wanted{number}", None)
    for turn in range(BUILDS):
        barrier.wait()
        found = made(site, root / f"out{number}-{turn}", root / "cache")
        assert found == wanted, [name for name in wanted if found.get(name) != wanted[name]]


def write_site(site: Path, number: int) -> None:
    """Write a site with articles in common with others and one of its own."""
    (site / "articles").mkdir(parents=True)
    (site / "site.toml").write_text("title = '站'\n[site]\nsearch = false\n", "utf-8")
    for name, text in enumerate([*COMMON, f"第{number}个人在银行。" * 3]):
        path = site / f"articles/{name}.md"
        path.write_text(f"---\ntitle: 第{name}篇\n---\n\n{text}\n", "utf-8")


def made(site: Path, output: Path, cache: Path | None) -> dict[str, bytes]:
    """Build a site, and return its files."""
    report = Report()
    build(site, output, report, Options(cache=cache))
    assert not report.failed, report.sorted()
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.name != ".jiazhu-manifest.json"
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
