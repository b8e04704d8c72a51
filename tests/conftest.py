from __future__ import annotations

import inspect
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import settings

from generator.build import build
from generator.diagnostics import Report

SEEDS = Path(__file__).parent.parent / "seeds"

# How long an example takes says more of the machine than of the code.
# In CI the examples are the same each time: what fails there fails because of a change.
settings.register_profile("jiazhu", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("jiazhu")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files of tests/sites anew"
    )


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep builds by command from the user's cache, which may hold results of other code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIAZHU_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def runner() -> CliRunner:
    """What runs commands, and keeps standard error apart, as click does by itself since 8.2."""
    mixes = "mix_stderr" in inspect.signature(CliRunner).parameters
    return CliRunner(**({"mix_stderr": False} if mixes else {}))


SharedFolder = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> SharedFolder:
    """Return a function that fills a folder once per run, in the first worker that needs it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # that of the run, which all workers have in common

    def folder(name: str, fill: Callable[[Path], None]) -> Path:
        done, part = root / f"shared-{name}", root / f"shared-{name}.part"
        with FileLock(root / f"shared-{name}.lock"):
            if not done.exists():
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir()
                fill(part)
                part.rename(done)
        return done

    return folder


ADDRESS = "https://example.org/read/"


@pytest.fixture(scope="session")
def addressed_site(shared_folder: SharedFolder) -> Path:
    """The seeds, as they are published at `ADDRESS`."""

    def fill(folder: Path) -> None:
        root, report = folder / "in", Report()
        shutil.copytree(SEEDS, root, ignore=shutil.ignore_patterns("_site"))
        settings = root / "site.toml"
        text = settings.read_text("utf-8").replace('base_url = ""', f'base_url = "{ADDRESS}"')
        settings.write_text(text, "utf-8")
        build(root, folder / "out", report)
        assert not report.failed

    return shared_folder("addressed", fill) / "out"


Start = Callable[..., "subprocess.Popen[Any]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts a process, which is killed at the end of the test."""
    running: list[subprocess.Popen[Any]] = []

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # So it is in the background of a shell, and a process started there would not hear Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def started(*arguments: str, **options: Any) -> subprocess.Popen[Any]:
        running.append(subprocess.Popen([sys.executable, *arguments], **options))
        return running[-1]

    yield started
    for process in running:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None and not pipe.closed:
                pipe.close()
