"""Which words convert as one, from one script edition to another, and to what.

1. Whole words are looked up in the tables of `data/`: `regional.tsv` (vocabulary that is not
   the same in Taiwan and Hong Kong) and, from simplified text, `spellings.tsv` (words that
   OpenCC spells otherwise). Neighbours that make up an entry count as one word.
2. From simplified text, neighbours that make up one of OpenCC's phrases are put together
   (`conversion_phrases.tsv`, see `compile_scripts.py`), and some words are decided by those
   around them (`context_rules.tsv`): 三 | 只 -> 隻, 十 | 里 -> 里, 两 | 周 -> 週.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.language.scripts.context_rules import PLAIN, apply_context_rules
from generator.language.tables import read_rows
from generator.model import Edition

CUT = "|"
"""Stands in a word of `spellings.tsv` between two characters that may also be lone words."""
PAIR = 2
"""The length of a pair: what is longer is a word wherever its characters meet."""

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK


def regional_rows() -> Iterator[tuple[str, ...]]:
    """What a thing is called in each edition, in the order of `Edition`."""
    return read_rows("scripts/regional.tsv", 3)


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known of whole words; the form is None where OpenCC is to convert the phrase."""

    forms: Mapping[str, str | None]
    pairs: frozenset[str]
    """Words of two characters that count also where each is a word of its own."""
    beginnings: frozenset[str]
    """Of all the words: what a longer one may begin with, and the words themselves."""


def word_forms(source: Edition, target: Edition) -> Mapping[str, str | None]:
    """What the tables have of whole words; None where OpenCC is to convert the phrase."""
    return _table(source, target).forms


@cache
def _table(source: Edition, target: Edition) -> _Table:
    forms: dict[str, str | None] = {}
    pairs: set[str] = set()
    if source is HANS:
        forms |= {phrase: None for (phrase,) in read_rows("scripts/conversion_phrases.tsv", 1)}
        spellings = {
            word: (hong_kong if target is HK else "") or form
            for word, form, hong_kong in read_rows("scripts/spellings.tsv", 3, optional=1)
        }
        pairs = {word.replace(CUT, "") for word in spellings if CUT in word}
        forms |= {word.replace(CUT, ""): form for word, form in spellings.items()}
    editions = (HANS, TW, HK)
    for row in reversed(list(regional_rows())):  # the first row of a form wins
        cells = dict(zip(editions, row, strict=True))
        if not cells[source].startswith("*"):
            forms[cells[source]] = cells[target].removeprefix("*")
    beginnings = frozenset(word[:end] for word in forms for end in range(1, len(word) + 1))
    return _Table(forms, frozenset(pairs), beginnings)


@dataclass(frozen=True, slots=True)
class Join:
    """Words from `start` to `end` that convert as one, to `form` or as OpenCC has it."""

    start: int
    end: int
    length: int
    """In characters."""
    form: str | None


def joins(
    words: Sequence[str], names: Sequence[bool], source: Edition, target: Edition
) -> Iterator[Join]:
    """What the tables and rules say, from left to right, the longest match first."""
    table = _table(source, target)
    start = 0
    while start < len(words):
        join = _longest(table, words, names, start)
        if source is HANS and not names[start] and _gives_way(join):
            form = apply_context_rules(words, start)
            if form is not None:
                plain = None if form == PLAIN else form
                join = Join(start, start + 1, len(words[start]), plain)
        if join is not None:
            yield join
        start = join.end if join is not None else start + 1


def _gives_way(join: Join | None) -> bool:
    """Whether a rule for the word at its start goes before it."""
    return join is None or join.end == join.start + 1 or join.length <= PAIR


def _longest(table: _Table, words: Sequence[str], names: Sequence[bool], start: int) -> Join | None:
    text, end = words[start], start + 1
    found: Join | None = None
    while text in table.beginnings:
        if text in table.forms and _fits(table, text, names[start:end]):
            found = Join(start, end, len(text), table.forms[text])
        if end == len(words):
            break
        text += words[end]
        end += 1
    return found


def _fits(table: _Table, text: str, names: Sequence[bool]) -> bool:
    """Whether words that make up `text` may be taken together."""
    if table.forms[text] is None or len(text) == 1:
        return not any(names)
    # Two lone characters meet by chance too often to be taken for a word.
    return len(names) == 1 or len(text) > PAIR or text in table.pairs
