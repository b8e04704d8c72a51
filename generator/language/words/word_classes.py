"""The word classes of common words (n v a d m q …), from `data/words/word_classes.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from sys import intern

from generator.language.tables import read_columns


@cache
def word_classes() -> Mapping[str, str]:
    """Return the class of each word in the table, as a tag of jieba."""
    words, classes = read_columns("words/word_classes.tsv", 2)
    return dict(zip(words, map(intern, classes), strict=True))  # the classes are few
