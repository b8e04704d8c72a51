"""Candidate sentence boundaries of a text, in any language.

A candidate is a stop with everything that belongs to it: further stops, closing quotes and
brackets, trailing atoms (footnote references), and the white space and breaks after it. Offsets
are code points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from msgspec import Struct

from generator.model import ATOM

WIDE_STOPS = "。！？｡．"
STOPS = WIDE_STOPS + "!?….‥"
QUOTES = dict(zip("“‘「『﹁﹃«", "”’」』﹂﹄»", strict=True))
TITLE_MARKS = dict(zip("《〈", "》〉", strict=True))
BRACKETS = dict(zip("（【〔〖｛［([{", "）】〕〗｝］)]}", strict=True))
_PAIRS = {**QUOTES, **TITLE_MARKS, **BRACKETS}
_STRAIGHT = '"'
_CLOSERS = frozenset([*_PAIRS.values(), _STRAIGHT, "'"])
_PAIR_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSERS])) + "]")
_VISIBLE = re.compile(r"\S")

_MAX_DEPTH = 100
"""How many pairs within each other count; what is nested deeper is no text."""

_STOP_OR_OPENER = re.compile("[" + re.escape(STOPS + "".join(_PAIRS) + _STRAIGHT) + "]")


class Pair(Struct, frozen=True):
    """A balanced pair of quotes or brackets: the offsets of its two marks."""

    begin: int
    end: int


class BoundaryCandidate(Struct, frozen=True):
    """A place where a sentence could end."""

    text: str
    sentence_start: int
    """The offset of the current sentence."""
    offset: int
    """The offset of the stop."""
    end: int
    """The offset after the stop and its closing marks and atoms."""
    next_start: int
    """The offset after the white space that follows, where the next sentence would start."""
    enclosing: tuple[Pair, ...]
    """The pairs around the stop, outermost first."""

    @property
    def marks(self) -> str:
        """The stop with its closing marks and atoms."""
        return self.text[self.offset : self.end]

    @property
    def is_spaced(self) -> bool:
        """Whether white space follows."""
        return self.next_start > self.end

    def opening_mark(self, pair: Pair) -> str:
        """Return the opening mark of a pair."""
        return self.text[pair.begin]

    def is_quote(self, pair: Pair) -> bool:
        """Whether a pair is a quotation."""
        return self.opening_mark(pair) in QUOTES or self.opening_mark(pair) == _STRAIGHT

    def is_closed(self, pair: Pair) -> bool:
        """Whether the closing mark of an enclosing pair is one of the marks."""
        return pair.end < self.end

    def is_aside(self, pair: Pair) -> bool:
        """Whether a pair is a bracket that opens in the middle of the current sentence."""
        before = (self.sentence_start, pair.begin)
        is_bracket = self.opening_mark(pair) in BRACKETS
        return is_bracket and _VISIBLE.search(self.text, *before) is not None

    def text_after(self, length: int) -> str:
        """Return the beginning of the text where the next sentence would start."""
        return self.text[self.next_start : self.next_start + length]


class BoundaryCandidates:
    """Iterates over the candidates of a text; the caller moves `sentence_start` at each end."""

    def __init__(self, text: str, trailing_atoms: Collection[int] | None) -> None:
        self.sentence_start = 0
        self._text = text
        self._trailing_atoms = trailing_atoms
        self._pairs = _pairs(text)

    def __iter__(self) -> Iterator[BoundaryCandidate]:
        open_: list[Pair] = []
        resume = 0
        for match in _STOP_OR_OPENER.finditer(self._text):
            offset = match.start()
            while open_ and open_[-1].end < offset:
                open_.pop()
            if offset in self._pairs:
                if len(open_) < _MAX_DEPTH:
                    open_.append(Pair(offset, self._pairs[offset]))
            elif match[0] in STOPS and offset >= resume:
                resume = end = self._skip_marks(offset)
                next_start = self._skip_space(end)
                enclosing = tuple(pair for pair in open_ if pair.end > offset)
                yield BoundaryCandidate(
                    self._text, self.sentence_start, offset, end, next_start, enclosing
                )

    def _skip_marks(self, start: int) -> int:
        for offset in range(start, len(self._text)):
            char = self._text[offset]
            is_trailer = char == ATOM and (
                self._trailing_atoms is None or offset in self._trailing_atoms
            )
            is_closer = char in _CLOSERS and offset not in self._pairs
            if not (char in STOPS or is_closer or is_trailer):
                return offset
        return len(self._text)

    def _skip_space(self, start: int) -> int:
        trailing_atoms = self._trailing_atoms or ()
        for offset in range(start, len(self._text)):
            if not self._text[offset].isspace() and offset not in trailing_atoms:
                return offset
        return len(self._text)


def _pairs(text: str) -> dict[int, int]:
    """Map the offset of each opening mark to that of its closing mark, if it has one."""
    pairs: dict[int, int] = {}
    open_offsets: list[int] = []
    expected: Counter[str] = Counter()
    open_straight = -1
    for mark in _PAIR_MARKS.finditer(text):
        offset, char = mark.start(), mark[0]
        if char in _PAIRS:
            open_offsets.append(offset)
            expected[_PAIRS[char]] += 1
        elif char == _STRAIGHT:
            if open_straight >= 0:
                pairs[open_straight] = offset
            open_straight = offset if open_straight < 0 else -1
        elif expected[char]:
            # Opening marks inside the pair that were never closed are dropped with it.
            while open_offsets:
                begin = open_offsets.pop()
                expected[_PAIRS[text[begin]]] -= 1
                if _PAIRS[text[begin]] == char:
                    pairs[begin] = offset
                    break
    return pairs
