"""Names: finding them among the words of the segmenter, merging their words, and their kinds.

1. The tagger labels the words.
2. Labelled words that only form a word as a name are merged: 碑 | 记 -> 碑记, 李 | 杰 -> 李杰,
   周 | 化人 -> 周化人. Abbreviations remain separate words: 沪 | 汉 | 蓉.
3. The context of a name, and its characters, determine its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from generator.language.characters import IS_HAN
from generator.language.names.candidates import AFTER_POSTURES, AMOUNT, POSTURES
from generator.language.names.chinese_names import EVERYDAY_COST, begins_with_ruler
from generator.language.names.context import (
    DOTS,
    NEVER_GIVEN,
    PERSONAL_TITLES,
    SPEECH_WORDS,
    TITLES,
    has_context_cue,
    is_wish,
)
from generator.language.names.familiar_names import is_staged
from generator.language.names.japanese_names import japanese_surname
from generator.language.names.kinds import (
    ABBREVIATIONS,
    LONG_ORGANISATION_TYPES,
    LONG_PLACE_TYPES,
    OFFICES,
    ORGANISATION_TYPES,
    PLACE_TYPES,
    VERBAL_TYPES,
    is_plain_person,
    is_section,
    is_surname_alone,
    is_transcribed,
    name_kind,
)
from generator.language.names.merging import (
    RARE_COST,
    includes_next,
    label_transcriptions,
    merge_ranges,
    words_of_given_name,
)
from generator.language.names.tables import is_surname, known_names, listed_names, reviewed_names
from generator.language.names.tagger import NameTagger, Token, load_name_tagger
from generator.language.numerals import NUMERALS
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words, neighbours
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span, Word, WordKind

_DOT = lazy_pattern(f"[{DOTS}]")

_TYPES = PLACE_TYPES | LONG_PLACE_TYPES | (ORGANISATION_TYPES - {"党"}) | LONG_ORGANISATION_TYPES


class FoundName(Struct, frozen=True, gc=False):
    """A word that is a name, with its kind."""

    span: Span
    kind: NameKind


def find_names(
    text: str,
    words: Sequence[Word],
    candidate_kinds: Mapping[Span, NameKind],
    fixed: Collection[Span] = (),
    tagger: NameTagger | None = None,
    forms: Sequence[str] | None = None,
    sure: Collection[Span] = (),
) -> tuple[Sequence[Word], list[FoundName]]:
    """Return the words of simplified `text`, with names merged, and the names.

    `candidate_kinds` has the name candidates in the lattice; `fixed` words are never merged;
    `forms` are the texts of the words, if they are known; the words at `sure` are whole names,
    whatever the tagger says. The words are the same object if none of
    them could be a name.
    """
    if forms is None:
        forms = [word.span.of(text) for word in words]
    candidates = _candidates(words, forms, candidate_kinds) if candidate_kinds else ()
    tagger = tagger or load_name_tagger()
    labels = tagger.tag_words(forms, candidates)
    is_plain = _TITLED.isdisjoint(forms) and "姓" not in forms and "方" not in forms
    if not (candidates or sure) and True not in labels and is_plain:
        return words, []
    for at, word in enumerate(forms):
        is_candidate = at in candidates
        if sure and words[at].span in sure:
            labels[at] = True
            continue
        if not (is_candidate or labels[at]):
            labels[at] = word in _TITLED and _is_titled(text, words, forms, at)
            continue
        if is_candidate and (
            _DOT.search(word)
            or not IS_HAN.match(word[-1])
            or (len(word) == 3 and has_context_cue(text, words[at].span))
            or japanese_surname(word)
            or (len(word) == 2 and word[0] in "小阿" and is_staged(text, words[at].span.start))
            or _is_firm(word, candidate_kinds[words[at].span])
            or (candidate_kinds[words[at].span] is NameKind.PERSON and is_plain_person(word))
        ):
            labels[at] = True  # a dot is proof of a name, like 教授 before 曹汉成, or Q in 阿Q
        elif labels[at] and not _may_be_name(text, words, at, labels):
            labels[at] = False  # 阿公 | 说
        elif labels[at] and at and word in PERSONAL_TITLES and is_surname(forms[at - 1]):
            labels[at] = False  # 孙 | 婆子
        elif labels[at] and at and word in PLACE_TYPES and len(forms[at - 1]) > 1:
            labels[at] = False  # 河北 | 省: the type of the place, not its name
        elif labels[at] and at > 1 and word in _TOWNS and all(labels[at - 2 : at]):
            labels[at] = False  # 黄 | 姚 | 镇
        elif labels[at] and begins_with_ruler(
            text[words[at].span.start : words[at].span.start + 3]
        ):
            labels[at] = False  # 琅琊 | 王 | 司马德文
        elif labels[at] and len(word) > 1 and _NUMERAL_CHARS.issuperset(word):
            labels[at] = False  # 三十六八 | 村
    if not any(labels) and "姓" not in forms and "方" not in forms:
        return list(words), []
    _remove_labels(text, words, labels)
    _label_states(forms, labels)
    for at in candidates:
        if at and labels[at] and len(forms[at - 1]) == 1 and is_plain_person(forms[at]):
            labels[at - 1] &= forms[at - 1] in ABBREVIATIONS  # 新 | 血 | 黄宗泽
    if sure:
        labels = [label or word.span in sure for label, word in zip(labels, words, strict=True)]
    label_transcriptions(words, forms, labels)
    for at, form in enumerate(forms):
        if form == "姓" and at and is_surname_alone(text, words[at - 1].span):
            labels[at - 1], labels[at] = True, False
    if sure:
        fixed = {*fixed, *sure}
    out: list[Word] = []
    found: list[FoundName] = []
    at = 0
    while at < len(words):
        if not labels[at]:
            out.append(words[at])
            at += 1
            continue
        end = at + 1
        while end < len(words) and labels[end]:
            end += 1
        if words[end - 1].span in sure:
            pass  # the whole text shows where it ends
        elif includes_next(text, words, range(at, end), candidate_kinds):
            margin = tagger.margins([(form, i in candidates) for i, form in enumerate(forms)])[end]
            end += margin is None or margin >= _HARDLY_NAME
        elif end == at + 1 and (given := words_of_given_name(text, words, at, candidate_kinds)):
            margin = tagger.margins([(form, i in candidates) for i, form in enumerate(forms)])[at]
            if margin is not None and margin >= _SURE_SURNAME:
                end += given
        for start, stop in merge_ranges(text, forms, words, range(at, end), fixed, candidate_kinds):
            span = Span(words[start].span.start, words[stop - 1].span.end)
            if span not in sure and _is_unknown_noun(text, span, candidate_kinds):
                out += words[start:stop]
                continue
            out.append(words[start] if stop - start == 1 else Word(span, WordKind.HAN))
            is_part = stop < end and len(span) > 1
            if span in sure:
                kind = candidate_kinds.get(span) or name_kind(text, span, None)
                found.append(FoundName(span, kind))
            elif span.of(text) not in known_names() and (is_part or _is_plausible(text, span)):
                found.append(FoundName(span, name_kind(text, span, candidate_kinds.get(span))))
        at = end
    return out, found


def _is_firm(word: str, kind: NameKind) -> bool:
    """Whether a candidate is one only because the kind of a firm is after it: 瑞丰 | 科技."""
    return kind is NameKind.ORGANISATION is not listed_names().get(word)


def _is_titled(text: str, words: Sequence[Word], forms: Sequence[str], at: int) -> bool:
    """Whether one of these surnames is before a title, whatever it is elsewhere: 高 | 经理."""
    if at + 1 == len(forms):
        return False
    if forms[at + 1] not in TITLES and forms[at + 1] not in _WORD_TITLES:
        return False
    last = text[words[at].span.start - 1 : words[at].span.start]
    return not last.isalnum() or last in _BEFORE_TITLED


def _label_states(forms: Sequence[str], labels: list[bool]) -> None:
    """Label, in place, the abbreviations of states that parties have: 美 | 方, 中 | 美 | 关系."""
    for at, form in enumerate(forms):
        if form in _STATES and not labels[at]:
            is_party = at + 1 < len(forms) and forms[at + 1] == "方"
            labels[at] = is_party or (at > 0 and forms[at - 1] == "中" and labels[at - 1])


_BEFORE_SURNAMES = frozenset("老小")
_ADDRESSED = read_groups("orthography/joined_words.tsv")["surname"]
"""Surnames that people are called by after 老 and 小."""
_TOWNS = frozenset("镇乡县")
"""The smaller divisions of a country."""
_NUMERAL_CHARS = frozenset(NUMERALS)
_ORDINALS = frozenset("一二三四五六七八九十百几")
_STATES = frozenset("美俄英法德日韩朝乌印越菲澳伊巴")
"""Abbreviations of states that are no words of their own before 方 and after 中."""


@cache
def _no_names() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the beginnings, and a pattern, of the reviewed words that are no names.

    Most have two characters in their beginning, and some are one.
    """
    words = [word for word, kind in reviewed_names().items() if kind is None]
    beginnings = frozenset(word[:2] for word in words)
    return beginnings, re.compile("|".join(sorted(words, key=len, reverse=True)))


def _remove_labels(text: str, words: Sequence[Word], labels: list[bool]) -> None:
    """Remove, in place, the labels of words that are not names, also in parts: 麦 | 田, 田 | 田."""
    beginnings, no_names = _no_names()
    may_have_any = not beginnings.isdisjoint(chain(neighbours(text), text))
    for found in no_names.finditer(text) if may_have_any else ():
        since = bisect_right(words, found.start(), key=lambda one: one.span.end)
        until = bisect_left(words, found.end(), key=lambda one: one.span.start)
        if until - since > 1 or words[since].span == Span(*found.span()):  # not 新桥, for 新
            labels[since:until] = [False] * (until - since)
    for at in range(2, len(labels)):
        before, surname = words[at - 2].span.of(text), words[at - 1].span.of(text)
        if before in _BEFORE_SURNAMES and surname in _ADDRESSED and len(words[at].span) == 1:
            labels[at] = False  # 老 | 陈 | 正 | 要
    for at, is_labelled in enumerate(labels):
        if not is_labelled or at == 0 or not labels[at - 1]:
            continue
        first, second = words[at - 1].span.of(text), words[at].span.of(text)
        everyday = dictionary_words().cost(first, EVERYDAY_COST) < EVERYDAY_COST
        beside = [*labels[max(0, at - 2) : at - 1], *labels[at + 1 : at + 2]]
        if first == second and everyday and not any(beside):  # not 陈圆圆
            labels[at - 1] = labels[at] = False
        elif second in VERBAL_TYPES and is_surname(first[0]):
            labels[at] = len(first) == 1  # 张伟 | 会


def _may_be_name(text: str, words: Sequence[Word], at: int, labels: list[bool]) -> bool:
    """Whether a dictionary word that is not listed as a name may be one here: 国安 | 队."""
    span = words[at].span
    word, next_one = span.of(text), text[span.end : span.end + 1]
    if word in POSTURES and next_one in AFTER_POSTURES:
        return False  # 老 | 王 | 蹲 | 在 | 门口
    if len(word) == 2 and word[0] == word[1] and word_classes().get(word[0], "")[:1] == "v":
        return False  # 听听 | 寺 | 里 | 的 | 钟声
    if AMOUNT.match(text, span.start):
        return False  # 好评率 | 高达 | 99%
    if word in _STREET_TRADES and next_one == "街":
        return False  # 小吃 | 街
    if word[0] == "第" and word[1:2] in _ORDINALS:
        return False  # 第三 | 镇, but 第聂伯 | 河
    if len(word) == 1 or word not in dictionary_words() or word in known_names():
        return True
    if len(word) > 3:
        return False  # 一望无际
    beside = labels[max(0, at - 1) : at] + labels[at + 1 : at + 2]
    if dictionary_words().cost(word, EVERYDAY_COST) < EVERYDAY_COST or word[-1] in NEVER_GIVEN:
        beside = []  # 全国 | 政协, 唐山 | 武馆
    after = {text[span.end : span.end + size] for size in (1, 2, 3)}
    return any(beside) or bool(after & _TYPES)


_HARDLY_NAME = -8
"""The score below which the character after a name of two is a word: 曹操 | 命."""
_SURE_SURNAME = 9
"""The score from which a lone surname is that of a person who is named in full."""
_COMMON_COST = 400
"""The cost in centibels below which a character is primarily a word: 老 in 老街."""


_WORDS = read_groups("names/name_words.tsv")
_AFTER_SURNAMES = TITLES | SPEECH_WORDS
_STREET_TRADES = _WORDS["street-trade"]
_NEVER_ENDS = NEVER_GIVEN - _WORDS["sometimes-given"]
_TITLED, _BEFORE_TITLED = _WORDS["titled-surname"], _WORDS["before-titled"]
"""Surnames that before a title are no words of their own, and the characters before them."""
_WORD_TITLES = _WORDS["word-title"]
"""Titles that are more often other words."""
_ALSO_WORDS = _WORDS["abbreviation-or-word"]
"""Abbreviations that are more often words of their own: 加 | 盐, 三 | 周."""
_TYPES_AFTER_ONE = _WORDS["type-after-one"]
_NO_NAMES = frozenset("vqdpcmr")
"""The classes of verbs, measure words and function words: 移 | 山, 几 | 根 | 山 | 铜线."""
_BESIDE_LANDFORMS = _WORDS["before-landform"]
"""Verbs and adjectives before a river or a mountain: 沿 | 江, 依 | 山, 浅 | 河."""
_BESIDE_ABBREVIATION = (ABBREVIATIONS - {"以"}) | PLACE_TYPES | _WORDS["beside-abbreviation"]


def _is_abbreviated(text: str, span: Span) -> bool:
    """Whether the characters beside one show that it abbreviates a name: 中 | 美, 清 | 光绪."""
    beside = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (
        any(char in _BESIDE_ABBREVIATION for char in beside if char)
        or text[span.end : span.end + 2] in known_names()
        or any(text[span.end : span.end + size] in OFFICES for size in (2, 3))
    )


_AFTER_SHANG = frozenset("代朝王周汤纣族灭军")
"""What shows that 商 is the dynasty."""
_DEGREES = frozenset("太很好真最更挺极超多够甚")
_AFTER_ADJECTIVES = frozenset("的了得极")
_BEFORE_COUNTRIES = _BESIDE_ABBREVIATION | frozenset("对在抵离援侵反亲旅留")


def _is_unknown_noun(text: str, span: Span, candidate_kinds: Mapping[Span, NameKind]) -> bool:
    """Whether what seems a person can only be a noun that no list has: 庑殿顶, 熊爪."""
    word = span.of(text)
    if len(word) not in (2, 3) or word[-1] not in _NEVER_ENDS or span in candidate_kinds:
        return False
    if word in reviewed_names() or word in listed_names() or word in known_names():
        return False
    return name_kind(text, span, None) is NameKind.PERSON and not is_transcribed(word)


_OF_SPECIES = frozenset("科属")
"""Characters after the names of families and genera of plants and animals."""


def _is_plausible(text: str, span: Span) -> bool:
    """Whether a name is plausible: a single character needs a context that supports it."""
    if text[span.end : span.end + 1] in _OF_SPECIES:
        return False  # 莲叶 | 桐科
    if len(span) > 1:
        return True
    if text[span.start] == "美" and text[span.start - 1 : span.start] in _DEGREES:
        return False  # 不要太美哦
    if text[span.start] == "美" and text[span.end : span.end + 1] in _AFTER_ADJECTIVES:
        return text[span.start - 1 : span.start] in _BEFORE_COUNTRIES  # not 自然美的
    if text[span.start] == "商" and text[span.end : span.end + 1] not in _AFTER_SHANG:
        return False  # 港澳台 | 商
    if text[span.start] in ABBREVIATIONS:
        return text[span.start] not in _ALSO_WORDS or _is_abbreviated(text, span)
    if text[span.end : span.end + 1] == text[span.start]:
        return False  # 骑兵师 | 师长
    if is_section(text, span.start) or is_wish(text, span):
        return False
    if is_surname(text[span.start]):
        if text[span.start] in _TITLED and text[span.end : span.end + 2] in _WORD_TITLES:
            return True
        return is_surname_alone(text, span) or any(
            text[span.end : span.end + size] in _AFTER_SURNAMES for size in (1, 2, 3)
        )
    common = dictionary_words().costs.get(text[span.start], RARE_COST) < _COMMON_COST
    is_verbal = word_classes().get(text[span.start], "")[:1] in _NO_NAMES
    is_other = text[span.start] in _BESIDE_LANDFORMS or is_verbal
    return text[span.end : span.end + 1] in _TYPES_AFTER_ONE and not common and not is_other


def to_tokens(
    text: str, words: Sequence[Word], candidate_kinds: Mapping[Span, NameKind]
) -> list[Token]:
    """Return the words as tokens for the tagger."""
    forms = [word.span.of(text) for word in words]
    candidates = _candidates(words, forms, candidate_kinds)
    return [(form, at in candidates) for at, form in enumerate(forms)]


def _candidates(
    words: Sequence[Word], forms: Sequence[str], candidate_kinds: Mapping[Span, NameKind]
) -> Collection[int]:
    """Return the indices of the words that are only name candidates, not dictionary words."""
    known = dictionary_words()
    return [
        at
        for at, form in enumerate(forms)
        # A candidate has two characters or more.
        if len(form) > 1 and words[at].span in candidate_kinds and form not in known
    ]
