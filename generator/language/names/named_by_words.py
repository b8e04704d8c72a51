"""Roads, inns, temples and bodies that an ordinary word names: 解放 | 路, 菩提 | 寺."""

from __future__ import annotations

from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.model import NameKind

_WORDS = read_groups("names/name_words.tsv")

TELLS_NO_NAME = _WORDS["describes-body"]
"""Words that tell what a body is like rather than which it is: 大型 | 出版社."""
_NAMED_TEMPLES = frozenset("寺")
_NAMED_BODIES = _WORDS["named-body"]
_NAMED_SITES, _NAMED_INNS = _WORDS["named-site"], _WORDS["named-inn"]
_TELLS_NO_SITE = _WORDS["describes-site"]
_BEFORE_INNS = _WORDS["before-inn"]
_NAMED_STATIONS, _TELLS_NO_STATION = _WORDS["named-station"], _WORDS["describes-station"]
_NAMED_ROADS, _NAMED_HAMLETS = _WORDS["named-road"], _WORDS["named-hamlet"]
_TELLS_NO_ROAD = _WORDS["describes-road"] | _WORDS["street-trade"]
_BEFORE_ROADS = _BEFORE_INNS | _WORDS["before-road"]
NAMED_BY_WORDS = (_NAMED_TEMPLES | _NAMED_BODIES | _NAMED_SITES | _NAMED_INNS) | {"队"}
NAMED_BY_WORDS |= _NAMED_ROADS | _NAMED_HAMLETS | _NAMED_STATIONS
"""Kinds of things that an ordinary word before them names: 菩提 | 寺, 皇冠 | 出版社."""


def kind_with_word(word: str, end: str, before: str = "", after: str = "") -> NameKind | None:
    """Return the kind of the name that an ordinary word and a kind of thing make, if they do.

    `before` and `after` are the words beside both.
    """
    if end == "队":
        return NameKind.ORGANISATION if word in _WORDS["nickname"] else None
    word_class = word_classes().get(word, "x")
    if len(word) < 2 or word_class[0] not in "nvaitlj":
        return None
    if word in TELLS_NO_NAME and end not in DIRECTED_ROADS:
        return None
    if end in _NAMED_ROADS | _NAMED_HAMLETS:
        return NameKind.PLACE if _is_road(word, word_class, end, before, after) else None
    if end in _NAMED_STATIONS:
        is_named = len(word) == 2 and word_class[0] in "nat" and word not in _TELLS_NO_STATION
        return NameKind.ORGANISATION if is_named else None
    if word in _TELLS_NO_SITE and end in _NAMED_SITES | _NAMED_INNS:
        return None
    if end in _NAMED_SITES:
        return NameKind.PLACE if word_class == "n" else None
    if end in _NAMED_INNS:
        is_named = word_class == "n" and before in _BEFORE_INNS
        return NameKind.ORGANISATION if is_named else None
    return NameKind.PLACE if end in _NAMED_TEMPLES else NameKind.ORGANISATION


def _is_road(word: str, word_class: str, end: str, before: str, after: str) -> bool:
    """Whether a road or a hamlet is named by a word: 在 | 解放 | 路, not 在 | 回家 | 路 | 上."""
    shown = before in _BEFORE_ROADS or (end in _NAMED_ROADS and after.isdecimal())
    shown = shown or (after == "口" and before != "的")
    return (
        len(word) == 2
        and (word_class in _ROAD_CLASSES or (word_class == "ns" and end in DIRECTED_ROADS))
        and (shown or (end in DIRECTED_ROADS and after not in _AFTER_WINGS))
        and after not in ("上", "边", "旁")
        and word not in _TELLS_NO_ROAD
    )


DIRECTED_ROADS = frozenset(("东路", "西路", "南路", "北路"))
"""The parts of a road, which hardly any other words name: 解放 | 东路."""
_AFTER_WINGS = frozenset("军的")
"""What follows the wings of an army: 兵分 | 东路 | 军."""


_ROAD_CLASSES = frozenset(("n", "v", "vn", "a", "an", "i", "z", "nz", "nr"))
"""The classes of words that roads are called by."""
