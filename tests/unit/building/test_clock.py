"""Edits are noticed, whatever the clock said when they were made, and what it says now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import build
from generator.building.inputs import FileState
from generator.building.options import Options
from generator.building.record import load_record, record_place, save_record
from generator.diagnostics import Report
from tests.files import write_files

DAY = 86_400 * 10**9
SITE = {
    "site.toml": 'title = { zh = "小站", en = "Small site" }\neditions = ["zh-Hans"]\n',
    "articles/a.md": "---\ntitle: 茶\n---\n银行行长喝茶。\n",
}


@pytest.mark.parametrize(("days", "read_after_days"), [(-365, 365), (365, -365), (0, 365)])
def test_an_edit_with_any_times(tmp_path: Path, days: int, read_after_days: int) -> None:
    """The edit leaves the size and the time of the file, as a coarse clock that is set may do."""
    site, output, cache = (tmp_path / name for name in ("site", "out", "cache"))
    write_files(site, SITE)
    article = site / "articles/a.md"
    times = (article.stat().st_mtime_ns + days * DAY,) * 2
    os.utime(article, ns=times)
    built(site, output, cache)
    place = record_place(cache, site, output)
    record = load_record(place)
    assert record is not None
    for path, state in record.inputs.items():
        if state is not None:
            read = state.read_ns + read_after_days * DAY
            record.inputs[path] = FileState(state.signature, state.digest, read)
    save_record(place, record)
    article.write_text(SITE["articles/a.md"].replace("茶。", "水。"), "utf-8")
    os.utime(article, ns=times)
    built(site, output, cache)
    assert "水" in (output / "zh-hans/a/index.html").read_text("utf-8")


def built(site: Path, output: Path, cache: Path) -> None:
    report = Report()
    build(site, output, report, Options(cache=cache))
    assert not report.failed, report.sorted()
