"""Names of several words that are listed, since none of their words tells that they are names.

    瑞幸 | 咖啡    动力 | 火车    让 | 子弹 | 飞

Their words remain words, which can be looked up; the name is what they are together. What the
words themselves tell (宁波 | 银行) is in `extent.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.language.mapped import Beginnings, CompiledTable, Row
from generator.language.names.tables import known_names
from generator.language.tables import read_groups, read_rows
from generator.language.words.lexicon import LEXICON
from generator.language.words.word_list import dictionary_words, neighbours
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

TABLE = "names/compound_names.tsv"


class _Compound(NamedTuple):
    """A name, its kind, and where the words of it begin and end that are no words elsewhere."""

    name: str
    kind: NameKind
    unlisted: tuple[Span, ...]


def compound_names(text: str) -> Iterator[tuple[Span, NameKind]]:
    """Yield the places of listed names in simplified `text`, in order; none overlap."""
    for start, found in _places(text):
        yield Span(start, start + len(found.name)), found.kind


def words_of_compounds(text: str) -> Iterator[Span]:
    """Yield the words of listed names that the dictionary lacks: 恒瑞 of 恒瑞 | 医药."""
    for start, found in _places(text):
        for span in found.unlisted:
            yield Span(start + span.start, start + span.end)


_DISTRICTS = "district-"
"""The beginning of the groups of `name_words.tsv` that have the districts of a city."""
_BEFORE_TYPE, _BEFORE_TOWNSHIP = "district-before-type", "township-before-type"
_SPOTS, _WORD_SPOTS = "spot-name", "spot-word"
_AFTER_SPOT, _SPOT_RIDES, _SPOT_ROADS = "after-spot", "spot-ride", "spot-road"
_NO_ROAD = "[别歉贺谢出教德理具士听来明观]|路[上边面]"
"""What makes 道 part of another word."""
_STATION = "站(?![在着住了起立稳岗好出])"
_NO_SPOT = (
    "[境保节球卫形绕比氧课平面库电管利层体流准位墨晶果泥彩池手气解谐睦殿门县中内里穴窟庙宫祠毯板砖"
    "子头民组委党]"
)
"""What is not after a quarter that another word for being there precedes: 在 | 网 | 上 | 环保."""
_NO_DISTRICT = "三星(?:手机|电子|集团)|三重(?:打击|奏|保障|身份|压力|标准)|[大八]里[程路地]"
"""What begins like a district."""
_NOT_AFTER = "路街道巷像下"
"""What is not after a district: 台北 | 信义路."""


@cache
def _districts() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the beginnings of two characters, and a pattern, of districts in their context."""
    groups = read_groups("names/name_words.tsv")
    beginnings, choices = set(groups[_BEFORE_TYPE] | groups[_BEFORE_TOWNSHIP]), []
    for group, names in groups.items():
        if not group.startswith(_DISTRICTS) or group == _BEFORE_TYPE:
            continue
        city = group.removeprefix(_DISTRICTS)
        beginnings |= names
        choice = "|".join(sorted(names))
        choices.append(f"(?:(?<={city})|(?<={city}[市县]))(?:{choice})(?![{_NOT_AFTER}])")
    before_type = "|".join(sorted(groups[_BEFORE_TYPE]))
    townships = "|".join(sorted(groups[_BEFORE_TOWNSHIP]))
    choices += [
        f"(?:{before_type})(?=区(?![域间块别分]))",
        f"(?:{townships})(?=[乡镇](?![村下亲]))",
    ]
    spots, words = groups[_SPOTS] | groups[_WORD_SPOTS], "|".join(sorted(groups[_AFTER_SPOT]))
    beginnings |= spots
    choices += [
        f"(?:{'|'.join(sorted(spots))})(?={words})",
        f"(?:(?<=[港轻地]铁)|(?<=[在到去从由]))(?:{'|'.join(sorted(spots))})(?={_STATION})",
        f"(?:{'|'.join(sorted(groups[_SPOTS]))})(?={'|'.join(sorted(groups[_SPOT_RIDES]))}|{_STATION})",
        f"(?<=[在到去至由从于])(?<!正在)(?:{'|'.join(sorted(groups[_SPOTS]))})(?!{_NO_SPOT})",
    ]
    roads = groups[_SPOT_ROADS]
    beginnings |= roads
    choices.append(f"(?:{'|'.join(sorted(roads))})道(?!{_NO_ROAD})")
    pattern = f"(?!{_NO_DISTRICT})(?:{'|'.join(choices)})"
    return frozenset(name[:2] for name in beginnings), lazy_pattern(pattern)


@cache
def _district_lists() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of several districts, and of the first of them: 桃源、六龟和三地门."""
    groups = read_groups("names/name_words.tsv")
    names = {name for group in groups if group.startswith(_DISTRICTS) for name in groups[group]}
    choice = "|".join(sorted(names, key=len, reverse=True))
    several = f"(?:{choice})(?:[、和与及](?:{choice}))+(?![{_NOT_AFTER}县市])"
    return re.compile(several), re.compile(f"({choice})[、和与及]?")


def _listed_districts(text: str, starts: Sequence[int]) -> Iterator[Span]:
    """Yield the districts in lists, of which at least one is called like nothing else."""
    several, one = _district_lists()
    for match in _matches(several, text, starts):
        spans = [Span(*member.span(1)) for member in one.finditer(text, *match.span())]
        if any(map(_is_clear_district, (span.of(text) for span in spans))):
            yield from spans  # not 仁爱、信义、和平


def _is_clear_district(name: str) -> bool:
    """Whether a district is called like nothing else: 六龟, 旺角, but not 和平 or 大同."""
    is_place = known_names().get(name) is NameKind.PLACE and name not in _IDEALS
    return is_place or name not in dictionary_words()


_IDEALS = frozenset(("大同", "中山", "中正"))
"""Districts that are called like what others than places are called, too."""


def _places(text: str) -> Iterator[tuple[int, _Compound]]:
    """Yield the listed names and the districts in their context, with where they begin."""
    found = list(_listed_places(text))
    beginnings, pattern = _districts()
    pairs = neighbours(text)
    if not beginnings.isdisjoint(pairs):
        starts = [at for at, pair in enumerate(pairs) if pair in beginnings]
        taken = {at for start, one in found for at in range(start, start + len(one.name))}
        spans = {Span(*match.span()) for match in _matches(pattern, text, starts)}
        spans.update(_listed_districts(text, starts))
        for span in sorted(spans):
            if taken.isdisjoint(range(span.start, span.end)):
                name = span.of(text)
                inside = Span(0, len(name))
                found.append((span.start, _Compound(name, NameKind.PLACE, (inside,))))
                taken.update(range(span.start, span.end))
        found.sort(key=lambda place: place[0])
    yield from found


def _matches(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that can only begin at some places; none overlap."""
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _listed_places(text: str) -> Iterator[tuple[int, _Compound]]:
    pairs, names, end = neighbours(text), _names_by_beginning().of(text), 0
    if names.keys().isdisjoint(pairs):
        return
    for start in [at for at, pair in enumerate(pairs) if pair in names]:
        for compound in names[pairs[start]] if start >= end else ():
            if text.startswith(compound.name, start):
                end = start + len(compound.name)
                yield start, compound
                break


def _rows() -> Iterator[Row]:
    """Yield a row for each name, the longest first, with its kind and its unlisted words."""
    found = [
        (words.replace("-", ""), kind, _unlisted(words))
        for kind, names in read_rows(TABLE, 2)
        for words in names.split()
    ]
    for name, kind, spans in sorted(found, key=lambda row: -len(row[0])):
        unlisted = ",".join(f"{span.start}:{span.end}" for span in spans)
        yield name, f"{name}\t{kind}\t{unlisted}"


COMPOUND_NAMES = CompiledTable("compound_names", _rows, (TABLE, Path(__file__), *LEXICON.sources))


@cache
def _names_by_beginning() -> Beginnings[Sequence[_Compound]]:
    """Return the names by their first two characters, the longest first."""
    return Beginnings(lambda first: _parse(COMPOUND_NAMES.group(first)))


def _parse(group: str) -> Mapping[str, Sequence[_Compound]]:
    found: dict[str, list[_Compound]] = {}
    for row in group.splitlines():
        name, kind, unlisted = row.split("\t")
        spans = tuple(Span(*map(int, place.split(":"))) for place in unlisted.split(",") if place)
        found.setdefault(name[:2], []).append(_Compound(name, NameKind(kind), spans))
    return found


def _unlisted(words: str) -> Sequence[Span]:
    """Return the places of the words of a name that the dictionary lacks; it may be an entry."""
    known, spans, at = dictionary_words(), list[Span](), 0
    if words.replace("-", "") in known:
        return spans
    for word in words.split("-"):
        if len(word) > 1 and word not in known:
            spans.append(Span(at, at + len(word)))
        at += len(word)
    return spans
