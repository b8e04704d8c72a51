"""Corrections made in the browser, written into the source files.

1. Read the files again. Find the place by its text, so that nothing is written to a place that
   somebody else has changed.
2. Write the correction into the notes of the article, its Markdown or the lexicon (`Scope`), as an
   author would write it there.
3. Annotate the site again. Undo and refuse a correction that causes a new error, or that changes
   nothing because a more specific one applies.

Each change is logged, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import count
from pathlib import Path
from typing import cast

from generator.content.note_places import NoteLocator
from generator.content.note_places import Place as NotePlace
from generator.content.notes import Note, notes_file
from generator.content.sources import read_text
from generator.content.values import han_pinyin
from generator.content.write_ignores import CannotIgnoreError, kind_at, with_ignore
from generator.diagnostics import Report
from generator.language.pinyin.syllables import split_syllables
from generator.model import ATOM, Article, Block, Span
from generator.reviewing.anchor_edits import with_anchor, with_no_counterpart
from generator.reviewing.doubts import Doubt, Place
from generator.reviewing.errors import EditError, as_sentence
from generator.reviewing.markdown_edits import with_mark
from generator.reviewing.quotation import quotation
from generator.reviewing.session import ReviewSession, block_of
from generator.reviewing.source_file import Change, change, undo
from generator.reviewing.toml_edits import with_note, with_word

_QUOTING = ("text", "before", "after", "sentence", "nth")

NoteValues = Mapping[str, object]
"""The keys of a note that say something of a place, without those that quote it."""


class Scope(StrEnum):
    """Where a correction applies, and so which file it is written to."""

    NOTE = "note"
    """To one place; it is written to the notes of the article."""
    TEXT = "text"
    """To one place; it is written as a mark in the Markdown."""
    SITE = "site"
    """Everywhere; it is written to the lexicon."""


@dataclass(slots=True)
class LogEntry:
    """A change that was written."""

    id: int
    summary: str
    """For people: `为 → wèi`."""
    paths: tuple[str, ...]
    """The changed files, relative to the site folder."""
    at: datetime
    undone: bool = False
    changes: list[Change] = field(default_factory=list)


class Corrections:
    """Writes corrections into the files of a site, and undoes them."""

    def __init__(self, session: ReviewSession) -> None:
        self._session = session
        self._numbers = count(1)
        self.entries: list[LogEntry] = []
        """The changes in the order in which they were written."""

    def correct(
        self, place: Place, text: str, sentence: str, scope: Scope, values: NoteValues
    ) -> LogEntry:
        """Correct a place; `text` and `sentence` are what the author saw there.

        Raises `EditError`.
        """
        with self._session.lock:
            self._session.refresh()
            article, number, _, span = self._locate(place, text, sentence)
            editors = {
                Scope.NOTE: self._note_edits,
                Scope.TEXT: self._mark_edits,
                Scope.SITE: self._lexicon_edits,
            }
            edits = editors[scope](article, number, span, values)
            shown = "、".join(map(_format_value, values.values()))
            return self._write(
                f"{text} → {shown}",
                edits,
                lambda: self._has_effect(place, text, sentence, values),
            )

    def accept(self, doubt: Doubt, reason: str) -> LogEntry:
        """Suppress a doubt at its place, with a reason. Raises `EditError`."""
        with self._session.lock:
            self._session.refresh()
            if all(other.id != doubt.id for other in self._session.doubts):
                raise EditError("There is no such doubt here any more", "Look at the page again.")
            summary = f"{doubt.code} ({doubt.message}) accepted: {reason}"
            edits = self._suppressing_note(doubt, reason) or [self._ignore_comment(doubt, reason)]
            return self._write(summary, edits)

    def _suppressing_note(self, doubt: Doubt, reason: str) -> list[_Edit]:
        """Edits for a note with `accept`; none if the doubt is not about the text of an article.

        A comment would cover the whole line, which may be a paragraph. Doubts about the Markdown
        (S) have no offset in the text.
        """
        place = doubt.place
        article = self._session.articles[place.slug] if place is not None else None
        if (
            place is None
            or article is None
            or doubt.offset < 0
            or doubt.in_english
            or doubt.code[0] == "S"
        ):
            return []
        found = block_of(article, place.block)
        assert found is not None
        number, block = found
        for span in _spans_around(block, doubt.offset):
            try:
                values: NoteValues = {"accept": [doubt.code], "reason": reason}
                return self._note_edits(article, number, span, values)
            except EditError:
                continue
        return []

    def _ignore_comment(self, doubt: Doubt, reason: str) -> _Edit:
        path = self._session.root / doubt.path

        def edit(text: str) -> str:
            kind = kind_at(path, text, doubt.line)
            try:
                if kind is not None:
                    return with_ignore(text, doubt.line, doubt.code, reason, kind)
            except CannotIgnoreError as error:
                message = f"The doubt cannot be accepted here: {error}"
                raise EditError(message, "Correct the text instead.") from error
            message = "A plain text file cannot have comments"
            raise EditError(message, "Correct the text, or turn the file into Markdown.")

        return path, edit

    def pair(self, place: Place, english: str | None) -> LogEntry:
        """Pair a sentence with an English one, given by its id, or with none.

        Raises `EditError`.
        """
        with self._session.lock:
            article = self._session.articles.get(place.slug)
            found = block_of(article, place.block) if article is not None else None
            if article is None or found is None or article.translation is None:
                raise EditError("The sentence no longer exists", "Look at the page again.")
            block, translation = found[1], article.translation
            html, paths = self._session.site.source.config.html, (article.path, translation.path)
            plain = any(path.suffix != ".md" for path in paths)
            if english is None:
                edit = partial(
                    with_no_counterpart, block=block, offset=place.start, html=html, plain=plain
                )
                return self._write("no counterpart", [(article.path, edit)])
            sentences = ((b, s) for b in translation.blocks for s in b.sentences)
            other = next(((b, s) for b, s in sentences if s.id == english), None)
            texts = [read_text(path, Report()) for path in paths]
            if other is None or None in texts:
                raise EditError("The English sentence no longer exists", "Look at the page again.")
            zh, en = (text or "" for text in texts)
            start = other[1].span.start
            new = with_anchor(zh, en, block, place.start, other[0], start, html=html, plain=plain)
            edits = [
                (path, _replace_if_unchanged(old, text))
                for path, old, text in zip(paths, (zh, en), new, strict=True)
            ]
            shown = " ".join(other[1].span.of(other[0].text).replace(ATOM, " ").split())
            return self._write(f"a pair with “{shown}”", edits)

    def leave_unpaired(self, slug: str, english: str) -> LogEntry:
        """Mark an English sentence, given by its id, as without a counterpart.

        Raises `EditError`.
        """
        with self._session.lock:
            article = self._session.articles.get(slug)
            translation = article.translation if article is not None else None
            blocks = translation.blocks if translation is not None else ()
            found = next(((b, s) for b in blocks for s in b.sentences if s.id == english), None)
            if translation is None or found is None:
                raise EditError("The English sentence no longer exists", "Look at the page again.")
            edit = partial(
                with_no_counterpart,
                block=found[0],
                offset=found[1].span.start,
                html=self._session.site.source.config.html,
                plain=translation.path.suffix != ".md",
            )
            return self._write("no counterpart", [(translation.path, edit)])

    def undo(self, id_: int) -> LogEntry:
        """Undo a change. Raises `EditError` if somebody has changed the same text since."""
        with self._session.lock:
            entry = next((e for e in self.entries if e.id == id_ and not e.undone), None)
            if entry is None:
                message = "This change has already been undone"
                raise EditError(message, "Nothing needs to be done.")
            _undo_all(entry.changes)
            entry.undone = True
            self._remove_empty_files(entry)
            self._session.refresh()
            return entry

    def _remove_empty_files(self, entry: LogEntry) -> None:
        """Remove files of an entry that this session created and that are empty again."""
        created = {c.path for other in self.entries for c in other.changes if c.before is None}
        for path in created.intersection(c.path for c in entry.changes):
            if path.exists() and not path.read_bytes().strip():
                path.unlink()

    def _locate(self, place: Place, text: str, sentence: str) -> tuple[Article, int, Block, Span]:
        """Find a place in the present article: in its block, else by its sentence if unique."""
        article = self._session.articles.get(place.slug)
        if article is None:
            raise EditError("The article no longer exists", "Look at the page again.")
        blocks = (article.title, *article.blocks)
        found = [
            (number, block, s.span)
            for number, block in enumerate(blocks)
            for s in block.sentences
            if s.span.of(block.text) == sentence
        ]
        in_block = [each for each in found if each[1].id == place.block]
        for number, block, _ in in_block:
            span = Span(place.start, place.end)
            if span.of(block.text) == text and any(each[2].contains(span) for each in in_block):
                return article, number, block, span
        if len(found) == 1:
            number, block, home = found[0]
            at = sentence.find(text)
            if at >= 0 and sentence.count(text) == 1:
                span = Span(home.start + at, home.start + at + len(text))
                return article, number, block, span
        message = f"“{text}” is no longer here: the article has been changed"
        raise EditError(message, "Look at the place as it is now, and choose again.")

    def _note_edits(
        self, article: Article, number: int, span: Span, values: NoteValues
    ) -> list[_Edit]:
        """Edits for a note about a place; a note that is already about it is extended."""
        blocks = (article.title, *article.blocks)
        existing = self._existing_note(article, number, span)
        if existing is None:
            quoted = quotation(blocks, number, span)
        else:
            data = existing.table.data
            quoted = {key: data[key] for key in _QUOTING if key in data}
            if "accept" in values:
                codes = dict.fromkeys([*existing.accept, *cast("list[str]", values["accept"])])
                values = {**values, "accept": list(codes)}
        note = {**quoted, **values}
        path = notes_file(article.path)
        return [(path, lambda text: with_note(text, note, article=article.path.name))]

    def _existing_note(self, article: Article, number: int, span: Span) -> Note | None:
        """Return the note that is about this place and no other, if there is one."""
        blocks = (article.title, *article.blocks)
        source = next(s for s in self._session.site.source.articles if s.path == article.path)
        quotations, text = NoteLocator(blocks, article.path), span.of(blocks[number].text)
        for note in source.notes:
            if note.text != text or note.everywhere:
                continue
            if quotations.places(note, Report()) == [NotePlace(number, span)]:
                return note
        return None

    def _mark_edits(
        self, article: Article, number: int, span: Span, values: NoteValues
    ) -> list[_Edit]:
        block = (article.title, *article.blocks)[number]
        mark = _format_mark(span.of(block.text), values)
        html, plain = self._session.site.source.config.html, article.path.suffix != ".md"
        edit = partial(with_mark, block=block, span=span, mark=mark, html=html, plain=plain)
        return [(article.path, edit)]

    def _lexicon_edits(
        self, article: Article, number: int, span: Span, values: NoteValues
    ) -> list[_Edit]:
        block = (article.title, *article.blocks)[number]
        unfit = [key for key in values if key in ("words", "word", "term", "sense", "accept")]
        if unfit or values.get("name") is False:
            message = "The lexicon cannot hold this correction, because it applies to every place"
            raise EditError(message, "Write it into the notes instead.")
        word = {"text": span.of(block.text), **values}
        return [(self._session.root / "lexicon.toml", lambda text: with_word(text, word))]

    def _write(
        self, summary: str, edits: Sequence[_Edit], has_effect: Callable[[], bool] | None = None
    ) -> LogEntry:
        """Make all edits, or none if they fail, cause a new error or have no effect."""
        before = self._session.errors
        done: list[Change] = []
        try:
            for path, edit in edits:
                done.append(change(path, edit))
            if all(each.is_empty for each in done):
                message = "The file already has this correction"
                raise EditError(message, "Nothing needs to be written.")
            self._session.refresh()
            new = self._session.errors.keys() - before.keys()
            if new:
                code, _, message = fault = min(new, key=str)
                hint = f"Nothing was written. {as_sentence(self._session.errors[fault])}"
                raise EditError(f"{code}: {message}", hint)
            if has_effect is not None and not has_effect():
                message = "It would change nothing here, because a more specific correction applies"
                hint = "Change that one. Marks override notes, and notes override all else."
                raise EditError(message, hint)
        except BaseException:
            _undo_all(done)
            self._session.refresh()
            raise
        paths = tuple(c.path.relative_to(self._session.root).as_posix() for c in done)
        entry = LogEntry(next(self._numbers), summary, paths, datetime.now(), changes=done)
        self.entries.append(entry)
        return entry

    def _has_effect(self, place: Place, text: str, sentence: str, values: NoteValues) -> bool:
        """Whether the words and readings of the page are now those of the correction."""
        _, _, block, span = self._locate(place, text, sentence)
        words = [
            word.span.of(block.text) for word in block.layers.words if span.contains(word.span)
        ]
        if values.get("words") and words != values["words"]:
            return False
        if values.get("word") and words != [text]:
            return False
        pinyin = values.get("pinyin")
        if isinstance(pinyin, str):
            shown = [r.pinyin.lower() for r in block.layers.readings if span.contains(r.span)]
            return shown == [s.lower() for s in split_syllables(han_pinyin(text, pinyin))]
        return True


_Edit = tuple[Path, Callable[[str], str]]
"""A file and the function from its text to the new text."""


def _spans_around(block: Block, offset: int) -> Iterator[Span]:
    """Yield spans around an offset that a note may quote, the smallest first."""
    words = [word.span for word in block.layers.words]
    at = next(index for index, span in enumerate(words) if span.end > offset)
    for before, after in ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2)):
        inside = words[max(0, at - before) : at + after + 1]
        yield Span(inside[0].start, inside[-1].end)


def _undo_all(changes: Sequence[Change]) -> None:
    """Undo all changes or, if one of them cannot be undone, none."""
    undone: list[Change] = []
    try:
        for done in reversed(changes):
            undone.append(undo(done))
    except EditError:
        for each in reversed(undone):
            undo(each)
        raise


def _replace_if_unchanged(old: str, new: str) -> Callable[[str], str]:
    """Return an edit that fails if the file has changed since `old` was read."""

    def edit(text: str) -> str:
        if text != old:
            raise EditError("The file has been changed in the meantime", "Choose again.")
        return new

    return edit


def _format_mark(text: str, values: NoteValues) -> str:
    unfit = set(values) - {"word", "words", "pinyin"}
    if unfit:
        message = "A mark in the Markdown can only give words and readings"
        raise EditError(message, "Write it into the notes instead.")
    words = values.get("words")
    left = "/".join(words) if isinstance(words, list) else text
    return f"{{{left}|{values['pinyin']}}}" if values.get("pinyin") else f"{{{left}}}"


def _format_value(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
