"""Taiwan readings of words, from their mainland readings.

The dictionary's note on the word (垃圾 lèsè) takes precedence over the reviewed list of
`data/scripts/taiwan.tsv`, and words over single characters (朋友 péngyǒu; 期 qí, 质 zhí, 究 jiù).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Entry
from generator.language.tables import read_rows


class EntryLookup(Protocol):
    """A dictionary that can look up the entries of a headword."""

    def entries(self, simplified: str) -> tuple[Entry, ...]:
        """See `Dictionary.entries`."""
        ...


@cache
def _known() -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the Taiwan syllables by the written word and its mainland syllables."""
    rows = read_rows("scripts/taiwan.tsv", 3)
    return {(written, mainland): taiwan.split() for written, mainland, taiwan in rows}


@cache
def _longest() -> int:
    return max(len(written) for written, _ in _known())


@cache
def _written() -> frozenset[str]:
    return frozenset(written for written, _ in _known())


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(written[0] for written in _written())


def may_have_taiwan_reading(word: str, dictionary: EntryLookup) -> bool:
    """Whether a simplified word may be read differently in Taiwan, whatever its reading is."""
    if any(entry.taiwan for entry in dictionary.entries(word)):
        return True
    if _beginnings().isdisjoint(word):
        return False
    han = "".join(IS_HAN.findall(word))
    known, size, longest = _written(), len(han), _longest()
    return any(
        han[start:end] in known
        for start in range(size)
        for end in range(start + 1, min(start + longest, size) + 1)
    )


def taiwan_reading(
    word: str, syllables: Sequence[str], dictionary: EntryLookup
) -> tuple[str, ...] | None:
    """Return the Taiwan reading of a simplified word, None if it does not differ.

    `syllables` is the mainland reading, one for each Han character; capitals are kept.
    """
    written = IS_HAN.findall(word)
    if len(written) != len(syllables):
        return None
    # The note on a single character may apply to one sense only: 从 zòng, 和 hàn.
    for entry in dictionary.entries(word) if len(word) > 1 else ():
        if len(entry.taiwan) == len(syllables) == len(entry.syllables) and [
            s.lower() for s in entry.syllables
        ] == [s.lower() for s in syllables]:
            return tuple(map(_capitalise_like, entry.taiwan, syllables))
    found = list(syllables)
    at = 0
    while at < len(written):
        for end in range(min(len(written), at + _longest()), at, -1):
            mainland = syllables[at:end]
            taiwan = _find("".join(written[at:end]), mainland)
            if taiwan is not None:
                found[at:end] = map(_capitalise_like, taiwan, mainland)
                break
        else:
            end = at + 1
        at = end
    return tuple(found) if found != list(syllables) else None


def _find(written: str, syllables: Sequence[str]) -> Sequence[str] | None:
    mainland = " ".join(syllables)
    return _known().get((written, mainland)) or _known().get((written, mainland.lower()))


def _capitalise_like(syllable: str, model: str) -> str:
    """Return the syllable, with a capital if the model has one."""
    return syllable[:1].upper() + syllable[1:] if model[:1].isupper() else syllable.lower()
