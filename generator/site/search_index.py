"""The index of the search: the terms of a site, and which articles have them.

    /static/search/articles.js         the number of shards, and the articles, each with its sign
    /static/search/index/<shard>.js    the terms of a shard, a line for each

What an article adds is its *terms*, each with a number, the higher the more often it occurs
(`search.py`). A line has a term, then the signs of the articles where the number is 1, 2 and so on:

    人工 㑀㪅  㨆      1 in two articles, 3 in one

A sign is a character, made from the slug alone: so an edit changes the lines of the terms that have
come or gone, and no others. If two articles have the same sign, both are read.

The shard of a term depends on its first three characters, so that words that begin alike are
together.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from generator.site import lazy_data

SLICES = 16
"""The pieces of what an article adds, by the shards that they belong to; as many are the fewest
shards that a site has."""
_BEGINNING = 3
_SIGNS = range(0x3400, 0xD800)
"""Letters of East Asia, three bytes each. There are enough for 1,000 articles to have 12 signs that
are those of two."""

Change = tuple[str, str, int, int]
"""A term, the sign of an article, and the numbers in it before and after; 0 where it is not."""


def sign(slug: str) -> str:
    """Return the sign of an article."""
    value = hashlib.blake2b(slug.encode(), digest_size=8).digest()
    return chr(_SIGNS[int.from_bytes(value) % len(_SIGNS)])


def shard_count(articles: int) -> int:
    """Return the number of shards of a site, so large that each has some 12 KB.

    It is a power of two, so that few articles change it.
    """
    count = SLICES
    while count < articles:
        count *= 2
    return count


def shard(term: str, count: int) -> int:
    """Return the shard of a term; `static/js/search_index.js` does the same."""
    code = 0
    for char in term[:_BEGINNING]:
        code = code * 31 + ord(char)
    return code % count


def place(number: int) -> str:
    """Return the path of the script of a shard on the site."""
    return str(lazy_data.place(_name(number)))


def _name(number: int) -> str:
    return f"search/index/{number:x}"


# What an article adds.


def encode_terms(terms: Mapping[str, int]) -> list[str]:
    """Return the terms of an article with their numbers, as `SLICES` texts.

    Each has a line with the terms of the number 1, one with those of 2, and so on.
    """
    highest = max(terms.values(), default=0)
    found: list[list[list[str]]] = [[[] for _ in range(highest)] for _ in range(SLICES)]
    for term, number in terms.items():
        found[shard(term, SLICES)][number - 1].append(term)
    return ["\n".join(map(" ".join, lines)).rstrip("\n") for lines in found]


def decode_terms(slices: Iterable[str]) -> dict[str, int]:
    """Return the terms of an article with their numbers."""
    return {
        term: number
        for text in slices
        for number, line in enumerate(text.split("\n"), 1)
        for term in line.split()
    }


def changes(sign: str, old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Change]:
    """Yield what is different in an article."""
    for term, number in new.items():
        if (before := old.get(term, 0)) != number:
            yield term, sign, before, number
    for term, before in old.items():
        if term not in new:
            yield term, sign, before, 0


# Shards.


class Terms:
    """Terms of several articles."""

    def __init__(self) -> None:
        self._signs: list[defaultdict[str, list[str]]] = []
        """The signs for each term, by the number less one."""

    def add(self, sign: str, text: str) -> None:
        """Add a slice of an article; they come in the order of their signs."""
        for place, line in enumerate(text.split("\n")):
            if place == len(self._signs):
                self._signs.append(defaultdict(list))
            signs = self._signs[place]
            for term in line.split():
                signs[term].append(sign)

    def shards(self, numbers: Collection[int], count: int) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield the paths and the scripts of some of `count` shards."""
        rows: dict[str, str] = {}
        for place, signs in enumerate(self._signs, 1):
            for term, found in signs.items():
                row = rows.get(term, term)
                rows[term] = row + " " * (place - row.count(" ")) + "".join(found)
        lines: dict[int, list[str]] = {number: [] for number in numbers}
        for term in sorted(rows):
            if (own := lines.get(shard(term, count))) is not None:
                own.append(rows[term])
        for number in numbers:
            yield _script(number, lines[number])


def edited_shard(number: int, script: str, changes: Iterable[Change]) -> tuple[PurePosixPath, str]:
    """Return the path and the script of a shard after changes, given the script before."""
    start, end = lazy_data.script(_name(number), "").split('""')
    text: str = msgspec.json.decode(script.removeprefix(start).removesuffix(end), type=str)
    lines = {line.partition(" ")[0]: line for line in text.split("\n") if line}
    for term, sign, before, after in changes:
        signs = lines.pop(term, term).split(" ")[1:]
        signs += [""] * (after - len(signs))
        if before:
            signs[before - 1] = signs[before - 1].replace(sign, "", 1)
        if after:
            signs[after - 1] = "".join(sorted(signs[after - 1] + sign))
        if any(signs):
            lines[term] = _line(term, signs)
    return _script(number, [lines[term] for term in sorted(lines)])


def _line(term: str, signs: Sequence[str]) -> str:
    return " ".join([term, *signs]).rstrip(" ")


def _script(number: int, lines: Sequence[str]) -> tuple[PurePosixPath, str]:
    name = _name(number)
    return lazy_data.place(name), lazy_data.script(name, "\n".join(lines))


def articles_file(slugs: Iterable[str], count: int) -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script with the articles of a site."""
    data = {"shards": count, "articles": "\n".join(sign(slug) + slug for slug in slugs)}
    return lazy_data.place("search/articles"), lazy_data.script("search/articles", data)
