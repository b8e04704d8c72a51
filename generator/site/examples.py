"""Example sentences of a site for each word: a few, from as many articles as possible.

    /static/examples/<edition>/<shard>.js    by word: the article, the sentence, the text
                                             before the word and the text after it

Only words that occur in more than one sentence of an edition are included.
The words of an article are visited once, and no more than `PLACES` places of a word are kept, so
the whole is linear in the size of the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any

from generator.language.characters import has_han
from generator.model import ATOM, Article, Block, Edition
from generator.site import addresses, lazy_data

PLACES = 5
"""Maximum number of places of a word: three to show, the one that the reader comes from, and one
for variety."""
PLACES_AN_ARTICLE, ARTICLES = 4, 4
"""Maximum number of places from one article, and of articles."""
WIDTH = 28
"""Maximum number of code points of a sentence on each side of the word."""


_FIRST_TOKEN = re.compile(r"^(?:[A-Za-z0-9]+|.)", re.DOTALL)
_LAST_TOKEN = re.compile(r"(?:[A-Za-z0-9]+|.)$", re.DOTALL)
"""The part that is left out where a sentence is shortened, so that no Latin word is split."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One sentence with a word: offsets into the block's text in the edition."""

    article: int
    sentence: str
    text: str
    start: int
    word: int
    word_end: int
    end: int


class Examples:
    """The sentences of a site in an edition, by the words in them."""

    def __init__(
        self,
        articles: Sequence[Article],
        edition: Edition,
        convert: Callable[[str, Edition], str],
    ) -> None:
        self._articles = articles
        self._edition = edition
        self._convert = convert
        self._places: dict[str, list[_Place]] = {}
        for number, article in enumerate(articles):
            for block in article.blocks:
                self._add(number, block)

    def __contains__(self, word: object) -> bool:
        """Whether a word occurs in more than one sentence."""
        return len(self._places.get(word, ())) > 1  # type: ignore[call-overload]

    def _add(self, article: int, block: Block) -> None:
        words = block.annotated_words
        shown = [word.text_in(self._edition) or word.text for word in words]
        offsets = [0, *accumulate(map(len, shown))]
        text = "".join(shown)
        first = 0
        for sentence in block.sentences:
            end = first
            while end < len(words) and words[end].span.end <= sentence.span.end:
                end += 1
            for at in range(first, end):
                if has_han(shown[at]) and self._is_wanted(shown[at], article, sentence.id):
                    place = _Place(
                        article,
                        sentence.id,
                        text,
                        offsets[first],
                        offsets[at],
                        offsets[at + 1],
                        offsets[end],
                    )
                    self._places.setdefault(shown[at], []).append(place)
            first = end

    def _is_wanted(self, word: str, article: int, sentence: str) -> bool:
        """Whether another place of a word would be used."""
        places = self._places.get(word)
        if places is None:
            return True
        last = places[-1]
        if last.article == article:
            return (
                last.sentence != sentence
                and sum(p.article == article for p in places) < PLACES_AN_ARTICLE
            )
        return len({place.article for place in places}) < ARTICLES

    def files(self) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield the scripts, each with its path."""
        shards: dict[str, dict[str, Sequence[_Place]]] = {}
        for word, places in sorted(self._places.items()):
            if len(places) > 1:
                shards.setdefault(lazy_data.shard(word), {})[word] = _most_varied(places)
        for shard, words in sorted(shards.items()):
            name = f"examples/{self._edition.path}/{shard}"
            yield lazy_data.place(name), lazy_data.script(name, self._data(words))

    def _data(self, words: dict[str, Sequence[_Place]]) -> dict[str, Any]:
        """Return `articles` (address below `/static/` and title) and `words` (places by word)."""
        numbers: dict[int, int] = {}
        rows = {
            word: [
                [numbers.setdefault(place.article, len(numbers)), place.sentence, *_context(place)]
                for place in places
            ]
            for word, places in words.items()
        }
        return {"articles": [self._article(number) for number in numbers], "words": rows}

    def _article(self, number: int) -> tuple[str, str]:
        meta = self._articles[number].meta
        page = addresses.article(self._edition, meta.slug)
        title = self._convert(meta.title.zh, self._edition)
        return addresses.relative(addresses.STATIC / "index.html", page), title


class SiteExamples(Mapping[Edition, Examples]):
    """The sentences of a site in each edition, indexed when an edition is first requested."""

    def __init__(
        self,
        articles: Sequence[Article],
        editions: Sequence[Edition],
        convert: Callable[[str, Edition], str],
    ) -> None:
        self._articles = articles
        self._editions = editions
        self._convert = convert
        self._found: dict[Edition, Examples] = {}

    def __getitem__(self, edition: Edition) -> Examples:
        if edition not in self._editions:
            raise KeyError(edition)
        if edition not in self._found:
            self._found[edition] = Examples(self._articles, edition, self._convert)
        return self._found[edition]

    def __iter__(self) -> Iterator[Edition]:
        return iter(self._editions)

    def __len__(self) -> int:
        return len(self._editions)


def _most_varied(places: Sequence[_Place]) -> Sequence[_Place]:
    """Return the first place of each article, then the others."""
    firsts = {place.article: place for place in reversed(places)}
    chosen = [place for place in places if firsts[place.article] is place]
    return [*chosen, *(place for place in places if place not in chosen)][:PLACES]


def _context(place: _Place) -> tuple[str, str]:
    """Return the text before the word and after it, shortened if it is long."""
    before = _without_atoms(place.text[place.start : place.word]).lstrip()
    after = _without_atoms(place.text[place.word_end : place.end]).rstrip()
    if len(before) > WIDTH:
        before = "…" + _FIRST_TOKEN.sub("", before[-WIDTH - 1 :], count=1)
    if len(after) > WIDTH:
        after = _LAST_TOKEN.sub("", after[: WIDTH + 1], count=1) + "…"
    return before, after


def _without_atoms(text: str) -> str:
    return text.replace(ATOM, "").replace("\n", " ")
