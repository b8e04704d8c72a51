"""Which words a line of pinyin joins to the noun after them: prefixes.

副 | 部长                   fùbùzhǎng     also 副 of 副 | 总 | 经理
半 | 干旱 | 地区            bàngānhàn dìqū
干 | 闺女                   gānguīnü      kin by a vow
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.orthography.joinable import DETERMINERS, JoinableWord, word_class
from generator.language.tables import read_groups

_WORDS = read_groups("orthography/joined_words.tsv")
_PREFIXES = _WORDS["prefix"]
_OFFICES = _WORDS["office"]
"""Verbs that are offices after 副 and 总."""
_SWORN_KIN = _WORDS["sworn-kin"]
_BEFORE_NEGATION = frozenset("而并亦也绝既又却乃实决倒似都")
"""Words after which 非 is “is not”."""
_BEFORE_PAIR = frozenset("了着过有戴换是正")
"""Words after which 副 is a measure word, or one of two ranks."""
_BEFORE_HALF = frozenset("天年月个时点岁斤里米倍块")
"""The ends of words after which 半 is “and a half”."""
_NOT_NEGATED = frozenset({"似", "像", "不可", "不行"})
"""Words of constructions in which 非 is a word of its own."""
_MOST_IN_A_ROW = 9
"""Prefixes that are looked at as one; no text has so many."""
_FAR = 30
"""How many words away another may belong to 非."""


def has_prefix(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether the word before a noun is a prefix of it: 副 | 部长; also 副 of 副 | 总 | 经理."""
    for place in range(at, min(at + _MOST_IN_A_ROW, len(units))):
        unit, before = units[place], units[place - 1]
        if before.syllables == ("gan1",) and unit.text in _SWORN_KIN:
            return True  # 干 | 闺女
        if before.text not in _PREFIXES:
            return False
        if before.text == "非" and place > 1 and units[place - 2].text in _BEFORE_NEGATION:
            return False  # 而 | 非 | 国语
        if before.text == "总" and place > 1 and _is_pronoun(units[place - 2].text):
            return False  # 他 | 总 | 疑心
        if place > 1 and units[place - 2].text[-1] in DETERMINERS:
            return False  # 一 | 副 | 眼镜: a measure word
        if before.text == "副" and place > 1 and units[place - 2].text in _BEFORE_PAIR:
            return False  # 装 | 了 | 副 | 样子, 正 | 副 | 主教
        if before.text == "非" and any(word.text in _NOT_NEGATED for word in _near(units, place)):
            return False  # 似 | 橄榄 | 非 | 橄榄, 非 | 走路 | 不可
        if before.text == "半":
            if unit.text == "没有" or (place > 1 and units[place - 2].text[-1] in _BEFORE_HALF):
                return False  # 一 | 天 | 半 | 没有
            following = units[place + 1] if place + 1 < len(units) else unit
            is_quality = len(unit.text) == 2 and word_class(unit.text)[:1] in ("a", "b", "v")
            return is_quality and (following.text == "的" or word_class(following.text) == "n")
        if unit.text not in _PREFIXES or place + 1 == len(units):
            # 处长 is listed as a verb.
            is_noun = word_class(unit.text)[:1] == "n" or unit.text[-1] == "长"
            is_noun = is_noun or unit.text in _OFFICES
            if before.text == "非" and word_class(unit.text) in ("a", "ad", "b", "v", "vn"):
                after = units[place + 1].text if place + 1 < len(units) else ""
                is_noun = after == "的" or word_class(after)[:1] == "n"  # 非 | 独立 | 董事
            return len(unit.text) > 1 and is_noun and not unit.is_name
    return False


def _is_pronoun(text: str) -> bool:
    return text != "任" and word_class(text) == "r"


def _near(units: Sequence[JoinableWord], at: int) -> Sequence[JoinableWord]:
    return units[max(0, at - _FAR) : at + _FAR]
