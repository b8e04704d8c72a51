"""Readings that characters with several have in names: 周小燕 yàn, 哈梅尔 hā."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.tables import read_rows


@cache
def name_characters(group: str) -> Mapping[str, str]:
    """Return the syllables of characters in the names of a group of `name_characters.tsv`.

    The groups `given` and `foreign` have what is in `name`, too.
    """
    return {
        char: syllable
        for of, char, syllable in read_rows("readings/name_characters.tsv", 3)
        if of in ("name", group)
    }
