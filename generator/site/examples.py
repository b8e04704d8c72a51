"""Where else a site has a word: a few sentences, from as many articles as there are.

    /static/examples/<edition>/<shard>.js    by word: the article, the sentence, what is
                                             before the word and what is after it

The words are those of an edition's text, and only those that stand in more than one sentence.
An article's words are gone through once, and of each word no more than `KEPT` places are
remembered, so the whole is linear in the size of the site.
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

KEPT = 5
"""Places of a word: three to show, one that the reader comes from, and one for variety."""
OF_ONE, ARTICLES = 4, 4
"""How many places one article may give, and how many articles are drawn from."""
WIDTH = 28
"""How many code points of a sentence are shown on each side of the word."""


_CUT_BEFORE = re.compile(r"^(?:[A-Za-z0-9]+|.)", re.DOTALL)
_CUT_AFTER = re.compile(r"(?:[A-Za-z0-9]+|.)$", re.DOTALL)
"""What is left out where a sentence is cut: no Latin word loses only a part of its letters."""


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
        """Whether a word stands in more than one sentence."""
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
                if has_han(shown[at]) and self._wants(shown[at], article, sentence.id):
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

    def _wants(self, word: str, article: int, sentence: str) -> bool:
        """Whether one more place of a word is of use."""
        places = self._places.get(word)
        if places is None:
            return True
        last = places[-1]
        if last.article == article:
            return last.sentence != sentence and sum(p.article == article for p in places) < OF_ONE
        return len({place.article for place in places}) < ARTICLES

    def files(self) -> Iterator[tuple[PurePosixPath, str]]:
        """The scripts, each with its place."""
        shards: dict[str, dict[str, Sequence[_Place]]] = {}
        for word, places in sorted(self._places.items()):
            if len(places) > 1:
                shards.setdefault(lazy_data.shard(word), {})[word] = _chosen(places)
        for shard, words in sorted(shards.items()):
            name = f"examples/{self._edition.path}/{shard}"
            yield lazy_data.place(name), lazy_data.script(name, self._data(words))

    def _data(self, words: dict[str, Sequence[_Place]]) -> dict[str, Any]:
        """`articles`: address below `/static/` and title; `words`: the places of each."""
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
    """The sentences of a site in each edition, gone through when an edition is first asked for."""

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


def _chosen(places: Sequence[_Place]) -> Sequence[_Place]:
    """The first place of each article, and then others."""
    firsts = {place.article: place for place in reversed(places)}
    chosen = [place for place in places if firsts[place.article] is place]
    return [*chosen, *(place for place in places if place not in chosen)][:KEPT]


def _context(place: _Place) -> tuple[str, str]:
    """What stands before the word and after it, cut where it is long."""
    before = _plain(place.text[place.start : place.word]).lstrip()
    after = _plain(place.text[place.word_end : place.end]).rstrip()
    if len(before) > WIDTH:
        before = "…" + _CUT_BEFORE.sub("", before[-WIDTH - 1 :], count=1)
    if len(after) > WIDTH:
        after = _CUT_AFTER.sub("", after[: WIDTH + 1], count=1) + "…"
    return before, after


def _plain(text: str) -> str:
    return text.replace(ATOM, "").replace("\n", " ")
