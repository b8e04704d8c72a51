from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Report
from generator.new import FolderNotEmptyError, new_site

FILES = [
    ".gitignore",
    "about.md",
    "articles/hello.en.md",
    "articles/hello.md",
    "articles/hello.notes.toml",
    "glossary.toml",
    "lexicon.toml",
    "site.toml",
]


def test_writes_the_starter_site(tmp_path: Path) -> None:
    written = new_site(tmp_path / "a/site")
    assert [path.relative_to(tmp_path / "a/site").as_posix() for path in written] == FILES
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize("git", [False, True])
def test_accepts_an_empty_folder(tmp_path: Path, git: bool) -> None:
    if git:
        (tmp_path / ".git").mkdir()
    assert len(new_site(tmp_path)) == len(FILES)


def test_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text("mine")
    with pytest.raises(FolderNotEmptyError):
        new_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["site.toml"]
    assert (tmp_path / "site.toml").read_text() == "mine"


def test_the_starter_site_has_no_errors_and_no_doubts(tmp_path: Path) -> None:
    new_site(tmp_path)
    report = Report()
    check(tmp_path, report)
    assert report.diagnostics == []
