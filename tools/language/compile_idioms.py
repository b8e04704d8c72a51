"""Compile `orthography/unlisted_idioms.tsv`: idioms of four syllables that the dictionary lacks.

They are segmented into their words (欢声 | 雷动), but the dictionaries of GB/T 16159-2012 write
them with a hyphen between their halves, or as one word if grammar connects these: 欢声-雷动,
极而言之. They are those of jieba and of pypinyin's phrases.

jieba takes many a phrase for an idiom: what consists of two usual words is none (突然 | 袭击).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from pypinyin.phrases_dict import phrases_dict

from generator.language.characters import IS_HAN
from generator.language.orthography.hyphenation import has_connected_halves
from generator.language.tables import read_groups
from generator.language.words.bridge_words import read_costs
from tools.language.compile_names import read_tagged_words
from tools.language.inputs import Inputs, require_package

VERSION = 2
"""Raised whenever the same inputs give another table."""

_LENGTH = 4
_USUAL_COST = 600
"""The cost in centibels below which both halves of a phrase are usual words: 艰难 | 困苦."""
_COMMON_COST = 500
"""The cost below which a half is so common a word that the whole is more often a phrase."""
_NOT_COUNTED = 3
"""The count of words that jieba never counted."""
_RARE_COST = 700
"""The cost from which a half is so rare that the other may be a usual word: 七窍 | 流血."""
_PHRASAL = frozenset("了着过被们很还再太更最都地般啊吗吧呢她您第")
"""Characters that idioms lack: 未被发现, 再试一下."""
_NAMES = ("令狐",)
"""Beginnings of names that jieba takes for idioms with a word after them: 令狐冲笑."""
_DIRECTIONS = ("起来", "下来", "下去", "出来", "进去", "回去", "过来", "过去", "一下", "一通")
"""Ends of phrases."""


def unlisted_idioms(inputs: Inputs) -> Iterator[tuple[str]]:
    """Yield the idioms, most with a hyphen between their halves."""
    costs = read_costs("words/words.tsv")
    false = read_groups("orthography/joined_words.tsv")["no-idiom"]

    def is_phrase(word: str, count: int) -> bool:
        if not _PHRASAL.isdisjoint(word) or word.startswith(_NAMES) or word.endswith(_DIRECTIONS):
            return True
        if word[0] in "非不" and word.endswith("不可"):
            return True
        if word[:2] == word[2:] or (word[0] == word[2] and word[1::2] == "来去"):
            return True  # 一步 | 一步, 走来 | 走去
        first, last = sorted(costs.get(half, inf) for half in (word[:2], word[2:]))
        if last < _USUAL_COST or (first < _USUAL_COST and last < _RARE_COST):
            return True
        return first < _COMMON_COST and count == _NOT_COUNTED

    for word, count in dict(_candidates(inputs)).items():
        if len(word) != _LENGTH or word in costs or word in false:
            continue
        if not all(map(IS_HAN.fullmatch, word)) or is_phrase(word, count):
            continue
        if word[1:] in costs or word[:3] in costs:
            continue  # 旁观者 | 清
        if not has_connected_halves(word):
            yield (f"{word[:2]}-{word[2:]}",)
        elif word[:2] not in costs and word[2:] not in costs:
            yield (word,)


def _candidates(inputs: Inputs) -> Iterator[tuple[str, int]]:
    """Yield words that may be idioms, with their counts; the last one of a word is right."""
    require_package("pypinyin")
    tagged = list(read_tagged_words(inputs))
    known = {word for word, _, tag in tagged if tag not in _TAGS}
    for word in phrases_dict:
        if word not in known and not word.startswith(_NUMBERS):
            yield word, _NOT_COUNTED
    for word, count, tag in tagged:
        if tag == "i":
            yield word, count


_TAGS = ("i", "l")
"""jieba's tags of idioms and of phrases."""
_NUMBERS = ("二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十", "一百", "十一", "十二")
