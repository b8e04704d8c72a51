"""Look up the author's marks on a span, which take precedence over the glossary and the lexicon.

These functions are called for every word, but few blocks have marks: the case without marks must
be fast. Where there are thousands, they are not gone through for each word: an index is made for
the marks of a block, and kept while the stages are at that block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.annotate.engines import Engines
from generator.annotate.vocabulary import TermForm
from generator.content.entries import Lexeme
from generator.model import AuthorMark, Block, Span
from generator.spans import Spans


def mark_on(block: Block, span: Span) -> AuthorMark | None:
    """Return the mark on exactly this span."""
    return _index(_Marks(block.marks)).by_span.get(span) if block.marks else None


def is_no_name(block: Block, span: Span) -> bool:
    """Whether the author states that nothing in the span is a name."""
    return bool(block.marks) and _index(_Marks(block.marks)).no_names.overlap(span)


def is_no_term(block: Block, span: Span) -> bool:
    """Whether the author states that nothing in the span is a term."""
    return bool(block.marks) and _index(_Marks(block.marks)).no_terms.overlap(span)


def is_marked(block: Block, span: Span) -> bool:
    """Whether the author states anything about a part of the span."""
    return bool(block.marks) and _index(_Marks(block.marks)).all.overlap(span)


def is_inside_word(block: Block, offset: int) -> bool:
    """Whether the author marks what is on both sides of an offset as one word."""
    return bool(block.marks) and _index(_Marks(block.marks)).words.overlap(Span(offset, offset))


def no_names_in(block: Block, span: Span) -> Iterator[Span]:
    """Yield the spans that overlap a span and in which the author states that nothing is a name."""
    return _index(_Marks(block.marks)).no_names.overlapping(span)


def marked_words_in(block: Block, span: Span) -> Iterator[Span]:
    """Yield the spans within a span that the author marks as words."""
    return filter(span.contains, _index(_Marks(block.marks)).words.overlapping(span))


def site_lexeme(block: Block, span: Span, engines: Engines) -> Lexeme | None:
    """Return the lexicon entry of a span, unless the author states that it is not a name."""
    found = engines.site.lexeme(block.simplified, span)
    denied = found is not None and found.name is not None and is_no_name(block, span)
    return None if denied else found


def site_term(block: Block, span: Span, engines: Engines) -> TermForm | None:
    """Return the term that a word is a form of, unless the author states otherwise."""
    found = engines.site.term(span.of(block.simplified))
    if found is None or not block.marks:
        return found
    mark = mark_on(block, span)
    other = mark is not None and mark.term not in (None, found.term.id)
    return None if other or is_no_term(block, span) else found


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """The marks of a block, which are compared by identity."""

    marks: tuple[AuthorMark, ...]

    def __hash__(self) -> int:
        return id(self.marks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Marks) and other.marks is self.marks


class _Index:
    """The marks of a block by what they state; each part is made when it is first asked for."""

    def __init__(self, marks: tuple[AuthorMark, ...]) -> None:
        self._marks = marks

    @cached_property
    def by_span(self) -> dict[Span, AuthorMark]:
        return {mark.span: mark for mark in reversed(self._marks)}

    @cached_property
    def all(self) -> Spans:
        return self._where(lambda _: True)

    @cached_property
    def words(self) -> Spans:
        return self._where(lambda mark: mark.is_word)

    @cached_property
    def no_names(self) -> Spans:
        return self._where(lambda mark: mark.name is False)

    @cached_property
    def no_terms(self) -> Spans:
        return self._where(lambda mark: mark.term is False)

    def _where(self, states: Callable[[AuthorMark], bool]) -> Spans:
        return Spans([mark.span for mark in self._marks if states(mark)])


@lru_cache(maxsize=4)
def _index(marks: _Marks) -> _Index:
    return _Index(marks.marks)
