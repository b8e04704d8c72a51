"""The names that are sought in all blocks of a text, by what its sentences propose together.

What one sentence proposes is a candidate wherever its text recurs. A name that is found many times
may be longer or shorter than one sentence shows, and persons recur by their given names and by pet
names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence, Set
from typing import NamedTuple

from generator.language.names.called_names import pet_names
from generator.language.names.cohesion import is_too_long, whole_name
from generator.language.names.context import DOTS, NEVER_GIVEN
from generator.language.names.kinds import is_transcribed
from generator.language.names.recurring import recurring_persons
from generator.language.names.tables import known_names, surname_of, surnames
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import Block, NameKind, Span

_DOT = lazy_pattern(f"[{DOTS}]")

_MIN_REPEATED, _MIN_CERTAIN = 3, 3
"""Minimum number of characters of a name that is tried wherever its text recurs; for the name of a
person it is one less, and for a name that is found so many times."""


class SoughtNames(NamedTuple):
    """The names that are sought in all blocks of a text, in the order of their finding.

    Each has the kind that it has most often; None if it is refused, since it is another with a word
    beside it. `sure` are those that all places together show, whatever one of them says.
    """

    kinds: Mapping[str, NameKind | None]
    sure: Set[str]


def sought_names(blocks: Sequence[Block]) -> SoughtNames:
    """Return the names that the sentences of a text propose, and those that recur in it.

    The parts of a name with a dot are among them.
    """
    texts = [block.simplified for block in blocks]
    recurring, pets = recurring_persons(texts), pet_names(texts)
    counts: dict[str, Counter[NameKind]] = {}
    places: dict[str, list[tuple[str, Span]]] = {}
    for block in blocks:
        for name in block.layers.proposed:
            text = name.span.of(block.simplified)
            counts.setdefault(text, Counter())[name.kind] += 1
            places.setdefault(text, []).append((block.simplified, name.span))
    found: dict[str, NameKind | None] = {
        text: _most_frequent(counts[text]) if text in counts else NameKind.PERSON
        for text in recurring
    }
    found |= {name: NameKind.PLACE for name in recurring if _is_place(name, texts)}
    untitled: set[str] = set()
    totals = {**{text: kinds.total() for text, kinds in counts.items()}, **recurring}
    for text, kinds in counts.items():
        if text in recurring:
            continue
        if text[:2] in pets and len(text) > len(text[:2]):
            found[text] = None  # 田田 | 笑
            continue
        kind, count = _most_frequent(kinds), totals[text]
        if _takes_title(text, counts, places[text]):
            untitled.add(text[1:])
            found[text] = None
            continue
        if is_too_long(text, totals, recurring) or _takes_word(text, totals, places[text]):
            found[text] = None
            continue
        whole = whole_name(places[text]) if count >= _MIN_CERTAIN else text
        if len(whole) >= _MIN_REPEATED - (kind is NameKind.PERSON) or (
            count >= _MIN_CERTAIN and len(whole) > 1
        ):
            found.setdefault(whole, kind)
    found |= dict.fromkeys(pets, NameKind.PERSON)
    found |= _parts_of_dotted(found) | _given_names(found, totals)
    return SoughtNames(found | _teams(found, texts), recurring.keys() | untitled | pets)


_SITES = ("位于", "地处", "坐落", "市区", "城区", "城里", "县城", "境内", "全境", "首府")
"""What follows the name of a place, and not that of a person."""


def _is_place(name: str, texts: Sequence[str]) -> bool:
    """Whether a name that recurs like a person's is that of a place: 景栋 | 位于 | 缅甸."""
    return any(name + site in text for text in texts if name in text for site in _SITES)


def _takes_word(name: str, counts: Mapping[str, int], places: Sequence[tuple[str, Span]]) -> bool:
    """Whether a name takes the beginning of a word after a name found elsewhere: 武磊 | 单刀."""
    words = dictionary_words()
    return (
        len(name) > _MIN_REPEATED - 1
        and counts.get(name[:-1], 0) >= len(places)
        and all(text[span.end - 1 : span.end + 1] in words for text, span in places)
    )


def _takes_title(name: str, found: Container[str], places: Sequence[tuple[str, Span]]) -> bool:
    """Whether a name takes the title of a prince before one found elsewhere: 广平王 | 李俶."""
    if name[0] not in _PRINCES or name[1:] not in found or name[1:2] not in surnames():
        return False
    known = known_names()
    return all(
        known.get(text[max(0, span.start - 2) : span.start]) is NameKind.PLACE
        for text, span in places
    )


_PRINCES = frozenset("王侯公")

_BY_EVIDENCE = (NameKind.ORGANISATION, NameKind.PLACE, NameKind.PERSON, NameKind.OTHER)
"""The kinds of names, those first for which the context speaks more plainly."""


def _most_frequent(kinds: Counter[NameKind]) -> NameKind:
    return max(kinds, key=lambda kind: (kinds[kind], -_BY_EVIDENCE.index(kind)))


def _parts_of_dotted(found: Mapping[str, NameKind | None]) -> dict[str, NameKind]:
    """Return the parts of names with a dot that stand for the person: 卡瓦诺 of 布雷特·卡瓦诺.

    The family name of a person is one, though it may sound like a country: 罗德·罗森斯坦.
    """
    known, done = dictionary_words(), dict[str, NameKind]()
    for name, kind in found.items():
        *given, family = _DOT.split(name)
        is_family = bool(given) and kind is NameKind.PERSON and found.get(family) is NameKind.PLACE
        for part in (*given, family) if given else ():
            is_new = part not in found or (is_family and part == family)
            if len(part) >= _MIN_REPEATED and is_new and part not in known:
                done[part] = NameKind.PERSON
    return done


def _teams(found: Mapping[str, NameKind | None], texts: Sequence[str]) -> dict[str, NameKind]:
    """Return the teams that sound like foreign persons, by a place with 队: 圣米伦, 圣米伦队."""
    parts = {part for name in found if _DOT.search(name) for part in _DOT.split(name)}
    return {
        name: NameKind.ORGANISATION
        for name, kind in found.items()
        if kind is NameKind.PERSON
        and len(name) >= _MIN_REPEATED
        and name not in parts
        and not _DOT.search(name)
        and is_transcribed(name)
        and not surname_of(name)
        and any(f"{name}队" in text for text in texts)
    }


def _given_names(
    found: Mapping[str, NameKind | None], counts: Mapping[str, int]
) -> dict[str, NameKind]:
    """Return the given names of two characters, by which persons may also be called: 志远.

    A person whose surname is mostly a word must have been found more often than once.
    """
    known, people, classes = dictionary_words(), surnames(), word_classes()
    return {
        name[-2:]: NameKind.PERSON
        for name, kind in found.items()
        if kind is NameKind.PERSON
        and len(name) in (3, 4)
        and name[:-2] in people
        and (len(name) == 4 or classes.get(name[0]) == "nr" or counts.get(name, 0) > 1)
        and name[-2:] not in found
        and name[-2:] not in known
        and name[-1] not in NEVER_GIVEN
        and name[-2] != "老"  # 李老三
    }
