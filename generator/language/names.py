"""Names: stretches of text that are likely the name of a person or a foreign place.

What the dictionary knows as a name (`data/names.tsv`) needs no finding. For the rest this
module proposes edges for the segmenter's lattice, priced by a class model: a name costs the
rarity of its class plus what its characters cost in their roles (`data/name_characters.tsv`):

    王 子 涵     class Chinese person + surname(王) + first(子) + second(涵)
    塔 夫 茨     class foreign name + foreign(塔) + foreign(夫) + foreign(茨)

so that 王子 | 涵 loses against 王子涵, but 高 | 水平 wins against 高水平. Words that go with
people (教授, 表示) next to a stretch make it cheaper, a `·` inside makes it nearly sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from generator.language.dictionary import DATA
from generator.model import NameKind, Span

# Class costs, in centibels like all costs here; set on the development sentences.
PERSON, PERSON_SHORT = 350, 450
FOREIGN, FOREIGN_DOTTED, DOTTED_CHARACTER = 380, 100, 60
CONTEXT = 80
"""What a word that goes with people, standing next to a candidate, takes off its cost."""

_FOREIGN_LIMIT = 330
_BEFORE = re.compile(
    r"(?:教授|博士|先生|女士|小姐|员工|校友|总裁|主席|总统|总理|创始人|负责人|研究员|记者|作者|导演"
    r"|演员|歌手|作家|经理|律师|医生|老师|同学|部长|市长|省长|书记|主任|将军|院长|校长|教练|选手|队长"
    r"|科学家|工程师|企业家|首席执行官|分析师|发言人|名叫|叫做|[和与、])$"
)
_AFTER = re.compile(
    r"(?:说|称|表示|认为|指出|告诉|写道|回忆|介绍|透露|强调|坦言|先生|女士|小姐|教授|博士|老师|总统|主席"
    r"|出生|毕业|创立|创办|[（(·])"
)
_NEVER_GIVEN = frozenset("桥塔门色状桌年家道路街巷柄枝布径才为里间边们么")
"""What hardly ends a given name, but often a thing that is told by a surname's character."""

_DOT = "·・‧•"
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿两多余几]+")


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A stretch that may be a name, and what it costs in the lattice."""

    span: Span
    cost: float
    kind: NameKind


@dataclass(frozen=True, slots=True)
class _Roles:
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
def _characters() -> Mapping[str, _Roles]:
    table = {}
    for line in DATA.joinpath("name_characters.tsv").read_text(encoding="utf-8").splitlines():
        char, *costs = line.split("\t")
        table[char] = _Roles(*(float(cost) if cost else None for cost in costs))
    return table


@cache
def _surnames() -> Mapping[str, float]:
    return {c: r.surname for c, r in _characters().items() if r.surname is not None}


@cache
def _foreign_run() -> re.Pattern[str]:
    usual = "".join(
        char
        for char, roles in _characters().items()
        if roles.foreign is not None and roles.foreign <= _FOREIGN_LIMIT and len(char) == 1
    )
    any_ = "".join(char for char, roles in _characters().items() if roles.foreign is not None)
    part = f"[{re.escape(any_)}]{{1,6}}"
    return re.compile(f"{part}(?:[{_DOT}]{part})+|[{re.escape(usual)}]+")


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
    for candidate in (*_chinese(text), *_foreign(text)):
        if not _NUMERAL.fullmatch(text, candidate.span.start, candidate.span.end):
            yield candidate


def _chinese(text: str) -> Iterator[NameCandidate]:
    surnames, roles = _surnames(), _characters()
    for start, char in enumerate(text):
        for length in (1, 2):
            surname = surnames.get(char if length == 1 else text[start : start + 2])
            if surname is None or (length == 2 and start + 2 > len(text)):
                continue
            given = start + length
            one = roles.get(text[given : given + 1])
            if one is None:
                continue
            discount = CONTEXT if _BEFORE.search(text, max(0, start - 6), start) else 0
            if one.only is not None and text[given] not in _NEVER_GIVEN:
                after = CONTEXT if _AFTER.match(text, given + 1) else 0
                cost = PERSON_SHORT + surname + one.only - discount - after
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
                after = CONTEXT if _AFTER.match(text, given + 2) else 0
                cost = PERSON + surname + one.first + two.second - discount - after
                yield NameCandidate(Span(start, given + 2), cost, NameKind.PERSON)


def _dotted_cost(char: str) -> float:
    """What a character adds to a dotted name: little, unless it is rare in such names."""
    found = _characters().get(char)
    if found is None or found.foreign is None or found.foreign <= _FOREIGN_LIMIT:
        return DOTTED_CHARACTER
    return found.foreign + DOTTED_CHARACTER


def _foreign(text: str) -> Iterator[NameCandidate]:
    roles = _characters()
    for run in _foreign_run().finditer(text):
        stretch = run.group()
        costs = [0.0]
        for char in stretch:
            found = roles.get(char)
            costs.append(costs[-1] + (found.foreign or 0 if found is not None else 0))
        for start in range(len(stretch)):
            for end in range(start + 2, min(len(stretch), start + 16) + 1):
                part = stretch[start:end]
                if part[0] in _DOT or part[-1] in _DOT:
                    continue
                dotted = any(dot in part for dot in _DOT)
                if dotted:
                    # The dot proves a name; how far it reaches is all there is to find out.
                    span = Span(run.start() + start, run.start() + end)
                    cost = FOREIGN_DOTTED + sum(map(_dotted_cost, part))
                    yield NameCandidate(span, cost, NameKind.PERSON)
                    continue
                if len(part) < 3 or len(part) > 6:
                    continue
                cost = FOREIGN + costs[end] - costs[start]
                span = Span(run.start() + start, run.start() + end)
                kind = NameKind.OTHER
                if re.match("大学|学院|市|州|县|省|国|岛|河|山", text[span.end :]):
                    kind = NameKind.PLACE
                yield NameCandidate(span, cost, kind)
