from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.reader import Reader
from generator.language.readings.sentence_context import SentenceContext
from generator.model import NameKind, Origin
from tests.fixture_file import Case, read_cases
from tests.shown import annotated


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Dictionary())


@pytest.mark.parametrize("case", read_cases("readings.txt"), ids=str)
def test_readings(case: Case) -> None:
    block, _ = annotated(case.input)
    found = " ".join(reading.pinyin.lower() for reading in block.layers.readings)
    assert found == case.expected


def test_the_dictionary_decides_if_its_entries_agree(reader: Reader) -> None:
    (yan, jiu) = reader.read(SentenceContext(["研究"], ["研究"]), 0)
    assert (yan.pinyin, jiu.pinyin) == ("yan2", "jiu1")
    assert yan.origin is Origin.DICTIONARY


def test_a_traditional_spelling_selects_the_reading(reader: Reader) -> None:
    assert reader.read(SentenceContext(["干"], ["乾"]), 0)[0].pinyin == "gan1"
    assert reader.read(SentenceContext(["干"], ["幹"]), 0)[0].pinyin == "gan4"


def test_a_capital_in_a_name_starts_a_part(reader: Reader) -> None:
    found = reader.read(SentenceContext(["浙江大学"], ["浙江大学"]), 0)
    assert [s.starts_part for s in found] == [False, False, True, False]


def test_a_person_has_a_surname_and_a_given_name(reader: Reader) -> None:
    found = reader.read(SentenceContext(["单田芳"], ["单田芳"]), 0, NameKind.PERSON)
    assert [s.pinyin for s in found] == ["Shan4", "Tian2", "fang1"]
    assert [s.starts_part for s in found] == [False, True, False]
