"""The ways on from each article of a build, and the keys of what pages show of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property

from generator.annotate.vocabulary import fold_ascii
from generator.building.digests import digest
from generator.building.state import BuildState
from generator.site.ways_on import ListedArticle, WaysOn, ways_on_finder


class WaysOnKeys:
    """The ways on from the articles of a build, by slug."""

    def __init__(self, state: BuildState, articles: Iterable[ListedArticle | None]) -> None:
        self._articles = [article for article in articles if article is not None]
        self._order = state.config.site.order
        self._entries = state.entries
        last = state.last
        needs = digest(self._articles, self._order, self._entries.digest)
        same = last.articles.values() if last is not None and last.ways_on == needs else ()
        self._known = {article.slug: article.ways_on for article in same}
        state.record.ways_on = needs
        self._occurring = cache(self._find_occurring)
        self.key = cache(self._key)
        """Return the digest of the ways on from the article with a slug."""

    def of(self, slug: str) -> WaysOn:
        """Return the ways on from the article with a slug."""
        return self._find(slug)

    @cached_property
    def _find(self) -> Callable[[str], WaysOn]:
        return ways_on_finder(self._articles, self._order)

    def _key(self, slug: str) -> str:
        known = self._known.get(slug)
        if known is not None:
            return known
        ways = self._find(slug)
        return digest(ways, [self._occurring(each) for each in ways.all()])

    def _find_occurring(self, article: ListedArticle) -> str:
        """Return the digest of the entries that may change how editions write its title."""
        text = "\n".join((article.title, *article.series, article.simplified))
        return self._entries.occurring_in(fold_ascii(text))
