from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from generator.building.record import BuildRecord, save_record
from generator.storage.cache import Cache

KEY, OTHER = "ab" + "0" * 30, "cd" + "1" * 30


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".blocks"]


def test_an_entry_is_found_by_its_kind_and_key(tmp_path: Path) -> None:
    Cache(tmp_path).put("article", KEY, "银行".encode())
    cache = Cache(tmp_path)
    assert cache.get("article", KEY) == "银行".encode()
    assert cache.get("article", OTHER) is None
    assert cache.get("output", KEY) is None


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"\0" * 200])
def test_a_damaged_entry_is_removed_and_counts_as_missing(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("article", KEY, b"content")
    (place,) = entries(tmp_path)
    place.write_bytes(damage)
    assert cache.get("article", KEY) is None
    assert not entries(tmp_path)
    cache.put("article", KEY, b"content")
    assert cache.get("article", KEY) == b"content"


def test_a_damaged_entry_that_cannot_be_removed_counts_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache of another user, or on a medium that is only read."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    cache = Cache(tmp_path)
    cache.put("article", KEY, b"content")
    (place,) = entries(tmp_path)
    place.write_bytes(b"damaged")
    for name in ("unlink", "replace"):
        monkeypatch.setattr(os, name, refuse)
    assert cache.get("article", KEY) is None
    cache.put("article", KEY, b"content")
    save_record(tmp_path / "record", BuildRecord("", drafts=False))
    assert place.read_bytes() == b"damaged"


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for at in range(40):
        cache.put("article", KEY, b"some content that is stored")
        (place,) = entries(tmp_path)
        data = bytearray(place.read_bytes())
        if at >= len(data):
            return
        data[at] ^= 1
        place.write_bytes(data)
        assert cache.get("article", KEY) in (None, b"some content that is stored")


def test_the_folder_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    cache = Cache(folder)
    cache.put("article", KEY, b"1")
    for path in entries(folder):
        path.unlink()
    assert cache.get("article", KEY) is None
    cache.put("article", KEY, b"2")
    assert cache.get("article", KEY) == b"2"


def test_the_entries_used_longest_ago_are_removed_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=4000)
    for number in range(8):
        cache.put("output", f"{number:032x}", os.urandom(900))
        (place,) = tmp_path.rglob(f"{number:030x}")
        os.utime(place, (number, number))
    assert cache.get("output", f"{0:032x}") is not None  # a use makes it the youngest
    cache.prune()
    kept = {number for number in range(8) if cache.get("output", f"{number:032x}")}
    assert kept == {0, 6, 7}
    assert sum(path.stat().st_size for path in entries(tmp_path)) <= 4000


def test_what_other_processes_write_counts(tmp_path: Path) -> None:
    main, workers = Cache(tmp_path, limit=40_000), [Cache(tmp_path) for _ in range(3)]
    main.prune()
    for number in range(30):
        workers[number % 3].put("article", f"{number:032x}", os.urandom(4000))
    main.prune()
    assert 0 < sum(path.stat().st_size for path in entries(tmp_path)) <= 40_000


def test_nothing_is_counted_while_the_cache_is_small(tmp_path: Path) -> None:
    for number in range(3):
        cache = Cache(tmp_path)
        cache.put("output", f"{number:032x}", b"x")
        cache.prune()
    assert len(entries(tmp_path)) == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    cache = Cache(tmp_path / "cache")
    cache.put("article", KEY, b"1")
    assert cache.get("article", KEY) is None
    tmp_path.chmod(stat.S_IRWXU)


def test_a_file_in_the_place_of_the_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    cache = Cache(tmp_path / "cache")
    cache.put("article", KEY, b"1")
    cache.prune()
    assert cache.get("article", KEY) is None
