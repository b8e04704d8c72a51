"""Rivals: name candidates that the cheapest path passed over.

    path    尉 | 健行 | 会见 | 客人        书记 | 华清尉 | 来
    rival   尉健行                         华清

A path of dictionary words is often cheaper than a name, because it is made of common words. So a
candidate that costs little more than the words in its place is judged, too, by the words beside it
(`tagger.py`), and takes their place if it is a name.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence

from msgspec import Struct

from generator.language.names.chinese_names import HARDLY_SURNAMES
from generator.language.names.context import DOTS, NameCandidate
from generator.language.names.tables import known_names, reviewed_names, surname_of
from generator.language.words.segmentation import dictionary_words
from generator.language.words.word_classes import word_classes
from generator.model import NameKind, Span, Word, WordKind

MAX_GAP = 400
"""The most that a rival costs above the words in its place, in centibels."""


class Rival(Struct, frozen=True, gc=False):
    """A name candidate in place of words of the path, which it may leave the ends of."""

    span: Span
    kind: NameKind
    text: str
    first: int
    stop: int
    """The indices of the words in whose place it is."""
    before: str
    after: str
    """What it leaves of the first and the last of them."""
    gap: float
    """Its cost above that of the words in its place, in centibels."""


def find_rivals(
    words: Sequence[Word],
    forms: Sequence[str],
    on_path: Collection[int],
    candidates: Sequence[NameCandidate],
    costs: Sequence[float],
) -> Iterator[Rival]:
    """Yield the rivals among the candidates, given the path, its candidates and its costs.

    They begin and end where words do, or within candidates of the path.
    """
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for candidate in candidates:
        span = candidate.span
        gap = costs[span.start] + candidate.cost - costs[span.end]
        if not 0 <= gap <= MAX_GAP:
            continue
        if not starts:
            starts = {word.span.start: at for at, word in enumerate(words)}
            ends = {word.span.end: at for at, word in enumerate(words)}
            kinds = {each.span: each.kind for each in candidates}
            for at in on_path:
                here = words[at].span
                if forms[at] in reviewed_names() or any(dot in forms[at] for dot in DOTS):
                    continue
                inside = range(here.start + 1, here.end)
                starts.update(dict.fromkeys(inside, at))
                if kinds.get(here) is NameKind.PERSON:  # not 安达卢 | 西亚
                    ends.update(dict.fromkeys(inside, at))
        first, last = starts.get(span.start), ends.get(span.end)
        if first is None or last is None or words[first].span == span:
            continue
        before = forms[first][: span.start - words[first].span.start]
        after = forms[last][len(forms[last]) - (words[last].span.end - span.end) :]
        text = "".join(forms[first : last + 1])
        text = text[len(before) : len(text) - len(after)]
        if len(forms[first]) > 1 and forms[first] in known_names():
            continue  # 福建 | 湄 | 洲
        if _is_phrase(text, forms[first : last + 1]):
            continue
        if not any(dot in text for dot in DOTS):
            yield Rival(span, candidate.kind, text, first, last + 1, before, after, gap)


def _is_phrase(text: str, words: Sequence[str]) -> bool:
    """Whether the words in the place of a rival are rather meant as such.

    These are a surname that is a word of its own before another (高 | 水平), and a word in the
    place of a name without a surname (院子 | 里 | 都).
    """
    if text[0] in HARDLY_SURNAMES:
        return True
    if surname_of(text) and word_classes().get(text[0], "n")[0] not in _OF_PHRASES:
        return False
    known = dictionary_words()
    return any(len(word) > 1 and word in known and word not in known_names() for word in words)


_OF_PHRASES = frozenset("abcdfmpruv")
"""The classes of words that stand before others in phrases: adjectives, verbs, adverbs."""


def with_rival(
    words: list[Word], forms: list[str], labels: list[bool], rival: Rival, known: Container[str]
) -> None:
    """Put a rival in the place of its words, with the label of a name."""
    span = rival.span
    new = [
        *_parts(span.start - len(rival.before), rival.before, known),
        (span, rival.text),
        *_parts(span.end, rival.after, known),
    ]
    place = slice(rival.first, rival.stop)
    words[place] = [Word(part, WordKind.HAN) for part, _ in new]
    forms[place] = [text for _, text in new]
    labels[place] = [part == span for part, _ in new]


def _parts(start: int, rest: str, known: Container[str]) -> Iterator[tuple[Span, str]]:
    """Yield the words of what a rival leaves of a word."""
    for part in [rest] if rest in known else rest:
        if part:
            yield Span(start, start + len(part)), part
            start += len(part)
