"""Names as wholes, with all their words.

The names stage finds words that are names. Here a name takes the words for what it is
(静安寺 | 路), a foreign person's given name the family name (约翰 | 卡博特), and a newspaper the
rest of its title. An ordinary word is a name before some kinds of things (皇冠 | 出版社). Names of
ordinary words are listed (动力 | 火车).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from operator import attrgetter

from generator.annotate.document import Document, with_layer
from generator.language.names.compound_names import compound_names
from generator.language.names.extent import (
    AFTER_COMPOUNDS,
    BRANCHES,
    DIRECTED_ROADS,
    MAX_FOLLOWING,
    MAY_FOLLOW,
    NAMED_BY_WORDS,
    STATE_PREFIXES,
    end_of_state_body,
    extend_name,
    is_foreign_state,
    kind_with_word,
)
from generator.language.names.firm_words import firm_words, firms_throughout, may_have_firms
from generator.language.names.kinds import is_transcribed
from generator.language.words.word_classes import word_classes
from generator.model import Block, Name, NameKind, Origin, Span
from generator.spans import Spans


def with_whole_names(document: Document) -> Document:
    """Extend the names over the words for what they are, unless the author or the site set them."""

    firms = _firms_of_words(document)

    def names_of(block: Block, texts: Sequence[str]) -> Sequence[Name]:
        words, stated = block.layers.words, _stated(block)
        names = _joined_persons(_with_titles(block, stated), block.simplified)
        if may_have_firms(block.simplified):
            names = _with_firms(block, names, texts, stated, firms)
        names = _with_compounds(block, names, texts, stated)
        if not STATE_PREFIXES.isdisjoint(texts):
            names = _with_state_bodies(block, names, texts, stated)
        if not NAMED_BY_WORDS.isdisjoint(texts):
            names = _with_named_by_words(block, names, texts, stated)
        if not names or MAY_FOLLOW.isdisjoint(texts):
            return names
        has_branch = not BRANCHES.isdisjoint(texts)
        done: list[Name] = []
        for name in names:
            if done and name.span.start < done[-1].span.end:
                continue
            if name.origin in _FOUND:
                after = bisect_left(words, name.span.end, key=_START)
                parts = [name.span.of(block.simplified), *texts[after : after + MAX_FOLLOWING]]
                extended = extend_name(parts, 0, name.kind) if len(parts) > 1 else None
                if extended is not None:
                    end, kind = extended
                    span = Span(name.span.start, words[after + end - 2].span.end)
                    if not stated.overlap(Span(name.span.end, span.end)):
                        done.append(Name(span, kind, name.origin))
                        continue
            done.append(name)
        return _with_branches(block, done, texts, stated) if has_branch else done

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


def _with_branches(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans
) -> Sequence[Name]:
    """Join the name of a body, a place, and the word for its part there."""
    words, done = block.layers.words, list[Name]()
    for name in names:
        last = done[-1] if done else None
        after = bisect_left(words, name.span.end, key=_START)
        if (
            last is not None
            and last.kind is NameKind.ORGANISATION
            and name.kind in _OF_BRANCHES
            and last.span.end == name.span.start
            and after < len(words)
            and texts[after] in BRANCHES
            and not stated.overlap(whole := Span(last.span.start, words[after].span.end))
        ):
            done[-1] = Name(whole, NameKind.ORGANISATION, Origin.RULE)
        else:
            done.append(name)
    return done


_OF_BRANCHES = frozenset((NameKind.PLACE, NameKind.PERSON))
"""The kinds of names before the word for a branch: a person may be a place by chance, 奥斯汀."""

_FOUND = frozenset((Origin.MODEL, Origin.DICTIONARY))


_SHORT = 2
"""The length of the names of firms that are hardly longer names of others."""


def _firms_of_words(document: Document) -> Set[str]:
    """Return the common words that a document shows to be firms: 阿里 beside 阿里巴巴, too."""
    found = {
        name.span.of(block.simplified)[:size]
        for block in document.blocks
        for name in block.layers.names
        if name.kind is NameKind.ORGANISATION and len(name.span) > _SHORT
        for size in (2, 3)
        if block.simplified[name.span.end - 1] != "报"  # 苹果日报
    }
    for block, texts in zip(document.blocks, document.texts, strict=True):
        if may_have_firms(block.simplified):
            places = firm_words(texts, _words_of_firms(block.layers.names, block))
            found.update("".join(texts[start:end]) for start, end in places)
    return found


def _words_of_firms(names: Sequence[Name], block: Block) -> Set[int]:
    """Return the indices of the words in names of organisations."""
    words, found = block.layers.words, set[int]()
    for name in names:
        if name.kind is NameKind.ORGANISATION:
            first = bisect_left(words, name.span.start, key=_START)
            found.update(range(first, bisect_left(words, name.span.end, key=_END) + 1))
    return found


def _with_firms(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans, known: Set[str]
) -> Sequence[Name]:
    """Return the names of a block, with those of firms that are called by common words."""
    words = block.layers.words
    places = firm_words(texts, _words_of_firms(names, block)) | firms_throughout(texts, known)
    spans = {Span(words[start].span.start, words[end - 1].span.end) for start, end in places}
    others = Spans([name.span for name in names if name.span not in spans])
    found = {span for span in spans if not stated.overlap(span) and not others.overlap(span)}
    new = [Name(span, NameKind.ORGANISATION, Origin.MODEL) for span in found]
    return sorted([*new, *(name for name in names if name.span not in found)], key=_START)


def _with_compounds(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans
) -> Sequence[Name]:
    """Return the names of a block, with those of several words that are listed."""
    text, words, found = block.simplified, block.layers.words, []
    for place, kind in compound_names(text):
        first = bisect_left(words, place.start, key=_START)
        last = bisect_left(words, place.end, key=_END)
        is_whole = first <= last < len(words) and (
            words[first].span.start == place.start and words[last].span.end == place.end
        )
        is_title = text[place.start - 1 : place.start] + text[place.end : place.end + 1] == "《》"
        if not is_whole or is_title or stated.overlap(place):
            continue
        end, after = place.end, texts[last + 1] if last + 1 < len(words) else ""
        if kind is NameKind.ORGANISATION and after in AFTER_COMPOUNDS:
            end += len(after)  # 金州 | 勇士 | 队
        found.append(Name(Span(place.start, end), kind, Origin.RULE))
    if not found:
        return names
    taken = Spans([name.span for name in found])
    return sorted([*found, *(n for n in names if not taken.overlap(n.span))], key=_START)


def _with_named_by_words(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans
) -> Sequence[Name]:
    """Return the names of a block, with those of an ordinary word and a kind of thing."""
    words, found = block.layers.words, []
    names = [name for name in names if name.span.of(block.simplified) not in DIRECTED_ROADS]
    taken = Spans([name.span for name in names])
    for at, text in enumerate(texts):
        if text not in NAMED_BY_WORDS or at == 0:
            continue
        before, after = texts[at - 2] if at > 1 else "", "".join(texts[at + 1 : at + 2])
        kind = kind_with_word(texts[at - 1], text, before, after)
        is_body = at > 1 and texts[at - 2][-1] in "局署"  # 警察局 | 布袋 | 分局
        if kind and at > 1 and word_classes().get(texts[at - 2], "x")[0] == "n" and not is_body:
            continue  # 第一 | 巴士 | 服务 | 有限公司
        span = Span(words[at - 1].span.start, words[at].span.end)
        if kind and not taken.overlap(span) and not stated.overlap(span):
            found.append(Name(span, kind, Origin.RULE))
    return sorted([*names, *found], key=_START) if found else names


def _with_state_bodies(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans
) -> Sequence[Name]:
    """Return the names of a block, with those of bodies of the state: 国家 | 体育 | 总局."""
    words, found = block.layers.words, []
    for at, text in enumerate(texts):
        end = end_of_state_body(texts, at) if text in STATE_PREFIXES else None
        if end is not None:
            first = at - (at > 0 and is_foreign_state(texts[at - 1]))  # 法国 | 国家 | 图书馆
            span = Span(words[first].span.start, words[end - 1].span.end)
            if not stated.overlap(span):
                found.append(Name(span, NameKind.ORGANISATION, Origin.RULE))
    if not found:
        return names
    taken = Spans([name.span for name in found])
    return sorted([*found, *(n for n in names if not taken.overlap(n.span))], key=_START)


def _joined_persons(names: Sequence[Name], text: str) -> Sequence[Name]:
    """Join the given name and the family name of a foreign person: 约翰 | 卡博特."""
    done: list[Name] = []
    is_joined = False  # what has been joined is not read again: it may be long
    for name in names:
        last = done[-1] if done else None
        if (
            last is not None
            and last.span.end == name.span.start
            and _may_be_one_person(last, name)
            and Origin.MODEL in (last.origin, name.origin)
            and {last.origin, name.origin} <= {Origin.MODEL, Origin.DICTIONARY}
            and (is_joined or _may_join(last.span, text))
            and _may_join(name.span, text)
        ):
            is_joined = True
            done[-1] = Name(Span(last.span.start, name.span.end), NameKind.PERSON, Origin.MODEL)
        else:
            is_joined = False
            done.append(name)
    return done


def _may_be_one_person(first: Name, second: Name) -> bool:
    """Whether the kinds of two names allow them to be one person's; a new name may be mistaken."""
    kinds = {name.kind for name in (first, second)}
    places = [name for name in (first, second) if name.kind is not NameKind.PERSON]
    return NameKind.PERSON in kinds and all(
        name.kind is NameKind.PLACE and name.origin is Origin.MODEL for name in places
    )


def _may_join(span: Span, text: str) -> bool:
    return len(span) > 1 and is_transcribed(span.of(text))


def _with_titles(block: Block, stated: Spans) -> Sequence[Name]:
    """Return the names of a block, with titles in 《》 whole.

    These are those of newspapers and magazines, and short ones with a name that the model found: so
    rare a word (桂苑 in 《桂苑丛谈》) is hardly a person or a place by itself.
    """
    names, text = block.layers.names, block.simplified
    if "《" not in text:
        return names
    found = {Span(*match.span(1)): NameKind.ORGANISATION for match in _PERIODICAL.finditer(text)}
    models = Spans([name.span for name in names if name.origin is Origin.MODEL])
    for match in _SHORT_TITLE.finditer(text):
        title = Span(*match.span(1))
        if models.overlap(title):
            found.setdefault(title, NameKind.OTHER)
    if not found:
        return names
    titles = Spans(found)
    kept = [n for n in names if n.origin is Origin.AUTHOR or not titles.overlap(n.span)]
    taken = Spans([name.span for name in kept])
    kept += [
        Name(span, kind, Origin.RULE)
        for span, kind in found.items()
        if not taken.overlap(span) and not stated.overlap(span)
    ]
    return sorted(kept, key=_START)


_PERIODICAL = re.compile(
    "《([^《》，。]{1,9}(?:(?<![海简公喜捷情战简])报|新闻|[月周季期]刊|杂志))》"
)

_SHORT_TITLE = re.compile("《([^《》，。、：·]{2,6})》")

_START, _END = attrgetter("span.start"), attrgetter("span.end")


def _stated(block: Block) -> Spans:
    """Return the words of which the author or the site says something."""
    by_author = [mark.span for mark in block.marks]
    return Spans([*by_author, *(use.span for use in block.layers.terms)])
