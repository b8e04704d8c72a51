"""What is stored comes back the same, and nothing else comes back."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import msgspec
import pytest

from generator.building.stored_articles import decode_article, encode_article
from generator.building.stored_reports import decode_report, encode_report
from generator.diagnostics import Report, Suppression
from generator.prepare import prepare
from generator.resources import shared


def test_the_articles_of_the_seeds_come_back_from_another_place(tmp_path: Path) -> None:
    root = shared("seeds")
    for article in prepare(root, Report()).articles:
        stored = encode_article(article, root)
        assert decode_article(stored, root) == article
        moved = decode_article(stored, tmp_path)
        assert moved.path == tmp_path / article.path.relative_to(root)


class Harmful:
    def __reduce__(self) -> object:
        return os.mkdir, ("harm",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a pickle",
        pickle.dumps(Path("a")),
        pickle.dumps("text"),
        pickle.dumps([1, 2]),
        pickle.dumps(Harmful()),
        pickle.dumps(print),
    ],
)
def test_nothing_else_is_loaded(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for stored in (data, msgspec.msgpack.encode((data, []))):
        with pytest.raises(pickle.UnpicklingError):
            decode_article(stored, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_report_comes_back_from_another_place(tmp_path: Path) -> None:
    report, root = Report(), Path("/site")
    report.add("R003", root / "articles/a.md", "doubtful", "say it", line=3, column=2, block="b1")
    report.add("L001", root / "articles/a.md", "missing", "add it", line=9)
    report.add_suppression(
        Suppression(
            "L001",
            root / "articles/a.md",
            root / "a.notes.toml",
            1,
            2,
            "remove",
            lines=range(9, 10),
        )
    )
    found = decode_report(encode_report(report, root), tmp_path)
    assert [(d.code, d.path, d.line, d.block) for d in found.diagnostics] == [
        ("R003", tmp_path / "articles/a.md", 3, "b1")
    ]
    (suppression,) = found.suppressions
    assert suppression.path == tmp_path / "articles/a.md"
    assert suppression.lines == range(9, 10)
