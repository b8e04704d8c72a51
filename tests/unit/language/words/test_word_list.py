from __future__ import annotations

import pytest

from generator.language.words.word_list import WordList, neighbours

COSTS = {"甲": 40.0, "乙": 50.0, "甲乙": 60.0, "甲乙丙": 70.0, "乙丙丁戊": 80.0, "丙甲": 90.0}


@pytest.fixture
def words() -> WordList:
    return WordList(COSTS, bridge_words={"乙丙丁戊"}, cuts={"乙丙丁戊": ["乙", "丙丁戊"]})


def test_all_words_of_a_text_are_found(words: WordList) -> None:
    assert list(words.words_in("甲乙丙丁戊")) == [(0, 2, 60.0), (0, 3, 70.0), (1, 5, 80.0)]
    assert list(words.words_in("乙丙丁")) == []


def test_only_words_that_begin_at_the_given_places_are_found(words: WordList) -> None:
    assert list(words.words_at("甲乙丙甲", [1, 2])) == [(2, 4, 90.0)]


def test_a_bridge_word_is_found_but_is_no_word(words: WordList) -> None:
    assert "乙丙丁戊" not in words
    assert words.cost("乙丙丁戊", 7.0) == 7.0
    assert words.parts_of("乙丙丁戊") == ["乙", "丙丁戊"]
    assert "甲乙" in words
    assert words.cost("甲乙", 7.0) == 60.0
    assert not words.parts_of("甲乙")


def test_neighbours_are_pairs_of_characters() -> None:
    assert neighbours("甲乙丙") == ["甲乙", "乙丙"]
    assert neighbours("甲") == []
