"""The index of the search in a build (`site/search.py` has what is in it).

    /static/search/<shard>/           an index as Pagefind writes it
    /static/search/<shard>/list.js    its articles: the slug of each by its id in the index
    /static/search/index.js           the shards; the first has what the browser searches with

Pagefind makes an index anew as a whole, in some 10 s of processor time for 1,000 articles. A site
with more than `SHARD` articles has several, of which an edit makes one anew, while this process
makes the other files of the site. Few are best for readers, since a search asks them all.
It is begun as soon as the article is known that was edited (`foresee`).

Without Pagefind, or if it fails, there is a warning (S034), and the search reads all articles.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import PurePosixPath
from typing import Self

import msgspec

from generator.building.article_outputs import Unit
from generator.building.article_work import ArticleResult, ArticleTask
from generator.building.digests import digest
from generator.building.record import ArticleRecord
from generator.building.search_engine import (
    PROGRAM,
    BackgroundEngine,
    Index,
    SearchEngineError,
)
from generator.building.site_outputs import write_files
from generator.building.state import BuildState
from generator.pages import SEARCH_PART, File
from generator.site import addresses, lazy_data
from generator.site.search import foldings_file, usual_file

SHARD = 32
"""The number of articles in a shard, on average at most."""


class SearchOutputs:
    """Brings the index of the search up to date."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._records: dict[str, str] = {}
        """By the path of the article; only if there is no cache."""
        self._shards: dict[str, list[Unit]] = {}
        self._keys: dict[str, str] = {}
        self._stale: deque[str] = deque()
        """The shards to make anew."""
        self._foreseen: tuple[str, str, Future[Index]] | None = None
        """The name and the key of the shard that was begun early, and its index."""
        self._engine = BackgroundEngine()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._engine.__exit__(*fault)

    def add(self, path: str, result: ArticleResult | None) -> None:
        """Take the record of an article, if no cache has it."""
        if result is None or self._state.cache is not None:
            return
        made = result.outputs.get(SEARCH_PART)
        if made is not None and made.files is not None:
            self._records[path] = _text(made.files)

    def foresee(self, units: Iterable[Unit], begun: Mapping[str, ArticleRecord]) -> None:
        """Begin the index of a shard with an article of `begun`, which are made before the others.

        If others turn out to have changed too, so that it is not right, it is made again.
        """
        state, last = self._state, self._state.last
        if last is None or state.cache is None or not state.config.site.search:
            return
        self._divide(units)
        known = {**last.articles, **begun}
        for name, members in self._shards.items():
            if any(unit.path in begun for unit in members):
                found = [known.get(unit.path) for unit in members]
                records = [each for each in found if each and SEARCH_PART in each.outputs]
                stored = [self._stored(each) for each in records]
                parts = [part for part in stored if part is not None]
                if len(parts) < len(members):
                    return
                self._foreseen = name, self._key_of(name, records), self._indexed(name, parts)
                return

    def begin(self, units: Iterable[Unit]) -> None:
        """Begin to make what is not up to date; `units` are all articles."""
        state = self._state
        if not state.config.site.search:
            return
        self._divide(units)
        articles = state.record.articles
        for name, members in self._shards.items():
            self._keys[name] = self._key_of(name, [articles[unit.path] for unit in members])
        self._stale.extend(n for n in self._shards if not state.keep(f"search {n}", self._keys[n]))
        self._next = self._begin_next()

    def finish(self) -> None:
        """Write what is not up to date, unless another build is wanted before it can be made."""
        state = self._state
        if not state.config.site.search:
            return
        names = list(self._shards)
        index = lazy_data.place("search/index"), lazy_data.script("search/index", names)
        self._make("search index", digest(names), lambda: [index])
        self._make("search letters", "", lambda: [foldings_file(), usual_file()])
        state.show()
        if self._next is not None and not self._next[1].done():
            state.out.prepare()
        while self._next is not None:
            name, made = self._next
            if self._is_in_the_way(made) and self._postpone(name):
                self._next = self._begin_next()
                continue
            self._next = self._begin_next()
            try:
                files = _files(name, made.result(), is_first=name == names[0])
            except SearchEngineError as error:
                self._report(error)
                self._write_lists(name, *self._stale)
                return
            state.note(f"search {name}", self._keys[name], write_files(state, files))

    def _divide(self, units: Iterable[Unit]) -> None:
        if not self._shards:
            self._shards = _shards([unit for unit in units if unit.slug])

    def _is_in_the_way(self, made: Future[Index]) -> bool:
        """Wait for an index; whether another build is wanted before it is there."""
        is_urgent = self._state.options.is_urgent
        while is_urgent is not None and not made.done():
            if is_urgent():
                return True
        return False

    def _postpone(self, name: str) -> bool:
        """Keep the last index of a shard, if it has the same articles."""
        state, output = self._state, f"search {name}"
        made = None if state.last is None else state.last.site.get(output)
        articles = self._keys[name].partition(" ")[0]
        if made is None or not made.key.startswith(articles) or not state.out.keep(made.files):
            return False
        state.note(output, articles, made.files)  # which is the key of no index
        state.record.has_postponed = True
        return True

    def _begin_next(self) -> tuple[str, Future[Index]] | None:
        """Begin the next index, so that there is one to make while another is written."""
        if not self._stale:
            return None
        name = self._stale.popleft()
        if self._foreseen is not None and self._foreseen[:2] == (name, self._keys[name]):
            return name, self._foreseen[2]
        return name, self._indexed(name, [self._record(each) for each in self._shards[name]])

    def _indexed(self, name: str, parts: Iterable[str]) -> Future[Index]:
        slugs = [unit.slug for unit in self._shards[name]]
        return self._engine.index(list(zip(slugs, parts, strict=True)))

    def _write_lists(self, *names: str) -> None:
        """Write shards without an index, by which all articles are read."""
        for name in names:
            slugs = {unit.slug: unit.slug for unit in self._shards[name]}
            # Without a key, so that the next build tries again.
            self._state.note(f"search {name}", "", write_files(self._state, [_list(name, slugs)]))

    def _report(self, error: SearchEngineError) -> None:
        self._state.report.add(
            "S034",
            self._state.root / "site.toml",
            f"The search has no index: {error}",
            "It reads all articles instead, which is slow on a large site. Install `pagefind-bin`, "
            "or put the program `pagefind` on the PATH.",
        )

    def _make(self, name: str, key: str, make: Callable[[], Sequence[File]]) -> None:
        if not self._state.keep(name, key):
            self._state.note(name, key, write_files(self._state, make()))

    def _key_of(self, name: str, records: Iterable[ArticleRecord]) -> str:
        """Return the key of a shard: that of the list of its articles, and that of their words."""
        words = [record.outputs[SEARCH_PART].key for record in records]
        slugs = [unit.slug for unit in self._shards[name]]
        return f"{digest(slugs, name == next(iter(self._shards)))} {digest(words)}"

    def _record(self, unit: Unit) -> str:
        state = self._state
        if state.cache is None:
            return self._records[unit.path]
        stored = self._stored(state.record.articles[unit.path])
        if stored is not None:
            return stored
        state.workshop.keys = state.keys
        options = state.options
        task = ArticleTask(unit.files, unit.source, options.drafts, options.until)
        return _text(state.workshop.run(task).outputs[SEARCH_PART].files or ())

    def _stored(self, article: ArticleRecord) -> str | None:
        """Return the record of an article in the index, if the cache has it."""
        cache, key = self._state.cache, article.outputs[SEARCH_PART].key
        stored = None if cache is None else cache.get("output", key)
        if stored is None:
            return None
        return _text(msgspec.msgpack.decode(stored, type=tuple[tuple[str, bytes], ...]))


def _files(name: str, index: Index, *, is_first: bool) -> Iterator[File]:
    """Yield the files of a shard; one of them has what the browser searches with."""
    files, slugs = index
    used = [path for path in files if is_first or path not in PROGRAM]
    for path in used:
        yield addresses.STATIC / "search" / name / path, files[path]
    yield _list(name, slugs, used)


def _list(name: str, slugs: dict[str, str], files: Sequence[str] = ()) -> File:
    """Return the script with the articles of a shard, and the files of its index, if it has one."""
    script = f"search/{name}/list"
    data = {"slugs": slugs, "files": files}
    return PurePosixPath(lazy_data.place(script)), lazy_data.script(script, data)


def _shards(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Divide articles by a digest of the slug: another article changes no other shard."""
    count = 1
    while len(units) > count * SHARD:
        count *= 2
    found: dict[str, list[Unit]] = {}
    for unit in units:
        value = hashlib.blake2b(unit.slug.encode(), digest_size=2).digest()
        found.setdefault(f"{int.from_bytes(value) % count:02x}", []).append(unit)
    return {name: sorted(found[name], key=lambda unit: unit.slug) for name in sorted(found)}


def _text(files: Iterable[tuple[str, bytes]]) -> str:
    return "".join(data.decode() for _, data in files)
