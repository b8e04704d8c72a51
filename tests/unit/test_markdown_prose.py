from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.language.pinyin.styles import Spelling
from generator.markdown_prose import markdown_pinyin
from tests.fixture_file import Case, read_cases
from tests.shown import plain_engines


@pytest.mark.parametrize("case", read_cases("markdown_prose.txt"), ids=str)
def test_the_prose_is_transcribed(case: Case) -> None:
    lines = markdown_pinyin(case.input, Path("a.md"), plain_engines(), Spelling())
    assert "\n".join(lines) == case.expected


@pytest.mark.parametrize(("name", "shown"), [("a.md", "Shū\n"), ("a.txt", "# Shū\n")])
def test_only_markdown_files_are_markdown(tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / name).write_text("# 书\n", "utf-8")
    command = ["annotate", "--format", "pinyin", str(tmp_path / name)]
    assert CliRunner().invoke(main, command).output == shown
