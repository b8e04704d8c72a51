"""Finding the places of a text where a sentence could end, whatever the language.

A stop takes in what belongs to it: further stops, closing quotes and brackets, and the atoms
that trail (footnote references). White space and breaks behind it go with it as well.
Offsets are code points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.model import ATOM

WIDE_STOPS = "。！？｡．"
STOPS = WIDE_STOPS + "!?….‥"
QUOTES = dict(zip("“‘「『﹁﹃«", "”’」』﹂﹄»", strict=True))
TITLES = dict(zip("《〈", "》〉", strict=True))
BRACKETS = dict(zip("（【〔〖｛［([{", "）】〕〗｝］)]}", strict=True))
_PAIRS = {**QUOTES, **TITLES, **BRACKETS}
_STRAIGHT = '"'
_CLOSERS = frozenset([*_PAIRS.values(), _STRAIGHT, "'"])
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSERS])) + "]")
_EVENTS = re.compile("[" + re.escape(STOPS + "".join(_PAIRS) + _STRAIGHT) + "]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A balanced pair of quotes or brackets: the offsets of its two marks."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a sentence could end."""

    text: str
    start: int
    """Where the running sentence starts."""
    place: int
    """Where the stop itself is."""
    after: int
    """Behind all that belongs to the stop."""
    following: int
    """Behind the white space after it: here the next sentence would start."""
    within: tuple[Pair, ...]
    """The pairs around the stop, outermost first."""

    @property
    def group(self) -> str:
        """The stop and all that belongs to it."""
        return self.text[self.place : self.after]

    @property
    def is_spaced(self) -> bool:
        """Whether white space follows."""
        return self.following > self.after

    def opener(self, pair: Pair) -> str:
        """The opening mark of a pair."""
        return self.text[pair.begin]

    def is_quote(self, pair: Pair) -> bool:
        """Whether a pair is a quotation."""
        return self.opener(pair) in QUOTES or self.opener(pair) == _STRAIGHT

    def is_closed(self, pair: Pair) -> bool:
        """Whether the stop takes in the closing mark of a pair around it."""
        return pair.end < self.after

    def is_aside(self, pair: Pair) -> bool:
        """Whether a pair is a bracket that opens in the middle of the running sentence."""
        return self.opener(pair) in BRACKETS and bool(self.text[self.start : pair.begin].strip())

    def next(self, length: int) -> str:
        """The text where the next sentence would start."""
        return self.text[self.following : self.following + length]


class Stops:
    """All stops of a text, found in order; `start` is moved where a sentence does end."""

    def __init__(self, text: str, trailers: Collection[int] | None) -> None:
        self.start = 0
        self._text = text
        self._trailers = trailers
        self._pairs = _pairs(text)

    def __iter__(self) -> Iterator[Stop]:
        open_: list[Pair] = []
        resume = 0
        for event in _EVENTS.finditer(self._text):
            place = event.start()
            while open_ and open_[-1].end < place:
                open_.pop()
            if place in self._pairs:
                open_.append(Pair(place, self._pairs[place]))
            elif event[0] in STOPS and place >= resume:
                resume = after = self._after(place)
                following = self._after_space(after)
                within = tuple(pair for pair in open_ if pair.end > place)
                yield Stop(self._text, self.start, place, after, following, within)

    def _after(self, place: int) -> int:
        for offset in range(place, len(self._text)):
            char = self._text[offset]
            is_trailer = char == ATOM and (self._trailers is None or offset in self._trailers)
            is_closer = char in _CLOSERS and offset not in self._pairs
            if not (char in STOPS or is_closer or is_trailer):
                return offset
        return len(self._text)

    def _after_space(self, place: int) -> int:
        trailers = self._trailers or ()
        for offset in range(place, len(self._text)):
            if not self._text[offset].isspace() and offset not in trailers:
                return offset
        return len(self._text)


def _pairs(text: str) -> dict[int, int]:
    """The offset of the closing mark for that of each opening mark that has one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    awaited: Counter[str] = Counter()
    straight = -1
    for mark in _MARKS.finditer(text):
        offset, char = mark.start(), mark[0]
        if char in _PAIRS:
            opened.append(offset)
            awaited[_PAIRS[char]] += 1
        elif char == _STRAIGHT:
            if straight >= 0:
                pairs[straight] = offset
            straight = offset if straight < 0 else -1
        elif awaited[char]:
            # An opening mark that was never closed is forgotten with what closes around it.
            while opened:
                begin = opened.pop()
                awaited[_PAIRS[text[begin]]] -= 1
                if _PAIRS[text[begin]] == char:
                    pairs[begin] = offset
                    break
    return pairs
