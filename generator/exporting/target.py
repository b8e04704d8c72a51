"""What the functions of a format are given besides the article: the site, edition and options."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.content.config import Config
from generator.content.entries import Lexeme
from generator.export_formats import Format
from generator.model import Edition
from generator.site.article_facts import ArticleFacts
from generator.site.facts import SiteFacts


class Target(Struct, frozen=True):
    """What a file is made for."""

    facts: SiteFacts
    """The site: its settings, engines, terms, words and labels."""
    lexemes: tuple[Lexeme, ...]
    """The entries of the lexicon."""
    edition: Edition
    """The edition to write; the first of the site, unless there is a file for each."""
    options: Mapping[str, str]
    """The value of every option of the format."""
    changed: int
    """When the site was last changed, in seconds since 1970, for formats whose readers ask which of
    two files is newer."""
    render: Callable[[str, object], str]
    """Renders a view with a template of the edition; the templates are `Format.templates`."""

    @property
    def config(self) -> Config:
        """The settings of the site."""
        return self.facts.config


class Part(Struct, frozen=True):
    """What an article adds to the file of the site."""

    article: ArticleFacts
    data: bytes


def option_values(format_: Format, given: Mapping[str, str]) -> dict[str, str]:
    """Return the value of every option of a format, those that are not given by default."""
    return {option.name: given.get(option.name, option.default) for option in format_.options}
