from __future__ import annotations

from generator.language.names.tables import (
    is_surname,
    known_names,
    listed_names,
    reviewed_names,
    surname_of,
)
from generator.model import NameKind


def test_reviewed_names_override_compiled_ones() -> None:
    assert known_names()["福尔摩斯"] is NameKind.PERSON  # jieba has it as a place
    assert listed_names()["钟南山"] is NameKind.PERSON
    assert "大雪" not in known_names()
    assert not any(word in listed_names() for word, kind in reviewed_names().items() if not kind)


def test_a_gloss_with_years_is_not_always_a_person() -> None:
    kinds = {word: known_names()[word] for word in "北宋 抗日战争 古兰经 富士山 花莲县".split()}
    assert list(kinds.values()) == [NameKind.OTHER] * 3 + [NameKind.PLACE] * 2
    assert known_names()["钱钟书"] is known_names()["汉武帝"] is NameKind.PERSON


def test_surnames() -> None:
    assert is_surname("钟")
    assert surname_of("欧阳修") == "欧阳"
    assert surname_of("塔夫茨") == ""


def test_a_pet_name_has_no_surname() -> None:
    assert surname_of("兰兰") == ""
    assert surname_of("兰英") == "兰"
