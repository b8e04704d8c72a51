from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
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
