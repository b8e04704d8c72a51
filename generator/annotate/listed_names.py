"""Names in lists: what stands in one is of the kind of the others.

    里夫斯、博索纳罗、米莱        a person like both beside it, not a place
    张珩、傅熹年等              a person up to the end of its place in the list

A name that a table has, and one that the author or the site tells, keeps its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from generator.annotate.name_kinds import is_of_office
from generator.language.characters import HAN
from generator.language.names.kinds import is_surname_alone
from generator.language.names.tables import (
    is_surname,
    known_names,
    reviewed_names,
)
from generator.language.words.word_classes import word_classes
from generator.model import Block, Name, NameKind, Origin, Span
from generator.spans import Spans

_SEPARATORS = frozenset(("、", "和", "与", "及", "以及"))
_LEAST, _TIMES = 2, 2
"""The least number of names that agree, and how many of them there are for each other one."""
_START, _END = attrgetter("span.start"), attrgetter("span.end")
_ITEM = re.compile(f"(?<=、)([{HAN}]{{2,3}})(?=、|等|和|与)")
"""A whole item of two or three characters in a list."""
_PERSON_CLASSES = frozenset(("nr", "x", "nz"))


def with_listed_names(block: Block, names: Sequence[Name], stated: Spans) -> Sequence[Name]:
    """Return the names of a block, with the kinds and the extents that their lists tell."""
    if "、" not in block.simplified:
        return names
    while (found := _with_persons(block, names, stated)) is not names:
        names = found
    return _with_kinds(block, names)


def _with_kinds(block: Block, names: Sequence[Name]) -> Sequence[Name]:
    text, done = block.simplified, list(names)
    start = 0
    for end in range(1, len(done) + 1):
        between = text[done[end - 1].span.end : done[end].span.start] if end < len(done) else ""
        if between in _SEPARATORS and not is_of_office(done[end], text):
            continue
        kinds = Counter(name.kind for name in done[start:end])
        kind, count = kinds.most_common(1)[0]
        others = end - start - count
        if others and count >= max(_LEAST, _TIMES * others):
            for at in range(start, end):
                if done[at].kind is not kind and _may_change(done[at], kind, text):
                    done[at] = Name(done[at].span, kind, Origin.RULE)
        start = end
    return done


def _may_change(name: Name, kind: NameKind, text: str) -> bool:
    """Whether nothing but the words beside a name told its kind."""
    word = name.span.of(text)
    is_told = word in known_names() or word in reviewed_names() or name.origin is not Origin.MODEL
    return not is_told and NameKind.OTHER not in (kind, name.kind) and len(name.span) > 1


def _with_persons(block: Block, names: Sequence[Name], stated: Spans) -> Sequence[Name]:
    """Return the names of a block, with what is a person between others in a list."""
    text, words = block.simplified, block.layers.words
    ends = {n.span.end for n in names if n.kind is NameKind.PERSON}
    starts = {n.span.start for n in names if n.kind is NameKind.PERSON}
    found: list[Name] = []
    for match in _ITEM.finditer(text):
        span = Span(*match.span(1))
        if span.start - 1 not in ends or not is_surname(text[span.start]):
            continue
        after = text[span.end]
        is_between = after != "等" and (span.end + 1) in starts
        if not (is_between or (after == "等" and _has_two_before(names, span, text))):
            continue
        first = bisect_left(words, span.start, key=_START)
        last = bisect_left(words, span.end, key=_END)
        is_whole = last < len(words) and (words[first].span.start, words[last].span.end) == (
            span.start,
            span.end,
        )
        if not is_whole or stated.overlap(span) or _is_no_person(text, span):
            continue
        if not any(n.span == span and n.kind is NameKind.PERSON for n in names):
            found.append(Name(span, NameKind.PERSON, Origin.RULE))
    if not found:
        return names
    taken = Spans([name.span for name in found])
    return sorted([*found, *(n for n in names if not taken.overlap(n.span))], key=_START)


def _has_two_before(names: Sequence[Name], span: Span, text: str) -> bool:
    """Whether two persons stand in the list before an item."""
    at = bisect_left(names, span.start, key=_START)
    before = names[max(0, at - 2) : at]
    if len(before) < _LEAST or any(name.kind is not NameKind.PERSON for name in before):
        return False
    return text[before[0].span.end : before[1].span.start] in _SEPARATORS


def _is_no_person(text: str, span: Span) -> bool:
    """Whether an item is a word for something else: 李白、杜甫、诗人."""
    item = span.of(text)
    kind = known_names().get(item) or reviewed_names().get(item, NameKind.OTHER)
    if item in reviewed_names() and kind is not NameKind.PERSON:
        return True
    is_word = word_classes().get(item, "x") not in _PERSON_CLASSES and len(item) > 1
    return (
        (item in known_names() and kind is not NameKind.PERSON)
        or (is_word and len(item) > _LEAST)
        or is_surname_alone(text, Span(span.start, span.start + 1))
    )
