"""When each sentence is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.alignment.recording import align_recording
from generator.content.recordings import Cue, Cues
from generator.diagnostics import Report
from generator.language.scripts.converter import ScriptConverter
from generator.model import Article
from generator.prepare import prepare

TEXT = "我爱喝茶。你呢？她也爱喝，不过少一点。\n\n下雨了，我们**回家**吧！\n"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    root = tmp_path_factory.mktemp("site")
    (root / "articles").mkdir()
    (root / "site.toml").write_text('title = { zh = "站" }\n', "utf-8")
    (root / "articles/a.md").write_text(f"---\ntitle: 喝茶\n---\n\n{TEXT}", "utf-8")
    return prepare(root, Report()).articles[0]


Times = tuple[dict[str, tuple[float, float]], list[str]]


@pytest.fixture(scope="module")
def times(article: Article) -> Callable[..., Times]:
    def found(*cues: tuple[float, float, str]) -> Times:
        report = Report()
        made = Cues(Path("a.vtt"), tuple(Cue(*cue, line) for line, cue in enumerate(cues, 1)))
        recording = align_recording(article, made, ScriptConverter().simplify, report)
        shown = {each.id: (each.start, each.end) for each in recording.times}
        return shown, [f"{d.line} {d.code}" for d in report.diagnostics]

    return found


ALL = ["b1.s1", "b1.s2", "b1.s3", "b2.s1"]


def test_a_cue_for_each_sentence(times: Callable[..., Times]) -> None:
    cues = [
        (0, 1, "我爱喝茶。"),
        (1, 2, "你呢"),
        (2, 4, "她也爱喝不过少一点"),
        (4, 6, "下雨了我们回家吧"),
    ]
    assert times(*cues) == (
        {"b1.s1": (0, 1), "b1.s2": (1, 2), "b1.s3": (2, 4), "b2.s1": (4, 6)},
        [],
    )


def test_cues_that_cut_sentences_and_join_them(times: Callable[..., Times]) -> None:
    found, faults = times((0, 6, "我爱喝茶。你呢？"), (6, 8, "她也爱喝，"), (9, 10, "不过少一点。"))
    assert faults == []
    assert found == {"b1.s1": (0, 4), "b1.s2": (4, 6), "b1.s3": (6, 10)}  # in proportion


def test_the_title_and_another_script_are_no_hindrance(times: Callable[..., Times]) -> None:
    found, faults = times((0, 1, "喝茶"), (1, 2, "我愛喝茶"), (2, 3, "她也愛喝，不過少一點"))
    assert (found["b1.s1"], found["b1.s3"], faults) == ((1, 2), (2, 3), [])


def test_a_reading_may_differ_a_little(times: Callable[..., Times]) -> None:
    found, faults = times((0, 1, "我很爱喝茶"), (1, 2, "你呢"), (2, 4, "她也爱喝，就是少一点"))
    assert (found["b1.s1"], found["b1.s3"], faults) == ((0, 1), (2, 4), [])


def test_what_does_not_fit_is_reported_and_the_rest_aligned(times: Callable[..., Times]) -> None:
    found, faults = times(
        (0, 1, "我爱喝茶"), (1, 2, "这里没有这一句话"), (2, 3, "下雨了我们回家吧")
    )
    assert faults == ["2 A002"]
    assert found == {"b1.s1": (0, 1), "b2.s1": (2, 3)}


@pytest.mark.parametrize("with_title", [False, True])
def test_cues_without_texts_belong_to_the_sentences_in_order(
    times: Callable[..., Times], with_title: bool
) -> None:
    cues: Sequence[tuple[float, float, str]] = [(n, n + 1, str(n)) for n in range(4 + with_title)]
    found, faults = times(*cues)
    assert (list(found), faults) == (ALL, [])
    assert found["b1.s1"] == (with_title, 1 + with_title)


def test_cues_without_texts_must_be_as_many_as_the_sentences(times: Callable[..., Times]) -> None:
    assert times((0, 1, ""), (1, 2, ""), (2, 3, "")) == ({}, ["3 A002"])
