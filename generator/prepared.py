"""A site that has been read and annotated, ready for checking and rendering."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from generator.annotate.engines import Engines
from generator.content.site import SiteSource
from generator.model import Article
from generator.site.files import Files

Progress = Callable[[str, int, int], None]
"""Called with the current stage, how many items are done, and how many there are."""


class PreparedSite(Struct, frozen=True):
    """A site that is ready for rendering."""

    source: SiteSource
    engines: Engines
    articles: tuple[Article, ...]
    about: Article | None
    files: Files
    pages: tuple[Article, ...] = ()
    """The author's pages in `pages/`, without readings."""

    @property
    def page_texts(self) -> tuple[Article, ...]:
        """The texts of the site that are no articles."""
        return (*((self.about,) if self.about else ()), *self.pages)
