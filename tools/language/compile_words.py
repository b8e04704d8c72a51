"""Compile the tables of words: their costs and their word classes.

- `words/words.tsv`: every headword with its cost, from the Chinese list of wordfreq. A headword
  that is not in the list costs `UNSEEN_COST`, slightly more than the rarest one in it.
  `word_costs.tsv` overrides costs by hand.
- `words/word_classes.tsv`: the class of common words (n v a d m q …), which is the tag of jieba.
- `words/unlisted.tsv`: words of wordfreq's list, of `word_costs.tsv` and of
  `readings/split_words.tsv` that are not headwords, and place names followed by the kind of place
  (see `bridge_words.py`).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping

import msgspec

from generator.language.characters import HAN
from generator.language.tables import read_columns, read_rows
from generator.language.words.bridge_words import (
    PHRASE_ADVANTAGE,
    UNKNOWN_CHARACTER_COST,
    cheapest_parts,
    read_costs,
)
from generator.language.words.formations import find_formations
from generator.language.words.listed_splits import split_words
from generator.model import NameKind
from tools.language.compile_dictionary import entries
from tools.language.compile_names import read_tagged_words
from tools.language.inputs import Inputs

VERSION = 2
"""Raised whenever the same inputs give other tables."""

UNSEEN_COST = 860
"""Cost of a two-character headword without a frequency; wordfreq's rarest words cost 800."""

COMMON_COST = 650
"""Maximum cost of a word in the table of classes."""

_DISTINCT_TAGS = {"nr", "ns", "nt", "ad", "an", "vn", "ul", "uj", "uz", "ud", "uv", "ug"}

COMMON_UNLISTED_COST = 720
"""Maximum cost of a bridge word: a word of wordfreq's list that is not a headword."""

LENGTH_ADVANTAGE = 60
"""How much less a long word costs for each character after the second: a longer match is less
likely to be a coincidence."""

SPLIT_WORD_ADVANTAGE = 20
"""How much less than its parts a word of `readings/split_words.tsv` costs at least."""

FOREIGN_PENALTY, FOREIGN_COST = 50, 330
"""Penalty of a bridge word if none of its characters costs more than this in foreign names."""

SURNAME_MARGIN = 100
"""A character counts as a surname, not as a word, if it is cheaper as one by this much."""

_DIRECTIONS = frozenset("上下进出过回起开")
_NUMBER_ENDINGS = frozenset("百千万亿年月日")
"""Characters that end the number or date before them: 上万 | 名, 十三日 | 电."""

SPLIT_PLACE_COST, PLACE_KIND_COST = 5000, 50
"""Cost of a place name with the kind of place (北京市): it is two words (Běijīng Shì), never one.
As a bridge word that is not in the list, it costs `PLACE_KIND_COST` more than the place name."""

_COUNTED_AS = {"著": "着"}
"""Taiwan's form of the particle, which simplified lists count under another character."""

MIXED_COST = 300
"""Cost of a headword of Han and other characters: `U盘`, `3D打印`."""


def words(inputs: Inputs) -> Iterator[tuple[str, int]]:
    """Yield every headword with its cost."""
    cost = _read_wordfreq(inputs)
    reviewed = dict(_read_reviewed_costs())
    names = dict(zip(*read_columns("names/names.tsv", 2), strict=True))
    for headword in sorted(entries()):
        if headword in reviewed:
            yield headword, reviewed[headword]
        elif not headword.isascii() and re.search(r"[A-Za-z0-9]", headword):
            yield headword, MIXED_COST  # no token of wordfreq mixes scripts
        elif headword in names and (
            headword[-1] in "省市县区" and names.get(headword[:-1]) == NameKind.PLACE
        ):
            yield headword, SPLIT_PLACE_COST  # not 大都市 and 大城市, which are not names
        else:
            unseen = max(500, UNSEEN_COST - LENGTH_ADVANTAGE * max(0, len(headword) - 2))
            yield headword, cost.get(_COUNTED_AS.get(headword, headword).lower(), unseen)


def word_classes(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield common words with their classes: the first letter of jieba's tag, or two letters."""
    tags = {word: tag for word, _, tag in read_tagged_words(inputs)}
    for word, cost in read_costs("words/words.tsv").items():
        tag = tags.get(word)
        if tag is not None and cost <= COMMON_COST:
            yield word, tag[:2] if tag[:2] in _DISTINCT_TAGS else tag[0]


def _read_wordfreq(inputs: Inputs) -> dict[str, int]:
    """Return the words of wordfreq's list with their costs."""
    path = inputs.package("wordfreq") / "wordfreq/data/large_zh.msgpack.gz"
    buckets = msgspec.msgpack.decode(gzip.decompress(path.read_bytes()))[1:]
    return {word: centibels for centibels, words in enumerate(buckets) for word in words}


def _read_reviewed_costs() -> Iterator[tuple[str, int]]:
    """Yield the words whose costs are set by hand."""
    for cost, found in read_rows("words/word_costs.tsv", 2):
        yield from ((word, int(cost)) for word in found.split())


def unlisted(inputs: Inputs) -> Iterator[tuple[str, int]]:
    """Yield common and reviewed words that are not headwords and cost less than their parts.

    A word that may be part of a foreign name costs `FOREIGN_PENALTY` more, so that the whole name
    is preferred. A surname followed by one character is left to the name tagger if jieba, which
    segmented the texts of wordfreq, does not list it: it may be half a name (吴念 of 吴念真).
    """
    costs = read_costs("words/words.tsv")
    listed = {word for word, _, _ in read_tagged_words(inputs)}
    surnames = frozenset(_find_surnames(costs))
    sounds = set(_find_foreign_characters())
    reviewed = dict(_read_reviewed_costs())
    frequent = _read_wordfreq(inputs)
    for word, cost in costs.items():
        if cost == SPLIT_PLACE_COST:
            yield (
                f"{word[:-1]}|{word[-1]}",
                frequent.get(word, round(costs[word[:-1]]) + PLACE_KIND_COST),
            )
    yield from _find_compound_directions(costs)
    for word in split_words():
        parts = cheapest_parts(word, costs, UNKNOWN_CHARACTER_COST)
        apart = sum(costs.get(part, UNKNOWN_CHARACTER_COST) for part in parts)
        listed_cost = COMMON_UNLISTED_COST - LENGTH_ADVANTAGE * (len(word) - 2)
        reviewed.setdefault(word, min(listed_cost, round(apart) - SPLIT_WORD_ADVANTAGE))
    for word, cost in {**frequent, **reviewed}.items():
        if word in costs or not re.fullmatch(f"[{HAN}]{{2,6}}", word):
            continue
        if word not in reviewed and (
            cost > COMMON_UNLISTED_COST
            or word[0] in _NUMBER_ENDINGS
            or any(find_formations(word, costs))
        ):
            continue
        guessed = word not in listed and word not in reviewed
        if len(word) == 2 and word[0] in surnames and guessed and word[1] not in "氏姓":
            continue
        whole = reviewed.get(word, cost + FOREIGN_PENALTY * sounds.issuperset(word))
        parts = cheapest_parts(word, costs, UNKNOWN_CHARACTER_COST)
        if whole <= sum(costs.get(part, UNKNOWN_CHARACTER_COST) for part in parts):
            yield word, whole
            if len(word) == 2 and word in frequent:
                yield from (
                    (f"{word}|{kind}", whole + PLACE_KIND_COST)
                    for kind in _find_place_kinds(word, costs)
                )


def _find_place_kinds(place: str, costs: Mapping[str, float]) -> Iterator[str]:
    """Yield kinds that form a word with the last character of a place name: 梅山 | 乡, not 山乡."""
    for kind in "乡镇县村":
        if place[-1] + kind in costs and place + kind not in costs:
            yield kind


def _find_compound_directions(costs: Mapping[str, float]) -> Iterator[tuple[str, int]]:
    """Yield verbs with a compound direction, where the simple one would form a word: 走|进去."""
    for word, cost in costs.items():
        if (
            len(word) != 2
            or word[1] not in _DIRECTIONS
            or cost > COMMON_COST
            or word[0] not in costs
        ):
            continue
        for suffix in "来去":
            compound = word[1] + suffix
            if word + suffix not in costs and compound in costs:
                apart = min(costs[word[0]] + costs[compound], cost + costs[suffix])
                yield f"{word[0]}|{compound}", round(apart) - PHRASE_ADVANTAGE


def _find_surnames(costs: Mapping[str, float]) -> Iterator[str]:
    """Yield the characters that are more likely surnames than words: 吴, not 高."""
    for char, surname, *_ in read_rows("names/name_characters.tsv", 6):
        if surname and int(surname) + SURNAME_MARGIN < costs.get(char, UNKNOWN_CHARACTER_COST):
            yield char


def _find_foreign_characters() -> Iterator[str]:
    """Yield the characters that are common in foreign names."""
    for char, *_, foreign in read_rows("names/name_characters.tsv", 6):
        if foreign and int(foreign) <= FOREIGN_COST:
            yield char
