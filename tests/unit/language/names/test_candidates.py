from __future__ import annotations

import pytest

from generator.language.names.candidates import find_candidates
from generator.language.names.tables import is_surname, known_names, listed_names, surname_of
from generator.model import NameKind


@pytest.mark.parametrize(
    ("person", "surname"),
    [("梁文峰", "梁"), ("欧阳修", "欧阳"), ("王", ""), ("塔夫茨", ""), ("", "")],
)
def test_surname_of(person: str, surname: str) -> None:
    assert surname_of(person) == surname


def test_is_surname() -> None:
    assert is_surname("李")
    assert is_surname("司马")
    assert not is_surname("的")


def test_known_names_have_kinds() -> None:
    names = known_names()
    assert names["中国"] is NameKind.PLACE
    assert names["浙江大学"] is NameKind.ORGANISATION
    assert names["李开复"] is NameKind.PERSON
    assert "周一" not in names
    assert "研究" not in names


def _costs(text: str) -> dict[str, float]:
    return {found.span.of(text): found.cost for found in find_candidates(text)}


def test_candidates_begin_with_a_surname_or_transcribe_a_foreign_name() -> None:
    assert set(_costs("校友梁文峰于")) == {"梁文峰", "梁文", "文峰", "文峰于"}
    foreign = {"马特", "马特·希", "马特·希恩", "特·希", "特·希恩"}
    assert set(_costs("研究员马特·希恩")) == foreign


def test_a_title_lowers_the_cost_of_a_name() -> None:
    assert _costs("教授曹汉成")["曹汉成"] < _costs("见到曹汉成")["曹汉成"]
    assert _costs("曹汉成说")["曹汉成"] < _costs("曹汉成的")["曹汉成"]


def test_a_dotted_name_does_not_include_words_around_it() -> None:
    found = _costs("主席菲德尔·卡斯特罗和保罗·艾伦")
    assert "菲德尔·卡斯特罗" in found
    assert not any("和" in name for name in found if "·" in name)
    assert not any(name.startswith("主席") for name in found)


def test_listed_names_are_candidates() -> None:
    assert "南汇" in listed_names()
    assert "南汇" in _costs("撤销南汇区")
    assert not set(listed_names()) & set(known_names())
