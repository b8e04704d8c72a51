"""Names in lists: what stands in one is of the kind of the others.

    里夫斯、博索纳罗、米莱        a person like both beside it, not a place
    张珩、傅熹年等              a person up to the end of its place in the list
    源码资本、愉悦资本           a body, like the one beside it, by the word for what it is

A name that a table has, and one that the author or the site tells, keeps its kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from generator.annotate.name_kinds import is_of_office
from generator.language.characters import HAN
from generator.language.names.kinds import is_surname_alone
from generator.language.names.tables import is_surname, known_names, reviewed_names
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import Block, Name, NameKind, Origin, Span
from generator.spans import Spans

_WORDS = read_groups("names/name_words.tsv")
_SEPARATORS = frozenset(("、", "和", "与", "及", "以及"))
_LEAST, _TIMES = 2, 2
"""The least number of names that agree, and how many of them there are for each other one."""
_START, _END = attrgetter("span.start"), attrgetter("span.end")
_LIST = lazy_pattern(f"[{HAN}·]{{2,14}}(?:、[{HAN}·]{{2,14}})+")
_ITEM = lazy_pattern(f"[{HAN}·]+")
_ENDS_OF_LAST = lazy_pattern(
    "等|[两三四五六七八九十][地省市县区州国家校人位]|[和与及](?=[^和与及]{2,})"
)
"""What ends the last item before a pause: 等, their number, or the word before one more item."""
_LONGEST_PERSON, _LONGEST = 3, 9
_PERSON_CLASSES = frozenset(("nr", "x", "nz"))
_ENDINGS = {
    NameKind.ORGANISATION: _WORDS["listed-body"],
    NameKind.PLACE: _WORDS["listed-place"],
    NameKind.OTHER: _WORDS["listed-event"],
}
"""The ends of names by their kinds, which show them in a list of others of the kind."""
_PLACES_OR_WORDS = _WORDS["listed-place-or-word"] | {
    pair.partition("-")[2] for pair in _WORDS["county-or-word"]
}
"""Words that are places in a list of those: 晋江、石狮、南安."""
_NO_NAMES = tuple(_WORDS["describes-body"] | _WORDS["describes-trade"] | _WORDS["describes-site"])
"""Words that tell what a thing is like rather than which it is: 大型 | 银行."""
_PARTICLES = frozenset("的是在有由以为将把被对从向到于了过着他她它这那其及与和或大小")
"""Characters that names in lists hardly have."""


def with_listed_names(block: Block, names: Sequence[Name], stated: Spans) -> Sequence[Name]:
    """Return the names of a block, with the kinds and the extents that their lists tell."""
    if "、" not in block.simplified:
        return names
    items = _items(block.simplified)
    while (found := _with_items(block, names, stated, items)) is not names:
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


_Item = tuple[Span, Span | None, Span | None]
"""The place of an item of a list, and those of the items beside it."""


def _items(text: str) -> Sequence[_Item]:
    """Return the items of lists whose ends are sure, with those beside them."""
    found: list[_Item] = []
    for match in _LIST.finditer(text):
        spans = [Span(*one.span()) for one in _ITEM.finditer(text, *match.span())]
        if end := _ENDS_OF_LAST.search(text, spans[-1].start + 2, spans[-1].end):
            spans[-1] = Span(spans[-1].start, end.start())
        beside = [None, *spans, None]
        found += [
            (span, beside[at], beside[at + 2])
            for at, span in enumerate(spans)
            if at or not text[span.start - 1 : span.start].isalnum()
        ]
    return found


def _with_items(
    block: Block, names: Sequence[Name], stated: Spans, items: Sequence[_Item]
) -> Sequence[Name]:
    """Return the names of a block, with whole items of lists that are like those beside them."""
    text, found = block.simplified, list[Name]()
    starts = {name.span.start: name for name in names}
    ends = {name.span.end: name for name in names}
    for span, before, after in items:
        left = ends.get(before.end) if before else None
        right = starts.get(after.start) if after else None
        kind = _kind_of_item(text, span, left, right, names)
        old = starts.get(span.start)
        is_found = old is not None and old.span == span and old.kind is kind
        if kind is None or is_found or not _is_of_words(block, span) or stated.overlap(span):
            continue
        found.append(Name(span, kind, Origin.RULE))
    if not found:
        return names
    taken = Spans([name.span for name in found])
    return sorted([*found, *(n for n in names if not taken.overlap(n.span))], key=_START)


def _kind_of_item(
    text: str, span: Span, left: Name | None, right: Name | None, names: Sequence[Name]
) -> NameKind | None:
    """Return the kind that an item has by those beside it and by its own characters."""
    item = span.of(text)
    kinds = {name.kind for name in (left, right) if name is not None}
    if kinds == {NameKind.PERSON} and _LEAST <= len(item) <= _LONGEST_PERSON:
        is_between = left is not None and right is not None
        is_last = text[span.end : span.end + 1] == "等" and _has_two_before(names, span, text)
        is_unknown = item not in dictionary_words() and _PARTICLES.isdisjoint(item)
        is_like = is_surname(item[0]) or (is_between and is_unknown)
        if (is_between or is_last) and is_like and not _is_no_person(text, span):
            return NameKind.PERSON
    if kinds == {NameKind.PLACE} and item in _PLACES_OR_WORDS:
        return NameKind.PLACE
    if len(kinds) == 1 and len(item) <= _LONGEST and item not in dictionary_words():
        (kind,) = kinds
        endings = _ENDINGS.get(kind, frozenset())
        sizes = [size for size in (4, 3, 2, 1) if item[-size:] in endings and len(item) > size + 1]
        is_new = not any(n.span.overlaps(span) and n.span.end >= span.end for n in names)
        is_plain = _PARTICLES.isdisjoint(item) and not item.startswith(_NO_NAMES)
        if sizes and is_new and is_plain:
            return kind
    return None


def _is_of_words(block: Block, span: Span) -> bool:
    """Whether words begin and end where a span does."""
    words = block.layers.words
    first = bisect_left(words, span.start, key=_START)
    last = bisect_left(words, span.end, key=_END)
    return (
        last < len(words)
        and words[first].span.start == span.start
        and words[last].span.end == span.end
    )


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
