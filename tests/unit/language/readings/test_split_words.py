"""The readings of words that the dictionary lacks."""

from __future__ import annotations

from generator.language.pinyin.syllables import is_syllable
from generator.language.readings.split_words import read_split_words
from generator.language.words.bridge_words import read_costs
from generator.language.words.listed_splits import split_words


def test_parts_have_the_reading_of_the_whole() -> None:
    assert read_split_words(["用", "调", "优", "的", "结果"]) == {1: ("tiao2",), 2: ("you1",)}
    assert read_split_words(["散", "货船"]) == {0: ("san3",), 1: ("huo4", "chuan2")}


def test_the_longest_word_counts() -> None:
    found = read_split_words(["调", "香", "师"])
    assert found == {0: ("tiao2",), 1: ("xiang1",), 2: ("shi1",)}


def test_words_begin_and_end_at_word_boundaries() -> None:
    assert read_split_words(["强调", "优", "点"]) == {}
    assert read_split_words(["调", "优点"]) == {}
    assert read_split_words([]) == {}


def test_the_table_has_what_the_dictionary_lacks() -> None:
    headwords = read_costs("words/words.tsv")
    for word, syllables in split_words().items():
        assert word not in headwords, "a headword belongs into readings.tsv"
        assert len(word) == len(syllables)
        assert all(map(is_syllable, syllables))
