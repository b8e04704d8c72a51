"""Find the dictionary words inside a word, and those around it: 人工 and 智能 in 人工智能.

Only words that a lexicographer would see there are found, not those that occur by chance: 国人 is
not in 中国人民, which consists of 中国 and 人民.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, combinations, pairwise

from generator.annotate.engines import Engines
from generator.language.words.bridge_words import UNKNOWN_CHARACTER_COST, cheapest_parts
from generator.language.words.word_list import dictionary_words
from generator.model import Block, Span, WordKind

ENDINGS = "国人员党族语文教派会节省市县区州岛山河湖海"
"""Characters at the end of names that contain words: 联合国, 共产党员."""
LONGEST = 12
"""Maximum number of characters of a word around another one."""


def inner_words(engines: Engines, word: str) -> tuple[Span, ...]:
    """Return the headwords of at least two characters inside a simplified word, shortest first.

    The word is split into its most probable parts; a headword inside it is one or several of them,
    or is inside one of them.
    """
    return tuple(sorted(set(_inner_words(engines, word)), key=lambda span: (len(span), span)))


def _inner_words(engines: Engines, word: str) -> Iterator[Span]:
    if len(word) < 3:  # a headword of two and one character more
        return
    entries = engines.dictionary.entries
    parts = cheapest_parts(word, dictionary_words().costs, UNKNOWN_CHARACTER_COST)
    if _is_transliteration(parts) and entries(word) and all(e.is_name for e in entries(word)):
        return
    edges = [0, *accumulate(map(len, parts))]
    for start, end in combinations(edges, 2):
        if 2 <= end - start < len(word) and entries(word[start:end]):
            yield Span(start, end)
    for start, end in pairwise(edges):
        for span in _inner_words(engines, word[start:end]):
            yield Span(start + span.start, start + span.end)


def _is_transliteration(parts: Sequence[str]) -> bool:
    """Whether a name with these `parts` most probably contains no words: 加|拿大."""
    return any(len(part) == 1 for part in parts[:-1]) or (
        len(parts[-1]) == 1 and parts[-1] not in ENDINGS
    )


def longer_words(block: Block, engines: Engines) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Return the longer headwords around the words of a block, the shortest first.

    By the index of the word, for the words that are part of a longer headword; each is the indexes
    of its first and last word.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    words = block.layers.words
    for first, last in _find_runs(block, engines):
        for index in range(first, last + 1):
            found.setdefault(index, []).append((first, last))

    def length(run: tuple[int, int]) -> int:
        return words[run[1]].span.end - words[run[0]].span.start

    return {index: sorted(runs, key=length) for index, runs in found.items()}


def _find_runs(block: Block, engines: Engines) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of the adjacent words that form a headword together."""
    simplified, words, run = block.simplified, block.layers.words, 0
    starts: dict[int, tuple[int, int]] = {}
    ends: dict[int, tuple[int, int]] = {}
    for index, word in enumerate(words):  # the index and the run of Han words that it is in
        if word.kind is WordKind.HAN:
            starts[word.span.start] = ends[word.span.end] = index, run
        else:
            run += 1
    followed = [  # where a longer headword may begin
        word.span.start
        for word, after in pairwise(words)
        if word.kind is after.kind is WordKind.HAN
    ]
    for start, end, _ in dictionary_words().words_at(simplified, followed):
        if end not in ends or end > start + LONGEST:
            continue
        (first, first_run), (last, last_run) = starts[start], ends[end]
        if first < last and first_run == last_run:
            text = simplified[start:end]
            if engines.segmenter.knows(text) and engines.dictionary.entries(text):
                yield first, last
