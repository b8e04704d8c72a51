from __future__ import annotations

import os
from pathlib import Path
from time import time_ns

import pytest

from generator.building.inputs import (
    FILES,
    GRANULARITY_NS,
    FileState,
    current_states,
    same_content,
    site_files,
)


def old_file(path: Path, text: str) -> None:
    """Write a file as if it had been written an hour ago."""
    path.write_text(text)
    hour_ago = path.stat().st_mtime - 3600
    os.utime(path, (hour_ago, hour_ago))


def sure(state: FileState | None) -> FileState:
    """The same state, read long enough after the last change."""
    assert state is not None
    _, modified, changed = state.signature
    later = max(modified, changed) + GRANULARITY_NS + 1
    return FileState(state.signature, state.digest, later)


def test_a_file_is_read_again_only_if_it_may_have_changed(tmp_path: Path) -> None:
    old_file(tmp_path / "a", "1")
    first = sure(current_states(tmp_path, ["a"], {})["a"])
    now = first.read_ns
    assert current_states(tmp_path, ["a"], {"a": first}, now=now)["a"] is first
    (tmp_path / "a").write_text("2")
    changed = current_states(tmp_path, ["a"], {"a": first}, now=now)
    assert not same_content({"a": first}, changed)


def test_a_file_is_read_again_if_the_clock_was_turned_back(tmp_path: Path) -> None:
    """A change may then have the times of the last one, where these are coarse."""
    old_file(tmp_path / "a", "1")
    first = sure(current_states(tmp_path, ["a"], {})["a"])
    (tmp_path / "a").write_text("2")
    now = current_states(tmp_path, ["a"], {})["a"]
    assert now is not None
    same_times = {"a": FileState(now.signature, first.digest, first.read_ns + 3600 * 10**9)}
    assert not same_content(same_times, current_states(tmp_path, ["a"], same_times))


def test_files_from_the_future_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1")
    tomorrow = (time_ns() + 86_400 * 10**9,) * 2
    os.utime(path, ns=tomorrow)
    first = current_states(tmp_path, ["a"], {})
    path.write_text("2")
    os.utime(path, ns=tomorrow)
    again = current_states(tmp_path, ["a"], first, now=tomorrow[0])
    assert not same_content(first, again)


def test_a_change_that_leaves_the_times_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1")
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    first = current_states(tmp_path, ["a"], {})
    state = first["a"]
    assert state is not None
    assert not state.is_sure(time_ns())  # it has just been written
    path.write_text("2")
    os.utime(path, ns=times)
    assert not same_content(first, current_states(tmp_path, ["a"], first))


def test_other_times_with_the_same_content_are_no_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = current_states(tmp_path, ["a"], {})
    os.utime(tmp_path / "a", (1, 1))
    again = current_states(tmp_path, ["a"], first)
    assert again != first
    assert same_content(first, again)


def test_a_missing_file_is_a_state_too(tmp_path: Path) -> None:
    first = current_states(tmp_path, ["a"], {})
    assert first == {"a": None}
    (tmp_path / "a").write_text("")
    assert not same_content(first, current_states(tmp_path, ["a"], first))


def test_files_of_the_site_are_found_through_links_once(tmp_path: Path) -> None:
    (tmp_path / "articles/deep").mkdir(parents=True)
    (tmp_path / "articles/deep/a.md").write_text("")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.md").write_text("")
    (tmp_path / "articles/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "articles/deep/up").symlink_to(tmp_path / "articles")
    found = list(site_files(tmp_path))
    assert len(found) == len(set(found))
    assert {"site.toml", "articles/deep/a.md", "articles/linked/b.md"} <= set(found)


@pytest.mark.parametrize("linked", ["templates", "templates/deep", "static/deep", "articles"])
def test_links_out_of_the_site_are_not_walked(tmp_path: Path, linked: str) -> None:
    """They might lead to all files of the machine."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("")
    (site / linked).parent.mkdir(parents=True)
    (site / linked).symlink_to(outside)
    assert list(site_files(site)) == [*FILES, linked]


def test_a_state_is_sure_after_the_granularity_of_times() -> None:
    now = time_ns()
    assert not FileState((1, now, now), b"", now).is_sure(now)
    before = now - GRANULARITY_NS - 1
    assert FileState((1, before, before), b"", now).is_sure(now)
    assert not FileState((1, before, before), b"", now).is_sure(now - 1)
