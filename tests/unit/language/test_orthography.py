from __future__ import annotations

import pytest

from generator.language.dictionary import Dictionary
from generator.language.orthography import breaks


@pytest.mark.parametrize(
    ("word", "apart"),
    [
        ("开发人员", "开发 人员"),
        ("笔记本电脑", "笔记本 电脑"),
        ("奉献精神", "奉献 精神"),
        ("人工智能", "人工 智能"),
        ("引人注目", "引人注目"),
        ("受益匪浅", "受益匪浅"),
        ("字里行间", "字里行间"),
        ("研究员", "研究员"),
        ("电脑", "电脑"),
    ],
)
def test_breaks(word: str, apart: str) -> None:
    found = breaks(word, Dictionary().entries(word))
    shown = "".join(f" {char}" if at in found else char for at, char in enumerate(word))
    assert shown == apart
