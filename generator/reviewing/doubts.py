"""What `check` says, as a review lists it: each doubt with its place in the text.

A diagnostic names a line and a column; a page has blocks, sentences and words. The way back is
exact, since every diagnostic about an article takes its place from `Block.place`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.content.values import acceptance_fault
from generator.diagnostics import CODES
from generator.model import Article, Block, Diagnostic, Sentence, Severity, Span

_OF_WORDS = frozenset("RWNE")
"""The families that are about a word; the others are about a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article's text: block and sentence by id, offsets into the block."""

    slug: str
    block: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that `check` reports."""

    id: str
    """The same after each run that finds the same at the same place."""
    code: str
    about: str
    """What the code is about, in a few words."""
    severity: str
    message: str
    hint: str
    path: str
    """From the site folder on."""
    line: int
    column: int
    slug: str
    """Of the article that it is about, empty if it is about none."""
    place: Place | None
    """None where it is about no place of a text."""
    offset: int
    """Into the block: where exactly it was found; -1 where that is not in the article's text."""
    in_english: bool
    """Whether it is the translation of the place that is meant."""
    english: str
    """The id of the English sentence that it is about, empty if it is about none."""
    may_accept: bool


def doubts(
    root: Path, articles: Iterable[Article], diagnostics: Sequence[Diagnostic]
) -> list[Doubt]:
    """All diagnostics of a site, errors first, then article by article in the order of the text."""
    by_path: dict[Path, tuple[int, _Text | None]] = {}
    for number, article in enumerate(articles):
        text = _Text(article)
        by_path[article.path] = number, text
        if article.translation is not None:
            by_path[article.translation.path] = number, text
    found = []
    for diagnostic in diagnostics:
        number, of = by_path.get(diagnostic.path, (-1, None))
        place = of.find(diagnostic) if of is not None else None
        order = (
            diagnostic.severity is not Severity.ERROR,
            number,
            of.order(place) if of is not None and place is not None else (-1, 0),
            diagnostic.line,
            diagnostic.column,
        )
        found.append((order, _doubt(root, diagnostic, place, of)))
    return [doubt for _, doubt in sorted(found, key=lambda item: item[0])]


def _doubt(root: Path, diagnostic: Diagnostic, place: Place | None, of: _Text | None) -> Doubt:
    path = diagnostic.path
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    key = f"{diagnostic.code} {shown} {diagnostic.line} {diagnostic.column} {diagnostic.message}"
    return Doubt(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        code=diagnostic.code,
        about=CODES[diagnostic.code][1],
        severity=diagnostic.severity.value,
        message=_from_the_site_on(diagnostic.message, root),
        hint=diagnostic.hint,
        path=shown,
        line=diagnostic.line,
        column=diagnostic.column,
        slug=of.article.meta.slug if of is not None else "",
        place=place,
        offset=of.offset(diagnostic) if of is not None else -1,
        in_english=of is not None and place is not None and path != of.article.path,
        english=of.english(diagnostic) if of is not None else "",
        may_accept=acceptance_fault(diagnostic.code) is None,
    )


def _from_the_site_on(message: str, root: Path) -> str:
    """A message with the paths that the page shows, and not those of this machine."""
    return message.replace(f"{root}{os.sep}", "")


class _Text:
    """Finds the places of one article and of its translation."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._blocks = (article.title, *article.blocks)
        self._number = {block.id: number for number, block in enumerate(self._blocks)}

    def order(self, place: Place) -> tuple[int, int]:
        """By which places stand in the order of the text."""
        return self._number[place.block], place.start

    def offset(self, diagnostic: Diagnostic) -> int:
        """Where in its block a diagnostic about the article's own text stands, else -1."""
        if diagnostic.path != self.article.path:
            return -1
        found = block_at(self._blocks, diagnostic.line, diagnostic.column)
        return found[1] if found is not None else -1

    def english(self, diagnostic: Diagnostic) -> str:
        """The English sentence that a diagnostic about the translation is about, if any."""
        if diagnostic.path == self.article.path:
            return ""
        translation = self.article.translation
        blocks = translation.blocks if translation is not None else ()
        found = block_at(blocks, diagnostic.line, diagnostic.column)
        return _sentence(*found).id if found is not None else ""

    def find(self, diagnostic: Diagnostic) -> Place | None:
        """The word or the sentence that a diagnostic is about, if it is about one."""
        if diagnostic.path != self.article.path:
            return self._translated(diagnostic.line, diagnostic.column)
        found = block_at(self._blocks, diagnostic.line, diagnostic.column)
        if found is None:
            return None
        block, offset = found
        sentence = _sentence(block, offset)
        span = sentence.span
        if diagnostic.code[0] in _OF_WORDS:
            span = next((w.span for w in block.layers.words if offset in _range(w.span)), span)
            name = next((n.span for n in block.layers.names if n.span.start == span.start), None)
            span = name if name is not None and diagnostic.code[0] == "N" else span
        return Place(self.article.meta.slug, block.id, sentence.id, span.start, span.end)

    def _translated(self, line: int, column: int) -> Place | None:
        """The sentence whose translation stands at a line and column of the other file."""
        translation = self.article.translation
        found = block_at(translation.blocks, line, column) if translation is not None else None
        if found is None:
            return None
        wanted = _sentence(*found).id
        ids = next((a.zh_ids for a in self.article.alignments if wanted in a.en_ids), ())
        for block in self._blocks:
            for sentence in block.sentences:
                if sentence.id in ids:
                    span = sentence.span
                    return Place(
                        self.article.meta.slug, block.id, sentence.id, span.start, span.end
                    )
        return None


def block_at(blocks: Sequence[Block], line: int, column: int) -> tuple[Block, int] | None:
    """The block and the offset whose `Block.place` is a line and column."""
    for block in blocks:
        stretches = [(0, block.line, block.column), *block.source_map, (len(block.text), 0, 0)]
        for (start, row, first), (end, _, _) in pairwise(stretches):
            if row == line and first <= column < first + end - start:
                return block, start + column - first
    return None


def _sentence(block: Block, offset: int) -> Sentence:
    return next(s for s in reversed(block.sentences) if s.span.start <= offset)


def _range(span: Span) -> range:
    return range(span.start, span.end)
