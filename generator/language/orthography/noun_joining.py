"""Which words a line of pinyin joins to a noun: suffixes, heads, approximate numbers.

Its prefixes are those of `prefixes`.

noun + suffix               孩子们 háizimen
noun + noun                 雪灾 xuězāi    one notion of two or three syllables
listed noun                 湖面 húmiàn    财务科 cáiwùkē, which the dictionary lacks
approximate tens, days      几十 jǐshí   十几 shíjǐ   初十 chūshí
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.numerals import NUMERALS, TENS, UNITS
from generator.language.orthography.joinable import (
    ASPECT,
    DETERMINERS,
    NUMBER,
    JoinableWord,
    word_class,
)
from generator.language.orthography.listed_words import compounds, unlisted_nouns
from generator.language.orthography.name_spelling import is_place_type
from generator.language.tables import read_columns, read_groups

_WORDS = read_groups("orthography/joined_words.tsv")
_NOUN_HEADS = _WORDS["noun-head"]
_COMPOUND_ENDS = _WORDS["compound-end"]
_COMPOUND_BEGINS = _WORDS["compound-begin"]
_STEMS_OF_HEADS = ("n", "an", "vn", "nz", "ns", "nr", "j", "")
"""Classes of nouns that are no names; 酸梅 is too rare to have one."""
_VERBAL_HEADS, _AFTER_HEADS = _WORDS["verbal-head"], _WORDS["after-head"]
_CONJUNCTIONS = frozenset({"结果", "原来", "事实", "关键"})
"""Nouns that also begin a clause."""
_WITH_CLAUSES = frozenset(
    "感觉 证明 决定 估计 保证 建议 希望 幻想 回忆 要求 计划 主张 声明 梦想".split()
)
"""Nouns that are also verbs before a clause."""
_ARTEFACTS = _WORDS["artefact"]
"""Of these, what is named after its use too: 射击 | 孔. A verb of two syllables has no object of
one."""
_COLOURS = frozenset("红黄蓝绿白黑灰紫青褐")
_TURNING = frozenset("脸眼叶天花水灯旗")
"""What turns a colour: 脸 | 红 | 的 | 时候."""
_NOT_LAST = _WORDS["not-last"] | _WORDS["verb"] | {"犁", "抻", "叮"}
"""Nouns of one syllable that end no notion: they are adverbs of time, sides or mostly verbs."""
_ATTRIBUTES = _WORDS["attribute"]
"""Adjectives and nouns before a noun of one syllable that are words of their own: 好 | 书."""
_NO_SUFFIX = _WORDS["no-suffix"]
_AFTER_NOUNS = frozenset("库轴派")
_SUFFIXES = dict(zip(*read_columns("orthography/suffixes.tsv", 2), strict=True))
_AFTER_ANY = frozenset("们儿")
_AFTER_ANY_LENGTH = frozenset("力化员型式性感族派版率界者论词术学权法")
"""Suffixes of words of any length; the others make one notion of three syllables."""
_AFTER_TERMS = frozenset("集版机器室馆院厂剂图社局署")
"""Suffixes of the last word of a term of four syllables."""
_AFTER_NAMES = frozenset("人话语裔籍")
"""Suffixes of place names: 中国人 Zhōngguórén, 广东话 Guǎngdōnghuà."""
ASSOCIATIONS = _WORDS["association"]
"""What 会 is no verb after."""
AFTER_PARTICLE = _WORDS["after-suo"]
"""Verbs before which 所 is the particle."""
_CHANGING_TASTE = frozenset("去入走变串提")
"""Verbs that 味儿 is one with; as 汗 | 味儿 it has three syllables with its 儿."""
_COUNTED = frozenset(
    "次度人名个位年天日月条件种项家场轮波拨枚颗支艘架辆台套座栋间起宗桩例笔张幅篇首部本卷册段"
    "章句批阵声遍趟回番顿桌杯碗瓶桶袋箱盒包把根片块滴粒株棵朵束串群伙对双副十百千万亿"
)
"""What a number of things is counted by, whatever its class."""
_SENDERS = _WORDS["sender"]
"""Ends of words for who sends others: 军政府 | 派."""
_SENT = _WORDS["sent"]
"""What follows 派 as a verb."""
_BODIES = frozenset("队局部社处科团院馆所会党厅司署厂军")
"""Bodies after a common word in their name: 长江 | 航运 | 局 Cháng Jiāng Hángyùnjú."""
_PLANTS_AND_ANIMALS = frozenset(
    "草菜藻花树木竹兰莲蕨苔菌虫蝶蛾蝇蜂蚁蛛虾蟹贝螺鱼鲨蛙龟蛇蜥龙鸟鹰雀鸦鸭雁鹤鼠兔猴猿熊豹狮虎狼犬牛羊马鹿象鲸豚"
)
_AFTER_TAXA = _WORDS["after-taxon"]
_NEVER_COUNT = frozenset("局院厅馆厂社员师者器机物品商")
"""Suffixes that are neither verbs nor measure words before a number."""
_SIDES = frozenset("中上下里内")
_ALSO_VERBS, _AFTER_VERBS = frozenset("铺缝漆弹雕盘花钉"), frozenset("起开满成到在出好上完光掉得")
_SOMETIMES_MEASURES = frozenset(
    "箱碗盘瓶桶盒杯缸罐锅盆身脸手脚口眼嘴头肚屋桌车船门家院袋包盅壶碟筐篮床街堆排层座根枝树束串朵丛滩摊丝团"
    "只条把件本辆栋间所部首幅颗滴块行列双对副组群种样项回遍趟阵步声节路线笔面页届期卷班队拨伙"
)
"""Nouns that are measure words after 这 and 那: 这 | 桌 | 菜."""
_VESSELS = frozenset("箱碗盘瓶桶盒杯缸罐锅盆")
"""Nouns that are also measure words: 箱 | 底."""
_MOST_IN_A_ROW = 9
"""Nouns of one syllable that are looked at as one; no text has so many."""


def is_suffix(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is a suffix or the head of the word before it: 孩子 | 们, 数据 | 块."""
    unit, before = units[at], units[at - 1]
    if unit.text == "味儿":
        is_taste = word_class(before.text)[:1] not in tuple("dprumqcv")
        is_taste = is_taste or before.text in _CHANGING_TASTE
        is_doubled = at > 1 and units[at - 2].text == before.text  # 去 | 去 | 味儿
        return len(before.text) == 1 and is_taste and not is_doubled
    if unit.text == "氏":
        is_surname = before.is_name or before.text in _WORDS["surname"]
        return is_surname and len(before.text) <= 2  # 王 | 氏
    if unit.text in _AFTER_NAMES:
        return before.is_name and len(before.text) > 1
    if unit.text in _BODIES and unit.is_part_of_name and before.is_part_of_name:
        return len(before.text) == 2 and word_class(before.text)[:1] in tuple("nv")
    if NUMBER.issuperset(before.text.lstrip("第").rstrip("余多")):
        return False  # 万余 | 名, 第三 | 期
    if before.text[-1] == {"家": "学", "手": "机"}.get(unit.text):
        return True
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text in ("科", "属") and before.text[-1] in _PLANTS_AND_ANIMALS:
        return unit.before_pause or following in _AFTER_TAXA  # 捕蝇草 | 属 | 植物
    if unit.text in _NOUN_HEADS:
        if unit.text == "病" and following in ("后", "前", "时", "得"):
            return False  # 丈夫 | 病 | 后
        if unit.text == "甲" and following == "天下":
            return False  # 苏州 | 园林 | 甲 | 天下
        if following in ASPECT or _is_noun_of_one_syllable(following):
            return False  # 屋顶 | 铺 | 了 | 瓦片, 虚空 | 战 | 甲
        is_verb = unit.text in _ALSO_VERBS and following in _AFTER_VERBS
        if is_verb or (unit.text == "录" and word_class(following) == "n"):
            return False  # 水稻 | 铺 | 在 | 路上, 侧 | 着 | 身子 | 录 | 视频
        if unit.text in _VERBAL_HEADS and not (unit.before_pause or following in _AFTER_HEADS):
            return False  # 老师 | 管 | 学生
        if before.text in _CONJUNCTIONS or before.text[0] == before.text[-1]:
            return False  # 结果 | 油 | 冒烟 | 了, 公公 | 盐 | 柴
        is_end = unit.before_pause or following in _AFTER_HEADS | {"的"}
        if before.text in _WITH_CLAUSES and not is_end:
            return False  # 感觉 | 墙 | 后 | 有 | 东西
        is_noun = word_class(before.text) in _STEMS_OF_HEADS
        is_noun = is_noun or (unit.text == "声" and word_class(before.text) == "o")
        is_used = (
            unit.text in _ARTEFACTS
            and word_class(before.text)[:1] == "v"
            and before.text[-1] not in "见到出完成起有进上下入着给向于为开过"
            and before.text not in _NO_SUFFIX
        )
        return len(before.text) == 2 and (is_noun or is_used) and not before.is_name
    if _SUFFIXES.get(unit.text) != unit.syllables[0]:
        return False
    if unit.text in _AFTER_ANY:
        return unit.text != "儿" or len(before.text) == 1 or word_class(before.text) != "v"
    if unit.text == "然":
        is_quality = word_class(before.text) in ("a", "z", "")
        return is_quality and len(before.text) == 1 and not before.is_name  # 觫 | 然
    if before.text == before.text[0] * len(before.text) or before.text[-1] in "到着住":
        return False  # 看看 | 群 | 星, 碰到 | 物
    if before.text[-1] in "有为于给在满" and unit.text not in "者量率权":
        return False  # 带有 | 线
    counts = _begins_number(following) and unit.text not in _NEVER_COUNT
    if before.text in _NO_SUFFIX or following in ASPECT or counts:
        return False  # 汤姆 | 派 | 了, 东西 | 值 | 三块钱
    if before.is_name and is_place_type(unit.text):
        return False
    is_sender = before.is_name or before.text[-2:] in _SENDERS
    if unit.text == "派" and is_sender and at + 1 < len(units) and following not in "的和与":
        return False  # 汉武帝 | 派 | 卫青
    if unit.text == "派" and following in _SENT:
        return False  # 地方 | 派 | 代表
    if unit.text == "数" and _is_counted(following):
        return False  # 邀请 | 数 | 名 | 作家
    if following == "得" and unit.text in "制化派费集量":
        return False  # 以 | 石油 | 为 | 基础 | 制 | 得
    if following in {"化": ("为", "作", "成"), "费": ("尽",)}.get(unit.text, ()):
        return False  # 村庄 | 化 | 为 | 战场, 旅客 | 费 | 尽 | 周折
    if len(following) == 1 and _begins_noun(units, at):
        return False  # 讨论 | 机 | 柜
    if unit.text in _AFTER_NOUNS and word_class(before.text)[:1] != "n":
        return False  # 选中 | 库
    if before.is_name and unit.text not in _AFTER_ANY_LENGTH:
        return False
    stem = before.text
    if len(stem) == 4 and unit.text in _AFTER_TERMS and word_class(stem) in ("n", "l"):
        stem = stem[2:]  # 短篇小说 | 集: the last word of the term
        if word_class(stem) != "n":
            return False
    long_enough = len(stem) > 1 if unit.text in _AFTER_ANY_LENGTH else len(stem) == 2
    if unit.text in ("性", "化", "感") and len(stem) == 2 and word_class(stem) in ("d", "t"):
        return True  # 必然 | 性, 近代 | 化
    return long_enough and word_class(stem)[:1] in ("n", "v", "a", "b", "j", "")


def _may_end(unit: JoinableWord) -> bool:
    is_noun = len(unit.text) == 1 and word_class(unit.text) == "n" and not unit.is_name
    return is_noun and unit.text not in _NOT_LAST


def _begins_noun(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word of one syllable and those after it are a noun that the dictionary lacks."""
    texts = [unit.text for unit in units[at : at + 3]]
    is_listed = any("".join(texts[:size]) in compounds() for size in (2, 3))
    return is_listed or "|".join(texts[:2]) in unlisted_nouns()


def _is_noun_of_one_syllable(text: str) -> bool:
    return len(text) == 1 and word_class(text) == "n" and text not in "时前后"


def _begins_number(text: str) -> bool:
    return text != "" and (NUMBER.issuperset(text) or text[0].isdecimal())


def _is_counted(following: str) -> bool:
    """Whether 数 before a word means “several”."""
    return word_class(following) == "q" or following in _COUNTED


def is_unlisted_noun(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is the last part of a noun that the dictionary lacks: 湖 | 面, 财务 | 科."""
    unit, before = units[at], units[at - 1]
    if f"{before.text}|{unit.text}" not in unlisted_nouns() or unit.syllables == ("de5",):
        return False
    following = units[at + 1].text if at + 1 < len(units) else ""
    if before.is_name or unit.is_name or following in ASPECT:
        return False
    if unit.text in _ALSO_VERBS and following in _AFTER_VERBS:
        return False  # 手 | 盘 | 在
    if unit.text == "会" and before.text not in ASSOCIATIONS and may_be_predicate(following):
        return False  # 故事 | 会 | 变得, but 促进 | 会 | 派
    if unit.text == "派" and following in _SENT:
        return False  # 地方 | 派 | 代表
    if unit.text == "数" and _is_counted(following):
        return False  # 造成 | 数 | 十 | 人 | 死亡
    if unit.text == "所" and following in AFTER_PARTICLE:
        return False  # 边境 | 检查 | 所 | 允许 | 的
    if len(following) == 1 and word_class(following) == "a":
        return False  # 牡丹 | 花 | 大
    if at > 1 and len(before.text) == 1 and units[at - 2].text[-1] in DETERMINERS:
        return False  # 一 | 杯 | 水: a measure word
    is_cut = at > 1 and units[at - 2].text == "把" and following in _WORDS["after-cutting"]
    if is_cut or (unit.text in NUMBER and word_class(following) == "q"):
        return False  # 把 | 刀 | 切 | 下去, 比 | 我 | 高 | 一 | 名
    return at == 1 or not is_unlisted_noun(units, at - 1)


def may_be_predicate(text: str) -> bool:
    """Whether a word may follow the verb 会: a verb, an adverb, a preposition."""
    return text not in ("", "上", "后", "前", "中") and word_class(text)[:1] in tuple("vdpa")


def is_compound(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a noun of one syllable and one before it are a notion: 雪 | 灾, 皮 | 甲."""
    in_a_row = 0
    while in_a_row < min(at, _MOST_IN_A_ROW) and _ends_compound(units, at - in_a_row):
        in_a_row += 1
    return in_a_row % 2 == 1  # by two and two


def _ends_compound(units: Sequence[JoinableWord], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if len(before.text) > 1 or before.is_name or before.syllables == ("zhang3",):
        return False
    if at > 1 and units[at - 2].is_name and is_place_type(before.text):
        return False  # 城厢 | 区 | 沟
    if unit.text == "者":
        return word_class(before.text) != "r"  # 歌 | 者, but 犯 | 我 | 者
    if unit.text == before.text or _ends_taxon(units, at - 1):
        return False  # 生产 | 厂 | 厂 | 名, 蹄盖蕨 | 科 | 角 | 蕨
    is_noun = len(unit.text) == 1 and word_class(unit.text) == "n" and not unit.is_name
    is_usual_beginning = (
        before.text in _COMPOUND_BEGINS and is_noun and unit.text not in _WORDS["verb"]
    )
    is_usual_end = unit.text in _COMPOUND_ENDS and _may_begin_compound(before)
    are_nouns = (
        _may_end(unit)
        and word_class(before.text) in ("n", "a")
        and (before.text not in _ATTRIBUTES | _NOT_LAST)
    )
    if not (is_usual_beginning or is_usual_end or are_nouns):
        return False
    if at > 1 and (_is_measured(units[at - 2], before) or before.text in _SIDES):
        return False  # 一 | 条 | 鱼: a measure word; 房间 | 中 | 铺 | 着
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text == "指" and following in ("的", "是"):
        return False  # 对齐 | 税 | 指 | 的 | 是
    if unit.text in _ALSO_VERBS and following in _AFTER_VERBS:
        return False  # 用 | 手 | 铺 | 起
    return following not in ASPECT


def _ends_taxon(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether 科 or 属 is the end of the name of plants or animals, before that of others."""
    return at > 0 and units[at].text in "科属" and units[at - 1].text[-1] in _PLANTS_AND_ANIMALS


def _is_measured(determiner: JoinableWord, unit: JoinableWord) -> bool:
    """Whether a word of one syllable is a measure: 一 | 桌 | 菜, 这 | 杯 | 水, but 那 | 蛇 | 妖."""
    last = determiner.text[-1]
    if last not in DETERMINERS or last in NUMBER:
        return last in NUMBER or last.isdecimal()
    return word_class(unit.text)[:1] == "q" or unit.text in _SOMETIMES_MEASURES


def _may_begin_compound(unit: JoinableWord) -> bool:
    is_noun = word_class(unit.text)[:1] in ("n", "a") or unit.text in _VESSELS
    return is_noun and unit.text not in _ATTRIBUTES


_HEADS_OF_NOTIONS = _NOUN_HEADS | frozenset("图机器")


def is_head_of_notion(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is the head of a notion of two single words: 柱 | 形 | 图."""
    unit = units[at]
    if at < 2 or unit.text not in _HEADS_OF_NOTIONS or unit.is_name:
        return False
    if unit.text in _VERBAL_HEADS and not unit.before_pause:
        return False
    following = units[at + 1].text if at + 1 < len(units) else ""
    is_object = following in ASPECT or _is_noun_of_one_syllable(following)
    return not is_object and is_compound(units, at - 1) and not is_compound(units, at)


_LOOSE_HEADS, _LOOSE_VERBS = _WORDS["loose-head"], _WORDS["loose-verb"]
_HEADS_OF_VERBS = frozenset("录榜夜会")
_AFTER_NOUN = frozenset("和与及或等里内")
_AFTER_LOOSE = _AFTER_NOUN | frozenset("的上中是有在将由为也都被对")
_NO_KIND = frozenset(
    "所有 其他 任何 有些 部分 大部分 大量 少数 多数 全体 个别 一般 不少 各种 更多 别的".split()
)


def is_loose_head(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a noun of one syllable is the head of the one before it: 表扬 | 信, 自由 | 港 | 的.

    What follows tells that it is no verb, and begins no other noun.
    """
    unit, before = units[at], units[at - 1]
    if unit.text not in _LOOSE_HEADS or len(before.text) != 2 or before.is_name or unit.is_name:
        return False
    kind = word_class(before.text)
    is_kind = kind in ("n", "vn", "b", "j", "nz") or (kind == "an" and unit.text != "点")
    is_kind = is_kind or (kind == "a" and unit.text == "人")
    is_kind = is_kind or (kind == "v" and unit.text in _HEADS_OF_VERBS)
    if not is_kind or before.text in _NO_KIND or before.text in _CONJUNCTIONS | _NO_SUFFIX:
        return False
    if before.text[0] == before.text[1] or before.text[-1] in "着了过":
        return False
    if at > 1 and units[at - 2].text[-1] in NUMBER and word_class(before.text)[:1] == "q":
        return False
    following = units[at + 1].text if at + 1 < len(units) else ""
    allowed = _AFTER_NOUN if unit.text in _LOOSE_VERBS else _AFTER_LOOSE
    return unit.before_pause or (following in allowed and unit.text != "会")


_NO_FIRST_QUALITY = _ATTRIBUTES | frozenset("真太最总早容准净光怪死活直白干轻清平怕")
"""Adjectives that also modify another or a verb: 好 | 美."""


def is_pair_of_qualities(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether two adjectives of one syllable are one: 秀 | 婉 | 的, 湿 | 冷."""
    unit, before = units[at], units[at - 1]
    if len(unit.text) > 1 or len(before.text) > 1 or unit.is_name or before.is_name:
        return False
    if unit.text == before.text or before.text in _NO_FIRST_QUALITY or unit.text in _COLOURS:
        return False
    if word_class(unit.text) != "a" or word_class(before.text) != "a":
        return False
    if at > 1 and (len(units[at - 2].text) == 1 and units[at - 2].text not in _ADVERBS):
        return False  # 天 | 高 | 云 | 淡
    following = units[at + 1].text if at + 1 < len(units) else ""
    return unit.before_pause or following in ("的", "地", "而", "与", "和")


_ADVERBS = frozenset("很更又最太极颇较稍也都这那种般其")


def is_shade(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is a colour and the one before it its shade: 嫩 | 黄 | 的."""
    unit, before = units[at], units[at - 1]
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text not in _COLOURS or len(before.text) > 1 or before.is_name:
        return False
    if at > 1 and units[at - 2].text[-1] in DETERMINERS:
        return False
    is_stuff = word_class(before.text) == "n" and before.text not in _TURNING
    is_shaded = word_class(before.text) == "a" and before.text not in _ATTRIBUTES
    return (is_stuff or is_shaded) and following in ("的", "色")


def is_numeral(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word is the rest of an approximate numeral: 几 | 十, 数 | 亿, 十 | 几, 初 | 十."""
    unit, before = units[at], units[at - 1]
    return (
        (before.text in ("几", "数") and unit.text[0] in UNITS and set(unit.text) <= set(NUMERALS))
        or (before.text.endswith("十") and unit.text == "几" and set(before.text) <= set(TENS))
        or (before.text == "初" and len(unit.text) == 1 and unit.text in TENS)
    )
