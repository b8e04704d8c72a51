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
        "b1.s1\t他\t研究\tAI，\t很\t好\t。",
        "b1.s2\t你好\t！",
    ]


def test_the_words_are_those_of_the_edition() -> None:
    assert lines("电脑很贵。", Edition.TW) == ["b1.s1\t電腦\t很\t貴\t。"]


def test_a_line_stays_a_line() -> None:
    assert lines("你好\ufffc\n是\t的。") == ["b1.s1\t你好\t \t是\t \t的\t。"]
