"""Measure the processor time of an operation on an input, and how it grows with the size.

Each run is in a copy of a process that has everything loaded (`os.fork`), so that what one run
remembers does not help the next, and a run that would take for ever is stopped by its limit.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import log
from pathlib import Path
from time import process_time
from typing import NoReturn

import generator.cli  # noqa: F401  as in a command, the collector of garbage is set by it
from benchmarks.growth.inputs import ARTICLE, FRONT_MATTER, SITE, Files, Kind, natural
from generator.build import build
from generator.building.options import Options
from generator.check import check
from generator.diagnostics import Report
from generator.importing.document import CannotImportError
from generator.importing.importer import Options as ImportOptions
from generator.importing.importer import import_file
from generator.reviewing.session import ReviewSession

SIZES = 4
"""How many sizes count, each twice as large as the one before."""

LARGEST = 2_000_000
"""The characters of the last size that is tried."""

STEEPEST = 1.1
"""The exponent above which time grows faster than the text."""

LEAST = 0.2
"""The seconds, above those of a small size, that the first of the sizes must take.

What is loaded once for longer texts, and the noise of what is subtracted, bend the curve of times
that are shorter.
"""


_WARM_UP: Files = {
    ARTICLE: f"{FRONT_MATTER}{natural(3000, ends=30)}王教授说：“托尔斯泰·列夫”。\n\n$x$ `a`\n",
    "articles/text.en.md": "---\ntitle: Growth\n---\nThe library was built. It is open.\n",
    "page.html": "<html><title>页</title><p>你好</p></html>",
    "text.txt": "你好\n",
}
"""Files by which everything is loaded."""


def _build(site: Path, _files: Files) -> None:
    build(site, site / "_site", Report(), Options())


def _edit(site: Path, files: Files) -> None:
    """Build twice, with a paragraph more the second time."""
    _build(site, files)
    article = site / ARTICLE
    article.write_text(f"{article.read_text('utf-8')}\n\n他们都来了。\n", "utf-8")
    _build(site, files)


def _check(site: Path, _files: Files) -> None:
    check(site, Report())


def _import(site: Path, files: Files) -> None:
    for name in files:
        with suppress(CannotImportError):
            import_file(site / name, site, ImportOptions(slug="text", punctuation=True))


def _review(site: Path, _files: Files) -> None:
    assert ReviewSession(site).doubts is not None


OPERATIONS: Mapping[str, Callable[[Path, Files], None]] = {
    "build": _build,
    "edit": _edit,
    "check": _check,
    "import": _import,
    "review": _review,
}


def write_site(folder: Path, files: Files) -> None:
    """Write a site with some files into a folder."""
    (folder / "articles").mkdir()
    (folder / "site.toml").write_text(SITE, "utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def warm_up() -> None:
    """Load what the operations need, by all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder, _WARM_UP)
        for operation in OPERATIONS.values():
            operation(folder, _WARM_UP)


@dataclass(frozen=True, slots=True)
class Spent:
    """What an operation on a number of characters took."""

    size: int
    seconds: float
    megabytes: float
    """The memory above that of the process before."""


def spent(operation: str, files: Files, size: int, limit: int) -> Spent | None:
    """Return what an operation took; None if it would exceed `limit` seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder, files)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            _run(OPERATIONS[operation], folder, files, writing, limit)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
    if answer:
        return Spent(size, *map(float, answer.split()))
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return None
    message = f"{operation} failed"
    raise RuntimeError(message)


def _run(
    operation: Callable[[Path, Files], None], folder: Path, files: Files, writing: int, limit: int
) -> NoReturn:
    """Work in the child process, write what it took into a pipe, and end the process."""
    try:
        most = int(process_time()) + limit
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
        gc.freeze()
        before = _most_memory()
        started = process_time()
        operation(folder, files)
        seconds = process_time() - started
        os.write(writing, f"{seconds} {_most_memory() - before}".encode())
    finally:
        os._exit(0)


def _most_memory() -> float:
    """Return the most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(kind: Kind, *, budget: float, limit: int) -> Sequence[Spent]:
    """Return what the last sizes of a kind took, less the least that a small size takes.

    One character may take more than a hundred: of `<` nobody can tell which script it is in.

    Sizes double until the first of the last `SIZES` takes `LEAST` seconds, or the last one
    `budget`. There are fewer if one would exceed `limit`.
    """
    small = (1, 100, 100)
    runs = [spent(kind.operation, kind.files(n), n, limit) or Spent(n, 0, 0) for n in small]
    idle = min(runs, key=lambda run: run.seconds)
    found: list[Spent] = []
    size = kind.first
    while size <= LARGEST:
        run = spent(kind.operation, kind.files(size), size, limit)
        if run is None:
            return found[-SIZES + 1 :]
        found.append(Spent(size, run.seconds - idle.seconds, run.megabytes - idle.megabytes))
        enough = found[-1].seconds > budget or found[-SIZES:][0].seconds >= LEAST
        if enough and len(found) >= SIZES:
            break
        size *= 2
    return found[-SIZES:]


def exponent(found: Sequence[Spent]) -> float | None:
    """Return the exponent of the power of the size that fits the times best (least squares).

    None if fewer than two of the times can be told from noise.
    """
    points = [(log(each.size), log(each.seconds)) for each in found if each.seconds >= LEAST]
    if len(points) < 2:
        return None
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / sum(
        (x - x_mean) ** 2 for x, _ in points
    )
