"""The tables of words: what they cost, and of which class they are.

- `words/words.tsv`: every headword with its cost, from wordfreq's Chinese list. A headword the
  list lacks gets `UNSEEN`, just rarer than the rarest the list has; `word_costs.tsv` corrects by
  hand.
- `words/word_classes.tsv`: the class of common words (n v a d m q …), jieba's tag.
- `words/unlisted.tsv`: words of wordfreq's list that are no headwords, and places with what they
  are (see `bridge_words.py`).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping

import msgspec

from generator.language.characters import HAN
from generator.language.tables import read_columns, read_rows
from generator.language.words.bridge_words import PHRASE_ADVANTAGE, cheapest_parts, read_costs
from generator.language.words.formations import find_formations
from generator.language.words.segmentation import UNKNOWN_CHARACTER_COST
from generator.model import NameKind
from tools.language.compile_dictionary import entries
from tools.language.compile_names import tagged
from tools.language.inputs import Inputs

VERSION = 1
"""Raised whenever the same inputs give other tables."""

UNSEEN = 860
"""Cost of a two-character headword without a frequency; wordfreq's rarest words have 800.

Longer ones get 60 less a character: the more characters agree, the less chance is in it.
"""

COMMON = 650
"""Words up to this cost have their class in the table; the rest tell by their length."""

_TELLING = {"nr", "ns", "nt", "ad", "an", "vn", "ul", "uj", "uz", "ud", "uv", "ug"}

COMMON_UNLISTED = 720
"""Words of wordfreq's list up to this cost are bridge words if they are no headwords."""

FOREIGN, FOREIGN_USUAL = 50, 330
"""What a bridge word pays if all its characters cost no more than this in foreign names."""

SURNAME = 100
"""By so much a character costs less as a surname that is hardly a word."""

_DIRECTIONS = frozenset("上下进出过回起开")
_FIGURES = frozenset("百千万亿年月日")
"""What ends a number or a date before it: 上万 | 名, 十三日 | 电."""

APART, KIND = 5000, 50
"""Cost of a place with what it is (北京市): two words (Běijīng Shì), so never one here.
As a bridge word it costs `KIND` more than the place where the list lacks it."""

_COUNTED_AS = {"著": "着"}
"""What Taiwan writes for the particle, which simplified lists count under another character."""

MIXED = 300
"""Cost of a headword of Han and other characters: `U盘`, `3D打印`."""


def words(inputs: Inputs) -> Iterator[tuple[str, int]]:
    """Yield every headword and its cost."""
    cost = _wordfreq(inputs)
    reviewed = dict(_reviewed())
    names = dict(zip(*read_columns("names/names.tsv", 2), strict=True))
    for headword in sorted(entries()):
        if headword in reviewed:
            yield headword, reviewed[headword]
        elif not headword.isascii() and re.search(r"[A-Za-z0-9]", headword):
            yield headword, MIXED  # wordfreq's tokens never mix scripts
        elif headword in names and (
            headword[-1] in "省市县区" and names.get(headword[:-1]) == NameKind.PLACE
        ):
            yield headword, APART  # not 大都市 and 大城市, which are no names
        else:
            unseen = max(500, UNSEEN - 60 * max(0, len(headword) - 2))
            yield headword, cost.get(_COUNTED_AS.get(headword, headword).lower(), unseen)


def word_classes(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the class of common words: jieba's tag, its first letter unless it tells more."""
    tags = {word: tag for word, _, tag in tagged(inputs)}
    for word, cost in read_costs("words/words.tsv").items():
        tag = tags.get(word)
        if tag is not None and cost <= COMMON:
            yield word, tag[:2] if tag[:2] in _TELLING else tag[0]


def _wordfreq(inputs: Inputs) -> dict[str, int]:
    """Read the words of wordfreq's list and their costs."""
    path = inputs.package("wordfreq") / "wordfreq/data/large_zh.msgpack.gz"
    buckets = msgspec.msgpack.decode(gzip.decompress(path.read_bytes()))[1:]
    return {word: centibels for centibels, words in enumerate(buckets) for word in words}


def _reviewed() -> Iterator[tuple[str, int]]:
    """The costs set by hand."""
    for cost, found in read_rows("words/word_costs.tsv", 2):
        yield from ((word, int(cost)) for word in found.split())


def unlisted(inputs: Inputs) -> Iterator[tuple[str, int]]:
    """Yield common words of wordfreq's list that the dictionary lacks and that cost less whole.

    What may spell a foreign name costs `FOREIGN` more: the longer names around it come first.
    A surname and one more that jieba, which cut wordfreq's texts, only guessed is left to the
    model of names: it may be half a name (吴念, of 吴念真).
    """
    costs = read_costs("words/words.tsv")
    listed = {word for word, _, _ in tagged(inputs)}
    surnames = frozenset(_surnames(costs))
    sounds = set(_foreign_sounds())
    reviewed = dict(_reviewed())
    frequent = _wordfreq(inputs)
    for word, cost in costs.items():
        if cost == APART:
            yield f"{word[:-1]}|{word[-1]}", frequent.get(word, round(costs[word[:-1]]) + KIND)
    yield from _directions(costs)
    for word, cost in frequent.items():
        if word in costs or cost > COMMON_UNLISTED or not re.fullmatch(f"[{HAN}]{{2,6}}", word):
            continue
        if word[0] in _FIGURES or any(find_formations(word, costs)):
            continue
        guessed = word not in listed and word not in reviewed
        if len(word) == 2 and word[0] in surnames and guessed and word[1] not in "氏姓":
            continue
        whole = reviewed.get(word, cost + FOREIGN * sounds.issuperset(word))
        parts = cheapest_parts(word, costs, UNKNOWN_CHARACTER_COST)
        if whole <= sum(costs.get(part, UNKNOWN_CHARACTER_COST) for part in parts):
            yield word, whole
            if len(word) == 2:
                yield from ((f"{word}|{kind}", whole + KIND) for kind in _kinds(word, costs))


def _kinds(place: str, costs: Mapping[str, float]) -> Iterator[str]:
    """What a place may be that makes a word with its last character: 梅山 | 乡, not 山乡."""
    for kind in "乡镇县村":
        if place[-1] + kind in costs and place + kind not in costs:
            yield kind


def _directions(costs: Mapping[str, float]) -> Iterator[tuple[str, int]]:
    """A verb and a double direction, which the verb with its simple direction mars: 走|进去."""
    for word, cost in costs.items():
        if len(word) != 2 or word[1] not in _DIRECTIONS or cost > COMMON or word[0] not in costs:
            continue
        for way in "来去":
            double = word[1] + way
            if word + way not in costs and double in costs:
                apart = min(costs[word[0]] + costs[double], cost + costs[way])
                yield f"{word[0]}|{double}", round(apart) - PHRASE_ADVANTAGE


def _surnames(costs: Mapping[str, float]) -> Iterator[str]:
    """Characters that are surnames before they are words: 吴, not 高."""
    for char, surname, *_ in read_rows("names/name_characters.tsv", 6):
        if surname and int(surname) + SURNAME < costs.get(char, UNKNOWN_CHARACTER_COST):
            yield char


def _foreign_sounds() -> Iterator[str]:
    """Characters that are usual in foreign names."""
    for char, *_, foreign in read_rows("names/name_characters.tsv", 6):
        if foreign and int(foreign) <= FOREIGN_USUAL:
            yield char
