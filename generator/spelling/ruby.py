"""Split words into ruby groups: orthographic words with the pinyin over each of them.

Most words are one group. A long term has a group for each word that the standard separates by a
space (大 dà | 语言 yǔyán | 模型 móxíng). What it joins by a hyphen stays together (引人注目
yǐnrén-zhùmù), so that no hyphen ends a group. Text that is not Han is a group of its own without a
reading (2023 | 年 nián | 7 | 月 yuè).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from generator.language.characters import IS_HAN, count_han
from generator.language.pinyin.styles import Spelling, Style, spell_word
from generator.language.pinyin.syllables import tone_of
from generator.model import AnnotatedWord, Block, Edition, Reading, Separator, Span
from generator.spelling.spoken import (
    EditionWord,
    Readings,
    edition_words,
    spoken_numbers,
    spoken_readings,
)


class RubyGroup(Struct, frozen=True, gc=False):
    """An orthographic word: a base text and the pinyin over it, if any.

    `tones` has one digit per Han character of `text`, such as `"24"`; 0 if it has no tone.
    """

    text: str
    pinyin: str = ""
    tones: str = ""
    switched: tuple[tuple[str, str], ...] = ()
    """The spellings under the switches of the reader, by the letters of `spelling/switches.py`."""

    @property
    def hidden_tones(self) -> str:
        """The tones if they are not those that `spelt_tones` finds in the pinyin; else empty."""
        han = len(IS_HAN.findall(self.text))
        tones = self.tones.ljust(han, "0")
        return "" if tones == spelt_tones(self.pinyin).ljust(han, "5")[:han] else tones


Syllables = tuple[tuple[str, Separator], ...]
"""Syllables with tone digits, each with the separator before it."""

_PLAIN = Spelling()


class BlockReadings(Struct, frozen=True):
    """The texts and the readings of the words of a block, in one edition and one spelling."""

    text: str
    """The text of the block, as the author wrote it."""
    words: Sequence[EditionWord]
    style: Style
    spoken: Mapping[int, Readings] = field(default_factory=dict)
    """The readings that are not in citation form, by the index of the word."""
    numbers: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    """Numbers in figures that are read out; see `spoken_numbers`."""

    def readings(self, index: int) -> Readings:
        """Return the readings of a word as they are spelt."""
        return self.spoken.get(index, self.words[index].readings)

    def groups(self, word: AnnotatedWord, part: Span | None = None) -> tuple[RubyGroup, ...]:
        """Return the groups of a word, or of a `part` of it that Markdown separates.

        A variant whose length differs from the source cannot be split like it; the first part has
        all of it, and the others are empty.
        """
        edition_word = self.words[word.index]
        text, is_own = edition_word.text, edition_word.has_own_readings
        readings = self.readings(word.index)
        span = word.span
        if part is None or part == span:
            return self._groups(text, readings, span)
        if len(text) != len(span):
            whole = readings if is_own else ()
            return ruby_groups(text, whole, self.style) if part.start == span.start else ()
        inside = Span(part.start - span.start, part.end - span.start)
        place = inside if is_own else part
        cut = [reading for reading in readings if place.contains(reading.span)]
        return self._groups(inside.of(text), cut, part)

    def _groups(self, text: str, readings: Sequence[Reading], part: Span) -> tuple[RubyGroup, ...]:
        """Return the groups of a text that replaces a part of the block's text."""
        groups = ruby_groups(text, readings, self.style)
        if not self.numbers or len(text) != len(part):
            return groups
        return tuple(self._with_numbers(groups, part.start))

    def _with_numbers(self, groups: Sequence[RubyGroup], start: int) -> Iterator[RubyGroup]:
        """Yield the groups, which begin at `start`, with the pinyin of numbers over figures."""
        for group in groups:
            end = start + len(group.text)
            plain = start
            for at in range(start, end) if not group.pinyin else ():
                to, pinyin = self.numbers.get(at, (end + 1, ""))
                if to <= end:
                    if plain < at:
                        yield RubyGroup(self.text[plain:at])
                    yield RubyGroup(self.text[at:to], pinyin)
                    plain = to
            if plain == start:
                yield group
            elif plain < end:
                yield RubyGroup(self.text[plain:end])
            start = end


def block_readings(block: Block, edition: Edition, spelling: Spelling = _PLAIN) -> BlockReadings:
    """Return the readings of a block in an edition and a spelling."""
    words = edition_words(block, edition, spelling)
    spoken = spoken_readings(block, words, spelling)
    return BlockReadings(block.text, words, spelling.style, spoken, spoken_numbers(block, spelling))


def ruby_groups(
    text: str, readings: Sequence[Reading], style: Style = Style.MARKS
) -> tuple[RubyGroup, ...]:
    """Split a text into groups, given one reading for each of its Han characters, in order."""
    return spell_groups(text, syllables_of(readings), style)


def syllables_of(readings: Sequence[Reading]) -> Syllables:
    """Return the syllables of readings, without what does not affect the spelling."""
    return tuple([(reading.pinyin, reading.separator) for reading in readings])


@lru_cache(maxsize=1024)
def spell_groups(text: str, syllables: Syllables, style: Style) -> tuple[RubyGroup, ...]:
    """Split a text into groups, given the syllable of each of its Han characters, in order."""
    is_one_group = not any(separator for _, separator in syllables[1:])
    if is_one_group and len(text) == len(syllables) == count_han(text):
        return (_group(text, [[syllable for syllable, _ in syllables]], style),)
    return tuple(_cut_into_groups(text, syllables, style))


def _group(text: str, parts: Sequence[Sequence[str]], style: Style) -> RubyGroup:
    """Return a group, given the syllables of each of its parts between hyphens."""
    tones = "".join([tone_of(syllable) for part in parts for syllable in part])
    return RubyGroup(text, style.hyphen.join([spell_word(part, style) for part in parts]), tones)


def _cut_into_groups(
    text: str, readings: Sequence[tuple[str, Separator]], style: Style
) -> Iterator[RubyGroup]:
    pending = iter(readings)
    base, parts = "", list[list[str]]()
    plain = ""
    for char in text:
        if IS_HAN.match(char) is None:
            if base:
                yield _group(base, parts, style)
                base, parts = "", []
            plain += char
            continue
        if plain:
            yield RubyGroup(plain)
            plain = ""
        syllable, separator = next(pending, ("", Separator.NONE))
        if base and separator is Separator.SPACE:
            yield _group(base, parts, style)
            base, parts = "", []
        if not base or separator is Separator.HYPHEN:
            parts.append([])
        base += char
        parts[-1].append(syllable)
    if base:
        yield _group(base, parts, style)
    if plain:
        yield RubyGroup(plain)


_TONES = dict(zip("\u0304\u0301\u030c\u030012345", "123412345", strict=True))
_ZHUYIN = re.compile("[\u3105-\u312f]")
_ZHUYIN_TONES = {"ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "5"}


@lru_cache(maxsize=2048)
def spelt_tones(pinyin: str) -> str:
    """Return the tones that a spelling in any style shows, in order.

    The script of the tone colours finds the same (`tones.js`) and takes the rest of the characters
    for neutral. So it is wrong only about a neutral tone before another one (看不见 kànbujiàn).
    """
    if _ZHUYIN.search(pinyin):
        return "".join(
            next((tone for mark, tone in _ZHUYIN_TONES.items() if mark in syllable), "1")
            for syllable in pinyin.split(" ")
        )
    return "".join([_TONES.get(char, "") for char in unicodedata.normalize("NFKD", pinyin)])


def inline_pinyin(groups: Sequence[RubyGroup]) -> str:
    """Return the pinyin of a word in a line: `Liáng Wénfēng`, `yǐnrén-zhùmù`, `Mǎtè·Xī'ēn`."""
    out = ""
    for group in groups:
        shown = group.pinyin or group.text.strip()
        tight = not out or group.text in ("·", "-") or out[-1] in "·-"
        out += shown if tight else f" {shown}"
    return out
