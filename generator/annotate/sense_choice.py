"""Find the entry and the sense of the dictionary that an author chooses.

A sense is chosen by its number, counted over all entries of the word in the dictionary's
order; by a piece of its text; or with a whole entry, by its headword or its pinyin or both
(`麵`, `chóng`, `麵 miàn`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.dictionary.cedict import Entry, expand_references
from generator.language.pinyin.syllables import mark_tone, split_syllables
from generator.model import SenseChoice

_MAX_LISTED = 12
"""Maximum number of senses in a hint."""


class NoSuchSenseError(Exception):
    """Raised when no sense or several senses match; `hint` lists the senses of the dictionary."""

    def __init__(self, cause: str, hint: str) -> None:
        super().__init__(cause)
        self.hint = hint


def choose_sense(wanted: int | str, entries: Sequence[Entry], reading: str = "") -> SenseChoice:
    """Find the sense that `wanted` selects, among entries with the `reading` if one is stated.

    Raises `NoSuchSenseError`.
    """
    syllables = _syllables(reading)
    senses = [
        (SenseChoice(at, number), entry, text)
        for at, entry in enumerate(entries)
        if syllables is None
        or syllables == _lowered(entry.syllables)
        or not _has_reading(entries, syllables)
        for number, text in enumerate(entry.senses)
    ]
    if not senses:
        hint = "Choose a sense only of a word that the dictionary has; lexicon.toml may gloss it."
        raise NoSuchSenseError("the dictionary has no such word", hint)
    if isinstance(wanted, int):
        found = [choice for choice, _, _ in senses[wanted - 1 : wanted]]
    else:
        entry_choices = {
            SenseChoice(choice.entry): None
            for choice, entry, _ in senses
            if _is_named(entry, wanted)
        }
        found = list(entry_choices)
        for quality in (2, 1, 0):  # “face” is one sense of 面 before it is a part of “surface”
            found = found or [c for c, _, text in senses if _match_quality(wanted, text) > quality]
    if len(found) == 1:
        return found[0]
    cause = f"sense {wanted} is none of its {len(senses)}"
    if isinstance(wanted, str):
        cause = f"“{wanted}” is in {f'{len(found)} of its senses' if found else 'no sense of it'}"
    listed = [
        f"{number} {entry.traditional} {_pinyin(entry)} “{expand_references(text)}”"
        for number, (choice, entry, text) in enumerate(senses, 1)
        if not found or choice in found or SenseChoice(choice.entry) in found
    ]
    more = "; …" if len(listed) > _MAX_LISTED else ""
    raise NoSuchSenseError(
        cause, f"Choose by number or text: {'; '.join(listed[:_MAX_LISTED])}{more}"
    )


def _pinyin(entry: Entry) -> str:
    return " ".join(map(mark_tone, entry.syllables))


def _match_quality(wanted: str, sense: str) -> int:
    """Return how well a text matches a sense: 3 all of it, 2 whole words, 1 any part, 0 not."""
    piece, text = wanted.casefold(), sense.casefold()
    if piece == text:
        return 3
    whole = re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)
    return 2 if whole else int(piece in text)


def _is_named(entry: Entry, wanted: str) -> bool:
    """Whether the text is the headword of an entry, its pinyin, or both."""
    headword, _, pinyin = wanted.partition(" ")
    if headword in (entry.traditional, entry.simplified) and not pinyin:
        return headword == entry.traditional
    if headword in (entry.traditional, entry.simplified):
        return _syllables(pinyin) == _lowered(entry.syllables)
    return _syllables(wanted) == _lowered(entry.syllables)


def _has_reading(entries: Sequence[Entry], syllables: tuple[str, ...]) -> bool:
    return any(syllables == _lowered(entry.syllables) for entry in entries)


def _lowered(syllables: Sequence[str]) -> tuple[str, ...]:
    return tuple(syllable.lower() for syllable in syllables)


def _syllables(pinyin: str) -> tuple[str, ...] | None:
    try:
        return _lowered(split_syllables(pinyin)) or None
    except ValueError:
        return None
