"""The annotated articles of a build: from the cache, else annotated anew and kept there.

An article of which only some blocks have changed is annotated from how it was in the last build
(`annotate/again.py`), if nothing else has changed that annotation depends on.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.building.article_dependencies import find_dependencies, shown_terms, text_key
from generator.building.digests import digest
from generator.building.keys import Dependencies, SiteKeys
from generator.building.stored_articles import decode_article, encode_article
from generator.building.stored_reports import decode_report, encode_report
from generator.content.articles import SourceArticle
from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import ArticleAnnotator
from generator.storage.cache import Cache


class Annotated(Struct, frozen=True):
    """An annotated article."""

    article: Article
    report: Report
    """The faults found while it was annotated."""
    dependencies: Dependencies
    entries: str
    """As `Entries.occurring` returns it."""
    key: str


class _Stored(Struct, frozen=True, array_like=True):
    report: bytes
    article: bytes
    site: str
    """The digest of what the annotation of any article of the site depends on."""


_DECODER = msgspec.msgpack.Decoder(_Stored)


class AnnotatedArticles:
    """Annotates the articles of a site; `root` is its folder."""

    def __init__(self, annotator: ArticleAnnotator, cache: Cache | None, root: Path) -> None:
        self._annotator = annotator
        self._cache = cache
        self._root = root

    def get(self, read: SourceArticle, source: str, keys: SiteKeys, before: str = "") -> Annotated:
        """Return an annotated article; raises `PluginError`.

        `source` is the key of its files, `before` that of its annotation in the last build.
        """
        cache, text = self._cache, text_key(keys.program, keys.config, source)
        if cache is not None and (stored := cache.get("text", text)) is not None:
            dependencies = msgspec.msgpack.decode(stored, type=Dependencies)
            entries = keys.entries.occurring(dependencies)
            key = keys.annotation_key(source, entries)
            if (known := self._stored(key)) is not None:
                with suppress(msgspec.DecodeError, pickle.UnpicklingError):
                    report = decode_report(known.report, self._root)
                    article = decode_article(known.article, self._root)
                    dependencies = replace(dependencies, shown_terms=shown_terms(article))
                    return Annotated(article, report, dependencies, entries, key)
        report, site = Report(), digest(keys.annotation, keys.entries.digest)
        article = self._annotator.annotate(read, report, self._before(before, site))
        dependencies = find_dependencies(article, read, self._annotator.engines)
        entries = keys.entries.occurring(dependencies)
        key = keys.annotation_key(source, entries)
        if cache is not None:
            both = encode_report(report, self._root), encode_article(article, self._root)
            cache.put("article", key, msgspec.msgpack.encode(_Stored(*both, site)))
        return Annotated(article, report, dependencies, entries, key)

    def _before(self, key: str, site: str) -> Article | None:
        """Return how an article was annotated in the last build, if it was for the same site."""
        known = self._stored(key) if key else None
        if known is not None and known.site == site:
            with suppress(pickle.UnpicklingError):
                return decode_article(known.article, self._root)
        return None

    def _stored(self, key: str) -> _Stored | None:
        stored = None if self._cache is None else self._cache.get("article", key)
        if stored is not None:
            with suppress(msgspec.DecodeError):
                return _DECODER.decode(stored)
        return None
