from __future__ import annotations

from generator.model import Edition
from generator.site.sentences import sentence_lines
from tests.shown import annotated


def lines(text: str, edition: Edition = Edition.HANS) -> list[str]:
    block, _ = annotated(text)
    texts = [w.text_in(edition) for w in block.annotated_words]
    return sentence_lines([block], [range(len(texts))], texts)


def test_a_line_has_the_id_and_the_words() -> None:
    assert lines("他研究AI，很好。你好！") == [
        "b1.s1\x7f他\x7f研究\x7fAI，\x7f很\x7f好\x7f。",
        "b1.s2\x7f你好\x7f！",
    ]


def test_the_words_are_those_of_the_edition() -> None:
    assert lines("电脑很贵。", Edition.TW) == ["b1.s1\x7f電腦\x7f很\x7f貴\x7f。"]


def test_a_line_stays_a_line() -> None:
    assert lines("你好\ufffc\n是\x7f的。") == ["b1.s1\x7f你好\x7f \x7f是\x7f \x7f的\x7f。"]
