"""How words are read in Taiwan, from how they are read on the mainland.

First the dictionary's note on the word itself (垃圾 lèsè), then, character by character, the
reviewed list of `data/taiwan.tsv` (期 qí, 质 zhí, 究 jiù).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from generator.language.characters import IS_HAN
from generator.language.dictionary import DATA, Entry


class HasEntries(Protocol):
    """Has the entries of a headword."""

    def entries(self, simplified: str) -> tuple[Entry, ...]:
        """See `Dictionary.entries`."""
        ...


@cache
def _characters() -> Mapping[tuple[str, str], str]:
    lines = DATA.joinpath("taiwan.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(char, mainland): taiwan for char, mainland, taiwan in rows}


def taiwan_reading(
    word: str, syllables: Sequence[str], dictionary: HasEntries
) -> tuple[str, ...] | None:
    """The syllables of a simplified word as read in Taiwan, None where they are the same.

    `syllables` are those of its Han characters on the mainland, in order; capitals stay.
    """
    # The note on a lone character may hold in one sense only: 从 zòng, 和 hàn.
    for entry in dictionary.entries(word) if len(word) > 1 else ():
        if len(entry.taiwan) == len(syllables) == len(entry.syllables) and [
            s.lower() for s in entry.syllables
        ] == [s.lower() for s in syllables]:
            return tuple(map(_like, entry.taiwan, syllables))
    table = _characters()
    if len(IS_HAN.findall(word)) != len(syllables):
        return None
    found = tuple(
        _like(table.get((char, said)) or table.get((char, said.lower()), said), said)
        for char, said in zip(filter(IS_HAN.match, word), syllables, strict=True)
    )
    return found if found != tuple(syllables) else None


def _like(syllable: str, model: str) -> str:
    """The syllable with a capital if the model has one."""
    return syllable[:1].upper() + syllable[1:] if model[:1].isupper() else syllable.lower()
