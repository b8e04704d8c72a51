"""Names: stretches of text that are likely the name of a person or a place.

What the dictionary knows as a name (`data/names.tsv`) needs no finding. For the rest this
module proposes edges for the segmenter's lattice. Names that no dictionary explains but a
list has (`data/name_list.tsv`) cost their rarity. Others are priced by a class model: a name
costs the rarity of its class plus what its characters cost in their roles
(`data/name_characters.tsv`):

    王 子 涵     class Chinese person + surname(王) + first(子) + second(涵)
    塔 夫 茨     class foreign name + foreign(塔) + foreign(夫) + foreign(茨)

so that 王子 | 涵 loses against 王子涵, but 高 | 水平 wins against 高水平. Words that go with
people (教授, 表示) next to a stretch make it cheaper, a `·` inside makes it nearly sure. What
the lattice takes, the tagger (`name_tagger.py`) judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from generator.language.dictionary import DATA
from generator.language.segmentation import WordList, dictionary_words
from generator.model import NameKind, Span

# Class costs, in centibels like all costs here; set on the development sentences.
PERSON, PERSON_SHORT = 350, 450
FOREIGN, FOREIGN_DOTTED, DOTTED_CHARACTER = 380, 100, 60
LISTED = 100
"""What a listed name of two characters costs besides: chance alone makes many."""
CONTEXT = 80
"""What a word that goes with people, standing next to a candidate, takes off its cost."""

_FOREIGN_LIMIT = 330
"""Characters that cost more hardly spell a foreign name."""
_DOTTED_LIMIT, _NEVER_FOREIGN = 300, 420
"""The same where a dot proves the name, since only where it ends is in question."""

TITLES = frozenset(
    "先生 女士 小姐 太太 夫人 老师 教授 博士 医生 大夫 律师 师傅 同学 总统 主席 总理 总裁 总经理 "
    "经理 部长 市长 省长 县长 书记 主任 将军 院长 校长 局长 队长 教练 董事长 某 氏".split()
)
"""What follows a surname or a name and is no part of it."""

SPEAKS = frozenset("说 称 道 问 答 表示 认为 指出 告诉 写道 强调 本人".split())
"""What a person does right after the name."""

_BEFORE = TITLES | frozenset(
    "员工 校友 创始人 负责人 研究员 记者 作者 导演 演员 歌手 作家 选手 科学家 工程师 企业家 诗人 "
    "画家 首席执行官 分析师 发言人 名叫 叫做 和 与 、".split()
)
_AFTER = frozenset(
    "说 称 表示 认为 指出 告诉 写道 回忆 介绍 透露 强调 坦言 先生 女士 小姐 教授 博士 老师 总统 "
    "主席 出生 毕业 创立 创办 任 （ ( ·".split()
)
FUNCTION = frozenset(
    "的了是在和与及或也就都而且被把将让从对为以到来去有没不很最更再又还只这那此其我你他她它们个着过吗"
    "呢吧啊之所因由等该每各另新旧老小大好坏多少一二两三四五六七八九十百千万亿几半第徵"
)
"""Characters that, standing alone, are words of grammar or plain adjectives, and no names."""

_NEVER_GIVEN = frozenset(
    "桥塔门色状桌年家道路街巷柄枝布径才为里间边们么和与及或来去到说是在的了也就都被把向对从将"
)
"""What hardly ends a given name, but often a thing that is told by a surname's character."""

DOTS = "·・‧•"
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿两多余几]+")
_DOTTED = re.compile(f"[{DOTS}]")


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A stretch that may be a name, and what it costs in the lattice."""

    span: Span
    cost: float
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Roles:
    """What a character costs in each role that it has in names; None where it has none."""

    surname: float | None
    first: float | None
    second: float | None
    only: float | None
    foreign: float | None


@cache
def known_names() -> Mapping[str, NameKind]:
    """Dictionary headwords that are names, in simplified script."""
    lines = DATA.joinpath("names.tsv").read_text(encoding="utf-8").splitlines()
    return {word: NameKind(kind) for word, kind in (line.split("\t") for line in lines)}


@cache
def listed_names() -> Mapping[str, NameKind]:
    """Names that the dictionary lacks and a list has."""
    return _listed()[0]


@cache
def _listed() -> tuple[Mapping[str, NameKind], WordList]:
    kinds, costs = {}, {}
    for line in DATA.joinpath("name_list.tsv").read_text(encoding="utf-8").splitlines():
        word, kind, cost = line.split("\t")
        kinds[word], costs[word] = NameKind(kind), float(cost) + LISTED * (len(word) == 2)
    return kinds, WordList(costs)


@cache
def characters() -> Mapping[str, Roles]:
    """The roles of every character, and of compound surnames."""
    table = {}
    for line in DATA.joinpath("name_characters.tsv").read_text(encoding="utf-8").splitlines():
        char, *costs = line.split("\t")
        table[char] = Roles(*(float(cost) if cost else None for cost in costs))
    return table


@cache
def _surnames() -> Mapping[str, float]:
    return {c: r.surname for c, r in characters().items() if r.surname is not None}


@cache
def _compound_begins() -> frozenset[str]:
    return frozenset(surname[0] for surname in _surnames() if len(surname) == 2)


@cache
def _foreign_costs() -> Mapping[str, float]:
    return {c: r.foreign for c, r in characters().items() if r.foreign is not None and len(c) == 1}


@cache
def _foreign_run() -> re.Pattern[str]:
    usual = "".join(c for c, cost in _foreign_costs().items() if cost <= _FOREIGN_LIMIT)
    part = f"[{re.escape(''.join(_foreign_costs()))}]{{1,6}}"
    return re.compile(f"{part}(?:[{DOTS}]{part})+|[{re.escape(usual)}]{{3,}}")


def is_surname(text: str) -> bool:
    """Whether a simplified text is a Chinese surname."""
    return text in _surnames()


def surname_of(person: str) -> str:
    """The surname of a Chinese person's name, empty where it has none: 欧阳修 -> 欧阳."""
    for length in (2, 1):
        if len(person) > length and person[:length] in _surnames():
            return person[:length]
    return ""


def candidates(text: str) -> Iterator[NameCandidate]:
    """Every stretch of simplified `text` that may be a name, with its cost."""
    for candidate in (*_chinese(text), *_foreign(text), *_from_list(text)):
        if not _NUMERAL.fullmatch(text, candidate.span.start, candidate.span.end):
            yield candidate


def _from_list(text: str) -> Iterator[NameCandidate]:
    kinds, words = _listed()
    for start in range(len(text) - 1):
        for end, cost in words.starting_at(text, start):
            yield NameCandidate(Span(start, end), cost, kinds[text[start:end]])


def _before(text: str, start: int) -> float:
    near = any(text[at:start] in _BEFORE for at in range(max(0, start - 5), start))
    return CONTEXT if near else 0


def _after(text: str, end: int) -> float:
    return CONTEXT if text[end : end + 1] in _AFTER or text[end : end + 2] in _AFTER else 0


def is_cued(text: str, span: Span) -> bool:
    """Whether a word that goes with people stands next to a stretch."""
    return _before(text, span.start) > 0 or _after(text, span.end) > 0


def _chinese(text: str) -> Iterator[NameCandidate]:
    surnames, roles, compound = _surnames(), characters(), _compound_begins()
    for start, char in enumerate(text):
        if char not in surnames and char not in compound:
            continue
        for length in (1, 2) if char in compound else (1,):
            surname = surnames.get(text[start : start + length])
            given = start + length
            one = roles.get(text[given : given + 1])
            if surname is None or one is None:
                continue
            base = surname - _before(text, start)
            if one.only is not None and text[given] not in _NEVER_GIVEN:
                cost = PERSON_SHORT + base + one.only - _after(text, given + 1)
                yield NameCandidate(Span(start, given + 1), cost, NameKind.PERSON)
            two = roles.get(text[given + 1 : given + 2])
            tried = text[given] == "一" and char == text[given + 1 : given + 2]  # 松一松
            if (
                two is not None
                and one.first is not None
                and two.second is not None
                and text[given + 1] not in _NEVER_GIVEN
                and not tried
            ):
                cost = PERSON + base + one.first + two.second - _after(text, given + 2)
                yield NameCandidate(Span(start, given + 2), cost, NameKind.PERSON)


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
    stops = [at for at in range(start, stop) if text[at] in "和与及的"]
    words = dictionary_words()
    for first in range(start, dots[-1]):
        word = text[first : first + 2]
        spelt = text[first + 2 : first + 3] not in DOTS and word not in known_names()
        ordinary = spelt and words.costs.get(word, _ORDINARY) < _ORDINARY
        if text[first] in DOTS or first in stops or ordinary:
            continue
        for last in range(first + 2, stop):
            if any(first < at <= last for at in stops):
                break
            if text[last] not in DOTS and any(first < dot < last for dot in dots):
                cost = FOREIGN_DOTTED + sum(map(_dotted_cost, text[first : last + 1]))
                yield NameCandidate(Span(first, last + 1), cost, NameKind.PERSON)


_ORDINARY = 560
"""Words up to this cost (哥哥, 主席, 选手) stand before a foreign name rather than begin it."""


def _sounding(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Parts of three to six characters of a run that all spell foreign names."""
    foreign = _foreign_costs()
    for first in range(start, stop - 2):
        cost = FOREIGN + foreign[text[first]] + foreign[text[first + 1]]
        for last in range(first + 2, min(first + 6, stop)):
            cost += foreign[text[last]]
            yield NameCandidate(Span(first, last + 1), cost, NameKind.OTHER)
