"""When each sentence of an article is read: its cues aligned with its sentences.

    text     阿公住在台南。小时候我看不懂。
    cues     0–3 阿公住在台南小时候   3–5 我看不懂
    times    0–1.8                 1.8–5

1. The text is what is read of it: the letters and digits of the title and of the blocks, in
   simplified script. So is the text of each cue.
2. Cues with texts follow one another in the text. Each is found after the last one, exactly or
   nearly, and one that is not found is reported (A002). A time inside a cue is taken in proportion
   to its letters.
3. Cues without texts belong to the sentences in order. They must be as many, or one more for the
   title.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from generator.content.recordings import Cue, Cues
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Article, Block, Recording, SentenceTime

AHEAD = 400
"""How many letters a reading may leave out between two cues."""
ALIKE = 70
"""How alike a cue and its place must be, in per cent; recordings leave out and add words."""

_Found = tuple[int, int, Cue]
"""The letters of a cue, from and to."""


def align_recording(
    article: Article, cues: Cues, simplify: Callable[[str], str], report: Report
) -> Recording:
    """Return when each sentence is read; cues that do not fit are reported (A002)."""
    sentences = list(_sentences(article.blocks))
    if any(has_han(cue.text) for cue in cues.cues):
        times = tuple(_by_text(article, sentences, cues, simplify, report))
    else:
        times = tuple(_by_order(sentences, cues, report))
    return Recording(times, cues.voice)


def _sentences(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the id of each sentence that can be read, and what is read of it."""
    for block in blocks:
        for sentence in block.sentences:
            letters = _letters(sentence.span.of(block.simplified))
            if letters:
                yield sentence.id, letters


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _by_order(
    sentences: Sequence[tuple[str, str]], cues: Cues, report: Report
) -> Iterator[SentenceTime]:
    found = cues.cues[1:] if len(cues.cues) == len(sentences) + 1 else cues.cues
    if len(found) != len(sentences):
        last = cues.cues[-1] if cues.cues else Cue(0, 0, "", 1)
        message = f"There are {len(found)} cues without text for {len(sentences)} sentences"
        hint = "Give each sentence a cue, or the cues the texts that are read."
        report.add("A002", cues.path, message, hint, line=last.line, column=last.column)
        return
    for (id_, _), cue in zip(sentences, found, strict=True):
        yield SentenceTime(id_, cue.start, cue.end)


def _by_text(
    article: Article,
    sentences: Sequence[tuple[str, str]],
    cues: Cues,
    simplify: Callable[[str], str],
    report: Report,
) -> Iterator[SentenceTime]:
    title = _letters(article.title.simplified)
    text = title + "".join(letters for _, letters in sentences)
    found: list[_Found] = []
    at = 0
    for cue in cues.cues:
        letters = _letters(simplify(cue.text))
        if not letters:
            continue
        place = _find(letters, text, at)
        if place is None:
            message = f"“{cue.text}” is not what the article says here"
            rest = text[at : at + 12]
            hint = "Correct the cue, or remove it"
            hint += f"; the text goes on with “{rest}”." if rest else "; the text has ended."
            hint = "Run `jiazhu speak` again." if cues.voice else hint
            report.add("A002", cues.path, message, hint, line=cue.line, column=cue.column)
            continue
        found.append((*place, cue))
        at = place[1]
    start = len(title)
    starts, ends = [first for first, _, _ in found], [last for _, last, _ in found]
    for id_, letters in sentences:
        end = start + len(letters)
        begins, stops = bisect_right(ends, start), bisect_left(starts, end) - 1
        if begins <= stops:
            first, last = found[begins], found[stops]
            yield SentenceTime(id_, _time(start, first), _time(end, last))
        start = end


def _find(letters: str, text: str, at: int) -> tuple[int, int] | None:
    """Return the place of a cue in a text, not far behind `at`; None if it has none."""
    window = text[at : at + AHEAD + len(letters)]
    exact = window.find(letters)
    if exact >= 0:
        return at + exact, at + exact + len(letters)
    near = partial_ratio_alignment(letters, window[: len(letters) + AHEAD // 4], score_cutoff=ALIKE)
    if near is None:
        return None
    place = window[near.dest_start : near.dest_end]  # as long as the cue, which may be too much
    alike = [each for each in Indel.opcodes(letters, place) if each.tag == "equal"]
    start = at + near.dest_start
    return (start + alike[0].dest_start, start + alike[-1].dest_end) if alike else None


def _time(place: int, found: _Found) -> float:
    """Return when a letter is read, by the cue around it."""
    first, last, cue = found
    share = (min(max(place, first), last) - first) / (last - first)
    return round(cue.start + share * (cue.end - cue.start), 2)
