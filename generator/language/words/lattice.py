"""The lattice of the words of a text, and the cheapest path through it.

The nodes are the positions between code points. The edges are the possible words:

    position   0   1   2   3   4   5   6   7
    text         很  大  程  度  上  复  制
    edges        ──  ──  ──  ──  ──  ──  ──      single characters
                     ──────────────              大程度 (were it a word)
                         ──────      ──────      程度, 复制

Costs are in centibels, -100 log10 of a probability. They add up as probabilities multiply, so the
path is the most probable sequence of words under a unigram model. One pass from left to right
finds the cheapest path to each position (Viterbi).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from generator.language.words.tokens import find_tokens
from generator.language.words.word_list import WordList, neighbours
from generator.model import Span

TOKEN_COST = 200
"""The cost of a token in centibels. It is the same for all, since only longer words compete."""


class Lattice:
    """The edges over a text: its tokens, the words of a list, and the edges that are added."""

    def __init__(self, text: str, words: WordList, forced: Sequence[Span]) -> None:
        self.tokens, self.inside = find_tokens(text, forced)
        self._text = text
        self._characters = words.character_costs(text)
        self._beginnings = [*map(words.beginnings(text).get, neighbours(text)), None]
        self._edges: dict[int, list[tuple[int, float]]] = {}

    def add_edge(self, start: int, end: int, cost: float) -> None:
        """Add an edge; of paths that cost the same, those without it are preferred."""
        self._edges.setdefault(start, []).append((end, cost))

    def crossed(self, ends: Sequence[int]) -> Sequence[int]:
        """Return the indices of the positions in `ends` that a word of two or three may cross."""
        text, beginnings = self._text, self._beginnings
        return [
            index
            for index, end in enumerate(ends)
            if beginnings[end - 1] is not None
            or (
                isinstance(longer := beginnings[end - 2], tuple)
                and text[end : end + 1] in longer[1]
            )
        ]

    def cheapest_path(self, start: int, stop: int) -> tuple[list[int], float]:
        """Return the word ends of the cheapest path from `start` to `stop`, and its cost."""
        text, tokens, inside, edges = self._text, self.tokens, self.inside, self._edges
        best = [inf] * (stop + 1)
        back = [start] * (stop + 1)
        best[start] = 0.0
        for at, character, beginning in zip(
            range(start, stop),
            self._characters[start:stop],
            self._beginnings[start:stop],
            strict=True,
        ):
            here = best[at]
            if here == inf:
                continue
            if at in tokens:
                end, kind = tokens[at]
                if end <= stop and here + TOKEN_COST < best[end]:
                    best[end], back[end] = here + TOKEN_COST, at
                if kind is None:
                    continue
            elif (total := here + character) < best[at + 1]:
                best[at + 1], back[at + 1] = total, at
            if beginning is None:
                pass
            elif isinstance(beginning, float):
                end, total = at + 2, here + beginning
                if end <= stop and total < best[end] and not inside[end]:
                    best[end], back[end] = total, at
            else:
                pair, thirds, lengths, costs = beginning
                end = at + 2
                if pair is not None and end <= stop and here + pair < best[end] and not inside[end]:
                    best[end], back[end] = here + pair, at
                if end < stop and text[end] in thirds:
                    for length in lengths:
                        end = at + length
                        if end > stop:
                            break
                        cost = costs.get(text[at:end])
                        if cost is not None and here + cost < best[end] and not inside[end]:
                            best[end], back[end] = here + cost, at
            if at in edges:
                for end, cost in edges[at]:
                    if end <= stop and here + cost < best[end]:
                        best[end], back[end] = here + cost, at
        ends = []
        at = stop
        while at > start:
            ends.append(at)
            at = back[at]
        ends.reverse()
        return ends, best[stop]
