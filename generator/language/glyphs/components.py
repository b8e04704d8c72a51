"""What a character is put together from: 智 from 知 and 日, 队 from 阝 and 人.

`data/glyphs/components.tsv` (by `compile_components.py`) has a character and its components a
line; it is about the look of a character, not about its history. What has no components, or only
strokes, is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_columns

FORMS: Mapping[str, str] = {
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
"""The characters whose forms these are, where they stand as a component."""


def components(char: str) -> tuple[str, ...]:
    """The components of a character in the order of writing; none where it is not put together."""
    return tuple(_table().get(char, ()))


def meant(char: str, place: int) -> str:
    """The character that the component of `char` at `place` stands for, mostly itself.

    阝 is a mound (阜) on the left and a city (邑) on the right.
    """
    form = components(char)[place]
    if form == "阝":
        return "阜" if place == 0 else "邑"
    return FORMS.get(form, form)


@cache
def _table() -> Mapping[str, str]:
    return dict(zip(*read_columns("glyphs/components.tsv", 2), strict=True))
