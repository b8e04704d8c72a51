"""Tests for the choice among the uses of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.glosses.choice import Choice
from generator.language.glosses.context import Context, ContextWord, context_word
from generator.language.glosses.uses import Use, has_contexts, uses_of

SENTENCES = """\
他 一 来 ， 我 就 走 了 。
这 一 对 夫妻 对 孩子 很 好 ， 是 不 是 ？
你 想 不 想 看 一 看 这 本 书 ？
她 把 门 关 上 就 上 楼 去 了 ， 再 也 没 下 来 。
我们 又 说 又 笑 ， 连 饭 都 没 吃 上 。
"""
WORDS = [
    context_word(text, is_punctuation=text in "，。？") for text in dict.fromkeys(SENTENCES.split())
]
COMMON = ("对 dui4", "一 yi1", "不 bu4", "上 shang4", "都 dou1", "来 lai2", "了 le5", "再 zai4")


def first_that_holds(uses: tuple[Use, ...], context: Context, place: int) -> int:
    """Choose without an index."""
    for number, use in enumerate(uses):
        if use.conditions and context.holds(use.conditions, place):
            return number
    return 0


def test_the_context_chooses() -> None:
    words = Context([context_word("一"), context_word("对"), context_word("夫妻")])
    uses = uses_of("对", ("dui4",))
    assert has_contexts("对")
    assert uses[Choice(uses).choose(words, 1)].word_class == "mw"
    alone = Context([context_word("对"), context_word("他")])
    assert uses[Choice(uses).choose(alone, 0)].word_class == "prep"


@pytest.mark.parametrize("word", COMMON)
@given(words=st.lists(st.sampled_from(WORDS), max_size=5), place=st.integers(0, 5))
def test_the_first_use_that_holds_is_chosen(
    word: str, words: list[ContextWord], place: int
) -> None:
    text, reading = word.split()
    uses = uses_of(text, (reading,))
    at = min(place, len(words))
    context = Context([*words[:at], context_word(text), *words[at:]])
    assert Choice(uses).choose(context, at) == first_that_holds(uses, context, at)
