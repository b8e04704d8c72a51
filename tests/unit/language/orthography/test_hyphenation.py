from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.orthography.hyphenation import find_breaks, find_separators
from generator.model import Separator
from tests.fixture_file import Case, read_cases

ENTRIES = Dictionary().entries


def with_separators(word: str) -> str:
    found = find_separators(word, ENTRIES(word))
    return "".join(found.get(at, Separator.NONE) + char for at, char in enumerate(word))


@pytest.mark.parametrize("case", read_cases("language/orthography.txt"), ids=str)
def test_separators(case: Case) -> None:
    assert " | ".join(map(with_separators, case.input.split())) == case.expected


@pytest.mark.parametrize("word", ["开发人员", "引人注目", "中小型企业", "第一夫人", "研究员"])
def test_breaks_are_the_separators_that_are_spaces(word: str) -> None:
    spaces = {
        at
        for at, separator in find_separators(word, ENTRIES(word)).items()
        if separator is Separator.SPACE
    }
    assert find_breaks(word, ENTRIES(word)) == spaces
