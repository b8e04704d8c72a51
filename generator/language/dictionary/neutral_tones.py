"""Neutral tones: which syllables have one by the standard, where the dictionary has it otherwise.

CC-CEDICT writes many words with a neutral tone for which 现代汉语词典 allows the full one (太阳
tàiyáng, 起来 qǐlái), and some with a full tone that are always neutral (队伍 duìwu). The full tone
is written where both are right. `data/dictionary/neutral_tones.tsv` has the words; what they say
holds for a longer word that contains them, unless that stands there itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.language.tables import read_rows


def same_but_for_neutral(one: str, other: str) -> bool:
    """Whether two numbered syllables are the same, or would be with both in the neutral tone."""
    if one == other:
        return True
    letters = {"er" if s[:-1] == "r" else s[:-1] for s in (one, other)}
    return len(letters) == 1 and "5" in (one[-1:], other[-1:])


def differ_in_neutral(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two readings are the same but for neutral tones and capitals."""
    return len(one) == len(other) and all(
        same_but_for_neutral(a.lower(), b.lower()) for a, b in zip(one, other, strict=True)
    )


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    rows = read_rows("dictionary/neutral_tones.tsv", 2)
    return {word: tuple(pinyin.split(" ")) for word, pinyin in rows}


def as_standard(word: str, syllables: tuple[str, ...]) -> tuple[str, ...]:
    """The dictionary's reading of a simplified word with the neutral tones of the standard."""
    if len(syllables) != len(word):
        return syllables
    out = list(syllables)
    if len(word) == 4 and word[0] == word[1] and word[2] == word[3]:
        out[1], out[3] = out[0].lower(), out[2].lower()  # 密密麻麻 mìmìmámá
    for length in range(2, len(word) + 1):
        for start in range(len(word) - length + 1):
            part = out[start : start + length]
            stated = _table().get(word[start : start + length])
            if stated is not None and differ_in_neutral(stated, part):
                out[start : start + length] = (
                    a[:-1] + b[-1] for a, b in zip(part, stated, strict=True)
                )
    return tuple(out)
