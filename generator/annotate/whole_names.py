"""Names as wholes, with all their words.

The names stage finds words that are names. Here a name takes the words for what it is
(静安寺 | 路), a foreign person's given name the family name (约翰 | 卡博特), and a newspaper the
rest of its title. An ordinary word is a name before some kinds of things (皇冠 | 出版社). Names of
ordinary words are listed (动力 | 火车).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from generator.annotate.common_word_names import (
    firms_of_words,
    may_have_common_words,
    with_common_words,
)
from generator.annotate.document import Document, with_layer
from generator.annotate.listed_names import with_listed_names
from generator.language.characters import HAN
from generator.language.names.compound_names import compound_names
from generator.language.names.extent import (
    AFTER_COMPOUNDS,
    BRANCHES,
    MAX_FOLLOWING,
    MAY_FOLLOW,
    STATE_PREFIXES,
    end_of_state_body,
    extend_name,
    is_country,
    is_foreign_state,
)
from generator.language.names.formal_names import FORMAL_ENDS, formal_names
from generator.language.names.kinds import is_transcribed
from generator.language.names.named_by_words import DIRECTED_ROADS, NAMED_BY_WORDS, kind_with_word
from generator.language.names.type_words import join_types, may_have_types
from generator.language.words.word_classes import word_classes
from generator.lazy_patterns import lazy_pattern
from generator.model import Block, Name, NameKind, Origin, Span
from generator.spans import Spans


def with_whole_names(document: Document) -> Document:
    """Extend the names over the words for what they are, unless the author or the site set them."""

    firms = firms_of_words(document)

    def names_of(block: Block, texts: Sequence[str]) -> Sequence[Name]:
        words, stated = block.layers.words, _stated(block)
        names = _joined_persons(_with_titles(block, stated), block.simplified)
        has_common_words = may_have_common_words(texts)
        if has_common_words:
            names = with_common_words(block, names, texts, stated, firms)
        names = _with_compounds(block, names, texts, stated)
        if not FORMAL_ENDS.isdisjoint(texts):
            names = _with_formal_names(block, names, texts, stated)
        if has_common_words:
            names = with_common_words(block, names, texts, stated, firms)  # 红杉 | 中国、阿里
        if not STATE_PREFIXES.isdisjoint(texts):
            names = _with_state_bodies(block, names, texts, stated)
        if not NAMED_BY_WORDS.isdisjoint(texts):
            names = _with_named_by_words(block, names, texts, stated)
        if not names or (MAY_FOLLOW.isdisjoint(texts) and not may_have_types(block.simplified)):
            return with_listed_names(block, names, stated)
        has_branch = not BRANCHES.isdisjoint(texts)
        done: list[Name] = []
        for name in names:
            if done and name.span.start < done[-1].span.end:
                continue
            if name.origin in _FOUND:
                after = bisect_left(words, name.span.end, key=_START)
                following, counts = join_types(texts[after : after + MAX_FOLLOWING])
                parts = [name.span.of(block.simplified), *following]
                extended = extend_name(parts, 0, name.kind) if following else None
                if extended is not None:
                    end, kind = extended
                    last = after + sum(counts[: end - 1]) - 1
                    span = Span(name.span.start, words[last].span.end)
                    if not stated.overlap(Span(name.span.end, span.end)):
                        done.append(Name(span, kind, name.origin))
                        continue
            done.append(name)
        done = _with_higher_divisions(block, done, stated)
        done = _with_branches(block, done, texts, stated) if has_branch else done
        return with_listed_names(block, done, stated)

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


def _with_formal_names(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans
) -> Sequence[Name]:
    """Return the names of a block, with those of firms in full, police stations and quarters."""
    words, found = block.layers.words, list[Name]()
    for start, end, kind in formal_names(texts):
        span = Span(words[start].span.start, words[end - 1].span.end)
        if not stated.overlap(span):
            found.append(Name(span, kind, Origin.RULE))
    if not found:
        return names
    taken = Spans([name.span for name in found])
    return sorted([*found, *(n for n in names if not taken.overlap(n.span))], key=_START)


def _with_higher_divisions(block: Block, names: Sequence[Name], stated: Spans) -> list[Name]:
    """Join the name of a body with the divisions before it, and those of a body and its parts.

    成都 | 市 | 武侯 | 区 | 人民法院, 县 | 公安局 | 胡集 | 派出所.
    """
    text, done = block.simplified, list[Name]()
    for name in names:
        whole = name.span
        if done and _is_airport(done[-1], whole, text) and not stated.overlap(done[-1].span):
            done[-1] = Name(Span(done[-1].span.start, whole.end), NameKind.PLACE, Origin.RULE)
            continue
        while done and name.kind is NameKind.ORGANISATION:
            last = done[-1]
            joined = Span(last.span.start, whole.end)
            if not _belongs_before(last, whole, text) or stated.overlap(joined):
                break
            whole = joined
            done.pop()
        is_joined = whole != name.span
        if not is_joined and _is_general(name, text):
            continue  # 县 | 教育局
        done.append(Name(whole, NameKind.ORGANISATION, Origin.RULE) if is_joined else name)
    return done


def _is_general(name: Name, text: str) -> bool:
    """Whether an office is that of a division without its name."""
    start, end = name.span.start, name.span.end
    is_office = name.kind is NameKind.ORGANISATION and text[end - 1] in "局厅"
    return is_office and end - start <= _OFFICE and text[start - 1 : start] in _UNNAMED


def _is_airport(city: Name, airport: Span, text: str) -> bool:
    """Whether two names are those of a city and its airport: 西宁 | 曹家堡机场."""
    name = city.span.of(text)
    return (
        city.kind is NameKind.PLACE
        and city.span.end == airport.start
        and text[airport.end - 2 : airport.end] == "机场"
        and _SHORT_NAME <= len(name) <= _LONG_NAME
        and not (is_country(name) or name in _STATES)
    )


_SHORT_NAME, _LONG_NAME = 2, 4
_STATES = frozenset(("加州", "得州", "德州", "佛州", "纽约州"))
"""Places that are hardly ever part of the name of an airport."""

_OFFICE = 3
_UNNAMED = frozenset("县市区省州该某各")
"""What is before an office that is not named: 县 | 教育局."""


def _belongs_before(name: Name, body: Span, text: str) -> bool:
    """Whether a name is that of the division of a body after it, or of what the body is part of."""
    between = text[name.span.end : body.start]
    if name.kind is NameKind.PLACE:
        is_city = not between and _STATION.search(text, body.start, body.end) is not None
        if is_city and not is_country(name.span.of(text)):
            return True  # 福州 | 远洋派出所
        is_division = between in _HIGHER
        return is_division and _OF_DIVISION.match(text, body.start, body.end) is not None
    if name.kind is not NameKind.ORGANISATION:
        return False
    if text[name.span.end - 1] == "学" or text[name.span.end - 2 : name.span.end] == "学院":
        is_part = not between and _PART_OF_ACADEMY.search(text, body.start, body.end) is not None
        return is_part or (between in ("", "附属") and text[body.end - 2 : body.end] in _ATTACHED)
    is_part = not between and text[name.span.end - 1] in _HAVE_PARTS
    return is_part and _PART.search(text, body.start, body.end) is not None


_HIGHER = frozenset(("省", "市", "州", "县", "区", "自治区", "自治州", "地区"))
"""The divisions of which the parts have bodies of their own."""
_OF_DIVISION = lazy_pattern(
    f"(?:[{HAN}]{{1,6}}[市县区旗州].{{0,9}}"
    "(?:法院|检察院|局|厅|政府|派出所|委员会|[县市区]委|大队|支队)|.{2,6}(?:支队|大队))$"
)
"""A body of a division of the country."""
_STATION = re.compile("(?:派出所|医院|中学|小学|幼儿园)$")
"""The ends of what a city before its name belongs to."""
_ATTACHED = frozenset(("医院", "中学", "小学"))
"""What belongs to a university: 复旦大学 | 附属 | 华山医院."""
_PART_OF_ACADEMY = re.compile("(?:学院|研究[所院]|研究中心|实验室)$")
"""The ends of the parts of a university: 剑桥大学 | 三一学院."""
_HAVE_PARTS = frozenset("局府厅队所院行")
_PART = re.compile("(?:分局|派出所|总队|支队|大队|中队|法庭|支行|分行|营业部)$")
"""The ends of bodies that have parts, and of those parts."""


def _with_branches(
    block: Block, names: Sequence[Name], texts: Sequence[str], stated: Spans
) -> list[Name]:
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
        if last is not None and last.span.of(text) in _RANKS and _is_adjacent(last, name):
            done[-1] = name  # 埃米尔 | 塔米姆
            continue
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


def _is_adjacent(first: Name, second: Name) -> bool:
    return first.span.end == second.span.start and second.kind is NameKind.PERSON


_RANKS = frozenset(("埃米尔",))
"""Ranks that are also given names."""


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
        is_named = any(name.span == title for name in names)  # 《德川家康》
        if models.overlap(title) and not is_named:
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


_PERIODICAL = lazy_pattern(
    "《([^《》，。]{1,9}(?:(?<![海简公喜捷情战简])报|新闻|[月周季期]刊|杂志))》"
)

_SHORT_TITLE = re.compile("《([^《》，。、：·]{2,6})》")

_START, _END = attrgetter("span.start"), attrgetter("span.end")


def _stated(block: Block) -> Spans:
    """Return the words of which the author or the site says something."""
    by_author = [mark.span for mark in block.marks]
    return Spans([*by_author, *(use.span for use in block.layers.terms)])
