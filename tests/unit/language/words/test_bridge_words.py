from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.language.tables import read_rows
from generator.language.words.bridge_words import (
    MAX_BRIDGE_WORD_LENGTH,
    cheapest_parts,
    phrases,
    read_phrases,
)
from generator.language.words.segmentation import Candidate, Segmenter
from generator.language.words.word_list import WordList, dictionary_words
from generator.model import Span


def cut(text: str, words: WordList, *candidates: Candidate) -> str:
    return "|".join(w.span.of(text) for w in Segmenter(words).segment(text, candidates))


GLOSSED = {word for word, *_ in read_rows("glosses/glosses.tsv", 6, optional=1)}
"""Words that the pop-up can explain without the dictionary."""

COSTS = {"甲": 300.0, "乙": 300.0, "丙": 300.0, "乙丙": 400.0}


def test_a_bridge_word_keeps_its_characters_and_is_split() -> None:
    assert cut("甲乙丙", WordList(COSTS)) == "甲|乙丙"
    assert cut("甲乙丙", WordList(COSTS | {"甲乙": 350.0}, {"甲乙"})) == "甲|乙|丙"


def test_a_bridge_word_is_split_as_given() -> None:
    words = WordList(COSTS | {"甲乙丙": 100.0}, {"甲乙丙"}, {"甲乙丙": ("甲", "乙", "丙")})
    assert cut("甲乙丙", words) == "甲|乙|丙"


def test_a_bridge_word_may_contain_another() -> None:
    words = WordList(COSTS | {"甲乙": 350.0, "甲乙丙": 400.0}, {"甲乙", "甲乙丙"})
    assert list(words.parts_of("甲乙丙")) == ["甲", "乙", "丙"]


def test_a_bridge_word_is_not_a_word() -> None:
    words = WordList(COSTS | {"甲乙": 350.0}, {"甲乙"})
    assert "甲乙" not in words
    assert "乙丙" in words
    assert words.cost("甲乙", 7) == 7
    assert words.cost("乙丙", 7) == 400


def test_a_name_that_is_also_a_bridge_word_stays_whole() -> None:
    words = WordList(COSTS | {"甲乙": 350.0}, {"甲乙"})
    assert cut("甲乙", words, Candidate(Span(0, 2), 500)) == "甲乙"
    assert cut("甲乙", words, Candidate(Span(0, 2), 700)) == "甲|乙"
    assert cut("甲乙", words, Candidate(Span(0, 2), preferred=True)) == "甲乙"


def test_a_forced_span_stays_whole() -> None:
    words = WordList(COSTS | {"甲乙": 350.0}, {"甲乙"})
    (word,) = Segmenter(words).segment("甲乙", forced=[Span(0, 2)])
    assert word.span == Span(0, 2)


def test_a_name_around_a_bridge_word_stays_whole() -> None:
    words = WordList(COSTS | {"乙丙": 350.0}, {"乙丙"})
    assert cut("甲乙丙", words, Candidate(Span(0, 3), 800)) == "甲乙丙"
    assert cut("甲乙丙", words, Candidate(Span(0, 3), 950)) == "甲|乙|丙"


def test_a_bridge_word_does_not_split_a_preferred_candidate() -> None:
    words = WordList(COSTS | {"乙丙": 20.0}, {"乙丙"})
    assert cut("甲乙丙", words, Candidate(Span(0, 2), preferred=True)) == "甲乙|丙"


def test_cheapest_parts_never_include_the_whole_word() -> None:
    assert cheapest_parts("乙丙", COSTS, 1000) == ("乙", "丙")
    assert cheapest_parts("甲乙丙", COSTS, 1000) == ("甲", "乙丙")
    assert cheapest_parts("甲丁", COSTS, 1000) == ("甲", "丁")


def test_phrases_consist_of_words_and_win_over_other_segmentations() -> None:
    words = dictionary_words()
    for phrase in phrases():
        assert all(part in words or part in GLOSSED for part in phrase), phrase
        assert cut("".join(phrase), words) == "|".join(phrase)


def test_a_phrase_of_one_word_is_an_error(tmp_path: Path) -> None:
    table = tmp_path / "phrases.tsv"
    table.write_text("# 一\n一|个 半|个\n\n号称|为\n", encoding="utf-8")
    assert read_phrases(table) == [["一", "个"], ["半", "个"], ["号称", "为"]]
    for phrase in ("一个", "一个|", "|"):
        table.write_text(f"# 一\n一|次\n半|个 {phrase}\n", encoding="utf-8")
        with pytest.raises(ValueError, match=f"line 3: “{re.escape(phrase)}” is not several words"):
            read_phrases(table)


def test_every_bridge_word_is_split_into_words_or_characters() -> None:
    words = dictionary_words()
    assert len(words.bridge_words) > 50_000
    assert max(map(len, words.bridge_words)) <= MAX_BRIDGE_WORD_LENGTH
    for whole in words.bridge_words:
        assert "".join(words.parts_of(whole)) == whole
        parts = words.parts_of(whole)
        assert all(len(part) == 1 or part in words or part in GLOSSED for part in parts)
    assert words.parts_of("成都市") == ["成都", "市"]
