"""Names that are common words elsewhere: firms (小米), teams (勇士), bands (四分卫) and persons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from operator import attrgetter

from generator.annotate.document import Document, whole_text
from generator.language.names.firm_words import (
    firm_words,
    firms_of_topic,
    firms_throughout,
    may_have_firms,
)
from generator.language.names.group_words import group_words, may_have_groups
from generator.model import Block, Name, NameKind, Origin, Span
from generator.spans import Spans

_START, _END = attrgetter("span.start"), attrgetter("span.end")
_BODIES = frozenset((NameKind.ORGANISATION,))
_MEMBERS = _BODIES | {NameKind.PERSON}
_SHORT = 2
"""The length of the names of firms that are hardly longer names of others."""


def firms_of_words(document: Document) -> Set[str]:
    """Return the common words that a document shows to be firms: 阿里 beside 阿里巴巴, too."""
    found = {
        name.span.of(block.simplified)[:size]
        for block in document.blocks
        for name in block.layers.names
        if name.kind is NameKind.ORGANISATION and len(name.span) > _SHORT
        for size in (2, 3)
        if block.simplified[name.span.end - 1] != "报"  # 苹果日报
    }
    found |= firms_of_topic([block.simplified for block in whole_text(document)])
    for block, texts in zip(document.blocks, document.texts, strict=True):
        if may_have_firms(texts):
            places = firm_words(texts, _words_of(_BODIES, block.layers.names, block))
            found.update("".join(texts[start:end]) for start, end in places)
    return found


def may_have_common_words(texts: Sequence[str]) -> bool:
    """Whether some of the words are those of such names; few blocks have any."""
    return may_have_firms(texts) or may_have_groups(texts)


def with_common_words(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans, firms: Set[str]
) -> Sequence[Name]:
    """Return the names of a block, with those that are common words elsewhere.

    `firms` are the words that mean firms in the whole text; those at `stated` are decided.
    """
    if may_have_firms(texts):
        named = _words_of(_BODIES, names, block)
        places = firm_words(texts, named) | firms_throughout(texts, firms)
        names = _with_places(block, names, dict.fromkeys(places, NameKind.ORGANISATION), stated)
    groups = group_words(block.simplified, texts, _words_of(_MEMBERS, names, block))
    return _with_places(block, names, groups, stated) if groups else names


def _words_of(kinds: Set[NameKind], names: Sequence[Name], block: Block) -> Set[int]:
    """Return the indices of the words in names of some kinds."""
    words, found = block.layers.words, set[int]()
    for name in names:
        if name.kind in kinds:
            first = bisect_left(words, name.span.start, key=_START)
            found.update(range(first, bisect_left(words, name.span.end, key=_END) + 1))
    return found


def _with_places(
    block: Block,
    names: Sequence[Name],
    places: Mapping[tuple[int, int], NameKind],
    stated: Spans,
) -> Sequence[Name]:
    """Return the names of a block, with those at some places of its words."""
    words = block.layers.words
    kinds = {
        Span(words[start].span.start, words[end - 1].span.end): kind
        for (start, end), kind in places.items()
    }
    others = Spans([name.span for name in names if name.span not in kinds])
    found = {span for span in kinds if not stated.overlap(span) and not others.overlap(span)}
    new = [Name(span, kinds[span], Origin.MODEL) for span in found]
    return sorted([*new, *(name for name in names if name.span not in found)], key=_START)
