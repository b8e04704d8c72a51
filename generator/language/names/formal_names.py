"""Names whose ends show them: firms, police stations, and the quarters of a city.

A firm's name in full begins with its place and ends in 有限公司, whatever stands between them
(上海 | 同仁 | 药业 | 股份有限公司). The name of a police station or a quarter stands between the
division that it belongs to and the word for what it is (泉山 | 区 | 和平 | 街道). Who has founded
or heads a firm stands after its name (磅策 | 医疗 | 创始人).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set

from generator.language.characters import IS_HAN
from generator.language.names.kinds import DIVISIONS
from generator.language.names.tables import FUNCTION_WORDS, is_surname, known_names
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.model import NameKind

_WORDS = read_groups("names/name_words.tsv")

LEGAL_ENDS = _WORDS["legal-end"]
"""What the names of firms in full end in."""
_NOT_IN_FIRMS = _WORDS["not-in-legal-name"]
"""Words that no name of a firm has, and that stand before one: 一 | 家, 某, 收购."""
_BEFORE_FIRMS = _WORDS["before-legal-name"]
"""Words directly before the name of a firm."""
_MOST_IN_FIRM = 8
_MAX_FIRM_LENGTH = 12
"""The maximum number of words, and of characters, of a firm's name before 有限公司."""

QUARTERS = _WORDS["quarter"]
STATIONS = _WORDS["station"]
"""The quarters of a city, and what there is one of in each."""
_BEFORE_QUARTERS = DIVISIONS | _WORDS["before-quarter"]
"""What quarters and stations belong to."""
_NO_QUARTERS = _WORDS["describes-quarter"]
"""Words that tell what a quarter is like, or how many they are: 老旧, 各."""
_MAX_QUARTER_LENGTH = 5
_MOST_IN_QUARTER = 3

OFFICERS, _RANKS = _WORDS["firm-officer"], _WORDS["officer-rank"]
"""Who founds and heads a firm, and the words between it and them."""
_TRADES, _NO_FIRMS = _WORDS["officer-trade"], _WORDS["describes-trade"]
"""What firms do, as the end of their names, and words that tell which trade it is: 风险 | 投资."""
_NOT_IN_SHORT = _WORDS["before-officer-firm"] | (FUNCTION_WORDS - set("三一新大小老万"))
_MOST_IN_SHORT = 3

ATTACHED = frozenset(("医院", "中学", "小学"))
"""What belongs to a university: 医学院 | 附属 | 第一 | 医院."""
_NUMBERED = re.compile("第[一二三四五六七八九十]+")

_SCHOOLS = frozenset(("小学", "中学", "幼儿园"))
"""Schools that have a name between their division and these: 光明 | 区 | 下 | 村 | 小学."""

_DEEDS = _WORDS["firm-deed"]
"""What a firm does at the start of a clause: 曦智 | 科技 | 宣布."""
_LEADS = frozenset("领跟参")
"""How investors take part: 高榕 | 资本 | 领 | 投."""
_INNER = frozenset(("国际", "中国", "全球", "数字", "网络", "生命"))
"""Words that describe a trade, and also stand inside the names of firms: 汇生 | 国际 | 资本."""

FORMAL_ENDS = (
    ATTACHED | LEGAL_ENDS | {"公司"} | QUARTERS | STATIONS | OFFICERS | _SCHOOLS | _DEEDS | _LEADS
)
"""The words that show such a name before them."""

Found = tuple[int, int, NameKind]
"""The index of the first word, the one after the last, and the kind of the name."""


def formal_names(words: Sequence[str]) -> Iterator[Found]:
    """Yield the places of the formal names of firms, stations and quarters."""
    for at, word in enumerate(words):
        if word in LEGAL_ENDS or word == "公司":
            is_long = tuple(words[max(0, at - 2) : at]) == ("有限", "责任")
            is_firm = is_long or word in LEGAL_ENDS
            start = _start_of_firm(words, at - 2 * is_long) if is_firm else None
            if start is not None:
                yield start, at + 1, NameKind.ORGANISATION
        elif word in ATTACHED and _is_attached(words, at):
            yield at - 1 - bool(_NUMBERED.fullmatch(words[at - 1])), at + 1, NameKind.ORGANISATION
        elif word in OFFICERS:
            if (place := _firm_before_officer(words, at)) is not None:
                yield (*place, NameKind.ORGANISATION)
        elif word in _DEEDS or (word in _LEADS and words[at + 1 : at + 2] == ["投"]):
            if (place := _firm_before_deed(words, at)) is not None:
                yield (*place, NameKind.ORGANISATION)
        elif word in _SCHOOLS:
            start = _start_of_quarter(words, at)
            if start is not None and words[start - 1] in DIVISIONS and _has_owner(words, start - 1):
                yield start, at + 1, NameKind.ORGANISATION
        elif word in QUARTERS or word in STATIONS:
            start = _start_of_quarter(words, at)
            if start is not None:
                is_place = word in QUARTERS
                yield start, at + 1, NameKind.PLACE if is_place else NameKind.ORGANISATION


def _is_attached(words: Sequence[str], at: int) -> bool:
    """Whether a hospital or a school at an index is that of a university."""
    first = at - 1 - bool(_NUMBERED.fullmatch(words[at - 1]))
    return words[first] == "附属" and _is_university(words, first - 1)


def _is_university(words: Sequence[str], at: int) -> bool:
    """Whether the name of a university ends at an index: 浙江大学 | 医学院."""
    if at < 0 or words[at][-2:] not in _UNIVERSITIES or words[at] in _UNIVERSITIES:
        return False
    before = words[at - 1] if at else ""
    return any(known_names().get(word) is NameKind.ORGANISATION for word in (words[at], before))


_UNIVERSITIES = frozenset(("大学", "学院"))


def _start_of_firm(words: Sequence[str], at: int) -> int | None:
    """Return where the name of a firm begins that ends at an index.

    It is at the first place before, or at the start of the clause: 小米 | 通讯 | 技术 | 有限公司.
    """
    start, size = None, 0
    for first in range(at - 1, max(-1, at - 1 - _MOST_IN_FIRM), -1):
        word = words[first]
        size += len(word)
        if not IS_HAN.match(word) or word in _NOT_IN_FIRMS or size > _MAX_FIRM_LENGTH:
            break
        if word in _NOT_IN_NAMES:
            break
        if known_names().get(word) is NameKind.PLACE and size > len(word) + 1 and len(word) > 1:
            start = first
        before = words[first - 1] if first else ""
        is_start = not IS_HAN.match(before) or before in _BEFORE_FIRMS
        if (
            start is None
            and is_start
            and size > 1
            and word_classes().get(word, "x")[0] not in "vdar"
        ):
            start = first
    return start


def _firm_before_officer(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return where the name of a firm before its founder or head begins and ends."""
    end = at
    while end > 1 and words[end - 1] in _RANKS:
        end -= 1
    if end < 2:
        return None
    if words[end - 1] not in _TRADES:
        return _firm_before_named_officer(words, at, end)
    others = (_NO_FIRMS - _INNER) | _TRADES | _NOT_IN_SHORT
    for first, size, before in _backwards(
        words, end - 1, _MOST_IN_SHORT, lambda first: _may_name(words[first], others, "pcudr")
    ):
        if not IS_HAN.match(before) or before in _NOT_IN_SHORT:
            is_named = not _INNER.issuperset(words[first : end - 1])
            return (first, end) if size > 1 and is_named else None
    return None


def _backwards(
    words: Sequence[str], end: int, most: int, is_part: Callable[[int], bool]
) -> Iterator[tuple[int, int, str]]:
    """Yield where a name that ends before an index may begin, the shortest first.

    Each place has the number of characters and the word before. The name has at most so many words,
    each of which, by its index, `is_part`.
    """
    size = 0
    for first in range(end - 1, max(-1, end - 1 - most), -1):
        size += len(words[first])
        if size > _MAX_QUARTER_LENGTH or not is_part(first):
            return
        yield first, size, words[first - 1] if first else ""


def _may_name(word: str, others: Set[str], classes: str) -> bool:
    """Whether a word may be a part of a name: none of some others, nor of some classes."""
    is_other = not IS_HAN.match(word) or word in others
    return not is_other and word_classes().get(word, "x")[0] not in classes


def _firm_before_deed(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return where a firm that does something begins and ends: 曦智 | 科技 | 宣布.

    What stands before its trade is in no dictionary, or two or three characters.
    """
    if at < 2 or words[at - 1] not in _NEW_TRADES:
        return None
    others = FUNCTION_WORDS | _DESCRIBES_ALL | _NO_FIRMS
    for first, _, before in _backwards(
        words, at - 1, _MOST_IN_SHORT, lambda first: _may_name(words[first], others, "pcudrm")
    ):
        if before in _CLAUSE_STARTS or before in _BEFORE_DOERS:
            parts = words[first : at - 1]
            whole = "".join(parts)
            is_new = all(len(part) == 1 or part not in dictionary_words() for part in parts)
            is_new = is_new and whole not in dictionary_words() and whole not in _NO_FIRMS
            return (first, at) if is_new and len(whole) in _FULL_NAMES else None
    return None


_NEW_TRADES = frozenset("资本 创投 科技 智能 控股 动力 存储 医疗 制药 传媒 影业".split())
"""Trades before which a word that the dictionary lacks is mostly a name."""
_DESCRIBES_ALL = frozenset("全各本该某省市县区校院国军民外新老大小旧多少两")
"""What no firm's name begins with before its trade: 全 | 市 | 教育."""
_BEFORE_DOERS = frozenset(("和", "与", "由"))


def _firm_before_named_officer(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """Return where a firm before its officer, who is named, begins and ends: 拉面 | 说 | 创始人."""
    officer = words[at + 1] if at + 1 < len(words) else ""
    is_named = (
        len(officer) in _FULL_NAMES and is_surname(officer[0]) and officer not in dictionary_words()
    )
    if not is_named or words[end - 1] in _NOT_FIRM_ENDS or words[end - 1] in FUNCTION_WORDS:
        return None
    others = _NO_FIRMS | _NOT_IN_SHORT | _NOT_FIRM_ENDS
    for first, size, before in _backwards(
        words, end, _MOST_IN_SHORT, lambda first: _may_name(words[first], others, "pcudrm")
    ):
        if before in _CLAUSE_STARTS:
            return (first, end) if size > 1 and end - first > 1 else None
    return None


_FULL_NAMES = range(2, 4)
_NOT_FIRM_ENDS = _WORDS["not-firm-end"]
"""What is founded and headed without being named: 品牌 | 创始人."""


def _start_of_quarter(words: Sequence[str], at: int) -> int | None:
    """Return where the name of a station or a quarter begins that ends at an index."""

    def is_part(first: int) -> bool:
        word = words[first]
        is_none = word in _NO_QUARTERS and (len(word) > 1 or first == at - 1)
        return not is_none and _may_name(word, _NOT_IN_NAMES, "pcudr")

    for first, size, before in _backwards(words, at, _MOST_IN_QUARTER, is_part):
        if before in _BEFORE_QUARTERS or _is_division(before):
            is_named = words[at] not in _UNITS or _has_owner(words, first - 1)
            return first if size > 1 and is_named else None
        if before in _CLAUSE_STARTS and _is_shown(words, at, first, size):
            return first
        is_pair = at - first == size == _USUAL and _OF_ANY.isdisjoint(words[first:at])
        if is_pair and len(before) > 1 and known_names().get(before) is NameKind.PLACE:
            return first  # 鹿城 | 五 | 马 | 街道
        if first == at - 1 and words[first] in _CIVIC and words[at] in _CIVIC_KINDS:
            is_place = known_names().get(before) is NameKind.PLACE
            return first if is_place or before in _CLAUSE_STARTS | _BEFORE_CIVIC else None
    return None


def end_of_quarter(words: Sequence[str], at: int) -> tuple[int, NameKind] | None:
    """Return the end and the kind of the name of a station or a quarter that begins with a word.

    胡集 | 派出所 and 金山 | 村 | 社区 need no division before them.
    """
    word, end = words[at], at + 1
    if len(word) == 1 or end == len(words):
        return None
    if words[end] == _POLICE_STATION:
        return end + 1, NameKind.ORGANISATION
    if word in known_names() or word[-1] in _PEOPLES or word in _NO_QUARTERS:
        return None
    if words[end] in _HAMLETS and words[end + 1 : end + 2] == ["社区"]:
        return end + 2, NameKind.PLACE
    return (end + 1, NameKind.PLACE) if words[end] in QUARTERS else None


_POLICE_STATION = "派出所"
_HAMLETS = frozenset(("村", "里", "镇", "路", "街", "门"))
"""The ends of names that quarters are called by."""
_PEOPLES = frozenset("人族裔")
"""The last characters of the names of peoples, whose quarters are no names: 华人 | 社区."""


def _has_owner(words: Sequence[str], at: int) -> bool:
    """Whether the body that ends at an index has a name: 望江 | 县 | 公安局, not 县 | 公安局."""
    while at >= 0 and (words[at] in _BEFORE_QUARTERS or words[at + 1] in _UNITS):
        at -= 1
    word = words[at] if at >= 0 else ""
    return len(word) > 1 and bool(IS_HAN.match(word)) and word_classes().get(word, "x") in _OWNERS


_OWNERS = frozenset(("ns", "nr", "nz", "x", "nt", "n"))
"""The classes of names, and of words that are in no list."""
_UNITS = frozenset(("支队", "大队", "中队", "总队", "分局"))
"""Parts of a police that have the name of the whole."""


def _is_division(word: str) -> bool:
    """Whether a word is a division of a country together with its name: 徐汇区."""
    is_place = len(word) > 2 and known_names().get(word) is NameKind.PLACE
    return is_place and word[-1] in DIVISIONS


def _is_shown(words: Sequence[str], at: int, first: int, size: int) -> bool:
    """Whether a station or a quarter at the start of a clause has a name: 华 | 大 | 派出所."""
    if words[at] == _POLICE_STATION:
        return at - first == size > 1
    if words[at] == "街道":  # 新 | 都 | 街道 | 党 | 工委, 红星 | 街道 | 凤凰城 | 社区
        return size > 1 and not _SHOW_STREETS.isdisjoint(words[at + 1 : at + 4])
    if words[at] not in _ESTATES:
        return False
    if words[at - 1] in _ENDS_OF_QUARTERS:
        return size > len(words[at - 1])
    return words[at] == "小区" and at - first == size == _USUAL  # 金 | 象 | 小区


_CIVIC = _WORDS["civic-name"]
"""Words that quarters, roads and police stations are called by: 胜利 | 派出所."""
_CIVIC_KINDS = frozenset(("派出所", "社区", "小区", "街道办", "街道办事处"))
_BEFORE_CIVIC = _WORDS["before-civic"]

_SHOW_STREETS = frozenset(("党", "党工委", "工委", "人大", "办事处", "纪工委", "社区", "辖区"))
"""Words after the name of a street district at the start of a clause."""
_ESTATES = frozenset(("社区", "小区"))
_USUAL = 2
"""The usual length of the name of a housing estate."""
_OF_ANY = frozenset("大小新老旧多全本某每各众主次建好美")
"""Characters that tell what an estate or a street is like: 上海 | 新 | 老 | 小区."""
_ENDS_OF_QUARTERS = frozenset("街路村里园苑巷门桥湾塘寺庭城府居")
"""The last characters of the names of quarters: 道 | 署 | 街 | 社区."""
_CLAUSE_STARTS = frozenset(("", *"，。；：！？、“）从在到由"))
"""What is before the characters of a name that the dictionary lacks at the start of a clause."""


_NOT_IN_NAMES = FUNCTION_WORDS - frozenset("大小新老三四五六七八九")
"""Function words, but for those that such names have: 三 | 林 | 派出所, 大 | 华 | 技术."""
