"""The components of a character: 智 has 知 and 日, 队 has 阝 and 人.

Each line of `data/glyphs/components.tsv` (by `compile_components.py`) has a character and its
components. They describe how a character looks, not its history. Characters without components,
or made of strokes only, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_columns, read_rows

COMPONENT_FORMS: Mapping[str, str] = {
    form: char for char, forms in read_rows("glyphs/component_forms.tsv", 2) for form in forms
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
