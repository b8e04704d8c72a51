"""What a script need not say of a word, since its characters tell it: 學生 and xuéshēng of 学生.

The characters of a word are most often written and read as they last were in the same script. So
`Guesses` learns from each record in turn, and writes of the next only what cannot be guessed:

    学 學 xué, 生 生 shēng, then    学生    (nothing)  (nothing)
                                    学分    (nothing)  HOLE + fēn, if 分 has not been read before

`templates/macros/known.js` guesses the same. Syllables are found by their vowels, without a list;
the apostrophes of pinyin tell where a syllable without a consonant begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.lazy_patterns import lazy_pattern

HOLE = "\x80"
"""Stands for the form or the syllable of a character that is as it was; no text has it."""
_VOWELS = "aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE = lazy_pattern(
    f"{HOLE}|[^{_VOWELS}{HOLE} '-]{{0,3}}[{_VOWELS}]+(?:(?:ng?|r)(?![{_VOWELS}]))?", re.I
)
_BEGINNINGS = frozenset("aeoāáǎàēéěèōóǒò")
"""The vowels with which a syllable begins."""
_NONE = " "
"""Stands for no pinyin."""


class Guesses:
    """How the characters of the records so far are written in traditional text, and read."""

    def __init__(self) -> None:
        self._forms: dict[int, int] = {}
        """By code point, as `str.translate` looks them up."""
        self._syllables: dict[str, str] = {}

    def learn(self, simplified: str, traditional: str, pinyin: str) -> None:
        """Add a word; `traditional` is empty if it is the same."""
        self.learn_form(simplified, traditional)
        syllables = _syllables(pinyin)
        if len(syllables) == len(simplified):
            self._syllables.update(zip(simplified, syllables, strict=True))

    def learn_form(self, simplified: str, traditional: str) -> None:
        """Add the traditional form of a word, which is empty if it is the same."""
        if len(simplified) == len(traditional or simplified):
            self._forms.update(str.maketrans(simplified, traditional or simplified))

    def form_left(self, simplified: str, traditional: str) -> str:
        """Return what cannot be guessed of a traditional form, which is empty if it is the same."""
        traditional = traditional or simplified
        if len(simplified) != len(traditional):
            return traditional
        guessed = simplified.translate(self._forms)
        if guessed == traditional:
            return ""
        pairs = zip(guessed, traditional, strict=True)
        return "".join([HOLE if form == char else char for form, char in pairs])

    def pinyin_left(self, simplified: str, pinyin: str) -> str:
        """Return what cannot be guessed of the pinyin of a word."""
        if not pinyin:
            return _NONE
        known = self._syllables.get
        guessed = [known(char, "") for char in simplified]
        if "" not in guessed and pinyin == _joined(guessed):
            return ""
        if len(guessed) < 2 or len(_syllables(pinyin)) != len(guessed) or not any(guessed):
            return pinyin
        rest = iter(guessed)
        return _SYLLABLE.sub(lambda found: HOLE if found[0] == next(rest) else found[0], pinyin)


@lru_cache(maxsize=8192)
def _syllables(pinyin: str) -> Sequence[str]:
    return _SYLLABLE.findall(pinyin.lower())


def _joined(syllables: Sequence[str]) -> str:
    first, *others = syllables
    return first + "".join([f"'{s}" if s[0] in _BEGINNINGS else s for s in others])
