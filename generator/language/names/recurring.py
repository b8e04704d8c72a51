"""Persons whose names recur in a text, by what all their places say together.

In one sentence, 方扬 may be a surname before a verb. In a text in which 扬 follows 方 every time,
between ever different neighbours and once before a title, it is a person. The conditions are those
that a reader would name: how often the name is there, whether its last character is also there
without it, whether words of the dictionary cross its edges, and what stands beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.language.characters import HAN, IS_HAN
from generator.language.names.context import (
    ACTS,
    NEVER_GIVEN,
    SPEECH_WORDS,
    TITLES,
    has_context_cue,
)
from generator.language.names.tables import (
    FUNCTION_WORDS,
    character_roles,
    known_names,
    listed_names,
    reviewed_names,
    surnames,
)
from generator.language.numerals import NUMERALS
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import Span

MIN_PLACES, MIN_PLACES_OF_COMPOUND = 3, 2
"""How often a name must be in a text to be one by that; the same with a surname of two characters,
which are hardly anything else."""
_MIN_SHARE = 0.75
"""The share of the places of its last character, but for those in other words, at which the name
must be."""
_MAX_CROSSED = 0.34
"""The share of its places at which words of the dictionary may cross its edges."""
_MIN_CUED = 0.3
"""The share of its places at which it must begin a clause, or something that goes with people be
beside it, unless it has three characters and its surname is hardly a word."""
_MIN_ACTING = 0.3
"""The share of its places at which a name that begins with a word must do what only persons do."""
_WORDS = read_groups("names/name_words.tsv")
_HARDLY_SURNAMES = _WORDS["hardly-surname"]
_ACTS = lazy_pattern(ACTS)
_SELDOM_SURNAMES = frozenset("于任")
"""Of these, the ones that are surnames where a name mostly begins a clause: 于生."""
_NEVER_SURNAMES = _HARDLY_SURNAMES - _SELDOM_SURNAMES
_MIN_BEGUN = 0.5
"""The share of its places at which it must do so."""
_CLAUSE_ENDS = frozenset("，。；：！？“”…")
_USUAL_GIVEN_COST = 700
"""The cost up to which a word is usual as a given name: 林健康."""
_BESIDE_PERSONS = TITLES | SPEECH_WORDS
_ADDRESSES = TITLES | _WORDS["word-title"]
"""What is after a surname and is no given name."""
_BEFORE = frozenset("，。；：！？“”、和与跟向对被让给叫")
"""What often stands before a person who does something, or to whom something is done."""

_MIN_CALLED = 3
"""How often what is no surname and no word must be in a text to be what somebody is called."""
_NEVER_CALLED = FUNCTION_WORDS | frozenset(
    "我你您他她它咱俺这那谁某各每其此人们的了着过自两几多" + NUMERALS
)
"""Characters of which no name that somebody is called by has one."""
_ACT_SOMEHOW = f"(?:[便就也却又才已忙只都还]|连忙|[{HAN}]{{2,4}}地)?(?:{ACTS})"
_ACTS_SOMEHOW = lazy_pattern(_ACT_SOMEHOW)
"""What persons do, with an adverb: 便 | 坐在, 高兴地 | 说."""
_ACTOR = lazy_pattern(f"[，。；：！？“”、]([{HAN}]{{2}})(?={_ACT_SOMEHOW})")
"""Two characters that begin a clause, and do what persons do, after the mark before the clause."""

Place = tuple[str, Span]


def recurring_persons(texts: Sequence[str]) -> Mapping[str, int]:
    """Return the persons' names that recur in simplified texts, with the number of their places.

    They have a surname and a given name of one or two characters, or are what somebody is called
    without a surname. They are in no table.
    """
    pairs: Counter[str] = Counter()
    for text in texts:
        pairs.update(_from_surname().findall(text))
    known = surnames()
    likely = [
        pair
        for pair, count in pairs.items()
        if count >= MIN_PLACES_OF_COMPOUND
        and (pair in known or (count >= MIN_PLACES and _may_begin_name(pair)))
    ]
    found = {}
    for pair in (pair for pair, count in pairs.items() if count >= MIN_PLACES and _is_word(pair)):
        whole, at = _whole(pair, list(_places(pair, texts)))
        if len(whole) > len(pair) and len(at) >= MIN_PLACES and _acts_as_person(whole, at):
            found[whole] = len(at)
    for pair in likely:
        is_compound, everywhere = pair in known, list(_places(pair, texts))
        for name, places in _with_given(pair, everywhere) if is_compound else [(pair, everywhere)]:
            if len(places) >= _MIN_SHARE * _count_by_itself(name[-1], name, texts):
                whole, at = _whole(name, places)
                if whole and (is_compound or _is_person(whole, at)):
                    found[whole] = len(at)
    found = {name: count for name, count in found.items() if name[1:] not in _ADDRESSES}  # 曾先生
    for name, count in _called(texts):
        if not any(name in other for other in found):
            found[name] = count
    return found


def _called(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what persons are called without a surname, with the number of its places: 爱姑.

    It is no word, mostly begins a clause, and does several things that only persons do.
    """
    actors = Counter(pair for text in texts for pair in _ACTOR.findall(f"。{text}"))
    words = dictionary_words()
    for pair, count in actors.items():
        if count < _MIN_CALLED - 1 or not _NEVER_CALLED.isdisjoint(pair) or not _is_unknown(pair):
            continue
        places = list(_places(pair, texts))
        size = len(places)
        begins = sum(not span.start or text[span.start - 1] in _BEFORE for text, span in places)
        matches = [_ACTS_SOMEHOW.match(text, span.end) for text, span in places]
        acts = [match.group() for match in matches if match is not None]
        crossed = sum(
            text[span.start - 1 : span.start + 1] in words
            or text[span.end - 1 : span.end + 1] in words
            for text, span in places
        )
        if (
            size >= _MIN_CALLED
            and 2 * begins >= size
            and len(acts) >= _MIN_ACTING * size
            and len(set(acts)) > 1
            and crossed <= _MAX_CROSSED * size
            and len({text[span.end : span.end + 1] for text, span in places}) > 2
        ):
            yield pair, size


@cache
def _from_surname() -> re.Pattern[str]:
    """Return a pattern of the places of surnames, which has two characters of each."""
    return re.compile(f"(?=([{''.join({surname[0] for surname in surnames()})}].))")


def _may_begin_name(pair: str) -> bool:
    """Whether two characters, the first a surname, may be a name or begin one."""
    surname, given = pair[0], pair[1]
    role = character_roles().get(given)
    return (
        surname != given
        and surname in surnames()
        and surname not in _NEVER_SURNAMES
        and role is not None
        and not (role.only is None and role.first is None)
        and given not in FUNCTION_WORDS
        and _is_unknown(pair)
    )


def _is_word(pair: str) -> bool:
    """Whether a surname and what follows it are a word, with which a name may begin: 柳树华."""
    role = character_roles().get(pair[1])
    return (
        pair in dictionary_words()
        and pair not in known_names()
        and pair[0] in surnames()
        and pair[0] not in _HARDLY_SURNAMES
        and role is not None
        and role.first is not None
    )


def _acts_as_person(name: str, places: Sequence[Place]) -> bool:
    """Whether what a name does, at most of its places, only persons do: 柳树华愣了一下."""
    acting = sum(_ACTS.match(text, span.end) is not None for text, span in places)
    begins = sum(not span.start or text[span.start - 1] in _BEFORE for text, span in places)
    return acting >= _MIN_ACTING * len(places) and 2 * begins > len(places)


def _count_by_itself(char: str, name: str, texts: Sequence[str]) -> int:
    """Return how often the last character of a name is there, not counting words of two: 实力."""
    words, count = dictionary_words(), 0
    for text, span in _places(char, texts):
        in_name = text.startswith(name, span.end - len(name))
        in_word = (
            text[span.start - 1 : span.end] in words or text[span.start : span.end + 1] in words
        )
        count += in_name or not in_word
    return count


def _is_unknown(text: str) -> bool:
    tables = (dictionary_words().costs, known_names(), listed_names(), reviewed_names())
    return not any(text in table for table in tables)


def _places(part: str, texts: Sequence[str]) -> Iterator[Place]:
    for text in texts:
        at = text.find(part)
        while at >= 0:
            yield text, Span(at, at + len(part))
            at = text.find(part, at + len(part))


def _with_given(surname: str, places: Sequence[Place]) -> Iterator[tuple[str, list[Place]]]:
    """Yield a compound surname with each character that often follows it, and their places."""
    longer: dict[str, list[Place]] = {}
    for text, span in places:
        longer.setdefault(text[span.end : span.end + 1], []).append(
            (text, Span(span.start, span.end + 1))
        )
    for given, at in longer.items():
        is_given = given in character_roles() and given not in FUNCTION_WORDS
        if len(at) >= MIN_PLACES_OF_COMPOUND and is_given and _is_unknown(surname + given):
            yield surname + given, at


def _whole(name: str, places: Sequence[Place]) -> tuple[str, Sequence[Place]]:
    """Return a name with its last character, and its places; no name if its end is uncertain."""
    after = Counter(text[span.end : span.end + 1] for text, span in places)
    last, count = after.most_common(1)[0]
    if count < _MIN_SHARE * len(places) or not IS_HAN.match(last):
        return (name if len(after) > 1 and name[-1] not in NEVER_GIVEN else ""), places
    role = character_roles().get(last)
    is_given = role is not None and role.second is not None and last not in FUNCTION_WORDS
    is_given = is_given or (last == "一" and any(_is_no_adverb(*place) for place in places))
    if count < len(places) or not is_given or not _is_unknown(name + last):
        return "", places
    return name + last, [(text, Span(span.start, span.end + 1)) for text, span in places]


def _is_no_adverb(text: str, span: Span) -> bool:
    """Whether 一 after a name does not belong to what follows: 李真一 | 曾经, not 一 | 看."""
    return text[span.end + 1 : span.end + 2] in _NOT_AFTER_ADVERB


_NOT_AFTER_ADVERB = frozenset("曾的和与、，。在是也还却都")


def _is_person(name: str, places: Sequence[Place]) -> bool:
    """Whether the places of a name show that it is a person's."""
    words, size = dictionary_words(), len(places)
    before = {text[span.start - 1 : span.start] for text, span in places}
    after = {text[span.end : span.end + 1] for text, span in places}
    if len(before) < 2 or len(after) < 2:
        return False
    crossed = sum(
        text[span.start - 1 : span.start + 1] in words or text[span.end - 1 : span.end + 1] in words
        for text, span in places
    )
    if crossed > _MAX_CROSSED * size:
        return False
    if len(name) == 3 and name[1:] in words and not _is_usual_given(name[1:]):
        return False
    if name[0] in _SELDOM_SURNAMES:
        begun = sum(
            span.start == 0 or text[span.start - 1] in _CLAUSE_ENDS for text, span in places
        )
        if begun < _MIN_BEGUN * size:
            return False
    is_surname_only = word_classes().get(name[0]) == "nr"
    if is_surname_only and len(name) == 3:
        return True
    shown = [_is_shown(text, span) for text, span in places]
    cued = sum(
        is_shown or span.start == 0 or text[span.start - 1] in _BEFORE
        for is_shown, (text, span) in zip(shown, places, strict=True)
    )
    return cued >= _MIN_CUED * size and (is_surname_only or any(shown))


def _is_usual_given(name: str) -> bool:
    """Whether a word of two characters is usual as a given name: 健康, not 家人."""
    first, last = map(character_roles().get, name)
    if first is None or last is None or first.first is None or last.second is None:
        return False
    return first.first + last.second <= _USUAL_GIVEN_COST and name[-1] not in NEVER_GIVEN


def _is_shown(text: str, span: Span) -> bool:
    """Whether a word beside a name goes with people: 董事长, 说, 、."""
    after = {text[span.end : span.end + length] for length in (1, 2, 3)}
    return (
        not _BESIDE_PERSONS.isdisjoint(after)
        or has_context_cue(text, span)
        or "、" in (text[span.start - 1 : span.start], text[span.end : span.end + 1])
        or _ACTS.match(text, span.end) is not None
    )
