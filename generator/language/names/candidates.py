"""Name candidates: spans of text that are probably the name of a person or a place.

Names in the dictionary (`data/names/names.tsv`) are words already. For other names, this module
proposes edges for the segmenter's lattice. Names of a list (`data/names/name_list.tsv`) have the
cost of their frequency. Others are scored by a class model (`chinese_names.py`,
`familiar_names.py`, `japanese_names.py`, `transcribed_names.py`): a name costs the rarity of its
class plus the costs of its characters in their roles. 王子涵 thus costs less than 王子 | 涵, but
高水平 costs more than 高 | 水平. Words that go with people (教授, 表示) next to a span lower its
cost (`context.py`). The tagger (`tagger.py`) then judges the candidates on the cheapest path.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from generator.language.characters import HAN
from generator.language.names.chinese_names import chinese_names
from generator.language.names.context import TITLES, NameCandidate
from generator.language.names.familiar_names import familiar_names
from generator.language.names.japanese_names import BEGINNINGS as JAPANESE_BEGINNINGS
from generator.language.names.japanese_names import japanese_names, japanese_surname
from generator.language.names.married_names import married_names
from generator.language.names.tables import FUNCTION_WORDS, listed_words, reviewed_names
from generator.language.names.transcribed_names import transcribed_names
from generator.language.numerals import DIGITS, NUMERALS
from generator.language.tables import read_groups
from generator.language.words.listed_splits import is_in_plain_word
from generator.language.words.word_list import dictionary_words, neighbours
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_WORDS = read_groups("names/name_words.tsv")
POSTURES, AFTER_POSTURES = _WORDS["posture"], _WORDS["after-standing"]
_ACTS = lazy_pattern(
    rf"(?:[{''.join(_WORDS['act'])}]着(?![急火凉迷装])|{'|'.join(_WORDS['series'])}"
    "|[红冷沉黑板绷]着[脸眼声]|白了(?:[我你他她它您]|.{2,4}一眼))"
)
"""What begins with a character that a name before it would take."""
_COLOURS = lazy_pattern("[两二三四五六七八双]色")
"""The end of a list of colours: 红、白 | 三 | 色."""
_SUM = lazy_pattern(rf"三毛(?=[钱币{DIGITS}多])|(?<=[块角元零{DIGITS}])三毛")
"""A sum of money that is called as a writer is."""
AMOUNT = lazy_pattern(f"高[达于至过出][0-9{NUMERALS}约近数]")
"""Words before an amount that are also names: 率 | 高达 | 99%."""
_NUMERAL = lazy_pattern(f"[{NUMERALS}多余几]+(?:点[{DIGITS}]+)?")
_NUMERAL_ENDS = frozenset(f"{NUMERALS}多余几")


_LONG_GIVEN = 3
"""The length of Japanese given names that hardly any other words look like: 诚一郎."""


def find_candidates(text: str) -> Iterator[NameCandidate]:
    """Yield all spans of simplified `text` that may be a name, with their costs."""
    is_plain = _SELDOM_BEGUN.isdisjoint(neighbours(text))  # one look for two lists
    titles = () if is_plain else _find_titles(text)
    reviewed = reviewed_names()
    for candidate in (
        *chinese_names(text),
        *familiar_names(text),
        *(() if is_plain else japanese_names(text)),
        *transcribed_names(text),
        *_listed_candidates(text),
    ):
        span = candidate.span
        start, end = span.start, span.end
        if reviewed.get(text[start : start + 2], candidate) is None:
            surname = japanese_surname(text[start:end])
            if not (surname and len(surname) == end - start - _LONG_GIVEN):
                continue  # 麦田 | 里, but 村上诚一郎
        last = text[end - 1]
        if last in POSTURES and text[end : end + 1] in AFTER_POSTURES:
            continue  # 老王 | 蹲 | 在 | 门口
        if _ACTS.match(text, end - 1):
            continue  # 李敏 | 望 | 着, 莫德里奇 | 连 | 进
        if text[start] == "三" and _SUM.match(text, start):
            continue  # 三 | 毛 | 钱
        if last == "色" and _COLOURS.fullmatch(text, end - 2, end):
            continue  # 白 | 三 | 色
        if last in _NUMERAL_ENDS and _NUMERAL.fullmatch(text, start, end):
            continue
        if not (
            titles and _cuts_title(titles, span, candidate.kind) and text[start:end] not in reviewed
        ):
            yield candidate
    yield from married_names(text)
    yield from _division_names(text)
    yield from _firm_names(text)
    for match in _ESTATE.finditer(text) if "邨" in text else ():
        yield NameCandidate(Span(*match.span(1)), ESTATE_COST, kind=NameKind.PLACE)


_TITLES_BY_LENGTH = tuple(
    (size, frozenset(title for title in TITLES if len(title) == size)) for size in (2, 3)
)
_LONGEST_TITLE = _TITLES_BY_LENGTH[-1][0]
_TITLE_BEGINNINGS = frozenset(title[:2] for _, titles in _TITLES_BY_LENGTH for title in titles)
_SELDOM_BEGUN = _TITLE_BEGINNINGS | JAPANESE_BEGINNINGS
"""The first two characters of titles and of Japanese surnames, which few sentences have."""


def _find_titles(text: str) -> list[tuple[int, int]]:
    """Return the places of titles of two and of three characters in order; they may overlap."""
    pairs = neighbours(text)
    if _TITLE_BEGINNINGS.isdisjoint(pairs):
        return []
    beginnings = [at for at, pair in enumerate(pairs) if pair in _TITLE_BEGINNINGS]
    return [
        (at, at + size)
        for at in beginnings
        for size, titles in _TITLES_BY_LENGTH
        if text[at : at + size] in titles
    ]


def _cuts_title(titles: Sequence[tuple[int, int]], span: Span, kind: NameKind) -> bool:
    """Whether a span includes a title, or a part of one: 大 | 师贤, 庄献世 | 子, 萨主教.

    A Chinese person's name may begin with a title: 王子涵.
    """
    begins = span.start if kind is NameKind.PERSON else -1
    first = bisect_left(titles, (span.start - _LONGEST_TITLE, 0))
    return any(
        span.start < end and (start != begins or end > span.end)
        for start, end in titles[first : bisect_left(titles, (span.end, 0), first)]
    )


ESTATE_COST = 700
"""The cost of the name of a housing estate, whose last character hardly any other word has."""
_ESTATE = lazy_pattern(
    f"(?=((?![在住到从这那该本各每全旧老整此某我你他她佢呢嗰回离由])[{HAN}]{{2}}"
    "(?<![新上下南北东西屋条个座公乡])邨))"
)

DIVISION_COST, DIVISION_CHARACTER_COST = 150, 250
"""The cost of a name between two divisions of a country, and of each of its characters."""

_IN_DIVISION = re.compile(
    f"(?<=[省市县州乡镇])(?=((?:(?![或和及与的在是])[{HAN}]){{1,3}}?)[镇乡村县])"
)


_NEVER_FIRST = FUNCTION_WORDS - frozenset("大小新老")


def _division_names(text: str) -> Iterator[NameCandidate]:
    """Yield what stands between two divisions of a country: 涿鹿 | 县 | 大堡 | 镇."""
    words = dictionary_words()
    for match in _IN_DIVISION.finditer(text):
        span = Span(*match.span(1))
        name = match.group(1)
        if len(span) > 1 and name[0] not in _NEVER_FIRST and name not in words:
            cost = DIVISION_COST + DIVISION_CHARACTER_COST * len(span)
            yield NameCandidate(span, cost, kind=NameKind.PLACE)


FIRM_COST = 650
"""The cost of the name of a firm of two characters."""
_BEFORE_FIRMS = "新和同"
"""Of the characters of firms, those that are often words before one: 新 | 创 | 公司."""


@cache
def _firms() -> re.Pattern[str]:
    """Return a pattern of two characters that firms are called by, before a kind of firm."""
    chars, kinds = "".join(_WORDS["in-firm"]), "|".join(_WORDS["kind-of-firm"])
    first = "".join(_WORDS["in-firm"].difference(_BEFORE_FIRMS))
    return re.compile(f"[{first}](?=[{chars}](?:{kinds}))")


def _firm_names(text: str) -> Iterator[NameCandidate]:
    """Yield what firms are called: 瑞丰 | 科技, 宏远 | 建筑 | 公司, but not 利益 | 集团."""
    words = dictionary_words()
    for match in _firms().finditer(text):
        span = Span(match.start(), match.end() + 1)
        crosses = text[span.start - 1 : span.start + 1], text[span.end - 1 : span.end + 1]
        if span.of(text) not in words and not any(pair in words for pair in crosses):
            yield NameCandidate(span, FIRM_COST, kind=NameKind.ORGANISATION)


def _listed_candidates(text: str) -> Iterator[NameCandidate]:
    kinds, words = listed_words()
    for start, end, cost in words.words_in(text):
        if text[end - 1 : end + 1] == "山脉" or is_in_plain_word(text, Span(start, end)):
            continue  # 塔特拉 | 山脉, 去腥 | 提 | 香
        yield NameCandidate(Span(start, end), cost, kind=kinds[text[start:end]])
