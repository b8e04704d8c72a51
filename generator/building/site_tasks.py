"""Files of the site that any worker can make: from a task, and from what every worker has.

Those that show facts of all articles are not among them: to send the facts would take longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct

from generator.model import Edition
from generator.pages import File
from generator.plugins import PluginError
from generator.site.article_facts import ArticleFacts
from generator.site.lazy_data import SHARDS, shard
from generator.site.search_index import SLICES, Terms
from generator.site.template_faults import TemplateFaultError

if TYPE_CHECKING:
    from generator.pages import SitePages
    from generator.storage.cache import Cache

GROUPS = 8
"""The tasks that share the characters of a site. Each has whole scripts of `lazy_data.SHARDS`."""


class Maker(Protocol):
    """What a worker has to make files of the site with."""

    pages: SitePages
    cache: Cache | None

    def store_common_names(self) -> None:
        """Keep the names of the records of common words."""


class SiteFiles(Struct, frozen=True):
    """What became of a task."""

    files: tuple[tuple[PurePosixPath, bytes], ...] = ()
    missing: bool = False
    """Whether the cache has lost what the files are made from."""
    error: TemplateFaultError | PluginError | None = None


class SiteTask(Struct, frozen=True):
    """Files of the site to make."""

    @property
    def name(self) -> str:
        """What the files are, for messages."""
        raise NotImplementedError

    def make(self, maker: Maker) -> Iterable[File] | None:
        """Return the files; None if the cache has lost what they are made from."""
        raise NotImplementedError

    def run_in(self, maker: Maker) -> SiteFiles:
        """Make the files."""
        try:
            made = self.make(maker)
            if made is None:
                return SiteFiles(missing=True)
            return SiteFiles(tuple((place, _bytes(content)) for place, content in made))
        except (TemplateFaultError, PluginError) as error:
            return SiteFiles(error=error)


class CharacterFiles(SiteTask, frozen=True):
    """The meanings and the strokes of characters."""

    characters: str

    @property
    def name(self) -> str:
        """What the files are."""
        return "/static/characters/"

    def make(self, maker: Maker) -> Iterable[File]:
        """Return the files."""
        return maker.pages.characters(self.characters)


class CommonFiles(SiteTask, frozen=True):
    """What is one script, or one for each shard, for all characters of the site."""

    characters: str

    @property
    def name(self) -> str:
        """What the files are."""
        return "/static/words/"

    def make(self, maker: Maker) -> Iterator[File]:
        """Yield the files."""
        yield from maker.pages.words_with(self.characters)
        maker.store_common_names()


def character_tasks(characters: str) -> Iterator[SiteTask]:
    """Yield the tasks for all characters of a site."""
    by_group: list[list[str]] = [[] for _ in range(GROUPS)]
    for char in characters:
        by_group[int(shard(char), 16) * GROUPS // SHARDS].append(char)
    for group in by_group:
        if group:
            yield CharacterFiles("".join(group))
    yield CommonFiles(characters)


class GrammarFiles(SiteTask, frozen=True):
    """The scripts with grammar notes, and the pages with them in some editions: in one task, since
    the texts take long to convert."""

    notes: tuple[str, ...] | None
    """Those of the scripts; None if these are in place."""
    editions: tuple[Edition, ...]
    articles: tuple[ArticleFacts, ...]
    """Those that the pages name."""

    @property
    def name(self) -> str:
        """What the files are."""
        return "/static/grammar/"

    def make(self, maker: Maker) -> Iterator[File]:
        """Yield the files."""
        pages = maker.pages
        if self.notes is not None:
            yield from pages.grammar(self.notes)
        for edition in self.editions:
            yield from pages.site_page("grammar", edition, self.articles, pages.facts.assets)


class SearchShards(SiteTask, frozen=True):
    """A part of the index of the search, of `parts`; `count` is the number of its shards."""

    part: int
    parts: int
    count: int
    articles: tuple[tuple[str, str], ...]
    """The sign of each article, and the key of what it adds, in the order of the signs."""

    @property
    def name(self) -> str:
        """What the files are."""
        return "/static/search/"

    def make(self, maker: Maker) -> Iterator[File] | None:
        """Return the scripts; None if the cache has lost what an article adds."""
        cache = maker.cache
        terms = Terms()
        for mark, key in self.articles:
            added = None if cache is None else stored_terms(cache, key)
            if added is None:
                return None
            for number in range(self.part, SLICES, self.parts):
                terms.add(mark, added[number])
        return terms.shards(range(self.part, self.count, self.parts), self.count)


def stored_terms(cache: Cache, key: str) -> Sequence[str] | None:
    """Return what an article adds to the index of the search, if the cache has it."""
    stored = cache.get("output", key)
    if stored is None:
        return None
    files = msgspec.msgpack.decode(stored, type=tuple[tuple[str, bytes], ...])
    return [data.decode() for _, data in files]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
