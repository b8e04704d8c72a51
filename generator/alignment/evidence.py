"""How likely an English passage says what a Chinese passage says.

1. A passage (a sentence, or a whole block) is boiled down to a length and to clues: numbers,
   Latin words, names in pinyin, question marks and quotation marks, and, where a dictionary
   is given, the English glosses of its words.
2. `AlignmentScorer` sees all passages of both texts. A clue that both sides share counts the more,
   the fewer passages have it: log(P(shared | same) / P(shared by chance)).
3. The cost of joining some passages with others is what the lengths tell against it (Gale and
   Church 1993: the difference is nearly normal, its variance grows with the length) less what
   the shared clues tell for it. It is in nats, so that costs add up to a likelihood.

A clue that finds no answer tells a little against the pair too: that is how a sentence without
a counterpart shows, where joining it to its neighbour would cost no more by length.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.alignment.numbers import chinese_numbers, english_numbers
from generator.alignment.stemmer import stem
from generator.model import ATOM, Block, NameKind, Span, WordKind

Lookup = Callable[[str], Iterable[str]]
"""From a Chinese word to English words that gloss it; nothing for an unknown word."""

LETTERS_PER_HAN = 3.1
"""English letters and digits for one Han character. Measured on this project's own pairs in
`tests/fixtures/alignment`: 3.0 in the `dev-` files, 3.2 in the others; news runs higher."""

LENGTH_VARIANCE = 2.2
"""Variance of the difference in letters, per letter. The same pairs give 1.7, by one careful
hand; other translators are freer (Gale and Church have 6.8 for English, French and German)."""

LENGTH_LIMIT = 12.0
"""The most that lengths may tell against a pair: a tail fatter than the normal one's, so that
one free translation does not push its neighbours out of step."""

SHARED = {"n": 0.8, "w": 0.9, "p": 0.9, "d": 0.4, "m": 0.7}
"""How often a translation keeps a number, a Latin word or name, what may be a name, a dictionary
gloss, a mark or function word."""

TRUST = {"n": 1.0, "w": 1.0, "p": 0.8, "d": 0.6, "m": 0.8}
"""Weight of each kind of clue: glosses come by the dozen and do not err independently."""

MISSING = 0.2
"""What a clue without an answer tells against a pair. Small: dictionaries miss most words of a
free translation, and all at once."""

ANSWERED = 0.5
"""What any clue with an answer tells for a pair, however common, as a part of `MISSING`: in an
article about one thing every sentence has its words, and a sentence from elsewhere has none."""

BACKGROUND = 10
"""Passages imagined without the clue, so that a text of three sentences is judged soberly."""

ALIKE = 4
"""English passages worth comparing with a Chinese one out of order: the likest."""

LEAST = 40
"""Passages counted at the least: about as many as the `dev-` files have with their background. How
rare a clue is says the same of a pair, be the text long or short."""

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][\w'’+#]*(?:[.-]\w+)*", re.ASCII)
_ENGLISH = re.compile(r"[A-Za-zÀ-ɏ0-9][\wÀ-ɏ'’+#]*(?:[.-][\wÀ-ɏ]+)*")
_PINYIN = re.compile(r"\[[^\]]*\]")
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTS = re.compile(r"[.-]")
_ZH_WORDS = {
    "I": re.compile("我(?!们|們)|咱(?!们|們)"),
    "we": re.compile("[我咱][们們]"),
    "you": re.compile("[你您妳]"),
    "he": re.compile("他(?!们|們|人)"),
    "she": re.compile("她(?!们|們)"),
    "they": re.compile("[他她它牠][们們]"),
    "not": re.compile("[不没沒无無未别別](?![同过過少久])"),
}
"""Function words that both languages have; a dictionary's glosses are too full of them."""

_EN_WORDS = {
    "I": re.compile(r"\b(?:I|[Mm][ey]|[Mm]ine|[Mm]yself)\b"),
    "we": re.compile(r"\b(?:we|us|ours?|ourselves)\b", re.IGNORECASE),
    "you": re.compile(r"\byou(?:rs?|rself|rselves)?\b", re.IGNORECASE),
    "he": re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE),
    "she": re.compile(r"\b(?:she|hers?|herself)\b", re.IGNORECASE),
    "they": re.compile(r"\b(?:they|theirs?|them|themselves)\b", re.IGNORECASE),
    "not": re.compile(
        r"n['’]t\b|\b(?:not?|cannot|never|nor|neither|none|nobody|nothing|without|hardly)\b",
        re.IGNORECASE,
    ),
}
"""The same in English."""

_LISTED = (
    "a an the of to in on at by for from with as and or but if so than that this these those it "
    "its he his him she her they their them we our us you your i my me one ones be is are was "
    "were been being am do does did have has had will would can could may might shall should "
    "not no also then there here when where who whom which what how very more most such into "
    "out up down over under about some any all each other sb sth etc used esp cl lit fig see "
    "variant old make get"
)
FUNCTION_WORDS = frozenset(_LISTED.split())
"""English words that say nothing of what a passage is about."""


@dataclass(frozen=True, slots=True)
class Chinese:
    """A Chinese passage: the letters its translation should have, and its clues, each with the
    English keys that answer it."""

    length: float
    clues: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class English:
    """An English passage: its letters, and its keys."""

    length: float
    keys: frozenset[str]


def chinese(block: Block, span: Span, lookup: Lookup | None = None) -> Chinese:
    """The clues in `span` of a Chinese block; words and names come from its layers."""
    text = span.of(block.text)
    clues: dict[str, frozenset[str]] = {}
    for number, answers in chinese_numbers(text):
        clues[f"n:{number}"] = frozenset(f"n:{a}" for a in answers)
    for match in _LATIN.finditer(text):
        clues |= {
            f"w:{key}": frozenset({f"w:{key}", f"s:{stem(key)}"})
            for key in _latin_keys(match.group())
        }
    for part in _romanised_names(block, span):
        clues[f"w:{part}"] = frozenset({f"w:{part}"})
    for run in _syllable_runs(block, span):
        if f"w:{run}" not in clues:
            clues[f"p:{run}"] = frozenset({f"p:{run}"})
    clues |= {f"m:{mark}": frozenset({f"m:{mark}"}) for mark in _marks(text, _ZH_WORDS)}
    if lookup is not None:
        for word in block.layers.words:
            if word.kind in {WordKind.HAN, WordKind.MIXED} and span.contains(word.span):
                form = word.span.of(block.text)
                if f"d:{form}" not in clues and (stems := _gloss_stems(lookup(form))):
                    clues[f"d:{form}"] = stems
    han = len(_HAN.findall(text))
    others = sum(c.isalnum() for c in text) - han
    return Chinese(LETTERS_PER_HAN * han + others, clues)


def english(block: Block, span: Span) -> English:
    """The keys in `span` of an English block."""
    text = span.of(block.text)
    keys = {f"n:{number}" for number in english_numbers(text)}
    keys |= {f"m:{mark}" for mark in _marks(text, _EN_WORDS)}
    for match in _ENGLISH.finditer(text):
        if match.group()[0].isupper():
            keys.add(f"p:{_plain(match.group())}")
        for key in _latin_keys(match.group()):
            keys.add(f"w:{key}")
            if key not in FUNCTION_WORDS:
                keys.add(f"s:{stem(key)}")
    return English(sum(c.isalnum() for c in text), frozenset(keys))


def wordiness(expected: float, found: float) -> float:
    """How many letters a translator writes for one that we expect, from those of a whole text."""
    # 600 letters of an average translator keep it sober in a short text.
    return min(1.4, max(0.7, (found + 600) / (expected + 600)))


def length_cost(expected: float, found: float) -> float:
    """What letters tell against a pair, in nats, when `expected` was to be `found`."""
    mean = max(8.0, (expected + found) / 2)
    return (found - expected) ** 2 / (2 * LENGTH_VARIANCE * mean)


class AlignmentScorer:
    """The evidence of two texts, passage by passage; see the module's opening."""

    def __init__(
        self, zh: Sequence[Chinese], en: Sequence[English], *, missing: float | None = None
    ) -> None:
        self._zh, self._en = zh, en
        self._missing = MISSING if missing is None else missing
        self._scale = wordiness(sum(z.length for z in zh), sum(e.length for e in en))
        where: dict[str, set[int]] = {}
        for index, english_passage in enumerate(en):
            for key in english_passage.keys:
                where.setdefault(key, set()).add(index)
        frequency = Counter(clue for passage in zh for clue in passage.clues)
        size = max(LEAST, BACKGROUND + max(len(zh), len(en)))
        self._clues: list[list[tuple[str, float, set[int]]]] = []
        known: dict[str, tuple[float, set[int]]] = {}
        for passage in zh:
            weighed = []
            for clue, answers in passage.clues.items():
                if clue not in known:
                    hits = set().union(*(where.get(a, ()) for a in answers))
                    chance = max(len(hits), frequency[clue]) / size
                    weight = math.log(SHARED[clue[0]] / chance) * TRUST[clue[0]]
                    known[clue] = (max(0.0, weight), hits)
                weight, hits = known[clue]
                if hits:
                    weighed.append((clue, weight, hits))
            self._clues.append(weighed)
        self._pairs: dict[tuple[int, int], tuple[dict[str, float], set[str]]] = {}
        # Most runs of syllables are no names, so that their lack says nothing.
        self._needed = [{c for c in passage.clues if c[0] != "p"} for passage in zh]
        # English words can only lack an answer where a dictionary could have given one.
        self._content = [{k for k in e.keys if k[0] in "sn"} for e in en]
        self._glossed = any(c[0] == "d" for c in frequency)

    def cost(self, zh: range, en: range) -> float:
        """What tells against `en` being the translation of `zh`, in nats; neither is empty."""
        shared, missing, answered = self._evidence(zh, en)
        against = self._missing * (missing - ANSWERED * answered)
        return self._length_cost(zh, en) - shared + against

    def alike(self, zh: int, least: float) -> dict[int, float]:
        """The English passages whose clues shared with a Chinese one weigh at least `least`."""
        sums: dict[int, float] = {}
        for _, weight, hits in self._clues[zh]:
            for j in hits if weight else ():
                sums[j] = sums.get(j, 0.0) + weight
        likest = sorted(sums, key=lambda j: (-sums[j], j))[:ALIKE]
        return {j: sums[j] for j in likest if sums[j] >= least}

    def _length_cost(self, zh: range, en: range) -> float:
        expected = self._scale * sum(self._zh[i].length for i in zh)
        return min(LENGTH_LIMIT, length_cost(expected, sum(self._en[j].length for j in en)))

    def _evidence(self, zh: range, en: range) -> tuple[float, int, int]:
        """What the shared clues tell for the pair, how many find no answer in it, how many do."""
        merged: dict[str, float] = {}
        touched: set[str] = set()
        for i in zh:
            for j in en:
                weights, answers = self._pair(i, j)
                merged |= weights
                touched |= answers
        wanted = set().union(*(self._needed[i] for i in zh))
        missing = len(wanted - merged.keys())
        answered = len(wanted) - missing
        if self._glossed:
            content = set().union(*(self._content[j] for j in en))
            missing += len(content - touched)
            answered += len(content & touched)
        return sum(merged.values()), missing, answered

    def _pair(self, i: int, j: int) -> tuple[dict[str, float], set[str]]:
        pair = self._pairs.get((i, j))
        if pair is None:
            weights = {clue: weight for clue, weight, hits in self._clues[i] if j in hits}
            keys = self._en[j].keys
            touched: set[str] = set()
            for clue in weights:
                touched |= self._zh[i].clues[clue] & keys
            pair = self._pairs[i, j] = (weights, touched)
        return pair


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())


def _latin_keys(word: str) -> set[str]:
    """`GPT-4o` is known as itself and by its parts; a possessive by its owner."""
    folded = _plain(word)
    return {folded, *(part for part in _PARTS.split(folded) if len(part) > 1)}


def _gloss_stems(glosses: Iterable[str]) -> frozenset[str]:
    plain = (_PINYIN.sub(" ", gloss) for gloss in glosses)
    words = (m.group().casefold() for gloss in plain for m in _ENGLISH.finditer(gloss))
    return frozenset(f"s:{stem(word)}" for word in words if word not in FUNCTION_WORDS)


def _marks(text: str, words: Mapping[str, re.Pattern[str]]) -> set[str]:
    marks = {key for key, pattern in words.items() if pattern.search(text)}
    if "?" in text or "？" in text:
        marks.add("?")
    if any(c in text for c in '“”「」『』"'):
        marks.add("quote")
    if ATOM in text:
        marks.add("atom")
    return marks


def _syllable_runs(block: Block, span: Span) -> set[str]:
    """`xiaomei`, `ganfu`: what a name that nobody knew for one would look like in English."""
    runs: set[str] = set()
    syllables = [
        (r.span.start, r.pinyin.rstrip("012345").casefold().replace("ü", "u"))
        for r in block.layers.readings
        if span.contains(r.span) and r.pinyin
    ]
    for count in (2, 3):
        for first in range(len(syllables) - count + 1):
            part = syllables[first : first + count]
            if part[-1][0] - part[0][0] == count - 1:
                runs.add("".join(syllable for _, syllable in part))
    return runs


def _romanised_names(block: Block, span: Span) -> set[str]:
    """`Liang2 Wen2 feng1` gives liang and wenfeng: English keeps such names in pinyin."""
    parts: list[str] = []
    for name in block.layers.names:
        if name.kind is NameKind.OTHER or not span.contains(name.span):
            continue
        for reading in block.layers.readings:
            if name.span.contains(reading.span):
                syllable = reading.pinyin.rstrip("012345")
                if syllable[:1].isupper() or not parts:
                    parts.append("")
                parts[-1] += syllable.casefold().replace("ü", "u")
    return {part for part in parts if len(part) > 1}
