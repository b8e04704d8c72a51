"""Choose the use of a word by its context, from many, without testing the conditions of all.

The commonest words have fifty uses, nearly each of which asks for certain words beside it. Uses are
looked up by these words, so that only two or three are left to be tested.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.glosses.context import OFFSETS, Condition, Context
from generator.language.glosses.uses import Use


class Choice:
    """The uses of a word with one reading, looked up by the words beside it."""

    def __init__(self, uses: Sequence[Use]) -> None:
        """Index the uses, of which those without conditions are never chosen."""
        self._uses = uses
        self._by_word: dict[int, dict[str, list[int]]] = {}
        """By offset and word, the indices of the uses that ask for it."""
        self._by_class: dict[int, dict[str, list[int]]] = {}
        self._others: list[int] = []
        """The uses that ask for no word beside this one."""
        for index, use in enumerate(uses):
            if use.conditions:
                self._add(index, use.conditions)

    def _add(self, index: int, conditions: Sequence[Condition]) -> None:
        beside = [c for c in conditions if c.kind in OFFSETS and not c.is_negated]
        if not beside:
            self._others.append(index)
            return
        rarest = min(beside, key=lambda condition: (len(condition.classes), len(condition.words)))
        offset = OFFSETS[rarest.kind]
        for asked, found in ((rarest.words, self._by_word), (rarest.classes, self._by_class)):
            for each in asked:
                found.setdefault(offset, {}).setdefault(each, []).append(index)

    def choose(self, context: Context, place: int) -> int:
        """Return the index of the first use whose conditions hold at a place; 0 if none do."""
        possible = [*self._others]
        for offset, by_word in self._by_word.items():
            possible += by_word.get(context.beside(place, offset).text, ())
        for offset, by_class in self._by_class.items():
            for name in context.beside(place, offset).classes:
                possible += by_class.get(name, ())
        for index in sorted(possible):
            if context.holds(self._uses[index].conditions, place):
                return index
        return 0
