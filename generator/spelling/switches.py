"""The readings of a page under each combination of the reader's switches.

The `pinyin` of a group is the citation form with 儿 joined; `switched` has the spellings that
differ from it, by the attribute that the style sheet displays:

    sandhi on            s    yìdiǎnr
    erhua apart, off     e, n    yīdiǎn'er, yīdiǎn
    both                 se, sn    yìdiǎn'er, yìdiǎn
    the tones of `s`     t    43 5 -> 435, for the colours

Most editions have the same readings, so each sentence is spelt once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.language.pinyin.styles import Erhua, Spelling
from generator.model import AnnotatedWord, Block, Edition, Span
from generator.spelling.ruby import BlockReadings, RubyGroup
from generator.spelling.spoken import (
    EditionWord,
    Readings,
    edition_words,
    spoken_numbers,
    spoken_readings,
)

_LETTERS = {Erhua.APART: "e", Erhua.OFF: "n"}
_Spoken = Mapping[str, Mapping[int, Readings]]
"""The readings that are not in citation form by word index, by the letters of the switches."""


@dataclass(frozen=True, slots=True)
class SwitchedReadings:
    """The readings of a block in one edition under every switch."""

    plain: BlockReadings
    switched: Mapping[str, BlockReadings]

    def groups(self, word: AnnotatedWord, part: Span | None = None) -> tuple[RubyGroup, ...]:
        """Return the groups of a word, or of a `part` of it that Markdown separates."""
        groups = self.plain.groups(word, part)
        changed = {
            letters: readings.groups(word, part)
            for letters, readings in self.switched.items()
            if readings.numbers or word.index in readings.spoken
        }
        if not changed:
            return groups
        return tuple(
            replace(group, switched=tuple(_switched(group, {k: v[at] for k, v in changed.items()})))
            for at, group in enumerate(groups)
        )


class BlockSwitches:
    """The readings of a block under every switch, edition by edition."""

    def __init__(self, block: Block, spelling: Spelling) -> None:
        """`spelling` has the settings of the site, which are the initial values of the switches."""
        self._block = block
        self._plain = replace(spelling, sandhi=False, erhua=Erhua.JOINED)
        self._spellings = _switched_spellings(self._plain)
        self._numbers = {
            sandhi: spoken_numbers(block, replace(self._plain, sandhi=sandhi))
            for sandhi in (False, True)
        }
        self._spoken: dict[object, _Spoken] = {}

    def in_edition(self, edition: Edition) -> SwitchedReadings:
        """Return the readings in an edition."""
        words = edition_words(self._block, edition, self._plain)
        spoken = self._spoken_in(words)
        readings = {
            letters: BlockReadings(
                self._block.text,
                words,
                self._plain.style,
                found,
                self._numbers[self._spellings[letters].sandhi],
            )
            for letters, found in spoken.items()
        }
        return SwitchedReadings(readings.pop(""), readings)

    def _spoken_in(self, words: list[EditionWord]) -> _Spoken:
        """Return the readings under each switch, cached by the words that the edition changes."""
        own = tuple(
            [
                (word.source.index, word.text, word.readings)
                for word in words
                if word.readings is not self._block.annotated_words[word.source.index].readings
            ]
        )
        if own not in self._spoken:
            readings = (self._block.layers.readings, *(readings for _, _, readings in own))
            has_erhua = any(r.pinyin == "r5" for each in readings for r in each)
            self._spoken[own] = {
                letters: spoken_readings(self._block, words, spelling)
                for letters, spelling in self._spellings.items()
                if has_erhua or letters in ("", "s")
            }
        return self._spoken[own]


def _switched_spellings(plain: Spelling) -> Mapping[str, Spelling]:
    """Return the spelling under each combination of switches, by its letters."""
    spellings = {"": plain, "s": replace(plain, sandhi=True)}
    for erhua, letter in _LETTERS.items():
        spellings[letter] = replace(plain, erhua=erhua)
        spellings[f"s{letter}"] = replace(plain, sandhi=True, erhua=erhua)
    return spellings


def _switched(plain: RubyGroup, groups: Mapping[str, RubyGroup]) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a group that differ from what the style sheet displays anyway."""
    found: dict[str, str] = {}
    for letters in ("s", "e", "n", "se", "sn"):
        drawn = found.get(letters[-1], found.get(letters[0], plain.pinyin))
        pinyin = groups[letters].pinyin if letters in groups else drawn
        if pinyin != drawn:
            found[letters] = pinyin
    yield from found.items()
    if "s" in found and groups["s"].tones != plain.tones:
        yield "t", groups["s"].tones
