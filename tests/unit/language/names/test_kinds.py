from __future__ import annotations

import pytest

from generator.language.names.japanese_names import japanese_surname
from generator.language.names.kinds import is_foreign_person


@pytest.mark.parametrize("name", ["达辛", "萨达姆", "艾茜莉尔", "穆巴拉克"])
def test_foreign_names_that_begin_with_the_character_of_a_surname(name: str) -> None:
    assert is_foreign_person(name)


@pytest.mark.parametrize("name", ["马琳", "吴邦国", "范冰冰", "李娜", "欧阳修", "诸葛孔明"])
def test_names_with_a_chinese_surname(name: str) -> None:
    assert not is_foreign_person(name)


@pytest.mark.parametrize(
    ("person", "surname"),
    [("加藤正夫", "加藤"), ("大谷翔平", "大谷"), ("吴邦国", ""), ("加藤", "")],
)
def test_surnames_of_japanese_names(person: str, surname: str) -> None:
    assert japanese_surname(person) == surname
