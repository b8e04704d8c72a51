"""Forms of characters and words that depend on the edition or on the neighbours.

Three kinds of knowledge that no table of words holds: the house forms of an edition, the
forms that characters have in names, and what a lone 只, 里, 周, 出, 干 or 冲 is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Edition


def _table(old: str, new: str, common: tuple[str, str] = ("", "")) -> Mapping[int, int]:
    return str.maketrans(common[0] + old, common[1] + new)


_COMMON = (
    "溼巖孃淩谿箇絃鬨蓆柺伕翫燬譭閤綵佈麪羣峯牀",
    "濕岩娘凌溪個弦哄席拐夫玩毀毀合彩布麵群峰床",
)
HOUSE_FORMS: Mapping[Edition, Mapping[int, int]] = {
    Edition.HANS: _table("妳牠", "你它"),
    Edition.TW: _table("臺汙歎捱賬", "台污嘆挨帳", _COMMON),
    Edition.HK: _table(
        "裡説税户温閲鋭悦脱敍豔葱藴醖兑蜕卧鈎啓縕輼",
        "裏說稅戶溫閱銳悅脫敘艷蔥蘊醞兌蛻臥鉤啟緼轀",
        _COMMON,
    ),
}
"""The forms of an edition where OpenCC writes others.

Taiwan: 裡 著 台 污 布 帳, never 臺 汙 佈. Hong Kong: 裏 着 線 台 衞 as its press prints them, but
說 稅 戶 溫 as its keyboards type them, not the 説 税 户 温 of the character lists for schools.
"""

SURNAMES: Mapping[str, str] = {
    **{c: c for c in "于余范姜沈郁岳曲朴涂种谷游干卜占党仇后丑征折洗松才"},
    **{"钟": "鍾", "叶": "葉", "万": "萬", "冲": "沖"},
}
"""What a surname becomes, where it is not the usual form of the character."""

GIVEN_NAMES: Mapping[str, str] = {
    **{c: c for c in "于余范姜沈郁岳里布松征台后斗谷采干卜占周胡克制曲志岩才朴"},
    **{"冲": "沖"},
}
"""The same for the other characters of a name, those of foreign names in transcription too."""

_ADDRESSED = "于余范姜沈钟叶郁岳朴涂游谷万"
"""The surnames that a title behind them is enough to tell: 后 | 总统 is no name."""

_FAMILIAR = "老小阿"
"""What may stand before a surname: 老余, 小于."""

_TITLES = (
    "先生 女士 小姐 太太 教授 博士 老师 医生 律师 经理 主任 总统 总理 书记 校长 院长 部长 夫人"
)
TITLES = frozenset(_TITLES.split())
"""Words before which a lone character is a surname."""

_NUMBER = re.compile(r"第?[0-9０-９.,，〇零一二两三四五六七八九十百千万亿几数半]+[多余来]?")
_THIS = "这 那 哪 每 某 整 多少 这几 那几 好几"
_WEEK = "上 下 本 每 这 那 整 隔 单 双 首 前 近 头 当 该 上上 下下 这几 好几 前几"
# Words before which 这 | 只 is "this only", not "this one".
_AFTER_ONLY = """
    是 有 要 能 会 可 可以 可能 能够 需 需要 剩 剩下 占 用 用于 为 为了 在 因 因为 让 使 想 求
    限 限于 说 做 花 差 够 见 知道 好 得 管 允许 包括 包含 支持 适用 适用于 针对 关注 发生 出现
    存在 作 作为 靠 顾 怕 算 对 给 把 被 从 向 以 按 与 和 就 再 不 不过 没 没有 代表 表示 说明
    表明 属于 涉及 影响 持续 带来 增加
"""
MEASURES = frozenset(_THIS.split())
WEEKS = frozenset(_WEEK.split())
ADVERBIAL = frozenset(_AFTER_ONLY.split())
_PLAYS = "戏 剧 好戏 大戏 闹剧 话剧 歌剧 舞剧 音乐剧 喜剧 悲剧 京剧 电视剧 独角戏"
PLAYS = frozenset(_PLAYS.split())
_DRYING = (
    "头发 衣服 衣裳 毛巾 眼泪 泪水 嘴唇 皮肤 汗水 油漆 墨水 墨迹 河水 井水 地面 嘴巴 喉咙 嗓子"
)
DRYING = frozenset(_DRYING.split())
_DRY = "面包 衣服 毛巾 树枝 树叶 辣椒 香菇 木耳 海带 蘑菇 抹布 皮肤 玉米 牛粪 豆腐 土地 木柴"
DRY = frozenset(_DRY.split())
_RINSED = "咖啡 茶 奶粉 牛奶 豆浆 麦片 药 澡 凉 马桶 厕所 胶卷 照片"
RINSED = frozenset(_RINSED.split())
REACH = 5

TRANSCRIBING = frozenset(
    "埃默莫斯尔克拉塔萨迪伊奥亚阿巴贝布卡科达德厄菲费弗哈赫霍基吉加杰凯坎肯莱兰勒雷利卢伦洛马曼梅蒙"
    "米姆穆纳内尼诺努欧帕佩皮普齐奇乔切瑞沙舍施什苏索坦汤特图托瓦威维沃乌希西夏谢雅耶泽扎詹伐"
)
"""Characters that transcribe foreign names; 里 among them is another."""
_NOT_FOREIGN = frozenset({"沙拉", "内科", "西沙"})


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a lone character, without white space."""

    last: str
    """The word before it; with a trailing 多 or 余, the whole number: 10多."""
    after: Sequence[str]
    """The words after it, at most `REACH`."""

    @property
    def next(self) -> str:
        return self.after[0] if self.after else ""

    @property
    def counted(self) -> bool:
        """Whether a number stands before."""
        return bool(_NUMBER.fullmatch(self.last))


def _zhi(near: _Around) -> str | None:
    if near.counted or (near.last in MEASURES and near.next not in ADVERBIAL):
        return "隻"
    return None


def _li(near: _Around) -> str | None:
    return "里" if near.counted and not near.last.startswith("第") else None


def _zhou(near: _Around) -> str | None:
    return "週" if near.counted or near.last in WEEKS else None


def _chu(near: _Around) -> str | None:
    counts = near.counted or near.last in MEASURES
    return "齣" if counts and near.next in PLAYS else None


def _gan(near: _Around) -> str | None:
    dries = near.last in DRYING and near.next in {"", "了", "得", "，", "。", "、", "；", "！"}
    return "乾" if dries or near.next in DRY else None


def _chong(near: _Around) -> str | None:
    return "沖" if RINSED.intersection(near.after) else None


_LONE: Mapping[str, Callable[[_Around], str | None]] = {
    "只": _zhi,
    "里": _li,
    "周": _zhou,
    "出": _chu,
    "干": _gan,
    "冲": _chong,
}


def by_neighbours(words: Sequence[str], index: int) -> str | None:
    """What a lone character becomes by the words around it; None says nothing."""
    rule = _LONE.get(words[index])
    if rule is None:
        return None
    before = [w for w in words[max(0, index - 3) : index] if not w.isspace()]
    after = [w for w in words[index + 1 : index + 1 + REACH] if not w.isspace()]
    last = before[-1] if before else ""
    if last in {"多", "余", "来"} and len(before) > 1:
        last = before[-2] + last
    return rule(_Around(last, after))


def keep_foreign_li(words: Sequence[str], index: int, converted: str) -> str:
    """`converted` with 里, not 裡, where it transcribes a foreign name: 埃默 | 里, 塔里克."""
    word = words[index]
    if "里" not in word or len(word) != len(converted):
        return converted
    forms = list(converted)
    before = "".join(words[max(0, index - 2) : index])[-2:]
    text = before + word
    for position, char in enumerate(word, len(before)):
        if char == "里":
            inside = text[position - 1 : position] + text[position + 1 : position + 2]
            inside = inside if position > len(before) else ""
            if _is_transcription(text[max(0, position - 2) : position]) or _is_transcription(
                inside
            ):
                forms[position - len(before)] = "里"
    return "".join(forms)


def _is_transcription(text: str) -> bool:
    return len(text) == 2 and set(text) <= TRANSCRIBING and text not in _NOT_FOREIGN


def is_addressed(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index` is a surname with a title: 余先生, 余 | 先生."""
    word = words[index]
    if not word or word[0] not in _ADDRESSED:
        return False
    after = words[index + 1] if index + 1 < len(words) else ""
    return (word[1:] or after) in TITLES


def as_name(word: str, converted: str, *, first: bool) -> str:
    """`converted` with the forms of a name; `first` where the surname stands in front."""
    if len(word) != len(converted):
        return converted
    forms = [GIVEN_NAMES.get(c, t) for c, t in zip(word, converted, strict=True)]
    surname = 1 if len(word) == 2 and word[0] in _FAMILIAR else 0
    if first and word:
        forms[surname] = SURNAMES.get(word[surname], converted[surname])
    return "".join(forms)
