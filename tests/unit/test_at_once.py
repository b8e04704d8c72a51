"""Commands that work on a site at the same time: each finds all that another wrote, or nothing."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import build
from generator.building.options import Options
from generator.cli import main
from generator.diagnostics import Report
from generator.importing.document import CannotImportError
from generator.importing.importer import Options as ImportOptions
from generator.importing.importer import import_file
from generator.storage.transaction import Transaction, reading
from tests.files import write_files
from tests.unit.test_full_disk import COMMANDS, SETTINGS, TEXT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    article = f"---\ntitle: 茶\n---\n\n{TEXT}\n"
    write_files(tmp_path / "site", {"site.toml": SETTINGS, "articles/tea.md": article})
    (tmp_path / "empty").mkdir()
    return tmp_path / "site"


@pytest.mark.parametrize("name", COMMANDS)
def test_nobody_reads_while_files_are_put_in_their_places(
    name: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = COMMANDS[name](site.parent)
    folder = {
        "new": site.parent / "other",
        "new in a folder": site.parent / "empty",
        "export": site / "_exports/json",
    }.get(name, site)
    sync, refused = os.fsync, 0

    def try_to_read(file: int) -> None:
        nonlocal refused
        if os.fstat(file).st_ino in {path.stat().st_ino for path in folder.rglob("*")}:
            with pytest.raises(BlockingIOError), reading(folder, wait=0):
                pass
            refused += 1
        sync(file)

    monkeypatch.setattr(os, "fsync", try_to_read)
    assert CliRunner().invoke(main, command).exit_code == 0
    assert refused > 2


def test_nobody_writes_while_a_build_reads(site: Path) -> None:
    refused = 0

    def try_to_write(*_: object) -> None:
        nonlocal refused
        with pytest.raises(BlockingIOError), Transaction(site, wait=0):
            pass
        refused += 1

    report = Report()
    build(site, site / "_site", report, Options(progress=try_to_write))
    assert not report.failed
    assert refused > 1


def test_of_two_imports_of_one_name_the_second_is_refused(site: Path) -> None:
    results: list[str] = []

    def work(folder: str) -> None:
        path = site.parent / folder / "spring.txt"
        write_files(path.parent, {path.name: f"春天\n\n{folder}：{TEXT}"})
        try:
            import_file(path, site, ImportOptions())
        except (CannotImportError, FileExistsError):
            results.append("refused")
        else:
            results.append(folder)

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = (each for each in results if each != "refused")
    assert results.count("refused") == 3
    assert f"{winner}：" in (site / "articles/spring.md").read_text("utf-8")
    assert len(list((site / "articles").iterdir())) == 2
