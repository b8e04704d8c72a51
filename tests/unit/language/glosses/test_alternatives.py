"""Tests for choosing among alternatives by their conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.glosses.alternatives import Alternatives
from generator.language.glosses.context import (
    Context,
    ContextWord,
    context_word,
    parse_conditions,
)

SENTENCES = "连 孩子 都 去 了 ， 再 看 一 看 这 三 本 书 。 “ 想 不 想 ？ ” 他 在 家 、 也 走"
WORDS = [
    context_word(text, is_punctuation=text in "，。？、“”")
    for text in dict.fromkeys(SENTENCES.split())
]
CONDITIONS = """\
next=V|NUM
prev=NUM next=N
prev2=NUM prev=M
not-next=V after=都
before=连
before=连 not-prev=PUNCT
after=N|书
not-after=书
before=连|再 next=看|走
start next=V
end
same
"""
PARSED = [parse_conditions(line) for line in CONDITIONS.splitlines()]


@pytest.mark.parametrize("across", [False, True])
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    place=st.integers(0, 8),
    numbers=st.lists(st.integers(0, len(PARSED) - 1), max_size=6),
    refused=st.integers(0, 5),
)
def test_the_first_that_holds_is_found(
    across: bool, words: list[ContextWord], place: int, numbers: list[int], refused: int
) -> None:
    at = min(place, len(words))
    context = Context([*words[:at], context_word("看"), *words[at:]])
    conditions = [PARSED[number] for number in numbers]
    holding = [
        number
        for number, each in enumerate(conditions)
        if number != refused and context.holds(each, at, across_clauses=across)
    ]
    found = Alternatives(conditions).first(
        context, at, across_clauses=across, allows=lambda number: number != refused
    )
    assert found == (holding[0] if holding else -1)
