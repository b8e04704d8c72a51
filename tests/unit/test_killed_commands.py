"""Commands that are killed: who reads the folder next finds what was there, or all that is new."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import Report
from generator.model import Edition
from generator.prepare import prepare
from generator.speaking.speak import speak
from generator.speaking.voices import Sound
from generator.storage.atomic import ASIDE_SUFFIX
from generator.storage.transaction import reading
from tests.files import write_files
from tests.unit.storage.watching import snapshots
from tests.unit.test_full_disk import COMMANDS, SETTINGS, TEXT


class Beep:
    """A voice."""

    name, rate = "Beep", 8000

    def speak(self, text: str) -> Sound:
        return np.zeros(10 * len(text), np.int16)


def run(command: list[str]) -> None:
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output


def record(site: Path) -> None:
    (article,) = prepare(site, Report()).articles
    assert speak(site, article, Edition.HANS, Beep(), None)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder; what a provider has answered is kept for the next run."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "memory.jsonl"
    }


@pytest.mark.parametrize("name", [*COMMANDS, "speak"])
def test_a_killed_command(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    article = f"---\ntitle: 茶\n---\n\n{TEXT}\n"
    write_files(folder / "site", {"site.toml": SETTINGS, "articles/tea.md": article})
    (folder / "empty").mkdir()
    act = partial(record, folder / "site")
    if name != "speak":
        act = partial(run, COMMANDS[name](folder))
    before = contents(folder)
    with snapshots(folder, tmp_path) as copies:
        act()
    after = contents(folder)
    found = []
    for copy in copies:
        for place in ("site", "site/_exports/json", "other", "empty"):
            with reading(copy / place):
                pass
        found.append(contents(copy))
        assert found[-1] in (before, after), copy.name
        assert not [path for path in copy.rglob("*") if path.name.endswith(ASIDE_SUFFIX)]
    assert found.count(before) > 3
    assert found.count(after) > 0
