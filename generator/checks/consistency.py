"""Names that the translations of a site spell in two ways (T017) or confuse (T006).

1. Each name of the Chinese is looked up among the capitalised English words of its sentence.
2. Spellings in pinyin are recognised by their letters: `Chen Mo`, `Mo Chen` and `Chenmo` are
   spellings of 陈默, and so is `Chen Mu`, with one wrong letter, unless it is another name of the
   site.
3. For any other name, such as 埃默里, the spelling is a word of five letters or more that occurs in
   at least half of its sentences. Another word of these sentences that differs in a letter or two,
   and occurs in no other sentence, is another spelling.
4. The rarer spelling is reported, once per article. If both are equally frequent, this is the one
   that is not the pinyin, else the later.
5. If the English lacks a name in pinyin and has another name of the site that neither the Chinese
   nor its neighbours have, the names are confused.
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
from generator.checks.alignment import DOUBT_THRESHOLD
from generator.checks.pairs import Pair, Passage, aligned_pairs, excerpt
from generator.diagnostics import Report
from generator.model import Article, Block, NameKind, Span
from generator.spans import within

_CAPITALISED = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ]*(?:[-'’][A-Za-zÀ-ɏ]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s“‘\"'(]*$")
MIN_SIMILAR_LENGTH = 5
"""The least letters of a word that may be a misspelling of a similar word."""

EXCERPT_LENGTH = 32
"""The most characters of a sentence that a hint shows."""

_NOT_A_NAME = re.compile(r"[^aeiou]*|miss|sir|aunt|uncle|old|young")
"""Words beside a surname that are not names: Mr, Dr."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A capitalised English word."""

    text: str
    passage: Passage
    start: int
    starts_sentence: bool
    """Whether it begins a sentence, where any word is capitalised."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The span in its block."""
        return self.passage.to_block(self.start, self.end)

    @property
    def letters(self) -> str:
        return _letters(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class _Use:
    """An aligned pair, with its capitalised English words."""

    article: Article
    pair: Pair
    tokens: tuple[_Token, ...]
    words: Mapping[str, _Token]
    """The first token of each spelling, by its letters."""


@dataclass(slots=True)
class _Name:
    """A name of the Chinese texts: its pinyin, split as in English, and its uses."""

    written: str
    pinyin: tuple[str, ...]
    kind: NameKind
    uses: list[_Use] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """The spelling of a name in one use."""

    use: _Use
    tokens: tuple[_Token, ...]
    exact: bool
    """Whether it is exactly the pinyin, in the Chinese order."""

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)


def check_consistency(
    articles: Sequence[Article], simplify: Callable[[str], str], report: Report
) -> None:
    """Report names that the translations spell in two ways (T017) or confuse (T006)."""
    uses = [use for article in articles for use in _find_uses(article)]
    names = _collect_names(uses, simplify)
    spellings = {"".join(name.pinyin) for name in names.values()}
    spellings |= {part for name in names.values() for part in name.pinyin if len(part) > 3}
    lowercase_words = {
        word
        for article in articles
        if article.translation
        for block in article.translation.blocks
        for word in re.findall(r"\b[a-zß-ɏ]+\b", block.text)
    }
    counts = Counter(word for use in uses for word in use.words)
    for name in names.values():
        if len(name.uses) > 1:
            found = list(_find_by_pinyin(name, spellings))
            if not any(spelling.exact for spelling in found):
                found = list(_find_by_similarity(name, counts, lowercase_words, spellings))
            _report_inconsistent(name, found, report)
    _report_confused(uses, names, report)


def _report_confused(uses: Sequence[_Use], names: Mapping[str, _Name], report: Report) -> None:
    """Report names that the English has in place of others (T006)."""
    full_names = {"".join(name.pinyin): name for name in names.values() if len(name.pinyin) == 2}
    names_in: dict[int, list[str]] = {}
    for letters, name in full_names.items():
        for use in name.uses:
            names_in.setdefault(id(use), []).append(letters)
    for index, use in enumerate(uses):
        nearby = [u for u in uses[max(0, index - 1) : index + 2] if u.article is use.article]
        expected = {letters for u in nearby for letters in names_in.get(id(u), ())}
        missing = [
            letters
            for letters in names_in.get(id(use), ())
            if not use.words.keys() & {*full_names[letters].pinyin}
        ]
        windows = [w for w in _windows(use.tokens) if len(w) == 2] if missing else []
        by_letters = {"".join(token.letters for token in w): w for w in windows}
        for letters, window in by_letters.items():
            translation = use.article.translation
            if letters not in full_names or letters in expected or translation is None:
                continue
            name = full_names[missing[0]]
            other = full_names[letters]
            text = " ".join(token.text for token in window)
            report.add_at(
                window[0].passage.block,
                window[0].span,
                "T006",
                translation.path,
                f"The Chinese has {name.written}, but the English has {text}, which is "
                f"{other.written} ({use.article.path.name}:{use.pair.zh[0].block.line})",
                f"Compare it with “{excerpt(use.pair.chinese, EXCERPT_LENGTH)}”.",
            )


def _find_uses(article: Article) -> Iterator[_Use]:
    for pair in aligned_pairs(article):
        if pair.zh and pair.en and pair.alignment.score >= DOUBT_THRESHOLD:
            tokens = tuple(_find_tokens(pair))
            yield _Use(article, pair, tokens, {t.letters: t for t in reversed(tokens)})


def _find_tokens(pair: Pair) -> Iterator[_Token]:
    chinese_latin = {_letters(m[0]) for m in _CAPITALISED.finditer(pair.chinese)}
    for passage, match in pair.find(_CAPITALISED):
        word = _POSSESSIVE.sub("", match[0])
        if word and _letters(word) not in chinese_latin:
            starts_sentence = _SENTENCE_START.search(passage.text[: match.start()]) is not None
            if not (starts_sentence and word.casefold() in STOP_WORDS):
                yield _Token(word, passage, match.start(), starts_sentence)


def _collect_names(uses: Sequence[_Use], simplify: Callable[[str], str]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for use in uses:
        seen = set[str]()
        for passage in use.pair.zh:
            for name in within(passage.block.layers.names, passage.sentence.span):
                written = name.span.of(passage.block.text)
                key = simplify(written)
                if key in seen or not passage.sentence.span.contains(name.span):
                    continue
                seen.add(key)
                pinyin = _romanise(passage.block, name.span)
                names.setdefault(key, _Name(written, pinyin, name.kind)).uses.append(use)
    return names


def _romanise(block: Block, span: Span) -> tuple[str, ...]:
    """The words of a name in pinyin, without tones: `liang`, `wenfeng`."""
    parts: list[str] = []
    for reading in within(block.layers.readings, span):
        if reading.pinyin:
            syllable = reading.pinyin.rstrip("012345")
            if syllable[0].isupper() or not parts:
                parts.append("")
            parts[-1] += _letters(syllable)
    return tuple(parts)


def _letters(word: str) -> str:
    """The letters of a word in lower case, without diacritics, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in plain if char.isalpha())


def _find_by_pinyin(name: _Name, spellings: set[str]) -> Iterator[_Spelling]:
    """Find exact and near spellings of a name in pinyin, in either order."""
    whole = "".join(name.pinyin)
    if not 1 <= len(name.pinyin) <= 2 or len(whole) < 4:
        return
    orders = {whole, "".join(reversed(name.pinyin))}
    for use in name.uses:
        windows = list(_windows(use.tokens))
        found = [w for w in windows if "".join(t.letters for t in w) in orders]
        if not found:
            found = [w for w in windows if _is_nearly(name.pinyin, w, spellings)]
        for window in found[:1]:
            exact = tuple(t.letters for t in window) == name.pinyin
            yield _Spelling(use, window, exact)


def _windows(tokens: Sequence[_Token]) -> Iterator[tuple[_Token, ...]]:
    """Runs of one to three consecutive tokens, the longest first."""
    for length in (3, 2, 1):
        for first in range(len(tokens) - length + 1):
            row = tuple(tokens[first : first + length])
            if all(
                a.passage is b.passage and a.passage.text[a.end : b.start] == " "
                for a, b in pairwise(row)
            ):
                yield row


def _is_nearly(pinyin: tuple[str, ...], window: tuple[_Token, ...], spellings: set[str]) -> bool:
    """Whether a run of tokens is a pinyin spelling with one word slightly wrong."""
    words = [token.letters for token in window]
    if len(words) != len(pinyin) or "".join(words) in spellings:
        return False
    for order in (words, words[::-1]):
        distances = [OSA.distance(a, b) for a, b in zip(pinyin, order, strict=True)]
        wrong = max(range(len(order)), key=distances.__getitem__)
        if _NOT_A_NAME.fullmatch(order[wrong]):
            continue
        if sum(distances) == distances[wrong] and 0 < distances[wrong] <= 1 + (
            len(pinyin[wrong]) > 6
        ):
            return len(order) == 2 or (
                len(pinyin[0]) >= MIN_SIMILAR_LENGTH and order[0][0] == pinyin[0][0]
            )
    return False


def _find_by_similarity(
    name: _Name, counts: Counter[str], lowercase_words: set[str], spellings: set[str]
) -> Iterator[_Spelling]:
    """Find a word that at least half of the uses of a name have, and a similar, rarer one."""
    uses_of: dict[str, list[_Use]] = {}
    for use in name.uses:
        for word in use.words:
            if len(word) >= MIN_SIMILAR_LENGTH and word not in lowercase_words:
                uses_of.setdefault(word, []).append(use)
    usual = [word for word, uses in uses_of.items() if 2 * len(uses) >= len(name.uses)]
    for word in usual:
        for rare, uses in uses_of.items():
            if (
                counts[rare] == len(uses) <= len(uses_of[word])
                and rare not in spellings
                and _is_similar(word, rare)
                and not any(word in use.words for use in uses)
                and not any(_has_usual_spelling(use, rare, usual) for use in uses)
            ):
                for use in name.uses:
                    for found in {word, rare} & use.words.keys():
                        yield _Spelling(use, (use.words[found],), found in name.pinyin)
                return


def _has_usual_spelling(use: _Use, word: str, usual: Sequence[str]) -> bool:
    """Whether a sentence has the usual spelling too, apart from the word, so that it is not one."""
    beside = {t.letters for w in _windows(use.tokens) for t in w if use.words[word] in w}
    return any(other in use.words and other not in beside for other in usual)


def _is_similar(word: str, other: str) -> bool:
    """Whether a word may be a misspelling of another."""
    if word[0] != other[0] or word.startswith(other) or other.startswith(word):
        return False
    return OSA.distance(word, other) <= 1 + (min(len(word), len(other)) > 7)


def _report_inconsistent(name: _Name, spellings: Sequence[_Spelling], report: Report) -> None:
    """Report the spellings that differ from the most frequent one (T017)."""
    counts = Counter(spelling.text.casefold() for spelling in spellings)
    if len(counts) < 2:
        return
    usual = max(spellings, key=lambda s: (counts[s.text.casefold()], s.exact))
    reported = set[tuple[str, str]]()
    for spelling in spellings:
        translation = spelling.use.article.translation
        text = spelling.text
        key = (str(spelling.use.article.path), text.casefold())
        if text.casefold() == usual.text.casefold() or key in reported or translation is None:
            continue
        reported.add(key)
        usual_translation = usual.use.article.translation
        usual_token = usual.tokens[0]
        line, _ = usual_token.passage.block.place(usual_token.span.start)
        token = spelling.tokens[0]
        report.add_at(
            token.passage.block,
            token.span,
            "T017",
            translation.path,
            f"“{text}” is spelt “{usual.text}” elsewhere "
            f"({usual_translation.path.name if usual_translation else ''}:{line}); "
            f"both stand for “{name.written}” "
            f"({spelling.use.article.path.name}:{spelling.use.pair.zh[0].block.line})",
            f"Use one spelling, or state the English of “{name.written}” in lexicon.toml.",
        )
