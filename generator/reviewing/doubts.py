"""The doubts of a review: the diagnostics of `check`, each with its place in the text.

A diagnostic about a text has a block and a span. Its place is the word or the sentence around that
span; for a translation, the sentence that it translates.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from generator.content.values import acceptance_fault
from generator.diagnostics import CODES, Diagnostic, Severity
from generator.model import Article, Block, Sentence, Span
from generator.spans import within

_START = attrgetter("span.start")
_WORD_FAMILIES = frozenset("RWNE")
"""The families of codes about words; the others are about sentences."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of an article: block and sentence by id, and offsets into the block."""

    slug: str
    block: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A diagnostic as the review shows it."""

    id: str
    """The same in each run that reports the same at the same place."""
    code: str
    about: str
    """The title of the code."""
    severity: str
    message: str
    hint: str
    path: str
    """Relative to the site folder."""
    line: int
    column: int
    slug: str
    """The slug of its article; empty if it is about none."""
    place: Place | None
    """None if it has no place in an article."""
    offset: int
    """The exact offset into the block; -1 if it is not in the article's own text."""
    in_english: bool
    """Whether it is about the translation of the place."""
    english: str
    """The id of its English sentence; empty if it has none."""
    may_accept: bool
    """Whether an author may accept it."""


def list_doubts(
    root: Path, articles: Iterable[Article], diagnostics: Sequence[Diagnostic]
) -> list[Doubt]:
    """Return the diagnostics of a site as doubts: errors first, then in the order of the texts."""
    by_path: dict[Path, tuple[int, _PlaceFinder | None]] = {}
    for number, article in enumerate(articles):
        by_path[article.path] = number, _PlaceFinder(article)
        if article.translation is not None:
            by_path[article.translation.path] = by_path[article.path]
    found = []
    for diagnostic in diagnostics:
        number, finder = by_path.get(diagnostic.path, (-1, None))
        place = finder.find(diagnostic) if finder is not None else None
        order = (
            diagnostic.severity is not Severity.ERROR,
            number,
            finder.order(place) if finder is not None and place is not None else (-1, 0),
            diagnostic.line,
            diagnostic.column,
        )
        found.append((order, _to_doubt(root, diagnostic, place, finder)))
    return [doubt for _, doubt in sorted(found, key=lambda item: item[0])]


def _to_doubt(
    root: Path, diagnostic: Diagnostic, place: Place | None, finder: _PlaceFinder | None
) -> Doubt:
    path = diagnostic.path
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    key = f"{diagnostic.code} {relative} {diagnostic.line} {diagnostic.column} {diagnostic.message}"
    return Doubt(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        code=diagnostic.code,
        about=CODES[diagnostic.code][1],
        severity=diagnostic.severity.value,
        message=_with_relative_paths(diagnostic.message, root),
        hint=diagnostic.hint,
        path=relative,
        line=diagnostic.line,
        column=diagnostic.column,
        slug=finder.article.meta.slug if finder is not None else "",
        place=place,
        offset=finder.offset(diagnostic) if finder is not None else -1,
        in_english=finder is not None and place is not None and path != finder.article.path,
        english=finder.english(diagnostic) if finder is not None else "",
        may_accept=acceptance_fault(diagnostic.code) is None,
    )


def _with_relative_paths(message: str, root: Path) -> str:
    """A message with paths relative to the site folder."""
    return message.replace(f"{root}{os.sep}", "")


class _PlaceFinder:
    """Finds the places of diagnostics in an article and its translation."""

    def __init__(self, article: Article) -> None:
        self.article = article
        blocks = (article.title, *article.blocks)
        self._blocks = {block.id: block for block in blocks}
        self._number = {block.id: number for number, block in enumerate(blocks)}
        translation = article.translation
        english = translation.blocks if translation is not None else ()
        self._english = {block.id: block for block in english}
        self._translated = {id_: a.zh_ids for a in article.alignments for id_ in a.en_ids}
        self._sentences = {s.id: (block, s) for block in blocks for s in block.sentences}

    def order(self, place: Place) -> tuple[int, int]:
        """The sort key of a place, in the order of the text."""
        return self._number[place.block], place.start

    def offset(self, diagnostic: Diagnostic) -> int:
        """The offset of a diagnostic in its block; -1 if it is not in the article's own text."""
        block = self._blocks.get(diagnostic.block)
        if diagnostic.path != self.article.path or diagnostic.span is None or block is None:
            return -1
        return diagnostic.span.start if diagnostic.span.start < len(block.text) else -1

    def english(self, diagnostic: Diagnostic) -> str:
        """The id of the English sentence of a diagnostic; empty if it has none."""
        if diagnostic.path == self.article.path:
            return ""
        sentence = _sentence(self._english.get(diagnostic.block), diagnostic.span)
        return sentence.id if sentence is not None else ""

    def find(self, diagnostic: Diagnostic) -> Place | None:
        """The word or the sentence that a diagnostic is about; None if it is about neither."""
        if diagnostic.path != self.article.path:
            return self._find_translated(self.english(diagnostic))
        block = self._blocks.get(diagnostic.block)
        sentence = _sentence(block, diagnostic.span)
        if block is None or sentence is None or diagnostic.span is None:
            return None
        span, offset = sentence.span, diagnostic.span.start
        if diagnostic.code[0] in _WORD_FAMILIES:
            before = bisect_right(block.layers.words, offset, key=_START)
            if before and offset < block.layers.words[before - 1].span.end:
                span = block.layers.words[before - 1].span
            if diagnostic.code[0] == "N":
                names = within(block.layers.names, Span(span.start, span.start + 1))
                span = names[0].span if names else span
        return Place(self.article.meta.slug, block.id, sentence.id, span.start, span.end)

    def _find_translated(self, english: str) -> Place | None:
        """The first sentence that an English sentence translates."""
        ids = self._translated.get(english, ())
        if not ids:
            return None
        block, sentence = self._sentences[ids[0]]
        span = sentence.span
        return Place(self.article.meta.slug, block.id, sentence.id, span.start, span.end)


def _sentence(block: Block | None, span: Span | None) -> Sentence | None:
    """The sentence of a block in which a span begins."""
    if block is None or span is None:
        return None
    before = bisect_right(block.sentences, span.start, key=_START)
    return block.sentences[before - 1] if before else None
