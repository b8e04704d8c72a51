"""Glossary entries (G008) and lexicon entries (W009) that no text of the site uses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.annotate.engines import Engines
from generator.content.entries import Lexeme, Term
from generator.content.site import SiteSource
from generator.diagnostics import Report
from generator.model import Article, Span


def check_unused_entries(
    source: SiteSource, articles: Sequence[Article], engines: Engines, report: Report
) -> None:
    """Report the entries that no text of the site uses (G008, W009), if it has any text."""
    if not articles:
        return
    simplify = engines.converter.simplify
    blocks = [block for article in articles for block in (article.title, *article.blocks)]
    texts = [simplify(block.text) for block in blocks]
    used = {use.term_id for block in blocks for use in block.layers.terms}
    joined = "\n".join(texts)
    for term in source.terms:
        if term.id not in used and not _occurs(term, joined, simplify(_forms(term))):
            report.add(
                "G008",
                source.config.root / "glossary.toml",
                f"No article uses “{next(iter(term.forms.values()))}” ({term.id})",
                "Remove the entry, or add the form that the articles use to its `aliases`.",
                line=term.line,
            )
    # The lexicon also applies to text outside the articles.
    config = source.config
    texts += [term.definition.zh for term in source.terms]
    texts += [config.title.zh, config.description.zh]
    texts += [tag for article in articles for tag in article.meta.topics]
    simplified = [simplify(text) for text in texts]
    for lexeme in source.lexemes:
        if not _is_used(lexeme, simplified, engines):
            has_context = bool(lexeme.before or lexeme.after)
            report.add(
                "W009",
                config.root / "lexicon.toml",
                f"No article uses “{lexeme.text}”"
                + (" in the stated context" if has_context else ""),
                "Remove the entry, or correct its `text`"
                + (", `before` or `after`." if has_context else "."),
                line=lexeme.line,
            )


def _forms(term: Term) -> str:
    return "\n".join((*term.forms.values(), *term.aliases))


def _occurs(term: Term, text: str, forms: str) -> bool:
    """Whether a form of a term occurs anywhere, even inside a longer word."""
    if not term.match_case:
        text, forms = text.casefold(), forms.casefold()
    return any(form in text for form in forms.split("\n"))


def _is_used(lexeme: Lexeme, texts: Sequence[str], engines: Engines) -> bool:
    """Whether any text has the word of a lexicon entry, in its context."""
    key = engines.converter.simplify(lexeme.text)
    return any(
        engines.site.lexeme(text, Span(match.start(), match.start() + len(key))) == lexeme
        for text in texts
        for match in re.finditer(f"(?={re.escape(key)})", text)
    )
