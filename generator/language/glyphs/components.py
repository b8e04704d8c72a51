"""The components of a character: 智 has 知 and 日, 队 has 阝 and 人.

Each line of `data/glyphs/components.tsv` (by `compile_components.py`) has a character and its
components. They describe how a character looks, not its history. Characters without components,
or made of strokes only, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_columns

COMPONENT_FORMS: Mapping[str, str] = {
    form: char
    for char, forms in {
        "人": "亻",
        "水": "氵氺",
        "手": "扌龵𠂇",
        "心": "忄㣺",
        "言": "讠訁",
        "金": "钅釒",
        "足": "⻊𧾷",
        "示": "礻",
        "衣": "衤",
        "糸": "纟糹",
        "食": "饣飠",
        "刀": "刂",
        "火": "灬",
        "犬": "犭",
        "牛": "牜",
        "竹": "⺮",
        "网": "罒",
        "老": "耂",
        "攴": "攵⺙",
        "爪": "爫",
        "辵": "辶",
        "西": "覀",
        "川": "巛",
        "木": "朩",
        "止": "龰",
        "小": "⺌",
        "卜": "⺊",
        "彐": "⺕彑",
        "草": "艹",
        "私": "厶",
        "包": "勹",
        "疋": "𤴓",
    }.items()
    for form in forms
}
"""The character that a component is a form of."""


def components(char: str) -> tuple[str, ...]:
    """Return the components of a character in writing order; none if it has no parts."""
    return tuple(_table().get(char, ()))


def component_character(char: str, index: int) -> str:
    """Return the character that a component of `char` stands for, usually the component itself.

    阝 is a mound (阜) on the left and a city (邑) on the right.
    """
    form = components(char)[index]
    if form == "阝":
        return "阜" if index == 0 else "邑"
    return COMPONENT_FORMS.get(form, form)


@cache
def _table() -> Mapping[str, str]:
    return dict(zip(*read_columns("glyphs/components.tsv", 2), strict=True))
