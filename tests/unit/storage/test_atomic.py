"""At any moment a file is either the old one or the new one, even if writing fails half-way."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.storage.atomic import staged, sync_files, write_atomically


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.txt"


def test_text_is_written_as_utf_8_and_bytes_as_they_are(path: Path) -> None:
    write_atomically(path, "夹注\r\n")
    assert path.read_bytes() == "夹注\r\n".encode()
    write_atomically(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_has_the_default_mode(path: Path) -> None:
    other = path.with_name("b.txt")
    other.write_text("")
    write_atomically(path, "new")
    assert path.stat().st_mode == other.stat().st_mode


def test_the_mode_of_the_old_file_stays(path: Path) -> None:
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o640)


def test_a_link_is_replaced_and_not_followed(path: Path) -> None:
    precious = path.with_name("precious")
    precious.write_text("precious")
    path.symlink_to(precious)
    write_atomically(path, "new")
    assert (path.is_symlink(), path.read_text(), precious.read_text()) == (False, "new", "precious")


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("old", ["old", None])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, old: str | None
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if old is not None:
        path.write_text(old)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space") as caught:
        write_atomically(path, "new")
    if call == "fsync":  # which does not know what is written
        assert caught.value.filename == str(path)
    assert (path.read_text() if path.exists() else None) == old
    assert list(path.parent.iterdir()) == [path] * (old is not None)


def test_the_data_is_synced_before_the_file_is_moved_and_the_folder_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def spy_sync(file: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def spy_move(new: Path, old: Path) -> None:
        assert new.read_text() == "new"
        done.append("move")
        replace(new, old)

    monkeypatch.setattr(os, "fsync", spy_sync)
    monkeypatch.setattr(os, "replace", spy_move)
    write_atomically(path, "new")
    assert done == ["file", "move", "folder"]


def test_a_staged_file_that_is_not_moved_is_removed(path: Path) -> None:
    path.write_text("old")
    temporary = path.with_name("new")
    temporary.write_text("left by a process that was killed")
    with staged(path, "new", temporary=temporary) as new:
        assert (new, new.read_text()) == (temporary, "new")
    assert (path.read_text(), list(path.parent.iterdir())) == ("old", [path])


def test_many_files_are_synced_and_a_failure_is_raised(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(40)]
    for path in paths:
        path.write_text("x")
    sync_files(paths)
    with pytest.raises(FileNotFoundError):
        sync_files([*paths, tmp_path / "none"])


def test_files_are_synced_where_no_more_threads_may_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    synced: list[int] = []
    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(os, "fsync", synced.append)
    for number in range(3):
        (tmp_path / str(number)).write_text("x")
    sync_files(tmp_path.iterdir())
    assert len(synced) == 3


KILLED = """
import os, signal, sys
from pathlib import Path
from generator.storage.atomic import write_atomically

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, sys.argv[2], die)
write_atomically(Path(sys.argv[1]), "new" * 100_000)
"""


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_process_that_is_killed_leaves_the_old_file(path: Path, call: str) -> None:
    path.write_text("old")
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), call], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
