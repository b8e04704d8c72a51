"""Word segmentation: the cheapest path through a lattice of words, terms, names and tokens.

The edges of the lattice (`lattice.py`) are:

1. *Tokens* (`tokens.py`): Latin words, numbers, dates, percentages, spaces and punctuation are one
   edge each; no other edge may begin or end inside a token.
2. *Words* of the dictionary (`word_list.py`), *formations* of grammar (`formations`), and
   *candidates* of the caller (names, glossary terms and lexicon words), each with its cost.
3. *Bridge words* (`bridge_words`): words and phrases that the dictionary lacks. Their edges keep
   other words from taking a character of theirs (转成 | 为, not 转 | 成为); afterwards they are
   split into words themselves.
4. *Cut rules* (`cut_rules`): phrases whose segmentation the text around them decides.
5. A forced span (an author's mark) replaces all edges that it overlaps by its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import fsum, inf
from sys import intern

from msgspec import Struct

from generator.language.memo import memoise
from generator.language.words.bridge_words import MAX_BRIDGE_WORD_LENGTH, UNKNOWN_CHARACTER_COST
from generator.language.words.contests import Contests, Doubt, Path, Place
from generator.language.words.cut_doubts import Rivalry
from generator.language.words.cut_rules import CutRules
from generator.language.words.formations import Formation, find_formations
from generator.language.words.lattice import Lattice
from generator.language.words.path_model import PathModel, path_model
from generator.language.words.tokens import word_kind
from generator.language.words.word_list import WordList, dictionary_words, neighbours
from generator.model import Span, Word, WordKind

PREFERENCE_ADVANTAGE = 130
"""The advantage in centibels of a glossary or lexicon word over the words it would be split
into, since its author wants it whole."""


class Candidate(Struct, frozen=True, gc=False):
    """An edge that the caller proposes: a name, a glossary term or a lexicon word.

    A `preferred` candidate costs at most as much as its parts, less `PREFERENCE_ADVANTAGE`.
    """

    span: Span
    cost: float = inf
    preferred: bool = False


class Cut(Struct, frozen=True, gc=False):
    """A text in words."""

    words: tuple[Word, ...]
    texts: Sequence[str]
    """Their texts. Equal ones are one object, since they are looked up in many tables."""


class _Form(Struct, frozen=True, gc=False):
    """What is known of an edge by its text."""

    text: str
    """The same object for equal texts."""
    kind: WordKind
    """That of a token is known from what is around it."""
    parts: Sequence[str]
    """The words of a bridge word."""


class _FoundPath(Struct, frozen=True):
    """The cheapest path through a lattice."""

    text: str
    ends: Sequence[int]
    """The ends of its edges."""
    lattice: Lattice
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
        self._form = memoise(self._find_form)

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
        ends, forms = self._split_bridge_words(found)
        starts = [0, *ends[:-1]]
        kinds = [form.kind for form in forms]
        for start, (stop, kind) in found.lattice.tokens.items() if ends else ():
            at = bisect_left(starts, start)
            if kind is not None and starts[at : at + 1] == [start] and ends[at] == stop:
                kinds[at] = kind
        words = tuple(map(Word, map(Span, starts, ends), kinds))
        return Cut(words, [form.text for form in forms])

    def _find_form(self, text: str) -> _Form:
        return _Form(intern(text), word_kind(text), self._words.find_parts(text))

    def _cheapest_path(
        self, text: str, candidates: Sequence[Candidate], forced: Sequence[Span]
    ) -> _FoundPath:
        """Return the cheapest path through the lattice of a text."""
        lattice = Lattice(text, self._words, forced)
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

    def _split_bridge_words(self, found: _FoundPath) -> tuple[Sequence[int], Sequence[_Form]]:
        """Return the ends and the forms of the words after splitting bridge words and formations.

        A candidate that costs less than the words it would be split into stays whole, unless a rule
        splits just that.
        """
        words, text, ends = self._words, found.text, found.ends
        forms = [*map(self._form, [text[a:b] for a, b in zip((0, *ends), ends, strict=False)])]
        inside, tokens = found.lattice.inside, found.lattice.tokens
        formation_parts = {
            (each.start, each.end): each.parts
            for each in found.formations
            if each.parts and not inside[each.start] and not inside[each.end]
        }
        parts_of = [form.parts for form in forms]
        if not formation_parts and not any(parts_of):
            return ends, forms
        edges, cut = [0], []
        cut_forms: list[_Form] = []
        start = 0
        for end, whole, listed in zip(ends, forms, parts_of, strict=True):
            parts = listed
            if formation_parts:
                parts = formation_parts.get((start, end)) or listed
            if parts and end - start > 1 and start not in tokens:
                cut.append(start)
                cut_forms += map(self._form, parts)
                for part in parts:
                    start += len(part)
                    edges.append(start)
                continue
            edges.append(end)
            cut_forms.append(whole)
            start = end
        if not cut:
            return ends, forms
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
        count, kept = len(edges), list[tuple[int, int]]()
        for advantage, start, end in sorted(advantages, reverse=True):
            is_apart = all(end <= first or last <= start for first, last in kept)
            if advantage >= 0 and is_apart and start in edges and end in edges:
                edges[edges.index(start) + 1 : edges.index(end)] = []
                kept.append((start, end))
        if len(edges) == count:
            return edges[1:], cut_forms
        return edges[1:], [self._form(text[start:end]) for start, end in pairwise(edges)]

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
