"""Builds by a daemon: what they make and say is what the command would have made and said."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from generator.building.request import BuildRequest
from generator.daemon.client import ask_daemon, stop_daemon
from generator.daemon.job import DECLINED, job_here
from generator.daemon.place import daemon_place
from generator.daemon.process import Daemon, run_daemon
from tests.conftest import Start
from tests.files import write_files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sockets that are files")

SETTINGS = 'title = "茶"\neditions = ["zh-Hans"]\n'
ARTICLE = "---\ntitle: {0}\n---\n\n我喜欢喝{0}。\n"
ASK = """\
import sys
from generator.cli import main
code = main(["build", *sys.argv[1:]], standalone_mode=False)
print(code, "generator.build" in sys.modules)
"""
"""Runs a command, and says whether it has built by itself."""


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets, whose path is short enough for one."""
    folder = Path(tempfile.mkdtemp(prefix="jz", dir="/tmp"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def site(tmp_path: Path, runtime: Path) -> Iterator[Path]:
    """A site of two articles, whose daemon ends with the test."""
    root = tmp_path / "site"
    articles = {f"articles/{name}.md": ARTICLE.format(name) for name in ("红茶", "绿茶")}
    write_files(root, {"site.toml": SETTINGS, **articles})
    yield root
    place = daemon_place(root)
    assert place is not None
    stop_daemon(place)
    if place.parent.exists():
        with FileLock(place.with_suffix(".lock"), timeout=60):
            pass


def request_of(site: Path) -> BuildRequest:
    cache = os.environ["JIAZHU_CACHE"]
    return BuildRequest(str(site), str(site / "_site"), cache, False, False, "processes", 2, False)


def build(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the folder of the site."""
    command = [sys.executable, "-c", ASK, *options]
    return subprocess.run(
        command, cwd=site, capture_output=True, text=True, encoding="utf-8", check=False
    )


def start_daemon(start: Start, site: Path) -> subprocess.Popen[bytes]:
    """Start a daemon as the command does, as a child of this process; wait until it is ready."""
    place = daemon_place(site)
    assert place is not None
    place.parent.mkdir(mode=0o700, exist_ok=True)
    request = msgspec.json.encode(request_of(site)).decode()
    process = start("-m", "generator", "daemon", str(place), request, start_new_session=True)
    wait_for(place.exists)
    assert build(site).stdout.endswith("None False\n")
    return process


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_edit(site: Path, tmp_path: Path) -> None:
    assert build(site).stdout.endswith("None True\n")
    begun = build(site, "--daemon")
    assert begun.stdout.startswith("Built ")
    place = daemon_place(site)
    assert place is not None
    article = site / "articles/红茶.md"
    article.write_text(ARTICLE.format("红茶") + "\n绿茶和红茶。\n", "utf-8")
    built = build(site)
    assert built.returncode == 0, built.stderr
    assert "files written, 0 removed, in _site" in built.stdout
    assert built.stdout.endswith("None False\n")
    build(site, "--no-cache", "--output", str(tmp_path / "clean"))
    assert contents(site / "_site") == contents(tmp_path / "clean")
    ended = build(site, "--no-daemon")
    assert ended.stdout.endswith("None True\n")
    wait_for(lambda: not place.exists())


def test_errors_are_said_to_the_command(site: Path, start: Start) -> None:
    build(site)
    start_daemon(start, site)
    article = site / "articles/红茶.md"
    article.write_text(ARTICLE.format("红茶") + "\n{红茶|hóng}\n", "utf-8")
    before = contents(site / "_site")
    failed = build(site)
    assert "articles/红茶.md:7:2: error R001" in failed.stderr
    assert failed.stdout == "1 False\n"
    assert contents(site / "_site") == before


def test_a_daemon_that_is_killed(site: Path, start: Start) -> None:
    build(site)
    daemon = start_daemon(start, site)
    daemon.kill()
    daemon.wait()
    (site / "articles/绿茶.md").unlink()
    assert build(site, "--daemon").stdout.endswith("None True\n")
    assert build(site).stdout.endswith("None False\n")


def test_a_command_that_is_stopped(site: Path, start: Start) -> None:
    build(site)
    daemon = start_daemon(start, site)
    begun = site / "begun"
    slow = (
        f"import time\ndef register(registry):\n    open({str(begun)!r}, 'w')\n    time.sleep(60)"
    )
    before = contents(site / "_site")
    write_files(site, {"plugins.py": slow, "site.toml": f'plugins = "plugins.py"\n{SETTINGS}'})
    command = start("-m", "generator", "build", cwd=site, stderr=subprocess.PIPE)
    wait_for(begun.exists)
    command.send_signal(signal.SIGINT)
    assert b"Aborted!" in command.stderr.read()
    assert command.wait(60) == 1
    assert daemon.wait(60) == 0
    assert contents(site / "_site") == before


def test_many_articles_are_left_to_the_command(site: Path) -> None:
    daemon = Daemon(request_of(site))
    write_files(site, {f"articles/{n}.md": ARTICLE.format(f"第{n}种茶") for n in range(9)})
    assert in_this_process(daemon, site) == DECLINED
    assert daemon.stays
    assert not (site / "_site/zh-hans/3").exists()


def test_another_program(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    daemon = Daemon(request_of(site))
    changed = "generator.daemon.process.program_fingerprint"
    monkeypatch.setattr(changed, lambda _: "another")
    assert in_this_process(daemon, site) == DECLINED
    assert not daemon.stays


def test_what_no_build_reports(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    daemon = Daemon(request_of(site))

    def fail(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("generator.daemon.process.build_in_terminal", fail)
    assert in_this_process(daemon, site) == DECLINED
    assert not daemon.stays
    assert "ZeroDivisionError" in capsys.readouterr().err


def in_this_process(daemon: Daemon, site: Path) -> int:
    """Let the daemon do a job here."""
    folder = Path.cwd()
    try:
        return daemon.do(job_here(request_of(site)), [os.dup(number) for number in range(3)])
    finally:
        os.chdir(folder)


def test_nobody_asks(site: Path, runtime: Path) -> None:
    place = daemon_place(site)
    assert place is not None
    place.parent.mkdir(mode=0o700)
    handler = signal.getsignal(signal.SIGINT)
    try:
        run_daemon(place, request_of(site), idle=0.01)
    finally:
        signal.signal(signal.SIGINT, handler)
    assert not place.exists()
    assert ask_daemon(place, request_of(site)) is None


class TestPlace:
    def test_one_for_each_site_and_each_locale(
        self, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        places = {daemon_place(site), daemon_place(site / "../site"), daemon_place(tmp_path)}
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        assert len(places | {daemon_place(site)}) == 3

    def test_a_folder_of_somebody_else(self, site: Path, runtime: Path) -> None:
        (runtime / "jiazhu").mkdir(mode=0o777)
        (runtime / "jiazhu").chmod(0o777)
        assert daemon_place(site) is None
        (runtime / "jiazhu").chmod(0o700)
        assert daemon_place(site) is not None
        (runtime / "jiazhu").rmdir()
        (runtime / "jiazhu").symlink_to(site)
        assert daemon_place(site) is None
        (runtime / "jiazhu").unlink()

    def test_a_path_that_no_socket_can_have(
        self, site: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (deep := runtime / ("x" * 90)).mkdir()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
        assert daemon_place(site) is None
        assert "No daemon is kept" in build(site, "--daemon").stderr
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
