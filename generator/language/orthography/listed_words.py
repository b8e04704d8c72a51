"""Words whose writing is listed: compounds, and what the dictionary lacks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.language.mapped import CompiledTable, MappedTable, Row
from generator.language.tables import read_columns, read_lines
from generator.model import Separator

_COMPOUNDS = "orthography/compounds.txt"
_NOUNS = "orthography/unlisted_nouns.tsv"
_VERBS = "orthography/unlisted_verbs.tsv"
_IDIOMS = "orthography/unlisted_idioms.tsv"
_MARKS = {"-": Separator.HYPHEN, "+": Separator.SPACE}
_NO_MARKS = str.maketrans("", "", "-+")


def _noun_rows() -> Iterator[Row]:
    return ((noun, noun) for noun in read_columns(_NOUNS, 1)[0])


def _idiom_rows() -> Iterator[Row]:
    return ((idiom, idiom) for idiom in read_columns(_IDIOMS, 1)[0])


def _compound_rows() -> Iterator[Row]:
    return ((word, word) for _, line in read_lines(_COMPOUNDS) for word in line.split())


COMPOUNDS = CompiledTable("compounds", _compound_rows, (_COMPOUNDS, Path(__file__)))
UNLISTED_NOUNS = CompiledTable("unlisted_nouns", _noun_rows, (_NOUNS, Path(__file__)))
UNLISTED_IDIOMS = CompiledTable("unlisted_idioms", _idiom_rows, (_IDIOMS, Path(__file__)))


@cache
def compounds() -> Mapping[str, Mapping[int, Separator]]:
    """Return the words of `data/orthography/compounds.txt` with the separators inside them."""
    return MappedTable(COMPOUNDS, lambda group: _read_spellings(group.split()))


@cache
def unlisted_nouns() -> Container[str]:
    """Return the nouns that the dictionary lacks, with | between their parts: 湖|面."""
    return MappedTable(UNLISTED_NOUNS, lambda group: dict.fromkeys(group.split()))


@cache
def unlisted_verbs() -> Container[str]:
    """Return the verbs of two syllables that the dictionary lacks, in the same form: 增|建."""
    return frozenset(read_columns(_VERBS, 1)[0])


@cache
def unlisted_idioms() -> Mapping[str, Mapping[int, Separator]]:
    """Return the idioms that the dictionary lacks with the separators inside them: 欢声-雷动."""
    return MappedTable(UNLISTED_IDIOMS, lambda group: _read_spellings(group.split()))


def _read_spellings(spellings: Iterable[str]) -> dict[str, Mapping[int, Separator]]:
    """Return words with what their spellings have inside them; equal ones share it."""
    out: dict[str, Mapping[int, Separator]] = {}
    shared: dict[tuple[tuple[int, Separator], ...], Mapping[int, Separator]] = {}
    for written in spellings:
        found: dict[int, Separator] = {}
        for at, char in enumerate(written):
            if char in _MARKS:
                found[at - len(found)] = _MARKS[char]
        out[written.translate(_NO_MARKS)] = shared.setdefault(tuple(found.items()), found)
    return out
