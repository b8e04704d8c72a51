"""Which words of a sentence are written as one in a line of pinyin, after GB/T 16159-2012.

A word is a unit of look-up; the standard joins some of them (6.1.1 to 6.1.5):

    verb + 着 了 过              看着 kànzhe   not 了 at the end: 他走了 tā zǒu le
    verb + complement           搞坏 gǎohuài   both of one syllable; 看得懂 kàndedǒng
    prefix + noun               副部长 fùbùzhǎng
    noun + suffix               孩子们 háizimen
    said twice                  走走 zǒuzou   干干净净 gāngānjìngjìng
    rough tens, days            几十 jǐshí   十几 shíjǐ   初十 chūshí

Everything else stands apart. What must be known of a word is in the tables below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.language.numerals import TENS, UNITS
from generator.language.orthography.hyphenation import compounds
from generator.language.words.segmentation import dictionary_words
from generator.language.words.word_classes import word_classes
from generator.model import Separator

_ASPECT = {"着": ("zhe5",), "了": ("le5",), "过": ("guo5",)}
_COMPLEMENTS = (
    frozenset("完掉懂透光破断坏死倒翻满够准清紧牢定醒饱醉累惯遍通穿错齐尽住到见成走好")
    | frozenset("上下进出回过起开来去")
    | {"为", "着", "了"}
)
_COMPLEMENT_READINGS = {"为": "wei2", "着": "zhao2", "了": "liao3"}
_NO_STEMS = frozenset(
    "是有在要会能想可应该敢肯爱将被把让叫使令给对从到由向往比跟和为去来不没再又别请"
)
"""Verbs and prepositions that take no complement: what follows is another verb, or its object."""
_MORE_STEMS = frozenset("化飞学读关")
"""Verbs that the table of classes has as something else."""

_VERBS_SO_READ = {("得", ("de2",)), ("当", ("dang1",)), ("当", ("dang4",)), ("还", ("huan2",))}
"""What is a verb in one reading: 得了奖 déle jiǎng."""

_PREFIXES = frozenset("副总非反超")
_SUFFIXES = {
    "们": "men5", "者": "zhe3", "性": "xing4", "化": "hua4", "员": "yuan2", "式": "shi4",
    "型": "xing2", "率": "lü4", "界": "jie4", "感": "gan3", "力": "li4", "论": "lun4",
    "族": "zu2", "派": "pai4", "版": "ban3", "词": "ci2",
    "儿": "r5",
}  # fmt: skip
_AFTER_ANY = frozenset("们儿")
_AFTER_NAMES = frozenset("人话语")
"""中国人 Zhōngguórén, 广东话 Guǎngdōnghuà."""

_FINAL = frozenset("吗吧呢啊呀啦嘛么吧哦")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a sentence, simplified, with its citation syllables."""

    text: str
    syllables: tuple[str, ...]
    is_name: bool = False
    ends: bool = False
    """Whether punctuation or the end of the sentence comes next."""


def between(units: Sequence[Unit]) -> list[Separator]:
    """What stands before each word, a space where no rule says otherwise.

    What stands between two pauses is given together.
    """
    out = [Separator.SPACE] * len(units)
    for at in range(1, len(units)):
        if out[at] is not Separator.SPACE:
            continue
        if any(rule(units, at) for rule in _RULES):
            out[at] = Separator.NONE
        for length in (2, 3, 4):
            some = units[at - 1 : at - 1 + length]
            if len(some) == length:
                out[at : at - 1 + length] = _in_one(some) or out[at : at - 1 + length]
    return out


def _in_one(units: Sequence[Unit]) -> Sequence[Separator]:
    """What stands between words that are one together: 干净 and more, 看得懂, a compound."""
    if _is_doubled(units) or _is_potential(units):
        return [Separator.NONE] * (len(units) - 1)
    inside = compounds().get("".join(unit.text for unit in units))
    if inside is None:
        return ()
    ends = accumulate(len(unit.text) for unit in units[:-1])
    return [inside.get(end, Separator.NONE) for end in ends]


def _class(text: str) -> str:
    return word_classes().get(text, "")


def _is_verbal(text: str) -> bool:
    """Whether a word may have an aspect: a verb, an adjective, what is in no table, 花 and 学."""
    found = _class(text)[:1]
    return found in ("v", "a", "z", "i", "l", "") or found == ("n" if len(text) == 1 else "p")


def _is_stem(unit: Unit) -> bool:
    """Whether a verb of one syllable may have a complement."""
    text = unit.text
    verbal = _class(text) in ("v", "a") or text in _MORE_STEMS
    return len(text) == 1 and verbal and text not in _NO_STEMS


def _is_aspect(units: Sequence[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.syllables[0] not in _ASPECT.get(unit.text, ()):
        return False
    if unit.text in ("着", "过"):
        return True
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text == "了" and (unit.ends or following in _FINAL):
        return False
    earlier = at > 1 and before.text in _COMPLEMENTS and _is_stem(units[at - 2])
    if earlier or (before.text, before.syllables) in _VERBS_SO_READ:
        return True
    return _is_verbal(before.text) and before.text not in "是在有不没"


def _is_complement(units: Sequence[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.text not in _COMPLEMENTS or not _is_stem(before):
        return False
    if unit.text == "为" and _class(before.text) == "a":
        return False  # 高 | 为 | 三米: it says how high
    return unit.syllables[0] == _COMPLEMENT_READINGS.get(unit.text, unit.syllables[0])


def _is_potential(units: Sequence[Unit]) -> bool:
    """Whether words are 看得懂, 买不到, cut anyhow; not 来不来."""
    text = "".join(unit.text for unit in units)
    verb = units[0]
    if len(text) != 3 or text[1] not in "得不" or text[2] in (text[0], *"好为去"):
        return False
    said = units[-1].syllables[-1]
    fits = text[2] in _COMPLEMENTS and said == _COMPLEMENT_READINGS.get(text[2], said)
    return fits and len(verb.text) == 1 and (_is_stem(verb) or verb.text in "来去")


def _has_prefix(units: Sequence[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if before.text not in _PREFIXES:
        return False
    if unit.text in _PREFIXES and at + 1 < len(units):
        return _has_prefix(units, at + 1)
    return len(unit.text) > 1 and _class(unit.text)[:1] == "n" and not unit.is_name


def _is_suffix(units: Sequence[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.text in _AFTER_NAMES:
        return before.is_name and len(before.text) > 1
    if before.text[-1] == {"家": "学", "手": "机"}.get(unit.text):
        return True
    if _SUFFIXES.get(unit.text) != unit.syllables[0]:
        return False
    if unit.text in _AFTER_ANY:
        return True
    return len(before.text) > 1 and _class(before.text)[:1] in ("n", "v", "a", "b", "j")


def _is_numeral(units: Sequence[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    return (
        (before.text == "几" and unit.text in tuple(UNITS))
        or (before.text.endswith("十") and unit.text == "几" and set(before.text) <= set(TENS))
        or (before.text == "初" and len(unit.text) == 1 and unit.text in TENS)
    )


def _is_doubled(units: Sequence[Unit]) -> bool:
    """Whether words are 走走, or parts of 干干净净; not 爸爸妈妈."""
    text = "".join(unit.text for unit in units)
    if len(units) == 2 and len(text) == 2:
        return text[0] == text[1] and text[0] not in _NO_STEMS and _class(text[0])[:1] in (
            "v", "a", "n", "q", "t", "m"
        )  # fmt: skip
    if len(text) != 4 or text[0] != text[1] or text[2] != text[3] or text[0] == text[2]:
        return False
    if len(units) == 2 and len(units[0].text) == 2 and _class(units[0].text) == "n":
        return False
    return text[1:3] in dictionary_words()


_RULES: Sequence[Callable[[Sequence[Unit], int], bool]] = (
    _is_aspect,
    _is_complement,
    _has_prefix,
    _is_suffix,
    _is_numeral,
)
