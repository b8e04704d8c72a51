"""Several files are written, or none: whatever fails, and whenever the user stops it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.storage.transaction import Transaction

FILES = {"a.txt": "new", "b.txt": "new", "folder/deep/c.txt": "new"}
OLD = {"a.txt": "old", "other.txt": "mine"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    for name, text in OLD.items():
        (tmp_path / "site" / name).write_text(text)
    return tmp_path / "site"


def write(folder: Path, *names: str, then: Callable[[], object] = lambda: None) -> None:
    """Write files, and do something else before they are put in their places."""
    with Transaction() as transaction:
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
    assert content(folder) == OLD | FILES | {"folder": None, "folder/deep": None}
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
            assert content(folder) in (OLD, OLD | FILES | {"folder": None, "folder/deep": None})
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
    assert content(folder) == OLD | FILES | {"folder": None, "folder/deep": None}
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
