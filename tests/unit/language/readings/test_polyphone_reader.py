from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.polyphone_reader import combine_opinions
from generator.language.readings.reader import Reader
from generator.language.readings.sentence_context import SentenceContext
from generator.model import Origin


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Dictionary())


def test_a_rule_decides(reader: Reader) -> None:
    found = reader.read_polyphone(SentenceContext(["我", "得", "走"]), 1)
    assert (found.pinyin, found.origin) == ("dei3", Origin.RULE)


def test_the_trained_model_comes_before_a_rule_that_does_not_decide(reader: Reader) -> None:
    words = SentenceContext(["都", "来", "了"])
    found = reader.read_polyphone(words, 0)
    assert (found.pinyin, found.origin) == ("dou1", Origin.MODEL)
    without = Reader(Dictionary(), trained={}).read_polyphone(words, 0)
    assert (without.pinyin, without.origin) == ("dou1", Origin.RULE)


def test_opinions_are_multiplied() -> None:
    combined = combine_opinions({"he2": 0.6, "huo4": 0.4}, {"he2": 0.25, "huo4": 0.75})
    assert combined == pytest.approx({"he2": 1 / 3, "huo4": 2 / 3})
    unheard = combine_opinions({"he2": 0.6, "huo4": 0.4}, {"he2": 1.0})
    assert 0 < unheard["huo4"] < 0.01, "a reading that the topics lack is not excluded"
    assert combine_opinions({"he2": 0.6}, {}) == {"he2": 0.6}
