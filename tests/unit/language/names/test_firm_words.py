"""Firms that are called by common words."""

import pytest

from generator.language.names.firm_words import firm_words, firms_throughout, may_have_firms


@pytest.mark.parametrize(
    ("words", "firms", "found"),
    [
        ("小米 总裁 说", set(), {(0, 1)}),
        ("新 的 小米 手机", set(), {(2, 3)}),
        ("宝马 X5 很 贵", set(), {(0, 1)}),
        ("蔚来 、 理想 、 小 鹏", {0}, {(2, 3), (4, 6)}),
        ("美 的 、 海尔", {3}, {(0, 2)}),
        ("他 入职 字节", set(), {(2, 3)}),
        ("吃 苹果 和 梨", set(), set()),
        ("小米 粥", set(), set()),
        ("苹果 、 梨", set(), set()),
        ("小米 总裁", {0, 1}, set()),
    ],
)
def test_firms_by_what_stands_beside_them(
    words: str, firms: set[int], found: set[tuple[int, int]]
) -> None:
    assert firm_words(words.split(), firms) == found


def test_a_firm_throughout_a_text() -> None:
    words = "小米 涨 了 ， 小米 粥 和 理想".split()
    assert firms_throughout(words, {"小米", "理想"}) == {(0, 1)}
    assert not firms_throughout(words, set())


def test_texts_without_such_words() -> None:
    assert may_have_firms(["买", "了", "小米"])
    assert not may_have_firms(["买", "了", "大米"])
