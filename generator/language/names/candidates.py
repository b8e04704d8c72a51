"""Name candidates: spans of text that are probably the name of a person or a place.

Names in the dictionary (`data/names/names.tsv`) are words already. For other names, this module
proposes edges for the segmenter's lattice. Names of a list (`data/names/name_list.tsv`) have the
cost of their frequency. Others are scored by a class model: a name costs the rarity of its class
plus the costs of its characters in their roles (`data/names/name_characters.tsv`):

    王 子 涵     class Chinese person + surname(王) + first(子) + second(涵)
    塔 夫 茨     class foreign name + foreign(塔) + foreign(夫) + foreign(茨)

王子涵 thus costs less than 王子 | 涵, but 高水平 costs more than 高 | 水平. Words that go with
people (教授, 表示) next to a span lower its cost, and a `·` inside makes it almost certain. The
tagger (`tagger.py`) then judges the candidates that are on the cheapest path.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import fsum

from generator.language.names.tables import (
    FUNCTION_WORDS,
    character_roles,
    known_names,
    listed_names,
    listed_words,
    reviewed_names,
    surnames,
)
from generator.language.numerals import NUMERALS
from generator.language.tables import read_groups
from generator.language.words.segmentation import Candidate, dictionary_words, neighbours
from generator.language.words.word_classes import word_classes
from generator.model import NameKind, Span

# Costs of the classes of names, tuned on the development sentences. All costs are in centibels.
PERSON_COST, SHORT_PERSON_COST = 350, 450
FOREIGN_COST, DOTTED_COST, DOTTED_CHARACTER_COST = 380, 100, 60
CONTEXT_DISCOUNT = 80
"""The discount for a word next to a candidate that goes with people."""

LIST_DISCOUNT, _IN_LISTS = 60, frozenset("、等")
"""The discount for a candidate in a list, and what follows those."""

GIVEN_WORD_DISCOUNT, USUAL_GIVEN_COST = 200, 500
"""The discount for a usual given name that is also a word, after a character that is rarely
anything but a surname: 钟建国. A given name is usual up to the second cost."""

EVERYDAY_COST = 480
"""The cost below which a doubled character is a word: 红红, 田田, but not 莉莉."""

COMPOUND_DISCOUNT = 250
"""The discount for a compound surname, which is hardly ever anything but one."""

HARDLY_SURNAME_COST = 120
"""The extra cost of a surname that is far more often a function word, inside a clause: 和宏儿."""

FUNCTION_WORD_COST = 150
"""The extra cost of a foreign name that begins with a function word."""

CLAUSE_START_DISCOUNT = 20
"""The discount at the start of a clause, where people are often named."""

_FOREIGN_COST_LIMIT = 330
"""The highest cost of the characters of a foreign name without a dot."""
_DOTTED_COST_LIMIT, _RARE_FOREIGN_COST = 300, 420
"""The costs above which a character of a dotted name counts, and counts more. The dot is proof of
a name; only its ends are in question."""

_WORDS = read_groups("names/name_words.tsv")

PERSONAL_TITLES = _WORDS["personal-title"]
"""Titles that are not offices: 任先生 is a person, but 任主席 may mean “to serve as chairman”."""

TITLES = PERSONAL_TITLES | _WORDS["title"]
"""Titles, which follow a surname or a name and are not part of it."""

SPEECH_WORDS = _WORDS["speech"]
"""Words after a person's name, mostly verbs of speech."""

_BEFORE_PERSON = TITLES | _WORDS["before-person"]
_AFTER_PERSON = _WORDS["after-person"]
_NEVER_GIVEN = _WORDS["not-given"]
"""Characters that hardly ever end a given name, but often a noun that begins with a surname."""

_COUNTS_THINGS = frozenset("座棵匹幢株艘尊")
"""Measure words of things, not people: 这座 | 石 | 桥."""

_WORD_AFTER_NAME = re.compile("生前(?![往来])|生于|生平")
"""Words whose first character is not part of a name before them: 刘瑾 | 生前, but 李鸿生 | 前往."""

DOTS = "·・‧•"
_ADDRESS_ENDINGS = _WORDS["form-of-address"]
"""Last characters of forms of address: 丁 | 大哥."""
_NUMERAL = re.compile(f"[{NUMERALS}多余几]+")
_DOTTED = re.compile(f"[{DOTS}]")


class NameCandidate(Candidate, frozen=True, gc=False):
    """A span that may be a name, with its cost in the lattice."""

    kind: NameKind = NameKind.OTHER


@cache
def _compound_begins() -> frozenset[str]:
    return frozenset(surname[0] for surname in surnames() if len(surname) == 2)


@cache
def _surname_begins() -> re.Pattern[str]:
    """Return a pattern of the characters that are a surname or begin one."""
    return re.compile(f"[{''.join({surname[0] for surname in surnames()})}]")


@cache
def _foreign_costs() -> Mapping[str, float]:
    return {
        char: roles.foreign
        for char, roles in character_roles().items()
        if roles.foreign is not None and len(char) == 1 and char not in _NOT_TRANSCRIBING
    }


_NOT_TRANSCRIBING = _WORDS["not-transcribing"]
"""Characters between and after foreign names, which do not transcribe them."""


@cache
def _foreign_run(*, dotted: bool) -> re.Pattern[str]:
    """Return the pattern of foreign names for a text with or without a dot.

    The former takes several milliseconds to compile.
    """
    usual = "".join(c for c, cost in _foreign_costs().items() if cost <= _FOREIGN_COST_LIMIT)
    undotted = f"[{re.escape(usual)}]{{3,}}"
    if not dotted:
        return re.compile(undotted)
    part = f"[{re.escape(''.join({*_foreign_costs(), *_ONLY_IN_NAMES}))}]+"
    return re.compile(f"{part}(?:[{DOTS}]{part})+|{undotted}")


def find_candidates(text: str) -> Iterator[NameCandidate]:
    """Yield all spans of simplified `text` that may be a name, with their costs."""
    titles = _find_titles(text)
    reviewed = reviewed_names()
    for candidate in (*_chinese_names(text), *_foreign_names(text), *_listed_candidates(text)):
        span = candidate.span
        if reviewed.get(text[span.start : span.start + 2], candidate) is None:
            continue  # 麦田 | 里
        if not _NUMERAL.fullmatch(text, span.start, span.end) and not (
            titles
            and _cuts_title(titles, span, candidate.kind)
            and text[span.start : span.end] not in reviewed
        ):
            yield candidate


_TITLES_BY_LENGTH = tuple(
    (size, frozenset(title for title in TITLES if len(title) == size)) for size in (2, 3)
)
_LONGEST_TITLE = _TITLES_BY_LENGTH[-1][0]
_TITLE_BEGINNINGS = frozenset(title[:2] for _, titles in _TITLES_BY_LENGTH for title in titles)


def _find_titles(text: str) -> list[tuple[int, int]]:
    """Return the places of titles of two and of three characters in order; they may overlap."""
    pairs = neighbours(text)
    if _TITLE_BEGINNINGS.isdisjoint(pairs):
        return []
    beginnings = [at for at, pair in enumerate(pairs) if pair in _TITLE_BEGINNINGS]
    return [
        (at, at + size)
        for at in beginnings
        for size, titles in _TITLES_BY_LENGTH
        if text[at : at + size] in titles
    ]


def _cuts_title(titles: Sequence[tuple[int, int]], span: Span, kind: NameKind) -> bool:
    """Whether a span includes a title, or a part of one: 大 | 师贤, 庄献世 | 子, 萨主教.

    A Chinese person's name may begin with a title: 王子涵.
    """
    begins = span.start if kind is NameKind.PERSON else -1
    first = bisect_left(titles, (span.start - _LONGEST_TITLE, 0))
    return any(
        span.start < end and (start != begins or end > span.end)
        for start, end in titles[first : bisect_left(titles, (span.end, 0), first)]
    )


def _listed_candidates(text: str) -> Iterator[NameCandidate]:
    kinds, words = listed_words()
    for start, end, cost in words.words_in(text):
        yield NameCandidate(Span(start, end), cost, kind=kinds[text[start:end]])


_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE_PERSON)
_AFTER_BEGINS = frozenset(word[0] for word in _AFTER_PERSON)


def _discount_before(text: str, start: int) -> float:
    """Return the discount for the text before a candidate."""
    if start == 0:
        return CLAUSE_START_DISCOUNT
    last = text[start - 1]
    if last in _BEFORE_ENDS and any(
        text[at:start] in _BEFORE_PERSON for at in range(max(0, start - 5), start)
    ):
        return CONTEXT_DISCOUNT
    return CLAUSE_START_DISCOUNT if last in "，。；：！？“" else 0


def _discount_after(text: str, end: int) -> float:
    """Return the discount for the text after a candidate."""
    if text[end : end + 1] not in _AFTER_BEGINS:
        return LIST_DISCOUNT if text[end : end + 1] in _IN_LISTS else 0
    is_after = text[end : end + 1] in _AFTER_PERSON or text[end : end + 2] in _AFTER_PERSON
    return CONTEXT_DISCOUNT if is_after else 0


def has_context_cue(text: str, span: Span) -> bool:
    """Whether a word that goes with people is next to a span."""
    return (
        _discount_before(text, span.start) >= CONTEXT_DISCOUNT
        or _discount_after(text, span.end) >= CONTEXT_DISCOUNT
    )


def _chinese_names(text: str) -> Iterator[NameCandidate]:
    costs, roles, compound = surnames(), character_roles(), _compound_begins()
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
            doubled = first == char and words.cost(char, EVERYDAY_COST) < EVERYDAY_COST
            alone = one.only if first not in _NEVER_GIVEN and not doubled else None
            both = None
            if two is not None and one.first is not None and two.second is not None:
                is_tentative = first == "一" and char == second  # 松一松
                begins_word = _WORD_AFTER_NAME.match(text, given + 1)
                if second not in _NEVER_GIVEN and not is_tentative and not begins_word:
                    both = one.first + two.second
            if alone is None and both is None:
                continue
            if _is_word_before_name(text, start, given):
                continue
            base = surname - _discount_before(text, start)
            if given == start + 2:
                base -= COMPOUND_DISCOUNT
            elif char in _HARDLY_SURNAMES and text[start - 1 : start].isalpha():
                base += HARDLY_SURNAME_COST
            if alone is not None:
                cost = SHORT_PERSON_COST + base + alone - _discount_after(text, given + 1)
                yield NameCandidate(Span(start, given + 1), cost, kind=NameKind.PERSON)
            if both is not None:
                is_usual = both <= USUAL_GIVEN_COST and second not in _ADDRESS_ENDINGS
                is_surname_only = classes.get(char) == "nr"
                is_word = is_usual and is_surname_only and text[given : given + 2] in words
                cost = (
                    PERSON_COST
                    + base
                    + both
                    - _discount_after(text, given + 2)
                    - GIVEN_WORD_DISCOUNT * is_word
                )
                yield NameCandidate(Span(start, given + 2), cost, kind=NameKind.PERSON)


def _is_word_before_name(text: str, start: int, given: int) -> bool:
    """Whether a surname is a function word before a name: 于 | 岷山."""
    if text[start:given] not in _HARDLY_SURNAMES:
        return False
    if text[start:given] == "区" and text[start - 1 : start] == "大":  # 勃艮第 | 大区 | 约讷
        return True
    return any(
        (name := text[given : given + size]) in known_names() or name in listed_names()
        for size in (2, 3)
    )


_HARDLY_SURNAMES = _WORDS["hardly-surname"]
"""Surnames that are far more often function words."""


def _dotted_cost(char: str) -> float:
    """Return the cost of a character at the end of a dotted name: low, unless it is rare there."""
    if char in _ONLY_IN_NAMES:
        return DOTTED_CHARACTER_COST
    cost = _foreign_costs().get(char, 0)
    if cost <= _DOTTED_COST_LIMIT:
        return DOTTED_CHARACTER_COST
    if cost <= _DOTTED_COST_LIMIT + 40 and not _is_word_beside_name(char):
        return DOTTED_CHARACTER_COST + 2 * (cost - _DOTTED_COST_LIMIT)
    return DOTTED_CHARACTER_COST + (1.4 * cost if cost > _RARE_FOREIGN_COST else cost)


def _dotted_cost_before(char: str) -> float:
    """Return the cost of a character before the dot, where fewer words may be in its place."""
    rare = _foreign_costs().get(char, 0) - _DOTTED_COST_LIMIT
    if rare <= 0 or char in _ONLY_IN_NAMES or _is_word_beside_name(char):
        return _dotted_cost(char)
    return DOTTED_CHARACTER_COST + 2.5 * rare


def _is_word_beside_name(char: str) -> bool:
    return char in FUNCTION_WORDS or char in _NOT_LAST_IN_DOTTED


def _foreign_names(text: str) -> Iterator[NameCandidate]:
    has_dot = _DOTTED.search(text) is not None
    for run in _foreign_run(dotted=has_dot).finditer(text):
        if has_dot and _DOTTED.search(run.group()):
            yield from _dotted_names(text, run.start(), run.end())
        else:
            yield from _undotted_names(text, run.start(), run.end())


def _dotted_names(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Yield the parts of a run that include a dot: 会主席菲德尔·卡斯特罗 -> 菲德尔·卡斯特罗.

    The dot is proof of a name; only its start and end are in question.
    """
    dots = [at for at in range(start, stop) if text[at] in DOTS]
    start, stop = max(start, dots[0] - _MAX_PART_LENGTH), min(stop, dots[-1] + 1 + _MAX_PART_LENGTH)
    costs = [
        *map(_dotted_cost_before, text[start : dots[-1]]),
        *map(_dotted_cost, text[dots[-1] : stop]),
    ]
    next_dot = next_stop = stop
    designated = False
    for first in reversed(range(start, dots[-1])):
        if text[first + 1] in DOTS:
            next_dot, designated = first + 1, False
        if text[first] in _NOT_IN_DOTTED:
            next_stop = first
            continue
        if next_dot - first > 2 and _ends_designation(text, first):
            designated = True  # 跳水 | 运动员 | 汤姆·戴利
        if designated or text[first] in DOTS or _begins_other_word(text, first, next_dot):
            continue
        end = min(next_stop, first + _MAX_DOTTED_LENGTH, stop)
        if next_dot + 1 >= end:
            continue
        cost = fsum(costs[first - start : next_dot + 1 - start])
        for last in range(next_dot + 1, end):
            cost += costs[last - start]
            if text[last] not in DOTS:
                yield NameCandidate(Span(first, last + 1), DOTTED_COST + cost, kind=NameKind.PERSON)


def _begins_other_word(text: str, first: int, dot: int) -> bool:
    """Whether the word at an offset stands before a name with a dot rather than begins it.

    教育家 | 福禄贝尔·…, 美国 | 大卫·…, 哥哥 | 吉姆·…; but 布雷 | 特·… is no way to cut 布雷特·….
    """
    word = text[first : first + 2]
    if dot - first > 3 and _is_ordinary(word):
        kind = known_names().get(word)
        if kind is None or kind is NameKind.PLACE:
            return True
    return _ends_designation(text, first)


_ONLY_IN_NAMES = _WORDS["only-in-names"]
"""Characters that transcribe names, mostly of women, of which the dictionary has few."""

_NOT_LAST_IN_DOTTED = SPEECH_WORDS | _NEVER_GIVEN | _WORDS["verb-after-name"]

_NOT_IN_DOTTED = frozenset("和与及的")
"""Characters that end a dotted name."""

_MAX_PART_LENGTH = 6
"""The maximum length of the first and the last part of a dotted name, in characters."""

_MAX_DOTTED_LENGTH = 40
"""The maximum length of a dotted name, in characters: longer ones are lists."""


def _ends_designation(text: str, at: int) -> bool:
    """Whether a word like 教育家 or 馆长, which may precede a name, ends at an offset."""
    words = dictionary_words()
    return text[at] in _DESIGNATION_ENDINGS and any(
        text[start : at + 1] in words.costs for start in range(max(0, at - 3), at)
    )


_DESIGNATION_ENDINGS = _WORDS["ends-designation"]

_ORDINARY_COST = 560
"""The cost below which a word (哥哥, 主席, 选手) precedes a foreign name rather than begins it."""


def _is_ordinary(word: str) -> bool:
    return dictionary_words().cost(word, _ORDINARY_COST) < _ORDINARY_COST


def _undotted_names(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Yield the parts of three to six characters of a run that transcribes foreign names."""
    foreign = _foreign_costs()
    for first in range(start, stop - 2):
        if text[first : first + 2] in known_names() and _is_ordinary(text[first : first + 2]):
            continue  # 法国 | 多尔多涅
        cost = FOREIGN_COST + foreign[text[first]] + foreign[text[first + 1]]
        if text[first] in FUNCTION_WORDS:
            cost += FUNCTION_WORD_COST  # 因 | 帕鲁
        for last in range(first + 2, min(first + 6, stop)):
            cost += foreign[text[last]]
            discount = CONTEXT_DISCOUNT if text[last + 1 : last + 2] in _NOT_TRANSCRIBING else 0
            yield NameCandidate(Span(first, last + 1), cost - discount, kind=NameKind.OTHER)
