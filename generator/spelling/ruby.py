"""Orthographic words: a word's text with the spelling that stands over each part of it.

Most words are one group. A long term has one for each word that the standard writes apart
(大 dà | 语言 yǔyán | 模型 móxíng) or joins by a hyphen (引人 yǐnrén- | 注目 zhùmù), and what is
not Han stands in a group of its own, without a reading (2023 | 年 nián | 7 | 月 yuè).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.language.characters import IS_HAN
from generator.language.pinyin.styles import Spelling, Style, spell_word
from generator.language.pinyin.syllables import tone_of
from generator.model import Block, Edition, Reading, Separator, Span
from generator.spelling.spoken import as_spelt, he_as_han, numbers_in


@dataclass(frozen=True, slots=True)
class Group:
    """One orthographic word: a base text and the pinyin over it (or none).

    A part that a hyphen joins to the next one ends in it: `yǐnrén-`.
    `tones` has one digit per Han character of `text`: `"24"`; 0 where there is none.
    """

    text: str
    pinyin: str = ""
    tones: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """What a reader's switches make of it, by the letters of `spelling/switches.py`."""


_PLAIN = Spelling()


class BlockReadings:
    """The text and the readings of any span of a block, in one edition, spelt as `how` says."""

    def __init__(self, block: Block, edition: Edition, how: Spelling = _PLAIN) -> None:
        variants = {v.span: v for v in block.layers.variants if v.edition is edition}
        self._text = block.text
        if how.he_as_han and edition is Edition.TW:
            block = he_as_han(block)
        self._style = how.style
        spelt = as_spelt(block, variants, how)
        self._readings, self._variants = spelt.readings, spelt.variants
        self.changed = spelt.changed
        """The words that are spelt otherwise than in citation tones; figures are not counted."""
        self._numbers = numbers_in(block, how)
        self._starts = [reading.span.start for reading in self._readings]

    def text(self, word: Span) -> str:
        """The text of a word in the edition."""
        variant = self._variants.get(word)
        return word.of(self._text) if variant is None else variant.text

    def readings(self, span: Span) -> Sequence[Reading]:
        """The readings of the source text inside a span."""
        first = bisect_left(self._starts, span.start)
        return self._readings[first : bisect_left(self._starts, span.end, first)]

    def groups(self, word: Span, part: Span | None = None) -> tuple[Group, ...]:
        """The groups of a word, or of a `part` of it that Markdown cut off.

        A variant of another length than the source cannot be cut with it; it stands whole
        in the first part, and the others are empty.
        """
        variant = self._variants.get(word)
        part = part or word
        if variant is None:
            return self._read(part.of(self._text), self.readings(part), part)
        own = variant.readings
        if part == word:
            return self._read(variant.text, own or self.readings(word), word)
        if len(variant.text) != len(word):
            return groups(variant.text, own, self._style) if part.start == word.start else ()
        shifted = Span(part.start - word.start, part.end - word.start)
        inside = [r for r in own if shifted.contains(r.span)] if own else self.readings(part)
        return self._read(shifted.of(variant.text), inside, part)

    def _read(self, text: str, readings: Sequence[Reading], part: Span) -> tuple[Group, ...]:
        """The groups of a text that stands for a part of the block's."""
        shown = groups(text, readings, self._style)
        if not self._numbers or len(text) != len(part):
            return shown
        return tuple(self._with_numbers(shown, part.start))

    def _with_numbers(self, shown: Sequence[Group], start: int) -> Iterator[Group]:
        """Groups that begin at `start`, with what is said over their figures."""
        for group in shown:
            end = start + len(group.text)
            plain = start
            for at in range(start, end) if not group.pinyin else ():
                to, said = self._numbers.get(at, (end + 1, ""))
                if to <= end:
                    if plain < at:
                        yield Group(self._text[plain:at])
                    yield Group(self._text[at:to], said)
                    plain = to
            if plain == start:
                yield group
            elif plain < end:
                yield Group(self._text[plain:end])
            start = end


def groups(text: str, readings: Sequence[Reading], style: Style = Style.MARKS) -> tuple[Group, ...]:
    """Cut a text into groups; there is one reading for each of its Han characters, in order."""
    return _cached(text, tuple((reading.pinyin, reading.separator) for reading in readings), style)


@lru_cache(maxsize=65536)
def _cached(
    text: str, syllables: tuple[tuple[str, Separator], ...], style: Style
) -> tuple[Group, ...]:
    return tuple(_groups(text, syllables, style))


def _groups(text: str, readings: Sequence[tuple[str, Separator]], style: Style) -> Iterator[Group]:
    def read(hyphen: str = "") -> Group:
        return Group(base, spell_word(syllables, style) + hyphen, "".join(map(tone_of, syllables)))

    rest = iter(readings)
    base, syllables = "", list[str]()
    plain = ""
    for char in text:
        if IS_HAN.match(char) is None:
            if base:
                yield read()
                base, syllables = "", []
            plain += char
            continue
        if plain:
            yield Group(plain)
            plain = ""
        syllable, separator = next(rest, ("", Separator.NONE))
        if base and separator:
            yield read(style.hyphen if separator is Separator.HYPHEN else "")
            base, syllables = "", []
        base += char
        syllables.append(syllable)
    if base:
        yield read()
    if plain:
        yield Group(plain)


def spelling(parts: Sequence[Group]) -> str:
    """A word as displayed in a line: `Liáng Wénfēng`, `yǐnrén-zhùmù`, `Mǎtè·Xī'ēn`, `36 Kè`."""
    out = ""
    for part in parts:
        shown = part.pinyin or part.text.strip()
        tight = not out or part.text in ("·", "-") or out[-1] in "·-"
        out += shown if tight else f" {shown}"
    return out
