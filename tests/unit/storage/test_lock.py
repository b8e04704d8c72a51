from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.storage.folder_lock import BusyError
from generator.storage.lock import ProcessLock

HOLDER = """
import sys
from pathlib import Path
from generator.storage.lock import ProcessLock

lock = ProcessLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A process that holds the lock until it is told to release it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_lock_is_held_once_and_leaves_no_file(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "lock")
    with pytest.raises(BusyError):
        ProcessLock(tmp_path / "lock")
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_another_process_holds_the_lock(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    with pytest.raises(BusyError):
        ProcessLock(tmp_path / "lock", timeout=0.05)
    holder.communicate(b"go\n")
    ProcessLock(tmp_path / "lock").release()
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_holds_no_lock(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.communicate()
    assert (tmp_path / "lock").exists()
    ProcessLock(tmp_path / "lock").release()
    assert list(tmp_path.iterdir()) == []


def test_threads_hold_it_one_after_another(tmp_path: Path) -> None:
    """Each holder removes the file that the others wait for."""
    path = tmp_path / "lock"
    held: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        for _ in range(25):
            lock = ProcessLock(path, timeout=30)
            held.append(number)
            most.append(len(held))
            held.remove(number)
            lock.release()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 100
    assert list(tmp_path.iterdir()) == []
