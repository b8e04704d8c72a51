from __future__ import annotations

from benchmarks.accuracy.data import GoldSentence, GoldWord
from benchmarks.accuracy.names import capital_offsets, gold_offsets, score
from generator.model import Span

SENTENCE = GoldSentence(
    "A·李住北京",
    (
        GoldWord(Span(0, 3), "NNP"),
        GoldWord(Span(3, 4), "VV"),
        GoldWord(Span(4, 6), "NNP"),
    ),
)


def test_only_han_characters_of_names_count() -> None:
    assert gold_offsets(SENTENCE) == {2, 4, 5}


def test_score() -> None:
    assert score([SENTENCE], lambda text: {0, 1, 2, 3}) == (1, 2, 3)


def test_the_dictionarys_capitals() -> None:
    assert capital_offsets("他在北京工作") == {2, 3}
