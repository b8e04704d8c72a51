"""The style sheets and scripts in the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import build
from generator.building import state
from generator.building.options import Options
from generator.building.stored_assets import decode_assets, encode_assets
from generator.diagnostics import Report
from generator.resources import shared
from generator.site.assets import collect
from tests.files import write_files

CSS = "static/css/tokens.css"


def test_they_come_out_as_they_went_in(tmp_path: Path) -> None:
    assets = collect(shared("static"), tmp_path / "static", Report())
    assert decode_assets(encode_assets(assets)) == assets


def test_they_are_made_again_when_a_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    monkeypatch.setattr(
        state, "collect", lambda *given: [made.append(given[1]), collect(*given)][1]
    )
    root, out = tmp_path / "site", tmp_path / "out"
    write_files(root, {"site.toml": 'title = "站"\neditions = ["zh-Hans"]\n'})
    (root / "articles").mkdir()

    def style(text: str) -> str:
        write_files(root, {CSS: text})
        build(root, out, Report(), Options(cache=tmp_path / "cache"))
        return (out / "static/css/jiazhu.css").read_text("utf-8")

    assert "red" in style(":root { --ink: red }")
    assert "blue" in style(":root { --ink: blue }")
    assert len(made) == 2
    write_files(root, {"articles/a.md": "# 甲\n\n今天。\n"})
    assert "red" in style(":root { --ink: red }")
    assert len(made) == 2
    report = Report()
    (root / CSS).write_text("q { color: {{ } }", "utf-8")
    build(root, out, report, Options(cache=tmp_path / "cache"))
    again = Report()
    build(root, out, again, Options(cache=tmp_path / "cache"))
    assert [each.code for each in report.sorted()] == [each.code for each in again.sorted()]
    assert "S016" in {each.code for each in report.sorted()}
