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
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path, PurePosixPath
from typing import Self

import msgspec

from generator.building.article_outputs import Unit
from generator.building.article_work import ArticleResult, ArticleTask
from generator.building.digests import digest
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
from generator.storage.cache import Cache

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
        self._foreseen: tuple[str, Future[Index]] | None = None
        """The name of the shard that was begun early, and its index."""
        self._awaited: dict[str, Future[str]] = {}
        """The key of the words of each article in it, by the path of the article."""
        self._engine = BackgroundEngine()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._stop_waiting()
        self._engine.__exit__(*fault)

    def add(self, path: str, result: ArticleResult | None) -> None:
        """Take the record of an article, if no cache has it."""
        if result is None or self._state.cache is not None:
            return
        made = result.outputs.get(SEARCH_PART)
        if made is not None and made.files is not None:
            self._records[path] = _text(made.files)

    def foresee(self, units: Iterable[Unit], changed: Collection[str]) -> None:
        """Begin the index of a shard with one of the articles that have changed and are made first.

        It waits for their words (`take`). If others turn out to have changed too, so that it is not
        right, it is made again.
        """
        state, last = self._state, self._state.last
        if last is None or state.cache is None or not state.config.site.search:
            return
        self._divide(units)
        for name, members in self._shards.items():
            if not any(unit.path in changed for unit in members):
                continue
            for unit in members:
                key = self._awaited[unit.path] = Future()
                if unit.path not in changed:
                    known = last.articles[unit.path].outputs.get(SEARCH_PART)
                    if known is None:  # the site had no search
                        return
                    key.set_result(known.key)
            words = [(unit.slug, self._awaited[unit.path]) for unit in members]
            self._foreseen = name, self._engine.index(_stored_words(state.cache.folder, words))
            return

    def take(self, task: ArticleTask, kind: str, key: str) -> None:
        """Take the key of the words of an article that has just been made."""
        awaited = self._awaited.get(self._state.relative(task.files.path))
        if kind == SEARCH_PART and awaited is not None and not awaited.done():
            awaited.set_result(key)

    def begin(self, units: Iterable[Unit]) -> None:
        """Begin to make what is not up to date; `units` are all articles."""
        state = self._state
        if not state.config.site.search:
            return
        self._divide(units)
        articles = state.record.articles
        for name, members in self._shards.items():
            words = [articles[unit.path].outputs[SEARCH_PART].key for unit in members]
            self._keys[name] = self._key_of(name, words)
        self._stale.extend(n for n in self._shards if not state.keep(f"search {n}", self._keys[n]))
        self._stop_waiting()
        self._next = self._begin_next()

    def _stop_waiting(self) -> None:
        """Let the engine wait no longer for an article that could not be made."""
        for key in self._awaited.values():
            key.cancel()

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
                files = _files(name, self._result(name, made), is_first=name == names[0])
            except SearchEngineError as error:
                self._report(error)
                self._write_lists(name, *self._stale)
                return
            state.note(f"search {name}", self._keys[name], write_files(state, files))

    def _result(self, name: str, made: Future[Index]) -> Index:
        try:
            return made.result()
        except _MissingWordsError:
            return self._index(name).result()

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
        return name, self._foreseen_index(name) or self._index(name)

    def _index(self, name: str) -> Future[Index]:
        return self._engine.index([(each.slug, self._record(each)) for each in self._shards[name]])

    def _foreseen_index(self, name: str) -> Future[Index] | None:
        """Return the index of a shard that was begun early, if it is of the right words."""
        if self._foreseen is None or self._foreseen[0] != name:
            return None
        keys = [key.result() for key in self._awaited.values() if not key.cancelled()]
        is_right = len(keys) == len(self._awaited) and self._key_of(name, keys) == self._keys[name]
        return self._foreseen[1] if is_right else None

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

    def _key_of(self, name: str, words: Sequence[str]) -> str:
        """Return the key of a shard: that of the list of its articles, and that of their words."""
        slugs = [unit.slug for unit in self._shards[name]]
        return f"{digest(slugs, name == next(iter(self._shards)))} {digest(words)}"

    def _record(self, unit: Unit) -> str:
        state = self._state
        if state.cache is None:
            return self._records[unit.path]
        stored = _words(state.cache, state.record.articles[unit.path].outputs[SEARCH_PART].key)
        if stored is not None:
            return stored
        state.workshop.keys = state.keys
        options = state.options
        task = ArticleTask(unit.files, unit.source, options.drafts, options.until)
        return _text(state.workshop.run(task).outputs[SEARCH_PART].files or ())


class _MissingWordsError(Exception):
    """Raised if the cache no longer has the words of an article."""


def _stored_words(
    folder: Path, keys: Iterable[tuple[str, Future[str]]]
) -> Iterator[tuple[str, str]]:
    """Yield the slugs and the words of articles from a cache, when their keys are known."""
    cache = Cache(folder)  # of its own, since another thread has the other
    for slug, key in keys:
        words = _words(cache, key.result())
        if words is None:
            raise _MissingWordsError
        yield slug, words


def _words(cache: Cache, key: str) -> str | None:
    stored = cache.get("output", key)
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
