"""Find the quoted text of a note in its article.

1. Every occurrence of `text` with `before` and `after` adjacent to it is found; a space in a
   quotation also matches a line break.
2. `sentence` selects the occurrences in one sentence, and `nth` one of these.
3. Exactly one must remain, unless the note applies to all. Otherwise the note has a fault (S021,
   S022), and the hint gives the occurrences of its text and what to write (`note_hints`).

An occurrence is found by its text and context, never by counting from the start of the article, so
that an edit elsewhere cannot detach a note or move it to another occurrence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from generator.content.note_hints import QuotedSpan, excerpt, format_toml, nearest_text
from generator.content.notes import Note
from generator.content.occurrences import Occurrences
from generator.diagnostics import Report
from generator.model import Block, Sentence, Span

_START = attrgetter("span.start")
_ID = re.compile(r"(?:t|b\d+)\.s\d+")
_START = attrgetter("span.start")
_MAX_LISTED = 4
"""The maximum number of places in a hint."""


class Place(Struct, frozen=True):
    """A span of a block, given by its index."""

    block: int
    span: Span


class NoteLocator:
    """Finds the places of notes in the blocks of an article, which must have sentences.

    `simplify` converts a text to simplified characters without changing its length; it is used to
    detect a quotation in another script than the article's.
    """

    def __init__(
        self, blocks: Sequence[Block], path: Path, simplify: Callable[[str], str] = str
    ) -> None:
        self._blocks = blocks
        self._occurrences = Occurrences([block.text for block in blocks])
        self._path = path
        self._simplify = simplify

    def places(self, note: Note, report: Report) -> list[Place]:
        """Return the places of a note; report a fault and return none if they are not clear."""
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
        """Return the sentence in which a place starts."""
        sentences = self._blocks[place.block].sentences
        return sentences[bisect_right(sentences, place.span.start, key=_START) - 1]

    def quoted(self, text: str, before: str = "", after: str = "") -> list[Place]:
        """Return every place of a text with the given context, in order; places may overlap."""
        skipped = len(before)
        return [
            Place(index, Span(at + skipped, at + skipped + len(text)))
            for index, at in self._occurrences.of(before + text + after)
        ]

    def is_in(self, place: Place, wanted: str) -> bool:
        """Whether a place starts in the sentence with a given id, or in one with a given text."""
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
            message = f"“{note.text}” occurs only {_times(len(found))} in that sentence"
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
        message = f"“{note.text}” does not occur {beside + ' ' if beside else ''}{place}"
        near = self.quoted(note.text, note.before, note.after) if note.sentence else []
        near = near or self.quoted(note.text)
        if len(near) == 1:
            remedy = "remove `sentence`" if note.sentence else self._current_context(note, near[0])
            hint = f"If you mean its only occurrence, {self._where(near[0])}, {remedy}."
        elif near:
            hint = f"Choose one of its occurrences: {self._listing(near)}."
        else:
            hint = self._nearest_hint(note)
        key = "text"
        if near:
            key = next(k for k in ("sentence", "before", "after") if k in note.table)
        note.table.report_fault(report, "S021", message, hint, key=key)

    def _report_several(self, note: Note, found: Sequence[Place], report: Report) -> None:
        message = f"“{note.text}” occurs {_times(len(found))} in {self._path.name} as quoted"
        hint = f"State which one is meant: {self._listing(found)}; or write `all = true`."
        note.table.report_fault(report, "S022", message, hint, key="text")

    def _nearest_hint(self, note: Note) -> str:
        quote = f"{note.before}{note.text}{note.after}"
        found = nearest_text(quote, [block.text for block in self._blocks], self._simplify)
        if found is None:
            return "Remove the note, or quote another text: nothing in the article is similar."
        index, span = found
        block = self._blocks[index]
        line = block.place(span.start)[0]
        text = span.of(block.text)
        if self._simplify(text) == self._simplify(quote):
            return f"Quote it as it is written in {self._path.name}:{line}: “{text}”."
        return f"Quote the similar “{text}”, {self._path.name}:{line}, or remove the note."

    def _listing(self, found: Sequence[Place]) -> str:
        every = self.quoted(found[0].span.of(self._blocks[found[0].block].text))
        shown = found[:_MAX_LISTED]
        listed = [f"{self._where(place)}: {self._distinguish(place, every)}" for place in shown]
        more = [f"and {len(found) - _MAX_LISTED} more"] if len(found) > _MAX_LISTED else []
        return "; ".join([*listed, *more])

    def _where(self, place: Place) -> str:
        block = self._blocks[place.block]
        line = block.place(place.span.start)[0]
        return f"“{excerpt(block.text, place.span)}”, {self._path.name}:{line}"

    def _current_context(self, note: Note, place: Place) -> str:
        """Return what to write in a note to quote the current context of a place."""
        text, span = self._blocks[place.block].text, place.span
        sizes = min(len(note.before), span.start), min(len(note.after), len(text) - span.end)
        before, after = QuotedSpan(text, span).context(*sizes) or ("", "")
        context = {key: new for key, new in (("before", before), ("after", after)) if new}
        return f"write {format_toml(context)}" if context else "remove `before` and `after`"

    def _distinguish(self, place: Place, every: Sequence[Place]) -> str:
        """Return the keys that distinguish a place from all others with the same text."""
        others = [
            QuotedSpan(self._blocks[other.block].text, other.span)
            for other in every
            if other != place
        ]
        context = QuotedSpan(self._blocks[place.block].text, place.span).distinguishing_context(
            others
        )
        if context is None:
            sentence = self.sentence(place)
            same = [other for other in every if self.sentence(other).id == sentence.id]
            where: dict[str, str | int] = {"sentence": sentence.id}
            if len(same) > 1:
                where["nth"] = same.index(place) + 1
            return format_toml(where)
        return format_toml(context)


def _pattern(text: str) -> str:
    return r"\s".join(map(re.escape, re.split(r"\s", text)))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
