"""Teams, bands and others that are called by common words: 勇士 | 主帅, 兄弟 | 推出, 乐团 | 灭火器.

They are names only in a text about their sport, about music, films, a game or a thing that is
made: 骁龙、麒麟. There some of them
mean hardly anything but the team (湖人 | 客场 | 挑战 | 国王); the others need a word beside them
that teams, bands or players have, or another name in a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from typing import NamedTuple

from generator.language.names.common_words import (
    CommonWords,
    Range,
    form_at,
    is_in_list,
    named_places,
    words_beside,
)
from generator.language.tables import read_groups
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind

_WORDS = read_groups("names/name_words.tsv")


class _Field(NamedTuple):
    """A field, with the common words that mean a name in it, and those that need another word."""

    topic: re.Pattern[str]
    sure: Set[str]
    others: Set[str]
    common_words: CommonWords
    kind: NameKind
    before: Set[str]
    after: Set[str]


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    return lazy_pattern("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


_BESIDE = {
    NameKind.ORGANISATION: "group",
    NameKind.PERSON: "stage-name",
    NameKind.OTHER: "prize",
    NameKind.PLACE: "hall",
}
"""Words beside each kind of name: 兄弟 | 推出, 导演 | 饺子, 金曲 | 歌后, 登上 | 鸟巢."""


def _field(
    topic: str,
    sure: str,
    others: str = "",
    kind: NameKind = NameKind.ORGANISATION,
    beside: str = "",
) -> _Field:
    none = frozenset[str]()
    sure_words, needs_word = (_WORDS[group] if group else none for group in (sure, others))
    common_words = CommonWords(sure_words | needs_word)
    beside = beside or _BESIDE[kind]
    before, after = _WORDS[f"before-{beside}"], _WORDS[f"after-{beside}"]
    return _Field(
        _pattern(_WORDS[topic]), sure_words, needs_word, common_words, kind, before, after
    )


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
    _field("assistant", "assistant-name", "", NameKind.OTHER),
    _field("chip", "chip-name", "", NameKind.OTHER),
    _field("car", "", "car-name", NameKind.OTHER, "car"),
    _field("app", "", "app", NameKind.OTHER, "app"),
)
_COMMON_WORDS = CommonWords(word for field in _FIELDS for word in field.sure | field.others)
_IN_LISTS = frozenset("、和与及跟对")
_BEFORE_THINGS, _AFTER_THINGS = _WORDS["before-no-group"], _WORDS["after-no-group"]
"""Words beside the thing that the word means otherwise: 一 | 个 | 勇士, 兄弟 | 们."""


def may_have_groups(words: Sequence[str]) -> bool:
    """Whether some of the words are those that teams, bands and the like are called by."""
    return _COMMON_WORDS.stand_in(words)


def group_words(
    text: str, words: Sequence[str], named: Collection[int]
) -> Mapping[Range, NameKind]:
    """Return the places of the words that are teams, bands and the like, with their kinds.

    `text` is simplified; `named` has the indices of all words in names of persons and bodies.
    """
    found: dict[Range, NameKind] = {}
    standing, known = _COMMON_WORDS.forms_in(words), set(named)
    for field in _FIELDS:
        if not standing.isdisjoint(field.common_words.forms) and field.topic.search(text):
            places = _places_of(field, words, known)
            found = dict.fromkeys(sorted(places), field.kind) | found
    return found


def _places_of(field: _Field, words: Sequence[str], named: Set[int]) -> Set[Range]:
    def is_name(place: Range, known: Set[int]) -> bool:
        return is_sure(place) or _is_group(words, place, known, field)

    def is_sure(place: Range) -> bool:
        return form_at(words, place) in field.sure

    maybe = [
        place
        for place in field.common_words.places(words)
        if not _is_thing(words, place) and (is_sure(place) or named.isdisjoint(range(*place)))
    ]
    return named_places(maybe, named, is_name)


def _is_thing(words: Sequence[str], place: Range) -> bool:
    before, after = words_beside(words, place)
    return before in _BEFORE_THINGS or after in _AFTER_THINGS


def _is_group(words: Sequence[str], place: Range, named: Set[int], field: _Field) -> bool:
    before, after = words_beside(words, place)
    is_beside = field.kind is NameKind.ORGANISATION and place[1] in named  # 统一 | 施子谦
    if before in field.before or after in field.after or is_beside:
        return True
    return is_in_list(words, place, _IN_LISTS, lambda at: _is_member(words, at, named))


def _is_member(words: Sequence[str], at: int, named: Set[int]) -> bool:
    """Whether a word is a name, also in Latin letters: TRASH、宇宙人."""
    is_latin = 0 <= at < len(words) and words[at].isascii() and words[at].isalpha()
    return at in named or (is_latin and len(words[at]) > 1)
