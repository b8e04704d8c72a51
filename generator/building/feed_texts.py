"""The texts of articles for feeds, in a build: they are in no file, so they are in the cache.

A build makes the text of an article that a feed may have together with its pages. A feed takes
those of its articles when it is made anew: most of them from earlier builds. A text that the cache
has lost is made once more. Without a cache, those of this build are kept until its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

import msgspec
import zstandard

from generator.building.article_tasks import ArticleTask
from generator.building.state import BuildState

_Texts = tuple[tuple[str, bytes], ...]


class FeedTexts:
    """The texts of articles by the key of this output, each by the folder of the edition."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._kept: dict[str, bytes] = {}

    def add(self, key: str, texts: Iterable[tuple[str, bytes]]) -> None:
        """Take the texts that a build without a cache has made."""
        if self._state.cache is None:
            self._kept[key] = zstandard.compress(msgspec.msgpack.encode(tuple(texts)), 1)

    def of(self, key: str, task: ArticleTask) -> Mapping[str, str]:
        """Return the texts of the article of a task, made with this key."""
        return {folder: text.decode() for folder, text in self._stored(key) or self._made(task)}

    def _stored(self, key: str) -> _Texts | None:
        cache = self._state.cache
        stored = None if cache is None else cache.get("output", key)
        if key in self._kept:
            stored = zstandard.decompress(self._kept[key])
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(stored, type=_Texts) if stored is not None else None
        return None

    def _made(self, task: ArticleTask) -> _Texts:
        self._state.workshop.keys = self._state.keys
        texts = self._state.workshop.feed_texts(task)
        return tuple((str(place), str(text).encode()) for place, text in texts)
