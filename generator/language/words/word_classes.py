"""The word classes of common words (n v a d m q …), from `data/words/word_classes.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from sys import intern

from generator.language.tables import DATA


@cache
def word_classes() -> Mapping[str, str]:
    """Return the class of each word in the table, as a tag of jieba."""
    fields = DATA.joinpath("words/word_classes.tsv").read_text(encoding="utf-8").split()
    return dict(zip(fields[::2], map(intern, fields[1::2]), strict=True))  # the classes are few
