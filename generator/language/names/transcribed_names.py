"""Candidates for transcribed names, from the costs of their characters in foreign names.

    塔 夫 茨     class foreign name + foreign(塔) + foreign(夫) + foreign(茨)

A `·` inside makes a name almost certain, so that only its start and end are in question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from math import fsum, inf

from generator.language.characters import HAN
from generator.language.names.context import (
    CONTEXT_DISCOUNT,
    DOTS,
    NEVER_GIVEN,
    PREDICATE_COST,
    SPEECH_WORDS,
    TITLES,
    NameCandidate,
    ends_in_predicate,
    has_context_cue,
)
from generator.language.names.tables import (
    FUNCTION_WORDS,
    character_roles,
    known_names,
    listed_names,
)
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

# Costs of the classes of names, tuned on the development sentences.
FOREIGN_COST, DOTTED_COST, DOTTED_CHARACTER_COST = 380, 100, 60

SHORT_FOREIGN_COST, _SHORT_COST_LIMIT = 300, 580
"""The cost of a foreign name of two characters, which is one only beside a title or a verb of
speech (总统 | 莫伊), and the highest cost of its characters."""

FUNCTION_WORD_COST = 150
"""The extra cost of a foreign name that begins with a function word."""

_FOREIGN_COST_LIMIT = 330
"""The highest cost of the characters of a foreign name without a dot."""
_DOTTED_COST_LIMIT, _RARE_FOREIGN_COST = 300, 420
"""The costs above which a character of a dotted name counts, and counts more. The dot is proof of
a name; only its ends are in question."""

_WORDS = read_groups("names/name_words.tsv")

_DOTTED = re.compile(f"[{DOTS}]")


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
    usual = "".join(
        char
        for char, cost in _foreign_costs().items()
        if cost <= _FOREIGN_COST_LIMIT or char in _ONLY_IN_NAMES
    )
    undotted = f"[{re.escape(usual)}]{{2,}}"
    if not dotted:
        return re.compile(undotted)
    chars = re.escape("".join({*_foreign_costs(), *_ONLY_IN_NAMES, *_PARTICLES}))
    part = f"(?:让-)?[{chars}]+(?:-[{chars}]+)?"  # 保罗-亨利·达米巴, 让-雅克·卢梭
    return re.compile(f"{part}(?:[{DOTS}]{part})+|{undotted}")


def transcribed_names(text: str) -> Iterator[NameCandidate]:
    """Yield the spans that may transcribe a foreign name."""
    if "-" in text:
        yield from _hyphenated_names(text)
    has_dot = _DOTTED.search(text) is not None
    for run in _foreign_run(dotted=has_dot).finditer(text):
        if has_dot and _DOTTED.search(run.group()):
            yield from _dotted_names(text, run.start(), run.end())
        else:
            yield from _undotted_names(text, run.start(), run.end())


def _hyphenated_names(text: str) -> Iterator[NameCandidate]:
    """Yield short names after a hyphen and another foreign name: 阿方索-卡隆 | 合作."""
    foreign, words = _foreign_costs(), dictionary_words()
    for match in _AFTER_HYPHEN.finditer(text):
        start, end = match.span(2)
        name, before = match.group(2), match.group(1)
        is_foreign = all(foreign.get(char, inf) <= _FOREIGN_COST_LIMIT for char in before + name)
        if is_foreign and name not in words and text[end - 1 : end + 1] not in words:
            yield NameCandidate(Span(start, end), SHORT_FOREIGN_COST, kind=NameKind.PERSON)


_AFTER_HYPHEN = lazy_pattern(f"([{HAN}]{{2}})-(?=([{HAN}]{{2}}))")
"""Two characters after a hyphen, and the two before it."""


def _dotted_names(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Yield the parts of a run that include a dot: 会主席菲德尔·卡斯特罗 -> 菲德尔·卡斯特罗.

    The dot is proof of a name; only its start and end are in question.
    """
    dots = [at for at in range(start, stop) if text[at] in DOTS]
    start = max(start, dots[0] - _MAX_PART_LENGTH * (1 + ("-" in text[start : dots[0]])))
    long = _LONG_PART.match(text, dots[-1] + 1, stop)
    most = dots[-1] + 1 + _MAX_PART_LENGTH * (1 + ("-" in text[dots[-1] : stop]))
    stop = min(stop, max(most, long.end() if long else 0))
    stop = next((at for at in range(dots[-1] + 2, stop) if text[at] in _AFTER_DOTTED), stop)
    known_end = _end_of_known(text, dots[-1] + 1)
    after = range(max(dots[-1] + 3, known_end), stop)
    stop = next((at for at in after if _begins_other(text, at)), stop)
    ends = range(dots[-1] + 3, stop)
    adverbs = (at for at in ends if text[at] in "都也" and text[dots[-1] + 1 : at] in known_names())
    stop = next(adverbs, stop)  # 乔·拜登 | 都 | 来
    costs = [
        *map(_dotted_cost_before, text[start : dots[-1]]),
        *([DOTTED_CHARACTER_COST] * (min(known_end, stop) - dots[-1])),
        *map(_dotted_cost, text[max(known_end, dots[-1]) : stop]),
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
        if text[max(0, first - 1) : first + 1] == "党人":
            designated = True  # 民主 | 党人 | 乔·拜登
        if text[first + 1] in _PARTICLES and first + 2 == next_dot:
            designated = True  # 科学家 | 冯·诺依曼
        if designated or text[first] in _NEVER_FIRST or _begins_other_word(text, first, next_dot):
            continue
        end = min(next_stop, first + _MAX_DOTTED_LENGTH, stop)
        if next_dot + 1 >= end:
            continue
        cost = fsum(costs[first - start : next_dot + 1 - start])
        for last in range(next_dot + 1, end):
            cost += costs[last - start]
            if text[last] not in _NEVER_LAST:
                yield NameCandidate(Span(first, last + 1), DOTTED_COST + cost, kind=NameKind.PERSON)


def _end_of_known(text: str, start: int) -> int:
    """Return the end of the listed name of three characters or more at an offset, 0 if none.

    亨利·卡文迪许, though 许 hardly transcribes.
    """
    for end in range(min(len(text), start + _MAX_PART_LENGTH), start + 2, -1):
        kind = known_names().get(text[start:end]) or listed_names().get(text[start:end])
        if kind is not None and kind is not NameKind.ORGANISATION:
            return end
    return 0


def _begins_other(text: str, at: int) -> bool:
    """Whether what follows a name begins at an offset: a verb, a kind, or 三人 after several."""
    return (
        _begins_verb(text, at)
        or _begins_kind(text, at)
        or (text[at] in _COUNTS and text[at + 1 : at + 2] == "人")
    )


_COUNTS = frozenset("两二三四五六七八九十等")


def _begins_verb(text: str, at: int) -> bool:
    """Whether a verb of two characters begins at an offset: 马蒂斯·德莱特 | 加盟."""
    word = text[at : at + 2]
    if word in _VERBS_AFTER_DOTTED:
        return True
    if len(word) < 2 or word in _VERBS_IN_NAMES or word_classes().get(word) != "v":
        return False
    return dictionary_words().cost(word, _VERB_COST) < _VERB_COST


def _begins_kind(text: str, at: int) -> bool:
    """Whether a word for what has a name begins at an offset: 约翰斯·霍普金斯 | 大学."""
    return any(text[at : at + size] in _KINDS for size in (2, 3, 4))


_KINDS = frozenset(
    word
    for group in ("own-body", "general-body", "formal-body", "built", "landform", "event", "title")
    for word in _WORDS[group]
    if len(word) > 1
)
"""Words of two characters or more for bodies, sites and events, and titles."""

_VERB_COST = 700
"""The cost below which a verb ends a dotted name rather than is a part of it."""

_VERBS_AFTER_DOTTED = _WORDS["verb-after-dotted"]
"""Verbs that the table of word classes does not have as such, or that are rare."""

_VERBS_IN_NAMES = _WORDS["verb-in-name"]
"""Verbs whose characters transcribe together, too."""


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


def _begins_other_word(text: str, first: int, dot: int) -> bool:
    """Whether the word at an offset stands before a name with a dot rather than begins it.

    教育家 | 福禄贝尔·…, 美国 | 大卫·…, 哥哥 | 吉姆·…; but 布雷 | 特·… is no way to cut 布雷特·….
    """
    word = text[first : first + 2]
    if dot - first > 3 and text[first:dot] not in known_names() and _is_ordinary(word):
        kind = known_names().get(word)
        if kind is None or kind is NameKind.PLACE:
            return True
    return _ends_designation(text, first)


def _is_word(text: str) -> bool:
    """Whether a text is a word of the dictionary, not only one that is split again: 达科."""
    words = dictionary_words()
    return text in words.costs and not words.parts_of(text)


_LANDFORMS = frozenset(word for word in _WORDS["landform"] if len(word) > 1)

_ONLY_IN_NAMES = _WORDS["only-in-names"]
"""Characters that transcribe names, mostly of women, of which the dictionary has few."""

_PARTICLES = frozenset("冯")
"""Characters of the particles of names, before a dot: 冯·诺依曼."""

_NOT_LAST_IN_DOTTED = SPEECH_WORDS | NEVER_GIVEN | _WORDS["verb-after-name"]

_NOT_IN_DOTTED = frozenset("和与及的过了着对")
"""Characters that end a dotted name."""

_AFTER_DOTTED = frozenset("的更将把被让从向对")
"""Characters that are none of its last part, either."""

_NEVER_FIRST = frozenset(DOTS + "-人军员长手者星队家主官师")
"""Characters that no dotted name begins with."""

_NEVER_LAST = frozenset(DOTS + "所对都也又却则便曾随主")
"""Characters that a dotted name does not end in, though some transcribe names."""

_MAX_PART_LENGTH = 6
"""The maximum length of the first and the last part of a dotted name, in characters."""

_LONG_PART = re.compile(f"[^{DOTS}]{{4,6}}(?:[夫甫]娜|维奇|维娜|斯基|斯卡娅)")
"""Russian last parts and patronymics, which may be longer: 亚历山德洛夫娜."""

_MAX_DOTTED_LENGTH = 40
"""The maximum length of a dotted name, in characters: longer ones are lists."""


def _ends_designation(text: str, at: int) -> bool:
    """Whether a word like 教育家 or 馆长, which may precede a name, ends at an offset."""
    words = dictionary_words()
    return text[at] in _DESIGNATION_ENDINGS and any(
        text[start : at + 1] in words.costs
        and text[start : at + 1] not in known_names()
        and not (start and text[start - 1 : start + 1] in TITLES)  # 局长 | 大卫·…, not 长大
        for start in range(max(0, at - 3), at)
    )


_DESIGNATION_ENDINGS = _WORDS["ends-designation"]

_ORDINARY_COST = 560
"""The cost below which a word (哥哥, 主席, 选手) precedes a foreign name rather than begins it."""


def _is_ordinary(word: str) -> bool:
    return dictionary_words().cost(word, _ORDINARY_COST) < _ORDINARY_COST


def _undotted_names(text: str, start: int, stop: int) -> Iterator[NameCandidate]:
    """Yield the parts of two to six characters of a run that transcribes foreign names."""
    foreign = _foreign_costs()
    if stop - start < 5:
        for first in range(start, stop - 1):
            cost = foreign[text[first]] + foreign[text[first + 1]]
            span = Span(first, first + 2)
            if (
                cost <= _SHORT_COST_LIMIT
                and has_context_cue(text, span)
                and not _is_word(span.of(text))
            ):
                yield NameCandidate(span, SHORT_FOREIGN_COST + cost, kind=NameKind.PERSON)
    for first in range(start, stop - 2):
        if text[first] in "中自离":
            continue  # 传说 | 中 | 伊阿宋, 自 | 奥古斯都 | 以来
        if text[first : first + 2] in known_names() and _is_ordinary(text[first : first + 2]):
            continue  # 法国 | 多尔多涅
        cost = FOREIGN_COST + foreign[text[first]] + foreign[text[first + 1]]
        if text[first] in FUNCTION_WORDS:
            cost += FUNCTION_WORD_COST  # 因 | 帕鲁
        most = first + 6
        if stop > most and (long := _LONG_PART.match(text, first, stop)):
            most = max(most, long.end())  # 阿尔特莫夫斯基
        for last in range(first + 2, min(most, stop)):
            cost += foreign[text[last]]
            if text[last - 1 : last + 1] in _LANDFORMS:
                break  # 梅里达 | 山脉
            if last > first + 2 and _begins_verb(text, last - 1):
                break  # 博齐泽 | 自立 | 为
            if last > first + 3 and text[first] == "于":
                break  # 发现 | 于 | 伊舍伍德
            if text[last : last + 2] in _LANDFORMS:
                continue  # 塔特拉 | 山脉
            extra = PREDICATE_COST * ends_in_predicate(text, last + 1)
            if text[last + 1 : last + 2] in _NOT_TRANSCRIBING:
                extra -= CONTEXT_DISCOUNT
            yield NameCandidate(Span(first, last + 1), cost + extra, kind=NameKind.OTHER)
