"""Names: stretches of text that are likely the name of a person or a place.

What the dictionary knows as a name (`data/names/names.tsv`) needs no finding. For the rest this
module proposes edges for the segmenter's lattice. Names that no dictionary explains but a
list has (`data/names/name_list.tsv`) cost their rarity. Others are priced by a class model: a name
costs the rarity of its class plus what its characters cost in their roles
(`data/names/name_characters.tsv`):

    王 子 涵     class Chinese person + surname(王) + first(子) + second(涵)
    塔 夫 茨     class foreign name + foreign(塔) + foreign(夫) + foreign(茨)

so that 王子 | 涵 loses against 王子涵, but 高 | 水平 wins against 高水平. Words that go with
people (教授, 表示) next to a stretch make it cheaper, a `·` inside makes it nearly sure. What
the lattice takes, the tagger (`tagger.py`) judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.language.names.tables import (
    characters,
    known_names,
    listed_names,
    listed_words,
    reviewed_names,
    surnames,
)
from generator.language.tables import read_groups
from generator.language.words.segmentation import Candidate, dictionary_words
from generator.language.words.word_classes import word_classes
from generator.model import NameKind, Span

# Class costs, in centibels like all costs here; set on the development sentences.
PERSON, PERSON_SHORT = 350, 450
FOREIGN, FOREIGN_DOTTED, DOTTED_CHARACTER = 380, 100, 60
CONTEXT = 80
"""What a word that goes with people, standing next to a candidate, takes off its cost."""

GIVEN_WORD, USUAL = 200, 500
"""What a usual given name that is a word takes off, after what hardly stands but before a name:
钟建国. Usual are those whose characters cost no more in their roles."""

EVERYDAY = 480
"""Characters that cost less are doubled as words: 红红, 田田, but not 莉莉."""

FIRST = 20
"""What beginning a clause takes off: that is where people are named."""

_FOREIGN_LIMIT = 330
"""Characters that cost more hardly spell a foreign name."""
_DOTTED_LIMIT, _NEVER_FOREIGN = 300, 420
"""The same where a dot proves the name, since only where it ends is in question."""

_WORDS = read_groups("names/name_words.tsv")

PERSONAL = _WORDS["personal-title"]
"""Titles that no one is given by appointment: 任先生 is a person, 任主席 may be an office."""

TITLES = PERSONAL | _WORDS["title"]
"""What follows a surname or a name and is no part of it."""

SPEAKS = _WORDS["speech"]
"""What a person does right after the name."""

_BEFORE = TITLES | _WORDS["before-person"]
_AFTER = _WORDS["after-person"]
_NEVER_GIVEN = _WORDS["not-given"]
"""What hardly ends a given name, but often a thing that is told by a surname's character."""

_COUNTS_THINGS = frozenset("座棵匹幢株艘尊")
"""Measure words of what is no person: 这座 | 石 | 桥."""

_TAKES = re.compile("生前(?![往来])|生于|生平")
"""Words that take their first character from a given name: 刘瑾 | 生前, but 李鸿生 | 前往."""

DOTS = "·・‧•"
_CALLED = _WORDS["form-of-address"]
"""What ends the words by which one calls people: 丁 | 大哥."""
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿两多余几]+")
_DOTTED = re.compile(f"[{DOTS}]")


class NameCandidate(Candidate, frozen=True, gc=False):
    """A stretch that may be a name, and what it costs in the lattice."""

    kind: NameKind = NameKind.OTHER


@cache
def _compound_begins() -> frozenset[str]:
    return frozenset(surname[0] for surname in surnames() if len(surname) == 2)


@cache
def _surname_begins() -> re.Pattern[str]:
    """One character that is a surname or begins one."""
    return re.compile(f"[{''.join({surname[0] for surname in surnames()})}]")


@cache
def _foreign_costs() -> Mapping[str, float]:
    return {
        char: roles.foreign
        for char, roles in characters().items()
        if roles.foreign is not None and len(char) == 1 and char not in _NO_SOUND
    }


_NO_SOUND = _WORDS["not-transcribing"]
"""What stands between and after foreign names, and spells none."""


@cache
def _foreign_run() -> re.Pattern[str]:
    usual = "".join(c for c, cost in _foreign_costs().items() if cost <= _FOREIGN_LIMIT)
    part = f"[{re.escape(''.join(_foreign_costs()))}]+"
    return re.compile(f"{part}(?:[{DOTS}]{part})+|[{re.escape(usual)}]{{3,}}")


def candidates(text: str) -> Iterator[NameCandidate]:
    """Every stretch of simplified `text` that may be a name, with its cost."""
    titles = [match.span(1) for pattern in _TITLE for match in pattern.finditer(text)]
    reviewed = reviewed_names()
    for candidate in (*_chinese(text), *_foreign(text), *_from_list(text)):
        span = candidate.span
        if reviewed.get(text[span.start : span.start + 2], candidate) is None:
            continue  # 麦田 | 里
        if not _NUMERAL.fullmatch(text, span.start, span.end) and not (
            titles and _cuts_title(titles, span, candidate.kind)
        ):
            yield candidate


_TITLE = tuple(
    re.compile(f"(?=({'|'.join(title for title in TITLES if len(title) == size)}))")
    for size in (2, 3)
)
"""Titles of two and of three characters; these may share some."""


def _cuts_title(titles: Sequence[tuple[int, int]], span: Span, kind: NameKind) -> bool:
    """Whether a stretch has part of a title, or one inside: 大 | 师贤, 庄献世 | 子, 萨主教.

    A Chinese person's name may begin like one: 王子涵.
    """
    begins = span.start if kind is NameKind.PERSON else -1
    return any(
        start < span.end and span.start < end and (start != begins or end > span.end)
        for start, end in titles
    )


def _from_list(text: str) -> Iterator[NameCandidate]:
    kinds, words = listed_words()
    begins = words.begins
    for start in range(len(text) - 1):
        if text[start : start + 2] not in begins:
            continue
        for end, cost in words.starting_at(text, start):
            yield NameCandidate(Span(start, end), cost, kind=kinds[text[start:end]])


_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE)
_AFTER_BEGINS = frozenset(word[0] for word in _AFTER)


def _before(text: str, start: int) -> float:
    if start == 0:
        return FIRST
    last = text[start - 1]
    if last in _BEFORE_ENDS and any(
        text[at:start] in _BEFORE for at in range(max(0, start - 5), start)
    ):
        return CONTEXT
    return FIRST if last in "，。；：！？“" else 0


def _after(text: str, end: int) -> float:
    if text[end : end + 1] not in _AFTER_BEGINS:
        return 0
    return CONTEXT if text[end : end + 1] in _AFTER or text[end : end + 2] in _AFTER else 0


def is_cued(text: str, span: Span) -> bool:
    """Whether a word that goes with people stands next to a stretch."""
    return _before(text, span.start) >= CONTEXT or _after(text, span.end) > 0


def _chinese(text: str) -> Iterator[NameCandidate]:
    costs, roles, compound = surnames(), characters(), _compound_begins()
    classes, words = word_classes(), dictionary_words()
    for match in _surname_begins().finditer(text):
        start, char = match.start(), match.group()
        if text[start - 1 : start] in _COUNTS_THINGS:
            continue
        for given in (start + 1, start + 2) if char in compound else (start + 1,):
            surname = costs.get(text[start:given])
            first, second = text[given : given + 1], text[given + 1 : given + 2]
            one, two = roles.get(first), roles.get(second)
            if surname is None or one is None:
                continue
            doubled = first == char and words.cost(char, EVERYDAY) < EVERYDAY
            alone = one.only if first not in _NEVER_GIVEN and not doubled else None
            both = None
            if two is not None and one.first is not None and two.second is not None:
                tried = first == "一" and char == second  # 松一松
                taken = _TAKES.match(text, given + 1)
                if second not in _NEVER_GIVEN and not tried and not taken:
                    both = one.first + two.second
            if alone is None and both is None:
                continue
            if _is_word_before_name(text, start, given):
                continue
            base = surname - _before(text, start)
            if alone is not None:
                cost = PERSON_SHORT + base + alone - _after(text, given + 1)
                yield NameCandidate(Span(start, given + 1), cost, kind=NameKind.PERSON)
            if both is not None:
                usual = both <= USUAL and second not in _CALLED
                told = usual and classes.get(char) == "nr" and text[given : given + 2] in words
                cost = PERSON + base + both - _after(text, given + 2) - GIVEN_WORD * told
                yield NameCandidate(Span(start, given + 2), cost, kind=NameKind.PERSON)


def _is_word_before_name(text: str, start: int, given: int) -> bool:
    """Whether a surname that is a word of grammar too stands before a name: 于 | 岷山."""
    if text[start:given] not in _NO_SURNAMES:
        return False
    if text[start:given] == "区" and text[start - 1 : start] == "大":  # 勃艮第 | 大区 | 约讷
        return True
    return any(
        (name := text[given : given + size]) in known_names() or name in listed_names()
        for size in (2, 3)
    )


_NO_SURNAMES = _WORDS["hardly-surname"]
"""Surnames that far more often are words of grammar."""


def _dotted_cost(char: str) -> float:
    """What a character adds to a dotted name: little, unless it is rare in such names."""
    cost = _foreign_costs().get(char, 0)
    rare = 1.4 * cost if cost > _NEVER_FOREIGN else cost
    return DOTTED_CHARACTER + (rare if cost > _DOTTED_LIMIT else 0)


def _foreign(text: str) -> Iterator[NameCandidate]:
    for run in _foreign_run().finditer(text):
        if _DOTTED.search(run.group()):
            yield from _dotted(text, run.start(), run.end())
        else:
            yield from _sounding(text, run.start(), run.end())


def _dotted(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Parts of a run with dots that reach over a dot: 会主席菲德尔·卡斯特罗 -> 菲德尔·卡斯特罗.

    The dot proves a name; how far it reaches is all there is to find out.
    """
    dots = [at for at in range(start, stop) if text[at] in DOTS]
    start, stop = max(start, dots[0] - _PART), min(stop, dots[-1] + 1 + _PART)
    stops = [at for at in range(start, stop) if text[at] in "和与及的"]
    for first in range(start, dots[-1]):
        word = text[first : first + 2]
        spelt = text[first + 2 : first + 3] not in DOTS and word not in known_names()
        ordinary = spelt and _is_ordinary(word)
        if text[first] in DOTS or first in stops or ordinary or _ends_a_calling(text, first):
            continue
        for last in range(first + 2, stop):
            if any(first < at <= last for at in stops):
                break
            if text[last] not in DOTS and any(first < dot < last for dot in dots):
                cost = FOREIGN_DOTTED + sum(map(_dotted_cost, text[first : last + 1]))
                yield NameCandidate(Span(first, last + 1), cost, kind=NameKind.PERSON)


_PART = 6
"""No part of a dotted name is looked for beyond so many characters."""


def _ends_a_calling(text: str, at: int) -> bool:
    """Whether what one calls a person ends at a place: 教育家 before 弗里德里希, 馆长, 出自."""
    words = dictionary_words()
    return text[at] in _CALLINGS and any(
        text[start : at + 1] in words.costs for start in range(max(0, at - 3), at)
    )


_CALLINGS = _WORDS["ends-designation"]

_ORDINARY = 560
"""Words up to this cost (哥哥, 主席, 选手) stand before a foreign name rather than begin it."""


def _is_ordinary(word: str) -> bool:
    return dictionary_words().costs.get(word, _ORDINARY) < _ORDINARY


def _sounding(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Parts of three to six characters of a run that all spell foreign names."""
    foreign = _foreign_costs()
    for first in range(start, stop - 2):
        if text[first : first + 2] in known_names() and _is_ordinary(text[first : first + 2]):
            continue  # 法国 | 多尔多涅
        cost = FOREIGN + foreign[text[first]] + foreign[text[first + 1]]
        for last in range(first + 2, min(first + 6, stop)):
            cost += foreign[text[last]]
            near = CONTEXT if text[last + 1 : last + 2] in _NO_SOUND else 0
            yield NameCandidate(Span(first, last + 1), cost - near, kind=NameKind.OTHER)
