"""The class of common words (n v a d m q …), from `data/word_classes.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.language.dictionary import DATA


@cache
def word_classes() -> Mapping[str, str]:
    """The class of each word of the table, jieba's tag."""
    lines = DATA.joinpath("word_classes.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)
