"""Entries of the glossary (G008) and of the lexicon (W009) that the texts of a site never use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.annotate.engines import Engines
from generator.content.site import SiteSource
from generator.diagnostics import Report
from generator.model import Article, Lexeme, Span, Term


def unused_entries(
    source: SiteSource, articles: Sequence[Article], engines: Engines, report: Report
) -> None:
    """Report the entries that no text of the site uses (G008, W009); none for a site of no text."""
    if not articles:
        return
    simplify = engines.converter.simplify
    blocks = [block for article in articles for block in (article.title, *article.blocks)]
    texts = [simplify(block.text) for block in blocks]
    used = {use.term_id for block in blocks for use in block.layers.terms}
    whole = "\n".join(texts)
    for term in source.terms:
        if term.id not in used and not _is_written(term, whole, simplify(_forms(term))):
            report.add(
                "G008",
                source.config.root / "glossary.toml",
                f"no article uses “{next(iter(term.forms.values()))}” ({term.id})",
                "remove the entry, or add the form that the articles use to its `aliases`",
                line=term.line,
            )
    # The lexicon also reads and converts what stands around the articles.
    config = source.config
    texts += [term.definition.zh for term in source.terms]
    texts += [config.title.zh, config.description.zh]
    texts += [tag for article in articles for tag in article.meta.tags]
    simple = [simplify(text) for text in texts]
    for lexeme in source.lexemes:
        if not _is_read(lexeme, simple, engines):
            context = " where the text around it is as it asks" if _has_context(lexeme) else ""
            report.add(
                "W009",
                config.root / "lexicon.toml",
                f"no article uses “{lexeme.text}”{context}",
                "remove the entry, or mend its `text`"
                + (", `before` or `after`" if context else ""),
                line=lexeme.line,
            )


def _forms(term: Term) -> str:
    return "\n".join((*term.forms.values(), *term.aliases))


def _is_written(term: Term, whole: str, forms: str) -> bool:
    """Whether a form stands somewhere, be it inside of a longer word."""
    if not term.match_case:
        whole, forms = whole.casefold(), forms.casefold()
    return any(form in whole for form in forms.split("\n"))


def _has_context(lexeme: Lexeme) -> bool:
    return bool(lexeme.before or lexeme.after)


def _is_read(lexeme: Lexeme, texts: Sequence[str], engines: Engines) -> bool:
    key = engines.converter.simplify(lexeme.text)
    return any(
        engines.site.lexeme(text, Span(match.start(), match.start() + len(key))) == lexeme
        for text in texts
        for match in re.finditer(f"(?={re.escape(key)})", text)
    )
