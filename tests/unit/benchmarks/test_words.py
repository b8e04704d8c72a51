from __future__ import annotations

import pytest

from benchmarks.accuracy.words import Score, clashes, cut_of_span, headwords, spans_of
from generator.model import Span
from tools.language.corpus import CutExample


def spans(marked: str) -> list[Span]:
    return spans_of(marked.replace("|", ""), marked.split("|"))


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("第一|个", "第|一个", ["一个"]),  # crosses, and is no union
        ("北|大门", "北大|门", ["北大"]),
        ("北京|大学", "北京大学", []),  # a union
        ("北京大学", "北京|大学", []),  # parts of one word
        ("加速|度|不|同", "加速度|不同", []),
        ("甲乙|丙丁", "甲|乙丙|丁", ["乙丙"]),
        ("甲乙|丙丁|戊", "甲乙|丙丁戊", []),
        ("甲乙|丙丁|戊己", "甲乙|丙丁戊|己", ["丙丁戊"]),
    ],
)
def test_clashes(gold: str, found: str, expected: list[str]) -> None:
    text = gold.replace("|", "")
    assert [span.of(text) for span in clashes(spans(gold), spans(found))] == expected


def test_white_space_is_no_word() -> None:
    assert spans_of("我 爱 you", ["我", " ", "爱", " you"]) == [Span(0, 1), Span(2, 3), Span(4, 7)]


def test_score() -> None:
    score = Score()
    crossing = score.add(
        "去北大门口", spans("去|北|大门|口"), spans("去|北大|门|口"), {"去", "北大", "门口"}
    )
    assert crossing == [Span(1, 3)]
    assert (score.right, score.found, score.wanted) == (2, 4, 4)
    # Of five characters only 去 can be looked up: 北大 clashes, the rest are no headwords here.
    assert score.cells == ["50.00", "250.00", "20.0"]
    score.add("去", spans("去"), spans("去"), {"去"})
    assert score.cells == ["60.00", "200.00", "33.3"]


def test_headwords_are_of_both_scripts() -> None:
    assert {"软件", "軟件"} <= headwords()


@pytest.mark.parametrize(
    ("cut", "expected"),
    [("他|改|过|名字", ("改", "过")), ("他|改过|名字", ("改过",)), ("他|改|过名|字", None)],
)
def test_the_cut_of_a_span(cut: str, expected: tuple[str, ...] | None) -> None:
    example = CutExample("他改过名字", 1, ("改", "过"), ("改过",))
    assert cut_of_span(example, lambda _: cut.split("|")) == expected
