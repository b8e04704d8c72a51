"""PDF: the hand-out of an article, printed by Chromium."""

from __future__ import annotations

from generator.exporting.chromium import print_pdf
from generator.exporting.handout import article_pages
from generator.exporting.target import Target
from generator.site.article_content import ArticleContent


def article_pdf(content: ArticleContent, target: Target) -> bytes:
    """Return the hand-out of an article as a PDF."""
    return print_pdf(article_pages(content, target))
