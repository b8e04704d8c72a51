import pytest

from generator.language.levels import STANDARDS, TOP, code, level, readable


@pytest.mark.parametrize(
    ("word", "levels"),
    [
        ("我", (1, 1, 1)),
        ("努力", (3, 2, 3)),
        ("一丝不苟", (6, None, TOP)),
        ("丐", (None, None, None)),
        ("DeepSeek", (None, None, None)),
    ],
)
def test_level(word: str, levels: tuple[int | None, ...]) -> None:
    assert tuple(level(word, standard) for standard in STANDARDS) == levels


@pytest.mark.parametrize(
    ("word", "syllables", "at"),
    [
        ("每天", "mei3 tian1", 2),  # 每 is of level 2
        ("六十五", "liu4 shi2 wu3", 1),
        ("2023年7月", "nian2 yue4", 1),
        ("企业家", "qi3 ye4 jia1", 5),  # of words, not of characters: 业 alone is none
        ("没", "mei2", 1),  # the list has 没有
        ("每个", "mei3 ge4", 2),  # 个 is neutral as often as not
        ("看看", "kan4 kan5", 1),
        ("行长", "hang2 zhang3", None),  # the parts tell xíng and cháng
        ("还书", "huan2 shu1", None),
        ("还书", "", None),  # it is not said how
        ("每天", "", 2),  # no choice
        ("曹汉成", "cao2 han4 cheng2", None),
        ("A股", "gu3", None),
    ],
)
def test_readable(word: str, syllables: str, at: int | None) -> None:
    assert level(word, "2026") is None
    assert readable(word, syllables.split(), "2026") == at


def test_code() -> None:
    assert code("我") == "1ap"
    assert code("认真") == "3ar"
    assert code("一丝不苟") == "6v"
    assert code("丐") == ""
    assert code("不是", ("bu4", "shi4")) == "HAP"
    assert code("没", ("mei2",)) == "1aP"
