"""The check of the anchors that an author has set between an article and its translation."""

from __future__ import annotations

from generator.alignment.anchors import read_anchors
from generator.diagnostics import Report
from generator.model import Article, Span


def check_anchors(article: Article, report: Report) -> None:
    """Report invalid anchors (T011, T012)."""
    translation = article.translation
    english_blocks = translation.blocks if translation else ()
    for fault in read_anchors(article.blocks, english_blocks).faults:
        path = translation.path if translation and fault.in_translation else article.path
        line, column = fault.block.places_of_anchors[fault.anchor]
        offset = fault.anchor.offset
        report.add(
            fault.code,
            path,
            fault.message,
            fault.hint,
            line=line,
            column=column,
            block=fault.block.id,
            span=Span(offset, offset),
        )
