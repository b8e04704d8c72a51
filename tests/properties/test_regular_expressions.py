"""No regular expression takes time by the square of a text that it may see."""

from __future__ import annotations

import re

import pytest

import generator
from benchmarks.growth.expressions import Expression, expressions, slow_text

BOUNDED = {
    ("content.markdown.comments", "COMMENT"): "what is never closed is left out",
    ("exporting.epub.book", "_CHAPTER_LINK"): "HTML of our own, which has no other angle brackets",
    ("importing.html_bounds", "_MANY_ATTRIBUTES"): "matched where a tag begins",
    ("importing.main_text", "_BODY_NAMES"): "500 characters",
    ("importing.page_edges", "_EDITOR"): "80 characters",
    ("importing.page_edges", "_FOLLOW"): "40 characters",
    ("importing.page_edges", "_RIGHTS"): "200 characters",
    ("importing.page_facts", "_SITE_AFTER_DASH"): "300 characters",
    ("importing.page_facts", "_SITE_NAME"): "300 characters",
    ("language.dictionary.cedict", "_TAIWAN"): "a line of the dictionary",
    ("language.glosses.composed", "_DIMINUTIVE"): "matched to a word",
    ("language.glosses.composed", "_PLURAL"): "matched to a word",
    ("language.orthography.figures", "_PATTERNS"): "matched where a number begins",
    ("language.readings.rules", "_LIST_AFTER"): "a cell of the table",
    ("language.sentences.english", "_LAST_WORD"): "24 characters",
    ("reviewing.anchor_edits", "_OPENING"): "6 characters",
    ("translating.directives", "COMMENT"): "not used to search",
}
"""Expressions that are slow on long texts, and why they never see one."""


def test_regular_expressions() -> None:
    found = {
        (each.module.removeprefix("generator."), each.name): text
        for each in expressions(generator)
        if (each.module.removeprefix("generator."), each.name) not in BOUNDED
        and (text := slow_text(each)) is not None
    }
    assert not found, "these take time by the square of such texts"


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [
        (r"\s*倍", True),
        (r"(?<!\s)\s*+倍", False),
        (r"<[^>]*>", True),
        (r"<[^<>]*>", False),
        (r"(?:\s+|字)*章", True),
        (r"所谓\s*[，,]?\s*就", True),
        (r"[\w-]+", False),
    ],
)
def test_slow_expressions_are_found(pattern: str, is_slow: bool) -> None:
    expression = Expression("", "", re.compile(pattern), frozenset({"search"}))
    assert (slow_text(expression) is not None) == is_slow
