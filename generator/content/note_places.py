"""Where the quoted text of a note stands in its article.

1. Every place of `text` with `before` and `after` right beside it is found; a space in a
   quotation matches a line break too.
2. `sentence` keeps those in one sentence, and `nth` one of these.
3. Exactly one must be left, unless the note is about all of them. Else the note is at fault
   (S021, S022), and the hint says where its text stands and what to write (`note_hints`).

A place is found by what stands in it and beside it, never by counting from the start of the
article, so that an edit elsewhere cannot detach a note or move it to another place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content.note_hints import Quoted, excerpt, nearest_text, toml
from generator.content.notes import Note
from generator.diagnostics import Report
from generator.model import Block, Sentence, Span

_ID = re.compile(r"(?:t|b\d+)\.s\d+")
_LISTED = 4
"""How many places a hint names."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a block, by the block's index."""

    block: int
    span: Span


class Quotations:
    """Finds the places of notes in the blocks of one article, whose sentences are known.

    `simplify` gives simplified characters, as many as it is given: a text quoted in another
    script than the article's is told so.
    """

    def __init__(
        self, blocks: Sequence[Block], path: Path, simplify: Callable[[str], str] = str
    ) -> None:
        self._blocks = blocks
        self._path = path
        self._simplify = simplify

    def places(self, note: Note, report: Report) -> list[Place]:
        """The places that a note is about; none, and a fault in the report, where it is unclear."""
        found = self.quoted(note.text, note.before, note.after)
        if note.sentence:
            found = [place for place in found if self.is_in(place, note.sentence)]
        if not found:
            self._report_missing(note, report)
        elif note.everywhere:
            return found
        elif note.nth:
            return self._nth(note, found, report)
        elif len(found) > 1:
            self._report_several(note, found, report)
        else:
            return found
        return []

    def sentence(self, place: Place) -> Sentence:
        """The sentence in which a place begins."""
        sentences = self._blocks[place.block].sentences
        return next(s for s in reversed(sentences) if s.span.start <= place.span.start)

    def quoted(self, text: str, before: str = "", after: str = "") -> list[Place]:
        """Every place of a text between its neighbours, in order; places may overlap."""
        # In a lookahead, so that places may overlap: 谢谢 stands twice in 谢谢谢.
        pattern = re.compile(f"(?={_pattern(before)}({_pattern(text)}){_pattern(after)})")
        return [
            Place(index, Span(*match.span(1)))
            for index, block in enumerate(self._blocks)
            for match in pattern.finditer(block.text)
        ]

    def is_in(self, place: Place, wanted: str) -> bool:
        """Whether a place begins in the sentence with an id, or in one with a piece of text."""
        sentence = self.sentence(place)
        if _ID.fullmatch(wanted):
            return sentence.id == wanted
        text = sentence.span.of(self._blocks[place.block].text)
        return re.search(_pattern(wanted), text) is not None

    def _nth(self, note: Note, found: Sequence[Place], report: Report) -> list[Place]:
        if len({self.sentence(place).id for place in found}) > 1:
            self._report_several(note, found, report)
            return []
        if note.nth > len(found):
            message = f"“{note.text}” stands only {_times(len(found))} in that sentence"
            hint = "Correct `nth`, or remove the note."
            note.table.report_fault(report, "S021", message, hint, key="nth")
            return []
        return [found[note.nth - 1]]

    def _report_missing(self, note: Note, report: Report) -> None:
        place = f"in the sentence “{note.sentence}”" if note.sentence else f"in {self._path.name}"
        beside = " and ".join(
            f"{side} “{context}”"
            for side, context in (("after", note.before), ("before", note.after))
            if context
        )
        message = f"“{note.text}” does not stand {beside + ' ' if beside else ''}{place}"
        near = self.quoted(note.text, note.before, note.after) if note.sentence else []
        near = near or self.quoted(note.text)
        if len(near) == 1:
            remedy = "remove `sentence`" if note.sentence else self._now(note, near[0])
            hint = f"It stands once, {self._where(near[0])}. If that is meant, {remedy}."
        elif near:
            hint = f"It stands {self._listing(near)}."
        else:
            hint = self._nearest(note)
        key = "text"
        if near:
            key = next(k for k in ("sentence", "before", "after") if k in note.table)
        note.table.report_fault(report, "S021", message, hint, key=key)

    def _report_several(self, note: Note, found: Sequence[Place], report: Report) -> None:
        message = f"“{note.text}” stands {_times(len(found))} as quoted in {self._path.name}"
        hint = f"Say which is meant: {self._listing(found)}; or `all = true`."
        note.table.report_fault(report, "S022", message, hint, key="text")

    def _nearest(self, note: Note) -> str:
        quote = f"{note.before}{note.text}{note.after}"
        found = nearest_text(quote, [block.text for block in self._blocks], self._simplify)
        if found is None:
            return "Nothing in the article looks like it: remove the note, or quote the text anew."
        index, span = found
        block = self._blocks[index]
        line = block.place(span.start)[0]
        text = span.of(block.text)
        if self._simplify(text) == self._simplify(quote):
            return f"{self._path.name}:{line} writes “{text}”: quote it as it is written there."
        return f"The nearest is “{text}”, {self._path.name}:{line}: quote that, or remove the note."

    def _listing(self, found: Sequence[Place]) -> str:
        every = self.quoted(found[0].span.of(self._blocks[found[0].block].text))
        shown = [f"{self._where(place)}: {self._telling(place, every)}" for place in found]
        more = [f"and {len(shown) - _LISTED} more"] if len(shown) > _LISTED else []
        return "; ".join([*shown[:_LISTED], *more])

    def _where(self, place: Place) -> str:
        block = self._blocks[place.block]
        line = block.place(place.span.start)[0]
        return f"“{excerpt(block.text, place.span)}”, {self._path.name}:{line}"

    def _now(self, note: Note, place: Place) -> str:
        """What to write of what stands beside a place now."""
        text, span = self._blocks[place.block].text, place.span
        sizes = min(len(note.before), span.start), min(len(note.after), len(text) - span.end)
        before, after = Quoted(text, span).beside(*sizes) or ("", "")
        context = {key: new for key, new in (("before", before), ("after", after)) if new}
        return f"write {toml(context)}" if context else "remove `before` and `after`"

    def _telling(self, place: Place, every: Sequence[Place]) -> str:
        """What to write for a note to be about this place and no other of its text."""
        others = [
            Quoted(self._blocks[other.block].text, other.span) for other in every if other != place
        ]
        context = Quoted(self._blocks[place.block].text, place.span).told_from(others)
        if context is None:
            sentence = self.sentence(place)
            same = [other for other in every if self.sentence(other).id == sentence.id]
            where: dict[str, str | int] = {"sentence": sentence.id}
            if len(same) > 1:
                where["nth"] = same.index(place) + 1
            return toml(where)
        return toml(context)


def _pattern(text: str) -> str:
    return r"\s".join(map(re.escape, re.split(r"\s", text)))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
