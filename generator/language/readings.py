"""Readings: how each Han character of a word is said, and who says so.

For the characters of one word, the first that knows wins:

1. the author's mark, then the glossary's pinyin, then the lexicon's (given by the caller);
2. for a person's name, the surname's own reading (曾 Zēng, 单 Shàn);
3. the dictionary, where its entries for the word as written agree on one reading;
4. where they do not, or for a lone polyphone: a rule of `data/polyphones.tsv` that fits the
   neighbouring words, else pypinyin's reading in the whole sentence if the dictionary has it;
5. pypinyin's reading, for what no dictionary knows.

Syllables are citation forms: 一 yi1 and 不 bu4 whatever follows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.language.characters import IS_HAN
from generator.language.dictionary import DATA, Dictionary, Entry
from generator.language.names import surname_of
from generator.language.orthography import breaks
from generator.language.pinyin import is_syllable
from generator.model import Origin

# Confidence by how a reading was come by: the share of right ones on the development
# sentences, rounded; a later, calibrated model may say better.
SURE = 1.0
AGREED, BY_RULE, BY_MODEL, CHOSEN, UNKNOWN = 0.995, 0.95, 0.9, 0.85, 0.6

_CITATION = {"一": "yi1", "不": "bu4"}


@dataclass(frozen=True, slots=True)
class Syllable:
    """The reading of one Han character, before it has a place in a block.

    `pinyin` is None where no source knows one.
    """

    pinyin: str | None
    origin: Origin
    confidence: float
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    reading: str
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _rules() -> Mapping[str, tuple[_Rule, ...]]:
    rules: dict[str, list[_Rule]] = {}
    for line in DATA.joinpath("polyphones.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            char, reading, before, after = (line + "\t\t").split("\t")[:4]
            rule = _Rule(reading, re.compile(before), re.compile(after))
            rules.setdefault(char, []).append(rule)
    return {char: tuple(found) for char, found in rules.items()}


def rule_reading(char: str, words: Sequence[str], index: int) -> str | None:
    """The reading of a lone character by the first rule that its neighbours fit."""
    rules = _rules().get(char)
    if rules is None:
        return None
    before = "".join(f"{word}/" for word in words[max(0, index - 6) : index])
    after = "".join(f"/{word}" for word in words[index + 1 : index + 7])
    for rule in rules:
        if rule.before.search(before) and rule.after.match(after):
            return rule.reading
    return None


@lru_cache(maxsize=4096)
def sentence_syllables(text: str) -> tuple[str | None, ...]:
    """pypinyin's reading of every code point of `text`, None where it is no Han character."""
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(
        text,
        style=Style.TONE3,
        neutral_tone_with_five=True,
        v_to_u=True,
        errors=lambda run: [""] * len(run),  # type: ignore[arg-type,return-value]
    )
    if len(found) != len(text):  # a grapheme that pypinyin takes as one
        return tuple(s for char in text for s in sentence_syllables(char))
    return tuple(s if is_syllable(s) else None for s in found)


class Reader:
    """Reads words by the dictionary, by rules and by pypinyin."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._known = lru_cache(maxsize=65536)(self._readings_of)

    def read(
        self, words: Sequence[str], written: Sequence[str], index: int, *, person: bool = False
    ) -> tuple[Syllable, ...]:
        """One syllable for each Han character of the word at `index` of a sentence.

        `words` are simplified, `written` are as in the source and of the same lengths;
        both are the whole sentence, for context.
        """
        word = words[index]
        if person:
            return self._person(words, index)
        known = self._known(word, written[index])
        apart = breaks(word, self._dictionary.entries(word))
        if len(known) == 1:
            return _syllables(known[0], Origin.DICTIONARY, AGREED, apart)
        if not known:
            return self._unknown(words, index)
        if len(word) == 1:
            by_rule = rule_reading(word, words, index)
            if by_rule is not None and (by_rule,) in known:
                return (Syllable(by_rule, Origin.RULE, BY_RULE),)
        guessed = self._in_sentence(words, index)
        for reading in known:
            if tuple(s.lower() for s in reading) == guessed:
                return _syllables(reading, Origin.MODEL, BY_MODEL, apart)
        return _syllables(known[0], Origin.DICTIONARY, CHOSEN, apart)

    def _readings_of(self, word: str, written: str) -> tuple[tuple[str, ...], ...]:
        """The different readings the dictionary gives a word, common words before names.

        Each has one syllable for each Han character of the word.
        """
        entries = self._dictionary.select(word, written)
        usual = [e for e in entries if not e.is_surname and not e.is_variant] or entries
        common = [e for e in usual if not e.is_name] or usual
        if len(word) == 1 and written == word and len({e.traditional for e in common}) > 1:
            # 干 stands for 乾, 幹 and 干 alike: the simplified character alone cannot tell.
            common = sorted(common, key=lambda e: e.traditional == e.simplified, reverse=True)
        readings: dict[tuple[str, ...], None] = {}
        for entry in common:
            syllables = _on_han(word, entry)
            if syllables is not None:
                readings.setdefault(syllables)
        if len(word) == 1:  # 冯 is féng far more often as a surname than píng as a word
            for entry in entries:
                if entry.is_surname:
                    readings.setdefault((entry.syllables[0].lower(),))
        return tuple(readings)

    def _person(self, words: Sequence[str], index: int) -> tuple[Syllable, ...]:
        word = words[index]
        surname = surname_of(word) if len(word) <= 4 else ""
        guessed = sentence_syllables(word)
        out: list[Syllable] = []
        leads = True
        for at, char in enumerate(word):
            if IS_HAN.match(char) is None:
                leads = True
                continue
            pinyin = guessed[at]
            origin, confidence = Origin.MODEL, BY_MODEL
            if at < len(surname):
                own = [e.syllables[0] for e in self._dictionary.entries(char) if e.is_surname]
                if own and len(surname) == 1:
                    pinyin, origin, confidence = own[0], Origin.DICTIONARY, AGREED
            if leads and pinyin is not None:
                pinyin = pinyin[:1].upper() + pinyin[1:]
            out.append(Syllable(pinyin, origin, confidence, leads and at > 0))
            leads = bool(surname) and at == len(surname) - 1
        return tuple(out)

    def _in_sentence(self, words: Sequence[str], index: int) -> tuple[str | None, ...]:
        start = sum(map(len, words[:index]))
        word = words[index]
        found = sentence_syllables("".join(words))[start : start + len(word)]
        return tuple(
            _CITATION.get(char, syllable)
            for char, syllable in zip(word, found, strict=True)
            if IS_HAN.match(char)
        )

    def _unknown(self, words: Sequence[str], index: int) -> tuple[Syllable, ...]:
        """What no dictionary has: pypinyin's reading in the sentence, character by character."""
        return tuple(
            Syllable(s, Origin.MODEL, UNKNOWN if s is None or len(words[index]) > 1 else BY_MODEL)
            for s in self._in_sentence(words, index)
        )


def _syllables(
    reading: Sequence[str], origin: Origin, confidence: float, apart: Collection[int]
) -> tuple[Syllable, ...]:
    """A dictionary reading; a capital inside it begins a new part of the name.

    `apart` are the places where the word's spelling breaks.
    """
    return tuple(
        Syllable(s, origin, confidence, leads=at > 0 and (s[:1].isupper() or at in apart))
        for at, s in enumerate(reading)
    )


def _on_han(word: str, entry: Entry) -> tuple[str, ...] | None:
    """The entry's syllables that stand over Han characters, None where they do not fit."""
    han = [IS_HAN.match(char) is not None for char in word]
    syllables = entry.syllables
    if len(syllables) == len(word):
        chosen = tuple(s for s, is_han in zip(syllables, han, strict=True) if is_han)
    else:
        chosen = tuple(s for s in syllables if is_syllable(s))
    if len(chosen) != sum(han) or not all(map(is_syllable, chosen)):
        return None
    return chosen
