"""The readings of a page under each of the switches that a reader has for them.

A group's `pinyin` is the citation form, 儿 joined; `others` has what the switches make of it,
only where that differs, by the attribute that the style sheet draws it from:

    sandhi on            s    yìdiǎnr
    erhua apart, off     e, n    yīdiǎn'er, yīdiǎn
    both                 se, sn    yìdiǎn'er, yìdiǎn
    the tones of `s`     t    43 5 -> 435, for the colours
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.language.pinyin.styles import Erhua, Spelling
from generator.model import Block, Edition, Span
from generator.spelling.ruby import BlockReadings, Group

_LETTERS = {Erhua.APART: "e", Erhua.OFF: "n"}


class SwitchedReadings:
    """The text and the readings of the words of a block in one edition."""

    def __init__(self, block: Block, edition: Edition, how: Spelling) -> None:
        """`how` says what no switch changes; the switches begin as its site sets them."""
        plain = replace(how, sandhi=False, erhua=Erhua.JOINED)
        self._plain = BlockReadings(block, edition, plain)
        switched = {"s": replace(plain, sandhi=True)}
        if _has_erhua(block, edition):
            for erhua, letter in _LETTERS.items():
                switched[letter] = replace(plain, erhua=erhua)
                switched[f"s{letter}"] = replace(plain, sandhi=True, erhua=erhua)
        self._switched: Mapping[str, BlockReadings] = {
            letters: BlockReadings(block, edition, spelling)
            for letters, spelling in switched.items()
        }
        self._figures = how.numbers

    def groups(self, word: Span, part: Span | None = None) -> tuple[Group, ...]:
        """The groups of a word, or of a `part` of it that Markdown cut off."""
        shown = self._plain.groups(word, part)
        changed = {
            letters: readings.groups(word, part)
            for letters, readings in self._switched.items()
            if self._figures or word in readings.changed
        }
        if not changed:
            return shown
        return tuple(
            replace(group, others=tuple(_others(group, {k: v[at] for k, v in changed.items()})))
            for at, group in enumerate(shown)
        )


def _others(plain: Group, switched: Mapping[str, Group]) -> Iterator[tuple[str, str]]:
    """What the switches make of a group, as far as the style sheet would not draw it anyway."""
    found: dict[str, str] = {}
    for letters in ("s", "e", "n", "se", "sn"):
        drawn = found.get(letters[-1], found.get(letters[0], plain.pinyin))
        said = switched[letters].pinyin if letters in switched else drawn
        if said != drawn:
            found[letters] = said
    yield from found.items()
    if "s" in found and switched["s"].tones != plain.tones:
        yield "t", switched["s"].tones


def _has_erhua(block: Block, edition: Edition) -> bool:
    own = (v.readings for v in block.layers.variants if v.edition is edition)
    return any(r.pinyin == "r5" for readings in (block.layers.readings, *own) for r in readings)
