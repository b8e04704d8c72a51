"""CC-CEDICT: the entries of a headword, found by bisecting the file on disk.

`data/dictionary/cedict.u8` keeps the dictionary's own format, one entry a line, sorted by
simplified headword in code point order (which is also the byte order of UTF-8). It is mapped into
memory; of every `STRIDE` bytes one headword is kept to bisect, and the rest is a search of the
bytes between two of them. Only the entries asked for are ever parsed.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from generator.language.dictionary.neutral_tones import as_standard
from generator.language.pinyin.styles import Style, spell_word
from generator.language.pinyin.syllables import is_syllable, parse_cedict_pinyin
from generator.language.tables import DATA

"""The folder of the language tables."""

STRIDE = 4096
"""Bytes between two headwords that are kept in memory; half as many lines."""

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*")
_TAIWAN = re.compile(r"\(?(?:also |esp\. )?Taiwan (?:also )?pr\. \[([^\]]+)\]\)?")
_VARIANT = re.compile(
    r"(\([^)]*\) ?)*(old |erhua |archaic |popular |nonstandard |Japanese )?(variant|form) of "
)
_REFERENCE = re.compile(r"([^\s|\[\]/]+)\|([^\s|\[\]/]+)(\[[^\]]*\])?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dictionary entry: a headword in one reading.

    `syllables` are numbered and answer to the characters of the headword, one by one, in
    all but a few entries with Latin letters or `·`.
    """

    simplified: str
    traditional: str
    syllables: tuple[str, ...]
    senses: tuple[str, ...]
    measure_words: tuple[str, ...] = ()
    """As the dictionary writes them: `個|个[ge4]`."""
    taiwan: tuple[str, ...] = ()
    """The syllables as read in Taiwan, where they differ."""

    @property
    def is_name(self) -> bool:
        """Whether the dictionary writes the reading with a capital: a proper name."""
        return any(s[:1].isupper() and is_syllable(s) for s in self.syllables)

    @property
    def is_surname(self) -> bool:
        """Whether the entry is only a surname."""
        return self.is_name and all(s.startswith("surname ") for s in self.senses)

    @property
    def is_variant(self) -> bool:
        """Whether the entry only points to another way of writing."""
        return all(map(_VARIANT.match, self.senses))


def parse_entry(line: str) -> Entry:
    """Parse one CC-CEDICT line. Raises ValueError where it is not one."""
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
            taiwan = parse_cedict_pinyin(found[1])
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


def _standard(entry: Entry) -> Entry:
    """An entry with the neutral tones of the standard."""
    syllables = as_standard(entry.simplified, entry.syllables)
    if syllables == entry.syllables:
        return entry
    taiwan = () if entry.taiwan == syllables else entry.taiwan
    return replace(entry, syllables=syllables, taiwan=taiwan)


class Dictionary:
    """CC-CEDICT, or any file in its format sorted by simplified headword."""

    def __init__(self, path: Path = DATA / "dictionary/cedict.u8") -> None:
        self._path = path
        self.entries = lru_cache(maxsize=65536)(self._entries)

    @cached_property
    def _map(self) -> mmap.mmap:
        with self._path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _index(self) -> tuple[list[bytes], list[int]]:
        """Headwords in order, one of every `STRIDE` bytes, and where their lines begin."""
        data = self._map
        starts = [0]
        for place in range(STRIDE, len(data), STRIDE):
            start = data.find(b"\n", place) + 1
            if starts[-1] < start < len(data):
                starts.append(start)
        return [_key(data, start) for start in starts], starts

    def _entries(self, simplified: str) -> tuple[Entry, ...]:
        """The entries of a simplified headword in the file's order; empty where it has none."""
        return tuple(map(_standard, map(parse_entry, self._lines(simplified))))

    def syllables(self, char: str) -> frozenset[str]:
        """The syllables that the entries of one character give it, in lower case.

        It is asked of every character, and reads no more of an entry than that.
        """
        pinyin = (line[line.index("[") + 1 : line.index("]")] for line in self._lines(char))
        return frozenset(
            syllable.lower() for field in pinyin for syllable in parse_cedict_pinyin(field)
        )

    def _lines(self, simplified: str) -> list[str]:
        """The lines of a headword, in the file's order."""
        keys, starts = self._index
        data, key = self._map, simplified.encode()
        # The first entry may stand in the block before the one that has it at its head.
        first = starts[max(0, bisect_left(keys, key) - 1)]
        behind = bisect_right(keys, key)
        last = starts[behind] if behind < len(starts) else len(data)
        field = b" " + key + b" ["
        found = []
        place = data.find(field, first, last)
        while place >= 0:
            start = data.rfind(b"\n", 0, place) + 1
            end = data.find(b"\n", place)
            if _key(data, start) == key:
                found.append(data[start:end].decode())
            place = data.find(field, end, last)
        return found

    def select(self, simplified: str, written: str) -> tuple[Entry, ...]:
        """The entries of a word as `written`, which is simplified or traditional.

        A traditional spelling keeps only the entries that have it (乾 gān, not 干 gàn);
        where none has, all entries stay.
        """
        entries = self.entries(simplified)
        if written != simplified:
            exact = tuple(e for e in entries if e.traditional == written)
            return exact or entries
        return entries


def _key(data: mmap.mmap, start: int) -> bytes:
    first = data.find(b" ", start)
    return data[first + 1 : data.find(b" ", first + 1)]


def expand_references(text: str, style: Style = Style.MARKS) -> str:
    """Write `個|个[ge4]` in a sense as `個|个 gè`, or in another style, for display."""
    return re.sub(
        r" ?\[([A-Za-z0-9:, ]+\d)\]",
        lambda match: f" {spelt(parse_cedict_pinyin(match[1]), style)}",
        text,
    )


@lru_cache(maxsize=65536)
def spelt(syllables: tuple[str, ...], style: Style = Style.MARKS) -> str:
    """A reading in one line: a capital inside begins a new word, as in names."""
    words: list[list[str]] = []
    for syllable in syllables:
        if not words or syllable[:1].isupper() or not is_syllable(syllable):
            words.append([])
        words[-1].append(syllable)
    return " ".join(spell_word(word, style) for word in words)
