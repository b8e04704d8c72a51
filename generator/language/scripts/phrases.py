"""Words that convert as one from one script edition to another, and their forms.

1. Words are looked up in the tables of `data/scripts/`: `regional.tsv` (vocabulary that differs
   between editions) and, from simplified text, `spellings.tsv` (words that OpenCC spells
   differently). Neighbouring words that form an entry count as one.
2. From simplified text, neighbouring words that form one of OpenCC's phrases also count as one
   (`conversion_phrases.tsv`, see `compile_scripts.py`), and the context decides some words
   (`context_rules`): 三 | 只 -> 隻, 十 | 里 -> 里, 两 | 周 -> 週. It also decides some words that
   have several in simplified text (透過 -> 通过, 透过).
3. Regional vocabulary at the beginning or the end of a longer word is converted, too (软件包,
   手机软件), unless context rules decide it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from generator.language.mapped import Groups
from generator.language.memo import Memo
from generator.language.scripts.context_rules import (
    FROM_SIMPLIFIED,
    PLAIN_CONVERSION,
    TO_SIMPLIFIED,
    apply_context_rules,
    words_kept_by_rules,
    words_with_rules,
)
from generator.language.scripts.regional_compounds import (
    MIDDLE_DOT,
    regional_parts,
    with_regional_parts,
)
from generator.language.tables import read_columns, read_rows
from generator.model import Edition

CUT_MARK = "|"
"""Separates, in a word of the tables, two characters that may also be single words."""
RULE_SLASH = "/"
"""Separates, in a form of `context_rules.tsv`, that of Taiwan from that of Hong Kong."""
PAIR_LENGTH = 2
"""The length of a word that two single-character words may form by chance; longer ones cannot."""

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK
EDITIONS = (HANS, TW, HK)
"""The editions, in the order of the columns of the regional table."""


def regional_rows() -> Sequence[tuple[str, ...]]:
    """Return the words for a thing in each edition, in the order of `Edition`."""
    return _regional_table()[0]


@cache
def _regional_table() -> tuple[Sequence[tuple[str, ...]], Mapping[Edition, frozenset[str]]]:
    """Return the rows of the regional table, and the words that they mark as `CUT_MARK` says."""
    rows: list[tuple[str, ...]] = []
    pairs: dict[Edition, set[str]] = {edition: set() for edition in EDITIONS}
    for row in read_rows("scripts/regional.tsv", 3):
        if CUT_MARK not in "".join(row):
            rows.append(row)
            continue
        words = tuple(cell.replace(CUT_MARK, "") for cell in row)
        for edition, cell, word in zip(EDITIONS, row, words, strict=True):
            if CUT_MARK in cell:
                pairs[edition].add(word.removeprefix("*"))
        rows.append(words)
    return rows, {edition: frozenset(found) for edition, found in pairs.items()}


class _Words(Struct, frozen=True):
    """The words of the tables for text in one edition, whatever edition it is converted to."""

    listed: Collection[str]
    """Those that the tables have the forms of."""
    phrases: Collection[str]
    """Those that OpenCC converts as one."""
    pairs: frozenset[str]
    """Words of two characters that count as one even if each is a word of its own."""
    prefixes: Groups[frozenset[str]]
    """By first character, all prefixes of the words, including the words themselves."""
    beginnings: Mapping[str, _Beginning]
    """What may begin with a word of a text."""
    has_parts: Mapping[str, bool]
    """Whether there is regional vocabulary inside a word."""

    def has(self, text: str) -> bool:
        """Whether a text is one of the words."""
        return text in self.listed or text in self.phrases


_Beginning = Collection[str] | None
"""What may begin with a word of a text: None for a unit of any length, or a word that has rules.

Else only a unit of several words, the second of which begins with one of some characters.
"""


@cache
def _words(source: Edition) -> _Words:
    listed = set(word_forms(source, TW if source is HANS else HANS))
    phrases = frozenset(_opencc_phrases()) if source is HANS else frozenset[str]()
    spelt = _spellings(TW) if source is HANS else ()
    groups = (_group_by_first(listed), _group_by_first(phrases))
    prefixes = Groups(
        lambda first: frozenset(
            word[:end]
            for group in groups
            for word in group.get(first, ())
            for end in range(1, len(word) + 1)
        )
    )
    followers: Groups[Mapping[str, frozenset[str]]] = Groups(lambda first: _next(prefixes[first]))
    with_rules = words_with_rules(rules_table(source))
    inner = _inner_forms(TW) if source is HANS else {}
    has_parts: Memo[str, bool] = Memo(
        lambda word: not (word in listed or word in phrases) and bool(regional_parts(word, inner))
    )

    def find_beginning(word: str) -> _Beginning:
        if word in listed or word in phrases or word in with_rules or has_parts[word]:
            return None
        return followers[word[:1]].get(word, ())

    pairs = {word.replace(CUT_MARK, "") for word in spelt if CUT_MARK in word}
    pairs |= _regional_table()[1][source]
    return _Words(listed, phrases, frozenset(pairs), prefixes, Memo(find_beginning), has_parts)


def _next(prefixes: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return the characters that may follow each of some prefixes."""
    found: dict[str, set[str]] = {}
    for prefix in prefixes:
        found.setdefault(prefix[:-1], set()).add(prefix[-1])
    return {prefix: frozenset(characters) for prefix, characters in found.items()}


@cache
def word_forms(source: Edition, target: Edition) -> Mapping[str, str]:
    """Return the forms of the words in the tables, which are the same words for every target."""
    forms: dict[str, str] = {}
    if source is HANS:
        forms = {word.replace(CUT_MARK, ""): form for word, form in _spellings(target).items()}
    for row in reversed(regional_rows()):  # the first row of a form wins
        cells = dict(zip(EDITIONS, row, strict=True))
        if not cells[source].startswith("*"):
            forms[cells[source]] = cells[target].removeprefix("*")
    return forms


@cache
def _spellings(target: Edition) -> Mapping[str, str]:
    return {
        word: (hong_kong if target is HK else "") or form
        for word, form, hong_kong in read_rows("scripts/spellings.tsv", 3, optional=1)
    }


@cache
def _inner_forms(target: Edition) -> Mapping[str, str]:
    """Return the forms of the regional vocabulary that may be a part of a simplified word."""
    depending, column = words_kept_by_rules(), EDITIONS.index(target)
    return {
        row[0]: row[column].removeprefix("*")
        for row in reversed(regional_rows())
        if len(row[0]) > 1 and not row[0].startswith("*") and row[0] not in depending
    }


def _group_by_first(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    return groups


@cache
def _opencc_phrases() -> Sequence[str]:
    return read_columns("scripts/conversion_phrases.tsv", 1)[0]


class ConversionUnit(Struct, frozen=True, gc=False):
    """Words from `start` to `end` that convert as one."""

    start: int
    end: int
    text: str
    """The words together."""
    rule_form: str | None = None
    """The form that a rule gives; with a slash, those of Taiwan and Hong Kong.

    From traditional text, it is for the edition in simplified characters alone.
    """
    is_listed: bool = False
    """Whether the tables have its form."""
    has_parts: bool = False
    """Whether there is regional vocabulary inside."""

    def form(self, source: Edition, target: Edition) -> str | None:
        """Return its form; None if OpenCC converts it."""
        if self.rule_form is not None and HANS in (source, target):
            taiwan, slash, hong_kong = self.rule_form.partition(RULE_SLASH)
            return hong_kong if slash and target is HK else taiwan
        return word_forms(source, target)[self.text] if self.is_listed else None

    def with_parts(self, converted: str, target: Edition) -> str:
        """Return what OpenCC made of it with the regional vocabulary inside."""
        if not self.has_parts:
            return converted
        parts = regional_parts(self.text, _inner_forms(target))
        return with_regional_parts(converted, len(self.text), parts)


def conversion_units(
    words: Sequence[str], names: Sequence[bool], source: Edition, subjects: Sequence[str] = ()
) -> Iterator[ConversionUnit]:
    """Yield the units of the tables and rules from left to right; the longest match wins.

    `subjects` are those of the block (`context_rules.subjects_of_blocks`).
    """
    table, rules = _words(source), rules_table(source)
    prefixes, with_rules = table.prefixes, words_with_rules(rules)
    end, last = 0, len(words) - 1
    for start, followers in enumerate(map(table.beginnings.__getitem__, words)):
        if followers is not None and (
            start == last or not followers or words[start + 1][:1] not in followers
        ):
            continue
        if start < end:
            continue
        word = words[start]
        if followers is not None and word + words[start + 1] not in prefixes[word[0]]:
            continue
        unit = _longest_unit(table, words, names, start)
        # A surname is never a word that rules are about, and rules do not make a name plain.
        if word in with_rules and _yields_to_rules(unit) and not (names[start] and len(word) == 1):
            form = apply_context_rules(words, start, subjects, rules)
            if form is not None and not (names[start] and form == PLAIN_CONVERSION):
                plain = None if form == PLAIN_CONVERSION else form
                is_listed = source is not HANS and word in table.listed
                unit = ConversionUnit(start, start + 1, word, plain, is_listed)
        may_have_parts = not names[start] or MIDDLE_DOT in word
        if unit is None and may_have_parts and table.has_parts[word]:
            unit = ConversionUnit(start, start + 1, word, has_parts=True)
        if unit is not None:
            yield unit
            end = unit.end


def rules_table(source: Edition) -> str:
    """Return the table of the rules for text of an edition."""
    return FROM_SIMPLIFIED if source is HANS else TO_SIMPLIFIED


def _yields_to_rules(unit: ConversionUnit | None) -> bool:
    """Whether a context rule for the first word takes precedence over the unit."""
    return unit is None or unit.end == unit.start + 1 or len(unit.text) <= PAIR_LENGTH


def _longest_unit(
    table: _Words, words: Sequence[str], names: Sequence[bool], start: int
) -> ConversionUnit | None:
    text, end = words[start], start + 1
    found: ConversionUnit | None = None
    prefixes = table.prefixes[text[:1]]
    while text in prefixes:
        if table.has(text) and _may_join(table, text, names[start:end]):
            found = ConversionUnit(start, end, text, is_listed=text in table.listed)
        if end == len(words):
            break
        text += words[end]
        end += 1
    return found


def _may_join(table: _Words, text: str, names: Sequence[bool]) -> bool:
    """Whether the words that form `text` may be converted as one."""
    if text not in table.listed or len(text) == 1:
        return not any(names)
    # Two single characters are next to each other by chance too often to count as a word.
    return len(names) == 1 or len(text) > PAIR_LENGTH or text in table.pairs
