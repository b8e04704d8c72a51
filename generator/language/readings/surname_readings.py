"""Readings of surnames, and contexts that show one: 单老师 Shàn, 姓任的 Rén, 查家 Zhā.

`surname_reading` is for the names that the name stage has found. `is_surname_in_context` finds
further surnames among characters that are usually other words (任 rèn, 解 jiě).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.names.candidates import TITLES
from generator.language.numerals import TENS

_OWN = {
    "隗": "wei3", "撒": "sa4", "纪": "ji4", "乐": "yue4", "员": "yun4", "种": "chong2",
    "折": "she2", "华": "hua4", "宁": "ning2",
    "翟": "zhai2", "祭": "zhai4", "洗": "xian3", "哈": "ha3", "句": "gou1", "秘": "bi4",
    "长孙": "zhang3 sun1", "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "澹台": "tan2 tai2",
    "鲜于": "xian1 yu2", "宰父": "zai3 fu3", "令狐": "ling2 hu2",
}  # fmt: skip
"""Surnames that the dictionary lacks, or for which its first reading is another one."""

_ELSEWHERE = frozenset("任单仇区解查曾朴葛翟缪纪盖华宁乐召折种员尉祭燕薄卜洗覃隗柏") | frozenset(
    surname for surname in _OWN if len(surname) == 2
)
"""Surnames whose reading differs from the usual reading of the character."""

_ADDRESSED = TITLES | frozenset(
    "老先生 老太太 老爷子 老板 老板娘 阿姨 叔叔 大爷 大妈 大娘 大哥 大姐 大嫂 工 总 "
    "导 处长 科长 厂长 镇长 乡长 村长 班长 连长 营长 团长 司令 政委 警官 法官 "
    "检察官 护士 爷爷 奶奶 教练 经理 会长 社长 主编 编辑 记者 站长 老爷 少爷 公子 "
    "姑娘 公公 掌柜 员外 知县 知府 道长 法师 馆长 所长 院士 老师傅".split()
)
_HOUSE = frozenset(
    "的 是 大院 少爷 小姐 老爷 老太太 祖先 祖上 世代 子弟 兄弟 姐妹 后人 父子 母子 "
    "一门 媳妇 寨 坟 祠堂".split()
)
"""Words that follow a surname and 家: 查家的, 任家大院."""

_BEFORE = frozenset(
    "问 找 请 叫 给 跟 和 与 向 对 把 被 由 是 让 见 见到 的 位 这位 那位 "
    "感谢 谢谢 拜访 采访 告诉 听 据 到 找到 遇到 为 替 随 陪 同 及 以及 还有 有 "
    "就是 有请 多亏 原来 而 但 连 当年 如今 新来".split()
)
"""Words that may precede a surname; so may punctuation."""


def unlisted_surname(person: str) -> str:
    """Return the surname of a name if it is one that the name tables may lack: 种师道."""
    return person[:1] if person[:1] in _OWN and len(person) in (2, 3) else ""


def surname_reading(dictionary: Dictionary, surname: str) -> tuple[str, ...]:
    """Return the syllables of a simplified surname, in lower case; none if it is unknown."""
    own = _OWN.get(surname)
    if own is not None:
        return tuple(own.split())
    for entry in dictionary.entries(surname):
        named = entry.is_name and any("surname " in sense for sense in entry.senses)
        if named and len(entry.syllables) == len(surname):
            return tuple(syllable.lower() for syllable in entry.syllables)
    return ()


def is_surname_in_context(words: Sequence[str], index: int) -> bool:
    """Whether the context of a word shows that it is a surname."""
    word = words[index]
    if word not in _ELSEWHERE:
        return False
    before = words[index - 1] if index else ""
    if before in ("姓", "贵姓", "复姓"):
        return True
    if before and before not in _BEFORE and IS_HAN.match(before):
        return False
    after, second_after = [*words[index + 1 : index + 3], "", ""][:2]
    if after == "家":
        return second_after in _HOUSE
    if after == "老":
        return second_after in ("先生", "太太", "爷子", "师傅")
    return after in _ADDRESSED and not _follows_office(second_after)


def _follows_office(word: str) -> bool:
    """Whether a word after a title shows that 任 is the verb: 任校长三年, 任局长期间."""
    return word[:1].isdigit() or word[:1] in tuple(f"{TENS}两几多期时后以之职")
