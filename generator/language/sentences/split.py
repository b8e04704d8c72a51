"""Sentence splitting for Chinese and English.

1. Find each place where a sentence could end (`boundaries`).
2. Decide by the rules of the language whether it does (`chinese`, `english`).
3. Merge a piece without a letter, a digit or an atom with its neighbour.
4. Cut what is longer than any sentence, at a pause: work on a sentence may grow faster than it.

The spans tile the text; white space belongs to the sentence before it. If it is unclear whether a
sentence ends, it goes on: a sentence too long reads better than one cut in two. Offsets are code
points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from msgspec.structs import replace

from generator.language.characters import has_han
from generator.language.sentences.boundaries import BoundaryCandidates
from generator.language.sentences.chinese import is_chinese_sentence_end
from generator.language.sentences.english import is_english_sentence_end
from generator.model import ATOM, Block, Sentence, Span

_CONTENT = re.compile(rf"[^\W_]|{ATOM}")

MAX_LENGTH = 2000
"""The length, in characters, from which a text without an end is not taken for one sentence."""

_PAUSE = re.compile(r".*(?:[，、；：;:]|,(?=\s)|\s)", re.DOTALL)
"""Matches a text up to its last pause."""


def split_sentences(
    text: str, *, lang: str, trailing_atoms: Collection[int] | None = None
) -> tuple[Span, ...]:
    """Split `text` into spans that tile it, one for each sentence; none for an empty text.

    `lang` is `zh` or `en`; Chinese without a Han character is split as English. `trailing_atoms`
    are the offsets of the atoms that belong to the text before them (`Block.trailing_atoms`); if
    None, every atom directly after a stop does. Raises ValueError for another language.
    """
    if lang not in ("zh", "en"):
        raise ValueError(f"no sentence rules for {lang!r}; use zh or en")
    if not text:
        return ()
    is_end = is_chinese_sentence_end if lang == "zh" and has_han(text) else is_english_sentence_end
    candidates = BoundaryCandidates(
        text, frozenset(trailing_atoms) if trailing_atoms is not None else None
    )
    starts = [0]
    for candidate in candidates:
        if candidate.next_start < len(text) and is_end(candidate):
            starts.append(candidate.next_start)
            candidates.sentence_start = candidate.next_start
    spans = _merge_without_content(text, starts)
    return tuple(part for span in spans for part in _cut(text, span))


def with_sentences(block: Block, *, lang: str) -> Block:
    """Return the block with its sentences; their ids count from 1: `b3.s1`."""
    spans = split_sentences(block.text, lang=lang, trailing_atoms=block.trailing_atoms)
    sentences = (Sentence(span, f"{block.id}.s{n}") for n, span in enumerate(spans, start=1))
    return replace(block, sentences=tuple(sentences))


def _merge_without_content(text: str, starts: list[int]) -> list[Span]:
    """Return the spans between the starts, with those that have no content merged."""
    spans: list[Span] = []
    last_has_content = False
    for start, end in pairwise([*starts, len(text)]):
        has_content = _CONTENT.search(text, start, end) is not None
        if spans and not (has_content and last_has_content):
            spans[-1] = Span(spans[-1].start, end)
            last_has_content = last_has_content or has_content
        else:
            spans.append(Span(start, end))
            last_has_content = has_content
    return spans


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield a span in parts of at most `MAX_LENGTH`, which end at pauses if they can."""
    start = span.start
    while span.end - start > MAX_LENGTH:
        pause = _PAUSE.match(text, start + MAX_LENGTH // 2, start + MAX_LENGTH)
        end = start + MAX_LENGTH if pause is None else pause.end()
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
