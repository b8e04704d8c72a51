"""Tests for how names are spelt."""

from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.orthography.name_spelling import (
    ends_with_type,
    find_country_pairs,
    find_familiar_names,
    is_familiar,
    is_place_type,
)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("南京路", True),
        ("佛罗里达州", True),
        ("大雁塔", True),
        ("平型关", True),
        ("七星关", False),
        ("莫高窟", True),
        ("艾伯塔", False),
        ("长江口", True),
        ("张家口", False),
        ("金门", False),
        ("福州", False),
        ("上海市", False),
        ("镇江", False),
        ("双桥", False),
    ],
)
def test_the_kind_of_a_place_is_a_word(place: str, expected: bool) -> None:
    assert ends_with_type(place, Dictionary()) is expected


def test_a_kind_of_place_after_a_name() -> None:
    assert is_place_type("市")
    assert not is_place_type("的")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("老 王 来 了", [0, 1]), ("很 老 王 说", []), ("小 李 和 老 张", [0, 1, 3, 4]), ("老 师", [])],
)
def test_familiar_names(words: str, expected: list[int]) -> None:
    assert list(find_familiar_names(words.split())) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("中 美 关系", [0, 1]), ("中 美 国", []), ("中 学 关系", [])]
)
def test_two_countries_and_what_they_share(words: str, expected: list[int]) -> None:
    assert list(find_country_pairs(words.split())) == expected


@pytest.mark.parametrize(
    ("person", "expected"), [("阿秀", True), ("阿波罗", False), ("陈阿", False)]
)
def test_a_person_who_is_called_familiarly(person: str, expected: bool) -> None:
    assert is_familiar(person) is expected
