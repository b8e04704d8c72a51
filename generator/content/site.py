"""Read a site folder: its configuration, glossary, lexicon and articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.content.articles import SourceArticle, load_articles
from generator.content.config import Config, load_config
from generator.content.entries import Lexeme, Term
from generator.content.glossary import load_glossary
from generator.content.lexicon import load_lexicon
from generator.diagnostics import Report


@dataclass(frozen=True, slots=True)
class SiteSource:
    """Everything that the author of a site wrote."""

    config: Config
    terms: tuple[Term, ...]
    lexemes: tuple[Lexeme, ...]
    articles: tuple[SourceArticle, ...]


def read_site(root: Path, report: Report, *, drafts: bool = False) -> SiteSource:
    """Read everything in a site folder; all faults are added to the report."""
    config = load_config(root, report)
    return SiteSource(
        config,
        tuple(load_glossary(root / "glossary.toml", report)),
        tuple(load_lexicon(root / "lexicon.toml", report)),
        tuple(load_articles(config, report, drafts=drafts)),
    )
