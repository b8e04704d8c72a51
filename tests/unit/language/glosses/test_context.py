"""Tests for conditions on the context of a word."""

from __future__ import annotations

import pytest

from generator.language.glosses.context import Context, context_word, parse_conditions


def context(words: str) -> Context:
    return Context(
        None if text == "_" else context_word(text, is_punctuation=text in "，。、“”")
        for text in words.split()
    )


HOLDS = [
    ("在 看", 0, "next=V"),
    ("在 “ 看", 0, "next=V"),  # quotation marks count as nothing
    ("在 _ 看", 0, "next=V"),  # nor do spaces
    ("在 看", 0, "next=想|看"),
    ("他 在", 1, "prev=R"),
    ("他 在 ， 看", 1, "next=PUNCT"),
    ("他 在", 1, "next=PUNCT end"),
    ("看 ， 他 在", 2, "start"),
    ("想 一 想", 1, "same"),
    ("喜 不 喜欢", 1, "same"),
    ("连 孩子 都", 0, "after=都"),
    ("连 大人 、 孩子 都", 0, "after=都"),
    ("连 孩子 都", 2, "before=连"),
    ("三 个 人", 2, "prev2=NUM prev=M"),
    ("3 个 人", 1, "prev=NUM"),
    ("在 家", 0, "not-next=V not-after=L"),
    ("在 家 ， 看", 0, "not-after=V"),  # in another clause
]


@pytest.mark.parametrize(("words", "place", "conditions"), HOLDS)
def test_conditions_hold(words: str, place: int, conditions: str) -> None:
    assert context(words).holds(parse_conditions(conditions), place)


def test_all_conditions_must_hold() -> None:
    assert not context("他 在 看").holds(parse_conditions("next=V prev=N"), 1)


def test_names_are_nouns() -> None:
    words = Context((context_word("小明", is_name=True), context_word("说")))
    assert words.holds(parse_conditions("prev=NAME prev=N"), 1)


@pytest.mark.parametrize("text", ["next", "next=", "next=V|", "after=X", "near=V", "start=V"])
def test_what_is_no_condition_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a condition|no such class"):
        parse_conditions(text)
