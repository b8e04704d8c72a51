"""Teams, bands and others that are called by common words: 勇士 | 主帅, 兄弟 | 推出, 乐团 | 灭火器.

They are names only in a text about their sport, about music, films or a game. There some of them
mean hardly anything but the team (湖人 | 客场 | 挑战 | 国王); the others need a word beside them
that teams, bands or players have, or another name in a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from typing import NamedTuple

from generator.language.tables import read_groups
from generator.model import NameKind

_WORDS = read_groups("names/name_words.tsv")

Range = tuple[int, int]
"""The index of the first word, and the one after the last."""


class _Field(NamedTuple):
    """A field, with the common words that mean a name in it, and those that need another word."""

    topic: re.Pattern[str]
    sure: Set[str]
    others: Set[str]
    kind: NameKind


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _field(
    topic: str, sure: str, others: str = "", kind: NameKind = NameKind.ORGANISATION
) -> _Field:
    none = frozenset[str]()
    sure_words, needs_word = (_WORDS[group] if group else none for group in (sure, others))
    return _Field(_pattern(_WORDS[topic]), sure_words, needs_word, kind)


_FIELDS = (
    _field("basketball", "basketball-team"),
    _field("baseball", "baseball-team", "baseball-team-or-word"),
    _field("football", "", "football-team"),
    _field("cn-football", "cn-club", "cn-club-or-word"),
    _field("stocks", "tw-firm", "tw-firm-or-word"),
    _field("music", "band", "band-or-word"),
    _field("music", "", "prize-or-word", NameKind.OTHER),
    _field("film", "", "prize-or-word", NameKind.OTHER),
    _field("music", "", "hall-or-word", NameKind.PLACE),
    _field("screen", "studio"),
    _field("film", "", "stage-name", NameKind.PERSON),
    _field("game", "game-person", "game-person-or-word", NameKind.PERSON),
)
_MAY_BE = _pattern([word for field in _FIELDS for word in (*field.sure, *field.others)])
_LONGEST = 4
_BEFORE = {
    NameKind.ORGANISATION: _WORDS["before-group"],
    NameKind.PERSON: _WORDS["before-stage-name"],
    NameKind.OTHER: _WORDS["before-prize"],
    NameKind.PLACE: _WORDS["before-hall"],
}
_AFTER = {
    NameKind.ORGANISATION: _WORDS["after-group"],
    NameKind.PERSON: _WORDS["after-stage-name"],
    NameKind.OTHER: _WORDS["after-prize"],
    NameKind.PLACE: _WORDS["after-hall"],
}
"""Words beside each kind of name: 兄弟 | 推出, 导演 | 饺子, 金曲 | 歌后, 登上 | 鸟巢."""
_IN_LISTS = frozenset("、和与及跟对")
_BEFORE_THINGS, _AFTER_THINGS = _WORDS["before-no-group"], _WORDS["after-no-group"]
"""Words beside the thing that the word means otherwise: 一 | 个 | 勇士, 兄弟 | 们."""


def may_have_groups(text: str) -> bool:
    """Whether a text has the words that a team or a band is called by."""
    return _MAY_BE.search(text) is not None


def group_words(
    text: str, words: Sequence[str], named: Collection[int]
) -> Mapping[Range, NameKind]:
    """Return the places of the words that are teams, bands and the like, with their kinds.

    `text` is simplified; `named` has the indices of all words in names of persons and bodies.
    """
    found: dict[Range, NameKind] = {}
    for field in _FIELDS:
        if not field.topic.search(text):
            continue
        of_names = set(named)
        maybe = []
        for place in _places(words, field):
            is_sure = "".join(words[slice(*place)]) in field.sure
            if is_sure or of_names.isdisjoint(range(*place)):
                maybe.append((place, is_sure))
        for order in (maybe, maybe[::-1]):
            for place, is_sure in order:
                if place not in found and (
                    is_sure or _is_group(words, place, of_names, field.kind)
                ):
                    found[place] = field.kind
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


def _is_group(words: Sequence[str], place: Range, named: Set[int], kind: NameKind) -> bool:
    before, after = _beside(words, place)
    start, end = place
    is_beside = kind is NameKind.ORGANISATION and end in named  # 统一 | 施子谦
    if before in _BEFORE[kind] or after in _AFTER[kind] or is_beside:
        return True
    return (before in _IN_LISTS and _is_member(words, start - 2, named)) or (
        after in _IN_LISTS and _is_member(words, end + 1, named)
    )


def _is_member(words: Sequence[str], at: int, named: Set[int]) -> bool:
    """Whether a word is a name, also in Latin letters: TRASH、宇宙人."""
    is_latin = 0 <= at < len(words) and words[at].isascii() and words[at].isalpha()
    return at in named or (is_latin and len(words[at]) > 1)
