from __future__ import annotations

import pytest

from generator.translating.edits import Change, carry, changes
from generator.translating.memory import DraftRecord

RECORD = DraftRecord(
    (
        (("题", "Title"),),
        (("我来。", "I came."), ("我见。", "I saw."), ("我征服。", "I conquered.")),
        (("再见。", "Bye."),),
    )
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("I came. I saw. I conquered.", []),
        ("I came.\nI saw.\nI conquered.", []),
        ("I came. I looked. I conquered.", [((1,), "I looked.")]),
        ("I went. I saw. I conquered.", [((0,), "I went.")]),
        ("I came. I saw. I won.", [((2,), "I won.")]),
        ("I came, looked and won.", [((0, 1, 2), "I came, looked and won.")]),
        ("I came. I looked and won.", [((1, 2), "I looked and won.")]),
        ("I came. I conquered.", [((1,), "")]),
        ("I came. Then what? I saw. I conquered.", [((1,), "Then what? I saw.")]),
        ("I came. I saw. I conquered. Did I?", [((2,), "I conquered. Did I?")]),
        (
            "I went. Oh. I saw. Ah. I conquered.",
            [((0,), "I went. Oh."), ((2,), "Ah. I conquered.")],
        ),
        (
            "Well: I came. I saw. Oh! I conquered. So!",
            [
                ((0,), "Well: I came."),
                ((2,), "Oh! I conquered. So!"),
            ],
        ),
    ],
)
def test_changes_of_a_block(content: str, expected: list[tuple[tuple[int, ...], str]]) -> None:
    found = changes(RECORD, ["Title", content, "Bye."])
    assert found == [
        Change(tuple((1, index) for index in indices), english) for indices, english in expected
    ]


def test_blocks_that_came_or_went_are_not_followed() -> None:
    assert changes(RECORD, ["Title", "I came. I saw. I conquered."]) is None


def test_bars_of_table_cells_are_the_same_escaped() -> None:
    record = DraftRecord(((("甲|乙", "a\\|b"),),))
    assert changes(record, ["a|b"]) == []


def test_a_block_without_a_sentence_has_no_changes() -> None:
    assert changes(DraftRecord(((),)), ["[](a.md)"]) == []


def test_hard_breaks_stay() -> None:
    record = DraftRecord(((("一。", "One.\\\n"), ("二。", "Two.")),))
    assert changes(record, ["One.\\\nTwo."]) == []
    assert changes(record, ["One.  \nTwo."]) == []
    assert changes(record, ["Wrapped,\nand.\\\nTwo."]) == [Change(((0, 0),), "Wrapped, and.\\\n")]


MADE = [
    Change(((0, 0),), "My title"),
    Change(((1, 1), (1, 2)), "I looked and won."),
    Change(((2, 0),), "Farewell."),
]
CHINESE = [["题"], ["我来。", "我见。", "我征服。"], ["再见。"]]


def test_all_is_kept_where_the_chinese_is_the_same() -> None:
    carried = carry(RECORD, MADE, CHINESE)
    assert carried.kept == {
        (0, 0): "My title",
        (1, 1): "I looked and won.",
        (1, 2): "",
        (2, 0): "Farewell.",
    }
    assert carried.lost == []
    assert carried.changed == set()


def test_changes_move_with_their_chinese() -> None:
    carried = carry(RECORD, MADE, [["题"], ["新。"], ["我来。", "我见。", "我征服。", "又来。"]])
    assert carried.kept[2, 1] == "I looked and won."
    assert carried.earlier[2, 0] == (1, 0)
    assert carried.lost == ["Farewell."]


def test_a_change_is_lost_with_its_chinese() -> None:
    carried = carry(RECORD, MADE, [["题"], ["我来。", "我见。", "我赢了。"], ["再见。"]])
    assert carried.lost == ["I looked and won."]
    assert carried.changed == {(1, 2)}
    assert (1, 1) not in carried.kept


def test_sentences_that_are_apart_now_are_not_one_change() -> None:
    carried = carry(RECORD, MADE, [["题"], ["我来。", "我见。"], ["我征服。"], ["再见。"]])
    assert carried.lost == ["I looked and won."]
