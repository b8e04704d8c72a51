"""Read a site folder: its configuration, glossary, lexicon, articles and pages."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.content.articles import SourceArticle, load_articles
from generator.content.config import Config, load_config
from generator.content.entries import Lexeme, Term
from generator.content.glossary import load_glossary
from generator.content.lexicon import load_lexicon
from generator.content.pages import TextPage, load_about, load_pages
from generator.diagnostics import Report
from generator.storage.transaction import reading


class SiteSource(Struct, frozen=True):
    """Everything that the author of a site wrote."""

    config: Config
    terms: tuple[Term, ...]
    lexemes: tuple[Lexeme, ...]
    articles: tuple[SourceArticle, ...]
    pages: tuple[TextPage, ...] = ()
    about: TextPage | None = None

    @property
    def slugs(self) -> dict[Path, str]:
        """The slugs of the articles and pages, by their file."""
        texts = {article.path: article.meta.slug for article in self.articles}
        return {**texts, **{page.path: page.slug for page in self.pages}}


def read_site(root: Path, report: Report, *, drafts: bool = False) -> SiteSource:
    """Read everything in a site folder; all faults are added to the report.

    Raises OSError if another command does not stop writing there.
    """
    with reading(root):
        config = load_config(root, report)
        terms = tuple(load_glossary(root / "glossary.toml", report))
        lexemes = tuple(load_lexicon(root / "lexicon.toml", report))
        articles = tuple(load_articles(config, report, drafts=drafts))
        slugs = {article.path: article.meta.slug for article in articles}
        pages = load_pages(root, report, articles=slugs, drafts=drafts)
        about = load_about(config.about, report)
    return SiteSource(config, terms, lexemes, articles, pages, about)
