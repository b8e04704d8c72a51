"""Words: the cheapest path through a lattice of dictionary words, terms, names and tokens.

The text is a row of positions between code points. Edges are laid over it:

    position   0   1   2   3   4   5   6   7
    text         很  大  程  度  上  复  制
    edges        ──  ──  ──  ──  ──  ──  ──      single characters
                     ──────────────              大程度 (were it a word)
                         ──────      ──────      程度, 复制

1. *Tokens* (`TOKEN`): Latin words, numbers, dates, per cent, spaces and punctuation are one
   edge each; no other edge may begin or end inside one.
2. *Words* of the dictionary, numerals in Han characters, and *candidates* that the caller has
   found (names, uses of glossary and lexicon words), each with a cost: centibels, -100 log10 of
   a probability.
3. A forced span (an author's mark) leaves only its own edge.
4. One pass from left to right keeps the cheapest way to reach each position (Viterbi).

Costs add up as probabilities multiply, so the path is the most probable sequence of words
under a unigram model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

from generator.language.characters import HAN, count_han
from generator.language.dictionary import DATA
from generator.model import ATOM, Span, Word, WordKind

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u04ff"
_CJK_DIGITS = "〇零一二三四五六七八九十"

TOKEN = re.compile(
    rf"""
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
          [0-9０-９]{{2,4}}年(?![代度])(?:[0-9０-９]{{1,2}}月(?:[0-9０-９]{{1,2}}[日号號])?)?
        | [0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}[日号號]
        | [$€£¥￥]?[0-9０-９]+(?:[,，][0-9０-９]{{3}})*(?:[.．:/][0-9０-９]+)*[%％‰°]?
        | [〇零一二三四五六七八九]{{4}}年
          (?:[{_CJK_DIGITS}]{{1,3}}月(?:[{_CJK_DIGITS}]{{1,3}}[日号號])?)?
      )
    | (?P<punct>……|——|[^\w\s{HAN}])
    | (?P<other>[^{HAN}])
    """,
    re.VERBOSE,
)
"""What is not a run of Han characters, as whole tokens."""

UNKNOWN = 1000
"""Cost of a Han character that no dictionary has."""

TOKEN_COST = 200
"""Cost of any token: the same for all, since no edge competes with one but a longer word."""

NUMERAL, ORDINAL, ABOUT = 300, 150, 200
"""Cost of a numeral in Han characters: `三十`, `第一`, `三十多`."""

_HAN_NUMBER = f"[{_CJK_DIGITS}百千万萬亿億两兩]"
_NUMERALS = (
    (re.compile(rf"第{_HAN_NUMBER}+"), ORDINAL),
    (re.compile(rf"{_HAN_NUMBER}{{2,}}"), NUMERAL),
    (re.compile(rf"(?:{_HAN_NUMBER}+|[0-9０-９]+{_HAN_NUMBER}*)[多余餘几幾]"), ABOUT),
    (re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[百千万萬亿億兆]+"), ABOUT),
)

PREFERENCE = 130
"""What a glossary or lexicon word gains over the same text cut up: its author wants it whole."""


class WordList:
    """A set of words with costs, asked for all that begin at a place of a text.

    `_longest` knows for the first two code points of each word how far a word that begins
    with them may reach, so that most places cost one look-up.
    """

    def __init__(self, costs: Mapping[str, float]) -> None:
        self.costs = costs
        long = sorted((word for word in costs if len(word) > 1), key=len)
        self._longest = {word[:2]: len(word) for word in long}

    def __contains__(self, word: str) -> bool:
        return word in self.costs

    def starting_at(self, text: str, start: int) -> Iterable[tuple[int, float]]:
        """The end and the cost of every word of two or more code points from `start` on."""
        longest = self._longest.get(text[start : start + 2])
        if longest is None:
            return ()
        costs = self.costs
        return [
            (end, costs[text[start:end]])
            for end in range(start + 2, min(start + longest, len(text)) + 1)
            if text[start:end] in costs
        ]


@cache
def dictionary_words() -> WordList:
    """Every CC-CEDICT headword in simplified script, with its cost."""
    # Words hold no white space, so one split of the whole file will do.
    fields = DATA.joinpath("words.tsv").read_text(encoding="utf-8").split()
    return WordList(dict(zip(fields[::2], map(float, fields[1::2]), strict=True)))


@dataclass(frozen=True, slots=True)
class Candidate:
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
        for pattern, cost in _NUMERALS:
            for match in pattern.finditer(text):
                if not inside[match.start()] and not inside[match.end()]:
                    edges.setdefault(match.start(), []).append((match.end(), cost))
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
            edges.setdefault(span.start, []).append((span.end, parts - PREFERENCE))
        ends, _ = self._path(text, tokens, inside, edges, Span(0, len(text)))
        words = []
        start = 0
        for end in ends:
            kind = tokens[start][1] if start in tokens and tokens[start][0] == end else None
            words.append(Word(Span(start, end), kind or kind_of(text[start:end])))
            start = end
        return tuple(words)

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
        costs, starting_at = self._words.costs, self._words.starting_at
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
            if token is None or token[1] is not None:
                for end, cost in starting_at(text, at):
                    if end <= stop and not inside[end] and here + cost < best[end]:
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

    A forced span is a token whose kind is None: no word may begin where it does.
    """
    inside = bytearray(len(text) + 1)
    tokens: dict[int, tuple[int, WordKind | None]] = {}
    for match in TOKEN.finditer(text):
        start, end = match.span()
        kind = WordKind.PUNCT if match.lastgroup == "other" else WordKind(str(match.lastgroup))
        tokens[start] = (end, kind)
        if end - start > 1:
            inside[start + 1 : end] = b"\1" * (end - start - 1)
    for span in forced:
        for start in [at for at in tokens if span.start <= at < span.end]:
            del tokens[start]
        tokens[span.start] = (span.end, None)
        inside[span.start] = inside[span.end] = 0
        inside[span.start + 1 : span.end] = b"\1" * (len(span) - 1)
    return tokens, inside


def kind_of(text: str) -> WordKind:
    """The kind of a word that holds at least one Han character, or of Latin words together."""
    han = count_han(text)
    if han == len(text):
        return WordKind.HAN
    return WordKind.MIXED if han else WordKind.LATIN
