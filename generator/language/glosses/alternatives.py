"""Choose by context from many alternatives, without testing the conditions of all.

The commonest words have fifty uses, nearly each of which asks for certain words beside it.
Alternatives are looked up by these words, so that only one or two are left to be tested.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.language.glosses.context import OFFSETS, Condition, Context

_Found = tuple[int, ...]
"""The numbers of alternatives."""


class _Asked(dict[frozenset[str], _Found]):
    """What asks for a word at one offset, by its text, and by the classes that it has.

    The items of the `dict` are by sets of classes, of which there are few. They are found when they
    are first looked up.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_text: dict[str, _Found] = {}
        self._by_class: dict[str, _Found] = {}

    def add(self, number: int, condition: Condition) -> None:
        """Add an alternative by the words and the classes that a condition asks for."""
        for asked, found in (
            (condition.words, self.by_text),
            (condition.classes, self._by_class),
        ):
            for each in asked:
                found[each] = (*found.get(each, ()), number)

    def __missing__(self, classes: frozenset[str]) -> _Found:
        """Find those that ask for any of the classes."""
        by_class = self._by_class
        found = self[classes] = tuple(
            [number for name in by_class.keys() & classes for number in by_class[name]]
        )
        return found


def _effort(condition: Condition) -> int:
    """Return how much there is to do to test a condition; most fail at the first."""
    return 2 if condition.step else 0 if condition.offset else 1


class _Index:
    """Alternatives by what they ask for beside a word."""

    def __init__(self) -> None:
        self.others: _Found = ()
        """Those that ask for no word."""
        self.far: _Found = ()
        """Those that ask for a word further away, and for none beside this one."""
        self.far_words: set[str] = set()
        """All words one of which they ask for."""
        self._asked: dict[int, _Asked] = {}
        """By the offset of the word that they ask for."""

    def add(self, number: int, conditions: Sequence[Condition]) -> Sequence[Condition]:
        """Add an alternative; return the conditions that its being looked up does not prove."""
        beside = [c for c in conditions if c.kind in OFFSETS and not c.is_negated]
        if not beside:
            far = next((c for c in conditions if c.step and not (c.is_negated or c.classes)), None)
            if far is None:
                self.others += (number,)
            else:
                self.far += (number,)
                self.far_words |= far.words
            return sorted(conditions, key=_effort)
        rarest = min(beside, key=lambda condition: (len(condition.classes), len(condition.words)))
        self._asked.setdefault(rarest.offset, _Asked()).add(number, rarest)
        return sorted([each for each in conditions if each is not rarest], key=_effort)

    def lookups(self) -> list[tuple[int, _Asked, Callable[[str], _Found | None]]]:
        """Return the offsets, with what asks for a word there and its lookup by text."""
        return [(offset, each, each.by_text.get) for offset, each in self._asked.items()]


class Alternatives:
    """Conditions on the context of a word, numbered, each of which may choose something.

    Those that only hold at the end of a clause, where few words are, are looked up there alone.
    """

    def __init__(self, conditions: Sequence[Sequence[Condition]]) -> None:
        self._anywhere, self._at_end = _Index(), _Index()
        self._rest = list(map(self._add, range(len(conditions)), conditions))
        """The conditions of each that its being looked up does not prove."""
        self._far_words = self._anywhere.far_words | self._at_end.far_words
        self._lookups = self._anywhere.lookups()
        self._lookups_at_end = self._lookups + self._at_end.lookups()

    def _add(self, number: int, conditions: Sequence[Condition]) -> Sequence[Condition]:
        others = [c for c in conditions if c.kind != "end" or c.is_negated]
        index = self._anywhere if len(others) == len(conditions) else self._at_end
        return index.add(number, others)

    def first(
        self,
        context: Context,
        place: int,
        *,
        across_clauses: bool = False,
        allows: Callable[[int], bool] | None = None,
    ) -> int:
        """Return the number of the first whose conditions hold at a place; -1 if none do.

        Those that `allows` refuses do not count.
        """
        words, at, anywhere = context.words, context.places[place], self._anywhere
        possible, far, lookups = anywhere.others, anywhere.far, self._lookups
        if words[at + 1].ends_clause:
            possible += self._at_end.others
            far += self._at_end.far
            lookups = self._lookups_at_end
        for offset, by_classes, by_text in lookups:
            word = words[at + offset]
            if found := by_classes[word.classes]:
                possible += found
            if beside := by_text(word.text):
                possible += beside
        if far and not self._far_words.isdisjoint(context.sentence_words(place)):
            possible += far
        rest = self._rest
        for number in possible if len(possible) < 2 else sorted(possible):
            conditions = rest[number]
            if (
                not conditions or context.holds(conditions, place, across_clauses=across_clauses)
            ) and (allows is None or allows(number)):
                return number
        return -1
