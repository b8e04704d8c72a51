"""Derived tables record their inputs, so that stale ones are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools.language import __main__ as command
from tools.language import heads, recipes
from tools.language.inputs import Inputs, MissingInputError
from tools.language.recipes import RECIPES, Finding, Recipe, find_stale

NOWHERE = Inputs(Path("none"), Path("none"))


def test_no_table_is_stale() -> None:
    assert [str(finding) for finding in find_stale() if finding.stale] == []


def test_every_table_is_made_after_its_inputs() -> None:
    made: list[str] = []
    paths = {recipe.path for recipe in RECIPES}
    for recipe in RECIPES:
        wanted = [table for table in (*recipe.tables, *recipe.context) if table in paths]
        assert set(wanted) <= set(made), recipe.path
        made.append(recipe.path)


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """A table of capitalised words, made from a table of words."""
    tmp_path.joinpath("words.tsv").write_text("# Words.\n# Unit: none\nb\na\n", "utf-8")
    tmp_path.joinpath("read.tsv").write_text("# Read.\nx\n", "utf-8")
    tmp_path.joinpath("large.tsv").write_text("# Capitals.\n# Unit: none\n", "utf-8")
    monkeypatch.setattr(heads, "DATA", tmp_path)

    def make(inputs: Inputs) -> Iterator[tuple[str]]:
        del inputs
        lines = tmp_path.joinpath("words.tsv").read_text("utf-8").split("\n")
        yield from ((line.upper(),) for line in lines if line and line[0] != "#")

    tool = SimpleNamespace(__name__="tools.compile_large", VERSION=1)
    made = Recipe("large.tsv", make, tool, tables=["words.tsv"])
    monkeypatch.setattr(recipes, "RECIPES", [made])
    monkeypatch.setattr(command, "RECIPES", [made])
    return made


def found() -> Sequence[tuple[bool, Sequence[str]]]:
    return [(finding.stale, finding.causes) for finding in find_stale()]


def test_a_table_is_written_sorted_under_its_head(recipe: Recipe, tmp_path: Path) -> None:
    assert recipe.write(NOWHERE) is True
    text = tmp_path.joinpath("large.tsv").read_text("utf-8")
    assert text.startswith("# Capitals.\n# Unit: none\n# Inputs: compile_large=1 words.tsv=")
    assert text.endswith("\nA\nB\n")
    assert recipe.write(NOWHERE) is False
    assert tmp_path.joinpath("large.tsv").read_text("utf-8") == text
    assert found() == []


def test_a_table_without_recorded_inputs_is_stale(recipe: Recipe) -> None:
    (finding,) = find_stale()
    assert finding.stale
    assert finding.causes == ["it does not record compile_large, words.tsv"]
    assert str(finding).endswith("Run `python -m tools.language large`.")
    assert finding == Finding(recipe, finding.causes, stale=True)


def test_a_changed_row_of_an_input_makes_a_table_stale(recipe: Recipe, tmp_path: Path) -> None:
    recipe.write(NOWHERE)
    words = tmp_path / "words.tsv"
    words.write_text("# Words, explained.\n\n# Unit: none\nb\na\n", "utf-8")
    assert found() == []
    words.write_text("# Words.\nb\na\nc\n", "utf-8")
    assert found() == [(True, ["words.tsv has changed"])]


def test_another_version_of_the_tool_makes_a_table_stale(recipe: Recipe) -> None:
    recipe.write(NOWHERE)
    vars(recipe.tool)["VERSION"] = 2
    assert found() == [(True, ["compile_large has changed"])]


def test_rows_that_were_edited_are_found(recipe: Recipe, tmp_path: Path) -> None:
    recipe.write(NOWHERE)
    path = tmp_path / "large.tsv"
    path.write_text(path.read_text("utf-8").replace("\nA\n", "\nÄ\n"), "utf-8")
    assert found() == [(True, ["its rows were edited"])]


def test_another_context_does_not_make_a_trained_table_stale(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained = replace(recipe, context=["read.tsv"])
    monkeypatch.setattr(recipes, "RECIPES", [trained])
    trained.write(NOWHERE)
    assert found() == []
    tmp_path.joinpath("read.tsv").write_text("# Read.\ny\n", "utf-8")
    vars(recipe.tool)["VERSION"] = 2
    assert found() == [(False, ["compile_large has changed", "read.tsv has changed"])]
    tmp_path.joinpath("words.tsv").write_text("# Words.\nc\n", "utf-8")
    assert found() == [(True, ["words.tsv has changed"])]


def test_the_command_checks_and_regenerates(
    recipe: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--check"]) == 1
    assert "large.tsv is stale" in capsys.readouterr().out
    assert command.main(["large"]) == 0
    assert capsys.readouterr().out == "large.tsv\n  rows changed\n"
    assert command.main(["--check"]) == command.main(["--stale"]) == 0
    assert "0 of 1 derived tables are stale" in capsys.readouterr().out
    assert command.main(["--list"]) == 0
    assert capsys.readouterr().out.startswith("large: large.tsv\n  from compile_large words.tsv")


def test_an_unknown_table_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["nothing"])
    assert "no such table: nothing; the tables are cedict, names, words" in capsys.readouterr().err


def test_a_table_is_unchanged_if_an_input_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def make(inputs: Inputs) -> Iterator[tuple[str]]:
        yield (inputs.set("cpp-dev.sent").name,)

    tmp_path.joinpath("large.tsv").write_text("# Capitals.\nA\n", "utf-8")
    monkeypatch.setattr(heads, "DATA", tmp_path)
    tool = SimpleNamespace(__name__="tools.compile_large", VERSION=1)
    monkeypatch.setattr(command, "RECIPES", [Recipe("large.tsv", make, tool)])
    assert command.main(["large", "--bench", str(tmp_path)]) == 1
    assert "  unchanged, an input is missing: " in capsys.readouterr().out
    assert tmp_path.joinpath("large.tsv").read_text("utf-8") == "# Capitals.\nA\n"
    with pytest.raises(MissingInputError, match="--bench"):
        NOWHERE.set("cpp-dev.sent")
