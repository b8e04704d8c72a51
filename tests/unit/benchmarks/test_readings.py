from __future__ import annotations

import pytest

from benchmarks.accuracy.readings import (
    Judged,
    accuracy,
    confusions,
    is_polyphone,
    judge_examples,
    judge_running,
    normal,
)
from tools.language.corpus import Example, RunningText


@pytest.mark.parametrize(
    ("char", "syllable", "expected"),
    [
        ("绿", "lu:4", "lü4"),
        ("绿", "lv4", "lü4"),
        ("绿", "Lü4", "lü4"),
        ("的", "de0", "de5"),
        ("一", "yi2", "yi1"),
        ("一", "yi5", "yi1"),
        ("不", "bu2", "bu4"),
        ("不", "fou3", "fou3"),
        ("儿", "er5", "r5"),
        ("儿", "er0", "r5"),
        ("儿", "er2", "er2"),
        ("谁", "shui2", "shei2"),
        ("水", "shui3", "shui3"),
        ("字", None, ""),
    ],
)
def test_normal(char: str, syllable: str | None, expected: str) -> None:
    assert normal(char, syllable) == expected


def test_polyphones_are_the_dictionarys() -> None:
    assert [char for char in "行长他水" if is_polyphone(char)] == ["行", "长"]


def test_the_marked_character_is_judged() -> None:
    examples = [Example("银行行长", 3, "zhang3"), Example("很长", 1, "chang2")]
    given: list[list[str | None]] = [[None, None, None, "Zhang3"], ["hen3", "zhang3"]]
    judged = judge_examples(examples, given)
    assert [(j.char, j.right) for j in judged] == [("长", True), ("长", False)]
    assert accuracy(judged) == "50.00"
    assert list(confusions(judged, 5)) == ["   1  长  chang2, read zhang3: 很[长]"]


def test_every_han_character_of_running_text_is_judged() -> None:
    text = RunningText("买GPT东西", ("mai3", "dong1", "xi5"), "news")
    judged = judge_running([text], [["mai3", None, None, None, "dong4", "xi1"]])
    assert [(j.char, j.right, j.genre) for j in judged] == [
        ("买", True, "news"),
        ("东", False, "news"),
        ("西", False, "news"),
    ]
    assert accuracy(judged) == "33.33"
    assert accuracy(judged, neutral=False) == "66.67"
    assert accuracy([]) == "–"


def test_confusions_come_by_their_number() -> None:
    wrong = [Judged("他长大", 1, "zhang3", "chang2")] * 2
    wrong += [Judged("行", 0, "hang2", ""), Judged("好", 0, "hao3", "hao3")]
    assert [line.split(":")[0] for line in confusions(wrong, 9)] == [
        "   2  长  zhang3, read chang2",
        "   1  行  hang2, read –",
    ]
