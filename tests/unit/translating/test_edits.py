from __future__ import annotations

import pytest

from generator.translating.directives import BlockText, fold, read_blocks
from generator.translating.edits import AuthorEdit, PlacedDirective, carry_edits, find_edits
from generator.translating.memory import DraftRecord

RECORD = DraftRecord(
    (
        (("题", "Title"),),
        (("我来。", "I came."), ("我见。", "I saw."), ("我征服。", "I conquered.")),
        (("再见。", "Bye."),),
    )
)


def made(record: DraftRecord, texts: list[str]) -> list[AuthorEdit]:
    """The changes of a draft whose blocks have these texts, without directives."""
    found = find_edits(record, [BlockText(text, fold(text)) for text in texts])
    assert found is not None
    assert found[1] == []
    return found[0]


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
    assert made(RECORD, ["Title", content, "Bye."]) == [
        AuthorEdit(tuple((1, index) for index in indices), english) for indices, english in expected
    ]


def test_blocks_that_came_or_went_are_not_followed() -> None:
    assert find_edits(RECORD, [BlockText("", "")] * 2) is None


def test_bars_of_table_cells_are_the_same_escaped() -> None:
    record = DraftRecord(((("甲|乙", "a\\|b"),),))
    assert made(record, ["a|b"]) == []


def test_a_block_without_a_sentence_has_no_changes() -> None:
    assert made(DraftRecord(((),)), ["[](a.md)"]) == []


def test_hard_breaks_stay() -> None:
    record = DraftRecord(((("一。", "One.\\\n"), ("二。", "Two.")),))
    assert made(record, ["One.\\\nTwo."]) == []
    assert made(record, ["One.  \nTwo."]) == []
    assert made(record, ["Wrapped,\nand.\\\nTwo."]) == [AuthorEdit(((0, 0),), "Wrapped, and.\\\n")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{=a}I came. I saw. I conquered.", [(0, "{=a}", False)]),
        ("I came. {=}I saw. I conquered.", [(1, "{=}", False)]),
        ("I came. {=a} I saw. I conquered.", [(1, "{=a}", False)]),
        ("I came. <!-- jiazhu: x --> I saw. I conquered.", [(1, "<!-- jiazhu: x -->", False)]),
        ("I came.\nI saw.  <!-- jiazhu: x -->\nI conquered.", [(2, "<!-- jiazhu: x -->", False)]),
        ("I came. I <!-- jiazhu: x --> saw. I conquered.", [(1, "<!-- jiazhu: x -->", False)]),
        ("I came. I saw. I conquered. <!-- jiazhu: x -->", [(2, "<!-- jiazhu: x -->", True)]),
        ("I came. {=a}{=b} I saw. I conquered.", [(1, "{=a}", False), (1, "{=b}", False)]),
        (
            "I came. <!-- jiazhu: x --> {=a}I saw. I conquered.",
            [(1, "<!-- jiazhu: x -->", False), (1, "{=a}", False)],
        ),
    ],
)
def test_comments_and_anchors_are_no_changes(
    content: str, expected: list[tuple[int, str, bool]]
) -> None:
    found = find_edits(
        RECORD, [BlockText("", "Title"), *read_blocks(f"{content}\n\nBye.", html=False)]
    )
    assert found == (
        [],
        [PlacedDirective((1, index), text, behind) for index, text, behind in expected],
    )


def test_comments_in_code_are_code() -> None:
    (content,) = read_blocks("`<!-- jiazhu: x -->` `{=a}` \\{=a}", html=True)
    assert content.directives == ()
    assert content.plain == content.with_directives


def test_a_changed_sentence_beside_a_comment() -> None:
    text = "I came. <!-- jiazhu: x --> I looked. I conquered.\n\nBye."
    found = find_edits(RECORD, [BlockText("", "Title"), *read_blocks(text, html=False)])
    assert found == (
        [AuthorEdit(((1, 1),), "I looked.")],
        [PlacedDirective((1, 1), "<!-- jiazhu: x -->")],
    )


MADE = [
    AuthorEdit(((0, 0),), "My title"),
    AuthorEdit(((1, 1), (1, 2)), "I looked and won."),
    AuthorEdit(((2, 0),), "Farewell."),
]
CHINESE = [["题"], ["我来。", "我见。", "我征服。"], ["再见。"]]


def test_all_is_kept_where_the_chinese_is_the_same() -> None:
    carried = carry_edits(RECORD, MADE, CHINESE)
    assert carried.kept == {
        (0, 0): "My title",
        (1, 1): "I looked and won.",
        (1, 2): "",
        (2, 0): "Farewell.",
    }
    assert carried.lost == []
    assert carried.changed == set()


def test_changes_move_with_their_chinese() -> None:
    carried = carry_edits(
        RECORD, MADE, [["题"], ["新。"], ["我来。", "我见。", "我征服。", "又来。"]]
    )
    assert carried.kept[2, 1] == "I looked and won."
    assert carried.old_places[2, 0] == (1, 0)
    assert [english for _, english in carried.lost] == ["Farewell."]


def test_a_change_is_lost_with_its_chinese() -> None:
    carried = carry_edits(RECORD, MADE, [["题"], ["我来。", "我见。", "我赢了。"], ["再见。"]])
    assert carried.lost == [((1, 1), "I looked and won.")]
    assert carried.changed == {(1, 2)}
    assert (1, 1) not in carried.kept


def test_sentences_that_are_apart_now_are_not_one_change() -> None:
    carried = carry_edits(RECORD, MADE, [["题"], ["我来。", "我见。"], ["我征服。"], ["再见。"]])
    assert [english for _, english in carried.lost] == ["I looked and won."]
