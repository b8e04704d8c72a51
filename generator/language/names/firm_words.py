"""Firms that are called by common words: 小米 | 总裁, 海尔、美 | 的, but not 吃 | 苹果.

Three things beside such words show the firm: a word that only firms have beside them (总裁, 股价),
a model in Latin letters (宝马 | X5), and another firm in a list, or two more such words. Some of
them mean hardly anything but the firm in a text that has named it once, unless a word beside them
shows the thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from itertools import pairwise

from generator.language.names.common_words import (
    CommonWords,
    Range,
    form_at,
    is_in_list,
    named_places,
    words_beside,
)
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.lazy_patterns import lazy_pattern

_WORDS = read_groups("names/name_words.tsv")
_THROUGHOUT = _WORDS["firm-throughout"]
"""Firms that words mean throughout a text which has named them once."""
_IN_LIST = _WORDS["firm-in-list"]
"""Firms whose words are too common to mean them outside a list of firms."""
_FIRMS = _WORDS["firm-or-word"] | _THROUGHOUT | _IN_LIST
_AFTER, _BEFORE = _WORDS["after-firm"], _WORDS["before-firm"]
_AFTER_SURE = _WORDS["after-firm-throughout"]
"""The same, after firms that a word means throughout a text: 苹果 | 计划."""
_PEOPLE = frozenset(("用户", "工程师", "员工", "粉丝", "开发者", "产品经理"))
_ARE_PEOPLE = frozenset(("菜鸟",))
"""Firms whose word tells what somebody is like: 菜鸟 | 用户 are beginners."""
_BEFORE_THINGS, _AFTER_THINGS = _WORDS["before-thing"], _WORDS["after-thing"]
_SHOWS = "shows-firm-"
_SHOWN = {
    group.removeprefix(_SHOWS): lazy_pattern("|".join(map(re.escape, sorted(words))))
    for group, words in _WORDS.items()
    if group.startswith(_SHOWS)
}
"""What shows that a text means such a firm."""
_IN_LISTS = frozenset("、和与及跟")
_MEANS = frozenset("以用按")
"""Words before what something is told in: 以 | 字节 | 表示."""
_MODEL = re.compile(
    "[A-Z][A-Za-z]*[0-9]|[A-Z]+$|i(?:Phone|Pad|Mac|OS|[0-9])|Galaxy|Air[A-Z]|Mac|Watch"
)
"""A model of what a firm makes: 小米 | SU7, 奔驰 | E."""
_MADE_BY_FIRMS = re.compile("[A-Z]{1,3}[0-9]+|i[A-Z][a-z]|Siri|Mac|Galaxy|Vision|C[EFT]O")
_MADE = _WORDS["assistant-name"] | _WORDS["made-by-firm"]
"""What follows a firm and 的: 阿里 | 的 | 千问, but not 苹果 | 的 | 味道."""
_AT, _JOBS = frozenset("在从到"), _WORDS["job"]
"""What stands around a firm that somebody works for: 在 | 字节 | 做 | 产品经理."""
_COMMON_WORDS = CommonWords(_FIRMS)


def may_have_firms(words: Sequence[str]) -> bool:
    """Whether some of the words are those that a firm is called by."""
    return _COMMON_WORDS.stand_in(words)


def firm_words(words: Sequence[str], firms: Collection[int]) -> Set[Range]:
    """Return the places of the words that are firms by what stands beside them.

    `firms` has the indices of all words in names of organisations.
    """
    of_firms = set(firms)
    maybe = [place for place in _places(words) if of_firms.isdisjoint(range(*place))]
    listed = {
        place
        for at in range(len(maybe) - 2)
        if _are_listed(words, maybe[at : at + 3])
        for place in maybe[at : at + 3]
    }
    of_firms.update(index for place in listed for index in range(*place))
    return listed | named_places(
        [place for place in maybe if place not in listed],
        of_firms,
        lambda place, known: _is_firm(words, place, known),
    )


def _are_listed(words: Sequence[str], three: Sequence[Range]) -> bool:
    """Whether three words are the members of a list, not all common: 大众、宝马、奔驰."""
    is_list = all(
        start - end == 1 and words[end] == "、" for (_, end), (start, _) in pairwise(three)
    )
    return is_list and any(form_at(words, place) not in _IN_LIST for place in three)


def firms_of_topic(texts: Sequence[str]) -> Set[str]:
    """Return the firms that a text shows by what it tells of: 苹果 beside iPhone."""
    return {
        firm
        for firm, shown in _SHOWN.items()
        if any(firm in text for text in texts) and any(map(shown.search, texts))
    }


def firms_throughout(words: Sequence[str], named: Collection[str]) -> Set[Range]:
    """Return the places of words that mean the firms of a text, whose forms are `named`."""
    return {
        place
        for place in _places(words)
        if (form := form_at(words, place)) in _THROUGHOUT and form in named
    }


def _places(words: Sequence[str]) -> Sequence[Range]:
    """Return the places of words that may be a firm, without those that are a thing."""
    return [
        place
        for place in _COMMON_WORDS.places(words)
        if _is_followed(words, place) or not _is_thing(words, place)
    ]


def _is_followed(words: Sequence[str], place: Range) -> bool:
    """Whether what follows some words shows the firm: 小米 | 总裁, 小米 | SU7."""
    before, after = words_beside(words, place)
    if after.isdigit():
        return _is_numbered(words, place)
    if after == "表示" and before in _MEANS:
        return False  # 以 | 字节 | 表示
    form = form_at(words, place)
    is_sure = after in _AFTER_SURE and form in _THROUGHOUT
    if before in _AT and after in _JOBS and form in _THROUGHOUT - _ARE_PEOPLE:
        return True
    if after == "的" and form in _THROUGHOUT - _ARE_PEOPLE:
        made = "".join(words[place[1] + 1 : place[1] + 2])
        return made in _MADE or _MADE_BY_FIRMS.match(made) is not None
    if after in _PEOPLE and form in _ARE_PEOPLE:
        return False
    return is_sure or after in _AFTER or _MODEL.match(after) is not None


def _is_numbered(words: Sequence[str], place: Range) -> bool:
    """Whether a number after some words is that of a model: 小米 | 15, not 苹果 | 15 | 元."""
    end = place[1]
    following = "".join(words[end + 1 : end + 2])
    is_model = form_at(words, place) in _NUMBERED and len(words[end]) < _LONG_NUMBER
    return is_model and following[:1] not in _UNITS and word_classes().get(following, "x") != "q"


_NUMBERED = _WORDS["firm-before-number"]
"""Firms whose products have a number only."""
_UNITS = _WORDS["after-amount"]
"""What is counted or measured after a number, and what makes the number another one."""
_LONG_NUMBER = 4


def _is_thing(words: Sequence[str], place: Range) -> bool:
    """Whether a word beside some shows that they are no firm: 吃 | 苹果, 小米 | 粥."""
    before, after = words_beside(words, place)
    return before in _BEFORE_THINGS or after in _AFTER_THINGS or before[-1:].isdigit()


def _is_firm(words: Sequence[str], place: Range, firms: Set[int]) -> bool:
    before, form = words_beside(words, place)[0], form_at(words, place)
    if before == "等" and place[0] - 2 in firms and form in _THROUGHOUT:
        return True  # 支付宝 | 等 | 阿里 | 业务
    if form not in _IN_LIST and (before in _BEFORE or _is_followed(words, place)):
        return True
    return is_in_list(words, place, _IN_LISTS, firms.__contains__)
