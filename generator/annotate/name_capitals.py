"""The capitals and the words of a name, in the readings of one of its words."""

from __future__ import annotations

from collections.abc import Sequence

from generator.annotate.joined_syllables import JoinedSyllable, capitalise
from generator.language.characters import has_han
from generator.language.dictionary.cedict import Dictionary
from generator.language.names.tables import listed_names
from generator.language.orthography.listed_words import compounds
from generator.language.orthography.name_spelling import (
    ends_with_type,
    has_proper_kind,
    is_craft,
    is_familiar,
    is_line,
    pen_name_break,
)
from generator.model import NameKind, Separator

_DOT = "·"
"""Stands between the parts of a foreign name."""
SMALL_WORDS = frozenset("的之与和及或")
"""Words that have no capital inside a name: 肖申克的救赎 Xiāoshēnkè de Jiùshú."""
_SMALL_IN_NAMES = frozenset({"he2", "yu3", "ji2", "zhi1", "de5", "huo4"})


def with_parts_of_name(
    joined: tuple[JoinedSyllable, ...], word: str, kind: NameKind, dictionary: Dictionary
) -> tuple[JoinedSyllable, ...]:
    """Return the syllables of a word in a name, parted before its type: 南京路 Nánjīng Lù."""
    is_plain = kind is NameKind.PLACE and len(joined) == len(word)
    is_whole = word in compounds()  # 潘家园, which is no garden
    if is_plain and not is_whole and ends_with_type(word, dictionary):
        joined = _with_type(joined)
    if is_craft(word, kind):
        joined = _with_type(joined)
    if kind is not NameKind.PERSON and is_line(word):
        joined = _with_hyphens(joined)
    return joined


def with_capitals(
    joined: tuple[JoinedSyllable, ...], word: str, name: str, kind: NameKind, is_entry: bool
) -> tuple[JoinedSyllable, ...]:
    """Return the syllables of a word in a name with capitals.

    `is_entry` says whether the dictionary has the word.
    """
    is_proper = has_proper_kind(name)
    joined = capitalise(joined, every_word=kind is NameKind.ORGANISATION or is_proper)
    is_address = kind is NameKind.PERSON and (is_familiar(word) or bool(pen_name_break(word)))
    is_listed = is_entry or word in compounds() or word in listed_names()
    if is_address or is_proper or (kind is NameKind.PLACE and is_listed):
        joined = with_big_words(joined)
    if is_proper:
        joined = (capitalise(joined[:1])[0], *joined[1:])  # 东罗马帝国
    return _with_big_parts(word, joined) if _DOT in word else joined


def with_big_words(joined: Sequence[JoinedSyllable]) -> tuple[JoinedSyllable, ...]:
    """Capitalise the words of a place's name: 青藏高原 Qīng-Zàng Gāoyuán."""
    return tuple(
        capitalise([pair])[0]
        if pair[1] is Separator.SPACE and pair[0].pinyin not in _SMALL_IN_NAMES
        else pair
        for pair in joined
    )


def _with_big_parts(name: str, joined: tuple[JoinedSyllable, ...]) -> tuple[JoinedSyllable, ...]:
    """Capitalise the parts of a foreign name: 约翰斯·霍普金斯 Yuēhànsī·Huòpǔjīnsī."""
    han = [at for at, char in enumerate(name) if has_han(char)]
    if len(han) != len(joined):
        return joined
    return tuple(
        capitalise([pair])[0] if name[at - 1 : at] == _DOT else pair
        for at, pair in zip(han, joined, strict=True)
    )


def _with_hyphens(joined: Sequence[JoinedSyllable]) -> tuple[JoinedSyllable, ...]:
    """Return places by one syllable each, with hyphens between them: 成昆 Chéng-Kūn."""
    first, *others = [syllable for syllable, _ in joined]
    parts = [(first, Separator.NONE), *((syllable, Separator.HYPHEN) for syllable in others)]
    return tuple(capitalise([part])[0] for part in parts)


def _with_type(joined: tuple[JoinedSyllable, ...]) -> tuple[JoinedSyllable, ...]:
    """Return the syllables of a name, what it is as a word: 南京路 Nánjīng Lù."""
    *stem, (last, _) = joined
    if any(separator is not Separator.NONE for _, separator in stem[1:]):
        return joined
    return (*capitalise(stem), *capitalise([(last, Separator.SPACE)]))
