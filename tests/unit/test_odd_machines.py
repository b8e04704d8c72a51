"""Machines on which something is missing or closed that others have."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import build
from generator.building.options import Options
from generator.cli import main
from generator.commands.parameters import cache_folder
from generator.diagnostics import Report
from tests.files import write_files

pwd = pytest.importorskip("pwd", reason="users are found otherwise")

SITE = {
    "site.toml": 'title = { zh = "小站", en = "Small site" }\neditions = ["zh-Hans"]\n',
    "articles/a.md": "---\ntitle: 茶\n---\n银行行长喝茶。![茶](tea.png)\n",
    "articles/tea.png": "tea",
}
PUBLISHED = "_site/files/articles/tea.png"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path / "site", SITE)
    return tmp_path / "site"


def test_without_a_home_folder_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs as a user whom it does not know."""

    def unknown(_: int) -> None:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert cache_folder(None, no_cache=False) is None
    assert cache_folder(Path("here"), no_cache=False) == Path("here")


def test_a_cache_that_cannot_be_looked_at_is_done_without(site: Path) -> None:
    """As that of another user, whose home folder is closed; a name that is too long is too."""
    for _ in range(2):
        report = Report()
        build(site, site / "_site", report, Options(cache=site / ("x" * 300)))
        assert not report.failed, report.sorted()
    assert (site / PUBLISHED).read_text() == "tea"


def close(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Let a file be closed, also to root."""
    read, access = Path.read_bytes, os.access

    def refuse(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return read(self)

    patch.setattr(Path, "read_bytes", refuse)
    patch.setattr(os, "access", lambda place, mode: place != path and access(place, mode))


def test_a_file_that_pages_show_and_that_is_closed(
    site: Path, monkeypatch: pytest.MonkeyPatch, runner: CliRunner
) -> None:
    assert runner.invoke(main, ["build", str(site)]).exit_code == 0
    (site / "articles/tea.png").write_text("another tea")
    with monkeypatch.context() as patch:
        close(site / "articles/tea.png", patch)
        result = runner.invoke(main, ["build", str(site)])
        assert result.exit_code == 1
        assert "S001: Cannot read the file: permission denied" in result.stderr
        for command in (["check"], ["export", "epub"]):
            result = runner.invoke(main, [*command, str(site)])
            assert result.exit_code == 1
            assert "a.md:4:8: error S001: “tea.png” cannot be read" in result.stderr
    assert (site / PUBLISHED).read_text() == "tea"
    assert runner.invoke(main, ["build", str(site)]).exit_code == 0
    assert (site / PUBLISHED).read_text() == "another tea"


@pytest.mark.parametrize("key", ["cover", "audio"])
def test_what_the_front_matter_names_too(
    site: Path, monkeypatch: pytest.MonkeyPatch, runner: CliRunner, key: str
) -> None:
    (site / "articles/a.md").write_text(f"---\ntitle: 茶\n{key}: tea.png\n---\n茶。\n", "utf-8")
    close(site / "articles/tea.png", monkeypatch)
    result = runner.invoke(main, ["check", str(site)])
    assert result.exit_code == 1
    assert "tea.png:1:1: error S001: The file cannot be read" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8")
def test_the_path_of_a_site_may_be_any(site: Path, tmp_path: Path, runner: CliRunner) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/{x} %s\n[a]\xff"))
    site.rename(place)
    for text in ("银行行长喝茶。", "银行行长喝水。"):
        (place / "articles/a.md").write_text(f"---\ntitle: 茶\n---\n{text}\n", "utf-8")
        for command in (["check"], ["build"], ["export", "json"]):
            result = runner.invoke(main, [*command, str(place)])
            assert result.exit_code == 0, result.stderr
    assert "水" in (place / "_site/zh-hans/a/index.html").read_text("utf-8")
