"""Where a long word is written apart, and where with a hyphen, after GB/T 16159-2012.

1. Numerals: 十一 to 九十九 are one word, 百 千 万 亿 close one (一百 yībǎi 二十三 èrshísān)
   and stand apart from more than one figure (三百 sānbǎi 万 wàn); years are read by digits. A
   hyphen stands after 第 (dì-èr) and between the two figures of a rough number (sān-sì,
   shíqī-bā).
2. Idioms of four characters that are read two and two have a hyphen (引人注目
   yǐnrén-zhùmù), and so have AABB (gāngān-jìngjìng) and 一心一意. What its own grammar ties
   together is one word: 不亦乐乎 bùyìlèhū, 总而言之 zǒng'éryánzhī, 打退堂鼓 dǎtuìtánggǔ.
3. Parts that stand side by side have one: 中小学 zhōng-xiǎoxué (`data/hyphens.txt`).
4. Other compounds are written by the words they are made of (开发人员 kāifā rényuán,
   笔记本电脑 bǐjìběn diànnǎo); what cannot be taken apart stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import inf

from generator.language.dictionary import DATA, Entry
from generator.language.segmentation import WordList, dictionary_words
from generator.model import Joint

SHORTEST = 4
"""Words of fewer characters are written together, unless a rule says otherwise."""

_RARE = 800
"""Parts at least this costly have no frequency of their own and are no evidence of a word."""

_USUAL = 600
"""A set phrase whose halves cost no more is a phrase of two words: 宣布破产."""


def joints(word: str, entries: Sequence[Entry]) -> Mapping[int, Joint]:
    """What stands at the offsets inside a simplified word at which a new part begins."""
    numeral = _NUMERAL.fullmatch(word)
    if numeral is not None and (numeral["order"] or not entries):
        return dict(_in_numeral(numeral))
    if word in _side_by_side():
        return dict.fromkeys(_side_by_side()[word], Joint.HYPHEN)
    found = dict.fromkeys(breaks(word, entries), Joint.SPACE)
    if re.match(f"第[{_DIGITS}]", word):
        found[1] = Joint.HYPHEN
    elif _is_halved(word, entries):
        found[2] = Joint.HYPHEN
    for start, end in pairwise([0, *sorted(found), len(word)]):
        for at in _side_by_side().get(word[start:end], ()):
            found[start + at] = Joint.HYPHEN
    return found


def breaks(word: str, entries: Sequence[Entry]) -> frozenset[int]:
    """The offsets inside a dictionary word at which a new orthographic word begins."""
    if len(word) < SHORTEST or word in _side_by_side() or _is_doubled(word) or _is_idiom(entries):
        return frozenset()
    found = _best_breaks(word)
    if _is_verb(entries) and not _are_usual(word, found):
        return frozenset()
    return found


def _is_halved(word: str, entries: Sequence[Entry]) -> bool:
    """Whether a word of four characters is an idiom, or like one, that is read two and two."""
    if len(word) != 4 or breaks(word, entries):
        return False
    if _is_doubled(word):
        return True
    parallel = word[0] == word[2] or word[1] == word[3]
    if not (parallel or _is_idiom(entries) or _is_verb(entries)):
        return False
    words = dictionary_words()
    return not (_TIED.fullmatch(word) or word[1:] in words or word[:3] in words)


_TIED = re.compile(
    r"一衣带水|打退堂鼓|打落水狗|(.)里\1.|稀里..|.[不而莫无亦其以所].*|..[而之其以于所此亦].|...[儿乎]"
)
"""What is tied together across its middle, mostly by function words: 轻而易举, 名副其实."""


def _is_doubled(word: str) -> bool:
    """Whether a word is AABB: 干干净净."""
    return len(word) == 4 and word[0] == word[1] != word[2] == word[3]


def _is_idiom(entries: Sequence[Entry]) -> bool:
    return any("idiom" in sense for entry in entries for sense in entry.senses)


def _is_verb(entries: Sequence[Entry]) -> bool:
    """Whether the gloss shows a verb: a set phrase, or a verb with its object or adverb."""
    return any(sense.startswith("to ") for entry in entries for sense in entry.senses)


def _are_usual(word: str, cuts: frozenset[int]) -> bool:
    """Whether all parts of a cut word are usual words; one of `data/hyphens.txt` is."""
    cost = dictionary_words().cost
    return all(cost(word[a:b], 0) < _USUAL for a, b in pairwise([0, *sorted(cuts), len(word)]))


@lru_cache(maxsize=16384)
def _best_breaks(word: str) -> frozenset[int]:
    """The cheapest cut into known words of two or more characters; empty if there is none."""
    words: WordList = dictionary_words()
    side_by_side = _side_by_side()
    best = [0.0] + [inf] * len(word)
    back = [0] * (len(word) + 1)
    for start in range(len(word) - 1):
        for end in range(start + 2, len(word) + 1):
            part = word[start:end]
            cost = words.cost(part, inf) if end - start < len(word) else inf
            if part in side_by_side and part != word:
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
def _side_by_side() -> Mapping[str, Sequence[int]]:
    """The words of `data/hyphens.txt`, each with the offsets of its hyphens."""
    out = {}
    for line in DATA.joinpath("hyphens.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = line.split("-")
            ends = [sum(map(len, parts[:count])) for count in range(1, len(parts))]
            out["".join(parts)] = ends
    return out


_DIGITS = "〇零一二三四五六七八九十百千万亿两"
_NUMERAL = re.compile(
    rf"(?P<order>第)?(?P<figures>[{_DIGITS}]+)(?P<rest>(?(order)[次个届名章回天年]|[年日号])?)"
)
_ROUGH = re.compile("一二|二三|两三|三四|四五|五六|六七|七八|八九|三五")


def _in_numeral(numeral: re.Match[str]) -> Iterator[tuple[int, Joint]]:
    """The joints of a numeral in characters, 第 before it and a unit behind it."""
    start, end = numeral.span("figures")
    figures = numeral["figures"]
    if start:
        yield start, Joint.HYPHEN
    positional = re.search("[十百千万亿]", figures)
    if positional is None and len(figures) > 2:  # a year, a number read by its digits
        yield from ((at, Joint.SPACE) for at in range(start + 1, end))
    elif _ROUGH.search(figures[-2:]) and (len(figures) == 2 or figures[-3] in "十百千万"):
        yield end - 1, Joint.HYPHEN
    if positional is not None:
        if _ROUGH.match(figures) and len(figures) > 2:
            yield start + 1, Joint.HYPHEN
        for match in re.finditer("(?:(?<=[百千万])|(?<=十.)|(?<=.十))[万亿]", figures):
            yield start + match.start(), Joint.SPACE
        for match in re.finditer("[百千万亿](?=[^百千万亿])|[零〇]", figures):
            if start + match.end() < end:
                yield start + match.end(), Joint.SPACE
    if numeral["rest"]:
        yield end, Joint.SPACE
