"""Several files are written, or none: whatever fails, and whenever the user stops it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.storage.changes import JOURNAL
from generator.storage.transaction import Transaction, reading
from tests.unit.storage.watching import snapshots

FILES = {"a.txt": "new", "b.txt": "new", "folder/deep/c.txt": "new"}
OLD = {"a.txt": "old", "other.txt": "mine"}
NEW = OLD | FILES | {"folder": None, "folder/deep": None}


@pytest.fixture
def folder(quick_path: Path) -> Path:
    (quick_path / "site").mkdir()
    for name, text in OLD.items():
        (quick_path / "site" / name).write_text(text)
    return quick_path / "site"


def write(folder: Path, *names: str, then: Callable[[], object] = lambda: None) -> None:
    """Write files, and do something else before they are put in their places."""
    with Transaction(folder) as transaction:
        for name in names or FILES:
            transaction.write(folder / name, "new")
        then()


def fail() -> None:
    raise ZeroDivisionError


def content(folder: Path) -> dict[str, str | None]:
    """Return all that is in a folder; None for a folder in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_all_files_are_written_with_their_folders_and_modes(folder: Path) -> None:
    (folder / "a.txt").chmod(0o640)
    write(folder)
    assert content(folder) == NEW
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640


def test_a_block_that_raises_writes_nothing(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write(folder, "a.txt", "new/a.txt", then=fail)
    assert content(folder) == OLD


class Steps:
    """Raises at one of the times at which the disk is changed."""

    def __init__(self, patch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
        self.left = -1
        self._error = error
        for name in ("link", "replace", "fsync", "mkdir", "chmod"):
            patch.setattr(os, name, self._counted(getattr(os, name), before=True))
            # Afterwards too, as a signal may come then.
            patch.setattr(os, name, self._counted(getattr(os, name), before=False))

    def _counted(self, call: Callable[..., object], *, before: bool) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            if before:
                self._step()
            done = call(*arguments, **options)
            if not before and self._error is KeyboardInterrupt:
                self._step()
            return done

        return counted

    def _step(self) -> None:
        self.left -= 1
        if self.left == -1:
            raise self._error(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failure_at_any_step_puts_all_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    steps = Steps(monkeypatch, error)
    for step in range(100):
        steps.left = step
        try:
            write(folder)
        except error:
            assert content(folder) in (OLD, NEW)
            if error is OSError:
                assert content(folder) == OLD, step
        if steps.left >= 0:
            break
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        for name in ("folder/deep", "folder"):
            if (folder / name).exists():
                (folder / name).rmdir()
        (folder / "a.txt").write_text("old")
    assert step > 10


def test_without_hard_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write(folder)
    assert content(folder) == NEW
    (folder / "a.txt").write_text("old")
    with pytest.raises(IsADirectoryError):
        write(folder, "a.txt", "folder")
    assert content(folder) == FILES | OLD | {"folder": None, "folder/deep": None}


def test_what_another_program_writes_meanwhile_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(FileExistsError) as caught:
        write(folder, then=lambda: (folder / "b.txt").write_text("of another"))
    assert caught.value.filename == str(folder / "b.txt")
    assert content(folder) == OLD | {"b.txt": "of another"}


def test_a_link_is_replaced_and_a_folder_refused(folder: Path) -> None:
    precious = folder.with_name("precious")
    precious.write_text("precious")
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(precious)
    (folder / "b.txt").mkdir()
    with pytest.raises(IsADirectoryError):
        write(folder)
    assert (folder / "a.txt").is_symlink()
    (folder / "b.txt").rmdir()
    write(folder)
    assert precious.read_text() == "precious"
    assert content(folder)["a.txt"] == "new"


def test_a_path_is_written_once(folder: Path) -> None:
    with pytest.raises(ValueError, match="twice"):
        write(folder, "a.txt", "a.txt")
    assert content(folder) == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="names are limited otherwise")
def test_a_name_may_be_as_long_as_the_system_allows(folder: Path) -> None:
    name = "字" * 85
    for _ in range(2):  # the second keeps what the first wrote, until it is done
        write(folder, name)
    assert content(folder) == OLD | {name: "new"}


# --- Killed ---

KILLED = """
import os, signal, sys
from pathlib import Path
from generator.storage.transaction import Transaction

link, left = os.link, 2

def die(*arguments, **options):
    global left
    link(*arguments, **options)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

os.link = die
with Transaction(Path(sys.argv[1])) as transaction:
    for name in ("a.txt", "b.txt", "folder/deep/c.txt"):
        transaction.write(Path(sys.argv[1], name), "new")
"""


def read(folder: Path) -> dict[str, str | None]:
    """Return all that is in a folder for those who read it."""
    with reading(folder):
        return content(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise")
def test_a_killed_process_holds_no_lock_and_is_taken_back(folder: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == -signal.SIGKILL
    assert content(folder).items() >= {"a.txt": "new", "b.txt": "new"}.items()
    assert read(folder) == OLD


class TestKilledAtEachStep:
    def test_whoever_reads_the_folder_next_finds_the_old_or_the_new_files(
        self, folder: Path
    ) -> None:
        with snapshots(folder, folder.parent) as copies:
            write(folder)
        found = [read(copy) for copy in copies]
        assert all(each in (OLD, NEW) for each in found)
        assert found.count(OLD) > 15
        assert found.count(NEW) > 5

    def test_whoever_writes_to_it_next_too(self, folder: Path) -> None:
        with snapshots(folder, folder.parent) as copies:
            write(folder)
        for copy in copies:
            write(copy, "b.txt")
            assert content(copy) in (OLD | {"b.txt": "new"}, NEW), copy.name

    def test_what_takes_it_back_may_be_killed_too(self, folder: Path) -> None:
        with snapshots(folder, folder.parent) as copies:
            write(folder)
        steps = 0
        for copy in copies:
            (folder.parent / "again" / copy.name).mkdir(parents=True)
            with snapshots(copy, folder.parent / "again" / copy.name) as again:
                read(copy)
            assert all(read(each) in (OLD, NEW) for each in again), copy.name
            steps += len(again)
        assert steps > 100

    def test_what_was_changed_since_is_left(self, folder: Path) -> None:
        """As an author does who finds half of his files after a power failure."""
        with snapshots(folder, folder.parent) as copies:
            write(folder)
        for copy in copies:
            for name in FILES:
                if (copy / name).exists():
                    (copy / name).write_text("of the author")
            found = read(copy)
            assert "new" not in found.values(), copy.name
            assert found["a.txt"] == "of the author", copy.name


def test_what_cannot_be_taken_back_is_an_error_and_not_forgotten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(folder / "a.txt"))

    def fail_to_sync(_: object) -> None:
        monkeypatch.setattr(os, "unlink", refuse)
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail_to_sync)
        with pytest.raises(OSError, match="Input/output error"):
            write(folder)
    with pytest.raises(OSError, match="Read-only file system"):
        read(folder)
    monkeypatch.undo()
    assert read(folder) == OLD


PRECIOUS = "precious"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["", "{", "[]", "1", "null", '"folder"', '{"a": 1}', "[" * 100_000],
        [{"folder": "../outside"}],
        [{"file": "../outside/precious", "token": "00000000", "is_new": True}],
        [{"file": "link/precious", "token": "00000000", "is_new": True}],
        [{"file": "{outside}/precious", "token": "00000000", "is_new": True}],
        [{"file": "a.txt", "token": "/../../..", "is_new": False}],
        [{"file": ".", "token": "00000000", "is_new": False}],
        [{"file": "a\0b", "token": "00000000", "is_new": False}],
        [{"file": "a.txt", "token": "00000000", "is_new": True}, {"stamps": [[1, 2], [3, 4]]}],
    ],
)
def test_what_no_transaction_wrote_harms_nothing(folder: Path, lines: list[object]) -> None:
    outside = folder.with_name("outside")
    outside.mkdir()
    (outside / "precious").write_text(PRECIOUS)
    (folder / "link").symlink_to(outside)
    stamp = (outside / "precious").stat()
    done = [*lines, {"stamps": [(stamp.st_size, stamp.st_mtime_ns)]}]
    text = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in done)
    (folder / JOURNAL).write_text(text.replace("{outside}", str(outside)) + "\n")
    assert read(folder).items() >= OLD.items()
    assert not (folder / JOURNAL).exists()
    assert (outside / "precious").read_text() == PRECIOUS


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_is_not_opened(folder: Path, kind: str) -> None:
    precious = folder.with_name("precious")
    precious.write_text(PRECIOUS)
    place = folder / JOURNAL
    if kind == "link":
        place.symlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    for use in (read, write):
        with pytest.raises(FileExistsError, match="move it away"):
            use(folder)
    assert precious.read_text() == PRECIOUS
    assert (folder / "a.txt").read_text() == "old"


# --- Others at the same time ---

can_lock = pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked")


@can_lock
def test_one_writes_at_a_time(folder: Path) -> None:
    def write_again() -> None:
        with pytest.raises(BlockingIOError, match="Another command"), Transaction(folder, wait=0):
            pass
        with pytest.raises(BlockingIOError, match="Another command"), reading(folder, wait=0):
            pass

    write(folder, then=write_again)
    one, refused = reading(folder), pytest.raises(BlockingIOError)
    with one, reading(folder), refused as caught, Transaction(folder, wait=0):
        pass
    assert caught.value.filename == str(folder)
    assert content(folder) == NEW


@can_lock
def test_another_one_is_waited_for(folder: Path) -> None:
    """The second is let in when the first has done all."""
    found: list[dict[str, str | None]] = []
    readers = [threading.Thread(target=lambda: found.append(read(folder))) for _ in range(4)]

    def start() -> None:
        for reader in readers:
            reader.start()

    write(folder, then=start)
    for reader in readers:
        reader.join()
    assert found == [NEW] * 4


@can_lock
def test_many_at_once_leave_what_one_of_them_wrote(folder: Path) -> None:
    def work(text: str) -> None:
        with Transaction(folder) as transaction:
            for name in FILES:
                transaction.write(folder / name, text)

    writers = [threading.Thread(target=work, args=(str(number),)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len({content(folder)[name] for name in FILES}) == 1
    assert content(folder).keys() == NEW.keys()


def test_a_folder_is_made_and_not_left_empty(tmp_path: Path) -> None:
    place = tmp_path / "a/b"
    with pytest.raises(ZeroDivisionError):
        write(place, "c/d.txt", then=fail)
    assert not (tmp_path / "a").exists()
    write(place, "c/d.txt")
    assert (place / "c/d.txt").read_text() == "new"
