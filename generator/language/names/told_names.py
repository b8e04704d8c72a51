"""Names that a sentence introduces with what they name: 一 | 个 | 叫 | 杨柳松 | 的 | 人.

So does the number of people after a name: 高拱 | 三 | 人, 张大千 | 等 | 人; and what goes along a
road or lies at it: 沿着 | 海曲路 | 向东.

Between 叫 and 的 stands nothing but the name, whatever its characters mean elsewhere
(叫 | 安心 | 的 | 女孩), and the noun after 的 says what kind of name it is. Before 叫 there is a
measure word; 名叫 needs none. After 名为 the name is in quotation marks: 名为“视听纵横”的公司.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from generator.language.characters import HAN
from generator.language.names.context import DOTS, STATED_COST, NameCandidate
from generator.language.names.tables import FUNCTION_WORDS
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words, neighbours
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_WORDS = read_groups("names/name_words.tsv")
_HEADS = {
    NameKind.PERSON: _WORDS["told-person"],
    NameKind.PLACE: _WORDS["told-place"],
    NameKind.ORGANISATION: _WORDS["told-body"],
}
"""The nouns after 的 by the kind of name that they tell."""
_NOT_FIRST = frozenset("人我你您他她它谁咱俺自大")
"""What may follow 叫 as “to let”: 叫 | 人 | 心疼 | 的 | 孩子."""


@cache
def _told() -> re.Pattern[str]:
    """Return a pattern of the names, with a group for each kind of noun after them."""
    heads = "|".join(
        f"(?P<{kind.value}>{'|'.join(sorted(words, key=len, reverse=True))})"
        for kind, words in _HEADS.items()
    )
    return re.compile(
        f"(?:(?:(?<=[个位名家支座条只])叫|名叫|名唤|叫做|叫作)(?P<name>[{HAN}]{{2,4}}?)的"
        f"|名[为叫][“「『](?P<quoted>[{HAN}]{{2,8}})[”」』]的)(?=[{HAN}]{{0,4}}?(?:{heads}))"
    )


def told_names(text: str) -> Iterator[NameCandidate]:
    """Yield the names that stand between 叫 and 的 in a simplified text, and 名为 “…” 的."""
    if "叫" not in text and "名唤" not in text and "名为" not in text:
        return
    words = dictionary_words()
    for match in _told().finditer(text):
        kind = next(kind for kind in _HEADS if match[kind.value])
        if match["quoted"]:
            if kind is not NameKind.PERSON:
                yield NameCandidate(Span(*match.span("quoted")), STATED_COST, kind=kind)
            continue
        name, start = match["name"], match.start("name")
        if name[0] in _NOT_FIRST or not FUNCTION_WORDS.isdisjoint(name[1:]):
            continue
        if text[start - 1 : start + 1] in words or text[start - 1 : start + 2] in words:
            continue  # 叫苦 | 连天, 叫好
        yield NameCandidate(Span(start, start + len(name)), STATED_COST, kind=kind)


_KHANS = re.compile("(?:首领|酋长|太师|可汗|太子|宗王|瓦剌|鞑靼)(?P<name>也先|脱欢|孛来|海都|真金)")
"""Chiefs and princes of the Mongols whose names are common words, after what they were."""


def khans(text: str) -> Iterator[NameCandidate]:
    """Yield the names of Mongols of a simplified text after their titles: 首领 | 也先."""
    for match in _KHANS.finditer(text):
        yield NameCandidate(Span(*match.span("name")), STATED_COST, kind=NameKind.PERSON)


_ROAD = lazy_pattern(
    f"(?:沿着|位于|途经|驶入|拐入|驶上|行至|驶至|巡逻至)(?P<road>[{HAN}]{{2}}路)"
    f"(?=[向口由与和近、，。]|路口|附近|交叉|交口|行驶|自[东西南北])"
)
_POINTS_AT_ROAD = frozenset("这那此该条的一老小大公山水土马铁弯原来回去")


def roads(text: str) -> Iterator[NameCandidate]:
    """Yield the roads of a simplified text that something goes along or lies at."""
    if "路" not in text:
        return
    words = dictionary_words()
    for match in _ROAD.finditer(text):
        road = match["road"]
        if _POINTS_AT_ROAD.isdisjoint(road) and road[1:] not in words and road[:2] not in words:
            yield NameCandidate(Span(*match.span("road")), STATED_COST, kind=NameKind.PLACE)


_SCHOOLS = _WORDS["university-or-word"]


@cache
def _schools() -> re.Pattern[str]:
    """Return a pattern of universities, by two characters, with the words beside them."""
    schools = "|".join(_SCHOOLS)
    before, after = _WORDS["before-university"], "|".join(_WORDS["after-university"])
    told = "|".join(f"(?<={word})" for word in sorted(before))
    return re.compile(
        f"(?:{told})(?:{schools})|(?:{schools})(?=[{HAN}]{{1,3}}系(?:{after})|{after})"
    )


def universities(text: str) -> Iterator[NameCandidate]:
    """Yield the universities that two characters stand for: 毕业于 | 南大, 吉大 | 教授."""
    if _SCHOOLS.isdisjoint(neighbours(text)):
        return
    words = dictionary_words()
    for match in _schools().finditer(text):
        start, end = match.span()
        if text[start - 1 : start + 1] not in words or text[start - 1 : start] == "于":
            yield NameCandidate(
                Span(start, end), STATED_COST, preferred=True, kind=NameKind.ORGANISATION
            )


_PARTY = lazy_pattern("等?[二两三四五六七八九十数几][人位]|等人(?!们)|夫妇(?![二两])")
"""Words for a group of people after the name of one or more of them."""
_HARDLY_SURNAMES = _WORDS["hardly-surname"]
_LONGEST_CHINESE, _FAR = 3, 8
_AFTER_DOT = lazy_pattern(f"[{DOTS}][^{DOTS}，。；：、]*$")


def names_of_parties(text: str, candidates: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
    """Yield the candidates for persons, as stated ones, that a word for a group follows."""
    if "人" not in text and "位" not in text and "妇" not in text:
        return
    words = dictionary_words()
    ends = {
        match.start()
        for match in _PARTY.finditer(text)
        if all(text[match.start() - size : match.start()] not in words for size in (2, 3, 4))
    }
    ends -= {c.span.end for c in candidates if len(c.span) > _LONGEST_CHINESE}  # 卡文迪许
    ends -= {end for end in ends if _AFTER_DOT.search(text, max(0, end - _FAR), end)}
    if not ends:
        return
    found: dict[int, Span] = {}
    for span in (c.span for c in candidates if c.kind is NameKind.PERSON and c.span.end in ends):
        name, start = span.of(text), span.start
        is_other = len(name) not in (2, 3) or name in words or name[0] in _HARDLY_SURNAMES
        is_crossed = start > 0 and text[start - 1 : start + 1] in words
        if is_other or is_crossed or not FUNCTION_WORDS.isdisjoint(name):
            continue
        if span.end not in found or found[span.end].start > start:
            found[span.end] = span
    for span in found.values():
        yield NameCandidate(span, STATED_COST, kind=NameKind.PERSON)
