"""Character forms that depend on the edition, or on being part of a name.

They complement the word tables: the house forms of each edition, and the forms of characters in
personal names and in foreign names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.model import Edition


def _translation_table(old: str, new: str, common: tuple[str, str] = ("", "")) -> Mapping[int, int]:
    return str.maketrans(common[0] + old, common[1] + new)


_COMMON = (
    "溼巖孃淩谿箇絃蓆柺伕翫燬譭閤佈麪羣峯牀",
    "濕岩娘凌溪個弦席拐夫玩毀毀合布麵群峰床",
)
HOUSE_FORMS: Mapping[Edition, Mapping[int, int]] = {
    Edition.HANS: _translation_table("妳牠", "你它"),
    Edition.TW: _translation_table("臺汙歎捱賬", "台污嘆挨帳", _COMMON),
    Edition.HK: _translation_table(
        "裡説税户温閲鋭悦脱敍豔葱藴醖兑蜕卧鈎啓縕輼蔘",
        "裏說稅戶溫閱銳悅脫敘艷蔥蘊醞兌蛻臥鉤啟緼轀參",
        _COMMON,
    ),
}
"""The forms of each edition that differ from OpenCC's.

Taiwan: 裡 著 台 污 布 帳, never 臺 汙 佈. Hong Kong: 裏 着 線 台 衞 as in its press, but 說 稅 戶
溫 as typed on its keyboards, not the 説 税 户 温 of the school character lists.
"""

FORM_CHOICES: Mapping[Edition, tuple[str, ...]] = {
    Edition.TW: ("台臺", "裡裏", "著着", "週周"),
    Edition.HK: ("台臺", "裏裡", "着著", "週周"),
}
"""The pairs of forms that a site may choose between, the usual one first."""

TAI_EXCEPTIONS = frozenset("台州 天台山 天台宗 天台縣 台端 兄台 台甫 台鑒".split())
"""Words whose 台 is never written 臺."""


def chosen_replacements(edition: Edition, choice: Iterable[str]) -> Mapping[int, int]:
    """Return the replacements that a site's choice makes in an edition.

    着 is left out, since it only replaces some uses of 著.
    """
    chosen = set(choice)
    pairs = [pair for pair in FORM_CHOICES.get(edition, ()) if pair[1] in chosen]
    return {ord(pair[0]): ord(pair[1]) for pair in pairs if pair[1] != "着"}


SURNAMES: Mapping[str, str] = {
    **{c: c for c in "于余范姜沈郁岳曲朴涂种谷游干卜占党仇后丑征折洗松才"},
    **{"钟": "鍾", "叶": "葉", "万": "萬", "冲": "沖"},
}
"""The traditional forms of surnames that differ from the usual form of the character."""

GIVEN_NAMES: Mapping[str, str] = {
    **{c: c for c in "于余范姜沈郁岳里布松征台后斗谷采干卜占周胡克制曲志岩才朴"},
    **{"冲": "沖"},
}
"""The same for the other characters of a name, including transcribed foreign names."""

_ADDRESSED = "于余范姜沈钟叶郁岳朴涂游谷万"
"""Surnames that a title after them is enough to identify: 后 | 总统 is not a name."""

_FAMILIAR = "老小阿"
"""Prefixes of a surname: 老余, 小于."""

_TITLES = (
    "先生 女士 小姐 太太 教授 博士 老师 医生 律师 经理 主任 总统 总理 书记 校长 院长 部长 夫人"
)
TITLES = frozenset(_TITLES.split())
"""Words before which a single character is a surname."""

TRANSCRIBING = frozenset(
    "埃默莫斯尔克拉塔萨迪伊奥亚阿巴贝布卡科达德厄菲费弗哈赫霍基吉加杰凯坎肯莱兰勒雷利卢伦洛马曼梅蒙"
    "米姆穆纳内尼诺努欧帕佩皮普齐奇乔切瑞沙舍施什苏索坦汤特图托瓦威维沃乌希西夏谢雅耶泽扎詹伐"
)
"""Characters that transcribe foreign names; a 里 next to them does so too."""
_NOT_FOREIGN = frozenset({"沙拉", "内科", "西沙"})


def keep_transcribed_li(words: Sequence[str], index: int, converted: str) -> str:
    """Return `converted` with 里, not 裡, where it transcribes a name: 埃默 | 里, 塔里克."""
    word = words[index]
    if "里" not in word or len(word) != len(converted):
        return converted
    forms = list(converted)
    before = "".join(words[max(0, index - 2) : index])[-2:]
    text = before + word
    for position, char in enumerate(word, len(before)):
        if char == "里":
            beside = text[position - 1 : position] + text[position + 1 : position + 2]
            beside = beside if position > len(before) else ""
            if _is_transcription(text[max(0, position - 2) : position]) or _is_transcription(
                beside
            ):
                forms[position - len(before)] = "里"
    return "".join(forms)


def _is_transcription(text: str) -> bool:
    return len(text) == 2 and set(text) <= TRANSCRIBING and text not in _NOT_FOREIGN


_AUTHOR = re.compile(r"(?<=[原專土巨鉅名遺所卓昭顯拙論譯新編撰彰])著|著(?=[名作者述稱書錄])")


def keep_author_zhu(text: str, converted: str, before: str = "", after: str = "") -> str:
    """Return `converted` with 著, not 着, where it is read zhù: 原著, 專著, 土著.

    `before` and `after` are the characters next to `text`.
    """
    if "着" not in converted or len(text) != len(converted):
        return converted
    forms = list(converted)
    for match in _AUTHOR.finditer(before + text + after):
        at = match.start() - len(before)
        if 0 <= at < len(forms) and forms[at] == "着":
            forms[at] = "著"
    return "".join(forms)


def is_addressed_surname(words: Sequence[str], index: int) -> bool:
    """Whether the context of a word shows that it is a surname: 余 | 先生, 余先生, 姓 | 余."""
    word = words[index]
    if not word or word[0] not in _ADDRESSED:
        return False
    if len(word) == 1 and index and words[index - 1].endswith("姓"):
        return True
    after = words[index + 1] if index + 1 < len(words) else ""
    return (word[1:] or after) in TITLES


def convert_name(word: str, converted: str, *, first: bool) -> str:
    """Return `converted` with the forms of names; `first` if it begins with the surname."""
    if len(word) != len(converted):
        return converted
    forms = [GIVEN_NAMES.get(c, t) for c, t in zip(word, converted, strict=True)]
    surname = 1 if len(word) == 2 and word[0] in _FAMILIAR else 0
    if first and word:
        forms[surname] = SURNAMES.get(word[surname], converted[surname])
    return "".join(forms)
