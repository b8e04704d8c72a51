"""Joining of words in a line of pinyin, by GB/T 16159-2012.

Words are headwords for lookup; the standard joins some of them (6.1.1 to 6.1.5):

    verb + 着 了 过              看着 kànzhe   not 了 at the end: 他走了 tā zǒu le
    verb + complement           搞坏 gǎohuài   both of one syllable; 看得懂 kàndedǒng
                                看不懂 kànbudǒng, with 不 in the neutral tone
    prefix + noun               副部长 fùbùzhǎng
    noun + suffix               孩子们 háizimen
    reduplication               走走 zǒuzou   干干净净 gāngānjìngjìng
    approximate tens, days      几十 jǐshí   十几 shíjǐ   初十 chūshí

All other words are separate; 里 after a noun has the neutral tone (6.1.1.2: 河里 hé li). The sets
below have the words that the rules refer to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.language.numerals import NUMERALS, TENS, UNITS
from generator.language.orthography.hyphenation import compounds, is_place_type
from generator.language.tables import read_columns, read_groups
from generator.language.words.segmentation import dictionary_words
from generator.language.words.word_classes import word_classes
from generator.model import Separator

_ASPECT = {"着": ("zhe5",), "了": ("le5",), "过": ("guo5",)}
_WORDS = read_groups("orthography/joined_words.tsv")
_COMPLEMENTS = _WORDS["complement"]
_VERB_COMPLEMENTS = _WORDS["measure"]
"""Complements of verbs that are not those of adjectives: 走远, not 老 | 远."""
_COMPLEMENT_READINGS = {
    "为": "wei2", "着": "zhao2", "了": "liao3", "倒": "dao3", "好": "hao3", "中": "zhong4",
    "过": "guo4", "累": "lei4",
}  # fmt: skip
_NO_STEMS = _WORDS["no-complement"]
"""Verbs and prepositions without a complement: another verb or an object follows them."""
_MORE_STEMS = _WORDS["verb"]
"""Verbs that the table of word classes does not have as verbs."""

_VERB_READINGS = {("得", ("de2",)), ("当", ("dang1",)), ("当", ("dang4",)), ("还", ("huan2",))}
"""Words that are verbs in one reading only: 得了奖 déle jiǎng."""

_DIRECTIONS = _WORDS["direction"]
_WITH_LE = _WORDS["with-le"]
"""Words that are verbs before 了: 上了车 shàngle chē."""

_WITHOUT_LE = _WORDS["without-le"]
_NO_VERBS = frozenset("rmqcy")
"""The first letters of classes of longer words that are no verbs even before 了."""

_AFTER_CLAUSE = _WORDS["after-clause"]
"""Words after a 了 that ends a clause: 三十岁了还."""

_BECOMING = frozenset("变扮改换化认算")
"""Verbs with 做 or 作 as a complement: 变做 biànzuò."""

_WITH_YOU = _WORDS["with-you"]
_NOUN_HEADS = _WORDS["noun-head"]
_NO_SUFFIX = _WORDS["no-suffix"]
_AFTER_NOUNS = frozenset("库轴")
_PREFIXES = _WORDS["prefix"]
_NOT_NEGATED = frozenset({"似", "像", "不可", "不行"})
"""Words of constructions in which 非 is a word of its own."""
_SUFFIXES = dict(zip(*read_columns("orthography/suffixes.tsv", 2), strict=True))
_AFTER_ANY = frozenset("们儿")
_AFTER_ANY_LENGTH = frozenset("力化员型式性感族派版率界者论词")
"""Suffixes of words of any length; the others make one notion of three syllables."""
_AFTER_NAMES = frozenset("人话语")
"""Suffixes of place names: 中国人 Zhōngguórén, 广东话 Guǎngdōnghuà."""

_NOT_POTENTIAL = frozenset({"不错", "不满", "不断", "不光", "不尽", "不中", "不死"})
"""Words that look like the second half of a potential form: 算 | 不错."""

_UNITS = frozenset("元块米岁号天日月")
"""Words after which 起 is “from … on”: 3000 | 元 | 起 | 了."""

_AFTER_VERY = frozenset("远多久大长高几些")
"""Words before which 好 is “very”."""

_NUMBER = frozenset(f"{NUMERALS}几半多")
_DETERMINERS = _NUMBER | frozenset("这那哪每某")

_FINAL = frozenset("吗吧呢啊呀啦嘛么吧哦呵罢哟哩咧")


@dataclass(frozen=True, slots=True)
class JoinableWord:
    """A simplified word of a sentence, with its citation syllables."""

    text: str
    syllables: tuple[str, ...]
    is_name: bool = False
    before_pause: bool = False
    """Whether punctuation or the end of the sentence follows."""


def separators_before(units: Sequence[JoinableWord]) -> list[Separator]:
    """Return the separator before each word; a space if no rule applies.

    `units` are all words between two pauses.
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
                out[at : at - 1 + length] = _joined_separators(some) or out[at : at - 1 + length]
    return out


def is_light(units: Sequence[JoinableWord], at: int) -> bool:
    """Whether the first syllable of a word has the neutral tone in its phrase.

    It has in 得 and 不 of potential forms, and in 里 after a noun, except in one word (心里).
    `units` are as above.
    """
    before, unit = units[at - 1], units[at]
    is_within = unit.text == "里" and unit.syllables == ("li3",)
    if is_within and _NUMBER.isdisjoint(before.text):
        return True
    return any(_is_potential(units[at - 1 : end]) for end in (at + 1, at + 2))


def _joined_separators(units: Sequence[JoinableWord]) -> Sequence[Separator]:
    """Return the separators between words that are one: 干干净净, 看得懂, a listed compound."""
    if _is_reduplicated(units) or _is_potential(units):
        return [Separator.NONE] * (len(units) - 1)
    text = "".join(unit.text for unit in units)
    inside = compounds().get(text)
    if inside is None:
        return ()
    if len(text) == 2 and inside.get(1) is Separator.HYPHEN:
        return ()  # 窗 | 中 | 朝 | 外面 is not China and Korea
    ends = accumulate(len(unit.text) for unit in units[:-1])
    return [inside.get(end, Separator.NONE) for end in ends]


def _class(text: str) -> str:
    return word_classes().get(text, "")


def _is_verbal(text: str) -> bool:
    """Whether a word may have an aspect particle: a verb, an adjective, or one of unclear class."""
    found = _class(text)[:1]
    return found in ("v", "a", "z", "i", "l", "") or found == ("n" if len(text) == 1 else "p")


def _is_stem(unit: JoinableWord) -> bool:
    """Whether a verb of one syllable may have a complement."""
    text = unit.text
    is_verb = _class(text) in ("v", "a") or text in _MORE_STEMS
    return len(text) == 1 and is_verb and text not in _NO_STEMS


def _is_aspect(units: Sequence[JoinableWord], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.syllables[0] not in _ASPECT.get(unit.text, ()):
        return False
    if unit.text in ("着", "过"):
        return True
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text == "了" and (unit.before_pause or following in _FINAL):
        return False
    if unit.text == "了" and units[max(0, at - 2)].text == "够":
        return False  # 够 | 大 | 了 | 自己
    if any(word.text == "太" for word in units[max(0, at - 3) : at - 1]):
        return False  # 太 | 胆小 | 了 | 以至于: an exclamation, and a clause after it
    if following in _DIRECTIONS:
        return True  # 多 | 了 | 起来
    if _class(before.text) == "a" and following in _AFTER_CLAUSE:
        return False  # 够 | 大 | 了 | 可以
    after_complement = at > 1 and before.text in _COMPLEMENTS and _is_stem(units[at - 2])
    if after_complement or (before.text, before.syllables) in _VERB_READINGS:
        return True
    if before.text in _MORE_STEMS or before.text in _WITH_LE or (before.text == "给" and at > 1):
        return True
    if len(before.text) > 1 and following not in _AFTER_CLAUSE:
        # Inside a phrase, any word with 了 is a verb, whatever its class: 记录 | 了 | 历史.
        is_verb = _class(before.text)[:1] not in _NO_VERBS and before.text not in _WITHOUT_LE
        return is_verb and not before.is_name
    return _is_verbal(before.text) and before.text not in "是在不"


def _is_complement(units: Sequence[JoinableWord], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.text == "有":
        return before.text in _WITH_YOU
    if before.text == "给" and unit.text == "出":
        return True
    if unit.text in ("做", "作") and before.text in _BECOMING:
        return at + 1 == len(units) or units[at + 1].text != "得"  # 算 | 做 | 得 | 好
    is_means = at > 1 and unit.text == "来" and units[at - 2].text in ("用", "以", "拿", "靠", "凭")
    if before.syllables == ("pu4",) or is_means:
        return False  # 送到 | 铺 | 去, 用 | 死 | 来 | 陪葬
    if unit.text == "起" and at + 1 < len(units) and units[at + 1].text == "了":
        is_verb = _class(before.text) not in ("r", "d") and before.text not in _NO_STEMS - {"过"}
        return len(before.text) == 1 and is_verb and before.text not in _UNITS
    if unit.text in _VERB_COMPLEMENTS and _class(before.text) == "a":
        return False
    if at > 1 and units[at - 2].text == before.text:
        return False  # 回 | 回 | 赢
    if at + 1 < len(units) and units[at + 1].text == unit.text:
        return False  # 串 | 短 | 短
    if unit.text == "好" and at + 1 < len(units) and units[at + 1].text in _AFTER_VERY:
        return False  # 送 | 出 | 好 | 远
    if [word.text for word in units[at + 1 : at + 3]] == ["就", unit.text]:
        return False  # 说 | 哭 | 就 | 哭
    if unit.text not in _COMPLEMENTS | _VERB_COMPLEMENTS or not _is_stem(before):
        return False
    if unit.text == "到" and at > 1 and units[at - 2].text in ("从", "由", "一"):
        return False  # 从 | 浅 | 到 | 深, 一 | 端 | 到 | 另 | 一 | 端
    if unit.text == "为" and _class(before.text) == "a":
        return False  # 高 | 为 | 三米: an adjective before a measure
    return unit.syllables[0] == _COMPLEMENT_READINGS.get(unit.text, unit.syllables[0])


def _is_potential(units: Sequence[JoinableWord]) -> bool:
    """Whether words form 看得懂 or 买不到, however they are segmented; not 来不来."""
    text = "".join(unit.text for unit in units)
    verb = units[0]
    if (
        len(units) == 1
        or len(text) != 3
        or text[1] not in "得不"
        or text[2] in (text[0], *"好为去")
    ):
        return False
    if len(verb.text) != 1 or units[-1].text in _NOT_POTENTIAL:
        return False
    if verb.syllables == ("dao4",):
        return False  # 我 | 倒 | 不 | 懂: the adverb
    if text[1:] == "得够" or (text[2] == "过" and _class(verb.text) == "a"):
        return False  # 闹 | 得 | 够 | 坏, 高 | 广 | 不过 | 一丈
    reading = units[-1].syllables[-1]
    has_complement = text[2] in _COMPLEMENTS and (
        reading == _COMPLEMENT_READINGS.get(text[2], reading)
    )
    return has_complement and (_is_stem(verb) or verb.text in "来去")


def _has_prefix(units: Sequence[JoinableWord], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if before.text not in _PREFIXES:
        return False
    if before.text == "总" and at > 1 and _class(units[at - 2].text) == "r":
        return False  # 他 | 总 | 疑心
    if at > 1 and units[at - 2].text[-1] in _DETERMINERS:
        return False  # 一 | 副 | 眼镜: a measure word
    if before.text == "非" and any(word.text in _NOT_NEGATED for word in units):
        return False  # 似 | 橄榄 | 非 | 橄榄, 非 | 走路 | 不可
    if unit.text in _PREFIXES and at + 1 < len(units):
        return _has_prefix(units, at + 1)
    return len(unit.text) > 1 and _class(unit.text)[:1] == "n" and not unit.is_name


def _is_suffix(units: Sequence[JoinableWord], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.text in _AFTER_NAMES:
        return before.is_name and len(before.text) > 1
    if before.text[-1] in "余多" and _NUMBER.issuperset(before.text[:-1]):
        return False  # 万余 | 名
    if before.text[-1] == {"家": "学", "手": "机"}.get(unit.text):
        return True
    following = units[at + 1].text if at + 1 < len(units) else ""
    if unit.text in _NOUN_HEADS:
        if unit.text == "病" and following in ("后", "前", "时", "得"):
            return False  # 丈夫 | 病 | 后
        if following in _ASPECT:
            return False  # 屋顶 | 铺 | 了 | 瓦片
        return len(before.text) == 2 and _class(before.text) == "n" and not before.is_name
    if _SUFFIXES.get(unit.text) != unit.syllables[0]:
        return False
    if unit.text in _AFTER_ANY:
        return True
    if before.text == before.text[0] * len(before.text) or before.text[-1] in "到着住":
        return False  # 看看 | 群 | 星, 碰到 | 物
    if before.text in _NO_SUFFIX or following in _ASPECT or (following and following[0] in _NUMBER):
        return False  # 汤姆 | 派 | 了, 东西 | 值 | 三块钱
    if before.is_name and is_place_type(unit.text):
        return False
    if unit.text in _AFTER_NOUNS and _class(before.text)[:1] != "n":
        return False  # 选中 | 库
    if before.is_name and unit.text not in _AFTER_ANY_LENGTH:
        return False
    long_enough = len(before.text) > 1 if unit.text in _AFTER_ANY_LENGTH else len(before.text) == 2
    return long_enough and _class(before.text)[:1] in ("n", "v", "a", "b", "j", "")


def _is_numeral(units: Sequence[JoinableWord], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    return (
        (before.text == "几" and unit.text in tuple(UNITS))
        or (before.text.endswith("十") and unit.text == "几" and set(before.text) <= set(TENS))
        or (before.text == "初" and len(unit.text) == 1 and unit.text in TENS)
    )


def _is_reduplicated(units: Sequence[JoinableWord]) -> bool:
    """Whether words form 走走 or 干干净净; not 爸爸妈妈."""
    text = "".join(unit.text for unit in units)
    if len(units) == 2 and len(text) == 2:
        return text[0] == text[1] and text[0] not in _NO_STEMS and _class(text[0])[:1] in (
            "v", "a", "n", "q", "t", "m", "o"
        )  # fmt: skip
    if len(text) != 4 or text[0] != text[1] or text[2] != text[3] or text[0] == text[2]:
        return False
    if len(units) == 2 and len(units[0].text) == 2 and _class(units[0].text) == "n":
        return False
    return text[1:3] in dictionary_words()


_RULES: Sequence[Callable[[Sequence[JoinableWord], int], bool]] = (
    _is_aspect,
    _is_complement,
    _has_prefix,
    _is_suffix,
    _is_numeral,
)
