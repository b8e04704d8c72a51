"""Where a long word is written apart, and where with a hyphen, after GB/T 16159-2012.

1. Words of `data/orthography/compounds.txt` are written as it says: 中小学 zhōng-xiǎoxué.
2. Numerals: 十一 to 九十九 are one word, 百 千 万 亿 close one (一百 yībǎi 二十三 èrshísān)
   and stand apart from more than one figure (三百 sānbǎi 万 wàn); years are read by digits, and
   a measure word stands apart (一个 yī gè), as 多 and 来 do. A hyphen stands after 第 (dì-èr)
   and between the two figures of a rough number (sān-sì, shíqī-bā).
3. Idioms of four characters that are read two and two have a hyphen (引人注目
   yǐnrén-zhùmù), and so has 一心一意. What its own grammar ties together is one word:
   不亦乐乎 bùyìlèhū, 总而言之 zǒng'éryánzhī, 打退堂鼓 dǎtuìtánggǔ. So is AABB: gāngānjìngjìng.
4. A verb of one character stands apart from an object or a complement of two: 开玩笑 kāi
   wánxiào, 听起来 tīng qǐlái.
5. Other compounds are written by the words they are made of (开发人员 kāifā rényuán,
   笔记本电脑 bǐjìběn diànnǎo); what cannot be taken apart stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import inf

from generator.language.dictionary.cedict import Entry
from generator.language.numerals import APPROXIMATE, DIGITS, HIGH_UNITS, NUMERALS, TENS, UNITS
from generator.language.tables import read_lines
from generator.language.words.segmentation import WordList, dictionary_words
from generator.language.words.word_classes import word_classes
from generator.model import Separator

SHORTEST = 4
"""Words of fewer characters are written together, unless a rule says otherwise."""

_RARE = 800
"""Parts at least this costly have no frequency of their own and are no evidence of a word."""

_USUAL = 600
"""A set phrase whose halves cost no more is a phrase of two words: 宣布破产."""


def separators(word: str, entries: Sequence[Entry]) -> Mapping[int, Separator]:
    """What stands at the offsets inside a simplified word at which a new part begins."""
    if word in compounds():
        return compounds()[word]
    if _DATE.fullmatch(word):
        return dict(_in_date(word))
    numeral = _NUMERAL.fullmatch(word)
    if numeral is not None and (numeral["order"] or not entries or _is_counted(numeral)):
        return dict(_in_numeral(numeral))
    found = dict.fromkeys(breaks(word, entries), Separator.SPACE)
    if re.match(f"第[{NUMERALS}几]", word):
        found[1] = Separator.HYPHEN
    elif _is_halved(word, entries):
        found[2] = Separator.HYPHEN
    for start, end in pairwise([0, *sorted(found), len(word)]):
        for at, separator in compounds().get(word[start:end], {}).items():
            found[start + at] = separator
    return found


def breaks(word: str, entries: Sequence[Entry]) -> frozenset[int]:
    """The offsets inside a dictionary word at which a new orthographic word begins."""
    if word in compounds():
        return frozenset(
            at for at, separator in compounds()[word].items() if separator is Separator.SPACE
        )
    if len(word) < SHORTEST:
        return frozenset({1}) if _has_object(word, entries) else frozenset()
    if _is_doubled(word) or _is_idiom(word, entries):
        return frozenset()
    found = _best_breaks(word)
    if _is_verb(entries) and not _are_usual(word, found):
        return frozenset()
    return found


def _is_halved(word: str, entries: Sequence[Entry]) -> bool:
    """Whether a word of four characters is an idiom, or like one, that is read two and two."""
    if len(word) != 4 or _is_doubled(word) or breaks(word, entries):
        return False
    parallel = word[0] == word[2] or word[1] == word[3] or _PAIRED.fullmatch(word)
    if not (parallel or _is_idiom(word, entries) or _is_verb(entries)):
        return False
    words = dictionary_words()
    return not (_TIED.fullmatch(word) or word[1:] in words or word[:3] in words)


_PAIRED = re.compile(".[三七].[四八]|千.万.|东.西.|南.北.|左.右.|前.后.")
"""What two and two is told by: 颠三倒四, 千变万化."""

_TIED = re.compile(
    r"一衣带水|打退堂鼓|打落水狗|(.)里\1.|稀里..|.[不而莫无亦其以所].*|..[而之其以于所此亦].|...[儿乎]"
)
"""What is tied together across its middle, mostly by function words: 轻而易举, 名副其实."""


def _is_doubled(word: str) -> bool:
    """Whether a word is AABB: 干干净净."""
    return len(word) == 4 and word[0] == word[1] != word[2] == word[3]


def _is_idiom(word: str, entries: Sequence[Entry]) -> bool:
    if word_classes().get(word) == "i" and not _best_breaks(word):
        return True
    return any("idiom" in sense for entry in entries for sense in entry.senses)


def _is_verb(entries: Sequence[Entry]) -> bool:
    """Whether the gloss shows a verb: a set phrase, or a verb with its object or adverb."""
    return any(sense.startswith("to ") for entry in entries for sense in entry.senses)


_DIRECTION = re.compile("[上下进出回过]来|[上下进出回过]去|起来|开来")
_TO = re.compile(r"(?:lit\. |fig\. |\([^)]*\) )*to ")


def _has_object(word: str, entries: Sequence[Entry]) -> bool:
    """Whether a word is a verb and its object or complement of two: 开玩笑, 听起来, not 看得见."""
    if len(word) != 3 or word[1] in "得不" or word[1] == word[2]:
        return False
    if word_classes().get(word[0]) != "v":
        return False
    if _DIRECTION.fullmatch(word[1:]):
        return True
    words = dictionary_words()
    apart = word[1:] in words and word[:2] not in words
    return apart and any(_TO.match(sense) for entry in entries for sense in entry.senses)


def _are_usual(word: str, cuts: frozenset[int]) -> bool:
    """Whether all parts of a cut word are usual words, or it is in `compounds.txt`."""
    cost = dictionary_words().cost
    return all(cost(word[a:b], 0) < _USUAL for a, b in pairwise([0, *sorted(cuts), len(word)]))


@lru_cache(maxsize=16384)
def _best_breaks(word: str) -> frozenset[int]:
    """The cheapest cut into known words of two or more characters; empty if there is none."""
    words: WordList = dictionary_words()
    best = [0.0] + [inf] * len(word)
    back = [0] * (len(word) + 1)
    for start in range(len(word) - 1):
        for end in range(start + 2, len(word) + 1):
            part = word[start:end]
            cost = words.cost(part, inf) if end - start < len(word) else inf
            if part in compounds() and part != word:
                cost = min(cost, _USUAL)
            if cost < _RARE and best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    found = set()
    at = len(word)
    while best[-1] < inf and at > 0:
        at = back[at]
        found.add(at)
    return frozenset(found - {0})


@cache
def compounds() -> Mapping[str, Mapping[int, Separator]]:
    """The words of `data/orthography/compounds.txt`, each with the separators inside it."""
    out = {}
    for _, line in read_lines("orthography/compounds.txt"):
        for written in line.split():
            word, found = "", {}
            for part in re.split("([-+])", written):
                if part in ("-", "+"):
                    found[len(word)] = Separator.HYPHEN if part == "-" else Separator.SPACE
                else:
                    word += part
            out[word] = found
    return out


_COUNTERS = "个次种位句遍堆套层排轮类倍岁周天年名项分度号"
"""Measure words that the dictionary has behind numerals, as one word: 一个, 每天."""

_NUMERAL = re.compile(
    rf"(?P<order>第)?(?P<figures>[{NUMERALS}几]+|[每各某这那哪])"
    rf"(?P<rest>(?:(?(order)[次个届名章回天年]|(?:[日多余来]|[多余来]?[{_COUNTERS}])))?)"
)
_ROUGH = re.compile("|".join(APPROXIMATE))
_JOINED = frozenset({"这个", "那个", "哪个", "一度"})
_DATE = re.compile(
    rf"(?:(?!(?:{_ROUGH.pattern})年)[{DIGITS}]{{2,4}}年)?"
    rf"(?:[{TENS}]+月)?(?:[{TENS}]+[日号])?"
)


def _is_counted(numeral: re.Match[str]) -> bool:
    """Whether a word of the dictionary is a rough number, or a numeral and a measure word."""
    figures, rest = numeral["figures"], numeral["rest"]
    rough = _ROUGH.fullmatch(figures[-2:]) and (len(figures) == 2 or figures[:-2] == "十")
    about = rest in ("多", "余", "来") and figures[-1] in UNITS
    counted = about or (rest[-1:] in _COUNTERS and rest != "" and numeral[0] not in _JOINED)
    return counted or (bool(rough) and not rest)


def _in_date(date: str) -> Iterator[tuple[int, Separator]]:
    """Each figure of the year apart, the month as one word, the day apart: 二〇二三年五月一日."""
    year = date.find("年")
    yield from ((at, Separator.SPACE) for at in range(1, year + 1))
    for match in re.finditer(f"[{TENS}]+(?P<unit>[月日号])", date[year + 1 :]):
        start, end = (year + 1 + at for at in match.span())
        if start:
            yield start, Separator.SPACE
        if match["unit"] != "月":
            yield end - 1, Separator.SPACE


def _in_numeral(numeral: re.Match[str]) -> Iterator[tuple[int, Separator]]:
    """The separators of a numeral in characters, 第 before it and what is counted behind it."""
    start, end = numeral.span("figures")
    figures = numeral["figures"]
    if start:
        yield start, Separator.HYPHEN
    positional = re.search(f"[{UNITS}]", figures)
    if positional is None and len(figures) > 2:  # a year, a number read by its digits
        yield from ((at, Separator.SPACE) for at in range(start + 1, end))
    elif _ROUGH.search(figures[-2:]) and (len(figures) == 2 or figures[-3] in "十百千万"):
        yield end - 1, Separator.HYPHEN
    if positional is not None:
        if _ROUGH.match(figures) and len(figures) > 2:
            yield start + 1, Separator.HYPHEN
        for match in re.finditer("(?:(?<=[百千万])|(?<=十.)|(?<=.十))[万亿]", figures):
            yield start + match.start(), Separator.SPACE
        for match in re.finditer(f"[{HIGH_UNITS}](?=[^{HIGH_UNITS}])|[零〇]", figures):
            if start + match.end() < end:
                yield start + match.end(), Separator.SPACE
    yield from ((at, Separator.SPACE) for at in range(end, numeral.end()))


_KINDS = frozenset("省市县区州镇乡江河湖海山岛路街桥湾港") | {
    "海峡", "半岛", "群岛", "高原", "盆地", "平原", "山脉", "运河", "大街", "大道", "大桥",
    "自治区",
}  # fmt: skip


def is_kind_of_place(word: str) -> bool:
    """Whether a word behind a place's name is part of it, with a capital: 北京市 Běijīng Shì."""
    return word in _KINDS


_FAMILIAR = frozenset("老小")
_USUAL_SURNAMES = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭何罗郑谢宋唐许邓韩冯曹彭曾萧董潘袁蔡蒋余杜魏苏吕丁卢姚沈姜崔谭"
    "陆范汪廖贾韦付邹孟秦薛侯郝孔邵顾赖贺严施洪龚"
)
_NO_ADDRESS = frozenset("很最太更较比不多越")


def in_names(words: Sequence[str]) -> Iterator[int]:
    """The places of the two words of 老王 Lǎo Wáng, 小李 Xiǎo Lǐ in a sentence."""
    for at, (before, word) in enumerate(pairwise(words)):
        familiar = before in _FAMILIAR and word in _USUAL_SURNAMES
        if familiar and (at == 0 or words[at - 1] not in _NO_ADDRESS):
            yield from (at, at + 1)
