"""Teams and bands that are called by common words: 勇士 | 主帅, 兄弟 | 推出, 乐团 | 灭火器.

They are names only in a text about their sport, about music or films. There some of them mean hardly
anything but the team (湖人 | 客场 | 挑战 | 国王); the others need a word beside them that teams or
bands have, or another name in a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from typing import NamedTuple

from generator.language.tables import read_groups

_WORDS = read_groups("names/name_words.tsv")

Range = tuple[int, int]
"""The index of the first word, and the one after the last."""


class _Field(NamedTuple):
    """A field, with the common words that mean a group in it, and those that need another word."""

    topic: re.Pattern[str]
    sure: Set[str]
    others: Set[str]


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _field(topic: str, sure: str, others: str = "") -> _Field:
    needs_word = _WORDS[others] if others else frozenset[str]()
    return _Field(_pattern(_WORDS[topic]), _WORDS[sure], needs_word)


_FIELDS = (
    _field("basketball", "basketball-team"),
    _field("baseball", "baseball-team", "baseball-team-or-word"),
    _field("music", "band", "band-or-word"),
    _field("screen", "studio"),
)
_MAY_BE = _pattern([word for field in _FIELDS for word in (*field.sure, *field.others)])
_LONGEST = 4
_BEFORE, _AFTER = _WORDS["before-group"], _WORDS["after-group"]
"""Words beside a team or a band: 对决 | 统一, 兄弟 | 推出."""
_IN_LISTS = frozenset("、和与及跟对")
_BEFORE_THINGS, _AFTER_THINGS = _WORDS["before-no-group"], _WORDS["after-no-group"]
"""Words beside the thing that the word means otherwise: 一 | 个 | 勇士, 兄弟 | 们."""


def may_have_groups(text: str) -> bool:
    """Whether a text has the words that a team or a band is called by."""
    return _MAY_BE.search(text) is not None


def group_words(text: str, words: Sequence[str], named: Collection[int]) -> Set[Range]:
    """Return the places of the words that are teams and bands in simplified `text`.

    `named` has the indices of all words in names of persons and organisations.
    """
    found: set[Range] = set()
    for field in _FIELDS:
        if not field.topic.search(text):
            continue
        of_names = set(named)
        maybe = [place for place in _places(words, field) if of_names.isdisjoint(range(*place))]
        for order in (maybe, maybe[::-1]):
            for place in order:
                is_sure = "".join(words[slice(*place)]) in field.sure
                if place not in found and (is_sure or _is_group(words, place, of_names)):
                    found.add(place)
                    of_names.update(range(*place))
    return found


def _places(words: Sequence[str], field: _Field) -> Sequence[Range]:
    """Return the places of words that may be a group of a field, without those of a thing."""
    forms = field.sure | field.others
    first = {form[0] for form in forms}
    found: list[Range] = []
    for start, word in enumerate(words):
        if word[:1] not in first:
            continue
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            if "".join(words[start:end]) in forms:
                before, after = _beside(words, (start, end))
                if before not in _BEFORE_THINGS and after not in _AFTER_THINGS:
                    found.append((start, end))
                break
    return found


def _beside(words: Sequence[str], place: Range) -> tuple[str, str]:
    start, end = place
    return words[start - 1] if start else "", words[end] if end < len(words) else ""


def _is_group(words: Sequence[str], place: Range, named: Set[int]) -> bool:
    before, after = _beside(words, place)
    start, end = place
    if before in _BEFORE or after in _AFTER or end in named:
        return True
    return (before in _IN_LISTS and _is_member(words, start - 2, named)) or (
        after in _IN_LISTS and _is_member(words, end + 1, named)
    )


def _is_member(words: Sequence[str], at: int, named: Set[int]) -> bool:
    """Whether a word is a name, also in Latin letters: TRASH、宇宙人."""
    is_latin = 0 <= at < len(words) and words[at].isascii() and words[at].isalpha()
    return at in named or (is_latin and len(words[at]) > 1)
