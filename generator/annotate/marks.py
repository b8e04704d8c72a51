"""Look up the author's marks on a span, which take precedence over the glossary and the lexicon.

These functions are called for every word, but few blocks have marks: the case without marks must
be fast.
"""

from __future__ import annotations

from generator.annotate.engines import Engines
from generator.annotate.vocabulary import TermForm
from generator.content.entries import Lexeme
from generator.model import AuthorMark, Block, Span


def mark_on(block: Block, span: Span) -> AuthorMark | None:
    """Return the mark on exactly this span."""
    if not block.marks:
        return None
    return next((mark for mark in block.marks if mark.span == span), None)


def is_no_name(block: Block, span: Span) -> bool:
    """Whether the author states that nothing in the span is a name."""
    return bool(block.marks) and any(
        mark.name is False and mark.span.overlaps(span) for mark in block.marks
    )


def is_no_term(block: Block, span: Span) -> bool:
    """Whether the author states that nothing in the span is a term."""
    return bool(block.marks) and any(
        mark.term is False and mark.span.overlaps(span) for mark in block.marks
    )


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
