"""How words are read in Taiwan, from how they are read on the mainland.

First the dictionary's note on the word itself (垃圾 lèsè), then the reviewed list of
`data/scripts/taiwan.tsv`, words before characters (朋友 péngyǒu; 期 qí, 质 zhí, 究 jiù).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Entry
from generator.language.tables import read_rows


class HasEntries(Protocol):
    """Has the entries of a headword."""

    def entries(self, simplified: str) -> tuple[Entry, ...]:
        """See `Dictionary.entries`."""
        ...


@cache
def _known() -> Mapping[tuple[str, str], Sequence[str]]:
    """What is said in Taiwan by what is written and what is said on the mainland."""
    rows = read_rows("scripts/taiwan.tsv", 3)
    return {(written, mainland): taiwan.split() for written, mainland, taiwan in rows}


@cache
def _longest() -> int:
    return max(len(written) for written, _ in _known())


def taiwan_reading(
    word: str, syllables: Sequence[str], dictionary: HasEntries
) -> tuple[str, ...] | None:
    """The syllables of a simplified word as read in Taiwan, None where they are the same.

    `syllables` are those of its Han characters on the mainland, in order; capitals stay.
    """
    written = IS_HAN.findall(word)
    if len(written) != len(syllables):
        return None
    # The note on a lone character may hold in one sense only: 从 zòng, 和 hàn.
    for entry in dictionary.entries(word) if len(word) > 1 else ():
        if len(entry.taiwan) == len(syllables) == len(entry.syllables) and [
            s.lower() for s in entry.syllables
        ] == [s.lower() for s in syllables]:
            return tuple(map(_like, entry.taiwan, syllables))
    found = list(syllables)
    at = 0
    while at < len(written):
        for end in range(min(len(written), at + _longest()), at, -1):
            said = syllables[at:end]
            taiwan = _find("".join(written[at:end]), said)
            if taiwan is not None:
                found[at:end] = map(_like, taiwan, said)
                break
        else:
            end = at + 1
        at = end
    return tuple(found) if found != list(syllables) else None


def _find(written: str, said: Sequence[str]) -> Sequence[str] | None:
    mainland = " ".join(said)
    return _known().get((written, mainland)) or _known().get((written, mainland.lower()))


def _like(syllable: str, model: str) -> str:
    """The syllable with a capital if the model has one."""
    return syllable[:1].upper() + syllable[1:] if model[:1].isupper() else syllable.lower()
