"""The kinds of the names of a document, from its other names and the words beside them.

A name has one kind in a document. What stands beside it may tell another: 新井 | 县, 光绪 | 三年,
德国 | 哥廷根. The members of a list are of one kind: 柏林、汉堡和哥廷根.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.annotate.document import Document, whole_text, with_layer
from generator.language.names.context import (
    CONTEXT_DISCOUNT,
    DESIGNATION_DISCOUNT,
    DOTS,
    PERSONAL_TITLES,
    TITLES,
    discount_after,
    discount_before,
)
from generator.language.names.extent import ERAS, is_country
from generator.language.names.kinds import DIVISIONS, is_transcribed, may_be_transcribed
from generator.language.names.tables import reviewed_names, surname_of
from generator.language.tables import read_groups
from generator.lazy_patterns import lazy_pattern
from generator.model import Block, Name, NameKind, Origin

_FOUND = frozenset((Origin.MODEL, Origin.DICTIONARY))
_WORDS = read_groups("names/name_words.tsv")
_ENDS_DIVISION = _WORDS["ends-division"]
_BODIES = [(short, body) for short, _, body in (x.partition("-") for x in _WORDS["short-body"])]
"""Names that stand for a body where the text names it in full: 港台, 香港电台."""
_SIDES = _WORDS["side"]

_YEARS = re.compile("[元一二三四五六七八九十廿]{1,3}年|年间|年号|初年|末年|时期|朝")
_SHIP = lazy_pattern("号(?![召称码角令外])|级.{0,2}[舰艇船]")
_BEFORE_STAYS = frozenset("在到来去离住")
"""What shows that years are those of a stay in a place: 在 | 绍兴 | 三年."""
_DOT = lazy_pattern(f"[{DOTS}]")
_LISTED_KINDS = frozenset((NameKind.PERSON, NameKind.PLACE))
_LISTS = frozenset("、/")
_BETWEEN_MEMBERS = frozenset(("、", "/", "和", "与", "及", "以及"))


def with_kinds(document: Document, kinds: Mapping[str, NameKind | None]) -> Document:
    """Give the names the kinds that the whole text and the words beside them tell.

    Those that only the model supports have one kind in the whole text: that of `kinds`.
    """

    texts = [block.simplified for block in whole_text(document)]
    bodies = {short for short, body in _BODIES if any(body in text for text in texts)}

    def names_of(block: Block, _: Sequence[str]) -> Sequence[Name]:
        names, text = block.layers.names, block.simplified
        done: list[Name] = []
        has_model = False
        has_clubs = bool(_football().search(text))
        for name in names:
            new = name
            if has_clubs and _is_club(name, text):
                done.append(Name(name.span, NameKind.ORGANISATION, name.origin))
                continue
            if name.origin in _FOUND and name.span.of(text) in bodies:
                done.append(Name(name.span, NameKind.ORGANISATION, name.origin))
                continue
            if name.origin is Origin.MODEL:
                has_model = True
                kind = kinds.get(name.span.of(text)) or name.kind
                new = Name(name.span, kind, name.origin)
            done.append(_by_neighbours(new, done[-1] if done else None, text))
        return _with_lists(done, text) if has_model and len(done) > 1 else done

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


def _is_club(name: Name, text: str) -> bool:
    """Whether a city in a text about football is rather its club: 利物浦 | 主帅."""
    start, end = name.span.start, name.span.end
    return (
        name.origin in _FOUND
        and name.span.of(text) in _CLUB_CITIES
        and text[start - 1 : start] not in _NOT_CLUB_BEFORE
        and not any(text[end : end + size] in _NOT_CLUB_AFTER for size in (1, 2))
    )


@cache
def _football() -> re.Pattern[str]:
    """Return a pattern of words that show a text about football."""
    return re.compile("|".join(sorted(_WORDS["football"], key=len, reverse=True)))


_CLUB_CITIES = _WORDS["club-city"]
_NOT_CLUB_BEFORE, _NOT_CLUB_AFTER = _WORDS["not-club-before"], _WORDS["not-club-after"]


_ARMY = 2
"""The length of the name of an army that may be a person's, too: 赵军."""


def _by_neighbours(name: Name, before: Name | None, text: str) -> Name:
    """Return a name of the kind that the words beside it tell: 新井 | 县, 光绪 | 三年."""
    if name.origin not in _FOUND:
        return name
    end, word = name.span.end, name.span.of(text)
    is_army = name.kind is NameKind.ORGANISATION and len(word) == _ARMY and word[-1] == "军"
    if is_army and surname_of(word) and text[end : end + 2] in PERSONAL_TITLES | {"同学"}:
        return Name(name.span, NameKind.PERSON, name.origin)  # 赵军 | 老师
    # 李清照 | 号 | 易安居士 is no ship
    is_called = name.kind is NameKind.PERSON and text[end : end + 1] == "号" and surname_of(word)
    is_ship = _SHIP.match(text, end) and not is_called
    is_stay = name.kind is NameKind.PLACE and text[name.span.start - 1] in _BEFORE_STAYS
    if is_ship or (word in ERAS and not is_stay and _YEARS.match(text, end)):
        return Name(name.span, NameKind.OTHER, name.origin)
    if name.kind is not NameKind.PERSON:
        return name
    is_in_division = len(word) <= 3 and text[end : end + 1] in DIVISIONS
    if is_in_division or (_is_after_place(name, before, text) and _may_be_place(name, word)):
        return Name(name.span, NameKind.PLACE, name.origin)
    return name


def _is_after_place(name: Name, before: Name | None, text: str) -> bool:
    """Whether a division of a country, a side of one or a place ends where a name begins."""
    start = name.span.start
    if text[start - 1 : start] in _ENDS_DIVISION or text[max(0, start - 2) : start] in _SIDES:
        return True  # 州 | 奥斯汀
    return (
        before is not None
        and before.span.end == start
        and before.kind is NameKind.PLACE
        and before.origin is Origin.DICTIONARY
        and len(before.span) > 1
        and not discount_after(text, name.span.end)
    )


def _may_be_place(person: Name, text: str) -> bool:
    """Whether a name that was taken for a person's may be a place: not 李明 or 汤姆·戴利."""
    if reviewed_names().get(text) is NameKind.PERSON:
        return False  # 意大利 | 墨索里尼 | 政府
    is_foreign = len(text) > 3 or person.origin is Origin.DICTIONARY or not surname_of(text)
    return len(text) > 2 and is_foreign and may_be_transcribed(text)


def _with_lists(names: list[Name], text: str) -> list[Name]:
    """Give the names that transcribe foreign ones the kind of the others in their list."""
    start = 0
    while start < len(names):
        stop, is_list = start + 1, False
        while stop < len(names):
            between = text[names[stop - 1].span.end : names[stop].span.start]
            if between not in _BETWEEN_MEMBERS:
                break
            is_list = is_list or between in _LISTS
            stop += 1
        if stop - start > 1 and is_of_office(names[stop - 1], text):
            stop -= 1  # 卢拉、博索纳罗、阿根廷 | 总统
        if stop - start > 1:
            kinds = {
                name.kind
                for name in names[start:stop]
                if _is_sure(name, text) and (is_list or not is_country(name.span.of(text)))
            }
            if len(kinds) == 1 and kinds <= _LISTED_KINDS:
                (kind,) = kinds
                names[start:stop] = [
                    Name(name.span, kind, name.origin) if _is_unsure(name, text) else name
                    for name in names[start:stop]
                ]
        start = stop
    return names


def is_of_office(name: Name, text: str) -> bool:
    """Whether a place is what an office after it belongs to, not a member of a list before it."""
    after = name.span.end + (text[name.span.end : name.span.end + 1] in "前副原")
    return name.kind is NameKind.PLACE and any(
        text[after : after + size] in TITLES for size in (2, 3)
    )


def _is_sure(name: Name, text: str) -> bool:
    """Whether the kind of a name is beyond doubt."""
    word = name.span.of(text)
    return name.origin is not Origin.MODEL or bool(_DOT.search(word)) or not is_transcribed(word)


def _is_unsure(name: Name, text: str) -> bool:
    """Whether the kind of a name is hardly more than a guess."""
    if name.origin is not Origin.MODEL or name.kind not in _LISTED_KINDS:
        return False
    word = name.span.of(text)
    return (
        (len(word) > 3 or not surname_of(word))
        and is_transcribed(word)
        and text[name.span.end : name.span.end + 1] not in DIVISIONS
        and not _DOT.search(word)
        and discount_before(text, name.span.start) < DESIGNATION_DISCOUNT
        and discount_after(text, name.span.end) < CONTEXT_DISCOUNT
    )
