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
        ("北京|航空|的", PLACE),
        ("北京", PLACE),
    ],
)
def test_other_words_stay_outside(words: str, kind: NameKind) -> None:
    assert extend_name(words.split("|"), 0, kind) is None
