from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.check import check
from generator.diagnostics import Report
from generator.language.readings.confidence import DOUBT_THRESHOLD
from generator.model import Origin, Reading, Span


def _site(root: Path, text: str, english: str = "Text.") -> Path:
    (root / "articles").mkdir()
    (root / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    (root / "articles/a.md").write_text(f"---\ntitle: 题\nslug: a\n---\n{text}\n", "utf-8")
    (root / "articles/a.en.md").write_text(f"---\ntitle: T\n---\n{english}\n", "utf-8")
    return root


def test_an_unambiguous_text_has_no_warnings(tmp_path: Path) -> None:
    report = Report()
    check(_site(tmp_path, "我们研究语言。", "We study language."), report)
    assert report.diagnostics == []


def test_a_doubtful_reading_is_listed_with_its_place(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from generator import check as module
    from generator.prepare import prepare

    def doubting(root: Path, report: Report, **options: Any) -> object:
        from dataclasses import replace

        from msgspec import structs

        site = prepare(root, report, **options)
        block = site.articles[0].blocks[0]
        unsure = Reading(Span(1, 2), "xing2", Origin.MODEL, DOUBT_THRESHOLD - 0.1)
        readings = (block.layers.readings[0], unsure, *block.layers.readings[2:])
        layers = structs.replace(block.layers, readings=readings)
        block = structs.replace(block, layers=layers)
        return structs.replace(site, articles=(replace(site.articles[0], blocks=(block,)),))

    monkeypatch.setattr(module, "prepare", doubting)
    report = Report()
    check(_site(tmp_path, "不行。"), report)
    (found,) = report.diagnostics
    assert (found.code, found.line, found.column) == ("R003", 5, 2)
    assert "“行” is read xíng" in found.message
    assert "{不行|bùxíng}" in found.hint


def test_a_doubtful_reading_is_listed_once_with_its_other_lines(tmp_path: Path) -> None:
    report = Report()
    check(_site(tmp_path, "昨天的曲。\n\n昨天的曲。\n\n昨天的曲。"), report)
    (found,) = [d for d in report.diagnostics if d.code == "R003"]
    assert (found.line, found.column) == (5, 4)
    assert found.message.endswith("here and in 2 more places (lines 7, 9)")


def test_marked_readings_are_not_doubted(tmp_path: Path) -> None:
    report = Report()
    check(_site(tmp_path, "{不行|bùxíng}。"), report)
    assert report.diagnostics == []


def test_progress_is_reported(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    check(
        _site(tmp_path, "我们研究语言。", "We study language."),
        Report(),
        progress=lambda *told: heard.append(told),
    )
    assert heard == [("Annotating", 0, 1), ("Annotating", 1, 1), ("Checking", 0, 1)]
