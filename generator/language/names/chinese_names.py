"""Candidates for the names of Chinese people with a surname; `familiar_names.py` has the others.

    王 子 涵     class Chinese person + surname(王) + first(子) + second(涵)

The costs of the characters in these roles are in `data/names/name_characters.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.language.characters import IS_HAN
from generator.language.names.context import (
    CONTEXT_DISCOUNT,
    DESIGNATION_DISCOUNT,
    NEVER_GIVEN,
    PERSON_ACTS,
    PREDICATE_COST,
    NameCandidate,
    discount_actor,
    discount_after,
    discount_before,
    ends_in_predicate,
)
from generator.language.names.tables import (
    FUNCTION_WORDS,
    Roles,
    character_roles,
    known_names,
    listed_names,
    surnames,
)
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

# Costs of the classes of names, tuned on the development sentences.
PERSON_COST, SHORT_PERSON_COST = 350, 450

GIVEN_WORD_DISCOUNT, USUAL_GIVEN_COST = 200, 500
"""The discount for a usual given name that is also a word, after a character that is rarely
anything but a surname: 钟建国. A given name is usual up to the second cost."""

_USUAL_SECOND_COST = 300
"""The cost up to which a character is usual at the end of a name."""

EVERYDAY_COST = 480
"""The cost below which a doubled character is a word: 红红, 田田, but not 莉莉."""

RARE_WORD_COST = 560
"""The cost from which a character is hardly ever a word, so that it is a name after 小 or 老 and
before 儿: 小翠, but not 小店."""

COMPOUND_DISCOUNT = 250
"""The discount for a compound surname, which is hardly ever anything but one."""

RARE_GIVEN_COST = 480
"""The cost of a character that is no given name elsewhere, after a compound surname: 夏侯惇."""

UNSEEN_GIVEN_COST = 620
"""The cost of a character that never has its place in given names elsewhere."""

FULL_NAME_DISCOUNT, _COMMON_SURNAME_COST = 40, 300
"""The discount for a name of three characters at the start of a clause, and the highest cost of
its surname."""
_CLAUSE_ENDS, _BEFORE_CALLED = frozenset("，。；：！？“"), frozenset("老小阿大")
"""What is before a clause, and the characters before what somebody is called: 魏 | 老三."""
_BEFORE_SURNAMES = frozenset("老小")
"""Characters before a surname alone: 老 | 陈."""
_NEGATIONS = frozenset("不没未无")
"""Characters that are no given name after such a surname."""
_NO_SURNAMES = frozenset("从师 拜师 太尉 校尉 都尉 县尉 廷尉 改立 拥立 册立 另立".split())
_MAKES_WIVES = frozenset("立封娶尊")
"""Surnames that are verbs before a wife's: 立 | 王 | 氏 | 为后."""
_DIRECTIONS = frozenset("东南西北")
"""Surnames that are directions: 南 | 水 | 北 | 调."""

NEVER_GIVEN_COST = 60
"""The extra cost of a last character that hardly ever ends a given name."""

HARDLY_SURNAME_COST = 120
"""The extra cost of a surname that is far more often a function word, inside a clause: 和宏儿."""

_WORDS = read_groups("names/name_words.tsv")

_HARDLY_SURNAMES = _WORDS["hardly-surname"]
"""Surnames that are far more often function words."""

_CLEAR_SURNAMES = _WORDS["clear-surname"]
"""Surnames that are hardly ever words, besides those of the class `nr`."""

_COUNTS_THINGS = _WORDS["measures-things"]
"""Measure words of things, not people: 这座 | 石 | 桥."""

_MEASURES, _BEFORE_MEASURES = _WORDS["surname-measure"], _WORDS["before-measure"]
"""Surnames that are measure words, and what stands before these: 写了 | 封 | 长信."""

_POINTING, _AFTER_POINTING = _WORDS["pointing-surname"], _WORDS["after-pointing"]
"""Surnames that point at things, and what follows these: 那 | 头 | 龙, but 那英."""

_MAY_BE_WORDS = frozenset("向").union(*_NO_SURNAMES, _HARDLY_SURNAMES, _MEASURES, _POINTING)
"""Surnames that what stands beside them may show to be words."""

_SOMETIMES_GIVEN = _WORDS["sometimes-given"]
"""Of the characters that hardly ever end a given name, those that do after a title."""

ADDRESSED = read_groups("orthography/joined_words.tsv")["surname"]
"""Surnames that people are called by after 老 and 小."""
RANKED = re.compile("老[二三四五六七八九](?![十百千万成折])")
"""What a son is called by his place among his brothers: 李老三."""
_WORD_AFTER_NAME = lazy_pattern(
    "任[^，。、；：]{0,6}?(?:[军师旅团营连排部局处科院校省市县区镇乡村会组队站厂馆所社台署庭]长|主席|书记|主任|总理"
    "|总统|司令|教授|委员|理事|主编|顾问|秘书|参谋|大使|知[府县]|县令|总监|总裁|经理)"
    "|正(?:是|在|如|因|从)|均(?:为|是|在|有|已)|并(?:不|未|非|没)|却(?:是|在|不)|仍(?:是|在|然|未)"
    "|生前(?![往来])|面[如露带无色]"
    "|一(?=[剑刀枪箭拳掌脚手口声步把脸头眼边次身袭瞪愣怔呆听看想拍挥拉推扭抬指跃闪])"
    "|生于|生平|复又|堪堪|多[次年番日]|先后|当[即场]|立即|随[即后]|重[遇逢返归新建修回]"
    "|领[兵军]|起[兵义事]|守(?=[^，。]{1,3}[，。、])|以(?=[善功勇])"
    "|(?<=家)离|(?<=家)老(?:宅|太太|太爷|夫人|爷|屋|[大二三四五]|祖宗|少)"
)
"""Words whose first character is not part of a name before them: 刘瑾 | 生前, but 李鸿生 | 前往."""

_WORD_TITLES = _WORDS["word-title"]
"""Titles that are more often other words."""

_NEVER_ACTORS = _WORDS["form-of-address"] | _WORDS["not-actor"]
"""Characters that after a surname are rather an animal, a plant or a title: 黄 | 狗, 庄主."""

_ADDRESS_ENDINGS = _WORDS["form-of-address"]
"""Last characters of forms of address: 丁 | 大哥."""


TITLES_OF_RULERS = frozenset("王公侯")
_TRUE_COMPOUNDS = frozenset(
    "司马 欧阳 诸葛 皇甫 慕容 宇文 尉迟 令狐 夏侯 公孙 长孙 独孤 拓跋 赫连".split()
)
"""Surnames of two characters that are hardly part of a name after one of these titles."""

_SPEAKS_TO = lazy_pattern(
    "向[^，。；：！？、的]{2,12}?(?:查询|反映|求助|投诉|求证|了解情况|道歉|索偿|索赔|索取|申请|提出|报案|解释|"
    "介绍|购买|购入|借款|借钱|贷款|推销|供应|递交|提交|采购|施压|咨询|报到|请教|捐赠|捐款|发出|开火|致敬)"
)
"""What is 向 to somebody that something is asked of or said to, after a word: no surname."""


def _is_place(text: str) -> bool:
    kind = known_names().get(text) or listed_names().get(text)
    return len(text) > 1 and kind is NameKind.PLACE


def begins_with_ruler(name: str) -> bool:
    """Whether a title of a ruler is before a compound surname: 王 | 司马德文."""
    return name[:1] in TITLES_OF_RULERS and name[1:3] in _TRUE_COMPOUNDS


@cache
def _compound_begins() -> frozenset[str]:
    return frozenset(surname[0] for surname in surnames() if len(surname) == 2)


@cache
def _surname_begins() -> re.Pattern[str]:
    """Return a pattern of the characters that are a surname or begin one."""
    return re.compile(f"[{''.join({surname[0] for surname in surnames()})}]")


def chinese_names(text: str) -> Iterator[NameCandidate]:
    """Yield the spans that may be the name of a Chinese person."""
    costs, roles, compound = surnames(), character_roles(), _compound_begins()
    classes, words = word_classes(), dictionary_words()
    for match in _surname_begins().finditer(text):
        start, char = match.start(), match.group()
        last = text[start - 1 : start]
        if last in _COUNTS_THINGS or (char in _MAY_BE_WORDS and _is_word(text, start, char)):
            continue
        if last in _BEFORE_SURNAMES and _is_alone(text, start, char):
            continue
        is_hardly_surname = char in _HARDLY_SURNAMES
        begins = start == 0 or last in _CLAUSE_ENDS
        for given in (start + 1, start + 2) if char in compound else (start + 1,):
            surname = costs.get(text[start:given])
            if surname is None:
                continue
            first, second = text[given : given + 1], text[given + 1 : given + 2]
            one, two = roles.get(first), roles.get(second)
            is_compound = given == start + 2
            if first in ("姓", "氏"):
                continue  # 陈 | 姓 | 女子, 沈氏 | 沦为, 汪氏 | 先人
            if second == "氏" and char in _MAKES_WIVES:
                continue  # 立 | 王 | 氏 | 为后
            if text[given : given + 2] in _WORD_TITLES:
                continue  # 李 | 大人
            if char in TITLES_OF_RULERS and begins_with_ruler(text[start : start + 3]):
                continue  # 齐 | 王 | 司马攸
            if is_hardly_surname and first in _NEGATIONS:
                continue  # 从 | 不远 | 处
            if second == "人" and _is_place(text[start : given + 1]):
                continue  # 宋国 | 人
            if one is None and not (is_compound or (_is_rare(first) and _is_usual_second(two))):
                continue  # but 孙悯风
            doubled = first == char and words.character_cost(char) < EVERYDAY_COST
            alone = both = None
            is_grade = char == "高" and first in "一二三"  # 高二 | 学生
            if first not in NEVER_GIVEN and not (doubled or is_grade):
                alone = one.only if one is not None else None
                if alone is None and is_compound and IS_HAN.match(first):
                    alone = RARE_GIVEN_COST if first not in FUNCTION_WORDS else None  # 夏侯惇
            if (
                second
                and (one is not None or not is_compound)
                and (two is not None or _is_rare(second))
            ):
                is_tentative = first == "一" and char == second  # 松一松
                is_tentative |= first == second and last in _BEFORE_CALLED  # 老马 | 微微 | 一 | 愣
                begins_word = _WORD_AFTER_NAME.match(text, given + 1) is not None
                begins_word = begins_word or text[given + 1 : given + 3] in PERSON_ACTS
                if not is_tentative and not begins_word:
                    both = _given_cost(text, start, given, one, two)
            if alone is None and both is None:
                continue
            if is_hardly_surname and _is_word_before_name(text, start, given):
                continue
            base, is_stated = surname - discount_before(text, start), False
            short_base = base
            if is_compound:
                base -= COMPOUND_DISCOUNT
                short_base = base
            elif is_hardly_surname and last.isalpha():
                is_stated = char == "于" and both is not None and _is_stated(text, start, both)
                base += -HARDLY_SURNAME_COST if is_stated else HARDLY_SURNAME_COST
                is_short = char == "于" and alone is not None and _is_short(text, start, alone)
                short_base += -HARDLY_SURNAME_COST if is_short else HARDLY_SURNAME_COST
            if alone is not None:
                cost = SHORT_PERSON_COST + short_base + alone - discount_after(text, given + 1)
                actor = discount_actor(text, start, given + 1) if begins else 0
                if not actor or first not in _NEVER_ACTORS:
                    cost -= actor if actor and _is_plain_surname(char) else 0
                    yield NameCandidate(Span(start, given + 1), cost, kind=NameKind.PERSON)
            if both is not None:
                is_usual = both <= USUAL_GIVEN_COST and second not in _ADDRESS_ENDINGS
                is_word = is_stated or (is_usual and _is_plain_surname(char))
                is_word = is_word and text[given : given + 2] in words
                actor = discount_actor(text, start, given + 2) if begins else 0
                if actor and (
                    is_hardly_surname or char in FUNCTION_WORDS or classes.get(second) == "d"
                ):
                    actor = 0  # 汤姆 | 正 | 站在
                cost = (
                    PERSON_COST
                    + base
                    + both
                    - discount_after(text, given + 2)
                    - actor
                    - GIVEN_WORD_DISCOUNT * is_word
                )
                is_common = surname <= _COMMON_SURNAME_COST and char not in _DIRECTIONS
                if begins and is_common and first not in _BEFORE_CALLED:
                    cost -= FULL_NAME_DISCOUNT
                if two is None or two.second is None or two.second > _USUAL_SECOND_COST:
                    cost += PREDICATE_COST * ends_in_predicate(text, given + 2)
                yield NameCandidate(Span(start, given + 2), cost, kind=NameKind.PERSON)


def _is_word(text: str, start: int, char: str) -> bool:
    """Whether what stands beside a surname at an offset shows that it is a word."""
    last, after = text[start - 1 : start], text[start + 1 : start + 2]
    if char in _MEASURES and last in _BEFORE_MEASURES and not _is_usual_given(text, start + 1):
        return True
    if char == "向" and IS_HAN.match(last) and _SPEAKS_TO.match(text, start):
        return True  # 记者 | 向 | 树仁 | 大学 | 查询
    if last + char in _NO_SURNAMES or char + after in _NO_SURNAMES:
        return True  # 从师 | 田汉
    if char in _POINTING and after in _AFTER_POINTING:
        return True
    return char in _HARDLY_SURNAMES and _is_place(text[start + 1 : start + 3])  # 于 | 罗东 | 中学


def _is_alone(text: str, start: int, char: str) -> bool:
    """Whether a surname at an offset, after 老 or 小, is one without a given name."""
    if text[start - 1] == "老" and text[start + 1 : start + 2] == "头":
        return True  # 老李头 is called so, whatever he does: 老李头 | 拉 | 车
    return (
        char in ADDRESSED
        and text[start - 2 : start] not in dictionary_words()
        and not RANKED.match(text, start + 1)
    )  # 老陈 | 正 | 要, but 元老 | 陈独秀


def _is_plain_surname(char: str) -> bool:
    """Whether a surname is hardly ever a word."""
    return char in _CLEAR_SURNAMES or word_classes().get(char) == "nr"


_STATED_GIVEN_COST, _AFTER_STATED = 560, frozenset("在，。、")
"""The highest cost of a given name after a title and 于, and what may follow it."""
_PLACES_AND_TIMES = frozenset("中上下里内外后前间时日天年月")
_NO_GIVEN = frozenset("tsfmqr")
"""The classes of words that a title is hardly followed by with 于 as their surname: 于 | 明天."""


def _is_stated(text: str, start: int, given_cost: float) -> bool:
    """Whether a title is before a full name with a usual given name: 总裁 | 于立国 | 表示."""
    given, end = text[start + 1 : start + 3], start + 3
    return (
        given_cost <= _STATED_GIVEN_COST
        and discount_before(text, start) >= DESIGNATION_DISCOUNT
        and (discount_after(text, end) > 0 or text[end : end + 1] in _AFTER_STATED)
        and given[-1:] not in _PLACES_AND_TIMES
        and dictionary_words().cost(given, EVERYDAY_COST) >= EVERYDAY_COST
        and word_classes().get(given, "x")[0] not in _NO_GIVEN
    )


def _is_short(text: str, start: int, given_cost: float) -> bool:
    """Whether a title is before a name with a usual given name of one character: 医生 | 于雷."""
    given, end = text[start + 1], start + 2
    return (
        given_cost <= _STATED_GIVEN_COST
        and discount_before(text, start) >= DESIGNATION_DISCOUNT
        and discount_after(text, end) > 0
        and given not in _PLACES_AND_TIMES
        and text[start + 1 : start + 3] not in dictionary_words()
    )


def _is_usual_given(text: str, at: int) -> bool:
    """Whether two characters at an offset are a usual given name: 是 | 张 | 建明."""
    one, two = map(character_roles().get, (text[at : at + 1], text[at + 1 : at + 2]))
    if one is None or two is None or one.first is None or two.second is None:
        return False
    return one.first + two.second <= USUAL_GIVEN_COST


def _is_rare(char: str) -> bool:
    """Whether a Han character is hardly ever a word of its own."""
    is_rare = dictionary_words().character_cost(char) >= RARE_WORD_COST
    return is_rare and IS_HAN.match(char) is not None


def _is_usual_second(roles: Roles | None) -> bool:
    return roles is not None and (roles.second or UNSEEN_GIVEN_COST) <= _USUAL_SECOND_COST


def _given_cost(
    text: str, start: int, given: int, one: Roles | None, two: Roles | None
) -> float | None:
    """Return the cost of a given name of two characters at an offset, None if it cannot be one.

    One of them may never have this place elsewhere, and a person's title may show that the second,
    which hardly ever ends a name, does so here: 经理 | 陈隆年.
    """
    first, second = None if one is None else one.first, None if two is None else two.second
    char, last = text[given], text[given + 1]
    if first is None and (second is None or char in FUNCTION_WORDS):
        return None
    if second is None and (last in FUNCTION_WORDS or last in NEVER_GIVEN):
        return None
    first = UNSEEN_GIVEN_COST if first is None else first
    second = UNSEEN_GIVEN_COST if second is None else second
    if last not in NEVER_GIVEN:
        return first + second
    is_person = last in _SOMETIMES_GIVEN and discount_before(text, start) >= CONTEXT_DISCOUNT
    return first + second + NEVER_GIVEN_COST if is_person else None


def _is_word_before_name(text: str, start: int, given: int) -> bool:
    """Whether a surname is a function word before a name: 于 | 岷山."""
    if text[start:given] not in _HARDLY_SURNAMES:
        return False
    if text[start:given] == "区" and text[start - 1 : start] == "大":  # 勃艮第 | 大区 | 约讷
        return True
    return any(
        (name := text[given : given + size]) in known_names() or name in listed_names()
        for size in (2, 3)
    )
