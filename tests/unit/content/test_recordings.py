"""Cues: WebVTT and labels of Audacity."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.articles import find_articles
from generator.content.recordings import load_cues
from generator.diagnostics import Report

VTT = """\
WEBVTT - 朗读

NOTE synthetic voice: espeak-ng 1.52

STYLE
::cue { color: red }

first
00:01.500 --> 00:04.000 align:start
<v 甲>我爱
<b>喝</b>茶。&amp;

01:00:02.000 --> 01:00:03.250
你呢？
"""


def cues(tmp_path: Path, name: str, text: str) -> tuple[list[tuple[object, ...]], list[str]]:
    path, report = tmp_path / name, Report()
    path.write_text(text, "utf-8")
    found = load_cues(path, report)
    assert found is not None
    shown = [(cue.start, cue.end, cue.text, cue.line, cue.column) for cue in found.cues]
    return shown, [f"{d.line}:{d.column} {d.code}" for d in report.diagnostics]


def test_webvtt(tmp_path: Path) -> None:
    assert cues(tmp_path, "a.vtt", VTT) == (
        [(1.5, 4.0, "我爱 喝茶。&", 10, 1), (3602.0, 3603.25, "你呢？", 14, 1)],
        [],
    )
    found = load_cues(tmp_path / "a.vtt", Report())
    assert found is not None
    assert found.voice == "espeak-ng 1.52"


def test_labels_of_audacity(tmp_path: Path) -> None:
    text = "0.000000\t1.500000\t1\n\\\t100.0\t200.0\n1,5\t2,25\t我爱喝茶。\n2.5\t3.0\n"
    assert cues(tmp_path, "a.labels.txt", text) == (
        [(0.0, 1.5, "1", 1, 19), (1.5, 2.25, "我爱喝茶。", 3, 10), (2.5, 3.0, "", 4, 1)],
        [],
    )


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.vtt", "00:00.000 --> 00:01.000\n一\n", "1:1"),
        ("a.vtt", "WEBVTT\n\n 00:00.00 --> 00:01.000\n一\n", "3:2"),
        ("a.vtt", "WEBVTT\n\n00:61.000 --> 01:01.000\n一\n", "3:1"),
        ("a.vtt", "WEBVTT\n\n一\n二\n", "3:1"),
        ("a.vtt", "WEBVTT\n\n00:02.000 --> 00:01.000\n一\n", "4:1"),
        ("a.labels.txt", "0.0\t1.0\t一\n0.5 1.5 二\n", "2:1"),
        ("a.labels.txt", "1.0\t2.0\t一\n0.5\t1.5\t二\n", "2:9"),
    ],
)
def test_what_cannot_be_read_is_reported_where_it_stands(
    tmp_path: Path, name: str, text: str, place: str
) -> None:
    assert cues(tmp_path, name, text)[1] == [f"{place} A001"]


def test_files_are_found_by_the_name_of_the_article(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("tea.md", "tea.mp3", "tea.opus", "tea.labels.txt", "teapot.vtt", "cup.txt"):
        (folder / name).write_text("茶。", "utf-8")
    report = Report()
    found = {
        files.path.name: (files.audio and files.audio.name, files.cues and files.cues.name)
        for files in find_articles(tmp_path, report)
    }
    assert found == {"tea.md": ("tea.opus", "tea.labels.txt"), "cup.txt": (None, None)}
    assert not report.diagnostics
