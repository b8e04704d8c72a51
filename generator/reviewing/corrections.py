"""What an author decides in the browser, written into the file where it belongs.

1. The files are read again. The place is found by its text, so that nothing is written to a place
   that somebody changed meanwhile.
2. The correction goes into the notes of the article, into its Markdown or into the lexicon
   (`Reach`), as an author would write it there.
3. The site is looked at again. What brings a new error with it, or changes nothing because a nearer
   correction wins, is taken back and refused.

Everything that was written is remembered with its undoing.
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

from generator.content.note_places import Place as NotePlace
from generator.content.note_places import Quotations
from generator.content.notes import Note, notes_file
from generator.content.sources import read_text
from generator.content.values import han_pinyin
from generator.content.write_ignores import CannotIgnoreError, kind_at, with_ignore
from generator.diagnostics import Report
from generator.language.pinyin.syllables import split_syllables
from generator.model import ATOM, Article, Block, Span
from generator.reviewing.anchor_edits import with_anchor, with_no_counterpart
from generator.reviewing.doubts import Doubt, Place
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_edits import with_mark
from generator.reviewing.quotation import quotation
from generator.reviewing.session import ReviewSession, block_of
from generator.reviewing.source_file import Change, change, undo
from generator.reviewing.toml_edits import with_note, with_word

_QUOTING = ("text", "before", "after", "sentence", "nth")

Says = Mapping[str, object]
"""What is said of a place: the keys of a note that are no part of the quotation."""


class Reach(StrEnum):
    """Where a correction holds."""

    NOTE = "note"
    """At this place; it stands in the notes of the article."""
    TEXT = "text"
    """At this place; it stands in the Markdown itself."""
    SITE = "site"
    """Everywhere; it stands in the lexicon."""


@dataclass(slots=True)
class Entry:
    """Something that was written, in the order of the day."""

    id: int
    said: str
    """`为 → wèi`."""
    paths: tuple[str, ...]
    """From the site folder on."""
    at: datetime
    undone: bool = False
    changes: list[Change] = field(default_factory=list)


class Corrections:
    """Writes corrections into the files of a room, and takes them back."""

    def __init__(self, room: ReviewSession) -> None:
        self._room = room
        self._numbers = count(1)
        self.entries: list[Entry] = []

    def correct(self, place: Place, text: str, sentence: str, reach: Reach, says: Says) -> Entry:
        """Say something of a place, whose `text` and `sentence` are what the author saw.

        Raises `EditError`.
        """
        with self._room.lock:
            self._room.refresh()
            article, number, _, span = self._find(place, text, sentence)
            writers = {Reach.NOTE: self._note, Reach.TEXT: self._mark, Reach.SITE: self._word}
            edits = writers[reach](article, number, span, says)
            shown = "、".join(map(_shown, says.values()))
            return self._write(
                f"{text} → {shown}", edits, lambda: self._holds(place, text, sentence, says)
            )

    def accept(self, doubt: Doubt, reason: str) -> Entry:
        """Accept a doubt with a reason, where it stands. Raises `EditError`."""
        with self._room.lock:
            self._room.refresh()
            if all(other.id != doubt.id for other in self._room.doubts):
                raise EditError("The doubt is gone, or stands elsewhere now", "Look again.")
            said = f"{doubt.code} ({doubt.message}) accepted: {reason}"
            edits = self._accepting_note(doubt, reason) or [self._accepting_comment(doubt, reason)]
            return self._write(said, edits)

    def _accepting_note(self, doubt: Doubt, reason: str) -> list[_Edit]:
        """A note, where it is about the text of an article: a line may be a whole paragraph.

        What is about the Markdown (S) is no matter of the text: its column is one of the line.
        """
        place = doubt.place
        article = self._room.articles[place.slug] if place is not None else None
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
        for span in _around(block, doubt.offset):
            try:
                says: Says = {"accept": [doubt.code], "reason": reason}
                return self._note(article, number, span, says)
            except EditError:
                continue
        return []

    def _accepting_comment(self, doubt: Doubt, reason: str) -> _Edit:
        path = self._room.root / doubt.path

        def edit(text: str) -> str:
            kind = kind_at(path, text, doubt.line)
            try:
                if kind is not None:
                    return with_ignore(text, doubt.line, doubt.code, reason, kind)
            except CannotIgnoreError as error:
                raise EditError(f"It cannot be accepted there: {error}", "Mend it.") from error
            raise EditError("A plain text has no comments", "Mend it, or make it Markdown.")

        return path, edit

    def pair(self, place: Place, english: str | None) -> Entry:
        """Say that a sentence belongs to an English one, by its id; to none, if it is None.

        Raises `EditError`.
        """
        with self._room.lock:
            article = self._room.articles.get(place.slug)
            found = block_of(article, place.block) if article is not None else None
            if article is None or found is None or article.translation is None:
                raise EditError("The sentence is gone", "Look again.")
            block, translation = found[1], article.translation
            html, paths = self._room.site.source.config.html, (article.path, translation.path)
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
                raise EditError("The English sentence is gone", "Look again.")
            zh, en = (text or "" for text in texts)
            start = other[1].span.start
            new = with_anchor(zh, en, block, place.start, other[0], start, html=html, plain=plain)
            edits = [(p, _only_if(old, n)) for p, old, n in zip(paths, (zh, en), new, strict=True)]
            shown = " ".join(other[1].span.of(other[0].text).replace(ATOM, " ").split())
            return self._write(f"a pair with “{shown}”", edits)

    def alone(self, slug: str, english: str) -> Entry:
        """Say that an English sentence, by its id, translates nothing. Raises `EditError`."""
        with self._room.lock:
            article = self._room.articles.get(slug)
            translation = article.translation if article is not None else None
            blocks = translation.blocks if translation is not None else ()
            found = next(((b, s) for b in blocks for s in b.sentences if s.id == english), None)
            if translation is None or found is None:
                raise EditError("The English sentence is gone", "Look again.")
            edit = partial(
                with_no_counterpart,
                block=found[0],
                offset=found[1].span.start,
                html=self._room.site.source.config.html,
                plain=translation.path.suffix != ".md",
            )
            return self._write("no counterpart", [(translation.path, edit)])

    def undo(self, id_: int) -> Entry:
        """Take back what was written, where it still stands. Raises `EditError`."""
        with self._room.lock:
            entry = next((e for e in self.entries if e.id == id_ and not e.undone), None)
            if entry is None:
                raise EditError("That is taken back already", "Nothing needs to be done.")
            _take_back(entry.changes)
            entry.undone = True
            self._tidy(entry)
            self._room.refresh()
            return entry

    def _tidy(self, entry: Entry) -> None:
        """Remove a file that we made and in which nothing is left."""
        made = {c.path for other in self.entries for c in other.changes if c.before is None}
        for path in made.intersection(c.path for c in entry.changes):
            if path.exists() and not path.read_bytes().strip():
                path.unlink()

    def _find(self, place: Place, text: str, sentence: str) -> tuple[Article, int, Block, Span]:
        """Where a place is now: its own block, or else the one place that has the sentence."""
        article = self._room.articles.get(place.slug)
        if article is None:
            raise EditError("The article is gone", "Look again.")
        blocks = (article.title, *article.blocks)
        homes = [
            (number, block, s.span)
            for number, block in enumerate(blocks)
            for s in block.sentences
            if s.span.of(block.text) == sentence
        ]
        own = [home for home in homes if home[1].id == place.block]
        for number, block, _ in own:
            span = Span(place.start, place.end)
            if span.of(block.text) == text and any(home[2].contains(span) for home in own):
                return article, number, block, span
        if len(homes) == 1:
            number, block, home = homes[0]
            at = sentence.find(text)
            if at >= 0 and sentence.count(text) == 1:
                span = Span(home.start + at, home.start + at + len(text))
                return article, number, block, span
        message = f"“{text}” is not there any more: the article was changed meanwhile"
        raise EditError(message, "Look at the place as it is now, then choose again.")

    def _note(self, article: Article, number: int, span: Span, says: Says) -> list[_Edit]:
        """A note about the place, in words of its own or of one that is about it already."""
        blocks = (article.title, *article.blocks)
        standing = self._standing_note(article, number, span)
        if standing is None:
            quoted = quotation(blocks, number, span)
        else:
            data = standing.table.data
            quoted = {key: data[key] for key in _QUOTING if key in data}
            if "accept" in says:
                codes = dict.fromkeys([*standing.accept, *cast("list[str]", says["accept"])])
                says = {**says, "accept": list(codes)}
        said = {**quoted, **says}
        path = notes_file(article.path)
        return [(path, lambda text: with_note(text, said, article=article.path.name))]

    def _standing_note(self, article: Article, number: int, span: Span) -> Note | None:
        """The note that is about this place alone, if there is one."""
        blocks = (article.title, *article.blocks)
        source = next(s for s in self._room.site.source.articles if s.path == article.path)
        quotations, text = Quotations(blocks, article.path), span.of(blocks[number].text)
        for note in source.notes:
            if note.text != text or note.everywhere:
                continue
            if quotations.places(note, Report()) == [NotePlace(number, span)]:
                return note
        return None

    def _mark(self, article: Article, number: int, span: Span, says: Says) -> list[_Edit]:
        block = (article.title, *article.blocks)[number]
        mark = _as_mark(span.of(block.text), says)
        html, plain = self._room.site.source.config.html, article.path.suffix != ".md"
        edit = partial(with_mark, block=block, span=span, mark=mark, html=html, plain=plain)
        return [(article.path, edit)]

    def _word(self, article: Article, number: int, span: Span, says: Says) -> list[_Edit]:
        block = (article.title, *article.blocks)[number]
        unfit = [key for key in says if key in ("words", "word", "term", "sense", "accept")]
        if unfit or says.get("name") is False:
            message = "The lexicon cannot say this of every place"
            raise EditError(message, "Say it of this place.")
        said = {"text": span.of(block.text), **says}
        return [(self._room.root / "lexicon.toml", lambda text: with_word(text, said))]

    def _write(
        self, said: str, edits: Sequence[_Edit], holds: Callable[[], bool] | None = None
    ) -> Entry:
        """Make edits, all or none of them, and see what comes of them."""
        before = self._room.errors
        done: list[Change] = []
        try:
            for path, edit in edits:
                done.append(change(path, edit))
            if all(each.is_empty for each in done):
                raise EditError("The file says so already", "Nothing needs to be written.")
            self._room.refresh()
            new = self._room.errors.keys() - before.keys()
            if new:
                code, _, message = fault = min(new, key=str)
                remedy = self._room.errors[fault]
                hint = f"Nothing was written; {remedy[:1].lower()}{remedy[1:].rstrip('.')}."
                raise EditError(f"{code}: {message}", hint)
            if holds is not None and not holds():
                message = "It would change nothing here: a nearer correction says otherwise"
                raise EditError(
                    message, "Change that one: the Markdown beats notes, notes the rest."
                )
        except BaseException:
            _take_back(done)
            self._room.refresh()
            raise
        paths = tuple(c.path.relative_to(self._room.root).as_posix() for c in done)
        entry = Entry(next(self._numbers), said, paths, datetime.now(), changes=done)
        self.entries.append(entry)
        return entry

    def _holds(self, place: Place, text: str, sentence: str, says: Says) -> bool:
        """Whether the page now has what was said, as far as a page shows it."""
        _, _, block, span = self._find(place, text, sentence)
        words = [
            word.span.of(block.text) for word in block.layers.words if span.contains(word.span)
        ]
        if says.get("words") and words != says["words"]:
            return False
        if says.get("word") and words != [text]:
            return False
        pinyin = says.get("pinyin")
        if isinstance(pinyin, str):
            found = [r.pinyin.lower() for r in block.layers.readings if span.contains(r.span)]
            return found == [s.lower() for s in split_syllables(han_pinyin(text, pinyin))]
        return True


_Edit = tuple[Path, Callable[[str], str]]


def _around(block: Block, offset: int) -> Iterator[Span]:
    """Spans that a note may quote around an offset, the smallest first."""
    words = [word.span for word in block.layers.words]
    at = next(index for index, span in enumerate(words) if span.end > offset)
    for before, after in ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2)):
        inside = words[max(0, at - before) : at + after + 1]
        yield Span(inside[0].start, inside[-1].end)


def _take_back(changes: Sequence[Change]) -> None:
    """All of them or, where one of them cannot be, none."""
    taken: list[Change] = []
    try:
        for done in reversed(changes):
            taken.append(undo(done))
    except EditError:
        for back in reversed(taken):
            undo(back)
        raise


def _only_if(old: str, new: str) -> Callable[[str], str]:
    """An edit that two files share must not mix with what others wrote in between."""

    def edit(text: str) -> str:
        if text != old:
            raise EditError("The file was changed meanwhile", "Choose again.")
        return new

    return edit


def _as_mark(text: str, says: Says) -> str:
    unfit = set(says) - {"word", "words", "pinyin"}
    if unfit:
        message = "A mark in the Markdown says words and readings, and nothing else"
        raise EditError(message, "Write it into the notes.")
    words = says.get("words")
    left = "/".join(words) if isinstance(words, list) else text
    return f"{{{left}|{says['pinyin']}}}" if says.get("pinyin") else f"{{{left}}}"


def _shown(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
