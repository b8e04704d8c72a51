"""Word lists: words with costs, found in a text by their first two characters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import add

from generator.language.mapped import Beginnings, Groups, MappedTable
from generator.language.memo import memoise
from generator.language.words.bridge_words import UNKNOWN_CHARACTER_COST, cheapest_parts
from generator.language.words.lexicon import bridge_word_parts, bridge_word_set, word_costs


@lru_cache(maxsize=2)
def neighbours(text: str) -> Sequence[str]:
    """Return each two neighbouring characters of a text."""
    return list(map(add, text, text[1:]))


class WordList:
    """A set of words with costs, indexed by their beginnings; some are bridge words.

    `costs` includes bridge words; `in` and `cost` leave them out.
    """

    def __init__(
        self,
        costs: Mapping[str, float],
        bridge_words: Collection[str] = (),
        cuts: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.costs = costs
        self.bridge_words = bridge_words
        self._cuts = {} if cuts is None else cuts
        self._has = memoise(self._find)
        self.parts_of = memoise(self.find_parts)
        self._groups = costs.groups if isinstance(costs, MappedTable) else _group_costs(costs)
        groups = self._groups
        self._characters = Groups(lambda char: groups[char].get(char, UNKNOWN_CHARACTER_COST))
        self._beginnings = Beginnings(lambda first: _beginnings(groups[first]))

    def __contains__(self, word: str) -> bool:
        return self._has(word)

    def _find(self, word: str) -> bool:
        return word in self.costs and word not in self.bridge_words

    def cost(self, word: str, default: float) -> float:
        """Return the cost of a word, `default` if it is not in the list."""
        return default if word in self.bridge_words else self.costs.get(word, default)

    def has_given_cut(self, word: str) -> bool:
        """Whether a word is a phrase whose segmentation is given."""
        return word in self._cuts

    def find_parts(self, word: str) -> Sequence[str]:
        """Return the words that a bridge word is split into; none for other words.

        `parts_of` does the same, and remembers them.
        """
        if word not in self.bridge_words:
            return ()
        given = self._cuts.get(word)
        if given is not None:
            return given
        parts = cheapest_parts(word, self.costs, UNKNOWN_CHARACTER_COST)
        return [x for part in parts for x in self.parts_of(part) or (part,)]

    def character_cost(self, char: str) -> float:
        """Return the cost of a character as a word, the default if it is none."""
        return self._characters[char]

    def character_costs(self, text: str) -> list[float]:
        """Return the costs of the characters of a text as words, the default if they are none."""
        return list(map(self._characters.__getitem__, text))

    def beginnings(self, text: str) -> Mapping[str, Beginning]:
        """Return how words begin, by their first two characters, at least those in a text."""
        return self._beginnings.of(text)

    def words_in(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield the start, the end and the cost of each word of two or more code points."""
        beginnings, pairs = self.beginnings(text), neighbours(text)
        if beginnings.keys().isdisjoint(pairs):
            return iter(())
        return self.words_at(text, [at for at, pair in enumerate(pairs) if pair in beginnings])

    def words_at(self, text: str, starts: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """Yield those of the words in a text that begin at some places."""
        beginnings = self.beginnings(text)
        for start in starts:
            beginning = beginnings.get(text[start : start + 2])
            if beginning is None:
                continue
            if isinstance(beginning, float):
                yield start, start + 2, beginning
                continue
            cost, thirds, lengths, costs = beginning
            if cost is not None:
                yield start, start + 2, cost
            if text[start + 2 : start + 3] in thirds:
                for length in lengths:
                    cost = costs.get(text[start : start + length])
                    if cost is not None and start + length <= len(text):
                        yield start, start + length, cost


Beginning = float | tuple[float | None, str, Sequence[int], Mapping[str, float]]
"""How words begin with two code points: the cost of the word that they are, or, if there are longer
words, that cost or None, the third code points and the lengths of the longer words, and a mapping
of words to costs. Most positions thus need one lookup in a large table, which is what takes time.
"""


def _beginnings(costs: Mapping[str, float]) -> Mapping[str, Beginning]:
    """Return how words begin that have the same first code point."""
    found: dict[str, Beginning] = {word: cost for word, cost in costs.items() if len(word) == 2}
    longer: dict[str, list[str]] = {}
    for word in [word for word in costs if len(word) > 2]:
        longer.setdefault(word[:2], []).append(word)
    for pair, words in longer.items():
        if len(words) == 1:
            (word,) = words
            found[pair] = costs.get(pair), word[2], [len(word)], costs
            continue
        thirds = "".join({word[2] for word in words})
        lengths = sorted({len(word) for word in words})
        found[pair] = costs.get(pair), thirds, lengths, costs
    return found


def _group_costs(costs: Mapping[str, float]) -> Groups[dict[str, float]]:
    """Return the costs of words by their first code point."""
    groups: Groups[dict[str, float]] = Groups(lambda _: {})
    for word, cost in costs.items():
        groups[word[:1]][word] = float(cost)
    return groups


@cache
def dictionary_words() -> WordList:
    """Return the CC-CEDICT headwords in simplified script and the bridge words, with costs."""
    return WordList(word_costs(), bridge_word_set(), bridge_word_parts())
