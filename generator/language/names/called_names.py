"""Names by which people call each other in stories and textbooks.

小新：         who speaks a line of a dialogue, whatever else the character means
春花 | 婶 | 说   who has a given name and a word for kin, and acts
吴 | 家 | 少奶奶   the surname of a family
小狗 | 叫 | 旺财，  what a child or an animal is called, before a pause
甜甜, 小早     a pet name of a doubled character or with 小, which may be ordinary words

It is a pet name throughout a text if one of its places can hold nothing else: 对 | 圆圆 | 说,
甜甜 | 今年 | 六 | 岁. With 小 it needs two such places, and no noun follows: 小羊 | 说.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache

from generator.language.characters import HAN
from generator.language.names.context import (
    ACTS,
    STATED_COST,
    NameCandidate,
)
from generator.language.names.tables import FUNCTION_WORDS, character_roles, known_names
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_WORDS = read_groups("names/name_words.tsv")
_MAY_BE_ADVERBS = _WORDS["pet-name-or-adverb"]
_PET_NAMES = _WORDS["pet-name"] | _MAY_BE_ADVERBS
_STARTS = "，。！？；：“”‘’…"
_CALLED = lazy_pattern(f"^[小阿]([{HAN}])(?=[：:])")
_NO_SPEAKERS = frozenset("计结注样引序题标炒菜数")
"""What 小 stands before in a heading with a colon: 小注."""
_ENDS = "[，。！？：、”]"
_GIVEN_COST = 600
"""The cost up to which two characters, one as the first and one as the last, are a given name."""


def called_names(text: str) -> Iterator[NameCandidate]:
    """Yield who speaks a line of a dialogue, and who is called by a word for kin or by a family."""
    words = dictionary_words()
    speaker = _CALLED.match(text) if text.startswith(("小", "阿")) else None
    if speaker and speaker.group() not in words and speaker.group(1) not in _NO_SPEAKERS:
        yield NameCandidate(Span(0, 2), STATED_COST, kind=NameKind.PERSON)
    if "婶" in text or "嫂" in text:
        for match in _before_kin().finditer(text):
            if _is_given(match.group(1)):
                yield NameCandidate(Span(*match.span(1)), STATED_COST, kind=NameKind.PERSON)
    if "叫" in text:
        for match in _told_child().finditer(text):
            if _may_be_called(match.group(1)):
                yield NameCandidate(Span(*match.span(1)), STATED_COST, kind=NameKind.PERSON)
    if "家" in text:
        for match in _families().finditer(text):
            start, end = match.span("name")
            if text[start - 1 : end] not in words or start == 0:
                span = Span(start, end)
                yield NameCandidate(span, STATED_COST, preferred=True, kind=NameKind.PERSON)


@cache
def _told_child() -> re.Pattern[str]:
    """Return a pattern of what a child or an animal is called: 小名 | 叫 | 豆子，."""
    children = "|".join(sorted(_WORDS["called-child"], key=len, reverse=True))
    return lazy_pattern(f"(?:{children})(?:就|也)?叫([{HAN}]{{2,3}})(?=[，。；！])")


_PET_ENDS = frozenset("子儿头宝")
"""The ends of words of the dictionary that children are called by: 豆子, 石头."""


def _may_be_called(name: str) -> bool:
    """Whether what stands after 叫 may be a name: 旺财, not 叫 | 外卖 or 叫 | 起来."""
    if name in _WORDS["not-called"] or not _NEVER_CALLED.isdisjoint(name):
        return False
    is_pet_name = len(name) == 2 and (name[0] in "小阿" or name[-1] in _PET_ENDS)
    return is_pet_name or name not in dictionary_words()


_NEVER_CALLED = FUNCTION_WORDS - frozenset("小大二三四五六七八九") | frozenset("声得起住了着苦喊嚷")


@cache
def _families() -> re.Pattern[str]:
    """Return a pattern of the surnames of families: 吴 | 家 | 的, 高 | 家 | 大嫂."""
    surnames, others = ("".join(_WORDS[f"family-surname{end}"]) for end in ("", "-or-word"))
    after, kin = (
        "|".join(sorted(_WORDS[group], key=len, reverse=True))
        for group in ("after-family", "after-any-family")
    )
    return lazy_pattern(
        f"(?P<name>[{surnames}](?=家(?:{after}|{kin}|$))|[{others}](?=家(?:{kin})))"
    )


@cache
def _before_kin() -> re.Pattern[str]:
    """Return a pattern of two characters before a word for kin, where they begin a clause."""
    return lazy_pattern(
        f"(?:^|(?<=[{_STARTS}、和跟对叫]))([{HAN}]{{2}})(?=(?:婶子|嫂子|婶|嫂)"
        f"(?:{ACTS}|[的家也就又正还都才在来去把拿从对跟给一]|现在|{_ENDS}))"
    )


def _is_given(name: str) -> bool:
    """Whether two characters are usual as a given name, or no word: 桂花, not 邻居."""
    first, last = map(character_roles().get, name)
    if first is None or last is None or first.first is None or last.second is None:
        return False
    if name in dictionary_words() and word_classes().get(name, "n")[0] != "n":
        return False  # 昨天 | 婶子 | 说
    if not FUNCTION_WORDS.isdisjoint(name) or known_names().get(name) is NameKind.PLACE:
        return False
    return first.first + last.second <= _GIVEN_COST


def pet_names(texts: Sequence[str]) -> Set[str]:
    """Return the pet names, doubled or with 小, in the simplified blocks of a text."""
    shown: set[str] = set()
    refused: set[str] = set()
    little: Counter[str] = Counter()
    for text in texts:
        if "小" in text:
            little.update(_little_ones(text))
        for match in _doubled().finditer(text):
            name = match.group()
            if text.startswith("地", match.end()):
                refused.add(name)  # 甜甜 | 地 | 睡 | 着
            elif name not in shown and _shows_person(name, text, match.start(), match.end()):
                shown.add(name)
    shown |= {name for name, count in little.items() if count >= _MIN_LITTLE}
    return shown - refused


_MIN_LITTLE = 2
"""How often a name with 小 must be shown."""


def _little_ones(text: str) -> Iterator[str]:
    """Yield the words with 小 that act as persons in a text, for each place of theirs."""
    classes, words = word_classes(), dictionary_words()
    for match in _LITTLE.finditer(text):
        name, given = match.group(), match.group(1)
        is_word = name in words or text[match.start() + 1 : match.end() + 1] in words
        is_thing = classes.get(given, "x")[0] in "nqmrpcu" and given not in _COLOURS
        if is_word or is_thing or given in FUNCTION_WORDS:
            continue
        if _shows_person(name, text, *match.span()):
            yield name


_COLOURS = frozenset("黑灰花黄白红蓝绿")
"""What animals in stories are called by, though the words are also nouns."""
_LITTLE = lazy_pattern(f"(?<![大老从最弱幼矮瘦胆窄渺细缩减短])小([{HAN}])")


@cache
def _doubled() -> re.Pattern[str]:
    return lazy_pattern("|".join(sorted(_PET_NAMES)))


@cache
def _acting() -> re.Pattern[str]:
    return lazy_pattern(ACTS)


def _shows_person(name: str, text: str, start: int, end: int) -> bool:
    """Whether what may be a pet name can only be a person at its place."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _OF_CHILD.match(text, end) or (start == 0 and after in ("：", ":")):
        return True
    if before in _TO and before:
        return after in _AFTER_TO
    if before == "“":
        return after in ("，", "！")
    begins = start == 0 or before in _STARTS
    return begins and name not in _MAY_BE_ADVERBS and _acting().match(text, end) is not None


_TO, _AFTER_TO = frozenset("对跟给问叫喊抱"), frozenset("说道问讲笑，。！：")
_OF_CHILD = lazy_pattern(
    "[他她][妈爸娘爹奶爷哥姐弟妹]|[妈爸娘爹][说叹笑问喊]|今年[0-9一二三四五六七八九十几刚才]|的(?:妈妈|爸爸|奶奶|爷爷|外婆|外公|姥姥|姥爷|姐姐|哥哥|弟弟|妹妹|"
    "同学|老师|小手|生日|书包)"
)
"""What a child has: 圆圆 | 的 | 妈妈, 小早 | 她 | 妈."""
