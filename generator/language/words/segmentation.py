"""Words: the cheapest path through a lattice of dictionary words, terms, names and tokens.

The text is a row of positions between code points. Edges are laid over it:

    position   0   1   2   3   4   5   6   7
    text         很  大  程  度  上  复  制
    edges        ──  ──  ──  ──  ──  ──  ──      single characters
                     ──────────────              大程度 (were it a word)
                         ──────      ──────      程度, 复制

1. *Tokens* (`TOKEN`): Latin words, numbers, dates, per cent, spaces and punctuation are one
   edge each; no other edge may begin or end inside one.
2. *Words* of the dictionary, what grammar makes of words (`formations.py`), and *candidates* that
   the caller has found (names, uses of glossary and lexicon words), each with a cost: centibels,
   -100 log10 of a probability.
3. *Scaffolds*: words and phrases that the dictionary lacks. They take part so that no word
   steals a character of theirs (转成 | 为, not 转 | 成为), and are cut up themselves afterwards.
4. A forced span (an author's mark) leaves only its own edge.
5. One pass from left to right keeps the cheapest way to reach each position (Viterbi).

Costs add up as probabilities multiply, so the path is the most probable sequence of words
under a unigram model.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import inf

from msgspec import Struct

from generator.language.characters import HAN, count_han
from generator.language.numerals import DIGITS
from generator.language.words.bridge_words import (
    BRIDGE_WORD_LENGTH,
    bridge_words,
    cheapest_parts,
    read_costs,
)
from generator.language.words.formations import formations
from generator.model import ATOM, Span, Word, WordKind

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u04ff"
_TO_TEN = f"{DIGITS}十"

TOKEN = re.compile(
    rf"""
    (?=[^{HAN}]|[{_TO_TEN}])  # what most characters fail at once
    (?:
      (?P<space>\s+)
    | (?P<atom>{ATOM})
    | (?P<latin>
          https?://[^\s{HAN}，。；：！？、）》」』”’]+
        | [A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
        | (?:[A-Za-z]\.){{2,}}
        # A word may hold digits, and - . _ ' ’ & / + between letters or digits: GPT-4o, 01.AI.
        # Full stops join only what does not read as a decimal number.
        | [{_LETTER}0-9]*[{_LETTER}][{_LETTER}0-9]*
          (?:(?:[-_'’&+/·.]|://)[{_LETTER}0-9]+)*(?:\+\+?|\#)?
        | [0-9]+(?:[-.][0-9]*[{_LETTER}][{_LETTER}0-9]*)+
      )
    | (?P<number>
          [0-9０-９]{{2,4}}年(?![代度])(?:[0-9０-９]{{1,2}}月(?!份)(?:[0-9０-９]{{1,2}}[日号號])?)?
        | [0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}[日号號]
        | [$€£¥￥]?[0-9０-９]+(?:[,，][0-9０-９]{{3}})*(?:[.．·:/][0-9０-９]+)*[%％‰°]?
        | [{DIGITS}]{{4}}年
          (?:[{_TO_TEN}]{{1,3}}月(?!份)(?:[{_TO_TEN}]{{1,3}}[日号號])?)?
        | [{_TO_TEN}]{{1,3}}月[{_TO_TEN}]{{1,3}}[日号號]
      )
    | (?P<punct>……|——|[^\w\s{HAN}])
    | (?P<other>[^{HAN}])
    )
    """,
    re.VERBOSE,
)
"""What is not a run of Han characters, as whole tokens."""

_PURE = re.compile(f"[{HAN}]+")

UNKNOWN = 1000
"""Cost of a Han character that no dictionary has."""

TOKEN_COST = 200
"""Cost of any token: the same for all, since no edge competes with one but a longer word."""

PREFERENCE = 130
"""What a glossary or lexicon word gains over the same text cut up: its author wants it whole."""


class WordList:
    """A set of words with costs, some of them bridge words, asked for what begins at a place.

    `costs` has all; `in` and `cost` know the words alone. `begins` knows what two code points
    begin: the cost of the word that they are, or, where longer ones begin so, how far these may
    reach, as an int. So most places cost one look-up.
    """

    def __init__(
        self,
        costs: Mapping[str, float],
        bridge_words: Collection[str] = (),
        cuts: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.costs = costs
        self.bridge_words = bridge_words
        self._cuts = cuts or {}
        self._parts: dict[str, Sequence[str]] = {}
        self.begins: dict[str, float] = {w: float(cost) for w, cost in costs.items() if len(w) == 2}
        for word in sorted((word for word in costs if len(word) > 2), key=len):
            self.begins[word[:2]] = len(word)

    def __contains__(self, word: str) -> bool:
        return word in self.costs and word not in self.bridge_words

    def cost(self, word: str, default: float) -> float:
        """The cost of a word, `default` for what is none."""
        return default if word in self.bridge_words else self.costs.get(word, default)

    def parts_of(self, word: str) -> Sequence[str]:
        """The words that a bridge word is cut into; nothing for a word."""
        if word not in self.bridge_words:
            return ()
        if word not in self._parts:
            first = self._cuts.get(word) or cheapest_parts(word, self.costs, UNKNOWN)
            self._parts[word] = [x for part in first for x in self.parts_of(part) or (part,)]
        return self._parts[word]

    def starting_at(self, text: str, start: int) -> Iterable[tuple[int, float]]:
        """The end and the cost of every word of two or more code points from `start` on."""
        reach = self.begins.get(text[start : start + 2])
        if reach is None:
            return ()
        if not isinstance(reach, int):
            return ((start + 2, reach),)
        costs = self.costs
        return [
            (end, costs[text[start:end]])
            for end in range(start + 2, min(start + reach, len(text)) + 1)
            if text[start:end] in costs
        ]


@cache
def dictionary_words() -> WordList:
    """Every CC-CEDICT headword in simplified script, with its cost, and the bridge words."""
    costs = read_costs("words/words.tsv")
    found, cuts = bridge_words(costs, UNKNOWN)
    costs.update(found)
    return WordList(costs, found, cuts)


class Candidate(Struct, frozen=True, gc=False):
    """An edge that the caller proposes: a name, or a use of a term or a lexicon word.

    A `preferred` one pays at most what its text costs cut up, less `PREFERENCE`.
    """

    span: Span
    cost: float = inf
    preferred: bool = False


class Segmenter:
    """Cuts text into words over a word list."""

    def __init__(self, words: WordList | None = None) -> None:
        self._words = words if words is not None else dictionary_words()

    def knows(self, word: str) -> bool:
        """Whether the word list has this simplified word."""
        return word in self._words

    def segment(
        self, text: str, candidates: Sequence[Candidate] = (), forced: Sequence[Span] = ()
    ) -> tuple[Word, ...]:
        """Cut simplified `text` into words that tile it.

        `forced` spans, which must not overlap, become one word each whatever they cost;
        candidates may overlap each other, and one that cuts a token is ignored.
        """
        tokens, inside = _tokens(text, forced)
        edges: dict[int, list[tuple[int, float]]] = {}
        apart: dict[tuple[int, int], tuple[str, ...]] = {}
        for found in formations(text, self._words.costs):
            if not inside[found.start] and not inside[found.end]:
                edges.setdefault(found.start, []).append((found.end, found.cost))
                if found.parts:
                    apart[found.start, found.end] = found.parts
        preferred: list[Span] = []
        for candidate in candidates:
            span = candidate.span
            if inside[span.start] or inside[span.end]:
                continue
            if candidate.preferred:
                preferred.append(span)
            if candidate.cost < inf:
                edges.setdefault(span.start, []).append((span.end, candidate.cost))
        for span in sorted(preferred, key=len):  # a longer term may hold a shorter one
            parts = self._path(text, tokens, inside, edges, span)[1]
            gain = PREFERENCE + self._contested(text, span.start) + self._contested(text, span.end)
            edges.setdefault(span.start, []).append((span.end, parts - gain))
        stops = sorted({0, len(text), *(at for span in forced for at in (span.start, span.end))})
        ends = [
            end
            for stretch in pairwise(stops)
            for end in self._path(text, tokens, inside, edges, Span(*stretch))[0]
        ]
        if forced:
            candidates = [
                candidate
                for candidate in candidates
                if bisect_right(stops, candidate.span.start)
                == bisect_left(stops, candidate.span.end)
            ]
        words = []
        start = 0
        for end in self._without_bridge_words(text, ends, tokens, apart, candidates):
            token = tokens.get(start)
            kind = token[1] if token is not None and token[0] == end else None
            if kind is None:
                pure = _PURE.fullmatch(text, start, end)
                kind = WordKind.HAN if pure else kind_of(text[start:end])
            words.append(Word(Span(start, end), kind))
            start = end
        return tuple(words)

    def _without_bridge_words(
        self,
        text: str,
        ends: Sequence[int],
        tokens: Mapping[int, object],
        apart: Mapping[tuple[int, int], Sequence[str]],
        candidates: Sequence[Candidate],
    ) -> Sequence[int]:
        """The ends of the words when bridge words are cut up and `apart` is done.

        A candidate that costs less than the words that it would then be cut into stays whole.
        """
        words, known = self._words, self._words.bridge_words
        edges, cut = [0], []
        start = 0
        for end in ends:
            if end - start > 1 and start not in tokens:
                whole = text[start:end]
                parts = apart.get((start, end)) if apart else None
                if parts or whole in known:
                    cut.append(start)
                    for part in parts or words.parts_of(whole):
                        start += len(part)
                        edges.append(start)
                    continue
            edges.append(end)
            start = end
        if not cut:
            return ends
        gains = []
        for candidate in candidates:
            start, end = candidate.span.start, candidate.span.end
            if bisect_left(cut, start) == bisect_left(cut, end):
                continue
            inner = edges[bisect_left(edges, start) : bisect_left(edges, end) + 1]
            if inner[0] == start and inner[-1] == end:
                cost = sum(words.cost(text[a:b], UNKNOWN) for a, b in pairwise(inner))
                gains.append((cost - (0 if candidate.preferred else candidate.cost), start, end))
        for gain, start, end in sorted(gains, reverse=True):
            if gain >= 0 and start in edges and end in edges:
                edges[edges.index(start) + 1 : edges.index(end)] = []
        return edges[1:]

    def _contested(self, text: str, edge: int) -> float:
        """The most that a bridge word across `edge` gains over its words."""
        words = self._words
        return max(
            (
                sum(words.cost(part, UNKNOWN) for part in words.parts_of(text[start:end])) - cost
                for start in range(max(0, edge - BRIDGE_WORD_LENGTH + 1), edge)
                for end, cost in words.starting_at(text, start)
                if end > edge and text[start:end] in words.bridge_words
            ),
            default=0,
        )

    def _path(
        self,
        text: str,
        tokens: Mapping[int, tuple[int, WordKind | None]],
        inside: bytearray,
        edges: Mapping[int, Sequence[tuple[int, float]]],
        span: Span,
    ) -> tuple[list[int], float]:
        """The word ends of the cheapest path over `span`, and its cost."""
        start, stop = span.start, span.end
        best = [inf] * (stop + 1)
        back = [start] * (stop + 1)
        best[start] = 0.0
        costs, begins = self._words.costs, self._words.begins
        for at in range(start, stop):
            here = best[at]
            if here == inf:
                continue
            token = tokens.get(at)
            if token is None:
                end, total = at + 1, here + costs.get(text[at], UNKNOWN)
            else:
                end, total = token[0], here + TOKEN_COST
            if end <= stop and total < best[end]:
                best[end], back[end] = total, at
            if token is not None and token[1] is None:
                continue
            reach = begins.get(text[at : at + 2])  # as in `starting_at`, in the inmost loop
            if reach is None:
                pass
            elif not isinstance(reach, int):
                end = at + 2
                if end <= stop and not inside[end] and here + reach < best[end]:
                    best[end], back[end] = here + reach, at
            else:
                for end in range(at + 2, min(at + reach, stop) + 1):
                    cost = costs.get(text[at:end])
                    if cost is not None and not inside[end] and here + cost < best[end]:
                        best[end], back[end] = here + cost, at
            for end, cost in edges.get(at, ()):
                if end <= stop and here + cost < best[end]:
                    best[end], back[end] = here + cost, at
        ends = []
        at = stop
        while at > start:
            ends.append(at)
            at = back[at]
        ends.reverse()
        return ends, best[stop]


def _tokens(
    text: str, forced: Sequence[Span]
) -> tuple[dict[int, tuple[int, WordKind | None]], bytearray]:
    """Tokens by their start, and for each position whether it lies inside one.

    A forced span is a token whose kind is None: no word may begin where it does. It cuts the
    tokens that it overlaps.
    """
    inside = bytearray(len(text) + 1)
    tokens: dict[int, tuple[int, WordKind | None]] = {}

    def add(first: int, last: int) -> None:
        for match in TOKEN.finditer(text, first, last):
            start, end = match.span()
            tokens[start] = (end, _kind(match))
            if end - start > 1:
                inside[start + 1 : end] = b"\1" * (end - start - 1)

    add(0, len(text))
    for span in forced:
        for start, (end, _) in list(tokens.items()):
            if start < span.end and span.start < end:
                del tokens[start]
                inside[start:end] = bytes(end - start)
                add(start, span.start)
                add(span.end, end)
        tokens[span.start] = (span.end, None)
        inside[span.start] = inside[span.end] = 0
        inside[span.start + 1 : span.end] = b"\1" * (len(span) - 1)
    return tokens, inside


def _kind(match: re.Match[str]) -> WordKind:
    """The kind of a token."""
    return WordKind.PUNCT if match.lastgroup == "other" else WordKind(str(match.lastgroup))


def kind_of(text: str) -> WordKind:
    """The kind of a word that holds Han characters, is one token or Latin words together."""
    han = count_han(text)
    if han:
        return WordKind.HAN if han == len(text) else WordKind.MIXED
    token = TOKEN.fullmatch(text)
    return _kind(token) if token is not None else WordKind.LATIN
