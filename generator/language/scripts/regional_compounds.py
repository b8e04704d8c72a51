"""Regional vocabulary inside longer words: 软件 in 软件包, 手机软件 and 软件开发.

A word of `regional.tsv` at the beginning or the end of a longer word is converted if the rest of
that word is a word, too, a number (1.2万亿), or an affix of `regional_affixes.tsv`. In a foreign
name, the family name is, and what is before it if it is known as a given name (希拉里·克林顿,
希拉蕊·柯林頓); 马蒂斯·德莱特 is not that of the painter, 馬諦斯.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from generator.language.numerals import NUMERALS
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words

MIDDLE_DOT = "·"
"""Separates the parts of a foreign name."""

_NUMBER = re.compile(rf"[0-9０-９.,，{NUMERALS}几数]+")

MIN_LENGTH = 3
"""The length of the shortest words with regional vocabulary inside, in characters."""


class RegionalPart(Struct, frozen=True):
    """Regional vocabulary inside a word, from `start` to `end`, with its form."""

    start: int
    end: int
    form: str


@cache
def _affixes() -> Mapping[str, frozenset[str]]:
    return read_groups("scripts/regional_affixes.tsv")


def regional_parts(word: str, forms: Mapping[str, str]) -> tuple[RegionalPart, ...]:
    """Return the regional vocabulary inside a simplified word, given the forms of single words."""
    if len(word) < MIN_LENGTH:
        return ()
    if MIDDLE_DOT in word:
        return tuple(_between_dots(word, forms))
    return tuple(_at_edges(word, forms))


def _between_dots(name: str, forms: Mapping[str, str]) -> Iterator[RegionalPart]:
    starts = [0, *(at + 1 for at, character in enumerate(name) if character == MIDDLE_DOT)]
    # The family name may have several parts: 列奥纳多·达·芬奇.
    family = next((start for start in starts[1:] if name[start:] in forms), len(name) + 1)
    for start, after in itertools.pairwise((*starts, len(name) + 1)):
        if start >= family:
            break
        part = name[start : after - 1]
        if part in _given_names() and (form := forms.get(part)) is not None:
            yield RegionalPart(start, after - 1, form)
    if family < len(name):
        yield RegionalPart(family, len(name), forms[name[family:]])


@cache
def _given_names() -> frozenset[str]:
    return read_groups("scripts/form_words.tsv")["given"]


def _at_edges(word: str, forms: Mapping[str, str]) -> Iterator[RegionalPart]:
    size, begun = len(word), 0
    for end in range(size - 1, 1, -1):
        if (form := forms.get(word[:end])) is not None and (
            word[end:] in forms or _is_word(word[end:], "suffix")
        ):
            yield RegionalPart(0, end, form)
            begun = end
            break
    for start in range(max(begun, 1), size - 1):
        form = forms.get(word[start:])
        if form is not None and (begun == start or _may_precede(word[:start])):
            yield RegionalPart(start, size, form)
            return


def _may_precede(rest: str) -> bool:
    return _is_word(rest, "prefix") or _NUMBER.fullmatch(rest) is not None


def _is_word(rest: str, affix: str) -> bool:
    return rest in _affixes()[affix] if len(rest) == 1 else rest in dictionary_words()


def with_regional_parts(text: str, length: int, parts: tuple[RegionalPart, ...]) -> str:
    """Replace the parts of a converted word; `length` is that of the word as it was."""
    if len(text) != length:
        return text
    for part in reversed(parts):
        text = text[: part.start] + part.form + text[part.end :]
    return text
