"""Word segmentation: the cheapest path through a lattice of words, terms, names and tokens.

The nodes of the lattice are the positions between code points. Its edges are the possible words:

    position   0   1   2   3   4   5   6   7
    text         很  大  程  度  上  复  制
    edges        ──  ──  ──  ──  ──  ──  ──      single characters
                     ──────────────              大程度 (were it a word)
                         ──────      ──────      程度, 复制

1. *Tokens* (`TOKEN`): Latin words, numbers, dates, percentages, spaces and punctuation are one
   edge each; no other edge may begin or end inside a token.
2. *Words* of the dictionary, *formations* of grammar (`formations`), and *candidates* of the caller
   (names, glossary terms and lexicon words). Each has a cost in centibels, -100 log10 of its
   probability.
3. *Bridge words* (`bridge_words`): words and phrases that the dictionary lacks. Their edges keep
   other words from taking a character of theirs (转成 | 为, not 转 | 成为); afterwards they are
   split into words themselves.
4. *Cut rules* (`cut_rules`): phrases whose segmentation the text around them decides.
5. A forced span (an author's mark) replaces all edges that it overlaps by its own.
6. One pass from left to right finds the cheapest path to each position (Viterbi).

Costs add up as probabilities multiply, so the path is the most probable sequence of words under a
unigram model.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import fsum, inf
from operator import add
from sys import intern

from msgspec import Struct

from generator.language.characters import HAN, count_han
from generator.language.mapped import Groups, MappedTable
from generator.language.memo import memoise
from generator.language.numerals import DIGITS
from generator.language.words.bridge_words import (
    MAX_BRIDGE_WORD_LENGTH,
    UNKNOWN_CHARACTER_COST,
    cheapest_parts,
)
from generator.language.words.contests import Contests, Doubt, Path, Place
from generator.language.words.cut_doubts import Rivalry
from generator.language.words.cut_rules import CutRules
from generator.language.words.formations import Formation, find_formations
from generator.language.words.lexicon import bridge_word_parts, bridge_word_set, word_costs
from generator.language.words.path_model import PathModel, path_model
from generator.model import ATOM, Span, Word, WordKind

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u04ff"
_TO_TEN = f"{DIGITS}十"

TOKEN = re.compile(
    rf"""
    # This fails quickly for most characters, and leaves only those Han characters to the rest.
    (?=[^{HAN}]|[{_TO_TEN}])
    (?:
      (?P<space>\s+)
    | (?P<atom>{ATOM})
    | (?P<latin>
          https?://[^\s{HAN}，。；：！？、）》」』”’]+
        | (?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
        | (?:[A-Za-z]\.){{2,}}
        # A word may contain digits, and - . _ ' ’ & / + between letters or digits: GPT-4o, 01.AI.
        # A full stop does not join the digits of a decimal number.
        | [0-9]*[{_LETTER}][{_LETTER}0-9]*
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
    | (?P<punct>……|——|[^\w\s])
    | (?P<other>[^{_TO_TEN}])
    )
    """,
    re.VERBOSE,
)
"""Matches a token: text other than a run of Han characters."""

_HAN_RUN = re.compile(f"[{HAN}]+")

TOKEN_COST = 200
"""The cost of a token in centibels. It is the same for all, since only longer words compete."""

PREFERENCE_ADVANTAGE = 130
"""The advantage in centibels of a glossary or lexicon word over the words it would be split
into, since its author wants it whole."""


@lru_cache(maxsize=2)
def _characters(text: str) -> frozenset[str]:
    """Return the characters of a text, which several lists look up in turn."""
    return frozenset(text)


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
        self.parts_of = memoise(self._find_parts)
        self._groups = costs.groups if isinstance(costs, MappedTable) else _group_costs(costs)
        self._characters = Groups(self._load)
        self._beginnings: dict[str, Beginning] = {}
        self._loaded: set[str] = set()
        """The code points whose words are in the index."""

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

    def _find_parts(self, word: str) -> Sequence[str]:
        """Return the words that a bridge word is split into; none for other words."""
        if word not in self.bridge_words:
            return ()
        given = self._cuts.get(word)
        if given is not None:
            return given
        parts = cheapest_parts(word, self.costs, UNKNOWN_CHARACTER_COST)
        return [x for part in parts for x in self.parts_of(part) or (part,)]

    def character_costs(self, text: str) -> list[float]:
        """Return the costs of the characters of a text as words, the default if they are none."""
        return list(map(self._characters.__getitem__, text))

    def beginnings(self, text: str) -> Mapping[str, Beginning]:
        """Return how words begin, by their first two characters, at least those in a text."""
        if not self._loaded >= _characters(text):
            self.character_costs(text)
        return self._beginnings

    def _load(self, first: str) -> float:
        """Add the words that begin with a code point to the index, and return its own cost."""
        self._loaded.add(first)
        costs = self._groups[first]
        self._beginnings.update({word: cost for word, cost in costs.items() if len(word) == 2})
        longer: dict[str, list[str]] = {}
        for word in [word for word in costs if len(word) > 2]:
            longer.setdefault(word[:2], []).append(word)
        for pair, words in longer.items():
            if len(words) == 1:
                (word,) = words
                self._beginnings[pair] = costs.get(pair), word[2], [len(word)], costs
                continue
            thirds = "".join({word[2] for word in words})
            lengths = sorted({len(word) for word in words})
            self._beginnings[pair] = costs.get(pair), thirds, lengths, costs
        return costs.get(first, UNKNOWN_CHARACTER_COST)

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


class Candidate(Struct, frozen=True, gc=False):
    """An edge that the caller proposes: a name, a glossary term or a lexicon word.

    A `preferred` candidate costs at most as much as its parts, less `PREFERENCE_ADVANTAGE`.
    """

    span: Span
    cost: float = inf
    preferred: bool = False


class _Lattice:
    """The edges over a text: its tokens, the words of a list, and the edges that are added."""

    def __init__(self, text: str, words: WordList, forced: Sequence[Span]) -> None:
        self.tokens, self.inside = _find_tokens(text, forced)
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


class Cut(Struct, frozen=True, gc=False):
    """A text in words."""

    words: tuple[Word, ...]
    texts: Sequence[str]
    """Their texts. Equal ones are one object, since they are looked up in many tables."""


class _FoundPath(Struct, frozen=True):
    """The cheapest path through a lattice."""

    text: str
    ends: Sequence[int]
    """The ends of its edges."""
    lattice: _Lattice
    formations: Sequence[Formation]
    """Those that are edges, with the phrases of rules, and those that a token overlaps."""
    candidates: Sequence[Candidate]
    """Those that no forced span overlaps."""


class Segmenter:
    """Segments text by a word list."""

    def __init__(
        self,
        words: WordList | None = None,
        model: PathModel | None = None,
        names: Container[str] = (),
    ) -> None:
        """`names` are the words that are no rivals of a path."""
        self._words = words if words is not None else dictionary_words()
        self._model = PathModel({}) if model is None and words is not None else model
        self._names = names
        self._cut_rules = CutRules(self._words.costs)

    @cached_property
    def _contests(self) -> Contests:
        """The contests of paths, which only checks ask for."""
        model = self._model or path_model()
        return Contests(self._words.costs, self._words.parts_of, model, self._names)

    def knows(self, word: str) -> bool:
        """Whether the word list has this simplified word."""
        return word in self._words

    def segment(
        self, text: str, candidates: Sequence[Candidate] = (), forced: Sequence[Span] = ()
    ) -> tuple[Word, ...]:
        """Segment simplified `text` into words that tile it.

        `forced` spans, which must not overlap, become one word each, whatever their cost.
        Candidates may overlap; one that begins or ends inside a token is ignored.
        """
        return self.cut(text, candidates, forced).words

    def cut(
        self, text: str, candidates: Sequence[Candidate] = (), forced: Sequence[Span] = ()
    ) -> Cut:
        """Segment a text as `segment` does, and return its words with their texts."""
        found = self._cheapest_path(text, candidates, forced)
        tokens = found.lattice.tokens
        ends, texts = self._split_bridge_words(found)
        words = []
        start = 0
        for end, word in zip(ends, texts, strict=True):
            token = tokens.get(start)
            if token is None:
                is_han = end - start == 1 or _HAN_RUN.fullmatch(word)
                kind = WordKind.HAN if is_han else word_kind(word)
            else:
                kind = (token[1] if token[0] == end else None) or word_kind(word)
            words.append(Word(Span(start, end), kind))
            start = end
        return Cut(tuple(words), texts)

    def _cheapest_path(
        self, text: str, candidates: Sequence[Candidate], forced: Sequence[Span]
    ) -> _FoundPath:
        """Return the cheapest path through the lattice of a text."""
        lattice = _Lattice(text, self._words, forced)
        inside = lattice.inside
        formations = [
            *find_formations(text, self._words.costs),
            *self._cut_rules.find(text, neighbours(text)),
        ]
        for found in formations:
            if not inside[found.start] and not inside[found.end]:
                lattice.add_edge(found.start, found.end, found.cost)
        preferred: list[Span] = []
        for candidate in candidates:
            span = candidate.span
            if inside[span.start] or inside[span.end]:
                continue
            if candidate.preferred:
                preferred.append(span)
            if candidate.cost < inf:
                lattice.add_edge(span.start, span.end, candidate.cost)
        for span in sorted(preferred, key=len):  # a longer term may contain a shorter one
            parts = lattice.cheapest_path(span.start, span.end)[1]
            advantage = (
                PREFERENCE_ADVANTAGE
                + self._bridge_advantage(text, span.start)
                + self._bridge_advantage(text, span.end)
            )
            lattice.add_edge(span.start, span.end, parts - advantage)
        if not forced:
            ends: Sequence[int] = lattice.cheapest_path(0, len(text))[0]
        else:
            stops = sorted({0, len(text), *(at for s in forced for at in (s.start, s.end))})
            ends = [end for a, b in pairwise(stops) for end in lattice.cheapest_path(a, b)[0]]
            candidates = [
                candidate
                for candidate in candidates
                if bisect_right(stops, candidate.span.start)
                == bisect_left(stops, candidate.span.end)
            ]
        return _FoundPath(text, ends, lattice, formations, candidates)

    def contests(
        self, text: str, candidates: Sequence[Candidate] = ()
    ) -> Iterator[tuple[int, Place]]:
        """Yield the contests of the cheapest path of a text, each with its offset."""
        found = self._cheapest_path(text, candidates, ())
        for place in self._contests.find(self._path(found)):
            yield (found.ends[place.first - 1] if place.first else 0), place

    def rivalries(
        self, text: str, candidates: Sequence[Candidate] = ()
    ) -> Iterator[tuple[Span, Rivalry]]:
        """Yield the stretches of a text that have a rival, each with the best one."""
        yield from self._contests.rivalries(self._path(self._cheapest_path(text, candidates, ())))

    def doubts(self, text: str, candidates: Sequence[Candidate] = ()) -> Iterator[Doubt]:
        """Yield the stretches of a text that are likely to be cut wrongly, in order."""
        yield from self._contests.doubts(self._path(self._cheapest_path(text, candidates, ())))

    def _path(self, found: _FoundPath) -> Path:
        """Return a path as its edges, and which of them are beyond doubt."""
        text, ends, lattice = found.text, found.ends, found.lattice
        starts = [0, *ends]
        edges = [text[start:end] for start, end in zip(starts, ends, strict=False)]
        fixed = {(each.start, each.end) for each in found.formations}
        fixed.update([(each.span.start, each.span.end) for each in found.candidates])

        def is_fixed(index: int) -> bool:
            start, end = starts[index], ends[index]
            return (
                start in lattice.tokens
                or (start, end) in fixed
                or self._words.has_given_cut(edges[index])
            )

        return Path(edges, lattice.crossed(ends), is_fixed)

    def _split_bridge_words(self, found: _FoundPath) -> tuple[Sequence[int], Sequence[str]]:
        """Return the ends and the texts of the words after splitting bridge words and formations.

        A candidate that costs less than the words it would be split into stays whole, unless a rule
        splits just that.
        """
        words, text, ends = self._words, found.text, found.ends
        texts = [intern(text[start:end]) for start, end in zip((0, *ends), ends, strict=False)]
        inside, tokens = found.lattice.inside, found.lattice.tokens
        formation_parts = {
            (each.start, each.end): each.parts
            for each in found.formations
            if each.parts and not inside[each.start] and not inside[each.end]
        }
        if not formation_parts and not any(map(words.parts_of, texts)):
            return ends, texts
        edges, cut = [0], []
        start = 0
        for end, whole in zip(ends, texts, strict=True):
            parts: Sequence[str] = ()
            if end - start > 1 and start not in tokens:
                parts = formation_parts.get((start, end)) or words.parts_of(whole)
            if parts:
                cut.append(start)
                for part in parts:
                    start += len(part)
                    edges.append(start)
                continue
            edges.append(end)
            start = end
        if not cut:
            return ends, texts
        advantages = []
        for candidate in found.candidates:
            start, end = candidate.span.start, candidate.span.end
            if bisect_left(cut, start) == bisect_left(cut, end):
                continue
            if not candidate.preferred and (start, end) in formation_parts:
                continue
            inner = edges[bisect_left(edges, start) : bisect_left(edges, end) + 1]
            if inner[0] == start and inner[-1] == end:
                cost = fsum(
                    words.cost(text[a:b], UNKNOWN_CHARACTER_COST) for a, b in pairwise(inner)
                )
                advantages.append(
                    (cost - (0 if candidate.preferred else candidate.cost), start, end)
                )
        for advantage, start, end in sorted(advantages, reverse=True):
            if advantage >= 0 and start in edges and end in edges:
                edges[edges.index(start) + 1 : edges.index(end)] = []
        return edges[1:], [intern(text[start:end]) for start, end in pairwise(edges)]

    def _bridge_advantage(self, text: str, edge: int) -> float:
        """Return the greatest advantage of a bridge word across `edge` over its parts."""
        words = self._words
        first = max(0, edge - MAX_BRIDGE_WORD_LENGTH + 1)
        around = text[first : edge + MAX_BRIDGE_WORD_LENGTH]
        return max(
            (
                fsum(
                    words.cost(part, UNKNOWN_CHARACTER_COST)
                    for part in words.parts_of(around[start:end])
                )
                - cost
                for start, end, cost in words.words_in(around)
                if start < edge - first < end and around[start:end] in words.bridge_words
            ),
            default=0,
        )


def _find_tokens(
    text: str, forced: Sequence[Span]
) -> tuple[dict[int, tuple[int, WordKind | None]], bytearray]:
    """Return the tokens by their start, and for each position whether it is inside a token.

    A forced span is a token whose kind is None: no word may begin at its start. Tokens that it
    overlaps are split at its edges.
    """
    inside = bytearray(len(text) + 1)
    tokens: dict[int, tuple[int, WordKind | None]] = {}

    def add(first: int, last: int) -> None:
        for match in TOKEN.finditer(text, first, last):
            start, end = match.span()
            tokens[start] = (end, _token_kind(match))
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


_TOKEN_KINDS = {
    "space": WordKind.SPACE,
    "atom": WordKind.ATOM,
    "latin": WordKind.LATIN,
    "number": WordKind.NUMBER,
    "punct": WordKind.PUNCT,
    "other": WordKind.PUNCT,
}
"""The kinds of tokens by the groups of `TOKEN`."""


def _token_kind(match: re.Match[str]) -> WordKind:
    """Return the kind of a token."""
    return _TOKEN_KINDS[str(match.lastgroup)]


def word_kind(text: str) -> WordKind:
    """Return the kind of a word: of Han characters, one token, or several Latin words."""
    han = count_han(text)
    if han:
        return WordKind.HAN if han == len(text) else WordKind.MIXED
    token = TOKEN.fullmatch(text)
    return _token_kind(token) if token is not None else WordKind.LATIN
