"""Countries that a character or a common word stands for, by the words beside it.

赴, 驻 and verbs like them have a place after them: 赴 | 日 | 旅游. After 对, 在 and others of many
uses the affair decides: 对 | 美 | 出口, but not 对 | 美 | 的 | 追求. Firms and people of a country
are called by it, too: 德 | 企, 台 | 裔. Two countries stand before what is between them:
美 | 中 | 关系, and a war is called by two: 泰缅 | 战争. Some places are called like a thing:
抵达 | 万象, 苏丹 | 政府, 福建 | 石狮.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.language.names.context import STATED_COST, NameCandidate
from generator.language.names.tables import listed_names
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words, neighbours
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_WORDS = read_groups("names/name_words.tsv")
_LONGEST_WORD = 4
_LISTED = "中美英法德日俄苏韩意"
"""Countries that stand in lists of two and more: 苏、美、法、日."""

_PAIRS = _WORDS["country-pair"]
"""Two countries that are two names, though they are a word of the dictionary."""
_WITH_TAIWAN = "美日韩港欧菲"
_BETWEEN = "断交|建交|关系|合作|贸易|协议|双方|两地|交流|经贸|关税|之间|军售|友好"
"""What two countries have between them: 台美 | 断交."""


@cache
def _pattern() -> re.Pattern[str]:
    visited, affairs = "".join(_WORDS["visited-country"]), "|".join(_WORDS["country-affair"])
    listed = "[、和等与及两三四五各之，。]"
    # The character comes first, so that all others are passed over at once.
    return re.compile(
        f"[{_LISTED}{_WITH_TAIWAN}{visited}华伊乌以]"
        f"(?:(?<=[{_LISTED}]、[{_LISTED}])(?={listed})|(?<=[{_LISTED}])(?=、[{_LISTED}]{listed})"
        f"|(?<=[赴驻访旅返抵留迁][{visited}])|(?<=[{visited}])(?=裔|企(?![业图盼鹅]))"
        f"|(?<=访中)(?![的发心学])|(?<=全台)(?!词)|(?<=[^一二三两几每这那第多有来]回[台港])"
        f"|(?<=台)(?=[{_WITH_TAIWAN}](?:{_BETWEEN}))|(?<=台[{_WITH_TAIWAN}])(?={_BETWEEN})"
        f"|(?<=[对在向从于与同自][{visited}华伊乌以])(?P<affair>(?={affairs})))"
    )


@cache
def _pair() -> re.Pattern[str]:
    """Return a pattern of two countries before what is between them: 美 | 中 | 关系."""
    one, affairs = "".join(_WORDS["paired-country"]), "|".join(_WORDS["between-countries"])
    return re.compile(f"[{one}](?=[{one}](?:{affairs}))")


def paired_countries(text: str) -> Iterator[NameCandidate]:
    """Yield the two countries of each pair in a simplified text, but not those of a word: 英法."""
    words = dictionary_words()
    for match in _pair().finditer(text):
        start, end = match.start(), match.end() + 1
        pair, before = text[start:end], text[max(0, start - 1) : start]
        is_word = pair not in _PAIRS and (pair in words or pair in listed_names())
        crosses = before and (before + pair[0] in words or before + pair in words)
        if is_word or crosses or before.isdigit() or pair[0] == pair[1]:
            continue  # 加以 | 谈判, 今日 | 以 | 合作, 10 | 日 | 以 | 谈判
        for at in range(start, end):
            yield NameCandidate(Span(at, at + 1), STATED_COST, preferred=True, kind=NameKind.PLACE)


_WAR, _COLD_WAR = "战争", "冷战"
_OF_COLD_WAR = re.compile(
    "(?<=[美苏]苏)冷战|(?<=后)冷战(?=时)|冷战(?=时期|时代|思维|格局|铁幕|阵营|年代)"
    "|冷战(?=期间|结束|以来|以后|之后|[后前初末])"
)
_SHOWS_COLD_WAR = re.compile(
    "苏联|美国|美苏|东欧|西欧|欧洲|西方|柏林|北约|华约|华沙|核武|核战|间谍|情报|阵营|世界|国际|铁幕|古巴|德国|前线"
)
"""What shows that a cold war is not one between two people: 夫妻 | 冷战."""


def wars(text: str) -> Iterator[NameCandidate]:
    """Yield the two countries by which a war is called, and the Cold War, of a simplified text."""
    if _WAR in text:
        one, words = _WORDS["paired-country"], dictionary_words()
        for match in re.finditer(_WAR, text):
            pair = text[max(0, match.start() - 2) : match.start()]
            if len(pair) == 2 and pair[0] != pair[1] and one.issuperset(pair):
                span = Span(match.start() - 2, match.start())
                before = text[span.start - 1 : span.start + 1]
                if not any(word in words for word in (before, pair, pair + _WAR)):
                    yield NameCandidate(span, STATED_COST, preferred=True, kind=NameKind.OTHER)
    if _COLD_WAR in text and _SHOWS_COLD_WAR.search(text):
        for match in _OF_COLD_WAR.finditer(text):
            yield NameCandidate(
                Span(*match.span()), STATED_COST, preferred=True, kind=NameKind.OTHER
            )


@cache
def _common_places() -> re.Pattern[str]:
    places = "|".join(_WORDS["place-or-word"])
    before = "".join(f"(?<={word})|" for word in sorted(_WORDS["before-place-or-word"])).rstrip("|")
    after = "|".join(sorted(_WORDS["after-place-or-word"]))
    return re.compile(f"(?:{before})(?:{places})(?![们的里中陛殿])|(?:{places})(?={after})")


def common_places(text: str) -> Iterator[NameCandidate]:
    """Yield the places of a simplified text that are called like a thing: 抵达 | 万象."""
    if any(word in text for word in _WORDS["place-or-word"]):
        for match in _common_places().finditer(text):
            yield NameCandidate(
                Span(*match.span()), STATED_COST, preferred=True, kind=NameKind.PLACE
            )


@cache
def _counties() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the beginnings of counties called by a word, and a pattern after their provinces."""
    pairs = [pair.split("-") for pair in _WORDS["county-or-word"]]
    told = "|".join(f"(?<={region}){name}|(?<={region}省){name}" for region, name in pairs)
    beginnings = frozenset(name[:2] for _, name in pairs)
    return beginnings, lazy_pattern(f"(?:{told})(?![省市县区镇乡村])")


def counties(text: str) -> Iterator[NameCandidate]:
    """Yield the counties of a simplified text that are called by a word: 福建 | 石狮."""
    beginnings, pattern = _counties()
    if beginnings.isdisjoint(neighbours(text)):
        return
    words = dictionary_words()
    for match in pattern.finditer(text):
        start, end = match.span()
        longer = range(end - start + 1, _LONGEST_WORD + 1)
        if text[end - 1 : end + 1] in words or any(
            text[start : start + n] in words for n in longer
        ):
            continue  # 宁夏 | 同心协力
        yield NameCandidate(Span(start, end), STATED_COST, preferred=True, kind=NameKind.PLACE)


def short_countries(text: str) -> Iterator[NameCandidate]:
    """Yield the characters of a simplified text that stand for a country or a region."""
    words = dictionary_words()
    for match in _pattern().finditer(text):
        start, end = match.span()
        if text[start - 2 : start] in words:
            continue  # 针对 | 美 | …
        shortest = 2 if match["affair"] is None else 3  # 访 | 日本, but 对 | 朝 | 政策
        longest = min(_LONGEST_WORD, len(text) - start)
        is_word = any(text[start : start + size] in words for size in range(shortest, longest + 1))
        if (is_word and not text.startswith("期间", end)) or text.startswith("法学", start):
            continue
        yield NameCandidate(Span(start, end), STATED_COST, preferred=True, kind=NameKind.PLACE)
