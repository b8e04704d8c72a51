"""How tables are read, and that each of them explains itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.language.tables import (
    DATA,
    TableError,
    read_columns,
    read_groups,
    read_lines,
    read_rows,
    read_text,
)
from tools.language.heads import BINARY, FIELDS, read_head
from tools.language.inputs import load_pins
from tools.language.recipes import RECIPES

LICENCES = {"ARPHICPL.TXT"}
TABLES = sorted(
    path.relative_to(DATA).as_posix()
    for path in DATA.rglob("*")
    if path.is_file() and path.name not in LICENCES and not path.name.endswith(f"{BINARY}.txt")
)
DERIVED = {recipe.path: recipe for recipe in RECIPES}


def table(folder: Path, text: str) -> Path:
    path = folder / "some.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_read_without_comments(tmp_path: Path) -> None:
    path = table(tmp_path, "# Head.\n# Unit: none\n\n# 一\n一\tyi1\n#\tsign\n\n二\ter4\n")
    assert list(read_rows(path, 2)) == [("一", "yi1"), ("#", "sign"), ("二", "er4")]
    assert [number for number, _ in read_lines(path)] == [5, 6, 8]


def test_optional_fields_are_empty(tmp_path: Path) -> None:
    path = table(tmp_path, "一\tyi1\n二\ter4\t\t?\n")
    assert list(read_rows(path, 4, optional=2)) == [("一", "yi1", "", ""), ("二", "er4", "", "?")]


@pytest.mark.parametrize("row", ["二", "二\ter4\t?", "二\ter4\t"])
def test_an_error_names_the_file_and_the_line(tmp_path: Path, row: str) -> None:
    path = table(tmp_path, f"# Head.\n一\tyi1\n{row}\n")
    with pytest.raises(TableError, match=r"some\.tsv, line 3: . fields, not 2"):
        list(read_rows(path, 2))


def test_an_odd_field_of_a_large_table_is_an_error_too(tmp_path: Path) -> None:
    path = table(tmp_path, "# Head.\n一\tyi1\n二\n")
    with pytest.raises(TableError, match=r"some\.tsv, line 3: 1 fields, not 2"):
        read_columns(str(path), 2)


def test_a_text_begins_after_the_head(tmp_path: Path) -> None:
    assert read_text(table(tmp_path, "# Head.\n#\n#! version=1\n\n一\n# no head\n")) == (
        "一\n# no head\n"
    )
    assert read_text(table(tmp_path, "# Head.")) == ""


def test_a_group_may_have_several_rows(tmp_path: Path) -> None:
    path = table(tmp_path, "# Head.\na\t一 二\nb\t三\na\t四\n")
    assert read_groups(str(path)) == {"a": {"一", "二", "四"}, "b": {"三"}}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_head(name: str) -> None:
    head = read_head(name)
    assert head.title.endswith(".")
    derived = {"Inputs", "Rows"} if name in DERIVED else set()
    assert set(head.fields) - {"Context"} == {*FIELDS, *derived}
    assert all(head.fields.values())
    assert all(len(line) <= 100 for line in head.lines)


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_table_names_its_command_and_its_archives(name: str) -> None:
    recipe, fields = DERIVED[name], read_head(name).fields
    command = f"`python -m tools.language {recipe.name}`"
    assert command in fields["Change"] or "`python -m tools.language --stale`" in fields["Change"]
    for archive in recipe.archives:
        named = f"{archive} {load_pins().archives[archive].version}"
        assert named in fields["Source"] or "`words.tsv`" in fields["Source"]


@pytest.mark.parametrize("name", [name for name in TABLES if not name.endswith(BINARY)])
def test_a_table_is_in_the_order_that_it_names(name: str) -> None:
    lines = [line for _, line in read_lines(name)]
    separator, column = (" ", 1) if name.endswith(".u8") else ("\t", 0)
    first = [line.split(separator)[column] for line in lines]
    order = read_head(name).fields["Order"]
    assert order.startswith(("code point", "by ", "of the rows", "name of the feature"))
    if order.startswith("code point"):
        assert first == sorted(first)


@pytest.mark.parametrize(
    "name", [name for name in TABLES if not name.endswith((BINARY, ".u8", ".txt"))]
)
def test_rows_have_as_many_fields_as_the_table(name: str) -> None:
    widths = {len(line.split("\t")) for _, line in read_lines(name)}
    assert len(widths) == 1 or "optional" in read_head(name).fields["Columns"]
