from __future__ import annotations

import re

import pytest

from generator.language.words.cut_rules import RULE_ADVANTAGE, CutRules, cut_rules
from generator.language.words.segmentation import Segmenter
from generator.language.words.word_list import neighbours
from tests.fixture_file import FIXTURES


def cuts() -> list[str]:
    text = (FIXTURES / "cuts.txt").read_text(encoding="utf-8")
    lines = text[text.index("\n# ") :].splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", cuts())
def test_fixture(line: str) -> None:
    text = line.replace("|", "")
    assert "|".join(word.span.of(text) for word in Segmenter().segment(text)) == line


def test_every_pattern_compiles() -> None:
    for rules in cut_rules().values():
        for rule in rules:
            assert all(rule.words)
            re.compile(rule.before)
            re.compile(rule.after)


def test_a_phrase_costs_less_than_the_word_that_it_replaces() -> None:
    text = "他憋着火"
    found = list(CutRules({"着火": 500.0, "着": 300.0, "火": 400.0}).find(text, neighbours(text)))
    assert [(f.start, f.end, f.parts) for f in found] == [(2, 4, ("着", "火"))]
    assert found[0].cost == 500.0 - RULE_ADVANTAGE


def test_text_without_a_phrase_has_no_edges() -> None:
    assert not list(CutRules({}).find("他来", neighbours("他来")))
