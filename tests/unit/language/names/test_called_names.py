from __future__ import annotations

import pytest

from generator.language.names.called_names import called_names, pet_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Who speaks a line of a dialogue; a heading is nobody.
        ("小新：我们去哪儿？", ["小新"]),
        ("小注：本表只作参考。", []),
        ("小结：今天学了三课。", []),
        # A given name before a word for kin; a word that is none, or a time.
        ("春花嫂笑道：“来了？”桂花婶也笑了。", ["春花", "桂花"]),
        ("昨天嫂子说她不来了，邻居大婶也来了。", []),
        # A family; a surname that is a word needs kin after it.
        ("吴家少奶奶来了，高家大嫂也来了。", ["吴", "高"]),
        ("张家和李家是邻居。", ["张", "李"]),
        ("紧张家庭气氛，外孙家的孩子，国王家的马，姓高家的人。", []),
    ],
)
def test_names_by_which_people_are_called(text: str, names: list[str]) -> None:
    assert [found.span.of(text) for found in called_names(text)] == names


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["她对圆圆说，快走吧。", "圆圆笑了。"], {"圆圆"}),
        (["甜甜今年六岁。"], {"甜甜"}),
        (["她甜甜地笑了。", "甜甜今年六岁。"], set()),
        (["明明说过不去，他还是去了。"], set()),
        (["妈妈问明明，你饿不饿？"], {"明明"}),
        (["圆圆的脸，亮亮的眼睛。"], set()),
    ],
)
def test_pet_names_are_shown_by_one_of_their_places(texts: list[str], names: set[str]) -> None:
    assert pet_names(texts) == names
