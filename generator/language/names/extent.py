"""How far a name reaches beyond its first word: 静安寺 | 路, 南洋 | 大学, 利奥波德 | 一世.

The words of a name remain words, which can be looked up; the name is what they are together. What
a thing is belongs to its name if the name would be another without it. This holds for rivers,
roads, temples, schools and bodies, but not for the divisions of a country (北京 | 市), which are
called by their first word alone, nor for companies and schools of a country or city in general
(美国 | 公司, 上海 | 学校). A country's own bodies tell their field: 台湾 | 师范 | 大学.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.names.formal_names import QUARTERS, end_of_quarter
from generator.language.names.kinds import DIVISIONS, VERBAL_TYPES, is_transcribed
from generator.language.names.named_by_words import TELLS_NO_NAME
from generator.language.names.tables import known_names, surname_of
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.model import NameKind

_WORDS = read_groups("names/name_words.tsv")

_LANDFORMS = _WORDS["landform"]
_SITES = _WORDS["built"]
_SITE_FIELDS = _WORDS["site-field"]
"""Words between a name and a park or an airport: 普达措 | 国家 | 公园."""
_ORDINALS = _WORDS["ruler-number"]
_NUMBERS = frozenset("一二三四五六七八九十")
"""The characters of rulers' numbers."""
_EVENTS = _WORDS["event"]
_WARS = frozenset(("战争", "内战", "公开赛", "大奖赛"))
"""Of these, those that a country has too: 朝鲜 | 战争, but not 中国 | 杯."""
_PRIZES = frozenset(("奖", "奖章", "文学奖", "科学奖"))
"""What is called by a person and a field: 沃尔夫 | 物理 | 奖."""
_SHOWS, _SHOW_FIELDS = _WORDS["show"], _WORDS["show-field"]
"""Fairs and festivals, which are also called by their country, and the words between them and their
city: 台北 | 国际 | 书展."""
_SHIPS = frozenset("号舰")
"""Of these, what ships are called: 亚利桑那 | 号."""
_TEAMS = _WORDS["team"]
_NICKNAMES = _WORDS["nickname"]
"""What teams of a city are called: 金州 | 勇士 | 队."""
_BODIES = _WORDS["own-body"]
"""Kinds of bodies that are called by a city or a region: 南洋大学, 民声日报."""
_GENERAL_BODIES = _WORDS["general-body"]
"""Kinds of bodies that many places have without their being names: 上海的公司, 上海公司."""
_ATTENDED = frozenset(("大学", "学院", "高中", "中学", "小学"))
"""Schools that a person may attend."""
_STATE_BODIES = _WORDS["state-body"]
"""Those that each country has one of: 中国 | 科学院."""
_OWN_BODIES, _ALL_BODIES = _BODIES | _STATE_BODIES, _BODIES | _GENERAL_BODIES
_FIELDS = _WORDS["field"]
"""Words between a name and the kind of a body: 南苑 | 航空 | 学校."""
_COUNTRIES = _WORDS["country"]
_FORMAL_BODIES = _WORDS["formal-body"]
"""Kinds of bodies that are called by a place and their field: 中国 | 围棋 | 协会."""
_FIELD_ONLY = _WORDS["field-only"]
"""Of these, the ones that no field makes the name of a body of a country: 美国 | 科技 | 公司."""
_TELLING_BODIES = _WORDS["tells-field"]
"""Those that tell their field themselves: 全国 | 政协."""
_COMPANIES = frozenset(("公司", "集团", "厂", "总公司", "有限公司", "股份有限公司", "集团公司"))
_TELLS_NO_TEAM = _WORDS["describes-team"]
_STATE_ENDS = _FORMAL_BODIES - _FIELD_ONLY - _WORDS["place-only"]
"""Those that the state, or all states, have: 国家 | 体育 | 总局."""
_SPORTS = _WORDS["sport"]
_CENTRES = _WORDS["centre"]
BRANCHES = _WORDS["branch"]
"""What the part of a body in a place is called: 加州大学 | 伯克利 | 分校."""
STATE_PREFIXES = _WORDS["state-prefix"]
AFTER_COMPOUNDS = _WORDS["after-compound"]
"""Those that belong to the listed name of a body before them: 金州 | 勇士 | 队."""
_REALMS, _REALM_FIELDS, _CONTINENTS = _WORDS["realm"], _WORDS["realm-field"], _WORDS["continent"]
"""Kinds of states, the words before them, and the parts of the world that have many of them."""
_TRIBE = 3
"""The least length of the name of a people that a state is called by: 法兰克 | 王国."""
_OF_REALMS = frozenset((NameKind.PLACE, NameKind.OTHER))
_PLACES = _LANDFORMS | _SITES
_ALL_ENDS = (_ORDINALS, _EVENTS, _TEAMS, _ALL_BODIES, _STATE_BODIES, _FORMAL_BODIES)
_AND = frozenset("和与")
"""Words between two fields of an office: 文化 | 和 | 旅游 | 局."""
_OFFICES = frozenset(("局", "厅", "委员会", "部", "总局"))
_ENDS = _PLACES.union(QUARTERS, _TELLING_BODIES, _OFFICES, _SHOWS, *_ALL_ENDS)
_NUMBERED_ROADS = frozenset(f"{number}路" for number in "一二三四五六七八九十")
MAY_FOLLOW = _ENDS.union(_FIELDS, _NICKNAMES, BRANCHES, _REALMS, _NUMBERED_ROADS, "世之人")
"""The words that may continue a name."""

ERAS = _WORDS["era"]
"""Names of eras, before the number of a year."""
_NOT_IN_BODIES = frozenset("语文话教族人朝代节式裔化")
"""The last characters of names of languages, faiths and peoples, which tell the field of a body."""
_MARKETS = frozenset("板指")
"""The last characters of names of stock markets and indices."""
_PAIRED_FIELDS = _WORDS["paired-field"]
"""Two fields that are the field of one body: 发展 | 和 | 改革."""
_MOST_IN_PAIR = 5
_MAX_FIELDS = 3
MAX_FOLLOWING = _MAX_FIELDS + _MOST_IN_PAIR + 1
"""The maximum number of words that continue a name."""
_TELLS_FIELD = 4
"""The length from which the kind of a body tells its field: 台湾 | 师范大学."""


def is_country(name: str) -> bool:
    """Whether a name is that of a country or a part of the world."""
    return name in _COUNTRIES


def is_foreign_state(name: str) -> bool:
    """Whether a name is that of a state other than China, whose bodies are called by it, too."""
    return name in _COUNTRIES and name not in _CONTINENTS | {"中国", "台湾", "香港", "澳门"}


def extend_name(words: Sequence[str], at: int, kind: NameKind) -> tuple[int, NameKind] | None:
    """Return the end, as an index of a word, and the kind of the name that begins with a word.

    `kind` is that of the word alone. None if the word is the whole name.
    """
    end = at + 1
    if kind is NameKind.PLACE and words[at] not in _COUNTRIES and _is_team(words[end : end + 2]):
        return end + 1 + (words[end + 1 : end + 2] == ["队"]), NameKind.ORGANISATION
    if (
        kind is NameKind.PERSON
        and words[end + 1 : end + 2] == ["世"]
        and _NUMBERS.issuperset(words[end])
    ):
        is_ruler = _may_be_numbered(words[at], kind, words[end] + "世")
        return (end + 2, NameKind.PERSON) if is_ruler else None
    if words[end : end + 1] and words[end] in _EVENTS and words[end][0] == "之":
        return (end + 1, NameKind.OTHER) if words[at] not in _COUNTRIES else None  # 洪武 | 之治
    is_event = "".join(words[end : end + 2]) in _EVENTS and words[end] == "之"
    if is_event and words[at] not in _COUNTRIES and len(words[at]) > 1:
        return end + 2, NameKind.OTHER  # 不列颠 | 之 | 战
    if kind is NameKind.OTHER and words[end : end + 1] == ["人"]:
        is_people = (
            len(words[at]) > 1 and is_transcribed(words[at]) and words[at][-1] not in "人族语教"
        )
        return (end + 1, NameKind.OTHER) if is_people else None  # 法兰克 | 人
    if quarter := end_of_quarter(words, at):
        return quarter
    if kind is not NameKind.ORGANISATION and _is_numbered_road(words, at):
        return end + 1, NameKind.PLACE
    if realm := _end_of_realm(words, at, kind):
        return realm, NameKind.PLACE
    end = _end_of_fields(words, end)
    for last in range(end, at, -1):
        if last < len(words) and words[last] in _ENDS and not _is_of_next(words, last):
            found = _kind_with(words[at], kind, words[last], words[at + 1 : last])
            if found is not None:
                return last + 1, found
    return None


def _is_numbered_road(words: Sequence[str], at: int) -> bool:
    """Whether a number and 路 make a name that of a road: 象山 | 一路 | 与, not 北京 | 一路."""
    if len(words[at]) == 1 or is_country(words[at]):
        return False
    road, after = "".join(words[at + 1 : at + 2]), "".join(words[at + 2 : at + 3])
    if road not in _NUMBERED_ROADS:
        return False
    return road != "一路" or after.isdecimal() or after in _BESIDE_ROADS


_BESIDE_ROADS = frozenset(("与", "和", "、", "口", "路口", "交叉口", "段", "路段", "附近", "号"))
"""What follows a road, but not the adverb 一路."""


def _is_of_next(words: Sequence[str], at: int) -> bool:
    """Whether the kind of a body belongs to the word after it: 徐玉玉 | 电信 | 诈骗 | 案."""
    return words[at] == "电信" and words[at + 1 : at + 2] in (["诈骗"], ["网络"], ["欺诈"])


def _end_of_realm(words: Sequence[str], at: int, kind: NameKind) -> int | None:
    """Return the end of the name of a state that begins with a word: 意大利 | 王国."""
    if kind not in _OF_REALMS or len(words[at]) == 1 or words[at] in _CONTINENTS:
        return None
    if kind is NameKind.OTHER and len(words[at]) < _TRIBE:
        return None  # 大秦 | 帝国
    end = at + 1
    while end < len(words) and words[end] in _REALM_FIELDS:
        end += 1
    is_realm = end < len(words) and words[end] in _REALMS
    return end + 1 if is_realm and _BODIES.isdisjoint(words[end + 1 : end + 2]) else None


def _end_of_fields(words: Sequence[str], at: int) -> int:
    """Return the end, from an index on, of the words that may tell the field of a body."""
    end, fields = at, 0
    while end < len(words) and fields <= _MAX_FIELDS:
        if paired := _end_of_pair(words, end):
            end, fields = paired, fields + 1
        elif (
            words[end] in _AND and end > at and any(map(_may_tell_field, words[end + 1 : end + 2]))
        ):
            end += 2  # 经济 | 和 | 信息化 | 委员会
        elif _may_tell_field(words[end]):
            end, fields = end + 1, fields + 1
        else:
            break
    return end


def _end_of_pair(words: Sequence[str], at: int) -> int | None:
    """Return the end of two fields with 和 between them that begin at an index, if they do."""
    if _AND.isdisjoint(words[at + 1 : at + 4]):
        return None
    for end in range(at + 3, min(at + _MOST_IN_PAIR, len(words)) + 1):
        if "".join(words[at:end]) in _PAIRED_FIELDS:
            return end
    return None


def _may_tell_field(word: str) -> bool:
    if word in _FIELDS or word in _SITE_FIELDS or word in DIVISIONS or word == "省":
        return True
    if _NUMBERED.fullmatch(word):
        return True  # 巴黎 | 第十一 | 大学
    is_noun = word_classes().get(word, "x") in _FIELD_CLASSES
    return is_noun and len(word) > 1 and word not in TELLS_NO_NAME and word not in known_names()


_NUMBERED = re.compile("第[一二三四五六七八九十百]+")
_NUMBERED_BODIES = frozenset(("中学", "小学", "高中", "工厂"))
_FIELD_CLASSES = frozenset(("n", "vn", "j"))
"""The classes of words that tell the field of a body."""


def _is_team(words: Sequence[str]) -> bool:
    """Whether the words after a place make it the name of a team: 金州 | 勇士, 费城 | 老鹰 | 队."""
    if words and words[0] in _NICKNAMES:
        return True
    return (
        len(words) == 2
        and words[1] == "队"
        and words[0] not in _TELLS_NO_TEAM
        and word_classes().get(words[0], "x") == "n"
    )


def _kind_with(name: str, kind: NameKind, end: str, fields: Sequence[str]) -> NameKind | None:
    """Return the kind of a name with the word for what it is, and the words between them.

    None if these are no name.
    """
    is_next = not fields
    if kind is NameKind.OTHER and name[-1] in _MARKETS:
        return None  # 科创板 | 公司
    if kind is NameKind.OTHER and name in known_names() and end not in _SHIPS:
        if len(name) > 3 or name[-1] in _NOT_IN_BODIES or end not in _BODIES:
            return None  # 清朝 | 寺, 汉语 | 学校
        return NameKind.ORGANISATION  # 佛光 | 大学
    if kind is NameKind.PERSON and end in VERBAL_TYPES:
        return None  # 汤姆 | 帮
    is_part = kind is NameKind.ORGANISATION and end in _PARTS_OF_ACADEMIES
    if is_part and fields and name.endswith(_ACADEMIES):
        return kind  # 北京大学 | 光华 | 管理 | 学院
    if kind is NameKind.PERSON and end == "和约":
        return None  # 扫罗 | 和 | 约拿单
    if len(name) == 1 or end == name[-1]:
        return None  # 本周 | 公园, 民进党 | 党 | 主席
    is_chinese_person = _is_chinese_person(name, kind)
    if kind is NameKind.PERSON and end == "中路" and not is_chinese_person:
        return None  # 巴尔加斯 | 中路 | 前插
    if is_next:
        if end in _ORDINALS and _may_be_numbered(name, kind, end):
            return NameKind.PERSON
        if end in _SHIPS and is_chinese_person:
            return None  # 李清照 | 号 | 易安居士
        if end in _EVENTS and name[-1] == "节":
            return None  # 春节 | 攻势
        if end in _EVENTS and (name not in _COUNTRIES or end in _WARS | _SHOWS):
            return NameKind.OTHER
        if end in _TEAMS and not is_chinese_person:
            return NameKind.ORGANISATION
        if end in _SITES and name not in _COUNTRIES:
            return NameKind.PLACE
        if end in _LANDFORMS and name not in _COUNTRIES and not is_chinese_person:
            return NameKind.PLACE
    if fields and end in _SHOWS and _SHOW_FIELDS.issuperset(fields) and kind is NameKind.PLACE:
        return NameKind.OTHER  # 釜山 | 国际 | 影展
    if fields and end in _PRIZES and kind is NameKind.PERSON:
        return NameKind.OTHER
    is_site = end in _SITES and kind is NameKind.PLACE and name not in _COUNTRIES
    if is_site and _SITE_FIELDS.issuperset(fields):
        return NameKind.PLACE  # 普达措 | 国家 | 公园
    if is_chinese_person and is_next and end in _ATTENDED:
        return None  # 李明 | 大学 | 毕业, but 宋庆龄 | 基金会, 吕润财 | 纪念 | 中学
    is_of_country = name in _COUNTRIES
    if _is_formal_body(kind, end, fields, is_of_country=is_of_country):
        return NameKind.ORGANISATION
    if not all(field in _FIELDS for field in fields):
        return None
    if end not in (_OWN_BODIES if is_of_country else _ALL_BODIES):
        return None
    if is_of_country and is_next and end not in _STATE_BODIES and len(end) < _TELLS_FIELD:
        return None  # 美国 | 大学, but 中国 | 科学院
    is_own = end in _OWN_BODIES or kind is not NameKind.PLACE or not is_next
    return NameKind.ORGANISATION if is_own else None


_ACADEMIES = ("大学", "科学院", "中科院", "社科院", "农科院", "科大", "师大", "清华", "北大")
"""The ends of the names of universities and academies, which have schools and institutes."""
_PARTS_OF_ACADEMIES = frozenset(
    ("学院", "研究所", "研究院", "研究中心", "实验室", "商学院", "医学院", "法学院", "书院")
)


def _is_chinese_person(name: str, kind: NameKind) -> bool:
    return kind is NameKind.PERSON and bool(surname_of(name)) and len(name) < 4


def _may_be_numbered(name: str, kind: NameKind, number: str) -> bool:
    """Whether a ruler's number belongs to a name: 查尔斯 | 三世, but not 关羽 | 一世 | 英名."""
    is_foreign = len(name) > 2 and is_transcribed(name)
    return number != "一世" or is_foreign or not _is_chinese_person(name, kind)


def _is_formal_body(
    kind: NameKind, end: str, fields: Sequence[str], *, is_of_country: bool
) -> bool:
    """Whether a place, or a firm's name, is that of a body with the words after it."""
    if kind is NameKind.PERSON:
        return bool(fields) and end in _COMPANIES  # 康华 | 制药 | 厂
    if not _AND.isdisjoint(fields):
        return kind is NameKind.PLACE and end in _OFFICES
    if kind is not NameKind.PLACE or not fields:
        return kind is NameKind.PLACE and end in _TELLING_BODIES
    if end == "队":
        return _SPORTS.issuperset(fields)
    if end == "中心":
        return fields[-1] in _CENTRES
    if _NUMBERED.fullmatch(fields[0]) and is_of_country:
        return False  # 中国 | 第一 | 大学
    if end not in _FIELD_ONLY:
        return end in _FORMAL_BODIES or end in _TELLING_BODIES
    is_numbered = end in _NUMBERED_BODIES and _NUMBERED.fullmatch(fields[0]) is not None
    is_own = fields[0] in DIVISIONS or is_numbered or end == "厂"
    return not is_of_country and is_own  # 北京 | 第四 | 中学


def end_of_state_body(words: Sequence[str], at: int) -> int | None:
    """Return the end of the name of a body that begins with 国家 or 全国: 国家 | 体育 | 总局."""
    end = _end_of_fields(words, at + 1)
    for last in range(min(end, len(words) - 1), at + 1, -1):
        if words[last] in _STATE_ENDS:
            return last + 1
    return at + 2 if words[at + 1 : at + 2] and words[at + 1] in _TELLING_BODIES else None
