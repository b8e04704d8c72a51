"""Choose the use of a word by its context."""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.glosses.alternatives import Alternatives
from generator.language.glosses.context import Context
from generator.language.glosses.uses import Use


class Choice:
    """The uses of a word with one reading, of which its context chooses one."""

    def __init__(self, uses: Sequence[Use]) -> None:
        """Index the uses, of which those without conditions are never chosen."""
        self._indices = [index for index, use in enumerate(uses) if use.context]
        self._alternatives = Alternatives([uses[index].conditions for index in self._indices])

    def choose(self, context: Context, place: int) -> int:
        """Return the index of the first use whose conditions hold at a place; 0 if none do."""
        number = self._alternatives.first(context, place)
        return self._indices[number] if number >= 0 else 0
