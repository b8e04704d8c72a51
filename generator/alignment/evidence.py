"""Scores how likely an English passage is to be the translation of a Chinese passage.

1. A passage (a sentence or a whole block) is reduced to its length and its features: numbers,
   Latin words, names in pinyin, question marks and quotation marks and, if a dictionary is given,
   the English glosses of its words. A feature has a kind and a value, such as `n:35%`.
2. `AlignmentScorer` is given all passages of both texts. A shared feature weighs the more, the
   fewer passages have it: log(P(shared | translation) / P(shared by chance)).
3. The cost of joining passages is the cost of their lengths (Gale and Church 1993: the difference
   is nearly normal, and its variance grows with the length) minus the weights of the features
   that they share. It is in nats, so that costs add up to a log-likelihood.

A feature without a match costs a little too. This is how a sentence without a counterpart is
found if joining it to its neighbour would cost no more by length.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.alignment.numbers import chinese_numbers, english_numbers
from generator.alignment.stemmer import stem
from generator.model import ATOM, Block, NameKind, Span, WordKind
from generator.spans import within

Lookup = Callable[[str], Iterable[str]]
"""Returns the English glosses of a Chinese word; empty for an unknown word."""

LETTERS_PER_HAN = 3.1
"""English letters and digits per Han character. Measured on the pairs of this project in
`tests/fixtures/alignment`: 3.0 in the `dev-` files, 3.2 in the others; news is higher."""

LENGTH_VARIANCE = 2.2
"""Variance of the difference in letters, per letter. The same pairs, by one careful translator,
give 1.7; others are freer (Gale and Church have 6.8 for English, French and German)."""

MAX_LENGTH_COST = 12.0
"""Maximum cost of the lengths: a fatter tail than that of the normal distribution, so that one
free translation does not misalign its neighbours."""

SHARED_PROBABILITY = {"n": 0.8, "w": 0.9, "p": 0.9, "d": 0.4, "m": 0.7}
"""How often a translation keeps a number (`n`), a Latin word or name (`w`), a possible name in
pinyin (`p`), a dictionary gloss (`d`), and a punctuation mark or function word (`m`)."""

FEATURE_WEIGHTS = {"n": 1.0, "w": 1.0, "p": 0.8, "d": 0.6, "m": 0.8}
"""Weight of each kind of feature. Glosses are many, and their errors are not independent."""

MISSING_COST = 0.2
"""Cost of a feature without a match. It is small because dictionaries miss most words of a free
translation, all at once."""

MATCHED_SHARE = 0.5
"""Gain of any feature with a match, however common, as a fraction of `MISSING_COST`: in an article
about one subject every sentence has its words, and a sentence from elsewhere has none."""

BACKGROUND_PASSAGES = 10
"""Passages without the feature that are added to the count, to smooth the frequencies of a short
text."""

MAX_SIMILAR = 4
"""How many English passages out of order are compared with a Chinese one."""

MAX_HITS = 200
"""The number of English passages with a feature from which it does not point to any of them."""

MAX_KNOWN = 100_000
"""How many comparisons are remembered; those that are asked for again soon are."""

MIN_PASSAGES = 40
"""Minimum count of passages, about as many as the `dev-` files have with their background, so that
a rare feature weighs the same in a short text as in a long one."""

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][\w'’+#]*(?:[.-]\w+)*", re.ASCII)
_ENGLISH = re.compile(r"[A-Za-zÀ-ɏ0-9][\wÀ-ɏ'’+#]*(?:[.-][\wÀ-ɏ]+)*")
_PINYIN = re.compile(r"\[[^\[\]]*\]")
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTS = re.compile(r"[.-]")
_ZH_FUNCTION_WORDS = {
    "I": re.compile("我(?!们|們)|咱(?!们|們)"),
    "we": re.compile("[我咱][们們]"),
    "you": re.compile("[你您妳]"),
    "he": re.compile("他(?!们|們|人)"),
    "she": re.compile("她(?!们|們)"),
    "they": re.compile("[他她它牠][们們]"),
    "not": re.compile("[不没沒无無未别別](?![同过過少久])"),
}
"""Function words that both languages have. They are too common in glosses to be found by them."""

_EN_FUNCTION_WORDS = {
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
"""The English counterparts of `_ZH_FUNCTION_WORDS`."""

_STOP_WORD_LIST = (
    "a an the of to in on at by for from with as and or but if so than that this these those it "
    "its he his him she her they their them we our us you your i my me one ones be is are was "
    "were been being am do does did have has had will would can could may might shall should "
    "not no also then there here when where who whom which what how very more most such into "
    "out up down over under about some any all each other sb sth etc used esp cl lit fig see "
    "variant old make get"
)
STOP_WORDS = frozenset(_STOP_WORD_LIST.split())
"""English words, and abbreviations of glosses, that say nothing about the subject of a passage."""


@dataclass(frozen=True, slots=True)
class ChinesePassage:
    """The length and the features of a Chinese passage."""

    length: float
    """The expected number of letters and digits in its translation."""
    features: Mapping[str, frozenset[str]]
    """Each feature with the English features that match it."""


@dataclass(frozen=True, slots=True)
class EnglishPassage:
    """The length and the features of an English passage."""

    length: float
    """The number of letters and digits."""
    features: frozenset[str]


def chinese_passage(block: Block, span: Span, lookup: Lookup | None = None) -> ChinesePassage:
    """Return the features of `span` in a Chinese block; words and names come from its layers."""
    text = span.of(block.text)
    features: dict[str, frozenset[str]] = {}
    for number, matches in chinese_numbers(text):
        features[f"n:{number}"] = frozenset(f"n:{a}" for a in matches)
    for match in _LATIN.finditer(text):
        features |= {
            f"w:{key}": frozenset({f"w:{key}", f"s:{stem(key)}"})
            for key in _latin_keys(match.group())
        }
    for part in _romanised_names(block, span):
        features[f"w:{part}"] = frozenset({f"w:{part}"})
    for run in _syllable_runs(block, span):
        if f"w:{run}" not in features:
            features[f"p:{run}"] = frozenset({f"p:{run}"})
    marks = _marks(text, _ZH_FUNCTION_WORDS)
    features |= {f"m:{mark}": frozenset({f"m:{mark}"}) for mark in marks}
    if lookup is not None:
        for word in within(block.layers.words, span):
            if word.kind in {WordKind.HAN, WordKind.MIXED}:
                form = word.span.of(block.text)
                if f"d:{form}" not in features and (stems := _gloss_stems(lookup(form))):
                    features[f"d:{form}"] = stems
    han = len(_HAN.findall(text))
    others = sum(c.isalnum() for c in text) - han
    return ChinesePassage(LETTERS_PER_HAN * han + others, features)


def english_passage(block: Block, span: Span) -> EnglishPassage:
    """Return the features of `span` in an English block."""
    text = span.of(block.text)
    features = {f"n:{number}" for number in english_numbers(text)}
    features |= {f"m:{mark}" for mark in _marks(text, _EN_FUNCTION_WORDS)}
    for match in _ENGLISH.finditer(text):
        if match.group()[0].isupper():
            features.add(f"p:{_fold(match.group())}")
        for key in _latin_keys(match.group()):
            features.add(f"w:{key}")
            if key not in STOP_WORDS:
                features.add(f"s:{stem(key)}")
    return EnglishPassage(sum(c.isalnum() for c in text), frozenset(features))


def length_ratio(expected: float, found: float) -> float:
    """The ratio of found to expected letters in a whole text, from 0.7 to 1.4."""
    # 600 letters of an average translator smooth the ratio of a short text.
    return min(1.4, max(0.7, (found + 600) / (expected + 600)))


def length_cost(expected: float, found: float) -> float:
    """The cost, in nats, of `found` letters where `expected` letters are expected."""
    mean = max(8.0, (expected + found) / 2)
    return (found - expected) ** 2 / (2 * LENGTH_VARIANCE * mean)


class AlignmentScorer:
    """Compares the passages of two texts; see the module docstring."""

    def __init__(
        self,
        zh: Sequence[ChinesePassage],
        en: Sequence[EnglishPassage],
        *,
        missing: float | None = None,
    ) -> None:
        self._zh, self._en = zh, en
        self._missing = MISSING_COST if missing is None else missing
        self._scale = length_ratio(sum(z.length for z in zh), sum(e.length for e in en))
        where: dict[str, set[int]] = {}
        for index, passage_en in enumerate(en):
            for key in passage_en.features:
                where.setdefault(key, set()).add(index)
        frequency = Counter(feature for passage in zh for feature in passage.features)
        size = max(MIN_PASSAGES, BACKGROUND_PASSAGES + max(len(zh), len(en)))
        self._weighted_features: list[list[tuple[str, float, set[int]]]] = []
        known: dict[str, tuple[float, set[int]]] = {}
        for passage in zh:
            weighed = []
            for feature, matches in passage.features.items():
                if feature not in known:
                    hits = set().union(*(where.get(a, ()) for a in matches))
                    chance = max(len(hits), frequency[feature]) / size
                    kind = feature[0]
                    weight = math.log(SHARED_PROBABILITY[kind] / chance) * FEATURE_WEIGHTS[kind]
                    known[feature] = (max(0.0, weight), hits)
                weight, hits = known[feature]
                if hits:
                    weighed.append((feature, weight, hits))
            self._weighted_features.append(weighed)
        self._pair_cache: dict[tuple[int, int], tuple[dict[str, float], set[str]]] = {}
        # Most runs of syllables are not names, so that it means nothing if they are missing.
        self._expected = [{c for c in passage.features if c[0] != "p"} for passage in zh]
        # English words can only be unmatched if there is a dictionary that could match them.
        self._content = [{k for k in e.features if k[0] in "sn"} for e in en]
        self._has_glosses = any(c[0] == "d" for c in frequency)
        self._zh_kinds = _kinds((z.length, frozenset(z.features.items())) for z in zh)
        self._en_kinds = _kinds((e.length, e.features) for e in en)
        self._repeats = len({*self._zh_kinds}) < len(zh) or len({*self._en_kinds}) < len(en)
        self._known_costs: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}

    def cost(self, zh: range, en: range) -> float:
        """The cost, in nats, of `en` being the translation of `zh`; neither may be empty."""
        if not self._repeats:  # hardly any is asked for twice
            return self._cost(zh, en)
        kinds = self._zh_kinds[zh.start : zh.stop], self._en_kinds[en.start : en.stop]
        found = self._known_costs.get(kinds)
        if found is None:
            if len(self._known_costs) >= MAX_KNOWN:
                self._known_costs.clear()
            found = self._known_costs[kinds] = self._cost(zh, en)
        return found

    def _cost(self, zh: range, en: range) -> float:
        shared, missing, matched = self._evidence(zh, en)
        against = self._missing * (missing - MATCHED_SHARE * matched)
        return self._length_cost(zh, en) - shared + against

    def similar(self, zh: int, min_weight: float) -> dict[int, float]:
        """The English passages that share features of at least `min_weight` with a Chinese one."""
        sums: dict[int, float] = {}
        for _, weight, hits in self._weighted_features[zh]:
            for j in hits if weight and len(hits) <= MAX_HITS else ():
                sums[j] = sums.get(j, 0.0) + weight
        closest = sorted(sums, key=lambda j: (-sums[j], j))[:MAX_SIMILAR]
        return {j: sums[j] for j in closest if sums[j] >= min_weight}

    def _length_cost(self, zh: range, en: range) -> float:
        expected = self._scale * sum(self._zh[i].length for i in zh)
        return min(MAX_LENGTH_COST, length_cost(expected, sum(self._en[j].length for j in en)))

    def _evidence(self, zh: range, en: range) -> tuple[float, int, int]:
        """The weight of the shared features, and the numbers of unmatched and matched features."""
        merged: dict[str, float] = {}
        matched_en: set[str] = set()
        for i in zh:
            for j in en:
                weights, matches = self._compare(i, j)
                merged |= weights
                matched_en |= matches
        expected = set().union(*(self._expected[i] for i in zh))
        missing = len(expected - merged.keys())
        matched = len(expected) - missing
        if self._has_glosses:
            content = set().union(*(self._content[j] for j in en))
            missing += len(content - matched_en)
            matched += len(content & matched_en)
        return math.fsum(merged.values()), missing, matched

    def _compare(self, i: int, j: int) -> tuple[dict[str, float], set[str]]:
        pair = self._pair_cache.get((i, j))
        if pair is None:
            if len(self._pair_cache) >= MAX_KNOWN:
                self._pair_cache.clear()
            weights = {
                feature: weight for feature, weight, hits in self._weighted_features[i] if j in hits
            }
            features = self._en[j].features
            matched_en: set[str] = set()
            for feature in weights:
                matched_en |= self._zh[i].features[feature] & features
            pair = self._pair_cache[i, j] = (weights, matched_en)
        return pair


def _kinds(passages: Iterable[Hashable]) -> tuple[int, ...]:
    """A number for each passage, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return tuple(numbers.setdefault(passage, len(numbers)) for passage in passages)


def _fold(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())


def _latin_keys(word: str) -> set[str]:
    """The keys of a Latin word: `GPT-4o` and its parts, without the ending of a possessive."""
    folded = _fold(word)
    return {folded, *(part for part in _PARTS.split(folded) if len(part) > 1)}


def _gloss_stems(glosses: Iterable[str]) -> frozenset[str]:
    plain = (_PINYIN.sub(" ", gloss) for gloss in glosses)
    words = (m.group().casefold() for gloss in plain for m in _ENGLISH.finditer(gloss))
    return frozenset(f"s:{stem(word)}" for word in words if word not in STOP_WORDS)


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
    """Runs of two or three syllables, such as `xiaomei`: how a name that is not tagged appears."""
    runs: set[str] = set()
    syllables = [
        (r.span.start, r.pinyin.rstrip("012345").casefold().replace("ü", "u"))
        for r in within(block.layers.readings, span)
        if r.pinyin
    ]
    for count in (2, 3):
        for first in range(len(syllables) - count + 1):
            part = syllables[first : first + count]
            if part[-1][0] - part[0][0] == count - 1:
                runs.add("".join(syllable for _, syllable in part))
    return runs


def _romanised_names(block: Block, span: Span) -> set[str]:
    """The parts of names as English writes them: `Liang2 Wen2 feng1` gives liang and wenfeng."""
    parts: list[str] = []
    for name in within(block.layers.names, span):
        if name.kind is NameKind.OTHER:
            continue
        for reading in within(block.layers.readings, name.span):
            syllable = reading.pinyin.rstrip("012345")
            if syllable[:1].isupper() or not parts:
                parts.append("")
            parts[-1] += syllable.casefold().replace("ü", "u")
    return {part for part in parts if len(part) > 1}
