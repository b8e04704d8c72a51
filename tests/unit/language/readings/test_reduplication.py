from __future__ import annotations

import pytest

from generator.language.readings.reduplication import is_reduplicated_verb, repeats_verb


@pytest.mark.parametrize(
    ("words", "index", "expected"),
    [
        (["坐", "坐"], 1, True),
        (["听", "听话"], 1, True),
        (["用", "用户"], 1, False),
        (["一", "听", "听出"], 2, False),
        (["坐", "坐"], 0, False),
        (["红", "红"], 1, False),
        (["吃", "吃", "吃"], 1, False),
        (["吃", "吃", "吃"], 2, False),
    ],
)
def test_repeats_verb(words: list[str], index: int, expected: bool) -> None:
    assert repeats_verb(words, index) is expected


@pytest.mark.parametrize(
    ("word", "doubled"), [("尝尝", True), ("红红", False), ("尝", False), ("尝试", False)]
)
def test_is_reduplicated_verb(word: str, doubled: bool) -> None:
    assert is_reduplicated_verb(word) is doubled
