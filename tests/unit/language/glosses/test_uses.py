"""Tests for the table of uses."""

from __future__ import annotations

import re

import pytest

from generator.language.glosses.context import parse_conditions
from generator.language.glosses.uses import CLASSES, TABLE, uses_of
from generator.language.pinyin.syllables import is_syllable
from generator.language.tables import read_rows

ROWS = list(read_rows(TABLE, 6, optional=1))


def test_rows_are_well_formed() -> None:
    for word, reading, traditional, word_class, gloss, conditions in ROWS:
        place = f"{word} {reading}: {gloss}"
        assert word_class in CLASSES, place
        assert all(
            is_syllable(s) or s == "r5" or s.isalpha() or s == "," for s in reading.split()
        ), place
        assert traditional == "-" or len(traditional) == len(word), place
        assert 0 < len(re.findall(r"[^\s;]+", gloss)) <= 9, place
        assert not re.search(r"[\u3400-\u9fff]|\.$", gloss), place
        parse_conditions(conditions)


def test_every_reading_and_form_has_one_default_the_last() -> None:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for word, reading, traditional, _, _, conditions in ROWS:
        groups.setdefault((word, reading, traditional), []).append(conditions)
    wrong = [key for key, found in groups.items() if found[-1] or not all(found[:-1])]
    assert wrong == []


def test_no_use_is_said_twice() -> None:
    assert len(ROWS) == len(set(ROWS))


@pytest.mark.parametrize(
    ("word", "reading", "traditional", "default"),
    [
        ("长", "chang2", "長", "long"),
        ("长", "zhang3", "長", "to grow"),
        ("周", "zhou1", "週", "week"),
        ("只", "zhi1", "隻", "measure word for animals"),
        ("只", "zhi3", "只", "only; just"),
        ("Ａ", "a1", "", ""),
    ],
)
def test_the_reading_and_the_form_choose(
    word: str, reading: str, traditional: str, default: str
) -> None:
    found = uses_of(word, reading.split(), traditional)
    assert (found[0].gloss if found else "").startswith(default)
    assert not found or not found[0].conditions
