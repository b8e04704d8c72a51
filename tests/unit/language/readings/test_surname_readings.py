from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.surname_readings import is_surname_in_context, surname_reading


@pytest.mark.parametrize(
    ("words", "index", "surname"),
    [
        (["任", "先生"], 0, True),
        (["我", "问", "任", "先生"], 2, True),
        (["他", "任", "校长"], 1, False),
        (["任", "校长", "三", "年"], 0, False),
        (["单", "老", "先生"], 0, True),
        (["姓", "解", "的"], 1, True),
        (["查", "家", "是", "望族"], 0, True),
        (["查", "家", "里"], 0, False),
        (["解", "释"], 0, False),
    ],
)
def test_is_surname_in_context(words: list[str], index: int, surname: bool) -> None:
    assert is_surname_in_context(words, index) is surname


@pytest.mark.parametrize(
    ("surname", "expected"),
    [("单", "shan4"), ("乐", "yue4"), ("尉迟", "yu4 chi2"), ("王", "wang2"), ("桌", "")],
)
def test_surname_reading(surname: str, expected: str) -> None:
    assert " ".join(surname_reading(Dictionary(), surname)) == expected
