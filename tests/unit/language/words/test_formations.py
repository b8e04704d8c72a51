from __future__ import annotations

import pytest

from generator.language.words.formations import find_formations

COSTS = {
    "看": 300.0,
    "不": 200.0,
    "干": 380.0,
    "净": 450.0,
    "干净": 420.0,
    "喜欢": 330.0,
    "是不是": 360.0,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三十二", "三十二"),
        ("第三次", "第三"),
        ("十千瓦", ""),
        ("看看", "看看"),
        ("干干净净", "干干净净"),
        ("看一看", "看|一|看"),
        ("看了一看", "看|了|一|看"),
        ("看不看", "看|不|看"),
        ("喜不喜欢", "喜|不|喜欢"),
        ("是不是", ""),
        ("了了", ""),
        ("", ""),
    ],
)
def test_formations(text: str, expected: str) -> None:
    found = [
        "|".join(x.parts) or text[x.start : x.end]
        for x in find_formations(text, COSTS)
        if x.cost < 900
    ]
    assert found == expected.split()


def test_a_reduplicated_word_costs_more_than_the_word() -> None:
    (whole, *_) = find_formations("干干净净", COSTS)
    assert COSTS["干净"] < whole.cost < 2 * COSTS["干净"]


def test_a_plural_is_split_from_its_noun() -> None:
    costs = {"老人": 400.0, "们": 300.0, "人们": 335.0}
    (found,) = find_formations("老人们", costs)
    assert found.parts == ("老人", "们")
    assert found.cost < costs["人们"] + 300
