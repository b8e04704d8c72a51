"""Which words a line of pinyin joins to a verb: particles, complements, potential forms.

verb + 着 了 过              看着 kànzhe   not 了 at the end: 他走了 tā zǒu le
verb or adverb + verb       增建 zēngjiàn   which the dictionary lacks
verb + complement           搞坏 gǎohuài   both of one syllable; 看得懂 kàndedǒng
                            看不懂 kànbudǒng, with 不 in the neutral tone
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.orthography.joinable import (
    ASPECT,
    DETERMINERS,
    NUMBER,
    JoinableWord,
    word_class,
)
from generator.language.orthography.listed_words import unlisted_verbs
from generator.language.tables import read_groups

_WORDS = read_groups("orthography/joined_words.tsv")
_COMPLEMENTS = _WORDS["complement"]
_VERB_COMPLEMENTS = _WORDS["measure"]
"""Complements of verbs that are not those of adjectives: 走远, not 老 | 远."""
_RESULTS = _WORDS["result"]
"""Adjectives that are complements only at the end of a clause, since they also stand before a noun:
泡软, but 喝 | 浓 | 茶."""
_AFTER_RESULTS = _WORDS["after-result"]
_COMPLEMENT_READINGS = {
    "为": "wei2", "着": "zhao2", "了": "liao3", "倒": "dao3", "好": "hao3", "中": "zhong4",
    "过": "guo4", "累": "lei4",
}  # fmt: skip
NO_STEMS = _WORDS["no-complement"]
"""Verbs and prepositions without a complement: another verb or an object follows them."""
_MORE_STEMS = _WORDS["verb"] | _WORDS["stem"]
"""Verbs that the table of word classes does not have as verbs."""

_VERB_READINGS = {("得", ("de2",)), ("当", ("dang1",)), ("当", ("dang4",)), ("还", ("huan2",))}
"""Words that are verbs in one reading only: 得了奖 déle jiǎng."""

DIRECTIONS = _WORDS["direction"]
_WITH_LE = _WORDS["with-le"]
"""Words that are verbs before 了: 上了车 shàngle chē."""

_WITHOUT_LE = _WORDS["without-le"]
_NO_VERBS = frozenset("rmqcy")
"""The first letters of classes of longer words that are no verbs even before 了."""

_AFTER_CLAUSE = _WORDS["after-clause"]
"""Words after a 了 that ends a clause: 三十岁了还."""

_BECOMING = frozenset("变扮改换化认算留视看当称写读叫比用充装唤喊译选列记听说")
"""Verbs with 做 or 作 as a complement: 变做 biànzuò."""

_WITH_YOU = _WORDS["with-you"]
_NOT_POTENTIAL = frozenset({"不错", "不满", "不断", "不光", "不尽", "不中", "不死", "不平"})
"""Words that look like the second half of a potential form: 算 | 不错."""

_TAKING = _WORDS["takes-quality"]
_QUALITIES = _WORDS["quality"]
"""Adjectives that are no complements of such a verb, but belong to its object: 穿 | 红 | 衣服."""

_HEARD = frozenset({"只", "忽", "忽然", "但", "便"})
"""Words before 听得 as “hear”."""

_LONG = frozenset("久长多大高重早晚快慢少低热冷硬软深浅密")
"""Adjectives before which 过 at the end of a clause is “too”: 存放 | 过 | 久."""

_UNIT_OR_VERB = frozenset("分卷包场")
"""Measure words that are also verbs: 吃 | 七 | 分 | 饱."""

_NOT_BECOMING = frozenset("现数均皆亦长宽高重值站顶侧即花")
"""Words before 为 as “is”: 数 | 为 | 8."""

_NOT_REACHED = frozenset("带怕快")
"""Words before an adjective or an end that are no part of it: 甜中带酸, 怕光, 快到终点."""

_MOTIONS = frozenset("上下进出回去来")
_SAID = frozenset("晚长短大小难高低远近")
"""Adjectives after 说 that tell what is granted: 说 | 短 | 也 | 不 | 短."""
_PLACES = frozenset({"哪儿", "哪里", "哪", "那儿", "那里", "这儿"})

_UNITS = frozenset("元块米岁号天日月")
"""Words after which 起 is “from … on”: 3000 | 元 | 起 | 了."""

_BEFORE_GEI = frozenset("做说打帮用拿为吃喝")
"""Verbs after which 给 may be a preposition: 这样 | 做 | 给 | 他 | 带来."""

_NOT_TOWARDS = frozenset("忙急赶抢站坐笑哭说喊叫学问借")
"""Verbs after which 向 is a preposition of the next one: 忙 | 向 | 他 | 道歉."""

_AFTER_VERY = frozenset("远多久大长高几些")
"""Words before which 好 is “very”."""

_FINAL = frozenset("吗吧呢啊呀啦嘛么吧哦呵罢哟哩咧")


def _is_verbal(text: str) -> bool:
    """Whether a word may have an aspect particle: a verb, an adjective, or one of unclear class."""
    found = word_class(text)[:1]
    return found in ("v", "a", "z", "i", "l", "") or found == ("n" if len(text) == 1 else "p")


def _is_stem(unit: JoinableWord) -> bool:
    """Whether a verb of one syllable may have a complement."""
    text = unit.text
    is_verb = word_class(text) in ("v", "a") or text in _MORE_STEMS
    is_verb = is_verb or (text == "种" and unit.syllables == ("zhong4",))
    return len(text) == 1 and is_verb and text not in NO_STEMS


def _has_result(text: str) -> bool:
    """Whether a word is a verb and a result, whatever its class: 长大 | 了 | 又."""
    return len(text) == 2 and text[1] in _COMPLEMENTS | _RESULTS and word_class(text[0]) == "v"


def _is_verb_and_object(text: str) -> bool:
    return word_class(text[1])[:1] == "n" and text[1] not in _COMPLEMENTS


def is_torn_direction(word: str, following: str) -> bool:
    """Whether a word has the first half of a direction: 拔出 | 来 is bá chūlái."""
    is_verb = len(word) == 2 and word_class(word[0])[:1] == "v" and word[0] not in NO_STEMS
    return is_verb and following in ("来", "去") and word[1] + following in DIRECTIONS


_MOVING, _REACHED = _WORDS["moving"], _WORDS["reached"]


def has_torn_direction(before: str, word: str) -> bool:
    """Whether the first half of a word is the direction of the verb before it: 跳 | 下车.

    It is tiàoxià chē.
    """
    return word in _REACHED and before in _MOVING


def is_aspect(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is an aspect particle of the word before it: 看 | 着."""
    unit, before = units[at], units[at - 1]
    if unit.syllables[0] not in ASPECT.get(unit.text, ()):
        return False
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text == "过" and following in _LONG and units[at + 1].before_pause:
        return False
    if unit.text in ("着", "过"):
        return True
    if unit.text == "了" and (unit.before_pause or following in _FINAL):
        return False
    if unit.text == "了" and [x.text for x in units[at + 1 : at + 3]] == [before.text, "了"]:
        return False  # 吃 | 了 | 吃 | 了
    if unit.text == "了" and following == before.text and len(following) == 1:
        return True  # 顿 | 了 | 顿
    if unit.text == "了" and units[max(0, at - 2)].text == "够":
        return False  # 够 | 大 | 了 | 自己
    if before.text in ("多", "少") and following[:1] in NUMBER | {"点", "些"}:
        return True  # 多 | 了 | 点儿
    if before.text in _WITHOUT_LE:
        return False
    if following == "没有" and len(before.text) == 2 and _is_verb_and_object(before.text):
        return False  # 吃药 | 了 | 没有
    if any(word.text == "太" for word in units[max(0, at - 3) : at - 1]):
        return False  # 太 | 胆小 | 了 | 以至于: an exclamation, and a clause after it
    if following in DIRECTIONS:
        return True  # 多 | 了 | 起来
    after_complement = at > 1 and before.text in _COMPLEMENTS and _is_stem(units[at - 2])
    if word_class(before.text) == "a" and following in _AFTER_CLAUSE:
        return after_complement  # 炒 | 熟 | 了 | 再, but 够 | 大 | 了 | 可以
    if before.text == "在" and at > 1:
        return word_class(units[at - 2].text) == "v"  # 摆 | 在 | 了
    if (
        after_complement
        or _has_result(before.text)
        or (before.text, before.syllables) in _VERB_READINGS
    ):
        return True
    if before.text in _MORE_STEMS or before.text in _WITH_LE or (before.text == "给" and at > 1):
        return True
    if len(before.text) > 1 and following not in _AFTER_CLAUSE:
        # Inside a phrase, any word with 了 is a verb, whatever its class: 记录 | 了 | 历史.
        is_verb = word_class(before.text)[:1] not in _NO_VERBS and before.text not in _WITHOUT_LE
        return is_verb and not before.is_name
    return _is_verbal(before.text) and before.text not in "是在不"


def is_complement(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is a complement of one syllable of such a verb: 搞 | 坏."""
    unit, before = units[at], units[at - 1]
    if unit.text == "有":
        return before.text in _WITH_YOU
    if before.text == "给" and unit.text == "出":
        return True
    if before.text == "见" and unit.syllables == ("zhao2",):
        return True
    if before.syllables == ("mo4",) and unit.text in ("过", "入"):
        return True  # 水 | 没 | 过 | 肉
    if unit.text == "得":
        return before.text == "听" and at > 1 and units[at - 2].text in _HEARD
    if _belongs_elsewhere(units, at):
        return False
    if unit.text == "过" and at + 1 < len(units) and units[at + 1].text == "完":
        return False  # 等 | 过完 | 年
    if unit.text == "过" and at + 1 < len(units) and units[at + 1].text in _GREAT_NUMBERS:
        return False  # 月 | 入 | 过 | 万
    if unit.text == "给" and before.text in _BEFORE_GEI:
        return False
    if unit.text == "向" and before.text in _NOT_TOWARDS:
        return False
    if unit.text in ("来", "去") and before.text == "气":
        return False  # 缓过 | 气 | 来
    if before.text in _TURNING and "由" in [word.text for word in units[max(0, at - 3) : at - 1]]:
        return False  # 由 | 红 | 转 | 绿
    if unit.text == "为" and "以" in [word.text for word in units[max(0, at - _FRAME) : at - 1]]:
        return False  # 以 | 本 | 站 | 为 | 终点站
    if unit.text in ("做", "作") and before.text in _BECOMING:
        return at + 1 == len(units) or units[at + 1].text != "得"  # 算 | 做 | 得 | 好
    is_means = unit.text == "来" and _is_means(units, at)
    if before.syllables == ("pu4",) or is_means:
        return False  # 送到 | 铺 | 去, 用 | 死 | 来 | 陪葬
    if unit.text == "起" and at + 1 < len(units) and units[at + 1].text == "了":
        is_verb = word_class(before.text) not in ("r", "d") and before.text not in NO_STEMS - {"过"}
        return len(before.text) == 1 and is_verb and before.text not in _UNITS
    if unit.text in _VERB_COMPLEMENTS and word_class(before.text) == "a":
        return False
    if at > 1 and units[at - 2].text == before.text:
        return False  # 回 | 回 | 赢
    if at > 1 and before.text in _COMPLEMENTS and is_complement(units, at - 1):
        return False  # 看 | 完 | 通 | 篇
    if at + 1 < len(units) and units[at + 1].text == unit.text:
        return False  # 串 | 短 | 短
    if unit.text == "好" and at + 1 < len(units) and units[at + 1].text in _AFTER_VERY:
        return False  # 送 | 出 | 好 | 远
    if [word.text for word in units[at + 1 : at + 3]] == ["就", unit.text]:
        return False  # 说 | 哭 | 就 | 哭
    if unit.text in _RESULTS and word_class(before.text) != "a" and _is_stem(before):
        return at + 1 == len(units) or units[at + 1].text in _AFTER_RESULTS
    if unit.text not in _COMPLEMENTS | _VERB_COMPLEMENTS or not _is_stem(before):
        return False
    if unit.text == "到" and at > 1 and units[at - 2].text in ("从", "由", "一"):
        return False  # 从 | 浅 | 到 | 深, 一 | 端 | 到 | 另 | 一 | 端
    if unit.text == "为" and (word_class(before.text) == "a" or before.text in _NOT_BECOMING):
        return False  # 高 | 为 | 三米: an adjective before a measure
    return unit.syllables[0] == _COMPLEMENT_READINGS.get(unit.text, unit.syllables[0])


_GREAT_NUMBERS = frozenset(("百", "千", "万", "亿", "百万", "千万", "百亿", "千亿", "半"))
"""What an amount exceeds after 过."""
_MEANS = frozenset({"用", "以", "拿", "靠", "凭", "通过", "使用", "利用"})


def _is_means(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether 来 stands between a means and what it is for: 用 | 位 | 值 | 来 | 计算."""
    following = units[at + 1].text if at + 1 < len(units) else ""
    if at > 1 and units[at - 2].text in _MEANS:
        return following != "的"  # 用 | 买 | 来 | 的 | 菜
    if len(following) < 2 or word_class(following)[:1] != "v":
        return False
    return any(word.text in _MEANS for word in units[max(0, at - _LONG_FRAME) : at - 1])


_TURNING = frozenset("转变")
_LONG_FRAME = 10
_FRAME = 5
"""How many words before 为 its 以 may stand."""


def _belongs_elsewhere(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether what looks like a complement is none: 七 | 分 | 饱, 快 | 到 | 终点."""
    unit, before = units[at], units[at - 1]
    following = units[at + 1] if at + 1 < len(units) else None
    if _is_own_quality(unit, before, following):
        return True
    if unit.text == "干" and following is not None and following.text in _WORDS["sworn-kin"]:
        return True  # 做 | 干 | 闺女
    if before.text == "等" and unit.text not in _AWAITED:
        return True  # 甲 | 等 | 向 | 乙
    if unit.text == "为" and word_class(before.text) == "n" and before.text not in _MORE_STEMS:
        return True  # 表达式 | 的 | 值 | 为 | 0
    if _ends_verb_before(units, at):
        return True
    if before.text in _UNIT_OR_VERB and at > 1 and units[at - 2].text[-1] in NUMBER - {"一"}:
        return True
    if before.text in _NOT_REACHED:
        is_adverb = before.text == "快" and unit.text not in "于过"
        return is_adverb or before.text == "怕" or unit.text in _RESULTS | {"哭"}
    if before.text in ("少", "多") and unit.text in _MOTIONS:
        return True  # 很 | 少 | 下 | 厨房
    if before.text == "说" and (
        unit.text in _SAID or (following is not None and following.text in _PLACES)
    ):
        return True  # 你 | 说 | 去 | 哪儿
    if following is None or before.text not in _TAKING or unit.text not in _QUALITIES:
        return False
    return following.text not in _AFTER_RESULTS | {"了"}


_COLOURS = frozenset("红黄蓝绿白黑灰紫青褐")
_AWAITED = frozenset("到来着起够不完")
"""What may follow 等 as “wait”; elsewhere it is “and so on”."""
_DISTANCES = frozenset("远轻低短久")
"""Complements that are the quality of a noun after them: 用 | 短 | 绳."""
_REACHED_STATES = frozenset("好完满清透准")
"""Results of a verb of two syllables, before another verb: 准备 | 好 | 到 | 外面."""


def _is_own_quality(
    unit: JoinableWord, before: JoinableWord, following: JoinableWord | None
) -> bool:
    """Whether two adjectives tell of what follows or are colours: 大 | 坏 | 狼, 黄 | 红 | 黑."""
    if unit.text in _COLOURS and before.text in _COLOURS:
        return True
    if before.text == "好" and word_class(unit.text) == "a":
        return True  # 心 | 好 | 累
    is_before_noun = following is not None and word_class(following.text)[:1] == "n"
    if not is_before_noun or word_class(unit.text)[:1] != "a":
        return False
    return word_class(before.text) == "a" or unit.text in _DISTANCES


def _ends_verb_before(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether what looks like the verb is the result of one of two syllables before it."""
    unit, before = units[at], units[at - 1]
    if at < 2 or before.text not in _REACHED_STATES or unit.text not in "到来去给上下进出":
        return False
    verb = units[at - 2].text
    return len(verb) == 2 and word_class(verb)[:1] == "v"


def is_unlisted_verb(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is the second half of a verb that the dictionary lacks: 增 | 建."""
    unit, before = units[at], units[at - 1]
    if f"{before.text}|{unit.text}" not in unlisted_verbs() or before.is_name or unit.is_name:
        return False
    return at == 1 or units[at - 2].text[-1] not in DETERMINERS


_DONE_WELL = frozenset("修治睡学管教养办补吃")
"""Verbs with 不好 as “cannot … well”, which after others tells that it is bad: 这样 | 做 | 不好."""


_LEARNT = frozenset("学教练")
"""Verbs with 会 as what comes of them."""
_WITHIN_REACH = frozenset("看听做办买想找见摸用吃送")
"""Verbs before 得到 as “can reach”: 看得到."""


def is_potential(units: Sequence[JoinableWord]) -> bool:
    """Whether words form 看得懂 or 买不到, however they are segmented.

    Not 来不来, nor what may tell the manner: 写得好, 急得直 | 跺脚, 照得满 | 地.
    """
    text = "".join(unit.text for unit in units)
    verb = units[0]
    if (
        len(units) == 1
        or len(text) != 3
        or text[1] not in "得不"
        or text[2] in (text[0], *"为去")
        or text[1:] in ("得好", "得直", "得满")
        or (text[2] == "好" and text[0] not in _DONE_WELL)
    ):
        return False
    if len(verb.text) != 1 or units[-1].text in _NOT_POTENTIAL:
        return False
    if verb.syllables == ("dao4",):
        return False  # 我 | 倒 | 不 | 懂: the adverb
    if text[1:] == "得够" or (text[2] == "过" and word_class(verb.text) == "a"):
        return False  # 闹 | 得 | 够 | 坏, 高 | 广 | 不过 | 一丈
    if units[-1].text == "得到" and verb.text not in _WITHIN_REACH:
        return False  # 方法 | 来 | 得到 | 结果
    if text[2] == "会" and verb.text in _LEARNT:
        return True  # 学 | 不会
    reading = units[-1].syllables[-1]
    has_complement = text[2] in _COMPLEMENTS and (
        reading == _COMPLEMENT_READINGS.get(text[2], reading)
    )
    return has_complement and (_is_stem(verb) or verb.text in "来去见")
