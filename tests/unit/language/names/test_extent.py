from __future__ import annotations

import pytest

from generator.language.names.extent import extend_name
from generator.model import NameKind

PERSON, PLACE, BODY, OTHER = (
    NameKind.PERSON,
    NameKind.PLACE,
    NameKind.ORGANISATION,
    NameKind.OTHER,
)


@pytest.mark.parametrize(
    ("words", "kind", "whole", "new_kind"),
    [
        ("静安寺|路|上", PLACE, "静安寺路", PLACE),
        ("玄武|湖|边", PERSON, "玄武湖", PLACE),
        ("鲁迅|公园|里", PERSON, "鲁迅公园", PLACE),
        ("南洋|大学|的", PLACE, "南洋大学", BODY),
        ("南苑|航空|学校", PLACE, "南苑航空学校", BODY),
        ("国安|队|赢", BODY, "国安队", BODY),
        ("德国|队|赢", PLACE, "德国队", BODY),
        ("利奥波德|一世|与", OTHER, "利奥波德一世", PERSON),
        ("火币|网|上", BODY, "火币网", BODY),
        ("罗克鲁瓦|战役|中", PLACE, "罗克鲁瓦战役", OTHER),
        ("台湾|师范|大学|毕业", PLACE, "台湾师范大学", BODY),
        ("台湾|总督府|的", PLACE, "台湾总督府", BODY),
        ("宋庆龄|基金会|的", PERSON, "宋庆龄基金会", BODY),
        ("佛光|大学|的", OTHER, "佛光大学", BODY),
        ("金州|勇士|队|赢", PLACE, "金州勇士队", BODY),
        ("中国|围棋|协会|的", PLACE, "中国围棋协会", BODY),
        ("中国|游泳|队|的", PLACE, "中国游泳队", BODY),
        ("天津|政协|委员", PLACE, "天津政协", BODY),
        ("滨州|地区|妇联|说", PLACE, "滨州地区妇联", BODY),
        ("北京|地质|学院|的", PLACE, "北京地质学院", BODY),
        ("康华|制药|厂|的", PERSON, "康华制药厂", BODY),
    ],
)
def test_names_take_the_word_for_what_they_are(
    words: str, kind: NameKind, whole: str, new_kind: NameKind
) -> None:
    parts = words.split("|")
    extended = extend_name(parts, 0, kind)
    assert extended is not None
    end, found = extended
    assert ("".join(parts[:end]), found) == (whole, new_kind)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("北京|市|的", PLACE),
        ("碑记|镇|的", PLACE),
        ("美国|公司|的", PLACE),
        ("上海|公司|的", PLACE),
        ("美国|大学|的", PLACE),
        ("李明|大学|毕业", PERSON),
        ("李明|江|边", PERSON),
        ("清朝|寺|里", OTHER),
        ("汉语|学院|的", OTHER),
        ("美国|老虎|的", PLACE),
        ("北京|航空|的", PLACE),
        ("美国|科技|公司|的", PLACE),
        ("中国|救援|队|的", PLACE),
        ("北京", PLACE),
    ],
)
def test_other_words_stay_outside(words: str, kind: NameKind) -> None:
    assert extend_name(words.split("|"), 0, kind) is None
