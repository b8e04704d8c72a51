from __future__ import annotations

import pytest

from benchmarks.accuracy.spelling import cut_line, faults, line_marks, misleading, our_line
from generator.model import Separator
from tools.language.corpus import SpelledText, read_spelling


def spelled(tmp_path_factory: pytest.TempPathFactory, line: str) -> SpelledText:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "news.txt").write_text(f"{line}\n", encoding="utf-8")
    [text] = read_spelling(folder)
    return text


def test_marks_are_those_of_the_line() -> None:
    sentence = "西安人，第一天A去了"
    syllables = "xi1 an1 ren2 - di4 yi1 tian1 - qu4 le5".replace("-", "").split(" ")
    line = line_marks(sentence, [s or None for s in syllables], "Xī'ānrén, dì-yī tiān A qùle")
    assert line.separators == {
        1: Separator.NONE, 2: Separator.NONE, 5: Separator.HYPHEN, 6: Separator.SPACE,
        9: Separator.NONE,
    }  # fmt: skip
    assert line.capitals == {0}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("我 在 ^北京", []),
        ("我~在 ^北京", []),
        ("我 在 北京", [(2, "capital")]),
        ("我在 ^北-京", [(1, "apart for joined"), (3, "joined for hyphen")]),
        ("^我 在 ^北京", []),
    ],
)
def test_a_fault_is_a_mark_that_the_label_does_not_allow(
    tmp_path_factory: pytest.TempPathFactory, marked: str, expected: list[tuple[int, str]]
) -> None:
    gold = spelled(tmp_path_factory, f"我在北京\t{marked}")
    assert list(faults(gold, our_line("我在北京"))) == expected


def test_words_of_other_tools_have_spaces_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    gold = spelled(tmp_path_factory, "我在北京\t我 在 ^北京")
    assert list(faults(gold, cut_line(["我", "在北", "京"]))) == [
        (2, "joined for apart"), (2, "no capital"), (3, "apart for joined"),
    ]  # fmt: skip


@pytest.mark.parametrize("marked", ["我 在 北", "我 在 北京了", "我  在 北京", "我 在 南京"])
def test_a_label_has_the_characters_of_its_sentence(
    tmp_path_factory: pytest.TempPathFactory, marked: str
) -> None:
    with pytest.raises(ValueError, match=r"news\.txt:1"):
        spelled(tmp_path_factory, f"我在北京\t{marked}")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["研究生", "命", "起源"], ["研究生"]),
        (["研究", "生命", "起源"], []),
        (["研究", "生命起源"], []),
        (["研", "究", "生", "命", "起源"], []),
    ],
)
def test_a_word_misleads_if_it_crosses_words(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], expected: list[str]
) -> None:
    gold = spelled(tmp_path_factory, "研究生命起源\t研究 生命 起源")
    assert list(misleading(gold, words)) == expected
