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
    return sentence_lines([block], [range(len(texts[0]))], texts)


def test_a_sentence_has_its_id_and_its_words() -> None:
    assert lines("他研究AI，很好。你好！") == [
        "b1.s1",
        "他\x7f研究\x7fAI，\x7f很\x7f好\x7f。",
        "b1.s2",
        "你好\x7f！",
    ]


def test_each_edition_has_its_words_where_they_differ_from_those_before() -> None:
    assert lines("电脑在家里很贵。你好。", Edition.HANS, Edition.TW, Edition.HK) == [
        *(
            "b1.s1",
            "电脑\x7f在\x7f家里\x7f很\x7f贵\x7f。",
            "電腦\x7f\x7f家裡\x7f\x7f貴",
            "\x7f\x7f家裏",
        ),
        *("b1.s2", "你好\x7f。", "", ""),
    ]


def test_a_line_stays_a_line() -> None:
    assert lines("你好\ufffc\n是\x7f的。")[1:] == ["你好\x7f \x7f是\x7f \x7f的\x7f。"]
