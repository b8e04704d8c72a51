"""What a character is put together from: 智 from 知 and 日, 队 from 阝 and 人.

`data/glyphs/components.tsv` (by `compile_components.py`) has a character and its components a
line; it is about the look of a character, not about its history. What has no components, or only
strokes, is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_columns, read_rows

FORMS: Mapping[str, str] = {
    form: char for char, forms in read_rows("glyphs/component_forms.tsv", 2) for form in forms
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
