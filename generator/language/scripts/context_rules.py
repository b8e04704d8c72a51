"""What a word of simplified text becomes by the words around it: `data/scripts/context_rules.tsv`.

For each word that the table has, its rows are tried from top to bottom; one fits if the words
before, after and in the same sentence are what it asks for. White space does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.language.numerals import NUMERALS
from generator.language.tables import read_rows

PLAIN = "="
"""Stands as a form for what plain conversion gives."""

REACH = 5
"""How many words `…` looks at."""

NUMBER, ORDINAL, EDGE = "#", "第#", "$"

_NUMBER = re.compile(rf"第?(?![.,，]+$)[0-9０-９.,，{NUMERALS}几数半]+[多余来]?")
_PUNCTUATION = re.compile(r"[^\w#]*")
_ENDS = frozenset("。！？!?；\n")


@dataclass(frozen=True, slots=True)
class _Words:
    """What may stand in a place."""

    words: frozenset[str]
    negated: bool
    near: bool

    def fits(self, places: Sequence[str]) -> bool:
        """Whether one of the words at `places` is among them, or none if negated."""
        found = any(word in self.words or _kind(word) in self.words for word in places)
        return found is not self.negated


@dataclass(frozen=True, slots=True)
class _Rule:
    form: str
    before: _Words | None
    after: _Words | None
    sentence: _Words | None


def apply_context_rules(words: Sequence[str], index: int) -> str | None:
    """What the word at `index` becomes by its neighbours: a form, `PLAIN`, or None."""
    rules = _rules().get(words[index])
    if rules is None:
        return None
    last = _before(words, index)
    after = [w for w in words[index + 1 : index + 1 + 2 * REACH] if not w.isspace()][:REACH]
    for rule in rules:
        if rule.before is not None and not rule.before.fits([last]):
            continue
        if rule.after is not None and not rule.after.fits(
            after if rule.after.near else after[:1] or [""]
        ):
            continue
        if rule.sentence is None or rule.sentence.fits(_sentence(words, index)):
            return rule.form
    return None


def _before(words: Sequence[str], index: int) -> str:
    """The word before; with a trailing 多, 余 or 来, the whole number: 10多."""
    before = [w for w in words[max(0, index - 4) : index] if not w.isspace()]
    last = before[-1] if before else ""
    if last in {"多", "余", "来"} and len(before) > 1 and _NUMBER.fullmatch(before[-2] + last):
        return before[-2] + last
    return last


def _sentence(words: Sequence[str], index: int) -> Sequence[str]:
    """The words of the sentence that has the one at `index`, without that one."""
    start = end = index
    while start > 0 and words[start - 1] not in _ENDS:
        start -= 1
    while end + 1 < len(words) and words[end + 1] not in _ENDS:
        end += 1
    return [*words[start:index], *words[index + 1 : end + 1]]


def _kind(word: str) -> str:
    if _NUMBER.fullmatch(word):
        return ORDINAL if word.startswith("第") else NUMBER
    return EDGE if _PUNCTUATION.fullmatch(word) else ""


@cache
def _rules() -> Mapping[str, Sequence[_Rule]]:
    lists: dict[str, list[str]] = {}
    found: dict[str, list[_Rule]] = {}
    for word, form, *cells in read_rows("scripts/context_rules.tsv", 5, optional=3):
        if word.startswith("@"):
            lists[word] = form.split()
        else:
            found.setdefault(word, []).append(_Rule(form, *_conditions(cells, lists)))
    return found


def _conditions(
    cells: Sequence[str], lists: Mapping[str, Sequence[str]]
) -> Iterator[_Words | None]:
    for cell in cells:
        text = cell.strip()
        negated, near = text.startswith("!"), text.startswith("…")
        names = text.lstrip("!…").split()
        words = frozenset(w for name in names for w in lists.get(name, [name]))
        yield _Words(words, negated, near) if words else None
