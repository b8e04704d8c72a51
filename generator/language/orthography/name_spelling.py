"""How names are spelt: which of their words have a capital, and what stands apart in them.

The kind of a place is a word of its own after its name: 北京市 Běijīng Shì, 大雁塔 Dàyàn Tǎ, but
not 金门 Jīnmén. So is a form of address before a surname or a given name: 老王 Lǎo Wáng, 阿秀
Ā Xiù. Two countries before what they share have a hyphen: 中美关系 Zhōng-Měi guānxì. So have the
places that name a railway: 成昆铁路 Chéng-Kūn Tiělù.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.language.dictionary.cedict import Dictionary
from generator.language.names.extent import ERAS
from generator.language.names.kinds import is_transcribed, is_usual_in_foreign
from generator.language.orthography.joinable import JoinableWord, word_class
from generator.language.tables import read_groups
from generator.model import NameKind

_WORDS = read_groups("orthography/joined_words.tsv")
_TYPE_WORDS = _WORDS["place"]


def is_place_type(word: str) -> bool:
    """Whether a word after a place name is part of it and has a capital: 北京市 Běijīng Shì."""
    return word in _TYPE_WORDS or word == "道"  # 湾仔 | 道


_TYPES = frozenset("洋路街道巷省市县区州镇乡河江湖岛山站")
"""Those that are words of their own in names that the dictionary lacks; 湾 and 桥 are often part of
a village's name."""
_TYPES_OF_ENTRIES = frozenset("路街州洋")
"""Those that are also words in names of the dictionary: 佛罗里达州 Fóluólǐdá Zhōu."""
_LEAST_BAY, _BAY = 3, re.compile(r"\b(?:Bay|Gulf|Cape)\b")
_TYPES_AFTER_NAMES = frozenset("城口")
"""Those that are words of their own after a name of the dictionary: 长安城, 长江口."""
_BUILDINGS = {
    "塔": "pagoda|tower", "寺": "temple|monastery|mosque", "窟": "caves?|grotto(?:es)?",
    "园": "palace|garden|park", "宫": "palace|temple", "殿": "hall", "陵": "mausoleum|tombs?",
    "楼": "tower|pavilion", "阁": "tower|pavilion", "关": "pass", "屿": "island|islet",
    "庙": "temple",
}  # fmt: skip
"""Buildings and sights whose kind is a word of its own if their gloss names it: 大雁塔 Dàyàn Tǎ,
but not 艾伯塔, and what towns are called after them: 平型关, but not 七星关."""


def ends_with_type(place: str, dictionary: Dictionary) -> bool:
    """Whether the last character of a place's name is its kind, and a word of its own."""
    last = place[-1]
    if len(place) < 3:
        return False  # 福州 Fúzhōu
    entries = dictionary.entries(place)
    is_common = word_class(place) == "n" or bool(entries)
    if is_common and not any(entry.is_name for entry in entries):
        return False  # 植物园, a word of the name of one
    if last in _TYPES_OF_ENTRIES:
        return True
    if last in _TYPES and not entries:
        return True
    if last in "湾角" and len(place) >= _LEAST_BAY:
        is_bay = any(_BAY.search(entry.senses[0]) for entry in entries)
        return is_bay or (not entries and is_usual_in_foreign(place[:-1]))  # 比斯开湾, 罗卡角
    if last in _TYPES_AFTER_NAMES:
        return not entries and any(entry.is_name for entry in dictionary.entries(place[:-1]))
    if last not in _BUILDINGS:
        return False
    if not entries:
        return not is_transcribed(place)
    kind = re.compile(rf"\b(?:{_BUILDINGS[last]})\b", re.IGNORECASE)
    return any(kind.search(entry.senses[0]) for entry in entries)


def is_craft(word: str, kind: NameKind) -> bool:
    """Whether a word, or the end of a name of this kind, is that of a craft: 挑战者号, 五号."""
    return kind is NameKind.OTHER and len(word) > 1 and word[-1] == "号"


_LINES = _WORDS["line"]


def is_line(name: str) -> bool:
    """Whether a name is that of a railway or a road by the places at its ends: 成昆."""
    return name in _LINES


_PROPER_KINDS = tuple(_WORDS["proper-kind"])
_COMMON_NAMES = _WORDS["common-name"]


def has_proper_kind(name: str) -> bool:
    """Whether what a name ends with makes all its words proper ones: 文艺复兴 Wényì Fùxīng.

    The words of other names are common ones: 布朗运动 Bùlǎng yùndòng, 扬州炒饭 Yángzhōu chǎofàn.
    """
    return name.endswith(_PROPER_KINDS) and name not in _COMMON_NAMES


_DYNASTIES = frozenset("汉晋隋唐宋辽金元明清")


def find_dynasties(words: Sequence[str]) -> Iterator[int]:
    """Yield the indices of dynasties before the name of an era: 明 | 万历 | 年间."""
    if _DYNASTIES.isdisjoint(words):  # most sentences
        return
    for at, (before, word) in enumerate(pairwise(words)):
        if before in _DYNASTIES and word in ERAS:
            yield at


_REGIONS, _BEFORE_REGIONS = _WORDS["region"], _WORDS["before-region"]


def find_regions(words: Sequence[str]) -> Iterator[int]:
    """Yield the indices of regions by one syllable after a verb of motion or 在: 返 | 京."""
    if _REGIONS.isdisjoint(words):  # most sentences
        return
    for at, (before, word) in enumerate(pairwise(words)):
        if word in _REGIONS and before in _BEFORE_REGIONS:
            yield at + 1


_FOUNDERS = frozenset({"国立", "省立", "市立", "县立", "私立"})


def find_founders(words: Sequence[str], kinds: Sequence[NameKind | None]) -> Iterator[int]:
    """Yield the indices of founders before a name: 国立 | 台湾 | 大学 Guólì Táiwān Dàxué."""
    if _FOUNDERS.isdisjoint(words):  # most sentences
        return
    for at, kind in enumerate(kinds[1:]):
        if kind is not None and words[at] in _FOUNDERS:
            yield at


_SHORTEST_LIST = 3
"""So many surnames in a row are a list of them, not a dynasty and its like."""


def find_surname_lists(words: Sequence[str]) -> Iterator[int]:
    """Yield the indices of surnames in a list of them: 宋、何、李、杨 | 等 | 姓氏."""
    if "、" not in words:
        return
    run: list[int] = []
    for at, word in enumerate([*words, ""]):
        if word in _USUAL_SURNAMES and (not run or at == run[-1] + 2):
            run.append(at)
        elif not (run and at == run[-1] + 1 and word in _BETWEEN_SURNAMES):
            if len(run) >= _SHORTEST_LIST:
                yield from run
            run = [at] if word in _USUAL_SURNAMES else []


_BETWEEN_SURNAMES = frozenset("、和及与")
_FAMILIAR = frozenset("老小")
_NOT_HEADED = frozenset("何余许施白严")
"""Surnames that are also adverbs and verbs before 总 as “always”."""
_USUAL_SURNAMES = _WORDS["surname"]
_BY_AGE = frozenset("大二三四五六七八九幺")
_NO_ADDRESS = frozenset("很最太更较比不多越")


def find_familiar_names(words: Sequence[str]) -> Iterator[int]:
    """Yield the indices of the words of names like 老王 Lǎo Wáng and 小李 Xiǎo Lǐ in a sentence."""
    if _FAMILIAR.isdisjoint(words) and "总" not in words:  # most sentences
        return
    for at, (before, word) in enumerate(pairwise(words)):
        if before == "老" and word in _BY_AGE and at and words[at - 1] in _USUAL_SURNAMES:
            yield at  # 魏 | 老 | 三
        if word == "总" and before in _USUAL_SURNAMES and before not in _NOT_HEADED:
            yield at  # 王 | 总
        is_familiar = before in _FAMILIAR and word in _USUAL_SURNAMES
        if is_familiar and (at == 0 or words[at - 1] not in _NO_ADDRESS):
            yield from (at, at + 1)


def find_called(words: Sequence[str], kinds: Sequence[NameKind | None]) -> Iterator[int]:
    """Yield the indices of 老 and 小 before a surname that is a word elsewhere: 老 | 马."""
    if _FAMILIAR.isdisjoint(words):  # most sentences
        return
    for at, (before, word) in enumerate(pairwise(words)):
        is_person = before in _FAMILIAR and len(word) == 1 and kinds[at + 1] is NameKind.PERSON
        if is_person and (at == 0 or words[at - 1] not in _NO_ADDRESS):
            yield at


_BODIES = _WORDS["body"]
_COMMITTEE = "委员会"
_REGIONS_WITH_BODIES = frozenset("省市县区州镇乡旗")
_STATIONS = _WORDS["station"]
_PARTS_OF_COLLEGES = _WORDS["college-part"]
_COLLEGES = ("大学", "学院")
_ACADEMIES = (*_COLLEGES, "科学院", "工程院", "社科院")
_ENDS_OF_PARTS = _WORDS["college-end"]
_FIELDS = _WORDS["field"]
_MOST_FIELDS = 5
"""More words do not stand before what a part of a college is called."""


def _find_parts(words: Sequence[str], kinds: Sequence[NameKind | None]) -> Iterator[int]:
    """Yield the indices of the words of a part of a college: 清华大学 | 经济 | 管理 | 学院.

    So are those of a committee of a city: 北京 | 市 | 教育 | 委员会.
    """
    for at, kind in enumerate(kinds):
        is_college = kind is NameKind.ORGANISATION and words[at].endswith(_ACADEMIES)
        is_city = at > 0 and kinds[at - 1] is NameKind.PLACE and words[at] in _TYPE_WORDS
        if not (is_college or is_city):
            continue
        for end in range(at + 1, min(at + 2 + _MOST_FIELDS, len(words))):
            if kinds[end] is not None:
                break
            if words[end] in _ENDS_OF_PARTS:
                yield from (i for i in range(at + 1, end + 1) if words[i] not in _CONJUNCTIONS)
                break
            if words[end] not in _FIELDS | _CONJUNCTIONS:
                break


_CONJUNCTIONS = frozenset("与和及")
_AFTER_STANDING = frozenset("着了过起住在到立满出稳直")
"""What follows 站 as a verb."""


def find_bodies(words: Sequence[str], kinds: Sequence[NameKind | None]) -> Iterator[int]:
    """Yield the indices of words that belong to the name of a body before them.

    赤水 | 市 | 政府 Chìshuǐ Shì Zhèngfǔ, 上海 | 火车站 Shànghǎi Huǒchēzhàn, 宁夏大学 | 政治 | 系
    Níngxià Dàxué Zhèngzhìxì. `kinds` has the kind of each word that is a name.
    """
    if not _ENDS_OF_PARTS.isdisjoint(words):
        yield from _find_parts(words, kinds)
    if (
        _BODIES.isdisjoint(words)
        and not any(word.endswith(_COMMITTEE) for word in words)
        and _STATIONS.isdisjoint(words)
        and "站" not in words
        and _PARTS_OF_COLLEGES.isdisjoint(words)
    ):
        return  # most sentences
    is_place = is_region = is_college = False
    for at, (word, kind) in enumerate(zip(words, kinds, strict=True)):
        following = words[at + 1] if at + 1 < len(words) else ""
        is_part = word in _PARTS_OF_COLLEGES or following in _PARTS_OF_COLLEGES
        is_station = word in _STATIONS or (word == "站" and following not in _AFTER_STANDING)
        if kind is None and (
            (is_region and (word in _BODIES or word.endswith(_COMMITTEE)))
            or (is_place and is_station)
            or (is_college and is_part)
        ):
            yield at
        is_college = (kind is NameKind.ORGANISATION and word.endswith(_COLLEGES)) or (
            is_college and is_part
        )
        is_type = is_place and word in _TYPE_WORDS
        is_place = kind is NameKind.PLACE
        is_region = is_type or (is_place and word[-1] in _REGIONS_WITH_BODIES)


_CONSORTS, _LEAGUES = _WORDS["consort"], _WORDS["league"]
_LEAGUE = "联赛"


def find_ranks(words: Sequence[str], kinds: Sequence[NameKind | None]) -> Iterator[int]:
    """Yield the indices of ranks and leagues that are part of the name before them.

    睿智 | 太后 Ruìzhì Tàihòu, 意乙 | 联赛 Yìyǐ Liánsài.
    """
    if _CONSORTS.isdisjoint(words) and _LEAGUE not in words:
        return  # most sentences
    for at in range(1, len(words)):
        before, kind = words[at - 1], kinds[at - 1]
        is_named = kind is not None and kind is not NameKind.PLACE and len(before) > 1
        if words[at] == _LEAGUE and before in _LEAGUES:
            yield from (at - 1, at)
        elif is_named and (words[at] == _LEAGUE or words[at] in _CONSORTS):
            yield at


_PEN_NAMES = ("居士", "道人", "散人", "山人", "真人", "老人")


def pen_name_break(person: str) -> int:
    """Return where the last word of a pen name, or of a ruler's name, begins: 东坡 | 居士.

    It is 0 if the name is one word.
    """
    ruler = _RULER.fullmatch(person)
    if ruler is not None:
        return ruler.end("name")  # 卡洛 | 五世
    return len(person) - 2 if len(person) > 3 and person.endswith(_PEN_NAMES) else 0


_RULER = re.compile(r"(?P<name>.{2,12}?)[一二三四五六七八九十]{1,3}世")


def is_familiar(person: str) -> bool:
    """Whether a person's name is a syllable after 阿, which is one word: 阿秀 Ā Xiù."""
    return len(person) == 2 and person[0] == "阿"


_COUNTRIES = frozenset("中美俄日英法德意韩朝印越马澳加欧苏泰缅蒙巴菲新台")
_BILATERAL = frozenset(
    "两国 双方 双边 对等 关系 贸易 建交 断交 边境 边界 友好 高层 合作 经贸 谈判 联合 会谈 战争 "
    "友谊 关税 协议 协定 峰会 首脑 领导人 外长 军演 冲突 外交 交流 竞争 博弈 对抗 对话 磋商 "
    "军售".split()
)
"""What two countries have together."""


def find_country_pairs(words: Sequence[str]) -> Iterator[int]:
    """Yield the indices of two countries before what they share: 中 | 美 | 关系 Zhōng-Měi."""
    if _BILATERAL.isdisjoint(words):  # most sentences
        return
    for at in range(len(words) - 2):
        if is_country_pair(words[at : at + 3]):
            yield from (at, at + 1)


def is_country_pair(words: Sequence[str]) -> bool:
    """Whether the first two of three words are countries by one character each."""
    before, word, after = words
    return before in _COUNTRIES and word in _COUNTRIES and after in _BILATERAL


_GROUPS = read_groups("names/name_words.tsv")
_FIRMS = _GROUPS["firm-or-word"] | _GROUPS["firm-throughout"]
_LONGEST_FIRM = 4


def is_within_firm(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether two words are parts of a firm that is called by words: 真 | 我, 去 | 哪儿."""
    if not (units[at].is_part_of_name and units[at - 1].is_part_of_name):
        return False
    for first in range(max(0, at - 2), at):
        text = ""
        for last in range(first, min(first + _LONGEST_FIRM, len(units))):
            text += units[last].text
            if last >= at and text in _FIRMS and len(text) <= _LONGEST_FIRM:
                return True
    return False


_PAIRED_REGIONS = _WORDS["region"] | frozenset("苏川贵云晋秦陇甘宁青藏辽吉蒙港澳台桂赣冀")
_ONLY_REGIONS = frozenset("浙皖鄂湘闽赣冀豫粤滇黔琼陕沪渝")
"""Of these, what is no other word."""


def is_region_pair(names: Sequence[str]) -> bool:
    """Whether words are two names of regions of one character each, as 川 | 鄂 Chuān-È."""
    is_pair = len(names) == 2 and _PAIRED_REGIONS.issuperset(names)
    return is_pair and names[0] != names[1] and not _ONLY_REGIONS.isdisjoint(names)
