from __future__ import annotations

from generator.model import Edition
from generator.site.sentences import sentence_lines
from tests.shown import annotated


def lines(text: str, *editions: Edition) -> list[str]:
    block, _ = annotated(text)
    texts = [
        [word.text_in(edition) for word in block.annotated_words]
        for edition in editions or (Edition.HANS,)
    ]
    found = sentence_lines([block], [range(len(texts[0]))], texts)
    return [line.replace("\x7f", "|").replace("\x80", "·") for line in found]


def test_a_sentence_has_its_id_and_its_words() -> None:
    assert lines("他研究AI，很好。你好！") == [
        "b1.s1",
        "他|研究|AI，|很|好|。",
        "b1.s2",
        "你好|！",
    ]


def test_each_edition_has_its_words_where_they_differ_from_those_before() -> None:
    assert lines("电脑在家里很贵。你好。", Edition.HANS, Edition.TW, Edition.HK) == [
        *("b1.s1", "电脑|在|家里|很|贵|。", "電腦||·裡||貴", "||·裏"),
        *("b1.s2", "你好|。", "", ""),
    ]


def test_what_stands_for_a_word_is_said_again_only_when_it_changes() -> None:
    text = "他在屋里，走了三里路。电脑在屋里。又走了三里路，又走了三里路。"
    assert lines(text, Edition.HANS, Edition.TW)[2::3] == [
        "|||裡|||||里",
        "電腦|||裡",
        "||||里",
    ]


def test_characters_tell_a_word_that_is_new() -> None:
    text = "学习很难。学生学电脑，脑发达，发廊。学发。"
    assert lines(text, Edition.HANS, Edition.TW)[2::3] == [
        "學習||難",
        "||電腦|||發達||髮·",
        "|發",
    ]


def test_a_line_stays_a_line() -> None:
    assert lines("你好\ufffc\n是\x7f的\x80。")[1:] == ["你好| |是| |的| 。"]
