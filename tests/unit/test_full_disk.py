"""Commands that write into the folders of an author write all or nothing, and say what failed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.files import write_files
from tests.unit.importing.builders import write_epub

TEXT = "图书馆在河边，每天都有很多人来看书。"
SETTINGS = """
title = { zh = "读", en = "Read" }
[translate]
provider = "command"
command = ["python3", "-c", '''
import json, sys
for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "text": "A library."}), flush=True)
''']
"""


def refuse_from(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full when so many files have been synced."""
    sync, left = os.fsync, number

    def refuse(file: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(file)

    monkeypatch.setattr(os, "fsync", refuse)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def book(folder: Path) -> list[str]:
    write_epub(folder / "b.epub", [f"<p>{TEXT}</p>", f"<p>{TEXT}</p>"])
    return ["import", str(folder / "b.epub"), "--site", str(folder / "site")]


def blog(folder: Path) -> list[str]:
    write_files(folder / "blog", {f"content/posts/{name}.md": TEXT for name in ("a", "b")})
    return ["import", str(folder / "blog"), "--site", str(folder / "site")]


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "new": lambda folder: ["new", str(folder / "other")],
    "new in a folder": lambda folder: ["new", str(folder / "empty"), "--github"],
    "new workflow": lambda folder: ["new", str(folder / "site"), "--netlify"],
    "import": book,
    "import a site": blog,
    "export": lambda folder: ["export", "json", str(folder / "site")],
    "translate": lambda folder: ["translate", str(folder / "site/articles/tea.md")],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = f"---\ntitle: 茶\n---\n\n{TEXT}\n"
    write_files(tmp_path / "site", {"site.toml": SETTINGS, "articles/tea.md": article})
    (tmp_path / "empty").mkdir()
    command = COMMANDS[name](tmp_path)
    before, folders = contents(tmp_path), set(tmp_path.rglob("*/"))
    for synced in (0, 1):
        with monkeypatch.context() as full:
            refuse_from(synced, full)
            result = CliRunner().invoke(main, command)
        assert result.exit_code == 1, result.output
        assert "No space left on device" in result.output
        assert str(tmp_path) in result.output.partition("No space left")[0]
        # What a provider has answered is kept for the next run.
        now = {path: data for path, data in contents(tmp_path).items() if "memory" not in path}
        assert now == before
        left = {each for each in set(tmp_path.rglob("*/")) - folders if ".jiazhu" not in each.parts}
        assert not left
    assert CliRunner().invoke(main, command).exit_code == 0
    assert contents(tmp_path).keys() > before.keys()
