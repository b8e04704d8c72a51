"""Names of several words that are listed, since none of their words tells that they are names.

    瑞幸 | 咖啡    动力 | 火车    让 | 子弹 | 飞

Their words remain words, which can be looked up; the name is what they are together. What the
words themselves tell (宁波 | 银行) is in `extent.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from generator.language.tables import read_rows
from generator.language.words.word_list import dictionary_words, neighbours
from generator.model import NameKind, Span

TABLE = "names/compound_names.tsv"


class _Compound(NamedTuple):
    """A name, its kind, and where the words of it begin and end that are no words elsewhere."""

    name: str
    kind: NameKind
    unlisted: tuple[Span, ...]


def compound_names(text: str) -> Iterator[tuple[Span, NameKind]]:
    """Yield the places of listed names in simplified `text`, in order; none overlap."""
    for start, found in _places(text):
        yield Span(start, start + len(found.name)), found.kind


def words_of_compounds(text: str) -> Iterator[Span]:
    """Yield the words of listed names that the dictionary lacks: 恒瑞 of 恒瑞 | 医药."""
    for start, found in _places(text):
        for span in found.unlisted:
            yield Span(start + span.start, start + span.end)


def _places(text: str) -> Iterator[tuple[int, _Compound]]:
    table = _names_by_beginning()
    pairs = neighbours(text)
    if table.keys().isdisjoint(pairs):
        return
    end = 0
    for start, pair in enumerate(pairs):
        if start < end or pair not in table:
            continue
        for compound in table[pair]:
            if text.startswith(compound.name, start):
                end = start + len(compound.name)
                yield start, compound
                break


@cache
def _names_by_beginning() -> Mapping[str, list[_Compound]]:
    """Return the names by their first two characters, the longest first."""
    found: dict[str, list[_Compound]] = {}
    for kind, names in read_rows(TABLE, 2):
        for words in names.split():
            compound = _Compound(words.replace("-", ""), NameKind(kind), _unlisted(words))
            found.setdefault(compound.name[:2], []).append(compound)
    for compounds in found.values():
        compounds.sort(key=lambda compound: -len(compound.name))
    return found


def _unlisted(words: str) -> tuple[Span, ...]:
    known, spans, at = dictionary_words(), [], 0
    if words.replace("-", "") in known:
        return ()
    for word in words.split("-"):
        if len(word) > 1 and word not in known:
            spans.append(Span(at, at + len(word)))
        at += len(word)
    return tuple(spans)
