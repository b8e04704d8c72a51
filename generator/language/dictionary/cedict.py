"""CC-CEDICT: lookup of the entries of a headword in the file on disk.

`data/dictionary/cedict.u8` has the dictionary's own format, one entry a line, sorted by
simplified headword in code point order (which is also the byte order of UTF-8). The file is mapped
into memory. A coarse index holds one headword for every `COARSE_STRIDE` bytes. Between two of them,
a fine index holds one for every `STRIDE` bytes, and is made when it is first needed. A lookup
bisects both and searches the bytes between two headwords. Only the entries that are looked up are
parsed.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.language.dictionary.neutral_tones import with_standard_neutral_tones
from generator.language.memo import memoise
from generator.language.pinyin.styles import Style, spell_word
from generator.language.pinyin.syllables import is_syllable, parse_cedict_pinyin
from generator.language.tables import DATA

COARSE_STRIDE, STRIDE = 1 << 16, 1 << 12
"""Bytes between two headwords of the coarse index and of a fine one."""

ENTRIES_KEPT = 8192
"""The number of headwords whose entries are remembered. Those who look up a word again and again
remember what they need of its entries, which is far smaller."""

COMMENT = ord("#")
"""The first byte of a line of the head."""

Index = tuple[list[bytes], list[int]]
"""The headwords of an index, in order, and the byte offsets of their lines."""

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*")
_TAIWAN = re.compile(r"\(?(?:also |esp\. )?Taiwan (?:also )?pr\. \[([^\]]+)\]\)?")
_REFERENCE = re.compile(r" ?\[([A-Za-z0-9:, ]+\d)\]")
_UNSPACED = re.compile(r"(?<=[1-5])-?(?=[A-Za-z])")
"""Where some entries have no space between syllables: 成熟 [cheng2shou2]."""
_VARIANT = re.compile(
    r"(\([^)]*\) ?)*(old |erhua |archaic |popular |nonstandard |Japanese )?(variant|form) of "
)
_RARE = re.compile(
    r"\((archaic|old|dialect|literary|Tw|bound form|onom\.|neologism)\b|used in |see |surname |"
    r"(old |archaic )?(variant|form) of "
)


class Entry(Struct, frozen=True, gc=False):
    """A dictionary entry: a headword with one reading.

    `syllables` are numbered. There is one for each character of the headword, except in a few
    entries with Latin letters or `·`.
    """

    simplified: str
    traditional: str
    syllables: tuple[str, ...]
    senses: tuple[str, ...]
    measure_words: tuple[str, ...] = ()
    """As the dictionary writes them: `個|个[ge4]`."""
    taiwan: tuple[str, ...] = ()
    """The syllables of the Taiwan reading, if it differs."""

    @property
    def is_name(self) -> bool:
        """Whether the entry is a proper name: its reading has a capital."""
        if "".join(self.syllables).islower():  # most
            return False
        return any(s[:1].isupper() and is_syllable(s) for s in self.syllables)

    @property
    def is_surname(self) -> bool:
        """Whether the entry is only a surname."""
        return self.is_name and all(s.startswith("surname ") for s in self.senses)

    @property
    def is_rare(self) -> bool:
        """Whether few texts mean any of its senses: archaic, dialect or only a part of others."""
        return all(map(_RARE.match, self.senses))

    @property
    def is_variant(self) -> bool:
        """Whether the entry only refers to another spelling."""
        return all(map(_VARIANT.match, self.senses))


def parse_entry(line: str) -> Entry:
    """Parse a CC-CEDICT line. Raises ValueError if it does not have the format."""
    match = _LINE.fullmatch(line)
    if match is None:
        message = f"not a CC-CEDICT line: {line!r}"
        raise ValueError(message)
    traditional, simplified, pinyin, gloss = match.groups()
    syllables = parse_cedict_pinyin(pinyin)
    if "CL:" not in gloss and "Taiwan" not in gloss and "//" not in gloss:
        return Entry(simplified, traditional, syllables, tuple(gloss.split("/")))
    senses: list[str] = []
    measure_words: list[str] = []
    taiwan: tuple[str, ...] = ()
    for sense in gloss.split("/"):
        if sense.startswith("CL:"):
            measure_words += sense[3:].split(",")
            continue
        found = _TAIWAN.search(sense) if "Taiwan" in sense else None
        if found is not None:
            taiwan = parse_cedict_pinyin(_UNSPACED.sub(" ", found[1]))
            sense = (sense[: found.start()] + sense[found.end() :]).strip(" ;,")  # noqa: PLW2901
        if sense:
            senses.append(sense)
    return Entry(
        simplified,
        traditional,
        syllables,
        tuple(senses),
        tuple(measure_words),
        taiwan,
    )


def _with_standard_tones(entry: Entry) -> Entry:
    """Return the entry with the neutral tones of the standard."""
    syllables = with_standard_neutral_tones(entry.simplified, entry.syllables)
    if syllables == entry.syllables:
        return entry
    taiwan = () if entry.taiwan == syllables else entry.taiwan
    return replace(entry, syllables=syllables, taiwan=taiwan)


class Dictionary:
    """CC-CEDICT, or another file in its format that is sorted by simplified headword."""

    def __init__(self, path: Path = DATA / "dictionary/cedict.u8") -> None:
        self._path = path
        self.entries = memoise(self._entries, ENTRIES_KEPT)
        self._fine_indices: dict[tuple[int, int], Index] = {}

    @cached_property
    def _map(self) -> mmap.mmap:
        with self._path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _coarse_index(self) -> Index:
        data = self._map
        start = 0
        while data[start] == COMMENT:
            start = data.find(b"\n", start) + 1
        return self._index(start, len(data), COARSE_STRIDE)

    def _fine_index(self, first: int, last: int) -> Index:
        """Return the index of the lines between two offsets."""
        found = self._fine_indices.get((first, last))
        if found is None:
            found = self._fine_indices[first, last] = self._index(first, last, STRIDE)
        return found

    def _index(self, first: int, last: int, stride: int) -> Index:
        data = self._map
        starts = [first]
        for place in range(first + stride, last, stride):
            start = data.find(b"\n", place) + 1
            if starts[-1] < start < last:
                starts.append(start)
        return [_headword_at(data, start) for start in starts], starts

    def _entries(self, simplified: str) -> tuple[Entry, ...]:
        """Return the entries of a simplified headword in file order; none if it is unknown."""
        return tuple(map(_with_standard_tones, map(parse_entry, self._lines(simplified))))

    def syllables(self, char: str) -> frozenset[str]:
        """Return the syllables of the entries of a character, in lower case.

        It is called for every character, so it parses only the pinyin of an entry.
        """
        pinyin = (line[line.index("[") + 1 : line.index("]")] for line in self._lines(char))
        return frozenset(
            syllable.lower() for field in pinyin for syllable in parse_cedict_pinyin(field)
        )

    def _lines(self, simplified: str) -> list[str]:
        """Return the lines of a headword in file order."""
        data, key = self._map, simplified.encode()
        first, last = _find_range(self._coarse_index, key, len(data))
        first, last = _find_range(self._fine_index(first, last), key, last)
        field = b" " + key + b" ["
        found = []
        offset = data.find(field, first, last)
        while offset >= 0:
            start = data.rfind(b"\n", first, offset) + 1 or first
            end = data.find(b"\n", offset)
            if data.find(b" ", start) == offset:  # after the traditional headword
                found.append(data[start:end].decode())
            offset = data.find(field, end, last)
        return found

    def select(self, simplified: str, written: str) -> tuple[Entry, ...]:
        """Return the entries of a word as `written`, in simplified or traditional characters.

        A traditional spelling selects the entries that have it (乾 gān, not 干 gàn). If none has,
        all entries of the simplified word are returned.
        """
        entries = self.entries(simplified)
        if written != simplified:
            exact = tuple(e for e in entries if e.traditional == written)
            return exact or entries
        return entries


def _find_range(index: Index, key: bytes, end: int) -> tuple[int, int]:
    """Return the offsets between which the lines of a headword are; an index ends at `end`."""
    keys, starts = index
    # Entries of an indexed headword may begin before its offset in the index.
    first = starts[max(0, bisect_left(keys, key) - 1)]
    next_key = bisect_right(keys, key)
    return first, starts[next_key] if next_key < len(starts) else end


def _headword_at(data: mmap.mmap, start: int) -> bytes:
    """Return the simplified headword of the line that starts at byte `start`."""
    first = data.find(b" ", start)
    return data[first + 1 : data.find(b" ", first + 1)]


def expand_references(text: str, style: Style = Style.MARKS) -> str:
    """Return a sense with its references for display: `個|个[ge4]` becomes `個|个 gè`."""
    if "[" not in text:  # as in most senses
        return text
    return _REFERENCE.sub(
        lambda match: f" {spell_reading(parse_cedict_pinyin(match[1]), style)}", text
    )


@lru_cache(maxsize=16384)
def spell_reading(syllables: tuple[str, ...], style: Style = Style.MARKS) -> str:
    """Spell a reading; a capital starts a new word, as in names."""
    words: list[list[str]] = []
    for syllable in syllables:
        if not words or syllable[:1].isupper() or not is_syllable(syllable):
            words.append([])
        words[-1].append(syllable)
    return " ".join(spell_word(word, style) for word in words)
