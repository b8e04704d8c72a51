"""docs/trust.md names a test for each promise, and each of these tests exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/trust.md").read_text("utf-8")


def test_each_promise_has_tests_that_exist() -> None:
    promises = re.findall(r"^\| ([A-Z`][^|]+) \| ([^|]*) \|[^|]*\|$", PAGE, re.MULTILINE)
    assert len(promises) > 20
    for promise, tests in promises:
        named = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert named, promise
        for name in named:
            assert (ROOT / name).is_file(), name


def test_jiazhu_is_right_in_each_row_of_the_comparison() -> None:
    rows = re.findall(
        r"^\| ([a-z][^|]+) \| (right|[^|]+) \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE
    )
    assert len(rows) >= 12
    assert [name for name, jiazhu in rows if jiazhu not in ("right", "jiazhu")] == []
