"""The characters of a site: their meanings, components and strokes.

    /static/characters/<shard>.js    meanings and components, by character
    /static/strokes/<code point>.js  the strokes of one character, and their licence: what
                                     hanzi-writer reads, but for the medians: in units of
                                     `MEDIAN_UNIT`, in one list, only the first point absolute

Both contain only characters that occur on pages of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.annotate.engines import Engines
from generator.language.dictionary.cedict import Entry, expand_references
from generator.language.glyphs.components import component_character, components
from generator.language.glyphs.strokes import load_strokes
from generator.language.memo import Memo
from generator.language.pinyin.styles import Style, spell_word
from generator.language.readings.pypinyin_engine import usual_syllable
from generator.language.readings.tables import reading_shares
from generator.language.tables import DATA
from generator.model import Edition
from generator.site import addresses, lazy_data

if TYPE_CHECKING:
    from generator.language.glyphs.strokes import Integers

STROKES = addresses.STATIC / "strokes"
LICENCE = "ARPHICPL.TXT"
NOTICE = f"hanzi-writer-data 2.0.1, rounded by Jiazhu in 2026: see {LICENCE}"
MEDIAN_UNIT = 8
"""The same as in `static/js/strokes.js`. A brush of 200 units is led along the medians."""
MAX_SENSE = 60
"""Maximum length of a sense that is preferred for a character."""
MAX_READINGS = 3
"""Maximum number of readings shown for a character."""


def character_files(
    chars: Iterable[str], engines: Engines, style: Style
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the files for the Han characters on a site, each with its path."""
    known = _Characters(engines, style)
    shards: dict[str, dict[str, Any]] = {}
    for char in sorted(chars):
        shards.setdefault(lazy_data.shard(char), {})[char] = known.record(char)
    for shard, records in sorted(shards.items()):
        name = f"characters/{shard}"
        yield lazy_data.place(name), lazy_data.script(name, records)
    drawn = [char for char in sorted(chars) if char in load_strokes()]
    for char in drawn:
        name = f"strokes/{ord(char):x}"
        yield lazy_data.place(name), _drawing_script(name, char)


def licence_files(chars: Iterable[str]) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the licence of the strokes, if any of the characters has some."""
    if any(char in load_strokes() for char in chars):
        yield STROKES / LICENCE, (DATA / "glyphs" / LICENCE).read_bytes()


@lru_cache(maxsize=4096)
def _drawing_script(name: str, char: str) -> str:
    drawing = load_strokes().drawing(char)
    medians = _steps(drawing.medians)
    data = {"strokes": drawing.strokes, "medians": medians, "radStrokes": drawing.radical}
    return lazy_data.script(name, data, NOTICE)


def _steps(lines: Sequence[Integers]) -> list[list[int]]:
    """Return for each line its first point, and the step to each other, in units of a median."""
    import numpy as np

    points = np.rint(np.concatenate(lines) / MEDIAN_UNIT).astype(int)
    *starts, end = accumulate(map(len, lines), initial=0)
    steps = points.copy()
    steps[1:] -= points[:-1]
    steps[starts] = points[starts]
    flat: list[int] = steps.ravel().tolist()
    return [flat[2 * start : 2 * stop] for start, stop in pairwise((*starts, end))]


_REMARK = re.compile(r" \(Kangxi radical \d+\)|,? (?:occurring in|known as|aka) .*")
_CROSS_REFERENCE = re.compile(r"see |used in |Kangxi radical ")


class _Characters:
    """Describes characters from the dictionary."""

    def __init__(self, engines: Engines, style: Style) -> None:
        self._engines = engines
        self._style = style
        self._component = Memo(self._explained_component)  # thousands of characters have hundreds

    def record(self, char: str) -> Mapping[str, Any]:
        """Return `m`, the readings with a meaning each; `c`, the components; `n`, the strokes.

        A component is its form, the character that it is a form of, and the reading and the meaning
        of that character, as far as they are known.
        """
        record: dict[str, Any] = {"m": [self._meaning(entry) for entry in self._entries(char)]}
        parts = [
            [
                form,
                component_character(char, place),
                *self._component[component_character(char, place)],
            ]
            for place, form in enumerate(components(char))
        ]
        if parts:
            record["c"] = parts
        if count := load_strokes().count(char):
            record["n"] = count
        return record

    def _entries(self, char: str) -> list[Entry]:
        """Return the entries that explain a character, one per reading, the usual one first."""
        simplified = self._engines.simplified(char, Edition.TW)
        dictionary = self._engines.dictionary
        entries = [
            entry
            for entry in (*dictionary.select(simplified, char), *dictionary.entries(char))
            if char in (entry.traditional, entry.simplified)
        ]
        plain = [entry for entry in entries if not (entry.is_variant or entry.is_surname)]
        lower = [entry for entry in plain if not entry.is_name]
        first: dict[str, Entry] = {}
        for entry in lower or plain or entries:
            first.setdefault(entry.syllables[0].lower(), entry)
        usual, uses = usual_syllable(char), reading_shares().get(simplified, {})
        ranked = sorted(first, key=lambda s: (s != usual, -uses.get(s, 0)))
        return [first[syllable] for syllable in ranked[:MAX_READINGS]]

    def _explained_component(self, char: str) -> tuple[str, ...]:
        """Return the reading and the meaning of a component: 子 zǐ, not the suffix."""
        entries = self._entries(char)
        full = [entry for entry in entries if not entry.syllables[0].endswith("5")]
        return self._meaning((full or entries)[0]) if entries else ()

    def _meaning(self, entry: Entry) -> tuple[str, str]:
        senses = [_REMARK.sub("", sense) for sense in entry.senses]
        useful = [
            s for s in senses if len(s) <= MAX_SENSE and not _CROSS_REFERENCE.match(s)
        ] or senses
        shown = [expand_references(sense, self._style) for sense in useful[:2]]
        pinyin = spell_word(entry.syllables, self._style)
        if entry.taiwan:
            pinyin += f" (Taiwan {spell_word(entry.taiwan, self._style)})"
        return pinyin, "; ".join(shown)
