"""The dictionary entries of a word, in the order in which they are likely to be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from generator.annotate.engines import Engines
from generator.language.dictionary.cedict import Entry, spell_reading
from generator.language.glosses.composed import composed_use
from generator.language.glosses.uses import Use, uses_of
from generator.language.pinyin.styles import Style
from generator.model import SenseChoice

SHORT = 32
"""Maximum length of a sense that can be part of a gloss, in characters."""
_SEE = re.compile(r"see (?:also )?(\w+)(?:\|\w+)?\[[^\]]+\]")


class WordEntries:
    """Finds and orders the entries of words; pinyin is in the style of the site."""

    def __init__(self, engines: Engines, style: Style) -> None:
        self._engines = engines
        self._dictionary = engines.dictionary
        self._style = style
        self._parts = lru_cache(maxsize=64)(self._split)
        """The words that a word consists of: its entries and its form are those of its parts."""

    def of_word(
        self, source: str, simplified: str, form: str, pinyin: str, *, is_name: bool
    ) -> Sequence[Entry]:
        """Return the entries of a word, or else those of its parts.

        `form` is the word in traditional characters. If the edition has another word (芯片, 晶片),
        the entries of that word come first. Entries with the `pinyin` precede the others; among
        them those of the traditional form, names if the word is a name, and at last what few
        texts mean: cross-references, surnames, archaic and dialect words.
        """
        dictionary = self._dictionary
        entries = dict.fromkeys((*dictionary.select(simplified, form), *dictionary.entries(source)))
        if len(entries) == 1:  # as most words have
            return list(map(self._followed, entries))
        if entries:
            return sorted(
                map(self._followed, entries),
                key=lambda entry: (
                    entry.simplified != simplified,
                    bare(spell_reading(entry.syllables, self._style)) != pinyin,
                    entry.is_name != is_name and entry.is_surname,
                    entry.traditional != form,
                    entry.is_variant or entry.is_rare,
                    entry.is_name != is_name,
                ),
            )
        parts = self._parts(simplified)
        if len(parts) < 2:
            return ()
        return [entry for part in parts for entry in usual_entries(dictionary.entries(part))[:2]]

    def _followed(self, entry: Entry) -> Entry:
        """Return an entry that only refers to another with the senses of that one."""
        reference = _SEE.fullmatch(entry.senses[0]) if len(entry.senses) == 1 else None
        if reference is None:
            return entry
        wanted = reference[1]
        for target in self._dictionary.entries(self._engines.converter.simplify(wanted)):
            if wanted in (target.traditional, target.simplified) and target.senses:
                return replace(entry, senses=(*target.senses, entry.senses[0]))
        return entry

    def chosen_first(
        self, source: str, choice: SenseChoice, entries: Sequence[Entry]
    ) -> Sequence[Entry]:
        """Move the entry that the author chose to the front, and the chosen sense within it."""
        entry = self._dictionary.entries(source)[choice.entry]
        first = entry
        if choice.sense is not None:
            sense = entry.senses[choice.sense]
            others = [other for at, other in enumerate(entry.senses) if at != choice.sense]
            first = replace(entry, senses=(sense, *others))
        return [first, *(other for other in entries if other != entry)]

    def traditional(self, simplified: str) -> str:
        """Return the traditional headword: the dictionary's, or else those of the parts."""
        found = usual_entries(self._dictionary.entries(simplified))
        if found:
            return found[0].traditional
        parts = self._parts(simplified)
        if len(parts) < 2:
            return simplified
        return "".join(map(self.traditional, parts))

    def _split(self, simplified: str) -> list[str]:
        return [w.span.of(simplified) for w in self._engines.segmenter.segment(simplified)]

    def composed_uses(self, simplified: str, syllables: tuple[str, ...]) -> tuple[Use, ...]:
        """Return the use of a word that is made of others, if it is one."""
        use = composed_use(simplified, syllables, self._short_meaning)
        return () if use is None else (use,)

    def _short_meaning(self, simplified: str) -> str:
        """Return a gloss of a word without its context; empty if it has no short one."""
        entries = usual_entries(self._dictionary.entries(simplified))
        if not entries:
            return ""
        uses = uses_of(simplified, entries[0].syllables, entries[0].traditional)
        sense = uses[0].gloss if uses else entries[0].senses[0]
        return sense if len(sense) <= SHORT else ""


def usual_entries(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries without cross-references, surnames and rare words, if others are left."""
    return [e for e in entries if not (e.is_variant or e.is_rare)] or entries


def is_read(entry: Entry, syllables: Sequence[str]) -> bool:
    """Whether an entry has this reading, with or without the capitals of a name."""
    return [each.lower() for each in entry.syllables] == [each.lower() for each in syllables]


@lru_cache(maxsize=1024)  # a long word is compared with the entries of all its parts
def bare(pinyin: str) -> str:
    """Return pinyin without what does not tell readings apart: spaces, hyphens and capitals."""
    return pinyin.translate(_BETWEEN_SYLLABLES).lower()


_BETWEEN_SYLLABLES = str.maketrans("", "", " '-")
