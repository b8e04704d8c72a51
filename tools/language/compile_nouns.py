"""Compile `orthography/unlisted_nouns.tsv` and `unlisted_verbs.tsv`: nouns and verbs that are one
word in a line of pinyin.

The dictionary lacks them, so that they are segmented into their parts (湖 | 面, 财务 | 科), but
GB/T 16159-2012 writes a notion of two or three syllables as one word (5.2). The nouns are those of
jieba, which often takes them for names or phrases, that are cut in one of these ways:

    noun or adjective | noun    湖 | 面   怪 | 石   a syllable each
    word | noun                 财务 | 科   调查 | 组   停车 | 位   two syllables and one
    noun or adjective | noun    石 | 拱桥   外 | 包装   one syllable and two

What jieba never counted is more often a phrase, and stricter conditions hold for it. Groups of
`orthography/joined_words.tsv` have the characters with which no such word begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.language.tables import read_columns, read_groups
from generator.language.words.bridge_words import (
    UNKNOWN_CHARACTER_COST,
    cheapest_parts,
    read_costs,
)
from tools.language.compile_names import read_tagged_words
from tools.language.inputs import Inputs

VERSION = 3
"""Raised whenever the same inputs give other tables."""

_NOUN_TAGS = frozenset({"n", "nz", "nr", "ns", "j", "b", "z"})
"""jieba takes many a noun for a name: 薄冰, 老师傅."""

_NAME_TAGS = frozenset({"nr", "ns"})

_FIRST_CLASSES = frozenset("nabjfstz")
"""The first letters of the classes of a syllable that a noun of two syllables begins with."""

_LAST_CLASSES = frozenset("nkjqmzvs")
"""Those of a syllable that it ends with; 口 of 村口 is listed as a measure word, 钉 as a verb."""

_UNSURE = frozenset("zvs")
"""Those with which only words end that jieba has counted: 铁钉, but not 嗓子 | 疼."""

_NO_STEMS = frozenset("dcrmpuyq")
"""The first letters of the classes of words that are not the stem of a noun: 非常 | 低."""

_NOT_COUNTED = 3
"""The count of words that jieba never counted: many are phrases (煎鱼)."""


_MAY_END = frozenset("位条件块")
"""Measure words that end nouns too, if jieba has counted them: 停车位, 布条."""

_LONG_TAGS = frozenset({"l", "f", "s", "vn"})
"""Further tags of nouns of three syllables that jieba has counted: 吆喝声, 左上角."""

_VERB_TAGS = frozenset({"v", "vn"})
_NO_VERB_BEGINS = frozenset("没能可准像似别一")


def unlisted_nouns(inputs: Inputs) -> Iterator[tuple[str]]:
    """Yield the nouns, each with | between its parts."""
    groups = read_groups("orthography/joined_words.tsv")
    classes = dict(zip(*read_columns("words/word_classes.tsv", 2), strict=True))
    costs = read_costs("words/words.tsv")
    names = frozenset(read_columns("names/names.tsv", 2)[0])
    unlisted = {word for word in read_costs("words/unlisted.tsv") if "|" not in word}
    no_first = groups["attribute"] | groups["verb"] | groups["no-first"]
    no_stem = groups["no-complement"]

    def class_of(part: str, unknown: str = " ") -> str:
        found: str = classes.get(part, unknown)
        return found[0]

    def is_noun(parts: Sequence[str], is_usual: bool, is_known: bool) -> bool:
        first, last = parts
        if (first[0] in groups["no-first"] and first != "全") or "".join(parts) in groups[
            "no-noun"
        ]:
            return False
        if len(last) == 2:
            is_kind = class_of(first) in "abn" and first not in no_first | no_stem
            return first in groups["noun-prefix"] or (
                is_kind and class_of(last) in ("nv" if is_usual else "n")
            )
        if last in groups["no-last"] and not (is_usual and last in _MAY_END):
            return False
        if first == "真" or (first in "全左右" and class_of(last) in "nz" and is_usual):
            return class_of(last) in "nz"
        ends = _LAST_CLASSES if is_usual else _LAST_CLASSES - _UNSURE
        if len(first) == 2:
            is_stem = class_of(first, "n") not in _NO_STEMS or last in "者村"
            return is_stem and (is_known or class_of(last) in ends)
        is_stem = class_of(first) in _FIRST_CLASSES and first not in no_first
        return is_stem and last != "家" and class_of(last) in ends

    for word, count, tag in read_tagged_words(inputs):
        is_usual = count != _NOT_COUNTED
        is_noun_tag = tag in _NOUN_TAGS or (tag in _LONG_TAGS and is_usual and len(word) == 3)
        if is_noun_tag and 1 < len(word) < 4 and word not in costs:
            parts = cheapest_parts(word, costs, UNKNOWN_CHARACTER_COST)
            is_doubted = word not in unlisted and (
                parts[0] in "上下" or not names.isdisjoint(parts) or parts[-1] in groups["place"]
            )
            if is_doubted and len(parts[0]) == 1:
                is_doubted = not is_usual
            if tag in _NAME_TAGS and (not is_usual or parts[0] in groups["surname"]):
                continue
            if tag in _LONG_TAGS and len(parts[0]) == 1:
                continue
            is_known = word in unlisted and tag not in _NAME_TAGS
            if len(parts) == 2 and not is_doubted and is_noun(parts, is_usual, is_known):
                yield ("|".join(parts),)


def unlisted_verbs(inputs: Inputs) -> Iterator[tuple[str]]:
    """Yield the verbs of two syllables that the dictionary lacks, with | between the two.

    Both are verbs, or the first tells how: 增 | 建, 突 | 增; or the second is 往: 飞 | 往.
    """
    groups = read_groups("orthography/joined_words.tsv")
    classes = dict(zip(*read_columns("words/word_classes.tsv", 2), strict=True))
    costs = read_costs("words/words.tsv")
    no_first = groups["no-complement"] | groups["no-first"] | _NO_VERB_BEGINS
    no_last = groups["complement"] | groups["result"] | groups["measure"] | groups["no-complement"]

    def is_verb(first: str, last: str) -> bool:
        if first == last or first in no_first:
            return False
        stem = classes.get(first, " ")
        if last == "往":
            return stem[0] in "vn" or first in groups["verb"]
        is_stem = stem in ("v", "vn", "a", "ad", "t") or first in groups["verb"]
        return is_stem and last not in no_last and classes.get(last, " ")[0] == "v"

    for word, count, tag in read_tagged_words(inputs):
        is_unlisted = len(word) == 2 and count != _NOT_COUNTED and word not in costs
        if tag in _VERB_TAGS and is_unlisted and is_verb(*word):
            yield ("|".join(word),)
