"""Neutral tones: corrections of the dictionary's readings to those of the standard.

CC-CEDICT gives many words a neutral tone for which 现代汉语词典 allows the full one (太阳 tàiyáng,
起来 qǐlái), and some a full tone that are always neutral (队伍 duìwu). If both are right, the full
tone is written. `data/dictionary/neutral_tones.tsv` lists the words. An entry also applies to
longer words that contain it, unless they are listed themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.language.tables import read_rows


def same_syllable_except_neutral(one: str, other: str) -> bool:
    """Whether two numbered syllables are equal, or differ only in that one is neutral."""
    if one == other:
        return True
    letters = {"er" if s[:-1] == "r" else s[:-1] for s in (one, other)}
    return len(letters) == 1 and "5" in (one[-1:], other[-1:])


def same_reading_except_neutral(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two readings differ only in neutral tones and capitals, if at all."""
    return len(one) == len(other) and all(
        same_syllable_except_neutral(a.lower(), b.lower()) for a, b in zip(one, other, strict=True)
    )


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    rows = read_rows("dictionary/neutral_tones.tsv", 2)
    return {word: tuple(pinyin.split(" ")) for word, pinyin in rows}


def with_standard_neutral_tones(word: str, syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Return a dictionary reading of a simplified word with the neutral tones of the standard."""
    if len(syllables) != len(word):
        return syllables
    out = list(syllables)
    shortest = 2
    if len(word) == 4 and word[0] == word[1] and word[2] == word[3]:
        out[1], out[3] = out[0].lower(), out[2].lower()  # 密密麻麻 mìmìmámá
        shortest = 4  # 马马虎虎 mǎmǎhūhū
    table = _table()
    for length in range(shortest, len(word) + 1):
        for start in range(len(word) - length + 1):
            listed = table.get(word[start : start + length])
            if listed is None:
                continue
            part = out[start : start + length]
            if same_reading_except_neutral(listed, part):
                out[start : start + length] = (
                    a[:-1] + b[-1] for a, b in zip(part, listed, strict=True)
                )
    return tuple(out)
