from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.accuracy import doubt, names, speed, words
from benchmarks.accuracy.data import Sets
from benchmarks.accuracy.peers import fitted
from benchmarks.accuracy.report import Section, Table, f1, merge, percent


def test_a_table() -> None:
    table = Table(["tool", "F1"])
    table.rows.append(["jiazhu", "80.0"])
    assert str(table) == "| tool | F1 |\n| --- | ---: |\n| jiazhu | 80.0 |"


def test_measuring_again_replaces_one_section() -> None:
    kept = merge("", [Section("Words", "old"), Section("Names", "old")])
    text = merge(kept, [Section("Words", "new", skipped=["a", "a"]), Section("Speed", "new")])
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Words",
        "## Names",
        "## Speed",
    ]
    assert "## Words\n\nnew\n\n- Skipped: a\n\n## Names\n\nold\n" in text
    assert merge(text, []) == text


@pytest.mark.parametrize(
    ("sums", "expected"), [((2, 4, 4), (0.5, 0.5, 0.5)), ((1, 1, 3), (1, 1 / 3, 0.5))]
)
def test_f1(sums: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    assert f1(*sums) == pytest.approx(expected)


def test_nothing_is_no_division_by_zero() -> None:
    assert f1(0, 0, 0) == (0, 0, 0)
    assert percent(0, 0) == "–"


def test_a_tool_that_miscounts_gets_nothing() -> None:
    assert fitted("好人", ["hao3", "ren2"]) == ["hao3", "ren2"]
    assert fitted("a好", ["", "hao3"]) == [None, "hao3"]
    assert fitted("好人", ["hao3"]) == [None, None]


def test_without_sets_every_part_says_so(tmp_path: Path) -> None:
    sets = Sets(tmp_path, tmp_path)
    for section in (
        words.measure(sets, 3),
        names.measure(sets, 3),
        doubt.measure(sets),
        speed.measure(sets),
    ):
        assert section.skipped
