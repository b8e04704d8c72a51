"""Queries whose answer is known, drawn from the texts of a built site.

Each kind is a way to remember an article: by its title, a heading, what it is about, or some words
of a sentence. The words are chosen so that no other article has them in the same way.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pypinyin import lazy_pinyin

from generator.language.characters import IS_HAN
from generator.site.search import folded
from generator.site.sentences import SEPARATOR

SEED = 7
FREQUENT = 0.1
"""The share of the articles that have a word which alone says little."""

_LATIN = re.compile(r"[A-Za-z]{4,}")
_HAN_WORD = re.compile(r"[一-鿿]{2,4}")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a built site."""

    simplified: Words
    taiwan: Words
    """The words as Taiwan writes them."""
    english: str
    found_by: str
    """All that a search may find it by: both texts in simplified characters, and the English."""


@dataclass(frozen=True)
class Text:
    """An article of a built site."""

    slug: str
    title: str
    headings: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Query:
    """What a reader types, and the article that it is meant to find."""

    kind: str
    text: str
    slug: str


def read_texts(source: Path, output: Path) -> list[Text]:
    """Return the articles of a site, given its folder and what was built of it."""
    return [
        _read(path, output) for path in sorted((source / "articles").glob("*.md")) if _is_zh(path)
    ]


def _is_zh(path: Path) -> bool:
    return not path.name.endswith(".en.md")


def _read(path: Path, output: Path) -> Text:
    script = (output / "static/articles" / path.stem / "sentences.js").read_text("utf-8")
    data = json.loads(script.partition(", ")[2].rstrip().removesuffix(");"))
    lines, count = data["lines"].split("\n"), len(data["editions"])
    taiwan = data["editions"].index("zh-hant-tw")
    title, *sentences = [
        _sentence(lines[at : at + count + 1], taiwan, data["english"])
        for at in range(0, len(lines), count + 1)
    ]
    headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return Text(path.stem, "".join(title.simplified), tuple(headings), tuple(sentences))


def _sentence(lines: Sequence[str], taiwan: int, english: dict[str, str]) -> Sentence:
    id_, first, *others = lines
    shown = [first]
    for line in others:
        shown.append(line or shown[-1])
    words = [tuple(line.split(SEPARATOR)) for line in shown]
    translation = english.get(id_, "")
    found_by = "\n".join(["".join(words[0]), folded("".join(words[taiwan])), translation.lower()])
    return Sentence(words[0], words[taiwan], translation, found_by)


class Site:
    """The texts, and which of them have a word, or two words of a sentence."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self._whole = ["\n".join(each.found_by for each in text.sentences) for text in texts]
        self.owners: defaultdict[str, set[str]] = defaultdict(set)
        """The articles that have a word, or English word."""
        self.uses: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for sentence in text.sentences:
                for word in (*sentence.simplified, *_LATIN.findall(sentence.english.lower())):
                    self.owners[word].add(text.slug)
                    self.uses[word, text.slug] += 1

    def only(self, slug: str, *parts: str) -> bool:
        """Return whether no sentence of any other article has all parts."""
        return not any(
            all(part in whole for part in parts)
            and any(all(part in each.found_by for part in parts) for each in text.sentences)
            for text, whole in zip(self.texts, self._whole, strict=True)
            if text.slug != slug
        )

    def is_frequent(self, word: str) -> bool:
        """Return whether many articles have a word."""
        return len(self.owners[word]) >= FREQUENT * len(self.texts)


def _title(site: Site, text: Text) -> Iterator[str]:
    if sum(each.title == text.title for each in site.texts) == 1:
        yield text.title


def _heading(site: Site, text: Text) -> Iterator[str]:
    for heading in text.headings:
        if sum(heading in each.headings for each in site.texts) == 1 and IS_HAN.search(heading):
            yield heading


def _subject(site: Site, text: Text) -> Iterator[str]:
    """Yield frequent words that the text has half as often again as any other article."""
    words = {word for sentence in text.sentences for word in sentence.simplified}
    for word in sorted(words):
        if not _HAN_WORD.fullmatch(word) or not site.is_frequent(word):
            continue
        others = [site.uses[word, slug] for slug in site.owners[word] if slug != text.slug]
        if site.uses[word, text.slug] >= max(6, 1.5 * max(others, default=0)):
            yield word


def _word(site: Site, text: Text) -> Iterator[str]:
    for sentence in text.sentences:
        for word in sentence.simplified:
            is_rare = _HAN_WORD.fullmatch(word) and len(site.owners[word]) == 1
            if is_rare and site.only(text.slug, word):
                yield word


def _phrases(site: Site, text: Text) -> Iterator[tuple[Sentence, int]]:
    """Yield places of two frequent words that stand together in this article alone."""
    for sentence in text.sentences:
        for at, (first, second) in enumerate(pairwise(sentence.simplified)):
            if all(
                _HAN_WORD.fullmatch(word) and site.is_frequent(word) for word in (first, second)
            ) and site.only(text.slug, first + second):
                yield sentence, at


def _phrase(site: Site, text: Text) -> Iterator[str]:
    for sentence, at in _phrases(site, text):
        yield "".join(sentence.simplified[at : at + 2])


def _taiwan(site: Site, text: Text) -> Iterator[str]:
    for sentence, at in _phrases(site, text):
        if len(sentence.taiwan) == len(sentence.simplified):
            yield "".join(sentence.taiwan[at : at + 2])


def _pinyin(site: Site, text: Text) -> Iterator[str]:
    for phrase in _phrase(site, text):
        yield " ".join(lazy_pinyin(phrase, v_to_u=True))


def _joined_pinyin(site: Site, text: Text) -> Iterator[str]:
    for phrase in _phrase(site, text):
        yield "".join(lazy_pinyin(phrase))


def _two_words(site: Site, text: Text) -> Iterator[str]:
    """Yield two words of a sentence that are together in a sentence of this article alone."""
    for sentence in text.sentences:
        words = [w for w in sentence.simplified if _HAN_WORD.fullmatch(w) and site.is_frequent(w)]
        for first, second in zip(words, words[2:], strict=False):
            if first != second and site.only(text.slug, first, second):
                yield f"{first} {second}"


def _english(site: Site, text: Text) -> Iterator[str]:
    for sentence in text.sentences:
        words = _LATIN.findall(sentence.english.lower())
        for first, second in zip(words, words[2:], strict=False):
            if site.only(text.slug, first, second):
                yield f"{first} {second}"


KINDS: dict[str, Callable[[Site, Text], Iterator[str]]] = {
    "its title": _title,
    "a heading": _heading,
    "what it is about": _subject,
    "a word": _word,
    "two words in a row": _phrase,
    "… as Taiwan writes them": _taiwan,
    "… in pinyin, without tones": _pinyin,
    "… and without spaces": _joined_pinyin,
    "two words of a sentence": _two_words,
    "two words of its English": _english,
}


def draw(texts: Sequence[Text], count: int) -> list[Query]:
    """Return so many queries of each kind, of as many articles, if there are enough."""
    site = Site(texts)
    found: list[Query] = []
    for kind, candidates in KINDS.items():
        chance = random.Random(f"{SEED} {kind}")
        left = count
        for text in chance.sample(texts, len(texts)):
            if not left:
                break
            some = _first(candidates(site, text), 5)
            if some:
                found.append(Query(kind, chance.choice(some), text.slug))
                left -= 1
    return found


def _first(items: Iterable[str], count: int) -> list[str]:
    return [item for item, _ in zip(items, range(count), strict=False)]
