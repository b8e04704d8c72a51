"""The diagnostics of `check` as a review lists them: each doubt with its place in the text.

A diagnostic about a text has its block and a span of it. The review shows the word or the sentence
around that span; for a translation, the sentence that it translates.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
        blocks = (article.title, *article.blocks)
        self._blocks = {block.id: block for block in blocks}
        self._number = {block.id: number for number, block in enumerate(blocks)}
        translation = article.translation
        english = translation.blocks if translation is not None else ()
        self._english = {block.id: block for block in english}
        self._sentences = {s.id: (block, s) for block in blocks for s in block.sentences}

    def order(self, place: Place) -> tuple[int, int]:
        """The key by which places are in the order of the text."""
        return self._number[place.block], place.start

    def offset(self, diagnostic: Diagnostic) -> int:
        """The offset of a diagnostic in its block of the article's own text, else -1."""
        block = self._blocks.get(diagnostic.block)
        if diagnostic.path != self.article.path or diagnostic.span is None or block is None:
            return -1
        return diagnostic.span.start if diagnostic.span.start < len(block.text) else -1

    def english(self, diagnostic: Diagnostic) -> str:
        """The id of the English sentence that a diagnostic is about, if it is about one."""
        if diagnostic.path == self.article.path:
            return ""
        sentence = _sentence(self._english.get(diagnostic.block), diagnostic.span)
        return sentence.id if sentence is not None else ""

    def find(self, diagnostic: Diagnostic) -> Place | None:
        """The word or the sentence that a diagnostic is about, if it is about one."""
        if diagnostic.path != self.article.path:
            return self._translated(self.english(diagnostic))
        block = self._blocks.get(diagnostic.block)
        sentence = _sentence(block, diagnostic.span)
        if block is None or sentence is None or diagnostic.span is None:
            return None
        span, offset = sentence.span, diagnostic.span.start
        if diagnostic.code[0] in _OF_WORDS:
            span = next((w.span for w in block.layers.words if offset in _range(w.span)), span)
            name = next((n.span for n in block.layers.names if n.span.start == span.start), None)
            span = name if name is not None and diagnostic.code[0] == "N" else span
        return Place(self.article.meta.slug, block.id, sentence.id, span.start, span.end)

    def _translated(self, english: str) -> Place | None:
        """The first sentence that an English one translates."""
        ids = next((a.zh_ids for a in self.article.alignments if english in a.en_ids), ())
        if not ids:
            return None
        block, sentence = self._sentences[ids[0]]
        span = sentence.span
        return Place(self.article.meta.slug, block.id, sentence.id, span.start, span.end)


def _sentence(block: Block | None, span: Span | None) -> Sentence | None:
    """The sentence of a block in which a span begins."""
    if block is None or span is None:
        return None
    return next((s for s in reversed(block.sentences) if s.span.start <= span.start), None)


def _range(span: Span) -> range:
    return range(span.start, span.end)
