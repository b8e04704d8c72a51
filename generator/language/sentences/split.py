"""Sentence splitting for Chinese and English.

1. Find each place where a sentence could end (`stops`).
2. Ask the language whether it does (`sentences_zh`, `sentences_en`).
3. A piece without a letter, a digit or an atom joins its neighbour.

The spans tile the text, white space included: it goes with the sentence before it. Where it
is unclear whether a sentence ends, it goes on: a long sentence reads better than a torn one.
Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from msgspec.structs import replace

from generator.language.characters import has_han
from generator.language.sentences.boundaries import Stops
from generator.language.sentences.chinese import ends_chinese
from generator.language.sentences.english import ends_english
from generator.model import ATOM, Block, Sentence, Span

_CONTENT = re.compile(rf"[^\W_]|{ATOM}")


def split_sentences(
    text: str, *, lang: str, trailers: Collection[int] | None = None
) -> tuple[Span, ...]:
    """Cut `text` into spans that tile it, one a sentence; none for an empty text.

    `lang` is `zh` or `en`; Chinese without a Han character is cut as English. `trailers` are
    the offsets of the atoms that belong to what precedes them (`Block.trailers`); without
    it, every atom right behind a stop does. Raises ValueError for another language.
    """
    if lang not in ("zh", "en"):
        raise ValueError(f"no sentence rules for {lang!r}; there are zh and en")
    if not text:
        return ()
    ends = ends_chinese if lang == "zh" and has_han(text) else ends_english
    stops = Stops(text, frozenset(trailers) if trailers is not None else None)
    starts = [0]
    for stop in stops:
        if stop.following < len(text) and ends(stop):
            starts.append(stop.following)
            stops.start = stop.following
    return _merge(text, starts)


def with_sentences(block: Block, *, lang: str) -> Block:
    """The block with its sentences, whose ids count from 1: `b3.s1`."""
    spans = split_sentences(block.text, lang=lang, trailers=block.trailers)
    sentences = (Sentence(span, f"{block.id}.s{n}") for n, span in enumerate(spans, start=1))
    return replace(block, sentences=tuple(sentences))


def _merge(text: str, starts: list[int]) -> tuple[Span, ...]:
    """The spans from each start to the next, without any that has no content of its own."""
    kept: list[Span] = []
    for start, end in pairwise([*starts, len(text)]):
        has_content = _CONTENT.search(text, start, end) is not None
        if kept and not (has_content and _CONTENT.search(text, kept[-1].start, kept[-1].end)):
            kept[-1] = Span(kept[-1].start, end)
        else:
            kept.append(Span(start, end))
    return tuple(kept)
