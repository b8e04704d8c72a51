"""Which verbs of one syllable a line of pinyin joins to what tells their manner or object.

自 + verb                   自愧 zìkuì
manner + verb               狂走 kuángzǒu
verb of saying + 道         答道 dádào, before what is said
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.orthography.joinable import (
    ASPECT,
    DETERMINERS,
    JoinableWord,
    word_class,
)
from generator.language.orthography.verb_joining import NO_STEMS
from generator.language.tables import read_groups

_MANNERS = read_groups("orthography/joined_words.tsv")["manner"]
_FROM = frozenset("有无是来去到上下出入打起开被从能会可")
"""Verbs of one syllable after 自 as “from”, or of which it is no part."""


_SAYING = frozenset("答喊叫笑骂叹劝唱怒喝唤赞念吼哭问")
"""Verbs that 道 is one with before what is said: 答道."""


def is_saying(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether 道 before a pause is the end of a verb of saying: 笑 | 道：."""
    unit, before = units[at], units[at - 1]
    is_after_manner = at > 1 and units[at - 2].text == "大"  # 大喝 | 道
    if unit.text != "道" or before.text not in _SAYING:
        return False
    return unit.before_pause and not is_after_manner


def is_upon_oneself(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a verb of one syllable follows 自: 自 | 愧, 自 | 购."""
    unit, before = units[at], units[at - 1]
    is_verb = len(unit.text) == 1 and word_class(unit.text) == "v" and unit.text not in _FROM
    return before.text == "自" and is_verb and not before.is_name and not unit.is_name


def is_done_so(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a verb of one syllable follows its manner: 狂 | 走, 静 | 守."""
    unit, before = units[at], units[at - 1]
    if before.text not in _MANNERS or before.is_name or unit.is_name or len(unit.text) > 1:
        return False
    is_verb = word_class(unit.text) == "v" and unit.text not in NO_STEMS | _FROM
    is_verb = is_verb and unit.text not in ASPECT
    return is_verb and (at == 1 or units[at - 2].text[-1] not in DETERMINERS | {before.text})
