"""The feeds of a build: those whose articles, or their texts, have changed are made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec.structs import replace

from generator.building.article_outputs import ArticleOutputs
from generator.building.article_tasks import ArticleTask
from generator.building.changing_articles import ChangingArticleError
from generator.building.digests import digest
from generator.building.site_outputs import write_files
from generator.building.state import BuildState
from generator.building.units import Unit
from generator.model import Edition
from generator.pages import FEED
from generator.site import addresses
from generator.site.article_facts import ArticleFacts
from generator.site.feeds import AUDIO_TYPES, Feed, entries_of, feed_files
from generator.site.listings import page_shelves

REMEMBERED = 64
"""Of how many articles the texts are kept in memory: the newest are in several feeds."""


class _Place(NamedTuple):
    """A feed: the page that it is of, and its articles."""

    page: PurePosixPath
    label: str
    """Empty for the feeds of all articles."""
    articles: Sequence[ArticleFacts]


class FeedOutputs:
    """Brings the feeds up to date."""

    def __init__(self, state: BuildState, articles: ArticleOutputs) -> None:
        self._state = state
        self._texts = articles.feed_texts
        self._units = {unit.slug: unit for unit in articles.units if unit.slug}
        self._text = lru_cache(maxsize=REMEMBERED)(self._find_text)

    def write(self, facts: Sequence[ArticleFacts]) -> None:
        """Write the feeds of the site, of each edition, and of each tag and level in it."""
        config = self._state.config
        if not config.base_url or not config.site.feed_size:
            return
        for edition in config.editions:
            for place in self._places(facts, edition):
                self._write(place, edition)

    def _places(self, facts: Sequence[ArticleFacts], edition: Edition) -> Iterator[_Place]:
        if edition is self._state.config.editions[0]:
            yield _Place(addresses.ROOT, "", facts)
        yield _Place(addresses.home(edition), "", facts)
        for shelf in page_shelves(facts, edition):
            yield _Place(addresses.shelf(edition, shelf.id), shelf.label, shelf.articles)

    def _write(self, place: _Place, edition: Edition) -> None:
        state = self._state
        found = entries_of(place.articles, edition, state.config.site.feed_size)
        entries = [replace(entry, audio=self._audio(entry.slug)) for entry in found]
        keys = [self._key(entry.slug) for entry in entries]
        own = sorted(map(str, state.assets.root))  # which replace feeds of the same name
        name = f"feed {place.page}"
        key = digest(state.keys.reader, edition, place.label, entries, keys, own)
        if state.keep(name, key):
            return
        feed = Feed(place.page, place.label, edition, entries)
        site = state.workshop.pages.facts.site(edition)
        texts = [self._text(entry.slug)[edition.path] for entry in entries]
        state.note(name, key, write_files(state, feed_files(feed, texts, site, state.config)))

    def _key(self, slug: str) -> str:
        """Return the key of the text of an article."""
        made = self._state.record.articles[self._units[slug].path].outputs.get(FEED)
        return "" if made is None else made.key

    def _audio(self, slug: str) -> tuple[str, ...]:
        """Return where the recordings of an article are published."""
        published = self._state.record.articles[self._units[slug].path].published
        return tuple(
            place for place in published if PurePosixPath(place).suffix.lower() in AUDIO_TYPES
        )

    def _find_text(self, slug: str) -> Mapping[str, str]:
        unit: Unit = self._units[slug]
        options = self._state.options
        task = ArticleTask(unit.files, unit.source, options.drafts, options.until)
        texts = self._texts.of(self._key(slug), task)
        if not texts:
            raise ChangingArticleError(unit.files.path)
        return texts
