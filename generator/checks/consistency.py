"""Proper names that the translations of a site spell in two ways (T017), or take for one another.

1. Each name of the Chinese is looked for in the capitalised English words of its sentence.
2. A name in pinyin is known by its letters: `Chen Mo`, `Mo Chen`, `Chenmo` are spellings of 陈默,
   and so is `Chen Mu`, which has one letter else, where no other name of the site is spelt so.
3. Of any other name, such as 埃默里, a spelling is a word of five letters or more that stands in
   several of its sentences; another word of theirs that differs in a letter or two is taken for
   another spelling, if it stands nowhere else.
4. The rarer spelling is reported, once an article; among equals the one that is not the pinyin's,
   else the later.
5. Where the English lacks a name in pinyin and has another of the site instead, which the Chinese
   lacks here and beside, one was taken for the other (T006).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from generator.alignment.evidence import STOP_WORDS
from generator.checks.alignment import DOUBT
from generator.checks.pairs import Pair, Passage, excerpt, pairs
from generator.diagnostics import Report
from generator.model import Article, Block, NameKind, Span

_CAPITALISED = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ]*(?:[-'’][A-Za-zÀ-ɏ]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENING = re.compile(r"(?:^|[.!?:…])[\s“‘\"'(]*$")
LEAST = 5
"""Letters of a word that may be a misspelling of another by its looks alone."""

_NO_SYLLABLE = re.compile(r"[^aeiou]*|miss|sir|aunt|uncle|old|young")
"""What stands beside a surname and is no name: Mr, Dr."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A capitalised English word."""

    text: str
    passage: Passage
    start: int
    opening: bool
    """Whether it begins a sentence, where any word has a capital."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def letters(self) -> str:
        return _letters(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class _Use:
    """A sentence pair that may have names."""

    article: Article
    pair: Pair
    tokens: tuple[_Token, ...]
    words: Mapping[str, _Token]
    """The first token of each spelling, by its letters."""


@dataclass(slots=True)
class _Name:
    """A name of the Chinese texts, its pinyin by the words of its English spelling, its uses."""

    written: str
    pinyin: tuple[str, ...]
    kind: NameKind
    uses: list[_Use] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How a use spells its name."""

    use: _Use
    tokens: tuple[_Token, ...]
    exact: bool
    """Whether it is the pinyin, letter by letter and in its order."""

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)


def consistency_doubts(
    articles: Sequence[Article], simplify: Callable[[str], str], report: Report
) -> None:
    """Report each name that the articles' translations spell in two ways."""
    uses = [use for article in articles for use in _uses(article)]
    names = _names(uses, simplify)
    romanised = {"".join(name.pinyin) for name in names.values()}
    romanised |= {part for name in names.values() for part in name.pinyin if len(part) > 3}
    common = {
        word
        for article in articles
        if article.translation
        for block in article.translation.blocks
        for word in re.findall(r"\b[a-zß-ɏ]+\b", block.text)
    }
    standing = Counter(word for use in uses for word in use.words)
    for name in names.values():
        if len(name.uses) > 1:
            spelt = list(_by_pinyin(name, romanised))
            if not any(spelling.exact for spelling in spelt):
                spelt = list(_by_looks(name, standing, common, romanised))
            _compare(name, spelt, report)
    _taken_for_another(uses, names, report)


def _taken_for_another(uses: Sequence[_Use], names: Mapping[str, _Name], report: Report) -> None:
    """Report names in the place of others (T006)."""
    full = {"".join(name.pinyin): name for name in names.values() if len(name.pinyin) == 2}
    within: dict[int, list[str]] = {}
    for letters, name in full.items():
        for use in name.uses:
            within.setdefault(id(use), []).append(letters)
    for place, use in enumerate(uses):
        nearby = [u for u in uses[max(0, place - 1) : place + 2] if u.article is use.article]
        had = {letters for u in nearby for letters in within.get(id(u), ())}
        lost = [n for n in within.get(id(use), ()) if not use.words.keys() & {*full[n].pinyin}]
        windows = [w for w in _windows(use.tokens) if len(w) == 2] if lost else []
        spelt = {"".join(token.letters for token in w): w for w in windows}
        for letters, window in spelt.items():
            translation = use.article.translation
            if letters not in full or letters in had or translation is None:
                continue
            name = full[lost[0]]
            text = " ".join(token.text for token in window)
            report.add(
                "T006",
                translation.path,
                f"the Chinese has {name.written}, but not the English, which has {text}, "
                f"{full[letters].written} ({use.article.path.name}:{use.pair.zh[0].block.line})",
                f"compare it with “{excerpt(use.pair.chinese, 32)}”",
                **window[0].passage.place(window[0].start),
            )


def _uses(article: Article) -> Iterator[_Use]:
    for pair in pairs(article):
        if pair.zh and pair.en and pair.alignment.score >= DOUBT:
            tokens = tuple(_tokens(pair))
            yield _Use(article, pair, tokens, {t.letters: t for t in reversed(tokens)})


def _tokens(pair: Pair) -> Iterator[_Token]:
    latin = {_letters(m[0]) for m in _CAPITALISED.finditer(pair.chinese)}
    for passage, match in pair.find(_CAPITALISED):
        word = _POSSESSIVE.sub("", match[0])
        if word and _letters(word) not in latin:
            opening = _OPENING.search(passage.text[: match.start()]) is not None
            if not (opening and word.casefold() in STOP_WORDS):
                yield _Token(word, passage, match.start(), opening)


def _names(uses: Sequence[_Use], simplify: Callable[[str], str]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for use in uses:
        seen = set[str]()
        for passage in use.pair.zh:
            for name in passage.block.layers.names:
                written = name.span.of(passage.block.text)
                key = simplify(written)
                if key in seen or not passage.sentence.span.contains(name.span):
                    continue
                seen.add(key)
                pinyin = _romanised(passage.block, name.span)
                names.setdefault(key, _Name(written, pinyin, name.kind)).uses.append(use)
    return names


def _romanised(block: Block, span: Span) -> tuple[str, ...]:
    """`liang`, `wenfeng`: the words of a name in pinyin, without tones."""
    parts: list[str] = []
    for reading in block.layers.readings:
        if span.contains(reading.span) and reading.pinyin:
            syllable = reading.pinyin.rstrip("012345")
            if syllable[0].isupper() or not parts:
                parts.append("")
            parts[-1] += _letters(syllable)
    return tuple(parts)


def _letters(word: str) -> str:
    """Small letters without marks, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in plain if char.isalpha())


def _by_pinyin(name: _Name, romanised: set[str]) -> Iterator[_Spelling]:
    """The spellings of a name that English has in pinyin, in any order and nearly so."""
    whole = "".join(name.pinyin)
    if not 1 <= len(name.pinyin) <= 2 or len(whole) < 4:
        return
    orders = {whole, "".join(reversed(name.pinyin))}
    for use in name.uses:
        windows = list(_windows(use.tokens))
        found = [w for w in windows if "".join(t.letters for t in w) in orders]
        if not found:
            found = [w for w in windows if _nearly(name.pinyin, w, romanised)]
        for window in found[:1]:
            exact = tuple(t.letters for t in window) == name.pinyin
            yield _Spelling(use, window, exact)


def _windows(tokens: Sequence[_Token]) -> Iterator[tuple[_Token, ...]]:
    """One to three words in a row, the longest first."""
    for length in (3, 2, 1):
        for first in range(len(tokens) - length + 1):
            row = tuple(tokens[first : first + length])
            if all(
                a.passage is b.passage and a.passage.text[a.end : b.start] == " "
                for a, b in pairwise(row)
            ):
                yield row


def _nearly(pinyin: tuple[str, ...], window: tuple[_Token, ...], romanised: set[str]) -> bool:
    words = [token.letters for token in window]
    if len(words) != len(pinyin) or "".join(words) in romanised:
        return False
    for order in (words, words[::-1]):
        distances = [OSA.distance(a, b) for a, b in zip(pinyin, order, strict=True)]
        wrong = max(range(len(order)), key=distances.__getitem__)
        if _NO_SYLLABLE.fullmatch(order[wrong]):
            continue
        if sum(distances) == distances[wrong] and 0 < distances[wrong] <= 1 + (
            len(pinyin[wrong]) > 6
        ):
            return len(order) == 2 or (len(pinyin[0]) >= LEAST and order[0][0] == pinyin[0][0])
    return False


def _by_looks(
    name: _Name, standing: Counter[str], common: set[str], romanised: set[str]
) -> Iterator[_Spelling]:
    """A word that most sentences of a name have, and one like it that no other sentence has."""
    where: dict[str, list[_Use]] = {}
    for use in name.uses:
        for word in use.words:
            if len(word) >= LEAST and word not in common:
                where.setdefault(word, []).append(use)
    usual = [word for word, uses in where.items() if 2 * len(uses) >= len(name.uses)]
    for word in usual:
        for rare, uses in where.items():
            if (
                standing[rare] == len(uses) <= len(where[word])
                and rare not in romanised
                and _looks_like(word, rare)
                and not any(word in use.words for use in uses)
                and not any(_is_explained(use, rare, usual) for use in uses)
            ):
                for use in name.uses:
                    for spelt in {word, rare} & use.words.keys():
                        yield _Spelling(use, (use.words[spelt],), spelt in name.pinyin)
                return


def _is_explained(use: _Use, word: str, usual: Sequence[str]) -> bool:
    """Whether a sentence has the name as it is usually spelt, not right beside the word."""
    beside = {t.letters for w in _windows(use.tokens) for t in w if use.words[word] in w}
    return any(other in use.words and other not in beside for other in usual)


def _looks_like(word: str, other: str) -> bool:
    if word[0] != other[0] or word.startswith(other) or other.startswith(word):
        return False
    return OSA.distance(word, other) <= 1 + (min(len(word), len(other)) > 7)


def _compare(name: _Name, spelt: Sequence[_Spelling], report: Report) -> None:
    counts = Counter(spelling.text.casefold() for spelling in spelt)
    if len(counts) < 2:
        return
    usual = max(spelt, key=lambda s: (counts[s.text.casefold()], s.exact))
    told = set[tuple[str, str]]()
    for spelling in spelt:
        translation = spelling.use.article.translation
        text = spelling.text
        key = (str(spelling.use.article.path), text.casefold())
        if text.casefold() == usual.text.casefold() or key in told or translation is None:
            continue
        told.add(key)
        elsewhere = usual.use.article.translation
        line = usual.tokens[0].passage.place(usual.tokens[0].start)["line"]
        token = spelling.tokens[0]
        report.add(
            "T017",
            translation.path,
            f"“{text}” is “{usual.text}” elsewhere "
            f"({elsewhere.path.name if elsewhere else ''}:{line}): both are “{name.written}” "
            f"({spelling.use.article.path.name}:{spelling.use.pair.zh[0].block.line})",
            f"spell it in one way, or state the English of “{name.written}” in lexicon.toml",
            **token.passage.place(token.start),
        )
