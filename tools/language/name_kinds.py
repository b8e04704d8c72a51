"""The kind of a headword that is a name, from its ends, its gloss and jieba's tag."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.dictionary.cedict import Entry
from generator.model import NameKind

_ORGANISATION = re.compile(
    r"\b(compan(y|ies)|corporation|universit(y|ies)|college|institute of|association|agency|bank"
    r"|party|organi[sz]ation|ministry|committee|commission|academy|bureau|newspaper|magazine"
    r"|brand|conglomerate|manufacturer|airline|broadcast|news agency|Inc\.|Ltd|publisher|league"
    r"|union|council|department|press|Foundation|firm|retailer|carmaker|team|club)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\(\s*(c\.|born|b\.|-?\d{2,4}\s*(BC)?\s*[-–]|[^)]*\d{3,4}[-–])"
    r"|given name|\(name\)|unspecified person"
    r"|\b(politician|actor|actress|writer|poet|emperor|king of|philosopher|singer|mathematician"
    r"|physicist|president|footballer|tennis|character (in|from|of))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(city|county|district|province|country|town|township|capital of|island|river|lake"
    r"|mountain|mountains|sea|state|prefecture|region|republic|autonomous|village|continent"
    r"|ocean|peninsula|strait|municipality|place|located|area|suburb|desert|valley|bay|port"
    r"|kingdom|archipelago|Prefecture|USA?|territory|capital|location|square)\b"
)


_PLACE_FIRST = re.compile(
    r"[^/]*\b(city|county|district|province|town|township|islands?|river|lake|prefecture|village"
    r"|archipelago|mountains?|peninsula|state|country)\b"
)
_BORN = re.compile(r"[^/,]*\(\s*(c\. |born |b\. |-)?(-?\d{2,4}( BC)?\s*[-–]|\d{4}\))")
_NAME_AND_BEARER = re.compile(r"[^/]*\(name\).*\(\d{4}-\d{4}\)")
_ALSO_PLACE = re.compile(r"(?i)\bstate\b|\bcapital\b")
LOCATED_IN = (
    r"\b(?:capital of|city in|town in|river in|province of|in) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
"""The place in which something is: `capital of Argentina` implies that Argentina is a place."""

TAGS = {
    "ns": NameKind.PLACE,
    "nt": NameKind.ORGANISATION,
    "nr": NameKind.PERSON,
    "nrt": NameKind.PERSON,
}
"""jieba's tags for names, which have priority over the gloss."""


_PERIOD = re.compile(
    r"(?i)(?![^(]*\b(emperor|of|poet|scholar|writer|official|by|saint)\b)"
    r"[^(/,]*\b(dynast(y|ies)|periods?|wars?|empires?|era|khanate)\b[^(/,]*\("
)
"""A period, although years follow it as they do a person: the Northern Song Dynasty (960-1127)."""
_WAR_OR_WORK = re.compile(r".*(战争|战役|时代|王朝|历险记|大典|字典)")
_LANDSCAPE = re.compile(
    r"(?i)[^(/;]*\b(mt\.?|mount|mountains?|rivers?|count(y|ies)|prefecture|city|district|islands?|lake"
    r"|province|banner)\b"
)

_SEE_PLACE = re.compile(r"see [^\[/]*[区县州市旗]\[")
"""A short form of the name of a place: 吴江, `see 吳江區|吴江区`."""
_OTHER_PATTERNS = (
    (r".+[星座]", r"(?i).*\b(planet|constellation|asteroid|comet|star)\b"),
    (r".+[传记亭经]", r"(?i)[^/]*\b(play|novel|opera|story|commentary|annals|book|text|essay)\b"),
    (r".+(条约|运动|起义|之[乱变战役]|十国|六国)", r""),
    (r".+派", r"(?i).*\b(sect|school|cubism)"),
)
"""Patterns of a headword and its gloss for names of neither persons nor places: stars, works."""
_PLACE_PATTERNS = (
    (r".+[楼寺塔亭阁宫庙城]", r"[^/(]*\b(Temple|Monastery|Pagoda|Tower|Palace|Pavilion|City)\b"),
    (r".+国", r"(?i)[^/(]*\b(states?|kingdom|republic|empire|reich|germany)\b"),
    (r"..+[县州市]", r"(?!to |lit\.|fig\.|.*\(\d{4}-)"),
)
"""Patterns of a headword and its gloss for places: 黄鹤楼, 齐国, 化隆县."""

EVENT = re.compile(
    r".+(革命|运动|战争|战役|大战|[一二]战|之乱|事变|事件|时代|宣言|公约|条约|宪章|法案|变法|维新|政变"
    r"|主义|法庭|方案|起义|之路)|[一二]战|民国"
)
"""Events and writings, which are not names if they begin with a common word."""


_EVENT_OR_BELIEVER = re.compile(
    r".*([奥亚城全农]运会|.运动会|[冬夏残特]奥会|亚冬会|.博览会|[超锦]赛|..[奖杯]|教徒)"
)
"""Games, prizes and believers, which the gloss or jieba takes for bodies or places."""

_ENDINGS = (
    (r"..+([奖犬酒猪]|法案|字母|法郎|木马|综合征|病毒|透镜|电码)", NameKind.OTHER),
    (r"..+(时报|日报|早报|晚报|邮报|周刊|汇报|新闻网|中心|出版|航空)|.航", NameKind.ORGANISATION),
    (r".+[宗剧经节月教街]|.+攻略", NameKind.OTHER),
    (
        r"..+(?<!天)[宫殿桥峡墙湾]|..+(半岛|高地|盆地|草原|海沟|水库|公园|广场|机场|铁塔|山脉|高原|群岛)",
        NameKind.PLACE,
    ),
)
"""The ends of headwords that are not the names of persons, with what they are."""

_GLOSSES = (
    (
        r"(?i)[^/]*\b(ethnic group|indigenous|nomadic|asterism|constellation|star sign|species"
        r"|grape type|currency|rupiah|baht|dialect|cuisine|opera|festival|awards?|dog breed"
        r"|cigarette|civilization|epoch|geology|religion\)|video game|computer game)\b"
        r"|[^/]*\(language",
        NameKind.OTHER,
    ),
    (
        r"(?i)[^/]*\b(carmaker|hotel chain|restaurant\)|supermarket|airlines?|franchise"
        r"|secret police|animation studios|news agency|(car|plane) maker?)\b",
        NameKind.ORGANISATION,
    ),
    (
        r"(?i)[^/]*\b(capital of|area in|neighbou?rhood of|region (in|of)|port in|settlement in"
        r"|province of|desert|palace|museum in|temple in|launch site|building in|park (in|on)"
        r"|cave complex|former name of U)\b",
        NameKind.PLACE,
    ),
    (
        r"(?i)[^/]*\b(biblical name|goddess|god of|deity|protagonist|Japanese surname)\b",
        NameKind.PERSON,
    ),
)
"""The glosses of names of one kind."""

_PLACE_WITHIN = (
    r"(?:\(Tw\) )?[A-ZÀ-Þ][^/(,]*, (?:the )?(\w+(?: [A-Z][a-z]+)?)(?: /.*)?"
    r"|[A-ZÀ-Þ][^/,(]* \((?:the )?([A-Z][a-z]+)\)(?: /.*)?"
)
"""The gloss of a place that says where it is: `Houston, Texas`, `Dijon (France)`."""


def _kind_told(headword: str, gloss: str, places: frozenset[str]) -> NameKind | None:
    """Return the kind that the end of a headword tells, or else its gloss."""
    if "，" in headword or gloss.startswith("lit. "):
        return None
    for pattern, kind in _ENDINGS:
        if re.fullmatch(pattern, headword):
            return kind
    within = re.fullmatch(_PLACE_WITHIN, gloss)
    if within and {within[1], within[2]} & ((places | _STATES) - _FAITHS):
        return NameKind.PLACE
    return next((kind for pattern, kind in _GLOSSES if re.match(pattern, gloss)), None)


def is_person(entry: Entry) -> bool:
    """Whether an entry is of a Chinese person with a surname: `Zhao Gao (?-207 BC), one of …`."""
    gloss = entry.senses[0]
    name = re.match(r"([A-ZÜ][a-zü'-]+) ([A-ZÜ][a-zü'-]+)(?=,| \()", gloss)
    if name is None or not 2 <= len(entry.simplified) <= 3:
        return False
    if not _OF_PERSONS.search(gloss) or _OF_BOOKS.search(gloss):
        return False
    spelt = "".join(re.sub(r"\W|\d", "", s).lower().replace("u:", "ü") for s in entry.syllables)
    return re.sub(r"\W", "", name[0]).lower() == spelt.replace("v", "ü")


_OF_PERSONS = re.compile(
    r"(?i)\d|\b(general|official|historian|poet|leader|scholar|author|ministers?|chancellor|warlord"
    r"|writer|president|character|hero|politician|actor|actress|singer|painter|philosopher)\b"
)

_OF_BOOKS = re.compile(
    r"(?i)\b(dictionary|history of|commentary|classic|annals|school|spiritual)\b"
)

_STATES = frozenset(
    "Texas Nevada Oregon Florida Virginia Pennsylvania Italy Syria Colorado".split()
)
_FAITHS = frozenset("Islam Christianity Hinduism Buddhism Catholicism Protestantism".split())


def classify(
    headword: str, gloss: str, tags: dict[str, NameKind], places: frozenset[str]
) -> NameKind | None:
    """Return the kind of a headword, None if it is no name.

    jieba tags many places, peoples and companies with foreign names as persons; where neither tag
    nor gloss says more, the end of the headword and words of the gloss do.
    """
    kind = _tagged_kind(headword, gloss, tags, places)
    if kind is not None and _EVENT_OR_BELIEVER.fullmatch(headword):
        return NameKind.OTHER
    is_guess = kind is NameKind.OTHER or (
        kind is NameKind.PERSON and not (_PERSON.search(gloss) or _BORN.match(gloss))
    )
    return (_kind_told(headword, gloss, places) if is_guess else None) or kind


def _tagged_kind(
    headword: str, gloss: str, tags: dict[str, NameKind], places: frozenset[str]
) -> NameKind | None:
    if re.match(r"周.|星期|礼拜", headword) and re.search(r"\w*day\b", gloss):
        return None  # weekdays are in lower case (GB/T 16159)
    if re.fullmatch(r"[一二三四五六七八九十]{1,2}月|[正腊冬元]月", headword):
        return None
    if re.search(r"(?i)\bdynasty\b|\bera\b", gloss) and headword[-1] in "朝代":
        return NameKind.OTHER
    if _PERIOD.match(gloss) or _WAR_OR_WORK.fullmatch(headword):
        return NameKind.OTHER
    if re.fullmatch(r"..+[经记]|.+书", headword) and not _BORN.match(gloss):  # not 钱钟书
        return NameKind.OTHER
    if headword[-1] in "山河江湖海岛县州市省旗" and _LANDSCAPE.match(gloss):
        return NameKind.PLACE
    if _matches_any(headword, gloss, _OTHER_PATTERNS):
        return NameKind.OTHER
    if _SEE_PLACE.match(gloss) or _matches_any(headword, gloss, _PLACE_PATTERNS):
        return NameKind.PLACE
    if _BORN.match(gloss) or (_NAME_AND_BEARER.match(gloss) and not _ALSO_PLACE.search(gloss)):
        return NameKind.PERSON
    if re.fullmatch(r".+[语族教]|..+[人话文菜史节]", headword):
        return NameKind.OTHER
    place = bool(_PLACE_FIRST.match(gloss)) or re.split(r",| / | \(", gloss)[0] in places
    body = r".*(大学|学院|公司|银行|集团|党|协会|委员会|研究院|研究所)|.+[会局部军]"
    if re.fullmatch(body, headword) and not place:
        return NameKind.ORGANISATION
    tag = tags.get(headword)
    if tag is not NameKind.PERSON and _ORGANISATION.search(gloss) and not place:
        return NameKind.ORGANISATION
    if tag is not NameKind.PLACE and place:
        return NameKind.PLACE  # jieba tags some places, peoples and companies as persons
    if tag is NameKind.PERSON and not _PERSON.search(gloss) and _ORGANISATION.search(gloss):
        return NameKind.ORGANISATION
    if tag is not None:
        person = "surname" in gloss or (not place and _PERSON.search(gloss))
        return NameKind.PERSON if person else tag
    if _PERSON.search(gloss) or "·" in headword:
        return NameKind.PERSON
    if _ORGANISATION.search(gloss) and not re.fullmatch(r".*[市县区省州国岛]", headword):
        return NameKind.ORGANISATION
    if _PLACE.search(gloss):
        return NameKind.PLACE
    return NameKind.OTHER


def _matches_any(headword: str, gloss: str, kinds: Sequence[tuple[str, str]]) -> bool:
    return any(
        re.fullmatch(end, headword) and re.match(gloss_pattern, gloss)
        for end, gloss_pattern in kinds
    )
