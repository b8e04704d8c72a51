"""Which words of a sentence are joined in a line of pinyin, by GB/T 16159-2012.

Words are headwords for lookup; the standard joins some of them (6.1.1 to 6.1.5): verbs
(`verb_joining`), nouns and numerals (`noun_joining`), and

    reduplication               走走 zǒuzou   干干净净 gāngānjìngjìng
    pairs                       忽明忽暗 hūmíng-hū'àn
    listed compounds            人 | 机 | 对话 rén-jī duìhuà

All other words are separate; 里 after a noun has the neutral tone (6.1.1.2: 河里 hé li).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from generator.language.orthography.joinable import (
    DETERMINERS,
    NUMBER,
    JoinableWord,
    word_class,
)
from generator.language.orthography.listed_words import compounds, unlisted_idioms
from generator.language.orthography.manner_joining import (
    is_done_so,
    is_saying,
    is_upon_oneself,
)
from generator.language.orthography.name_spelling import (
    is_country_pair,
    is_region_pair,
    is_within_firm,
)
from generator.language.orthography.noun_joining import (
    AFTER_PARTICLE,
    ASSOCIATIONS,
    is_compound,
    is_head_of_notion,
    is_loose_head,
    is_numeral,
    is_pair_of_qualities,
    is_shade,
    is_suffix,
    is_unlisted_noun,
    may_be_predicate,
)
from generator.language.orthography.prefixes import has_prefix
from generator.language.orthography.verb_joining import (
    DIRECTIONS,
    NO_STEMS,
    is_aspect,
    is_complement,
    is_potential,
    is_unlisted_verb,
)
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words
from generator.model import Separator


def separators_before(units: Sequence[JoinableWord]) -> list[Separator]:
    """Return the separator before each word; a space if no rule applies.

    `units` are all words between two pauses.
    """
    out = [Separator.SPACE] * len(units)
    apart = set(_kept_apart(units))
    is_open = [at not in apart for at in range(len(units))]
    begins_listed = set[int]()
    for start in range(len(units) - 1):
        is_end = out[start] is Separator.NONE
        for length in (4, 3, 2):
            end = start + length
            inside = _joined_separators(units, start, end) if end <= len(units) else ()
            if inside and is_open[start + 1] and not (is_end and length == 2):
                out[start + 1 : end] = inside
                if "".join(unit.text for unit in units[start:end]) in compounds():
                    begins_listed.add(start)
                is_open[start + 1 : end] = [False] * len(inside)
                is_open[start] = is_open[start] and length == 2  # 提供 | 物 | 有所 | 值
    in_noun = False
    for at in range(1, len(units)):
        if not is_open[at]:
            in_noun = out[at] is Separator.NONE  # 早点 | 摊 | 上
            continue
        found = next((rule for rule in _RULES if rule(units, at)), None)
        is_own = at in begins_listed and found in _BEFORE_LISTED  # 卸载 | 量 | 暴 | 增
        if found is not None and not (in_noun and found in _VERB_RULES) and not is_own:
            out[at] = Separator.NONE
        in_noun = found in _NOUN_RULES
    return out


def is_light(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether the first syllable of a word has the neutral tone in its phrase.

    It has in 得 and 不 of potential forms, and in 里 after a noun, except in one word (心里).
    `units` are as above.
    """
    before, unit = units[at - 1], units[at]
    is_within = unit.text == "里" and unit.syllables == ("li3",)
    if is_within and NUMBER.isdisjoint(before.text) and before.text not in _BEFORE_INSIDE:
        return True
    for end in (at + 1, at + 2):
        following = units[end].text if end < len(units) else ""
        if is_potential(units[at - 1 : end]) and not _tells_other(units[at - 1 : end], following):
            return True
    return False


_TOWARDS = frozenset("往向朝")
_BEFORE_INSIDE = _TOWARDS | frozenset("从由靠最更再望冲偏个")
"""Words after which 里 is “inside” and no suffix: 往 | 里 | 走, 最 | 里."""
_SIDES = frozenset("前后左右上下里外内东西南北回")


def _kept_apart(units: Sequence[JoinableWord]) -> Iterator[int]:
    """Yield the indices of words that are joined to none before them.

    往 | 外 | 走 is no 外走, and 皮 | 脆 | 肉 | 嫩 are two clauses.
    """
    for at in range(2, len(units)):
        if units[at - 2].text in _TOWARDS and units[at - 1].text in _SIDES:
            yield at
    for at in range(len(units) - 3):
        clauses = units[at : at + 4]
        if [word_class(unit.text) for unit in clauses] == ["n", "a"] * 2 and all(
            len(unit.text) == 1 for unit in clauses
        ):
            yield from range(at + 1, at + 4)


def _joined_separators(
    sentence: Sequence[JoinableWord], start: int, end: int
) -> Sequence[Separator]:
    """Return the separators between words that are one: 干干净净, 看得懂, a listed compound."""
    units = sentence[start:end]
    if len(units) == 3 and is_country_pair([unit.text for unit in units]):
        return [Separator.HYPHEN, Separator.SPACE]
    if len(units) == 2 and is_region_pair([unit.text for unit in units if unit.is_name]):
        return [Separator.HYPHEN]  # 川 | 鄂
    if len(units) == 3 and _is_direction(units):
        return [Separator.SPACE, Separator.NONE]  # 灌 | 进 | 来
    following = sentence[end].text if end < len(sentence) else ""
    text = "".join(unit.text for unit in units)
    if text == text[0] * 2 and start and _is_suffixed(sentence, start):
        return ()  # 生产 | 厂 | 厂 | 名
    if _is_reduplicated(units, following):
        return [Separator.NONE] * (len(units) - 1)
    is_result = start > 0 and is_complement(sentence, start)  # 忍 | 住 | 不 | 哭
    if not is_result and is_potential(units) and not _tells_other(units, following):
        return [Separator.NONE] * (len(units) - 1)
    is_pair = len(units) == len(text) == 4 and text[0] == text[2] in _PAIRING
    if is_pair and text[1] not in ("的", text[3]):
        return [Separator.NONE, Separator.HYPHEN, Separator.NONE]  # 忽明忽暗
    if len(text) == 4 and text[0] == text[2] and text[1] + text[3] in _TO_AND_FRO:
        return [
            Separator.HYPHEN if end == 2 else Separator.NONE for end in _ends(units)
        ]  # 问东问西
    if len(text) == 4 and text[0] == text[3] and text[1:3] == "无可":
        return [Separator.NONE] * (len(units) - 1)  # 逃无可逃
    if len(units) == len(text) == 4 and text[:2] == text[2:] and text[0] in _HEIGHTENING:
        return [Separator.NONE, Separator.SPACE, Separator.NONE]  # 死沉死沉
    inside = compounds().get(text)
    if inside is None and len(text) == 4:
        inside = unlisted_idioms().get(text)
    if inside is None:
        return ()
    is_verbal = units[-1].text == "会" and units[0].text not in ASSOCIATIONS
    if is_verbal and may_be_predicate(following):
        return ()  # 家长 | 会 | 来
    if units[-1].text == "所" and following in AFTER_PARTICLE:
        return ()  # 边境 | 检查 | 所 | 允许 | 的
    if text in _TOWARDS_NUMBER and not (NUMBER & {following[:1]} or following[:1].isdecimal()):
        return ()  # 这些 | 年 | 近 | 佛
    if text == "可用" and not (units[-1].before_pause or following in _AFTER_USABLE):
        return ()  # 可 | 用 | 热水 | 浸泡
    if len(text) == 2 and inside.get(1) is Separator.HYPHEN:
        return ()  # 窗 | 中 | 朝 | 外面 is not China and Korea
    if units[-1].text == "向" and start and sentence[start - 1].text in ("由", "自", "从"):
        return ()  # 由 | 南 | 向 | 北
    if units[0].text in ("地", "着", "过") and units[0].syllables[0].endswith("5"):
        return ()  # 慢慢 | 地 | 缝
    if start > 1 and _is_counted(sentence, start) and word_class(units[1].text)[:1] == "v":
        return ()  # 一 | 盆 | 水 | 洗
    if start and text != "点钟" and _is_measured(sentence[start - 1], units[0]):
        return ()  # 这 | 出 | 戏
    ends = list(_ends(units))
    if any(kind is Separator.SPACE and at not in ends for at, kind in inside.items()):
        return ()  # 还 | 有的 | 人, though 还有 | 的 is listed
    return [inside.get(end, Separator.NONE) for end in ends]


def _is_suffixed(units: Sequence[JoinableWord], at: int) -> bool:
    return is_suffix(units, at) or is_unlisted_noun(units, at)


def _ends(units: Sequence[JoinableWord]) -> Iterable[int]:
    """Return the offsets at which the words end, but for the last."""
    return accumulate(len(unit.text) for unit in units[:-1])


_TOWARDS_NUMBER = frozenset({"年近", "年逾"})
_AFTER_USABLE = read_groups("orthography/joined_words.tsv")["after-usable"]


def _tells_other(units: Sequence[JoinableWord], following: str) -> bool:
    """Whether 不到 is “less than”, or 得 tells a degree: 坐 | 不 | 到 | 几天, 擀得薄一些."""
    rest = "".join(unit.text for unit in units[1:])
    if rest[:1] == "得" and following in _DEGREES:
        return word_class(rest[1:]) == "a"
    if rest[:1] == "得" and following == rest[1:]:
        return True  # 吃得饱饱的
    return rest == "不到" and following[:1] in NUMBER


_DEGREES = frozenset({"一些", "一点", "一点儿", "些", "点", "点儿"})


def _is_measured(before: JoinableWord, unit: JoinableWord) -> bool:
    return before.text[-1] in DETERMINERS and word_class(unit.text) == "q"


def _is_counted(sentence: Sequence[JoinableWord], at: int) -> bool:
    """Whether a numeral and a vessel as a measure word stand before a word."""
    return sentence[at - 1].text in _VESSELS and sentence[at - 2].text[-1] in DETERMINERS


_VESSELS = frozenset("盆桶杯碗瓶壶缸袋锅")
_FRAMES = frozenset({"对", "对于", "就", "从", "拿", "按", "相对", "具体", "总体", "严格", "一般"})
"""Words that 来说 belongs to."""


def _is_frame(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether words are the end of a frame: 对 | 你 | 来 | 说."""
    if units[at - 1].text != "来" or units[at].text not in ("说", "讲", "看"):
        return False
    return not _FRAMES.isdisjoint(unit.text for unit in units[max(0, at - 8) : at - 1])


def _is_measure_again(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word repeats the measure word before it: 一遍 | 遍."""
    unit, before = units[at], units[at - 1]
    is_counted = before.text[:-1] in ("一", "好几") and before.text[-1:] == unit.text
    is_counted = is_counted or (at > 1 and units[at - 2].text == "一" and before.text == unit.text)
    return is_counted and len(unit.text) == 1


_VIVID = frozenset(
    "乎乎 闪闪 溜溜 滋滋 丝丝 蒙蒙 沉沉 飕飕 飘飘 甸甸 墩墩 巴巴 腾腾 喷喷 烘烘 绵绵 邦邦 荡荡 "
    "糟糟 兮兮 灿灿 灵灵 茸茸 漉漉 腻腻 秃秃 滚滚 挺挺 通通 漆漆 油油 彤彤 澄澄 花花 晶晶 冰冰 "
    "辣辣 惨惨 森森 津津 嘟嘟 盈盈 莹莹 融融 洋洋 悠悠 嗖嗖 呼呼 噔噔".split()
)
"""Second halves of vivid adjectives."""
_VIVID_STEMS = frozenset("金银铜辣粉")
"""What is no adjective elsewhere."""


def _is_vivid(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether a word makes the adjective before it vivid: 辣 | 乎乎, 银 | 闪闪."""
    unit, before = units[at], units[at - 1]
    if unit.text not in _VIVID or len(before.text) > 1 or before.is_name:
        return False
    return word_class(before.text) == "a" or before.text in _VIVID_STEMS


def _is_direction(units: Sequence[JoinableWord]) -> bool:
    verb, *direction = (unit.text for unit in units)
    is_verb = word_class(verb)[:1] == "v" and len(verb) == 1
    return is_verb and verb not in NO_STEMS and "".join(direction) in DIRECTIONS


_REPEATED = frozenset("耸撇抿努咂跺")
"""Verbs of gestures, whose second syllable keeps its tone."""
_HEIGHTENING = frozenset("死老")
"""Characters that heighten an adjective that is said twice."""
_ADVERBS_TWICE = frozenset("好慢快常多")
"""What is an adverb if it is said twice."""
_KIN = frozenset("爸妈爷奶哥姐弟妹叔伯姑舅婶姨公婆")
_PAIRING = frozenset("忽无没半时且大轻瞎胡")
"""Characters that stand before each of two words that are a pair."""
_TO_AND_FRO = frozenset("东西 前后 上下 长短 三四 天地 里外 这那".split())
"""Characters that stand after each of two verbs that are one: 问东问西, 跑前跑后."""


def _is_reduplicated(units: Sequence[JoinableWord], following: str) -> bool:
    """Whether words form 走走 or 干干净净; not 爸爸妈妈."""
    text = "".join(unit.text for unit in units)
    if len(units) == 2 and len(text) == 3 and text[0] == text[1]:
        is_neutral = units[1].syllables[0] == f"{units[0].syllables[0][:-1]}5"
        return is_neutral or text[0] in _REPEATED  # 帮 | 帮忙, 耸 | 耸肩
    if len(units) == 2 and len(text) == 2:
        may_repeat = word_class(text[0])[:1] not in tuple("dpcruyn")  # 嘶嘶, but 厂 | 厂名
        return text[0] == text[1] and text[0] not in NO_STEMS and may_repeat
    if len(text) != 4 or text[0] != text[1] or text[2] != text[3] or text[0] == text[2]:
        return False
    if len(units) == 2 and len(units[0].text) == 2 and word_class(units[0].text) == "n":
        return False
    if len(units) == 2 and text[0] in _ADVERBS_TWICE:
        return False  # 好好 | 看看
    if text[0] in _KIN and text[2] in _KIN:
        return False  # 叔叔伯伯
    is_end = units[-1].before_pause and word_class(units[0].text)[:1] in ("z", "a", "")
    if len(units) == 2 and len(units[0].text) == 2 and (is_end or following in ("的", "地")):
        are_verbs = all(word_class(char)[:1] == "v" for char in (text[0], text[2]))
        are_kin = text[0] in _KIN or text[2] in _KIN
        return not (are_kin or are_verbs)  # 迷迷 | 怔怔 | 地, but 走走 | 看看
    return text[1:3] in dictionary_words()


_RULES: Sequence[Callable[[Sequence[JoinableWord], int], bool]] = (
    is_within_firm,
    _is_frame,
    _is_measure_again,
    _is_vivid,
    is_aspect,
    is_complement,
    has_prefix,
    is_suffix,
    is_unlisted_noun,
    is_unlisted_verb,
    is_upon_oneself,
    is_done_so,
    is_saying,
    is_compound,
    is_head_of_notion,
    is_loose_head,
    is_pair_of_qualities,
    is_shade,
    is_numeral,
)
_NOUN_RULES = (is_suffix, is_unlisted_noun, is_compound, is_head_of_notion, is_loose_head)
_VERB_RULES = (is_complement, is_unlisted_verb)
"""Rules that do not hold after a word that is the end of a noun: 稻草 | 堆 | 上."""
_BEFORE_LISTED = (*_VERB_RULES, is_compound)
"""Rules by which the first word of a listed compound does not belong to what is before it."""
