"""The word classes of common words (n v a d m q …), from `data/words/word_classes.tsv`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from sys import intern

from generator.language.mapped import CompiledTable, MappedTable, Row
from generator.language.tables import read_columns

TABLE = "words/word_classes.tsv"


def _rows() -> Iterator[Row]:
    for word, tag in sorted(zip(*read_columns(TABLE, 2), strict=True)):
        yield word, f"{word}\t{tag}"


WORD_CLASSES = CompiledTable("word_classes", _rows, (TABLE, Path(__file__)))


@cache
def word_classes() -> Mapping[str, str]:
    """Return the class of each word in the table, as a tag of jieba."""
    return MappedTable(WORD_CLASSES, _parse)


def _parse(group: str) -> dict[str, str]:
    fields = group.split()
    return dict(zip(fields[::2], map(intern, fields[1::2]), strict=True))  # the classes are few
