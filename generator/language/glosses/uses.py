"""The uses of common words, each with a short gloss, from `data/glosses/glosses.tsv`.

A word has one or more lines for each reading, and for each traditional form where these differ in
meaning. The last of them is the default; those before it have conditions on their context
(`context.py`), and the first that holds is the use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.language.glosses.context import Condition, parse_conditions
from generator.language.mapped import CompiledTable, MappedTable, Row, rows_by_key
from generator.language.memo import memoise
from generator.language.tables import read_rows

TABLE = "glosses/glosses.tsv"

CLASSES = frozenset(
    "n v adj adv pron num mw prep conj part aux loc time int name pre suf phr bound".split()
)
"""The word classes of the table."""


class Use(Struct, frozen=True, gc=False):
    """A use of a word: its class and its gloss."""

    syllables: tuple[str, ...]
    """Numbered, in lower case except in names."""
    traditional: str
    """Empty if it makes no difference."""
    word_class: str
    gloss: str
    context: str = ""
    """The conditions as the table has them. Most words are shown and never chosen by them."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions on its context."""
        return _conditions(self.context)


@memoise
def _conditions(context: str) -> tuple[Condition, ...]:
    return parse_conditions(context)


def _rows() -> Iterator[Row]:
    for row in read_rows(TABLE, 6, optional=1):
        yield row[0], "\t".join(row)


USES = CompiledTable("glosses", _rows, (TABLE, Path(__file__)))


@cache
def _rows_of() -> Mapping[str, Sequence[str]]:
    return MappedTable(USES, rows_by_key)


@memoise
def _listed(simplified: str) -> tuple[Use, ...]:
    """Return all uses of a word; most words of a group never occur, and so are never parsed."""
    return tuple(map(_parse, _rows_of().get(simplified, ())))


def _parse(row: str) -> Use:
    _, reading, traditional, word_class, gloss, context = row.split("\t")
    return Use(
        tuple(reading.split(" ")),
        "" if traditional == "-" else traditional,
        word_class,
        gloss,
        context.strip(),
    )


def uses_of(simplified: str, syllables: Sequence[str], traditional: str = "") -> tuple[Use, ...]:
    """Return the uses of a word with a reading, the default first; none if it is not listed.

    `traditional` is its traditional form where it stands, if that is known. A reading that the
    table lacks is that of the uses whose letters are the same, or else of a word that has one only.
    """
    listed = _listed(simplified)
    if len(listed) < 2:
        return listed
    found = _with_reading(listed, tuple(syllables))
    forms = {use.traditional for use in found}
    if len(forms) > 1:
        form = next((form for form in (traditional, "") if form in forms), found[0].traditional)
        found = [use for use in found if use.traditional == form]
    return tuple(sorted(found, key=lambda use: bool(use.context)) if len(found) > 1 else found)


@memoise
def has_contexts(simplified: str) -> bool:
    """Whether a word has a use that only its context tells apart."""
    return any(use.context for use in _listed(simplified))


def has_one_form(simplified: str) -> bool:
    """Whether the uses of a word are the same whatever its traditional form is."""
    return len({use.traditional for use in _listed(simplified)}) < 2


def has_one_reading(simplified: str) -> bool:
    """Whether the uses of a word are the same whatever its reading and traditional form are."""
    listed = _listed(simplified)
    return len({(use.syllables, use.traditional) for use in listed}) < 2


def _with_reading(uses: Sequence[Use], syllables: tuple[str, ...]) -> list[Use]:
    exact = [use for use in uses if use.syllables == syllables]
    if exact:
        return exact
    letters = _letters(syllables)
    alike = [use for use in uses if _letters(use.syllables) == letters]
    readings = {use.syllables for use in alike or uses}
    return list(alike or uses) if len(readings) == 1 else []


def _letters(syllables: Sequence[str]) -> str:
    return "".join(syllables).lower().translate(_TONES)


_TONES = str.maketrans("", "", "12345")
