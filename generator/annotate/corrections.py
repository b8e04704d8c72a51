"""Apply the notes of an article to its blocks, as author's marks.

1. The places of each note are found (`content/note_places`).
2. The note is validated against the glossary, the dictionary and the script of the edition.
3. Its mark is merged with those of the Markdown, which take precedence. Marks that segment words
   differently contradict each other and are reported (W007).
4. The warnings that it accepts become suppressions of the report.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.annotate.sense_choice import NoSuchSenseError, choose_sense
from generator.annotate.stages import sentences
from generator.content.note_places import NoteLocator, Place
from generator.content.notes import Note
from generator.content.values import suggestion_hint
from generator.diagnostics import Report, Suppression
from generator.language.characters import has_han
from generator.model import Article, AuthorMark, Block, Edition, SenseChoice, Span

_CONFLICTS = {
    "pinyin": "another reading",
    "name": "another name",
    "term": "another term",
    "forms": "other forms",
    "sense": "another sense",
}
"""The fields of a mark that two corrections may state differently, with words for the message."""


def apply_notes(
    article: Article,
    notes: Sequence[Note],
    engines: Engines,
    term_ids: Collection[str],
    report: Report,
) -> Article:
    """Return the article with its notes among the marks of its blocks.

    Notes with faults are reported and left out.
    """
    if not notes:
        return article
    applier = _NoteApplier(article, engines, term_ids, report)
    # A word may contain what looks like the end of a sentence, so notes with `sentence` come last.
    for by_sentence in (False, True):
        applier.split_sentences()
        for note in notes:
            if bool(note.sentence) is by_sentence:
                applier.add(note)
    title, *blocks = applier.corrected()
    return replace(article, title=title, blocks=tuple(blocks))


class _NoteApplier:
    def __init__(
        self, article: Article, engines: Engines, term_ids: Collection[str], report: Report
    ) -> None:
        self.blocks: list[Block] = [article.title, *article.blocks]
        self._path = article.path
        self._script = article.script
        self._engines = engines
        self._term_ids = term_ids
        self._report = report
        self._notes_by_mark: dict[tuple[int, Span], Note] = {}
        self._marks: dict[int, _Marks] = {}

    def split_sentences(self) -> None:
        document = Document(self._script, tuple(self.corrected()))
        self.blocks = list(sentences(document, self._engines).blocks)
        self._locator = NoteLocator(self.blocks, self._path, self._simplified)

    def corrected(self) -> list[Block]:
        """Return the blocks with all marks that were added."""
        return [
            structs.replace(block, marks=self._marks[at].in_order()) if at in self._marks else block
            for at, block in enumerate(self.blocks)
        ]

    def add(self, note: Note) -> None:
        """Add the marks and the suppressions of a note, unless it has errors."""
        places = self._locator.places(note, self._report)
        faults = Report()
        if isinstance(note.term, str) and note.term not in self._term_ids:
            hint = "Add it to glossary.toml."
            if self._term_ids:
                hint = suggestion_hint(note.term, self._term_ids)
            message = f"The glossary has no term “{note.term}”"
            note.table.report_fault(faults, "G007", message, hint, key="term")
        choice = self._sense(note, faults) if places and note.sense is not None else None
        for edition, form in (note.forms or {}).items():
            self._check_script(note, edition, form, faults)
        self._report.merge(faults)
        if faults.failed:
            return
        for place in places:
            for mark in _marks(note, place.span, choice):
                self._add_mark(note, place.block, mark)
        self._suppress(note, places)

    def _simplified(self, text: str) -> str:
        return self._engines.simplified(text, self._script)

    def _sense(self, note: Note, faults: Report) -> SenseChoice | None:
        assert note.sense is not None
        word = self._engines.converter.simplify(note.text)
        reading = note.readings[0] if note.readings else ""
        try:
            return choose_sense(note.sense, self._engines.dictionary.entries(word), reading)
        except NoSuchSenseError as error:
            message = f"“{note.text}”: {error}"
            note.table.report_fault(faults, "W006", message, error.hint, key="sense")
        return None

    def _check_script(self, note: Note, edition: Edition, form: str, faults: Report) -> None:
        """Report a form that is not in the script of its edition (E001)."""
        converter = self._engines.converter
        if edition is Edition.HANS:
            usual, charset = converter.simplify(form), "gb2312"
        else:
            usual = converter.convert_blocks([[form]], Edition.HANS, edition)[0][0]
            charset = "big5"
        foreign = [
            char for char in form if has_han(char) and not char.encode(charset, errors="ignore")
        ]
        if foreign and form not in (usual, note.text):
            script = "simplified" if edition is Edition.HANS else "traditional"
            message = f"“{form}” is not written in {script} characters: {''.join(foreign)}"
            hint = f"Did you mean “{usual}”?"
            note.table.report_fault(faults, "E001", message, hint, key=edition)

    def _add_mark(self, note: Note, at: int, mark: AuthorMark) -> None:
        """Add a mark to a block, unless it contradicts another one."""
        block = self.blocks[at]
        marks = self._marks.setdefault(at, _Marks(block.marks))
        if (other := marks.conflicting_word(mark)) is not None:
            self._report_conflict(note, at, other, f"the word “{other.span.of(block.text)}”")
            return
        if (other := marks.by_span.get(mark.span)) is not None:
            for field, conflict in _CONFLICTS.items():
                old, new = getattr(other, field), getattr(mark, field)
                if (
                    (at, mark.span) in self._notes_by_mark
                    and _is_set(old)
                    and _is_set(new)
                    and old != new
                ):
                    self._report_conflict(note, at, other, conflict)
                    return
            mark = _merge_marks(other, mark)
        self._notes_by_mark.setdefault((at, mark.span), note)
        marks.add(mark)

    def _report_conflict(self, note: Note, at: int, other: AuthorMark, conflict: str) -> None:
        owner = self._notes_by_mark.get((at, other.span))
        if owner is not None:
            where = f"the note on line {owner.table.line}"
        else:
            where = f"the mark at {self._path.name}:{self.blocks[at].place(other.span.start)[0]}"
        message = f"The note on “{note.text}” contradicts {where}, which states {conflict}"
        hint = "Remove one of the two."
        note.table.report_fault(self._report, "W007", message, hint, key="text")

    def _suppress(self, note: Note, places: Sequence[Place]) -> None:
        covered = frozenset(
            self.blocks[place.block].place(offset)
            for place in places
            for offset in range(place.span.start, place.span.end)
        )
        line, column = note.table.place("accept")
        for code in note.accept if places else ():
            remedy = f"Remove {code} from `accept`, or the note if it states nothing else."
            self._report.add_suppression(
                Suppression(code, self._path, note.table.file, line, column, remedy, covered)
            )


class _Marks:
    """The marks of a block, in which words do not overlap, while others are added."""

    def __init__(self, marks: Sequence[AuthorMark]) -> None:
        self.by_span = {mark.span: mark for mark in marks}
        self._words = sorted(mark.span for mark in marks if mark.is_word)

    def add(self, mark: AuthorMark) -> None:
        """Add a mark, in place of that on the same span."""
        before = self.by_span.get(mark.span)
        if mark.is_word and not (before is not None and before.is_word):
            insort(self._words, mark.span)
        self.by_span[mark.span] = mark

    def conflicting_word(self, mark: AuthorMark) -> AuthorMark | None:
        """Return the first mark of another word that a word overlaps."""
        if not mark.is_word:
            return None
        at = bisect_left(self._words, mark.span)
        beside = self._words[max(at - 1, 0) : at + 2]
        others = (span for span in beside if span != mark.span and span.overlaps(mark.span))
        return next((self.by_span[span] for span in others), None)

    def in_order(self) -> tuple[AuthorMark, ...]:
        """Return the marks by their spans."""
        return tuple(self.by_span[span] for span in sorted(self.by_span))


def _marks(note: Note, span: Span, choice: SenseChoice | None) -> list[AuthorMark]:
    """Return the marks of a note on a span, one for each word."""
    forms = tuple((note.forms or {}).items())
    one = AuthorMark(
        span,
        note.readings[0] if note.readings else "",
        is_word=note.is_word,
        name=note.name,
        term=note.term,
        forms=forms,
        sense=choice,
    )
    if len(note.words) > 1:
        marks = []
        at = span.start
        for number, word in enumerate(note.words):
            reading = note.readings[number] if note.readings else ""
            inside = Span(at, at + len(word))
            marks.append(structs.replace(one, span=inside, pinyin=reading))
            at = inside.end
        return marks
    return [one] if one != AuthorMark(span, is_word=False) else []


def _merge_marks(nearer: AuthorMark, other: AuthorMark) -> AuthorMark:
    """Merge two marks of a span; the nearer one takes precedence."""
    stated: Mapping[str, object] = {
        field: getattr(nearer, field) for field in _CONFLICTS if _is_set(getattr(nearer, field))
    }
    return structs.replace(other, **stated, is_word=nearer.is_word or other.is_word)


def _is_set(value: object) -> bool:
    return value not in ("", None, ())
