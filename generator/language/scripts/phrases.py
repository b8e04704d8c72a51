"""Words that convert as one from one script edition to another, and their forms.

1. Words are looked up in the tables of `data/scripts/`: `regional.tsv` (vocabulary that differs
   between editions) and, from simplified text, `spellings.tsv` (words that OpenCC spells
   differently). Neighbouring words that form an entry count as one.
2. From simplified text, neighbouring words that form one of OpenCC's phrases also count as one
   (`conversion_phrases.tsv`, see `compile_scripts.py`), and the context decides some words
   (`context_rules`): 三 | 只 -> 隻, 十 | 里 -> 里, 两 | 周 -> 週.
3. Regional vocabulary at the beginning or the end of a longer word is converted, too (软件包,
   手机软件), unless context rules decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from generator.language.mapped import Groups
from generator.language.memo import Memo
from generator.language.scripts.context_rules import (
    PLAIN_CONVERSION,
    apply_context_rules,
    words_kept_by_rules,
    words_with_rules,
)
from generator.language.scripts.regional_compounds import RegionalPart, regional_parts
from generator.language.tables import read_columns, read_rows
from generator.model import Edition

CUT_MARK = "|"
"""Separates, in a word of `spellings.tsv`, two characters that may also be single words."""
PAIR_LENGTH = 2
"""The length of a word that two single-character words may form by chance; longer ones cannot."""

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK


@cache
def regional_rows() -> Sequence[tuple[str, ...]]:
    """Return the words for a thing in each edition, in the order of `Edition`."""
    return list(read_rows("scripts/regional.tsv", 3))


@dataclass(frozen=True, slots=True)
class _WordForms:
    """The words that the tables have, with their forms; None if OpenCC converts the phrase."""

    forms: Mapping[str, str | None]
    pairs: frozenset[str]
    """Words of two characters that count as one even if each is a word of its own."""
    prefixes: Groups[frozenset[str]]
    """By first character, all prefixes of the words, including the words themselves."""
    beginnings: Mapping[str, _Beginning]
    """What may begin with a word of a text."""
    parts: Mapping[str, tuple[RegionalPart, ...]]
    """The regional vocabulary inside a word."""


class _Beginning(Enum):
    """What may begin with a word of a text."""

    NOTHING = auto()
    PHRASE = auto()
    """Only a unit of several words."""
    UNIT = auto()
    """A unit of any length, or a word that has rules."""


def word_forms(source: Edition, target: Edition) -> Mapping[str, str | None]:
    """Return the forms of the words in the tables; None if OpenCC converts the phrase."""
    return _table(source, target).forms


@cache
def _table(source: Edition, target: Edition) -> _WordForms:
    forms: dict[str, str | None] = {}
    pairs: set[str] = set()
    if source is HANS:
        spellings = {
            word: (hong_kong if target is HK else "") or form
            for word, form, hong_kong in read_rows("scripts/spellings.tsv", 3, optional=1)
        }
        pairs = {word.replace(CUT_MARK, "") for word in spellings if CUT_MARK in word}
        forms |= {word.replace(CUT_MARK, ""): form for word, form in spellings.items()}
    editions = (HANS, TW, HK)
    for row in reversed(regional_rows()):  # the first row of a form wins
        cells = dict(zip(editions, row, strict=True))
        if not cells[source].startswith("*"):
            forms[cells[source]] = cells[target].removeprefix("*")
    words = [_group_by_first(forms)]
    if source is HANS:
        forms = dict.fromkeys(_opencc_phrases()) | forms
        words.append(_group_by_first(_opencc_phrases()))
    prefixes = Groups(
        lambda first: frozenset(
            word[:end]
            for group in words
            for word in group.get(first, ())
            for end in range(1, len(word) + 1)
        )
    )
    with_rules = words_with_rules() if source is HANS else ()

    inner: Mapping[str, str] = {}
    if source is HANS:
        depending = words_kept_by_rules()
        inner = {
            row[0]: row[editions.index(target)].removeprefix("*")
            for row in reversed(regional_rows())
            if len(row[0]) > 1 and not row[0].startswith("*") and row[0] not in depending
        }

    def find_parts(word: str) -> tuple[RegionalPart, ...]:
        return () if word in forms or not inner else regional_parts(word, inner)

    parts = Memo(find_parts)

    def find_beginning(word: str) -> _Beginning:
        if word in forms or word in with_rules or parts[word]:
            return _Beginning.UNIT
        return _Beginning.PHRASE if word in prefixes[word[:1]] else _Beginning.NOTHING

    return _WordForms(forms, frozenset(pairs), prefixes, Memo(find_beginning), parts)


def _group_by_first(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    return groups


@cache
def _opencc_phrases() -> Sequence[str]:
    return read_columns("scripts/conversion_phrases.tsv", 1)[0]


@dataclass(frozen=True, slots=True)
class ConversionUnit:
    """Words from `start` to `end` that convert as one, to `form` or by OpenCC."""

    start: int
    end: int
    length: int
    """In characters."""
    form: str | None
    parts: tuple[RegionalPart, ...] = ()
    """The regional vocabulary inside, if OpenCC converts the rest."""


def conversion_units(
    words: Sequence[str], names: Sequence[bool], source: Edition, target: Edition
) -> Iterator[ConversionUnit]:
    """Yield the units of the tables and rules from left to right; the longest match wins."""
    table = _table(source, target)
    prefixes, with_rules = table.prefixes, words_with_rules() if source is HANS else ()
    end, last = 0, len(words) - 1
    for start, beginning in enumerate(map(table.beginnings.__getitem__, words)):
        if beginning is _Beginning.NOTHING or start < end:
            continue
        word = words[start]
        if beginning is _Beginning.PHRASE and (
            start == last or word + words[start + 1] not in prefixes[word[0]]
        ):
            continue
        unit = _longest_unit(table, words, names, start)
        if word in with_rules and not names[start] and _yields_to_rules(unit):
            form = apply_context_rules(words, start)
            if form is not None:
                plain = None if form == PLAIN_CONVERSION else form
                unit = ConversionUnit(start, start + 1, len(word), plain)
        if unit is None and not names[start] and (parts := table.parts[word]):
            unit = ConversionUnit(start, start + 1, len(word), None, parts)
        if unit is not None:
            yield unit
            end = unit.end


def _yields_to_rules(unit: ConversionUnit | None) -> bool:
    """Whether a context rule for the first word takes precedence over the unit."""
    return unit is None or unit.end == unit.start + 1 or unit.length <= PAIR_LENGTH


def _longest_unit(
    table: _WordForms, words: Sequence[str], names: Sequence[bool], start: int
) -> ConversionUnit | None:
    text, end = words[start], start + 1
    found: ConversionUnit | None = None
    prefixes = table.prefixes[text[:1]]
    while text in prefixes:
        if text in table.forms and _may_join(table, text, names[start:end]):
            found = ConversionUnit(start, end, len(text), table.forms[text])
        if end == len(words):
            break
        text += words[end]
        end += 1
    return found


def _may_join(table: _WordForms, text: str, names: Sequence[bool]) -> bool:
    """Whether the words that form `text` may be converted as one."""
    if table.forms[text] is None or len(text) == 1:
        return not any(names)
    # Two single characters are next to each other by chance too often to count as a word.
    return len(names) == 1 or len(text) > PAIR_LENGTH or text in table.pairs
