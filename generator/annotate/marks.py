"""Look up the author's marks on a span, which take precedence over the words of the site.

These functions are called for every word and few blocks have marks, so the case without marks must
be fast.
"""

from __future__ import annotations

from generator.annotate.engines import Engines
from generator.annotate.vocabulary import TermForm
from generator.model import AuthorMark, Block, Lexeme, Span


def mark_on(block: Block, span: Span) -> AuthorMark | None:
    """Return the mark on exactly this span."""
    if not block.marks:
        return None
    return next((mark for mark in block.marks if mark.span == span), None)


def is_no_name(block: Block, span: Span) -> bool:
    """Whether the author marked the span as not being a name."""
    return bool(block.marks) and any(
        mark.name is False and mark.span.overlaps(span) for mark in block.marks
    )


def is_no_term(block: Block, span: Span) -> bool:
    """Whether the author marked the span as not being a term."""
    return bool(block.marks) and any(
        mark.term is False and mark.span.overlaps(span) for mark in block.marks
    )


def site_lexeme(block: Block, span: Span, engines: Engines) -> Lexeme | None:
    """Return the lexicon entry of a span, unless the author marked it as not being a name."""
    found = engines.site.lexeme(block.simplified, span)
    denied = found is not None and found.name is not None and is_no_name(block, span)
    return None if denied else found


def site_term(block: Block, span: Span, engines: Engines) -> TermForm | None:
    """Return the term that a word is a form of, unless the author marked it otherwise."""
    found = engines.site.term(span.of(block.simplified))
    if found is None or not block.marks:
        return found
    mark = mark_on(block, span)
    other = mark is not None and mark.term not in (None, found.term.id)
    return None if other or is_no_term(block, span) else found
