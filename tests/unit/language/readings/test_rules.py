from __future__ import annotations

import re

import pytest

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.pinyin.syllables import is_syllable
from generator.language.readings import rules
from generator.language.readings.rules import find_rule
from generator.language.tables import read_rows


def test_a_row_with_a_context_decides() -> None:
    rule = find_rule(["我", "得", "走"], 1)
    assert rule is not None
    assert (rule.reading, rule.decides) == ("dei3", True)


@pytest.mark.parametrize("words", [["陆续", "地", "进行"], ["跑", "得", "快"], ["他", "都", "去"]])
def test_a_row_without_a_context_does_not_decide(words: list[str]) -> None:
    rule = find_rule(words, 1)
    assert rule is not None
    assert not rule.decides


def test_a_character_without_rows_has_no_rule() -> None:
    assert find_rule(["研"], 0) is None


def test_every_row_has_a_reading_of_its_characters() -> None:
    dictionary = Dictionary()
    for word, reading, *_ in read_rows("readings/polyphones.tsv", 5, optional=3):
        for char, syllable in zip(word, reading.split(), strict=True):
            assert IS_HAN.fullmatch(char)
            assert is_syllable(syllable)
            known = {e.syllables[0].lower() for e in dictionary.entries(char)} | {"r5"}
            if syllable[-1] != "5" or len(word) == 1:
                assert syllable in known, word


def test_no_row_comes_after_one_that_always_matches() -> None:
    ended: set[str] = set()
    for word, reading, *context in read_rows("readings/polyphones.tsv", 5, optional=3):
        assert word not in ended, f"{word} {reading} never applies"
        if not any(context):
            ended.add(word)


def test_a_rule_for_a_word() -> None:
    rule = find_rule(["这", "条", "街", "是", "东西", "走向"], 4)
    assert rule is not None
    assert rule.reading == "dong1 xi1"
    assert find_rule(["买", "东西"], 1) is None


def test_a_rule_with_classes() -> None:
    assert (rule := find_rule(["主板", "得", "收", "钱"], 1)) is not None
    assert rule.reading == "dei3"  # after a noun, and before a verb
    assert (rule := find_rule(["高兴", "得", "跳", "起来"], 1)) is not None
    assert rule.reading == "de5"


def test_all_patterns_can_be_compiled() -> None:
    for word in rules._rows():
        for rule in rules._rules(word):
            for side in (rule.before, rule.after):
                re.compile(side.pattern)
                re.compile(side.classes)


def test_what_patterns_list_matches_as_they_do() -> None:
    """Each sequence of words that a pattern lists, alone, between others, and as a part of one."""
    lists = 0
    assert max(max(rules._reach_of_lists(word)) for word in rules._rows()) <= 5
    for word, rows in rules._rows().items():
        for rule, (_, before, after, _) in zip(rules._rules(word), rows, strict=True):
            for listed in rule.before.listed:
                lists += 1
                pattern = re.compile(before.partition("@")[0])
                for text in (f"{listed}/", f"我/{listed}/", f"我{listed}/", f"{listed}我/", "我/"):
                    is_listed = not rule.before.listed.isdisjoint(rules._next_before(text, 5))
                    assert is_listed == bool(pattern.search(text)), (before, text)
            for listed in rule.after.listed:
                lists += 1
                pattern = re.compile(after.partition("@")[0])
                for text in (f"/{listed}", f"/{listed}/我", f"/{listed}我", f"/我{listed}", "/我"):
                    is_listed = not rule.after.listed.isdisjoint(rules._next_after(text, 5))
                    assert is_listed == bool(pattern.match(text)), (after, text)
    assert lists > 1000
    assert rules._next_before("甲/乙/丙/", 2) == ["丙", "乙/丙"]
    assert rules._next_after("/甲/乙/丙", 2) == ["甲", "甲/乙"]
    assert rules._next_before("", 2) == rules._next_after("", 2) == [""]
