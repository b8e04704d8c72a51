"""Tests for how names are spelt."""

from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.orthography.name_spelling import (
    ends_with_type,
    find_country_pairs,
    find_familiar_names,
    find_ranks,
    has_proper_kind,
    is_familiar,
    is_place_type,
    pen_name_break,
)
from generator.model import NameKind


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


def test_ranks_and_leagues_after_a_name() -> None:
    kinds = [NameKind.PERSON, None, NameKind.PLACE, None, None, None]
    assert list(find_ranks("隆裕 太后 日本 皇后 中超 联赛".split(), kinds)) == [1, 4, 5]
    assert not list(find_ranks(["太后", "来"], [None, None]))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("文艺复兴", True), ("诺贝尔和平奖", True), ("布朗运动", False), ("扬州炒饭", False)],
)
def test_kinds_of_names_with_a_capital_in_each_word(name: str, expected: bool) -> None:
    assert has_proper_kind(name) is expected


@pytest.mark.parametrize(("person", "expected"), [("卡洛五世", 2), ("东坡居士", 2), ("李白", 0)])
def test_the_last_word_of_a_name(person: str, expected: int) -> None:
    assert pen_name_break(person) == expected
