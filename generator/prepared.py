"""A site that has been read and annotated, ready for checking and rendering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.annotate.engines import Engines
from generator.content.site import SiteSource
from generator.content.site_settings import SiteSettings
from generator.model import Article, Bilingual, Edition
from generator.site.assets import Assets
from generator.site.facts import SiteFacts
from generator.site.files import Files
from generator.site.labels import Labels
from generator.site.phrases import Phrases
from generator.site.word_table import WordTable

Progress = Callable[[str, int, int], None]
"""Called with the current stage, how many items are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class PreparedSite:
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


def site_facts(site: PreparedSite, assets: Assets) -> SiteFacts:
    """Return what all pages and exports of a site share."""
    config = site.source.config
    phrases = Phrases(site.engines, config.pinyin.style)
    return SiteFacts(
        config=config,
        engines=site.engines,
        terms=site.source.terms,
        assets=assets,
        files=site.files,
        phrases=phrases,
        words=WordTable(site.engines, config.pinyin.style),
        labels={edition: _labels(config.site, edition, phrases) for edition in config.editions},
        pages=site.source.pages,
    )


def _labels(settings: SiteSettings, edition: Edition, phrases: Phrases) -> Labels:
    """Return the labels of a site in an edition, its own converted to the script of it."""
    own = {
        id_: Bilingual(phrases.converted(label.zh, edition), label.en)
        for id_, label in settings.labels.items()
    }
    return Labels(edition, settings.interface, own)
