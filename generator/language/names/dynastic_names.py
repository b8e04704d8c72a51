"""Names of rulers by what they were called after their death, and of the eras of their reigns.

    秦 | 昭襄王, 北魏 | 孝文帝, 元 | 成宗     a state or dynasty, what it praises, a title
    显庆 | 三年, 改元 | 麟德                 an era beside a year or a word for it, or in a list
    国号 | 为 | 明, 唐、宋、元 | 三代        a dynasty that is founded, or among others

The characters that praise are few, and the title follows them at once, so that hardly anything
else looks like this. A name with a state of one character includes it: 秦昭襄王; one of two remains
a name of its own: 北魏 | 孝文帝.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.language.characters import HAN
from generator.language.names.context import STATED_COST, NameCandidate
from generator.language.names.extent import ERAS
from generator.language.names.tables import known_names
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_WORDS = read_groups("names/name_words.tsv")
_TITLES = frozenset("王公侯帝宗祖")
_DYNASTIES = "夏商周秦汉魏晋隋唐宋辽金元明清"
_FOUNDED = lazy_pattern(
    f"国号(?:为|曰|是|叫|称|定为|改为)?“?(?P<state>大?(?:[{_DYNASTIES}]|西夏|蜀|燕|赵|凉|吴|楚|齐|梁|陈|顺))"
    "(?=[，。；：、”（]|$)"
)
_AMONG_OTHERS = re.compile(
    f"(?P<list>[{_DYNASTIES}](?:(?:、[{_DYNASTIES}])+(?:[和与及][{_DYNASTIES}])?"
    f"|(?<![{HAN}].)[和与至][{_DYNASTIES}]))"
    "(?P<after>(?:[两三四五六七各诸历]|之)(?:朝|代|际|间)|时期|以[来降后前]|皇[帝室])?"
)
_LEAST_IN_LIST = 5
"""The length of a list of three, which need not be told to be dynasties."""


@cache
def _rulers() -> re.Pattern[str]:
    """Return the pattern of rulers: their name is the last group that matched."""
    states, dynasties = "".join(_WORDS["state"]), "".join(_WORDS["dynasty"])
    long_dynasties = "|".join(_WORDS["long-dynasty"])
    praise, temple = "".join(_WORDS["posthumous"]), "".join(_WORDS["temple-name"])
    lord = f"[{praise}]{{1,2}}[王公侯]"
    emperor = f"[{praise}]{{1,2}}帝|[{temple}][宗祖]"
    return re.compile(
        f"(?:{long_dynasties})(?P<title>{emperor})"
        f"|(?P<lord>[{states}]{lord})|(?P<emperor>[{dynasties}](?:{emperor}))"
    )


@cache
def _eras() -> re.Pattern[str]:
    """Return the pattern of eras beside a year, or a word for it."""
    eras = "|".join(sorted(ERAS - _WORDS["hardly-era"]))
    numeral = "(?:元|[一二三四五六七八九十廿]{1,3}|[0-9]{1,2})"
    return re.compile(
        f"(?P<dated>{eras})(?={numeral}年(?![级制来多后前内以之里中生])|年间|初年|末年)"
        f"|(?<=改元)(?P<new>{eras})|(?<=年号为)(?P<called>{eras})"
        f"|(?P<next>{eras})(?=、(?:{eras})(?:、|等|和))|(?<=、)(?P<last>{eras})(?=、|等|和)"
    )


def dynastic_names(text: str) -> Iterator[NameCandidate]:
    """Yield the names of rulers and of eras in a simplified text."""
    if not _TITLES.isdisjoint(text):
        for match in _rulers().finditer(text):
            span = Span(*match.span(match.lastgroup or 0))
            if not _crosses_word(text, span):
                yield NameCandidate(span, STATED_COST, kind=NameKind.PERSON)
    if "年" in text or "改元" in text:
        for match in _eras().finditer(text):
            span = Span(*match.span(match.lastgroup or 0))
            is_listed = match.lastgroup in ("next", "last")
            if not (_is_place_here(text, span) or (is_listed and "年号" not in text)):
                yield NameCandidate(span, STATED_COST, kind=NameKind.OTHER)


def dynasties(text: str) -> Iterator[NameCandidate]:
    """Yield the dynasties of one character that a simplified text shows to be such."""
    if "国号" in text:
        for match in _FOUNDED.finditer(text):
            yield NameCandidate(Span(*match.span("state")), STATED_COST, kind=NameKind.PLACE)
    for match in _AMONG_OTHERS.finditer(text):
        start, end = match.span("list")
        if match["after"] is None and (end - start < _LEAST_IN_LIST or not _is_in_order(match)):
            continue
        for at in range(start, end, 2):
            yield NameCandidate(Span(at, at + 1), STATED_COST, kind=NameKind.PLACE)


def _is_in_order(match: re.Match[str]) -> bool:
    """Whether the dynasties of a list follow each other as they did: 唐、宋、元."""
    places = [_DYNASTIES.index(char) for char in match["list"][::2]]
    return places == sorted(set(places))


def _crosses_word(text: str, span: Span) -> bool:
    """Whether a word of the dictionary begins at the title or ends at the state: 晋文 | 公园."""
    words, names = dictionary_words(), known_names()
    if span.of(text) in names:
        return False
    before = text[span.start - 1 : span.start + 1] if span.start else ""
    after = (text[span.end - 1 : span.end + size] for size in (1, 2))
    return any(word in words and word not in names for word in (before, *after) if len(word) > 1)


def _is_place_here(text: str, span: Span) -> bool:
    """Whether an era is rather the place that is called like it: 在 | 绍兴 | 三年."""
    is_place = known_names().get(span.of(text)) is NameKind.PLACE
    is_first = text[span.end : span.end + 2] == "元年"
    return is_place and not is_first and text[span.start - 1 : span.start] in _BEFORE_PLACES


_BEFORE_PLACES = frozenset("在到来去离住赴抵")
