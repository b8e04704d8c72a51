"""The kind of a name: person, place, organisation or another, from its context and characters."""

from __future__ import annotations

from functools import cache
from math import inf

from generator.language.names.context import (
    DOTS,
    NEVER_GIVEN,
    PERSONAL_TITLES,
    SPEECH_WORDS,
    TITLES,
    has_context_cue,
)
from generator.language.names.tables import (
    FUNCTION_WORDS,
    character_roles,
    is_surname,
    listed_names,
    reviewed_names,
    surname_of,
)
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_DOT = lazy_pattern(f"[{DOTS}]")

_WORDS = read_groups("names/name_words.tsv")

ABBREVIATIONS = _WORDS["abbreviation"]
"""One-character abbreviations of countries, provinces, cities and dynasties."""

PLACE_TYPES = _WORDS["place"]
LONG_PLACE_TYPES = _WORDS["place-word"]
DIVISIONS = frozenset("市县区镇乡")
"""The divisions of a country, of whatever length their name is."""
_SITE_TYPES = _WORDS["site"]
"""The place types that are hardly ever words after a person's name."""
_AFTER_STANDING = _WORDS["after-standing"]
"""Characters after 站 that show the verb “to stand”: 李明 | 站 | 起来."""
_PLACE_FINALS = _WORDS["ends-place"]
"""Characters at the end of places' names that hardly ever end a person's."""
ORGANISATION_TYPES = _WORDS["body"]
VERBAL_TYPES = frozenset("会教派帮")
"""The organisation types that may be verbs after a person: 张伟 | 会 | 来."""
LONG_ORGANISATION_TYPES = _WORDS["body-word"]
_BEFORE_PLACE = _WORDS["before-place"]
"""Last characters of words before a place: 在, 位于, 抵达."""
_NOT_BEFORE_PLACE = _WORDS["not-before-place"]
"""Words that end like those before a place, but are none: 后来, 对于, 见到."""
_NOT_AFTER_PLACE = _WORDS["not-after-place"]
"""What follows a person after 在: 在 | 默克尔 | 看来."""
_AFTER_PLACE = _WORDS["after-place"]
"""What follows a place: 班加西 | 附近."""
_DEFINED_AS_PLACE = lazy_pattern(
    "(?:（[^）]{0,20}）)?，?(?:位于|坐落|是[^，。；！？]{0,24}"
    "(?:市镇|城镇|城市|村庄|村落|小镇|乡镇|湖泊|河流|水库|半岛|岛屿|小岛|山峰|火山|要塞|首都|首府))"
)
"""What an encyclopaedia says of a place after its name."""
_FOREIGN_PLACE_ENDINGS = tuple(_WORDS["ends-foreign-place"])
"""The ends of foreign names of places: 特兰西瓦尼亚, 马格德堡."""
_TEMPLES = frozenset("宫寺庙庵祠")
"""The last characters of names of temples, which have chairmen."""
_PEOPLE_TYPES = frozenset("人族语教文奖杯号级")
"""Characters after a name that is no person's: 卡伦金 | 人."""
_MAX_FOREIGN_COST = 340
"""The highest cost in centibels of a character in a name that is taken as transcribed."""


def name_kind(text: str, span: Span, candidate_kind: NameKind | None) -> NameKind:
    """Return the kind of a name; `candidate_kind` is its kind as a candidate, if it was one."""
    word = span.of(text)
    next_one, next_two = text[span.end : span.end + 1], text[span.end : span.end + 2]
    next_three = text[span.end : span.end + 3]
    last_two = text[max(0, span.start - 2) : span.start]
    chinese = len(word) in (2, 3) and (is_surname(word[0]) or is_surname(word[:2]))
    if is_surname_alone(text, span):
        return NameKind.PERSON
    titled = next_two in TITLES or next_one in TITLES or next_three in TITLES
    titled = titled or (next_two in _WORD_TITLES and is_surname(word))
    if word in ABBREVIATIONS and (next_two in OFFICES or next_three in OFFICES):
        return NameKind.PLACE  # 俄 | 总统
    reviewed = reviewed_names().get(word)
    if reviewed is NameKind.ORGANISATION and next_two not in PERSONAL_TITLES:
        return reviewed  # 发展局 | 局长
    if titled and len(word) == 3 and word[-1] in _TEMPLES:
        return NameKind.PLACE  # 镇澜宫 | 董事长
    if _DOT.search(word) or titled:
        return NameKind.PERSON
    if word in ABBREVIATIONS:
        return NameKind.PLACE
    listed = listed_names().get(word)
    if listed is not None and (listed is NameKind.PLACE or reviewed is not None):
        is_person = reviewed is None and (has_context_cue(text, span) or is_usual_person(word))
        is_person &= word[-1] not in _REGIONS  # 青州、并州
        return NameKind.PERSON if is_person and not _is_after_preposition(text, span) else listed
    if len(word) > 3 and word[-2:] in LONG_ORGANISATION_TYPES:
        return NameKind.ORGANISATION  # 康普顿斯大学
    if next_two in LONG_PLACE_TYPES or next_three in LONG_PLACE_TYPES:
        return NameKind.PLACE
    is_body = next_two in LONG_ORGANISATION_TYPES or next_three in LONG_ORGANISATION_TYPES
    if is_body and not _NO_BODY.match(text, span.end):
        return NameKind.ORGANISATION
    site = next_one in _SITE_TYPES or (next_one == "站" and next_two[1:] not in _AFTER_STANDING)
    ends_place = len(word) > 1 and word[-1] in _PLACE_FINALS
    if ends_place and word[-1] in _GIVEN_FINALS and len(word) == 3 and chinese:
        ends_place = not has_context_cue(text, span) or _is_after_preposition(text, span)
    is_titled = last_two in PERSONAL_TITLES or last_two in TITLES
    if ends_place and is_titled and not chinese and is_transcribed(word[:-1]):
        ends_place = False  # 歌手 | 艾顿庄
    is_region = len(word) == 2 and word[-1] in _REGIONS and not titled
    if (len(word) == 2 and site) or ends_place or is_region:
        return NameKind.PLACE
    if next_one in DIVISIONS or (len(word) > 2 and word[-1] in DIVISIONS):
        return NameKind.PLACE  # 肖托夸 | 县, 白石区
    if _DEFINED_AS_PLACE.match(text, span.end) or _is_natural_feature(text, span):
        return NameKind.PLACE
    if next_two in _AFTER_MAKERS:
        return NameKind.ORGANISATION  # 赛尔康 | 代工
    verb = candidate_kind is not None and next_one in VERBAL_TYPES
    acts = next_two in SPEECH_WORDS or next_two in _MEETINGS
    if next_one in ORGANISATION_TYPES and not acts and not verb:
        return NameKind.ORGANISATION
    is_water = word[-1] in _WATERS and text[span.start - 1 : span.start] in _IN_PLACES
    if reviewed is None and (is_foreign_place(text, span) or is_water):
        return NameKind.PLACE
    if (
        candidate_kind is NameKind.PERSON
        or next_two in SPEECH_WORDS
        or next_one in SPEECH_WORDS
        or last_two in TITLES
    ):
        return NameKind.PERSON
    if next_one in PLACE_TYPES or word[-1] in PLACE_TYPES:
        return NameKind.PLACE
    if chinese:
        return NameKind.PERSON
    is_foreign = len(word) > 2 and is_transcribed(word)
    is_foreign = is_foreign or (len(word) > 4 and may_be_transcribed(word))
    is_after = _is_after_preposition(text, span)
    if is_after or (is_foreign and word.endswith(_FOREIGN_PLACE_ENDINGS)):
        return NameKind.PLACE
    is_unknown = len(word) < 5 and word not in dictionary_words()
    if next_one not in _PEOPLE_TYPES and (is_foreign or is_unknown):
        return NameKind.PERSON
    return NameKind.OTHER


_AFTER_MAKERS = _WORDS["after-maker"]
"""What only firms have and do: 赛尔康 | 代工."""
_NO_BODY = lazy_pattern("电信(?:诈骗|网络)|电子(?:邮|商务)|汽车[站票]|银行卡|保险[柜箱单费]")
"""Words that begin like the kind of a body: 徐玉玉 | 电信诈骗 | 案."""


def _is_natural_feature(text: str, span: Span) -> bool:
    """Whether an encyclopaedia speaks of a mountain or a river: 吴山 | 亦 | 名, 即今 | 罗河."""
    is_after = _BEFORE_FEATURE.search(text, max(0, span.start - 3), span.start) is not None
    if is_after and text[span.end : span.end + 1] in _FEATURES:
        return True  # 支流 | 霍尔 | 河
    is_before = is_after or _SAID_OF_FEATURE.match(text, span.end) is not None
    return is_before and text[span.end - 1] in _FEATURES


_FEATURES = _WORDS["feature"]
"""The last characters of the names of mountains, rivers and the like."""
_SAID_OF_FEATURE = lazy_pattern(f"(?:{'|'.join(sorted(_WORDS['said-of-feature']))})")
_BEFORE_FEATURE = lazy_pattern(f"(?:{'|'.join(sorted(_WORDS['before-feature']))})$")
"""What an encyclopaedia says after and before their names."""

_SECTION_NUMBERS = frozenset("一二三四五六七八九十")


def is_section(text: str, at: int) -> bool:
    """Whether 段 at an offset is a section of a road, not a surname: 东路 | 三 | 段 | 某 | 大楼."""
    return text[at] == "段" and at > 0 and text[at - 1] in _SECTION_NUMBERS


_SURNAMED = _WORDS["surnamed"]
"""Who is called by a surname with 姓 alone."""
_NO_SURNAME = frozenset("同外百")
"""Characters that form a word with 姓, though they may be surnames."""


_WORD_TITLES = _WORDS["word-title"]
"""Titles that are more often other words: 李 | 大人."""


def is_surname_alone(text: str, span: Span) -> bool:
    """Whether a word is the surname of somebody who is not named: 陈 | 姓 | 女子."""
    surname = span.of(text)
    if text[span.end : span.end + 1] != "姓" or not is_surname(surname) or surname in _NO_SURNAME:
        return False
    return any(text[span.end + 1 : span.end + 1 + size] in _SURNAMED for size in (1, 2, 3))


def is_foreign_place(text: str, span: Span) -> bool:
    """Whether the words beside a foreign name show a place: 死于 | 苏尔特, 班加西 | 附近."""
    word = span.of(text)
    if len(word) < 3 or not may_be_transcribed(word):
        return False
    after = text[span.end : span.end + 3]
    if any(after.startswith(place) for place in _AFTER_PLACE):
        return True
    if _CONQUERED.search(text, max(0, span.start - 3), span.start) and is_foreign_person(word):
        return after[:1] not in _BESIDE_PERSONS
    return (
        _is_after_preposition(text, span)
        and text[span.start - 1] in _IN_PLACES
        and is_foreign_person(word)
        and not any(after.startswith(person) for person in _NOT_AFTER_PLACE)
        and after[:1] not in _BESIDE_PERSONS
    )


_CONQUERED = lazy_pattern(f"(?:{'|'.join(sorted(_WORDS['conquers']))})了?$")
"""What is done to places, before a name: 攻占 | 奥廖尔."""
_IN_PLACES = frozenset("在于赴抵")
"""Of what is before places, the characters that are hardly ever before a person."""
_BESIDE_PERSONS = frozenset("家身眼心手和与、等")


def _is_after_preposition(text: str, span: Span) -> bool:
    """Whether a word that is before places is before a name: 来到, but not 后来."""
    last, after = text[span.start - 1 : span.start], text[span.end : span.end + 2]
    if last not in _BEFORE_PLACE or (last == "在" and after in _NOT_AFTER_PLACE):
        return False
    return text[span.start - 2 : span.start] not in _NOT_BEFORE_PLACE


_MEETINGS = _WORDS["meeting"]
"""Verbs that begin with the last character of bodies: 张万年 | 会见."""
_WATERS = frozenset("河江湖溪")
"""The last characters of rivers and lakes, which also end given names: 在 | 南清河."""
_REGIONS = frozenset("州郡")
"""Divisions of old, at the end of names of two characters: 并州."""
_GIVEN_FINALS = frozenset("台阁亭谷庄溪湖渠")
"""Those of places' last characters that end given names, too, beside a title: 书记 | 张玉台."""
OFFICES = frozenset(
    ("总统", "总理", "外长", "首相", "防长", "大使", "议员", "女王", "国王", "国防部", "外交部")
)
"""Offices of a state, before which an abbreviation means a country."""
_MAX_GIVEN_COST = 520
"""The highest cost in centibels of a given name that tells a person of the list from a place."""


def is_usual_person(word: str) -> bool:
    """Whether a word of three characters is plainly a surname and a given name: 邱娥国."""
    if len(word) != 3:
        return False
    surname, first, second = map(character_roles().get, word)
    return (
        surname is not None
        and first is not None
        and second is not None
        and surname.surname is not None
        and surname.surname <= 300
        and first.first is not None
        and second.second is not None
        and first.first + second.second <= _MAX_GIVEN_COST
        and (word[-1] not in PLACE_TYPES or word[-1] in "国海洋")
        and word[-1] not in _PLACE_FINALS
    )


_PLAIN_SURNAMES, _NOT_PLAIN_LAST = _WORDS["plain-surname"], _WORDS["not-plain-last"]
"""Surnames that hardly ever begin a word that the segmenter does not know, and the last characters
of titles and things that such words may be."""
_MAX_PLAIN_COST, _UNSEEN_COST = 850, 620
"""The highest cost in centibels of a given name after such a surname, and that of a character
that never has its place in given names elsewhere."""


_NOT_PLAIN_ENDS = PLACE_TYPES | _PLACE_FINALS | ORGANISATION_TYPES | NEVER_GIVEN


def is_plain_person(word: str) -> bool:
    """Whether an unknown word of three characters can hardly be anything but a person: 曾宝仪."""
    if len(word) != 3 or not FUNCTION_WORDS.isdisjoint(word[1:]):
        return False
    if word[0] not in _PLAIN_SURNAMES or word[-1] in _NOT_PLAIN_LAST:
        return False
    first, second = map(character_roles().get, word[1:])
    costs = (first.first if first else None, second.second if second else None)
    if sum(_UNSEEN_COST if cost is None else cost for cost in costs) > _MAX_PLAIN_COST:
        return False
    return word[-1] not in _NOT_PLAIN_ENDS


def may_be_transcribed(word: str) -> bool:
    """Whether each character of a name occurs in foreign ones, however rarely."""
    roles = character_roles()
    return all(char in roles and roles[char].foreign is not None for char in word)


def is_transcribed(word: str) -> bool:
    """Whether a name may transcribe a foreign one."""
    return all(map(_transcribes, word))


_USUAL_IN_FOREIGN = 270
"""The cost below which a character is usual in transcribed names."""


def is_usual_in_foreign(word: str) -> bool:
    """Whether all characters of a name are usual ones of foreign names: 瓦拉纳西."""
    roles = [character_roles().get(char) for char in word]
    return all(role and (role.foreign or inf) < _USUAL_IN_FOREIGN for role in roles)


_FOREIGN_ADVANTAGE = 150
"""By how much a short name costs less as a foreign one than as a Chinese one if it is foreign."""
_CHINESE_ADVANTAGE = 100
"""By how much a name of usual foreign syllables costs less as a Chinese one if it is Chinese."""


_FOREIGN_ENDS = frozenset("尔斯姆兹")
"""Characters with which Chinese given names hardly end: 鲍尔, 马绍尔."""
_RARE_ENDS = frozenset("蒂顿勒茨尼萨夫特克恩娅")
"""Those that rarely are a whole given name."""
_FOREIGN_PERSONS, _NEVER_FOREIGN = _WORDS["foreign-person"], _WORDS["never-foreign"]
_LONG = 4
"""The length from which a person with a surname of one character has no Chinese name."""


def is_foreign_person(name: str) -> bool:
    """Whether a person's name is rather foreign than Chinese: 达辛, 艾茜莉尔, but not 王丽华."""
    if name in _FOREIGN_PERSONS:
        return True
    may_transcribe = len(name) > 2 and is_transcribed(name)
    surname = surname_of(name)
    roles = [character_roles().get(char) for char in name]
    foreign = [role.foreign for role in roles if role is not None and role.foreign is not None]
    if len(surname) == 1 and len(name) < _LONG and not _NEVER_FOREIGN.isdisjoint(name[1:]):
        return False  # 林定国
    if len(surname) != 1 or len(foreign) < len(name):
        return may_transcribe
    family, *given = [role for role in roles if role is not None]
    if len(given) == 1:
        costs = [family.surname, given[0].only]
    elif len(given) == 2:
        costs = [family.surname, given[0].first, given[1].second]
    else:
        return True
    known = [cost for cost in costs if cost is not None]
    if len(known) < len(costs):
        return may_transcribe
    if name[-1] in _FOREIGN_ENDS or (len(name) == 2 and name[-1] in _RARE_ENDS):
        least = 0 if len(name) == 2 else -_CHINESE_ADVANTAGE
    else:
        least = -_CHINESE_ADVANTAGE if may_transcribe else _FOREIGN_ADVANTAGE
    return sum(known) - sum(foreign) > least


@cache
def _transcribes(char: str) -> bool:
    """Whether a character is usual in foreign names."""
    roles = character_roles().get(char)
    return roles is not None and roles.foreign is not None and roles.foreign <= _MAX_FOREIGN_COST
