"""Tests for the glosses of words that are made of others."""

from __future__ import annotations

import pytest

from generator.language.glosses.composed import composed_use

MEANINGS = {
    "看懂": "to understand",
    "朋友": "friend",
    "买起": "to afford",
    "商量": "to discuss",
    "说": "to speak",
    "门": "door",
    "人": "person",
}
CASES = {
    "六十五": "65",
    "一百多": "more than 100",
    "三万": "30,000",
    "两三": "2 or 3",
    "七八十": "70 or 80",
    "第三": "3rd",
    "第十一": "11th",
    "2024年7月": "July 2024",
    "2024年": "2024",
    "7月1日": "1 July",
    "二十三日": "23rd (day)",
    "看不懂": "cannot understand (看懂 with 不)",
    "看得懂": "can understand (看懂 with 得)",
    "朋友们": "friend, plural (朋友 with 们)",
    "商量商量": "to discuss, for a while (商量 repeated)",
    "说一说": "to speak, for a while (说 repeated)",
    "说了说": "to speak, for a while (说 repeated)",
    "门儿": "door (门 with 儿)",
    "人人": "",
    "听不懂": "",
    "月亮": "",
    "年": "",
}


@pytest.mark.parametrize(("word", "gloss"), CASES.items())
def test_words_made_of_others(word: str, gloss: str) -> None:
    use = composed_use(word, ("a1",), lambda each: MEANINGS.get(each, ""))
    assert (use.gloss if use else "") == gloss
