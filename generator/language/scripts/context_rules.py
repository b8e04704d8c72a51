"""Conversion of words by their context: the rules of `data/scripts/context_rules.tsv`, and those of
`simplification_rules.tsv` from traditional to simplified text.

The rows of a word are tried from top to bottom. A row matches if the words before it, after it and
in the same sentence meet its conditions. White space is ignored.

A text may be about a subject: the sentences of its blocks then count as if they had words of the
subject's list, so that 保存 is 儲存 in a manual, whatever else its sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from generator.language.numerals import NUMERALS
from generator.language.tables import read_rows
from generator.lazy_patterns import lazy_pattern

PLAIN_CONVERSION = "="
"""A form in the table that means the result of plain conversion."""

FROM_SIMPLIFIED, TO_SIMPLIFIED = "scripts/context_rules.tsv", "scripts/simplification_rules.tsv"
"""The tables of rules, by direction."""

SENTENCE_REACH = 200
"""The number of words that count as the sentence on each side."""

REACH = 5
"""The number of words that `…` covers."""

NUMBER, ORDINAL, EDGE, LATIN = "#", "第#", "$", "a"
_CATEGORIES = frozenset({NUMBER, ORDINAL, EDGE, LATIN})

_NUMBER = lazy_pattern(rf"第?(?![.,，]+$)[0-9０-９.,，{NUMERALS}几数半]+[%％]?[多余来]?")
_PUNCTUATION = re.compile(r"[^\w#]*")
_ENDS = frozenset("。！？!?\n")

SUBJECTS: Mapping[str, tuple[int, float]] = {
    "@computing": (4, 0.02),
    "@programming": (4, 0.015),
    "@project": (4, 0.015),
}
"""The lists that are subjects, with the number of their words that make a text be about them, and
the share that these must have in its different words. In stories and in news, two hundredths of the
words are of `@computing` at the most; in manuals, three or more."""
THROUGHOUT = 1.5
"""How many times that share makes a text be about a subject throughout, whatever words a block has,
if its words are in as many blocks."""


class _Condition(Struct, frozen=True):
    """A condition on the words in one position."""

    words: frozenset[str]
    has_categories: bool
    negated: bool
    covers_several: bool
    """Whether any of the next `REACH` words may match, not only the next one."""

    def is_met_by(self, words: Sequence[str]) -> bool:
        """Whether one of `words` is in the list, or none if negated."""
        found = not self.words.isdisjoint(words)
        if not found and self.has_categories:
            found = not self.words.isdisjoint(map(_category, words))
        return found is not self.negated


class _Rule(Struct, frozen=True):
    form: str
    before: _Condition | None
    after: _Condition | None
    sentence: _Condition | None


def subjects_of_blocks(blocks: Sequence[Collection[str]]) -> list[tuple[str, ...]]:
    """Return the subjects of each block of a text, given its simplified words.

    If a text is about a subject, those of its blocks are that have a word of it, or are beside one;
    all are if it is about little else.
    """
    words = set(chain.from_iterable(blocks))
    lists = _table(FROM_SIMPLIFIED)[1]
    found: list[tuple[str, ...]] = [()] * len(blocks)
    for subject, (least, share) in SUBJECTS.items():
        own = lists[subject].intersection(words)
        if len(own) < max(least, share * len(words)):
            continue
        has_own = [False, *(not own.isdisjoint(block) for block in blocks), False]
        if sum(has_own) >= least and len(own) >= THROUGHOUT * share * len(words):
            found = [(*subjects, subject) for subjects in found]
            continue
        for at in range(len(blocks)):
            if any(has_own[at : at + 3]):
                found[at] = (*found[at], subject)
    return found


def apply_context_rules(
    words: Sequence[str],
    index: int,
    subjects: Sequence[str] = (),
    table: str = FROM_SIMPLIFIED,
) -> str | None:
    """Return the form of the word at `index` in its context, or `PLAIN_CONVERSION`, or None.

    `subjects` are those of the block.
    """
    rules = _table(table)[0].get(words[index])
    if rules is None:
        return None
    before: Sequence[str] | None = None
    after: Sequence[str] | None = None
    sentence: Sequence[str] | None = None
    for rule in rules:
        if rule.before is not None:
            if before is None:
                before = [_word_before(words, index)]
            if not rule.before.is_met_by(before):
                continue
        if rule.after is not None:
            if after is None:
                after = _words_after(words, index)
            if not rule.after.is_met_by(after if rule.after.covers_several else after[:1] or [""]):
                continue
        if rule.sentence is None:
            return rule.form
        if sentence is None:
            sentence = [*_rest_of_sentence(words, index), *subjects]
        if rule.sentence.is_met_by(sentence):
            return rule.form
    return None


def words_with_rules(table: str = FROM_SIMPLIFIED) -> Collection[str]:
    """Return the words that have rules."""
    return _table(table)[0].keys()


@cache
def words_kept_by_rules() -> Collection[str]:
    """Return the words that a rule may keep from being converted to regional vocabulary."""
    return {
        word
        for word, rules in _table(FROM_SIMPLIFIED)[0].items()
        if any(rule.form == PLAIN_CONVERSION for rule in rules)
    }


def _word_before(words: Sequence[str], index: int) -> str:
    """Return the word before; a number includes a trailing 多, 余 or 来: 10多."""
    before = [w for w in words[max(0, index - 4) : index] if not w.isspace()]
    last = before[-1] if before else ""
    if last in {"多", "余", "来"} and len(before) > 1 and _NUMBER.fullmatch(before[-2] + last):
        return before[-2] + last
    return last


def _words_after(words: Sequence[str], index: int) -> Sequence[str]:
    """Return the next `REACH` words that are not white space."""
    return [w for w in words[index + 1 : index + 1 + 2 * REACH] if not w.isspace()][:REACH]


def _rest_of_sentence(words: Sequence[str], index: int) -> Sequence[str]:
    """Return the other words of the sentence of the word at `index`."""
    start = end = index
    first, last = max(0, index - SENTENCE_REACH), min(len(words) - 1, index + SENTENCE_REACH)
    while start > first and words[start - 1] not in _ENDS:
        start -= 1
    while end < last and words[end + 1] not in _ENDS:
        end += 1
    return [*words[start:index], *words[index + 1 : end + 1]]


def _category(word: str) -> str:
    """Return the category of a word: a number, an ordinal, an edge, Latin letters; else nothing."""
    if _NUMBER.fullmatch(word):
        return ORDINAL if word.startswith("第") else NUMBER
    if word.isascii() and any(map(str.islower, word)):
        return LATIN
    return EDGE if _PUNCTUATION.fullmatch(word) else ""


@cache
def _table(name: str) -> tuple[Mapping[str, Sequence[_Rule]], Mapping[str, frozenset[str]]]:
    """Return the rules by their word, and the words of the subjects."""
    lists: dict[str, list[str]] = {}
    found: dict[str, list[_Rule]] = {}
    known: dict[str, frozenset[str]] = {}
    for word, form, *cells in read_rows(name, 5, optional=3):
        if word.startswith("@"):
            lists[word] = form.split()
        else:
            found.setdefault(word, []).append(_Rule(form, *_conditions(cells, lists, known)))
    return found, {subject: frozenset(lists.get(subject, ())) for subject in SUBJECTS}


def _conditions(
    cells: Sequence[str],
    lists: Mapping[str, Sequence[str]],
    known: dict[str, frozenset[str]],
) -> Iterator[_Condition | None]:
    """Yield the conditions of the cells of a row; `known` has the sets of words made so far."""
    for cell in cells:
        text = cell.strip()
        negated, covers_several = text.startswith("!"), text.startswith("…")
        text = text.lstrip("!…")
        words = known.get(text)
        if words is None:
            words = frozenset(w for name in text.split() for w in (name, *lists.get(name, ())))
            known[text] = words
        has_categories = not words.isdisjoint(_CATEGORIES)
        yield _Condition(words, has_categories, negated, covers_several) if words else None
